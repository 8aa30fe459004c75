/// `XmlDocument`, `XmlElement` and the other node types: their .NET members.
import Engine
import Primitives

/// `XmlNodeList`, `XmlAttributeCollection`: a list of nodes.
final class PSXmlList: Ref {
  private let given: [PSXmlNode]
  /// Attributes are those the element has now.
  var nodes: [PSXmlNode] { kind == "XmlAttributeCollection" ? owner?.attributes ?? given : given }
  let kind: String
  let owner: PSXmlNode?
  init(_ n: [PSXmlNode], _ kind: String = "XmlNodeList", _ owner: PSXmlNode? = nil) { given = n; self.kind = kind; self.owner = owner; super.init() }
  override var netType: NetType { TypeTable.get("System.Xml." + kind) }
  override func enumerated() -> PSArray? { PSArray(nodes.map { .other($0) }) }
}
extension NetTypes {
  private static func of(_ v: Value) -> PSXmlNode { v.refValue as? PSXmlNode ?? PSXmlNode(.text, "#text") }
  private static func node(_ n: PSXmlNode?) -> Value { n.map { .other($0) } ?? .null }

  /// - Parameter isWhole: read as a document (`LoadXml`), not as whatever the text turns out to be (`[xml]`)
  public static func newDocument(_ text: String?, preserveWhitespace: Bool = false, isWhole: Bool = false) throws -> PSXmlNode {
    let d = PSXmlNode(.document, "#document")
    d.preserveWhitespace = preserveWhitespace
    if let text { try XmlBuilder.parse(text, into: d, isWhole ? .whole : .document) }
    return d
  }

  static func registerXml() {
    let s = "System.Xml."
    TypeTable.register(s + "Schema.XmlSchema") {
      NetType(s + "Schema.XmlSchema", base: TypeTable.object) { t in
        t.staticProperty("string Namespace {get;}") { _ in .str("http://www.w3.org/2001/XMLSchema") }
        t.staticProperty("string InstanceNamespace {get;}") { _ in .str("http://www.w3.org/2001/XMLSchema-instance") }
      }
    }
    TypeTable.register(s + "XmlNode") { NetType(s + "XmlNode", base: TypeTable.object, interfaces: ["System.ICloneable", "System.Collections.IEnumerable"], define: defineXmlNode) }
    TypeTable.register(s + "XmlDocument", "xml") {
      let t = NetType(s + "XmlDocument", base: TypeTable.get(s + "XmlNode"), define: defineXmlDocument)
      // an empty text is an empty document
      t.converter = { v, _ in
        let text = Conversion.toString(v)
        return .other(try newDocument(text.isEmpty ? nil : text))
      }
      return t
    }
    for (n, base) in [
      ("XmlLinkedNode", "XmlNode"), ("XmlElement", "XmlLinkedNode"), ("XmlAttribute", "XmlNode"), ("XmlCharacterData", "XmlLinkedNode"),
      ("XmlText", "XmlCharacterData"), ("XmlCDataSection", "XmlCharacterData"), ("XmlComment", "XmlCharacterData"),
      ("XmlWhitespace", "XmlCharacterData"), ("XmlProcessingInstruction", "XmlLinkedNode"), ("XmlDeclaration", "XmlLinkedNode"),
      ("XmlDocumentType", "XmlLinkedNode"), ("XmlDocumentFragment", "XmlNode"),
    ] {
      TypeTable.register(s + n) { NetType(s + n, base: TypeTable.get(s + base)) { t in
        switch n {
        case "XmlElement": defineXmlElement(t)
        case "XmlAttribute":
          t.property("System.Xml.XmlElement OwnerElement {get;}") { v, _ in node(of(v).parent) }
          t.property("bool Specified {get;}") { _, _ in .yes }
          // these can only be set: what the class declares anew has nothing to read
          t.property("string InnerText {set;}", set: { v, x, _ in of(v).value = Conversion.toString(x) }) { _, _ in .null }
          t.property("string InnerXml {set;}", set: { v, x, _ in of(v).value = Conversion.toString(x) }) { _, _ in .null }
        case "XmlCharacterData":
          t.property("string Data {get;set;}", set: { v, x, _ in of(v).value = Conversion.toString(x) }) { v, _ in .str(of(v).value) }
          t.property("int Length {get;}") { v, _ in .count(of(v).value.netLength) }
          defineCharacterData(t)
        case "XmlDeclaration":
          func part(_ v: Value, _ name: String) -> Value {
            guard let r = try? NetRegex.cached(name + "=[\"']([^\"']*)[\"']"), let m = r.firstMatch(of(v).value) else { return .str("") }
            return .str(m.group(1)?.value ?? "")
          }
          for p in ["Version", "Encoding", "Standalone"] { t.property("string \(p) {get;}") { v, _ in part(v, p.lowercased()) } }
        case "XmlProcessingInstruction":
          t.property("string Target {get;}") { v, _ in .str(of(v).name) }
          t.property("string Data {get;set;}", set: { v, x, _ in of(v).value = Conversion.toString(x) }) { v, _ in .str(of(v).value) }
        case "XmlDocumentType": XmlDocumentTypeText.define(t)
        default: break
        }
        XmlPropertyOrder.apply(to: t)
      } }
    }
    registerXmlSurroundings()
    for (n, base) in [
      ("XmlNodeList", "System.Object"), ("XmlNamedNodeMap", "System.Object"), ("XmlAttributeCollection", s + "XmlNamedNodeMap"),
      ("XmlChildNodes", s + "XmlNodeList"), ("XPathNodeList", s + "XmlNodeList"), ("XmlElementList", s + "XmlNodeList"),
    ] { TypeTable.register(s + n) { NetType(s + n, base: TypeTable.get(base), interfaces: ["System.Collections.IEnumerable"], define: defineXmlList) } }
    registerXmlNamespaces()
  }

