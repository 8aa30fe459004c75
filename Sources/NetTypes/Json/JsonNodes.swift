/// `System.Text.Json.Nodes`: documents that scripts change.
import Engine
import Primitives

/// A `JsonObject`, `JsonArray` or `JsonValue`; a JSON null is no node at all.
final class PSJsonNode: Ref {
  enum Content {
    case object([(name: String, node: PSJsonNode?)])
    case array([PSJsonNode?])
    /// As it was written, or as a .NET value.
    case read(JsonNode), value(Value)
  }
  var content: Content
  private(set) weak var parent: PSJsonNode?
  init(_ c: Content) {
    content = c
    super.init()
    for child in children { child.parent = self }
  }
  /// nil for a null.
  static func of(_ node: JsonNode) -> PSJsonNode? {
    switch node.kind {
    case .null, .undefined: return nil
    case .array: return PSJsonNode(.array(node.items.map(of)))
    case .object:
      var members: [(name: String, node: PSJsonNode?)] = []
      for m in node.members {
        if let i = members.firstIndex(where: { $0.name == m.name }) { members[i].node = of(m.value) } else { members.append((m.name, of(m.value))) }
      }
      return PSJsonNode(.object(members))
    default: return PSJsonNode(.read(node))
    }
  }
  private var children: [PSJsonNode] {
    switch content {
    case .object(let members): members.compactMap(\.node)
    case .array(let items): items.compactMap { $0 }
    default: []
    }
  }
  func adopt(_ child: PSJsonNode?) throws -> PSJsonNode? {
    guard let child else { return nil }
    if child.parent != nil { throw invalidOperation("The node already has a parent.") }
    var ancestor: PSJsonNode? = self
    while let a = ancestor {
      if a === child { throw invalidOperation("A node cycle was detected.") }
      ancestor = a.parent
    }
    child.parent = self
    return child
  }
  func release(_ child: PSJsonNode?) { child?.parent = nil }
  var typeName: String {
    switch content {
    case .object: "JsonObject"
    case .array: "JsonArray"
    default: "JsonValue"
    }
  }
  override var netType: NetType { TypeTable.get("System.Text.Json.Nodes." + typeName) }
  private static let pair = TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [TypeTable.string, TypeTable.get("System.Text.Json.Nodes.JsonNode")])
  override func enumerated() -> PSArray? {
    switch content {
    case .object(let members): PSArray(members.map { .other(PairEntry(.str($0.name), PSJsonNode.value($0.node), PSJsonNode.pair)) })
    case .array(let items): PSArray(items.map(PSJsonNode.value))
    default: nil
    }
  }
  static func value(_ n: PSJsonNode?) -> Value { n.map { .other($0) } ?? .null }
  /// Texts bare, documents with indents.
  override func text() -> String {
    switch content {
    case .read(let n) where n.kind == .string: return n.text
    case .value(let v) where v.stringValue != nil: return Conversion.toString(v)
    default: return json(indented: true)
    }
  }
  func json(indented: Bool, less: Bool = false) -> String {
    var out = ""
    write(&out, indented ? 0 : nil, less)
    return out
  }
  private func write(_ out: inout String, _ depth: Int?, _ less: Bool) {
    func list<T>(_ open: String, _ close: String, _ all: [T], _ each: (inout String, T) -> Void) {
      out += open
      for (i, x) in all.enumerated() {
        if i > 0 { out += "," }
        if let depth { out += "\n" + String(repeating: "  ", count: depth + 1) }
        each(&out, x)
      }
      if let depth, !all.isEmpty { out += "\n" + String(repeating: "  ", count: depth) }
      out += close
    }
    func put(_ n: PSJsonNode?, _ out: inout String) { if let n { n.write(&out, depth.map { $0 + 1 }, less) } else { out += "null" } }
    switch content {
    case .object(let members):
      list("{", "}", members) { out, m in
        out += "\""
        JsonOutput.escape(m.name, less: less, into: &out)
        out += depth == nil ? "\":" : "\": "
        put(m.node, &out)
      }
    case .array(let items): list("[", "]", items) { out, x in put(x, &out) }
    case .read(let n):
      guard n.kind == .string else { out += n.raw; return }
      out += "\""
      JsonOutput.escape(n.text, less: less, into: &out)
      out += "\""
    case .value(let v):
      var plain = JsonOutput(PSJsonOptions("System.Text.Json.JsonSerializerOptions"), ExecutionContext.current)
      out += (try? plain.write(v)) == nil ? "null" : plain.text
    }
  }
  /// What a copy of the document is read from.
  func copied() -> PSJsonNode {
    switch content {
    case .object(let members): PSJsonNode(.object(members.map { ($0.name, $0.node?.copied()) }))
    case .array(let items): PSJsonNode(.array(items.map { $0?.copied() }))
    default: PSJsonNode(content)
    }
  }
  /// A .NET value as a node.
  static func from(_ v: Value) -> PSJsonNode? {
    if v.isNull { return nil }
    if let n = v.refValue as? PSJsonNode { return n }
    if let e = v.refValue as? PSJsonElement { return of(e.node) }
    return PSJsonNode(.value(v.base))
  }
  /// .NET's `JsonValueKind`.
  var kind: Int {
    switch content {
    case .object: return 1
    case .array: return 2
    case .read(let n): return n.kind.rawValue
    case .value(let v):
      if case .bool(let b) = v { return b ? 5 : 6 }
      return v.stringValue == nil && TypeTable.typeOf(v).isPrimitive || TypeTable.typeOf(v).fullName == "System.Decimal" ? 4 : 3
    }
  }
}

