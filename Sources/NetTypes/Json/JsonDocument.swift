/// `System.Text.Json`: documents and their elements.
import Engine
import Primitives

final class PSJsonDocument: Ref {
  let root: JsonNode
  init(_ root: JsonNode) { self.root = root; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.Json.JsonDocument") }
}
final class PSJsonElement: Ref {
  let node: JsonNode
  init(_ node: JsonNode) { self.node = node; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.Json.JsonElement") }
  override func text() -> String {
    switch node.kind {
    case .true: "True"
    case .false: "False"
    case .string: node.text
    case .null, .undefined: ""
    default: node.raw
    }
  }
}
final class PSJsonProperty: Ref {
  let name: String, value: JsonNode
  init(_ name: String, _ value: JsonNode) { self.name = name; self.value = value; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.Json.JsonProperty") }
  override func text() -> String { "\"\(name)\":\(value.raw)" }
}

extension NetTypes {
  static func registerJson() {
    let ns = "System.Text.Json."
    TypeTable.register(ns + "JsonDocument") { NetType(ns + "JsonDocument", base: TypeTable.object, interfaces: ["System.IDisposable"], define: defineJsonDocument) }
    TypeTable.register(ns + "JsonElement") { NetType(ns + "JsonElement", .struct, base: TypeTable.valueType, define: defineJsonElement) }
    TypeTable.register(ns + "JsonProperty") {
      NetType(ns + "JsonProperty", .struct, base: TypeTable.valueType) { t in
        t.property("System.Text.Json.JsonElement Value {get;}") { v, _ in (v.refValue as? PSJsonProperty).map { .other(PSJsonElement($0.value)) } ?? .null }
        t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSJsonProperty)?.name ?? "") }
        t.method("bool NameEquals(string text)") { v, a, _ in .bool((v.refValue as? PSJsonProperty)?.name == a.text(0)) }
      }
    }
    registerEnums(in: jsonEnums)
    registerJsonOptions()
    registerJsonSerializer()
  }

  /// The document of a text, read as the options say.
  static func parseJson(_ text: String?, _ options: Value = .null, param: String = "json") throws -> JsonNode {
    guard let text else { throw nullArgument(param) }
    let o = options.refValue as? PSJsonOptions
    var reader = JsonTextReader(text, trailingCommas: o?.allowsTrailingCommas ?? false, comments: (o?.comments ?? 0) == 1, maxDepth: o?.maxDepth ?? 0)
    return try reader.document()
  }

  private static func defineJsonDocument(_ t: NetType) {
    let n = signatureName(t)
    t.staticMethod("static \(n) Parse(string json)") { a, _ in .other(PSJsonDocument(try parseJson(a.text(0)))) }
    t.staticMethod("static \(n) Parse(string json, System.Text.Json.JsonDocumentOptions options)") { a, _ in .other(PSJsonDocument(try parseJson(a.text(0), a.at(1)))) }
    t.property("System.Text.Json.JsonElement RootElement {get;}") { v, _ in (v.refValue as? PSJsonDocument).map { .other(PSJsonElement($0.root)) } ?? .null }
    t.method("void Dispose()") { _, _, _ in .void }
  }