  private static func defineXmlList(_ t: NetType) {
    func list(_ v: Value) -> PSXmlList { v.refValue as? PSXmlList ?? PSXmlList([]) }
    t.indexer = { v, i in
      if let n = i.stringValue { return node(list(v).nodes.first { $0.name == n }) }
      return list(v).nodes.indices.contains(i.asInt) ? .other(list(v).nodes[i.asInt]) : .null
    }
    t.property("int Count {get;}") { v, _ in .count(list(v).nodes.count) }
    t.method("System.Xml.XmlNode Item(int index)") { v, a, _ in list(v).nodes.indices.contains(a.int(0)) ? .other(list(v).nodes[a.int(0)]) : .null }
    t.method("System.Xml.XmlNode ItemOf(int index)") { v, a, _ in list(v).nodes.indices.contains(a.int(0)) ? .other(list(v).nodes[a.int(0)]) : .null }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.ArrayEnumerator", list(v).nodes.map { .other($0) })) }
    if t.name == "XmlAttributeCollection" {
      t.property("System.Object SyncRoot {get;}") { v, _ in v }
      t.property("bool IsSynchronized {get;}") { _, _ in .no }
      t.method("System.Xml.XmlNode GetNamedItem(string name)") { v, a, _ in node((list(v).owner?.attributes ?? list(v).nodes).first { $0.name == a.string(0) }) }
      t.method("System.Xml.XmlAttribute Append(System.Xml.XmlAttribute node)") { v, a, _ in
        let n = of(a.at(0))
        list(v).owner?.setAttribute(n.name, n.value)
        return a.at(0)
      }
      t.method("System.Xml.XmlNode SetNamedItem(System.Xml.XmlNode node)") { v, a, _ in
        let n = of(a.at(0))
        list(v).owner?.setAttribute(n.name, n.value)
        return a.at(0)
      }
      t.method("System.Xml.XmlNode RemoveNamedItem(string name)") { v, a, _ in
        let n = list(v).nodes.first { $0.name == a.string(0) }
        list(v).owner?.attributes.removeAll { $0 === n }
        return node(n)
      }
      t.method("System.Xml.XmlAttribute Remove(System.Xml.XmlAttribute node)") { v, a, _ in
        let n = of(a.at(0))
        list(v).owner?.attributes.removeAll { $0 === n }
        return a.at(0)
      }
      t.method("void RemoveAll()") { v, _, _ in list(v).owner?.attributes = []; return .void }
      defineAttributePlaces(t)
    }
  }

