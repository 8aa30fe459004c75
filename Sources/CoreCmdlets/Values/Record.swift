/// Objects that cmdlets hand out and that stand for a .NET class with plain properties: `GroupInfo`, `MatchInfo`,
/// `GenericMeasureInfo`. One class for all; the properties are declared once per type and read by position.
import Engine

final class RecordType {
  let type: NetType
  /// - Parameter properties: as Get-Member prints them, in order: `"int Count {get;}"`.
  init(_ fullName: String, base: String? = nil, _ properties: [String], _ more: @escaping (NetType) -> Void = { _ in }) {
    if let base { TypeTable.declare(base) { NetType(base, base: TypeTable.object) } }
    TypeTable.declare(fullName) { NetType(fullName, base == "System.ValueType" ? .struct : .class, base: base.map { TypeTable.get($0) } ?? TypeTable.object) }
    type = TypeTable.get(fullName)
    if let base, type.baseType === TypeTable.object { type.baseType = TypeTable.get(base) }
    type.extend { t in
      for (i, definition) in properties.enumerated() {
        let settable = definition.contains("set;")
        t.property(definition, set: settable ? { v, new, _ in Record.of(v)?.values[i] = new } : nil) { v, _ in Record.of(v)?.values[i] ?? .null }
      }
      more(t)
    }
  }
  func make(_ values: [Value], text: String? = nil) -> Value { .other(Record(type, values, text)) }
}

class Record: Ref {
  let type: NetType
  var values: [Value]
  let textForm: String?
  init(_ type: NetType, _ values: [Value], _ text: String? = nil) { self.type = type; self.values = values; textForm = text; super.init() }
  static func of(_ v: Value) -> Record? { v.refValue as? Record }
  override var netType: NetType { type }
  override func text() -> String { textForm ?? type.fullName }
}
