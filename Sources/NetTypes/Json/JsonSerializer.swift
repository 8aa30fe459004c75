/// `JsonSerializer` and its options, for what scripts give it: dictionaries, lists, plain values, objects of their classes.
import Engine
import Primitives

final class PSJsonOptions: Ref {
  private let typeName: String
  var isIndented = false, ignoresCase = false, allowsTrailingCommas = false, isCamel = false, escapesLess = false
  var comments = 0, maxDepth = 0, ignored = 0
  init(_ typeName: String) { self.typeName = typeName; super.init() }
  override var netType: NetType { TypeTable.get(typeName) }
}

extension NetTypes {
  private static func options(_ v: Value) -> PSJsonOptions { v.refValue as? PSJsonOptions ?? PSJsonOptions("System.Text.Json.JsonSerializerOptions") }

  static func registerJsonOptions() {
    for n in ["JsonSerializerOptions", "JsonDocumentOptions"] {
      let full = "System.Text.Json." + n
      TypeTable.register(full) {
        NetType(full, n == "JsonDocumentOptions" ? .struct : .class, base: n == "JsonDocumentOptions" ? TypeTable.valueType : TypeTable.object) { t in
          t.constructor("\(full) new()") { _, _ in .other(PSJsonOptions(full)) }
          t.property("bool AllowTrailingCommas {get;set;}", set: { v, x, _ in options(v).allowsTrailingCommas = x.asInt != 0 }) { v, _ in .bool(options(v).allowsTrailingCommas) }
          t.property("int MaxDepth {get;set;}", set: { v, x, _ in options(v).maxDepth = x.asInt }) { v, _ in .count(options(v).maxDepth) }
          let comments = n == "JsonDocumentOptions" ? "CommentHandling" : "ReadCommentHandling"
          t.property("System.Text.Json.JsonCommentHandling \(comments) {get;set;}", set: { v, x, _ in options(v).comments = x.asInt }) { v, _ in
            .member("System.Text.Json.JsonCommentHandling", options(v).comments)
          }
          guard n == "JsonSerializerOptions" else { return }
          t.constructor("\(full) new(System.Text.Json.JsonSerializerDefaults defaults)") { a, _ in
            let o = PSJsonOptions(full)
            o.ignoresCase = a.flags(0) == 1
            o.isCamel = o.ignoresCase
            return .other(o)
          }
          t.property("bool WriteIndented {get;set;}", set: { v, x, _ in options(v).isIndented = x.asInt != 0 }) { v, _ in .bool(options(v).isIndented) }
          t.property("bool PropertyNameCaseInsensitive {get;set;}", set: { v, x, _ in options(v).ignoresCase = x.asInt != 0 }) { v, _ in .bool(options(v).ignoresCase) }
          t.property("System.Text.Json.Serialization.JsonIgnoreCondition DefaultIgnoreCondition {get;set;}", set: { v, x, _ in options(v).ignored = x.asInt }) { v, _ in
            .member("System.Text.Json.Serialization.JsonIgnoreCondition", options(v).ignored)
          }
          t.property("System.Text.Json.JsonNamingPolicy PropertyNamingPolicy {get;set;}", set: { v, x, _ in options(v).isCamel = !x.isNull }) { v, c in
            options(v).isCamel ? .object(PSObject(type: TypeTable.get("System.Text.Json.JsonNamingPolicy"))) : .null
          }
          t.property("System.Text.Encodings.Web.JavaScriptEncoder Encoder {get;set;}", set: { v, x, _ in options(v).escapesLess = (x.refValue as? PSJsonEncoder)?.escapesLess ?? false }) { v, _ in
            options(v).escapesLess ? .other(PSJsonEncoder(escapesLess: true)) : .null
          }
        }
      }
    }
    TypeTable.register("System.Text.Json.JsonNamingPolicy") {
      NetType("System.Text.Json.JsonNamingPolicy", base: TypeTable.object) { t in
        t.staticProperty("System.Text.Json.JsonNamingPolicy CamelCase {get;}") { _ in .object(PSObject(type: t)) }
        t.method("string ConvertName(string name)") { _, a, _ in .str(camel(a.string(0))) }
      }
    }
    let encoder = "System.Text.Encodings.Web.JavaScriptEncoder"
    TypeTable.register(encoder) {
      NetType(encoder, base: TypeTable.object) { t in
        t.staticProperty("\(encoder) Default {get;}") { _ in .other(PSJsonEncoder(escapesLess: false)) }
        t.staticProperty("\(encoder) UnsafeRelaxedJsonEscaping {get;}") { _ in .other(PSJsonEncoder(escapesLess: true)) }
        t.method("string Encode(string value)") { v, a, _ in
          var out = ""
          JsonOutput.escape(a.string(0), less: (v.refValue as? PSJsonEncoder)?.escapesLess ?? false, into: &out)
          return .str(out)
        }
      }
    }
  }
  /// `userName` of `UserName`, `url` of `URL`.
  static func camel(_ name: String) -> String {
    var units = Array(name.unicodeScalars)
    for i in units.indices {
      guard units[i].properties.isUppercase else { break }
      if i > 0, i + 1 < units.count, !units[i + 1].properties.isUppercase {
        if units[i + 1] == " " { units[i] = units[i].properties.lowercaseMapping.unicodeScalars.first ?? units[i] }
        break
      }
      units[i] = units[i].properties.lowercaseMapping.unicodeScalars.first ?? units[i]
    }
    return String(String.UnicodeScalarView(units))
  }