  private static func select(_ v: Value, _ a: [Value]) throws -> [PSXmlNode] {
    let r = try XPath.evaluate(a.string(0), on: of(v), (a.at(1).refValue as? PSNamespaces)?.table ?? [:])
    guard case .nodes(let n) = r else { throw netError("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.") }
    return n
  }

  private static func defineXmlNode(_ t: NetType) {
    t.indexerText = "System.Xml.XmlElement Item(string name) {get;}, System.Xml.XmlElement Item(string localname, string ns) {get;}"
    t.indexer = { v, name in node(of(v).children.first { $0.kind == .element && $0.name == Conversion.toString(name) }) }
    t.property("string Name {get;}") { v, _ in .str(of(v).name) }
    t.property("string LocalName {get;}") { v, _ in .str(of(v).localName) }
    t.method("string ToString()") { v, _, _ in .str(of(v).localName) }
    t.property("string Prefix {get;set;}") { v, _ in .str(of(v).prefix) }
    t.property("string NamespaceURI {get;}") { v, _ in .str(of(v).namespace) }
    t.property("string BaseURI {get;}") { _, _ in .str("") }
    t.property("string Value {get;set;}", set: { v, x, _ in of(v).value = Conversion.toString(x) }) { v, _ in
      switch of(v).kind { case .element, .document, .fragment, .doctype: .null; default: .str(of(v).value) }
    }
    t.property("System.Xml.XmlNodeType NodeType {get;}") { v, _ in .member("System.Xml.XmlNodeType", of(v).kind.rawValue) }
    t.property("System.Xml.XmlNode ParentNode {get;}") { v, _ in of(v).kind == .attribute ? .null : node(of(v).parent) }
    t.property("System.Xml.XmlNodeList ChildNodes {get;}") { v, _ in .other(PSXmlList(of(v).contents, "XmlChildNodes")) }
    t.property("System.Xml.XmlAttributeCollection Attributes {get;}") { v, _ in of(v).kind == .element ? .other(PSXmlList(of(v).attributes, "XmlAttributeCollection", of(v))) : .null }
    t.property("System.Xml.XmlDocument OwnerDocument {get;}") { v, _ in of(v).kind == .document ? .null : .other(of(v).document) }
    t.property("System.Xml.XmlNode FirstChild {get;}") { v, _ in node(of(v).contents.first) }
    t.property("System.Xml.XmlNode LastChild {get;}") { v, _ in node(of(v).contents.last) }
    t.property("System.Xml.XmlNode NextSibling {get;}") { v, _ in node(of(v).sibling(1)) }
    t.property("System.Xml.XmlNode PreviousSibling {get;}") { v, _ in node(of(v).sibling(-1)) }
    t.property("bool HasChildNodes {get;}") { v, _ in .bool(!of(v).contents.isEmpty) }
    t.property("bool IsReadOnly {get;}") { _, _ in .no }
    t.property("string InnerText {get;set;}", set: { v, x, _ in of(v).setInnerText(Conversion.toString(x)) }) { v, _ in .str(of(v).innerText) }
    t.property("string InnerXml {get;set;}", set: { v, x, _ in
      let n = of(v)
      if n.kind == .document {
        n.children = []
        try XmlBuilder.parse(Conversion.toString(x), into: n, .whole)
        return
      }
      let d = try newDocument("<x>" + Conversion.toString(x) + "</x>")
      n.removeAllChildren()
      for c in d.documentElement?.children ?? [] { n.append(c) }
    }) { v, _ in .str(of(v).inner) }
    t.property("string OuterXml {get;}") { v, _ in .str(of(v).outer) }
    t.property("System.Xml.Schema.IXmlSchemaInfo SchemaInfo {get;}") { v, _ in bare(of(v).kind == .element || of(v).kind == .attribute ? "System.Xml.XmlName" : "System.Xml.Schema.XmlSchemaInfo") }
    t.property("System.Xml.XmlNode PreviousText {get;}") { v, _ in of(v).sibling(-1).flatMap { isText($0) && isText(of(v)) ? .other($0) : nil } ?? .null }
    t.method("System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)") { v, a, _ in of(v).append(try of(v).admitting(a.at(0))); return a.at(0) }
    t.method("System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)") { v, a, _ in of(v).insert(try of(v).admitting(a.at(0)), at: 0); return a.at(0) }
    func insert(_ v: Value, _ a: [Value], _ d: Int) throws -> Value {
      let n = of(v), r = a.at(1).refValue as? PSXmlNode, new = try n.admitting(a.at(0))
      if let r, r.parent !== n { throw argumentError("The reference node is not a child of this node.") }
      if r === new { return a.at(0) }
      if new.parent === n { n.remove(new) }
      let k = r.flatMap { n.index(of: $0) }.map { $0 + d } ?? (d == 0 ? n.children.count : 0)
      n.insert(new, at: k)
      return a.at(0)
    }
    t.method("System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)") { v, a, _ in try insert(v, a, 0) }
    t.method("System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)") { v, a, _ in try insert(v, a, 1) }
    t.method("System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)") { v, a, _ in
      guard of(a.at(0)).parent === of(v) else { throw argumentError("The node to be removed is not a child of this node.") }
      of(v).remove(of(a.at(0)))
      return a.at(0)
    }
    t.method("System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)") { v, a, _ in
      let n = of(v), old = of(a.at(1)), new = try n.admitting(a.at(0), replacing: old)
      guard old.parent === n else { throw argumentError("The reference node is not a child of this node.") }
      if new === old { return a.at(1) }
      if new.parent === n { n.remove(new) }
      guard let k = n.index(of: old) else { throw argumentError("The reference node is not a child of this node.") }
      n.remove(old)
      n.insert(new, at: k)
      return a.at(1)
    }
    t.method("void RemoveAll()") { v, _, _ in
      of(v).removeAllChildren()
      of(v).attributes = []
      return .void
    }
    t.method("System.Xml.XmlNode Clone()") { v, _, _ in .other(of(v).copy(deep: true)) }
    t.method("System.Xml.XmlNode CloneNode(bool deep)") { v, a, _ in .other(of(v).copy(deep: a.bool(0))) }
    for p in ["string xpath", "string xpath, System.Xml.XmlNamespaceManager nsmgr"] {
      t.method("System.Xml.XmlNodeList SelectNodes(\(p))") { v, a, _ in .other(PSXmlList(try select(v, a), "XPathNodeList")) }
      t.method("System.Xml.XmlNode SelectSingleNode(\(p))") { v, a, _ in node(try select(v, a).first) }
    }
    t.method("string GetNamespaceOfPrefix(string prefix)") { v, a, _ in .str(of(v).namespace(of: a.string(0))) }
    t.method("void Normalize()") { _, _, _ in .void }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.ArrayEnumerator", of(v).contents.map { .other($0) })) }
    XmlPropertyOrder.apply(to: t)
  }
  private static func isText(_ n: PSXmlNode) -> Bool { n.kind == .text || n.kind == .cdata || n.kind == .whitespace }
  /// An object of a type that says nothing but what it is.
  static func bare(_ type: String) -> Value {
    let t = TypeTable.get(type)
    return .object(PSObject(shape: t.instanceShape, type: t))
  }

