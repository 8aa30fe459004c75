/// Objects of the domain as the shell shows them: properties in the documented order, type names, what a plain call prints.
import Engine
import Lync
import Primitives

enum LyncObjects {
  /// What all objects of one domain shape share.
  final class Prepared {
    let source: Lync.Shape
    let shape: Engine.Shape
    let type: NetType
    let text: Int?
    init(_ source: Lync.Shape) {
      self.source = source
      let names = [source.typeName] + source.baseTypes
      // The chain of types: a piped object binds to parameters of its base types, and -is answers for them.
      var type: NetType?
      for name in names.reversed() { type = LyncObjects.type(name, base: type) }
      self.type = type ?? TypeTable.object
      shape = Engine.Shape.of(source.properties)
      text = source.textProperty.flatMap { source.number(of: $0) }
    }
  }

  nonisolated(unsafe) private static var prepared: [ObjectIdentifier: Prepared] = [:]
  nonisolated(unsafe) private static var types: [String: NetType] = [:]

  private static func type(_ name: String, base: NetType?) -> NetType {
    if let known = types[name] { return known }
    if let base { TypeTable.register(name) { NetType(name, base: base) } }
    let type = TypeTable.get(name)
    types[name] = type
    return type
  }

  static func prepare(_ shape: Lync.Shape) -> Prepared {
    let key = ObjectIdentifier(shape)
    if let known = prepared[key] { return known }
    let made = Prepared(shape)
    prepared[key] = made
    return made
  }

  static func value(_ object: LyncObject) -> Value {
    if object.shape.typeName == "Sim.DirectoryAttributes" { return ordered(object) }
    let kind = prepare(object.shape)
    let result = PSObject(kind.shape, object.values.map { value($0) }, type: kind.type)
    // lists of settings are changed in place and given back with -Instance
    if settingsSpaces.contains(where: { object.shape.typeName.hasPrefix($0) }) { for i in 0..<result.count { if case .array(let a) = result.slots[i] { a.kind = .list } } }
    result.defaultDisplay = object.shape.defaultProperties
    result.textForm = kind.text.map { object.values[$0].text } ?? plainText(object)
    return .object(result)
  }

  /// The type name, as of any .NET object; a computer's GRUU shows what it holds.
  private static func plainText(_ object: LyncObject) -> String {
    if object.shape.joins { return object.joined }
    // A change tells what it changed, also inside the list of a step.
    if object.shape.typeName == "Sim.Difference" {
      let texts = object.values.map(\.text)
      return texts[0] == "Changed" ? "\(texts[2]): \(texts[3]) \(texts[4]) \u{2192} \(texts[5])" : "\(texts[2]): \(texts[0].lowercased())"
    }
    return object.shape.typeName.hasSuffix(".ComputerGruu") ? object.values.map(\.text).joined(separator: " ") : object.shape.typeName
  }

  private static let settingsSpaces = ["Microsoft.Rtc.Management.WritableConfig.", "Microsoft.Rtc.Rgs."]

  /// Attribute lists are ordered dictionaries (D-30).
  private static func ordered(_ object: LyncObject) -> Value {
    let table = PSHash(.ordered)
    for (name, item) in zip(object.shape.properties, object.values) { table.set(.str(name), value(item)) }
    return .hash(table)
  }

  static func value(_ value: LyncValue) -> Value {
    switch value {
    case .null: return .null
    case .string(let text): return .str(text)
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .integer(number)
    case .uint16(let number): return .ushort(number)
    case .date(let seconds): return .datetime(date(seconds))
    case .timeSpan(let seconds): return .timespan(NetTimeSpan(ticks: Int64(seconds) * 10_000_000))
    case .guid(let text): return Conversion.tryConvert(.str(text), to: TypeTable.get("System.Guid"), nil) ?? .str(text)
    case .strings(let texts): return list(texts.map { .str($0) }, of: TypeTable.string)
    case .list(let items): return list(items.map { Self.value($0) }, of: nil)
    case .object(let object): return Self.value(object)
    case .enumeration(let type, let member): return .other(PSEnum(enumeration(type, member), member: member))
    }
  }

  private static func list(_ items: [Value], of element: NetType?) -> Value {
    let array = PSArray(items)
    array.elementType = element
    return .array(array)
  }

  /// 1970-01-01 in ticks since year 1.
  static func date(_ seconds: Int) -> NetDateTime { NetDateTime(ticks: Int64(seconds) * 10_000_000 + 621_355_968_000_000_000) }
  static func seconds(_ date: NetDateTime) -> Int { Int((date.ticks - 621_355_968_000_000_000) / 10_000_000) }

  private static func enumeration(_ name: String, _ member: String) -> NetType {
    if let known = types[name], known.enumeration?.value(of: member) != nil { return known }
    let members: [String]
    var isWhole = true
    switch name {
    case "System.ServiceProcess.ServiceControllerStatus":
      members = ["", "Stopped", "StartPending", "StopPending", "Running", "ContinuePending", "PausePending", "Paused"]
    case "Microsoft.Rtc.Management.Xds.SiteType": members = ["CentralSite", "BranchSite"]
    case "Microsoft.Rtc.Management.Xds.TrustedApplicationProtocol": members = ["Mtls", "Tcp"]
    case ExchangeArchivingPolicyOptions.typeName: members = ExchangeArchivingPolicyOptions.allCases.map(\.rawValue)
    case "Microsoft.Rtc.Management.ADConnect.Core.ObjectState": members = ["New", "Unchanged", "Changed", "Deleted"]
    default:
      // An enumeration that parameters brought along knows all its members.
      if let known = TypeTable.resolve(name), known.enumeration?.value(of: member) != nil {
        types[name] = known
        return known
      }
      members = (types[name]?.enumeration?.names ?? []) + [member]
      isWhole = false
    }
    let type = NetType(name, .enum, base: TypeTable.enumType)
    type.enumeration = EnumInfo(members.enumerated().map { ($0.element, Int64($0.offset)) }.filter { !$0.0.isEmpty })
    types[name] = type
    // Objects that come back from serialization look their members up.
    if isWhole { TypeTable.register(name) { type } }
    return type
  }
}

extension PSEnum {
  convenience init(_ type: NetType, member: String) { self.init(type, type.enumeration?.value(of: member) ?? 0) }
}