extension NetTypes {
  static func registerJsonNodes() {
    let ns = "System.Text.Json.Nodes.", base = ns + "JsonNode"
    let node: (NetType) -> Void = { t in
      t.converter = { v, _ in
        switch v.base {
        case .bool, .int, .long, .double, .single, .byte, .short, .uint, .ulong, .ushort, .sbyte, .string, .char, .datetime: return PSJsonNode.value(PSJsonNode.from(v))
        case .other(let r):
          return ["System.Decimal", "System.Guid", "System.DateTimeOffset"].contains(r.netType.fullName) ? PSJsonNode.value(PSJsonNode.from(v)) : nil
        default: return nil
        }
      }
    }
    TypeTable.register(base) {
      let t = NetType(base, base: TypeTable.object, define: defineJsonNode)
      node(t)
      return t
    }
    TypeTable.register(ns + "JsonObject") { NetType(ns + "JsonObject", base: TypeTable.get(base), interfaces: ["System.Collections.IEnumerable"], define: defineJsonObject) }
    TypeTable.register(ns + "JsonArray") { NetType(ns + "JsonArray", base: TypeTable.get(base), interfaces: ["System.Collections.IEnumerable"], define: defineJsonArray) }
    TypeTable.register(ns + "JsonValue") {
      NetType(ns + "JsonValue", base: TypeTable.get(base)) { t in
        t.staticMethod("static System.Text.Json.Nodes.JsonValue Create[T](T value)") { a, _ in PSJsonNode.value(PSJsonNode.from(a.at(0))) }
        t.method("bool TryGetValue[T]([ref] T value)") { v, a, c in
          let x = try? jsonNodeValue(v, c.typeArguments.first ?? TypeTable.object, c)
          try a.setReference(0, x ?? .null, c)
          return .bool(x != nil)
        }
      }
    }
  }

  private static func node(_ v: Value) throws -> PSJsonNode {
    guard let n = v.refValue as? PSJsonNode else { throw nullArgument("node") }
    return n
  }
  /// The value of a `JsonValue` as a type.
  private static func jsonNodeValue(_ v: Value, _ type: NetType, _ c: ExecutionContext) throws -> Value {
    let n = try node(v)
    switch n.content {
    case .read(let json):
      if type.fullName == "System.Text.Json.JsonElement" || type === TypeTable.object { return .other(PSJsonElement(json)) }
      if type.fullName == "System.Boolean", json.kind == .true || json.kind == .false { return .bool(json.kind == .true) }
      let isText = json.kind == .string, wantsText = type === TypeTable.string || !type.isPrimitive && type.fullName != "System.Decimal"
      guard isText == wantsText, json.kind == .string || json.kind == .number, let x = jsonScalar(json, type, c) else {
        throw invalidOperation("An element of type '\(String(describing: json.kind).prefix(1).uppercased() + String(describing: json.kind).dropFirst())' cannot be converted to a '\(type.clrText)'.")
      }
      return x
    case .value(let x):
      guard TypeTable.typeOf(x) === type || type === TypeTable.object else { throw invalidOperation("A value of type '\(TypeTable.typeOf(x).clrText)' cannot be converted to a '\(type.clrText)'.") }
      return x
    default: throw invalidOperation("The node must be of type 'JsonValue'.")
    }
  }