  /// What stands around nodes: there are no schemas, and nobody looks into tables of names.
  private static func registerXmlSurroundings() {
    let s = "System.Xml."
    TypeTable.register(s + "XmlNameTable") { NetType(s + "XmlNameTable", base: TypeTable.object) }
    TypeTable.register(s + "NameTable") {
      NetType(s + "NameTable", base: TypeTable.get(s + "XmlNameTable")) { t in
        t.constructor("System.Xml.NameTable new()") { _, _ in bare(s + "NameTable") }
        t.method("string Add(string key)") { _, a, _ in a.at(0) }
      }
    }
    TypeTable.register(s + "XmlImplementation") {
      NetType(s + "XmlImplementation", base: TypeTable.object) { t in
        t.constructor("System.Xml.XmlImplementation new()") { _, _ in bare(s + "XmlImplementation") }
        t.method("bool HasFeature(string strFeature, string strVersion)") { _, a, _ in .bool(a.string(0).equalsIgnoringCase("XML") && ["", "1.0", "2.0"].contains(a.string(1))) }
        t.method("xml CreateDocument()") { _, _, _ in .other(try newDocument(nil)) }
      }
    }
    TypeTable.register(s + "Schema.IXmlSchemaInfo") { NetType(s + "Schema.IXmlSchemaInfo", .interface) }
    for name in ["Schema.XmlSchemaInfo", "XmlName"] {
      TypeTable.register(s + name) {
        NetType(s + name, base: TypeTable.object, interfaces: [s + "Schema.IXmlSchemaInfo"]) { t in
          t.property("System.Xml.Schema.XmlSchemaValidity Validity {get;}") { _, _ in .member("System.Xml.Schema.XmlSchemaValidity", 0) }
          t.property("bool IsDefault {get;}") { _, _ in .no }
          t.property("bool IsNil {get;}") { _, _ in .no }
        }
      }
    }
    TypeTable.register(s + "Schema.XmlSchemaSet") {
      NetType(s + "Schema.XmlSchemaSet", base: TypeTable.object) { t in
        t.property("int Count {get;}") { _, _ in .int(0) }
        t.property("bool IsCompiled {get;}") { _, _ in .no }
      }
    }
  }