  static func registerJsonSerializer() {
    let n = "System.Text.Json.JsonSerializer", o = "System.Text.Json.JsonSerializerOptions"
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        func write(_ v: Value, _ o: Value, _ c: ExecutionContext) throws -> Value {
          var out = JsonOutput(options(o), c)
          try out.write(v)
          return .str(out.text)
        }
        func type(_ v: Value) throws -> NetType {
          guard case .type(let t) = v.base else { throw nullArgument("returnType") }
          return t
        }
        t.staticMethod("static string Serialize[TValue](TValue value, \(o) options)") { a, c in try write(a.at(0), a.at(1), c) }
        t.staticMethod("static string Serialize[TValue](TValue value)") { a, c in try write(a.at(0), .null, c) }
        t.staticMethod("static string Serialize(System.Object value, type inputType)") { a, c in try write(a.at(0), .null, c) }
        t.staticMethod("static string Serialize(System.Object value, type inputType, \(o) options)") { a, c in try write(a.at(0), a.at(2), c) }
        t.staticMethod("static System.Object Deserialize(string json, type returnType)") { a, c in try jsonValue(try parseJson(a.text(0)), try type(a.at(1)), PSJsonOptions(o), c) }
        t.staticMethod("static System.Object Deserialize(string json, type returnType, \(o) options)") { a, c in
          try jsonValue(try parseJson(a.text(0), a.at(2)), try type(a.at(1)), options(a.at(2)), c)
        }
      }
    }
  }

  /// A document's value as a .NET type.
  static func jsonValue(_ node: JsonNode, _ type: NetType, _ o: PSJsonOptions, _ c: ExecutionContext, path: String = "$") throws -> Value {
    func unfit() -> TerminatingError {
      netError(
        "System.Text.Json.JsonException",
        "The JSON value could not be converted to \(type.clrText). Path: \(path) | LineNumber: 0 | BytePositionInLine: \(node.raw.utf8.count).")
    }
    if type === TypeTable.object || type.fullName == "System.Text.Json.JsonElement" {
      return node.kind == .null && type === TypeTable.object ? .null : .other(PSJsonElement(node))
    }
    if node.kind == .null {
      if type.isValueType, type.genericDefinition != "System.Nullable`1" { throw unfit() }
      return .null
    }
    if type.genericDefinition == "System.Nullable`1", let inner = type.genericArguments.first { return try jsonValue(node, inner, o, c, path: path) }
    if node.kind == .array,
      let element = type.isArray
        ? type.elementType
        : type.genericArguments.count == 1 ? type.genericArguments.first : type.isSubclass(of: "System.Collections.ArrayList") ? TypeTable.object : nil
    {
      let items = try node.items.enumerated().map { try jsonValue($0.element, element, o, c, path: "\(path)[\($0.offset)]") }
      return try Conversion.convert(.array(PSArray(items, of: element)), to: type, c)
    }
    if node.kind == .object {
      if type.interfaces.contains("System.Collections.IDictionary") {
        let value = type.genericArguments.count == 2 ? type.genericArguments[1] : TypeTable.object
        let made = try c.construct(type, [])
        for m in node.members { _ = try c.callMethod(made, "set_Item", [.str(m.name), try jsonValue(m.value, value, o, c, path: "\(path).\(m.name)")]) }
        return made
      }
      guard !type.isValueType, type !== TypeTable.string else { throw unfit() }
      let made = try c.construct(type, [])
      for m in type.allMembers(isStatic: false) where m.kind == .property && m.setter != nil {
        let name = o.isCamel ? camel(m.name) : m.name
        guard let x = node.members.last(where: { o.ignoresCase ? $0.name.equalsIgnoringCase(name) : $0.name == name }) else { continue }
        let declared = m.definition.split(separator: " ").first.flatMap { TypeTable.resolve(String($0)) } ?? TypeTable.object
        try c.setProperty(made, m.name, try jsonValue(x.value, declared, o, c, path: "\(path).\(m.name)"))
      }
      return made
    }
    if node.kind == .true || node.kind == .false {
      guard type.fullName == "System.Boolean" else { throw unfit() }
      return .bool(node.kind == .true)
    }
    let isText = type === TypeTable.string || ["System.DateTime", "System.DateTimeOffset", "System.Guid", "System.TimeSpan", "System.Uri", "System.Version", "System.Char"].contains(type.fullName)
    guard isText == (node.kind == .string), type.fullName != "System.Boolean", let x = jsonScalar(node, type, c) else { throw unfit() }
    return x
  }
}

