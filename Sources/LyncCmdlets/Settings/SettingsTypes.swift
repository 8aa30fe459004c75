/// The .NET types of settings parameters, and the text forms the forest keeps of their values.
import Engine
import Lync
import Primitives

enum SettingsTypes {
  /// The full name of a parameter's type, defined when it is not known yet.
  static func name(of property: SettingsProperty) -> String {
    switch property.kind {
    case .bool: return "System.Boolean"
    case .string: return "System.String"
    case .uint: return "System.UInt32"
    case .ushort: return "System.UInt16"
    case .ulong: return "System.UInt64"
    case .long: return "System.Int64"
    case .int: return "System.Int32"
    case .short: return "System.Int16"
    case .byte: return "System.Byte"
    case .timespan: return "System.TimeSpan"
    case .datetime: return "System.DateTime"
    case .guid: return "System.Guid"
    case .flag: return "System.Management.Automation.SwitchParameter"
    case .list: return anything("System.Management.Automation.PSListModifier")
    case .object(let type): return anything(type.utf8.contains(UInt8(ascii: ".")) ? type : "Microsoft.Rtc.Management.WritableConfig." + type)
    case .enumeration(let type): return enumeration(type, property.values)
    }
  }

  static func enumeration(_ type: String, _ members: [String], flags: Bool = false) -> String {
    if TypeTable.resolve(type)?.enumeration == nil {
      let made = NetType(type, .enum, base: TypeTable.enumType)
      made.enumeration = EnumInfo(members.enumerated().map { ($0.element, flags ? 1 << Int64($0.offset) : Int64($0.offset)) }, flags: flags)
      TypeTable.register(type) { made }
    }
    return type
  }

  /// A type that takes any value as it is.
  static func anything(_ name: String) -> String {
    let type = TypeTable.get(name)
    if type.converter == nil { type.converter = { value, _ in value } }
    return name
  }

  static func value(_ value: Value, _ property: SettingsProperty, _ context: ExecutionContext) throws -> SettingsValue {
    guard property.kind == .list else {
      if value.isNull { return .text(nil) }
      // these properties are times of day: the store keeps no date
      if property.kind == .datetime, case .datetime(let date) = value.base { return .text(try DateFormat.text(date, "HH:mm:ss", .invariant)) }
      if property.kind == .bool || property.kind == .flag { return .text(Conversion.toBool(value) ? "True" : "False") }
      return .text(text(value, context))
    }
    if case .hash(let edit) = value.base {
      if let replaced = edit.get(.str("Replace")) { return .list(texts(replaced, context)) }
      return .edit(add: edit.get(.str("Add")).map { texts($0, context) } ?? [], remove: edit.get(.str("Remove")).map { texts($0, context) } ?? [])
    }
    return .list(texts(value, context))
  }

  private static func texts(_ value: Value, _ context: ExecutionContext) -> [String] {
    if value.isNull { return [] }
    return (value.arrayValue?.values ?? [value]).map { text($0, context) }
  }

  /// An object another cmdlet made keeps what it holds; anything else is its text.
  static func text(_ value: Value, _ context: ExecutionContext) -> String {
    guard case .object(let object) = value, let type = object.type, let kind = SettingsClass.made(type.fullName) else { return Conversion.toString(value, context) }
    var kept: [(name: String, value: String)] = []
    for property in kind.properties {
      guard let inner = try? context.property(value, property.name), !inner.isNull else { continue }
      kept.append((property.name, inner.arrayValue.map { $0.values.map { text($0, context) }.joined(separator: "\u{1E}") } ?? text(inner, context)))
    }
    return RecordText.text(kind.name, kept)
  }
}