  private static func descendants(_ v: Value, _ name: String) -> Value {
    .other(PSXmlList(of(v).descendants.filter { $0.kind == .element && (name == "*" || $0.name == name) }, "XmlElementList"))
  }

  private static func defineXmlElement(_ t: NetType) {
    t.property("bool IsEmpty {get;set;}", set: { v, x, _ in of(v).isEmpty = x.asInt != 0 }) { v, _ in .bool(of(v).children.isEmpty && of(v).isEmpty) }
    t.property("bool HasAttributes {get;}") { v, _ in .bool(!of(v).attributes.isEmpty) }
    t.method("string GetAttribute(string name)") { v, a, _ in .str(of(v).attribute(a.string(0))?.value ?? "") }
    t.method("string GetAttribute(string localName, string namespaceURI)") { v, a, _ in .str(of(v).attribute(a.string(0), in: a.string(1))?.value ?? "") }
    t.method("void SetAttribute(string name, string value)") { v, a, _ in
      try XmlText.checkAttribute(a.string(0))
      of(v).setAttribute(a.string(0), a.string(1))
      return .void
    }
    t.method("string SetAttribute(string localName, string namespaceURI, string value)") { v, a, _ in
      try XmlText.checkAttribute(a.string(0))
      of(v).setAttribute(a.string(0), in: a.string(1), a.string(2))
      return a.at(2)
    }
    t.method("bool HasAttribute(string name)") { v, a, _ in .bool(of(v).attribute(a.string(0)) != nil) }
    t.method("void RemoveAttribute(string name)") { v, a, _ in of(v).attributes.removeAll { $0.name == a.string(0) }; return .void }
    t.method("void RemoveAllAttributes()") { v, _, _ in of(v).attributes = []; return .void }
    t.method("System.Xml.XmlAttribute GetAttributeNode(string name)") { v, a, _ in node(of(v).attribute(a.string(0))) }
    t.method("System.Xml.XmlAttribute SetAttributeNode(System.Xml.XmlAttribute newAttr)") { v, a, _ in of(v).setAttribute(of(a.at(0)).name, of(a.at(0)).value); return .null }
    t.method("System.Xml.XmlNodeList GetElementsByTagName(string name)") { v, a, _ in descendants(v, a.string(0)) }
  }