  private static func defineJsonElement(_ t: NetType) {
    let n = "System.Text.Json.JsonElement"
    let undefined = JsonNode(.undefined)
    func of(_ v: Value) -> JsonNode { (v.refValue as? PSJsonElement)?.node ?? undefined }
    func element(_ node: JsonNode) -> Value { .other(PSJsonElement(node)) }
    func kindName(_ k: JsonNode.Kind) -> String { String(describing: k).prefix(1).uppercased() + String(describing: k).dropFirst() }
    func wrongKind(_ wanted: String, _ node: JsonNode) -> TerminatingError {
      invalidOperation("The requested operation requires an element of type '\(wanted)', but the target element has type '\(kindName(node.kind))'.")
    }
    func need(_ v: Value, _ kind: JsonNode.Kind) throws -> JsonNode {
      let node = of(v)
      guard node.kind == kind else { throw wrongKind(kindName(kind), node) }
      return node
    }
    func member(_ v: Value, _ name: String?) throws -> JsonNode? {
      guard let name else { throw nullArgument("propertyName") }
      return try need(v, .object).members.last { $0.name == name }?.value
    }
    t.property("System.Text.Json.JsonValueKind ValueKind {get;}") { v, _ in .member("System.Text.Json.JsonValueKind", of(v).kind.rawValue) }
    t.method("\(n) Item(int index)") { v, a, _ in
      let items = try need(v, .array).items
      guard items.indices.contains(a.int(0)) else { throw outsideArray() }
      return element(items[a.int(0)])
    }
    t.indexer = { v, k in
      let items = try need(v, .array).items, i = k.asInt
      guard items.indices.contains(i) else { throw outsideArray() }
      return element(items[i])
    }
    t.method("\(n) GetProperty(string propertyName)") { v, a, _ in
      guard let x = try member(v, a.text(0)) else { throw netError("System.Collections.Generic.KeyNotFoundException", "The given key was not present in the dictionary.") }
      return element(x)
    }
    t.method("bool TryGetProperty(string propertyName, [ref] \(n) value)") { v, a, c in
      let x = try member(v, a.text(0))
      try a.setReference(1, element(x ?? undefined), c)
      return .bool(x != nil)
    }
    t.method("int GetArrayLength()") { v, _, _ in .count(try need(v, .array).items.count) }
    t.method("int GetPropertyCount()") { v, _, _ in .count(try need(v, .object).members.count) }
    t.method("System.Text.Json.JsonElement+ArrayEnumerator EnumerateArray()") { v, _, _ in .array(PSArray(try need(v, .array).items.map(element))) }
    t.method("System.Text.Json.JsonElement+ObjectEnumerator EnumerateObject()") { v, _, _ in
      .array(PSArray(try need(v, .object).members.map { .other(PSJsonProperty($0.name, $0.value)) }))
    }
    t.method("string GetString()") { v, _, _ in
      let node = of(v)
      if node.kind == .null { return .null }
      guard node.kind == .string else { throw wrongKind("String", node) }
      return .str(node.text)
    }
    t.method("bool GetBoolean()") { v, _, _ in
      guard of(v).kind == .true || of(v).kind == .false else { throw wrongKind("Boolean", of(v)) }
      return .bool(of(v).kind == .true)
    }
    t.method("string GetRawText()") { v, _, _ in .str(of(v).raw) }
    t.method("\(n) Clone()") { v, _, _ in v }
    t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    t.method("bool ValueEquals(string text)") { v, a, _ in .bool(try need(v, .string).text == a.text(0)) }
    let scalars: [(String, String, String, JsonNode.Kind)] = [
      ("Byte", "byte", "System.Byte", .number), ("SByte", "sbyte", "System.SByte", .number), ("Int16", "short", "System.Int16", .number), ("UInt16", "ushort", "System.UInt16", .number),
      ("Int32", "int", "System.Int32", .number), ("UInt32", "uint", "System.UInt32", .number), ("Int64", "long", "System.Int64", .number), ("UInt64", "ulong", "System.UInt64", .number),
      ("Single", "float", "System.Single", .number), ("Double", "double", "System.Double", .number), ("Decimal", "decimal", "System.Decimal", .number),
      ("DateTime", "datetime", "System.DateTime", .string), ("DateTimeOffset", "System.DateTimeOffset", "System.DateTimeOffset", .string), ("Guid", "guid", "System.Guid", .string),
    ]
    for (name, short, full, kind) in scalars {
      func read(_ v: Value, _ c: ExecutionContext) throws -> Value? { jsonScalar(try need(v, kind), TypeTable.get(full), c) }
      t.method("\(short) Get\(name)()") { v, _, c in
        guard let x = try read(v, c) else {
          throw formatError(kind == .number ? "One of the identified items was in an invalid format." : "The JSON value is not in a supported \(name) format.")
        }
        return x
      }
      t.method("bool TryGet\(name)([ref] \(short) value)") { v, a, c in
        let x = try read(v, c)
        try a.setReference(0, x ?? defaultValue(TypeTable.get(full)), c)
        return .bool(x != nil)
      }
    }
    t.method("byte[] GetBytesFromBase64()") { v, _, c in try c.callStatic(TypeTable.get("System.Convert"), "FromBase64String", [.str(try need(v, .string).text)]) }
  }

  /// A number or text of a document as a .NET type; nil when it does not fit.
  static func jsonScalar(_ node: JsonNode, _ type: NetType, _ c: ExecutionContext) -> Value? {
    let isWhole = !["System.Single", "System.Double", "System.Decimal"].contains(type.fullName)
    if node.kind == .number, isWhole, node.text.utf8.contains(where: { $0 == 46 || $0 | 32 == 101 }) { return nil }
    return try? Conversion.convert(.str(node.text), to: type, c)
  }
}

private let jsonEnums = """
System.Text.Json.JsonValueKind Undefined Object Array String Number True False Null
System.Text.Json.JsonCommentHandling:Byte Disallow Skip Allow
System.Text.Json.JsonTokenType:Byte None StartObject EndObject StartArray EndArray PropertyName Comment String Number True False Null
System.Text.Json.JsonSerializerDefaults General Web Strict
System.Text.Json.Serialization.JsonIgnoreCondition Never Always WhenWritingDefault WhenWritingNull WhenWriting WhenReading
System.Text.Json.Serialization.JsonNumberHandling! Strict AllowReadingFromString WriteAsString=2 AllowNamedFloatingPointLiterals=4
"""