final class PSJsonEncoder: Ref {
  let escapesLess: Bool
  init(escapesLess: Bool) { self.escapesLess = escapesLess; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.Encodings.Web.JavaScriptEncoder") }
}

/// Values as `JsonSerializer` writes them.
struct JsonOutput {
  private(set) var text = ""
  private let options: PSJsonOptions
  private let context: ExecutionContext
  private var depth = 0
  init(_ o: PSJsonOptions, _ c: ExecutionContext) { options = o; context = c }

  static func escape(_ s: String, less: Bool, into out: inout String) {
    for u in s.utf16 {
      switch u {
      case 8: out += "\\b"
      case 9: out += "\\t"
      case 10: out += "\\n"
      case 12: out += "\\f"
      case 13: out += "\\r"
      case 92: out += "\\\\"
      case 34: out += less ? "\\\"" : "\\u0022"
      case 32..<127 where less || ![38, 39, 43, 60, 62, 96].contains(u): out.unicodeScalars.append(Unicode.Scalar(UInt8(u)))
      case 160... where less && !(0xD800..<0xE000).contains(u): if let x = Unicode.Scalar(u) { out.unicodeScalars.append(x) }
      default:
        let hex = NetString.upper(String(u, radix: 16))
        out += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      }
    }
  }
  private mutating func quote(_ s: String) {
    text += "\""
    Self.escape(s, less: options.escapesLess, into: &text)
    text += "\""
  }
  private mutating func newLine() {
    if options.isIndented { text += "\n" + String(repeating: "  ", count: depth) }
  }
  private mutating func list<T>(_ open: String, _ close: String, _ all: [T], _ each: (inout JsonOutput, T) throws -> Void) throws {
    text += open
    depth += 1
    if depth > 64 {
      throw netError(
        "System.Text.Json.JsonException",
        """
        A possible object cycle was detected. This can either be due to a cycle or if the object depth is larger than the maximum allowed depth of 64. \
        Consider using ReferenceHandler.Preserve on JsonSerializerOptions to support cycles. Path: $.
        """
      )
    }
    for (i, x) in all.enumerated() {
      if i > 0 { text += "," }
      newLine()
      try each(&self, x)
    }
    depth -= 1
    if !all.isEmpty { newLine() }
    text += close
  }
  private mutating func members(_ all: [(String, Value)], named: (String) -> String) throws {
    let shown = options.ignored == 3 ? all.filter { !$0.1.isNull } : all
    try list("{", "}", shown.map { (named($0.0), $0.1) }) { out, m in
      out.quote(m.0)
      out.text += out.options.isIndented ? ": " : ":"
      try out.write(m.1)
    }
  }

