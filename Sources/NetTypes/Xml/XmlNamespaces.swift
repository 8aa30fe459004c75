/// `XmlNamespaceManager`: what prefixes stand for, scope by scope; and `XmlQualifiedName`.
import Engine
import Primitives

final class PSNamespaces: Ref {
  private struct Binding { let prefix: String; var uri: String?; let scope: Int }
  private static let xml = "http://www.w3.org/XML/1998/namespace", xmlns = "http://www.w3.org/2000/xmlns/"
  /// What holds everywhere comes first; of what was taken back the namespace is nil.
  private var bindings: [Binding] = [Binding(prefix: "", uri: "", scope: -1), Binding(prefix: "xmlns", uri: xmlns, scope: -1), Binding(prefix: "xml", uri: xml, scope: 0)]
  private var scope = 1
  /// The table of names it was made for.
  var names: Value = .null
  override var netType: NetType { TypeTable.named("System.Xml.XmlNamespaceManager") }
  override func enumerated() -> PSArray? { PSArray(prefixes.map { .str($0) }) }

  /// What XPath looks prefixes up in.
  var table: [String: String] {
    var all: [String: String] = [:]
    for b in bindings where !b.prefix.isEmpty { all[b.prefix] = b.uri }
    return all
  }
  var prefixes: [String] {
    var seen: Set<String> = []
    return bindings.filter { $0.uri != nil && seen.insert($0.prefix).inserted }.map(\.prefix)
  }
  func add(_ prefix: String, _ uri: String) throws {
    if prefix == "xml", uri != PSNamespaces.xml {
      throw argumentError("Prefix \"xml\" is reserved for use by XML and can be mapped only to namespace name \"\(PSNamespaces.xml)\".")
    }
    if prefix == "xmlns" { throw argumentError("Prefix \"xmlns\" is reserved for use by XML.") }
    if let i = bindings.lastIndex(where: { $0.prefix == prefix && $0.uri != nil }), bindings[i].scope == scope { bindings[i].uri = uri } else {
      bindings.append(Binding(prefix: prefix, uri: uri, scope: scope))
    }
  }
  func remove(_ prefix: String, _ uri: String) {
    if let i = bindings.lastIndex(where: { $0.prefix == prefix && $0.uri == uri && $0.scope == scope }) { bindings[i].uri = nil }
  }
  func uri(of prefix: String) -> String? { bindings.last { $0.prefix == prefix && $0.uri != nil }?.uri }
  func prefix(of uri: String) -> String? { bindings.last { $0.uri == uri && self.uri(of: $0.prefix) == uri }?.prefix }
  /// Declared in this scope itself.
  func has(_ prefix: String) -> Bool { bindings.contains { $0.scope == scope && $0.prefix == prefix && $0.uri != nil && !(prefix.isEmpty && $0.uri == "") } }
  func push() { scope += 1 }
  func pop() -> Bool {
    if scope == 1 { return false }
    bindings.removeAll { $0.scope == scope }
    scope -= 1
    return true
  }
  /// By the numbers of `XmlNamespaceScope`: all, without `xml`, those of this scope.
  func inScope(_ which: Int) -> [(String, String)] {
    var all: [(String, String)] = []
    for b in bindings.dropFirst(which == 0 ? 2 : 3) where b.uri != nil && (which != 2 || b.scope == scope) {
      all.removeAll { $0.0 == b.prefix }
      if !b.prefix.isEmpty || b.uri != "" || which == 2 { all.append((b.prefix, b.uri ?? "")) }
    }
    return all
  }
}

/// A local name with its namespace.
final class PSXmlQualifiedName: Ref {
  let name: String, space: String
  init(_ n: String, _ s: String) { name = n; space = s; super.init() }
  override var netType: NetType { TypeTable.named("System.Xml.XmlQualifiedName") }
  override func text() -> String { space.isEmpty ? name : space + ":" + name }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSXmlQualifiedName).map { $0.name == name && $0.space == space } ?? false }
  override var keyHash: UInt { UInt(bitPattern: name.hashValue) }
}