  private static func defineXmlDocument(_ t: NetType) {
    t.constructor("xml new()") { _, _ in .other(try newDocument(nil)) }
    t.property("System.Xml.XmlElement DocumentElement {get;}") { v, _ in node(of(v).documentElement) }
    t.property("System.Xml.XmlDocumentType DocumentType {get;}") { v, _ in node(of(v).children.first { $0.kind == .doctype }) }
    t.property("bool PreserveWhitespace {get;set;}", set: { v, x, _ in of(v).preserveWhitespace = x.asInt != 0 }) { v, _ in .bool(of(v).preserveWhitespace) }
    t.property("System.Xml.XmlNameTable NameTable {get;}") { _, _ in bare("System.Xml.NameTable") }
    t.property("System.Xml.XmlImplementation Implementation {get;}") { _, _ in bare("System.Xml.XmlImplementation") }
    t.property("System.Xml.Schema.XmlSchemaSet Schemas {get;}") { _, _ in bare("System.Xml.Schema.XmlSchemaSet") }
    // a document can only be given a text: what it declares cannot be read
    t.property("string InnerText {set;}", set: { v, x, _ in of(v).setInnerText(Conversion.toString(x)) }) { _, _ in .null }
    t.property("System.Object XmlResolver {get;set;}", set: { _, _, _ in }) { _, _ in .null }
    func load(_ v: Value, _ text: String) throws -> Value {
      of(v).children = []
      try XmlBuilder.parse(text, into: of(v), .whole)
      return .void
    }
    t.method("void LoadXml(string xml)") { v, a, _ in try load(v, a.string(0)) }
    t.method("void Load(string filename)") { v, a, _ in try load(v, PSEncoding(.utf8, mark: false).decodeDetecting(try FileSystem.read(try FileSystem.check(a.text(0), "filename")))) }
    t.method("void Load(System.IO.Stream inStream)") { v, a, _ in try load(v, PSEncoding(.utf8, mark: false).decodeDetecting(try (a.at(0).refValue as? PSStream)?.readToEnd() ?? [])) }
    t.method("void Load(System.IO.TextReader txtReader)") { v, a, c in try load(v, Conversion.toString(try c.callMethod(a.at(0), "ReadToEnd", []))) }
    func saved(_ v: Value) -> (String, Bool) {
      let n = of(v), encoding = n.children.first { $0.kind == .declaration }.map { $0.value.lowercased().contains("encoding=\"utf-8\"") } ?? false
      return (n.preserveWhitespace ? n.outer : n.indented, encoding)
    }
    t.method("void Save(string filename)") { v, a, _ in
      let (s, mark) = saved(v)
      try FileSystem.write(try FileSystem.check(a.text(0), "filename"), (mark ? [0xEF, 0xBB, 0xBF] : []) + Array(s.utf8))
      return .void
    }
    t.method("void Save(System.IO.TextWriter writer)") { v, a, c in
      guard let w = a.at(0).refValue as? PSWriter, !of(v).children.isEmpty else { return .void }
      // a writer of text is always given a declaration, with the writer's own encoding
      let s = saved(v).0, written = of(v).writtenDeclaration
      let body = written == nil ? (of(v).preserveWhitespace ? "" : "\n") + s : String(s[(s.firstRange(of: "?>")?.upperBound ?? s.startIndex)...])
      let encoding = w.kind == "StringWriter" ? "utf-16" : NetTypes.name(of: w.encoding)
      try w.write("<?xml version=\"1.0\" encoding=\"\(encoding)\"" + (written?.standalone.map { " standalone=\"\($0 ? "yes" : "no")\"" } ?? "") + "?>" + body, c)
      return .void
    }
    t.method("void Save(System.IO.Stream outStream)") { v, a, _ in try (a.at(0).refValue as? PSStream)?.write(Array(saved(v).0.utf8)); return .void }
    func make(_ v: Value, _ kind: PSXmlNode.Kind, _ name: String, _ value: String = "") -> Value { .other(PSXmlNode(kind, name, value, owner: of(v))) }
    func element(_ v: Value, _ name: String, _ ns: String) -> Value {
      let e = PSXmlNode(.element, name, owner: of(v))
      e.namespace = ns
      return .other(e)
    }
    t.method("System.Xml.XmlElement CreateElement(string name)") { v, a, _ in
      if a.string(0).isEmpty { throw argumentError("The local name for elements or attributes cannot be null or an empty string.") }
      try XmlText.checkQualified(a.string(0))
      return make(v, .element, a.string(0))
    }
    t.method("System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)") { v, a, _ in
      try XmlText.checkQualified(a.string(0))
      return element(v, a.string(0), a.string(1))
    }
    t.method("System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)") { v, a, _ in
      for part in [a.string(0), a.string(1)] { try XmlText.checkPart(part) }
      return element(v, a.string(0).isEmpty ? a.string(1) : a.string(0) + ":" + a.string(1), a.string(2))
    }
    t.method("System.Xml.XmlAttribute CreateAttribute(string name)") { v, a, _ in
      try XmlText.checkAttribute(a.string(0))
      return make(v, .attribute, a.string(0))
    }
    t.method("System.Xml.XmlAttribute CreateAttribute(string qualifiedName, string namespaceURI)") { v, a, _ in
      try XmlText.checkAttribute(a.string(0))
      let n = PSXmlNode(.attribute, a.string(0), owner: of(v))
      n.namespace = a.string(1)
      return .other(n)
    }
    t.method("System.Xml.XmlText CreateTextNode(string text)") { v, a, _ in make(v, .text, "#text", a.string(0)) }
    t.method("System.Xml.XmlComment CreateComment(string data)") { v, a, _ in make(v, .comment, "#comment", a.string(0)) }
    t.method("System.Xml.XmlCDataSection CreateCDataSection(string data)") { v, a, _ in make(v, .cdata, "#cdata-section", a.string(0)) }
    t.method("System.Xml.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)") { v, a, _ in make(v, .instruction, a.string(0), a.string(1)) }
    t.method("System.Xml.XmlDocumentType CreateDocumentType(string name, string publicId, string systemId, string internalSubset)") { v, a, _ in
      func part(_ i: Int) -> String? { a.at(i).isNull ? nil : a.string(i) }
      return make(v, .doctype, a.string(0), XmlDocumentTypeText(publicId: part(1), systemId: part(2), subset: part(3)).text)
    }
    t.method("System.Xml.XmlDocumentFragment CreateDocumentFragment()") { v, _, _ in make(v, .fragment, "#document-fragment") }
    t.method("System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)") { v, a, _ in
      make(v, .declaration, "xml", "version=\"\(a.string(0))\"" + (a.string(1).isEmpty ? "" : " encoding=\"\(a.string(1))\"") + (a.string(2).isEmpty ? "" : " standalone=\"\(a.string(2))\""))
    }
    t.method("System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)") { v, a, _ in
      let n = of(a.at(0)).copy(deep: a.bool(1))
      for x in [n] + n.descendants { x.owner = of(v) }
      return .other(n)
    }
    t.method("System.Xml.XmlNodeList GetElementsByTagName(string name)") { v, a, _ in descendants(v, a.string(0)) }
    t.method("System.Xml.XmlElement GetElementById(string elementId)") { _, _, _ in .null }
    XmlPropertyOrder.apply(to: t)
  }
}