  private static func defineJsonNode(_ t: NetType) {
    let base = "System.Text.Json.Nodes."
    for more in ["", ", System.Nullable[System.Text.Json.Nodes.JsonNodeOptions] nodeOptions, System.Text.Json.JsonDocumentOptions documentOptions"] {
      t.staticMethod("static \(base)JsonNode Parse(string json\(more))") { a, _ in PSJsonNode.value(PSJsonNode.of(try parseJson(a.text(0), a.at(2)))) }
    }
    t.staticMethod("static bool DeepEquals(\(base)JsonNode node1, \(base)JsonNode node2)") { a, _ in
      .bool((a.at(0).refValue as? PSJsonNode)?.json(indented: false) == (a.at(1).refValue as? PSJsonNode)?.json(indented: false))
    }
    for (name, type) in [("AsObject", "JsonObject"), ("AsArray", "JsonArray"), ("AsValue", "JsonValue")] {
      t.method("\(base)\(type) \(name)()") { v, _, _ in
        if try node(v).typeName != type { throw invalidOperation("The node must be of type '\(type)'.") }
        return v
      }
    }
    t.property("\(base)JsonNode Parent {get;}") { v, _ in PSJsonNode.value(try node(v).parent) }
    t.property("\(base)JsonNode Root {get;}") { v, _ in
      var n = try node(v)
      while let p = n.parent { n = p }
      return .other(n)
    }
    t.method("string ToJsonString()") { v, _, _ in .str(try node(v).json(indented: false)) }
    t.method("string ToJsonString(System.Text.Json.JsonSerializerOptions options)") { v, a, _ in
      let o = a.at(0).refValue as? PSJsonOptions
      return .str(try node(v).json(indented: o?.isIndented ?? false, less: o?.escapesLess ?? false))
    }
    t.method("string ToString()") { v, _, _ in .str(try node(v).text()) }
    t.method("System.Text.Json.JsonValueKind GetValueKind()") { v, _, _ in .member("System.Text.Json.JsonValueKind", try node(v).kind) }
    t.method("\(base)JsonNode DeepClone()") { v, _, _ in .other(try node(v).copied()) }
    t.method("T GetValue[T]()") { v, _, c in try jsonNodeValue(v, c.typeArguments.first ?? TypeTable.object, c) }
    t.method("string GetPath()") { v, _, _ in
      var n = try node(v), path = ""
      while let p = n.parent {
        switch p.content {
        case .object(let members):
          let name = members.first { $0.node === n }?.name ?? ""
          path = (name.utf8.allSatisfy { $0 != 46 && $0 != 32 && $0 != 39 && $0 != 91 } ? "." + name : "['\(name)']") + path
        case .array(let items): path = "[\(items.firstIndex { $0 === n } ?? 0)]" + path
        default: break
        }
        n = p
      }
      return .str("$" + path)
    }
    t.indexer = { v, k in try jsonItem(try node(v), k) }
    for p in ["string propertyName", "int index"] {
      for name in ["Item", "get_Item"] { t.method("\(base)JsonNode \(name)(\(p))") { v, a, _ in try jsonItem(try node(v), a.at(0)) } }
      t.method("void set_Item(\(p), \(base)JsonNode value)") { v, a, _ in
        let n = try node(v), new = PSJsonNode.from(a.at(1))
        switch n.content {
        case .object(var members):
          let name = Conversion.toString(a.at(0)), i = members.firstIndex { $0.name == name }
          if let i, members[i].node === new { return .void }
          let child = try n.adopt(new)
          if let i { n.release(members[i].node); members[i].node = child } else { members.append((name, child)) }
          n.content = .object(members)
        case .array(var items):
          let i = a.at(0).asInt
          guard items.indices.contains(i) else { throw indexOutOfRange() }
          let child = try n.adopt(new)
          n.release(items[i])
          items[i] = child
          n.content = .array(items)
        default: throw invalidOperation("The node must be of type '\(p.hasPrefix("int") ? "JsonArray" : "JsonObject")'.")
        }
        return .void
      }
    }
  }
  private static func jsonItem(_ n: PSJsonNode, _ key: Value) throws -> Value {
    switch n.content {
    case .object(let members):
      guard let name = key.stringValue else { throw invalidOperation("The node must be of type 'JsonArray'.") }
      return PSJsonNode.value(members.first { $0.name == name }?.node)
    case .array(let items):
      if key.stringValue != nil { throw invalidOperation("The node must be of type 'JsonObject'.") }
      guard items.indices.contains(key.asInt) else { throw indexOutOfRange() }
      return PSJsonNode.value(items[key.asInt])
    default: throw invalidOperation("The node must be of type '\(key.stringValue == nil ? "JsonArray" : "JsonObject")'.")
    }
  }