extension NetTypes {
  static func registerXmlNamespaces() {
    let n = "System.Xml.XmlNamespaceManager"
    registerEnums(in: "System.Xml.XmlNamespaceScope All ExcludeXml Local")
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object, interfaces: ["System.Xml.IXmlNamespaceResolver", "System.Collections.IEnumerable"]) { t in
        func of(_ v: Value) -> PSNamespaces { v.refValue as? PSNamespaces ?? PSNamespaces() }
        t.constructor("\(n) new(System.Xml.XmlNameTable nameTable)") { a, _ in
          if a.at(0).isNull { throw nullReference() }
          let m = PSNamespaces()
          m.names = a.at(0)
          return .other(m)
        }
        t.property("System.Xml.XmlNameTable NameTable {get;}") { v, _ in of(v).names }
        t.property("string DefaultNamespace {get;}") { v, _ in .str(of(v).uri(of: "") ?? "") }
        t.method("void PushScope()") { v, _, _ in of(v).push(); return .void }
        t.method("bool PopScope()") { v, _, _ in .bool(of(v).pop()) }
        t.method("void AddNamespace(string prefix, string uri)") { v, a, _ in try of(v).add(a.string(0), a.string(1)); return .void }
        t.method("void RemoveNamespace(string prefix, string uri)") { v, a, _ in of(v).remove(a.string(0), a.string(1)); return .void }
        t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in
          .other(Enumerator("System.Collections.Generic.Dictionary`2+KeyCollection+Enumerator[System.String,System.String]", of(v).prefixes.map { .str($0) }))
        }
        t.method("System.Collections.Generic.IDictionary[string,string] GetNamespacesInScope(System.Xml.XmlNamespaceScope scope)") { v, a, c in
          guard let type = TypeTable.resolve("System.Collections.Generic.Dictionary[string,string]"), case .hash(let h) = try c.construct(type, []) else { return .null }
          for (p, u) in of(v).inScope(a.int(0)) { h.set(.str(p), .str(u)) }
          return .hash(h)
        }
        t.method("string LookupNamespace(string prefix)") { v, a, _ in of(v).uri(of: a.string(0)).map { .str($0) } ?? .null }
        t.method("string LookupPrefix(string uri)") { v, a, _ in of(v).prefix(of: a.string(0)).map { .str($0) } ?? .null }
        t.method("bool HasNamespace(string prefix)") { v, a, _ in .bool(of(v).has(a.string(0))) }
      }
    }
    let q = "System.Xml.XmlQualifiedName"
    TypeTable.register(q) {
      NetType(q, base: TypeTable.object) { t in
        func of(_ v: Value) -> PSXmlQualifiedName { v.refValue as? PSXmlQualifiedName ?? PSXmlQualifiedName("", "") }
        t.constructor("\(q) new()") { _, _ in .other(PSXmlQualifiedName("", "")) }
        t.constructor("\(q) new(string name)") { a, _ in .other(PSXmlQualifiedName(a.string(0), "")) }
        t.constructor("\(q) new(string name, string ns)") { a, _ in .other(PSXmlQualifiedName(a.string(0), a.string(1))) }
        t.staticProperty("\(q) Empty {get;}") { _ in .other(PSXmlQualifiedName("", "")) }
        t.property("string Namespace {get;}") { v, _ in .str(of(v).space) }
        t.property("string Name {get;}") { v, _ in .str(of(v).name) }
        t.property("bool IsEmpty {get;}") { v, _ in .bool(of(v).name.isEmpty && of(v).space.isEmpty) }
        t.method("bool Equals(System.Object other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("int GetHashCode()") { v, _, _ in .int(netHash(.str(of(v).name))) }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
        t.staticMethod("static string ToString(string name, string ns)") { a, _ in .str(PSXmlQualifiedName(a.string(0), a.string(1)).text()) }
      }
    }
  }
}
