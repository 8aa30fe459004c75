/// Values as text, as C#'s `ToString()`, `+` and interpolation write them, and types as messages name them.
import Engine
import Primitives

enum Text {
  static func string(_ v: Value) -> String {
    switch v {
    case .string(let s): s.string
    case .int(let n): String(n)
    case .null, .void, .unset: ""
    case .bool(let b): b ? "True" : "False"
    case .array(let a): clrName(a.netType)
    case .hash(let h): clrName(h.netType)
    case .type(let t): clrName(t)
    case .double, .single, .datetime, .timespan, .char, .byte, .sbyte, .short, .ushort, .uint, .long, .ulong: Conversion.plainText(v)
    case .other(let r): r.text()
    default: Conversion.toString(v, ExecutionContext.current)
    }
  }
  /// `{value,alignment:format}`.
  static func formatted(_ v: Value, _ alignment: Int, _ format: String?, _ c: ExecutionContext) throws -> String {
    var s: String
    if let format, !format.isEmpty {
      if let o = v.compiled, let m = o.symbol.find(method: "ToString", count: 2) { s = string(try m.invoke(v, [.str(format), .null], c)) }
      else { s = try Operators.compositeFormat("{0:" + format.replacing("{", with: "{{").replacing("}", with: "}}") + "}", [v], c.culture) }
    } else { s = string(v) }
    let pad = abs(alignment) - s.utf16.count
    if pad > 0 { let blanks = String(repeating: " ", count: min(pad, 1 << 20)); s = alignment < 0 ? s + blanks : blanks + s }
    return s
  }

  /// As `Type.ToString()`: generic arguments in brackets.
  static func clrName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return clrName(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    guard let d = t.genericDefinition, !t.genericArguments.isEmpty else { return t.fullName }
    return d + "[" + t.genericArguments.map(clrName).joined(separator: ",") + "]"
  }

  private static let keywords = [
    "System.Int32": "int", "System.String": "string", "System.Object": "object", "System.Boolean": "bool", "System.Double": "double",
    "System.Int64": "long", "System.Char": "char", "System.Byte": "byte", "System.SByte": "sbyte", "System.Int16": "short", "System.UInt16": "ushort",
    "System.UInt32": "uint", "System.UInt64": "ulong", "System.Single": "float", "System.Decimal": "decimal", "System.Void": "void",
  ]
  /// As conversion errors name a type: with its namespace.
  static func fullName(_ t: NetType) -> String { name(t, isFull: true) }
  /// As most errors name a type: without its namespace.
  static func shortName(_ t: NetType) -> String { name(t, isFull: false) }
  private static func name(_ t: NetType, isFull: Bool) -> String {
    if t === Types.null { return "<null>" }
    if let k = keywords[t.fullName] { return k }
    if t.isArray, let e = t.elementType { return name(e, isFull: isFull) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    if let inner = Types.nullable(t) { return name(inner, isFull: isFull) + "?" }
    var head = t.genericDefinition ?? t.fullName
    if let tick = head.firstIndex(of: "`") { head = String(head[..<tick]) }
    if !isFull, let dot = head.lastIndex(of: ".") { head = String(head[head.index(after: dot)...]) }
    head = head.replacing("+", with: ".")
    if !t.genericArguments.isEmpty { head += "<" + t.genericArguments.map { name($0, isFull: isFull) }.joined(separator: ", ") + ">" }
    return head
  }
  /// As Get-Member writes a type.
  static func memberName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return memberName(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    guard let d = t.genericDefinition, !t.genericArguments.isEmpty else { return MemberText.typeName(t) }
    return String(d.prefix { $0 != "`" }) + "[" + t.genericArguments.map(memberName).joined(separator: ",") + "]"
  }
}