  mutating func write(_ value: Value) throws {
    let v = value.base
    switch v {
    case .null, .void, .unset: text += "null"
    case .bool(let b): text += b ? "true" : "false"
    case .string(let s): quote(s.string)
    case .char(let c): quote(String(units: [c]))
    case .int, .long, .byte, .sbyte, .short, .ushort, .uint, .ulong: text += Conversion.toString(v)
    case .datetime, .timespan: quote(try iso(v))
    case .hash(let h):
      if h.kind == .hashSet || h.kind == .sortedSet { return try list("[", "]", v.sequence) { try $0.write($1) } }
      try members(h.keys.map { (Conversion.toString($0), h.get($0) ?? .null) }) { $0 }
    case .array(let a):
      if a.elementType === TypeTable.byte { return quote(Conversion.toString(try context.callStatic(TypeTable.get("System.Convert"), "ToBase64String", [v]))) }
      try list("[", "]", a.values) { try $0.write($1) }
    default:
      if let e = v.refValue as? PSJsonElement { text += e.node.raw; return }
      if let d = v.refValue as? PSJsonDocument { text += d.root.raw; return }
      if let e = v.refValue as? PSEnum { text += String(e.raw); return }
      let type = TypeTable.typeOf(v)
      if type.fullName == "System.Decimal" || type.fullName == "System.Double" || type.fullName == "System.Single" {
        let shown = Conversion.toString(v)
        guard shown.utf8.allSatisfy({ $0 < 128 && $0 != UInt8(ascii: "N") }) else {
          throw argumentError("""
            .NET number values such as positive and negative infinity cannot be written as valid JSON. To make it work when using 'JsonSerializer', consider \
            specifying 'JsonNumberHandling.AllowNamedFloatingPointLiterals' (see \
            https://learn.microsoft.com/dotnet/api/system.text.json.serialization.jsonnumberhandling).
            """)
        }
        text += shown
        return
      }
      if ["System.Guid", "System.Version", "System.Uri", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly"].contains(type.fullName) { return quote(try iso(v)) }
      if let all = v.refValue?.enumerated() { return try list("[", "]", all.values) { try $0.write($1) } }
      let isCamel = options.isCamel
      let own = type.allMembers(isStatic: false).filter { $0.kind == .property && $0.getter != nil }
      try members(try own.map { ($0.name, try $0.getter?(v, context) ?? .null) }) { isCamel ? NetTypes.camel($0) : $0 }
    }
  }
  /// Dates without the zeros at the end of their fractions; the rest as its own text.
  private func iso(_ v: Value) throws -> String {
    let name = TypeTable.typeOf(v).fullName
    guard name == "System.DateTime" || name == "System.DateTimeOffset" || name == "System.DateOnly" || name == "System.TimeOnly" else {
      return name == "System.Uri" ? Conversion.toString(try context.property(v, "OriginalString") ?? .null) : Conversion.toString(v)
    }
    let full = Conversion.toString(try context.callMethod(v, "ToString", [.str("o")]))
    guard let dot = full.lastIndex(of: ".") else { return full }
    var fraction = full[full.index(after: dot)...].prefix { $0 >= "0" && $0 <= "9" }
    let zone = full[fraction.endIndex...]
    while fraction.last == "0" { fraction = fraction.dropLast() }
    return full[..<dot] + (fraction.isEmpty ? "" : "." + fraction) + zone
  }
}
