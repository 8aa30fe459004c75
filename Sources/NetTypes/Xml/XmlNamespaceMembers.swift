/// What XML nodes offer by local name and namespace, and the rarer ways to make nodes.
import Engine
import Primitives

extension PSXmlNode {
  /// The prefix that stands for a namespace here; nil when none does.
  func prefix(ofNamespace uri: String) -> String? {
    if uri == "http://www.w3.org/XML/1998/namespace" { return "xml" }
    var node: PSXmlNode? = self
    while let n = node {
      for a in n.attributes where a.value == uri && (a.name == "xmlns" || a.prefix == "xmlns") { return a.name == "xmlns" ? "" : a.localName }
      node = n.parent
    }
    return nil
  }
  func attribute(_ localName: String, in uri: String) -> PSXmlNode? {
    attributes.first { $0.localName == localName && ($0.namespace.isEmpty && !$0.prefix.isEmpty ? namespace(of: $0.prefix) : $0.namespace) == uri }
  }
  /// Sets the attribute of that name; one of a namespace nobody declared has no prefix until it is written.
  func setAttribute(_ localName: String, in uri: String, _ value: String) {
    if let known = attribute(localName, in: uri) { known.value = value; return }
    if uri.isEmpty { setAttribute(localName, value); return }
    let prefix = prefix(ofNamespace: uri) ?? "", name = prefix.isEmpty ? localName : prefix + ":" + localName
    setAttribute(name, value)
    attribute(name)?.namespace = uri
  }
}

extension NetTypes {
  private static func of(_ v: Value) -> PSXmlNode { v.refValue as? PSXmlNode ?? PSXmlNode(.document, "#document") }
  private static func node(_ n: PSXmlNode?) -> Value { n.map { .other($0) } ?? .null }

  static func registerXmlNamespaceMembers() {
    TypeTable.extend("System.Xml.XmlNode") { t in
      t.method("string GetPrefixOfNamespace(string namespaceURI)") { v, a, _ in .str(of(v).prefix(ofNamespace: a.string(0)) ?? "") }
      t.method("bool Supports(string feature, string version)") { _, a, _ in .bool(a.string(0).equalsIgnoringCase("XML") && ["", "1.0", "2.0"].contains(a.string(1))) }
    }
    for name in ["XmlElement", "XmlDocument"] {
      TypeTable.extend("System.Xml." + name) { t in
        t.method("System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)") { v, a, _ in
          .other(PSXmlList(of(v).descendants.filter { n in
            n.kind == .element && (a.string(0) == "*" || n.localName == a.string(0)) && (a.string(1) == "*" || (n.namespace.isEmpty ? n.namespace(of: n.prefix) : n.namespace) == a.string(1))
          }))
        }
      }
    }
    TypeTable.extend("System.Xml.XmlElement", defineElement)
    TypeTable.extend("System.Xml.XmlDocument", defineDocument)
  }

  private static func defineElement(_ t: NetType) {
    t.method("bool HasAttribute(string localName, string namespaceURI)") { v, a, _ in .bool(of(v).attribute(a.string(0), in: a.string(1)) != nil) }
    t.method("System.Xml.XmlAttribute GetAttributeNode(string localName, string namespaceURI)") { v, a, _ in node(of(v).attribute(a.string(0), in: a.string(1))) }
    func remove(_ v: Value, _ found: PSXmlNode?) -> Value {
      guard let found else { return .null }
      of(v).attributes.removeAll { $0 === found }
      return .other(found)
    }
    t.method("void RemoveAttribute(string localName, string namespaceURI)") { v, a, _ in
      _ = remove(v, of(v).attribute(a.string(0), in: a.string(1)))
      return .void
    }
    t.method("System.Xml.XmlAttribute RemoveAttributeNode(System.Xml.XmlAttribute oldAttr)") { v, a, _ in
      let wanted = of(a.at(0))
      return remove(v, of(v).attributes.first { $0 === wanted })
    }
    t.method("System.Xml.XmlAttribute RemoveAttributeNode(string localName, string namespaceURI)") { v, a, _ in remove(v, of(v).attribute(a.string(0), in: a.string(1))) }
    t.method("System.Xml.XmlNode RemoveAttributeAt(int i)") { v, a, _ in remove(v, of(v).attributes.indices.contains(a.int(0)) ? of(v).attributes[a.int(0)] : nil) }
  }

  private static func defineDocument(_ t: NetType) {
    func attribute(_ v: Value, _ name: String, _ uri: String) -> Value {
      let n = PSXmlNode(.attribute, name, owner: of(v))
      n.namespace = uri
      return .other(n)
    }
    t.method("System.Xml.XmlAttribute CreateAttribute(string prefix, string localName, string namespaceURI)") { v, a, _ in
      attribute(v, a.string(0).isEmpty ? a.string(1) : a.string(0) + ":" + a.string(1), a.string(2))
    }
    t.method("System.Xml.XmlWhitespace CreateWhitespace(string text)") { v, a, _ in .other(PSXmlNode(.whitespace, "#whitespace", a.string(0), owner: of(v))) }
    t.method("System.Xml.XmlSignificantWhitespace CreateSignificantWhitespace(string text)") { v, a, _ in .other(PSXmlNode(.whitespace, "#significant-whitespace", a.string(0), owner: of(v))) }
    func create(_ v: Value, _ kind: Int, _ prefix: String, _ name: String, _ uri: String, _ c: ExecutionContext) throws -> Value {
      switch kind {
      case 1: return try c.callMethod(v, "CreateElement", [.str(prefix), .str(name), .str(uri)])
      case 2: return attribute(v, prefix.isEmpty ? name : prefix + ":" + name, uri)
      case 3: return try c.callMethod(v, "CreateTextNode", [.str("")])
      case 4: return try c.callMethod(v, "CreateCDataSection", [.str("")])
      case 7: return try c.callMethod(v, "CreateProcessingInstruction", [.str(name), .str("")])
      case 8: return try c.callMethod(v, "CreateComment", [.str("")])
      case 9: return try c.construct(TypeTable.get("System.Xml.XmlDocument"), [])
      case 11: return try c.callMethod(v, "CreateDocumentFragment", [])
      case 13, 14: return try c.callMethod(v, kind == 13 ? "CreateWhitespace" : "CreateSignificantWhitespace", [.str("")])
      case 17: return try c.callMethod(v, "CreateXmlDeclaration", [.str("1.0"), .null, .null])
      default: throw argumentError("Cannot create node of type \(Conversion.toString(.member("System.Xml.XmlNodeType", kind))).")
      }
    }
    t.method("System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string name, string namespaceURI)") { v, a, c in
      let parts = a.string(1).parts(at: 58)
      return try create(v, a.flags(0), parts.count > 1 ? parts[0] : "", parts.count > 1 ? parts[1] : a.string(1), a.string(2), c)
    }
    t.method("System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string prefix, string name, string namespaceURI)") { v, a, c in
      try create(v, a.flags(0), a.string(1), a.string(2), a.string(3), c)
    }
    let kinds = [
      "element": 1, "attribute": 2, "text": 3, "cdatasection": 4, "processinginstruction": 7, "comment": 8, "document": 9, "documentfragment": 11,
      "whitespace": 13, "significantwhitespace": 14
    ]
    t.method("System.Xml.XmlNode CreateNode(string nodeTypeString, string name, string namespaceURI)") { v, a, c in
      guard let kind = kinds[a.string(0)] else { throw argumentError("'\(a.string(0))' does not represent any 'XmlNodeType'.", param: "nodeTypeString") }
      return try create(v, kind, "", a.string(1), a.string(2), c)
    }
  }
}