  private static func defineJsonObject(_ t: NetType) {
    let item = "System.Text.Json.Nodes.JsonNode"
    func members(_ v: Value) -> [(name: String, node: PSJsonNode?)] { if case .object(let m)? = (try? node(v))?.content { m } else { [] } }
    t.constructor("System.Text.Json.Nodes.JsonObject new(System.Nullable[System.Text.Json.Nodes.JsonNodeOptions] options = null)") { _, _ in .other(PSJsonNode(.object([]))) }
    t.constructor("System.Text.Json.Nodes.JsonObject new()") { _, _ in .other(PSJsonNode(.object([]))) }
    t.property("int Count {get;}") { v, _ in .count(members(v).count) }
    t.method("void Add(string propertyName, \(item) value)") { v, a, _ in
      let n = try node(v)
      guard let name = a.text(0) else { throw nullArgument("propertyName") }
      if members(v).contains(where: { $0.name == name }) { throw argumentError("An item with the same key has already been added. Key: \(name)", param: "propertyName") }
      n.content = .object(members(v) + [(name, try n.adopt(PSJsonNode.from(a.at(1))))])
      return .void
    }
    t.method("bool Remove(string propertyName)") { v, a, _ in
      var all = members(v)
      guard let i = all.firstIndex(where: { $0.name == a.string(0) }) else { return .no }
      try node(v).release(all[i].node)
      all.remove(at: i)
      try node(v).content = .object(all)
      return .yes
    }
    t.method("bool ContainsKey(string propertyName)") { v, a, _ in .bool(members(v).contains { $0.name == a.string(0) }) }
    t.method("bool TryGetPropertyValue(string propertyName, [ref] \(item) jsonNode)") { v, a, c in
      let found = members(v).first { $0.name == a.string(0) }
      try a.setReference(1, PSJsonNode.value(found?.node), c)
      return .bool(found != nil)
    }
    t.method("void Clear()") { v, _, _ in
      for m in members(v) { try node(v).release(m.node) }
      try node(v).content = .object([])
      return .void
    }
  }

  private static func defineJsonArray(_ t: NetType) {
    let item = "System.Text.Json.Nodes.JsonNode"
    func items(_ v: Value) -> [PSJsonNode?] { if case .array(let x)? = (try? node(v))?.content { x } else { [] } }
    func place(_ v: Value, _ i: Int, end: Bool = false) throws -> Int {
      guard i >= 0, i < items(v).count || end && i == items(v).count else { throw indexOutOfRange() }
      return i
    }
    t.constructor("System.Text.Json.Nodes.JsonArray new(System.Nullable[System.Text.Json.Nodes.JsonNodeOptions] options = null)") { _, _ in .other(PSJsonNode(.array([]))) }
    t.constructor("System.Text.Json.Nodes.JsonArray new()") { _, _ in .other(PSJsonNode(.array([]))) }
    t.constructor("System.Text.Json.Nodes.JsonArray new(Params \(item)[] items)") { a, _ in .other(PSJsonNode(.array(a.rest(0).values(0).map(PSJsonNode.from)))) }
    t.property("int Count {get;}") { v, _ in .count(items(v).count) }
    t.method("void Add(\(item) item)") { v, a, _ in
      try node(v).content = .array(items(v) + [try node(v).adopt(PSJsonNode.from(a.at(0)))])
      return .void
    }
    t.method("void Insert(int index, \(item) item)") { v, a, _ in
      var all = items(v)
      let i = try place(v, a.int(0), end: true)
      all.insert(try node(v).adopt(PSJsonNode.from(a.at(1))), at: i)
      try node(v).content = .array(all)
      return .void
    }
    func remove(_ v: Value, at i: Int) throws {
      var all = items(v)
      try node(v).release(all.remove(at: i))
      try node(v).content = .array(all)
    }
    t.method("bool Remove(\(item) item)") { v, a, _ in
      guard let n = a.at(0).refValue as? PSJsonNode, let i = items(v).firstIndex(where: { $0 === n }) else { return .no }
      try remove(v, at: i)
      return .yes
    }
    t.method("void RemoveAt(int index)") { v, a, _ in try remove(v, at: try place(v, a.int(0))); return .void }
    t.method("int IndexOf(\(item) item)") { v, a, _ in .count(items(v).firstIndex { $0 === a.at(0).refValue } ?? -1) }
    t.method("bool Contains(\(item) item)") { v, a, _ in .bool(items(v).contains { $0 === a.at(0).refValue }) }
    t.method("void Clear()") { v, _, _ in
      for n in items(v) { try node(v).release(n) }
      try node(v).content = .array([])
      return .void
    }
  }
}
