/// `XmlReader`: content as values, elements by local name and namespace, names, and what a reader says of itself.
import Engine
import Primitives

extension PSXmlReader {
  /// The text at the place: an attribute's, or what comes up to the next tag.
  func content() throws -> String {
    if cursor != nil { return value }
    guard [3, 4, 7, 8, 13, 14, 15].contains(kind) else {
      throw invalidOperation("The ReadContentAs method is not supported on node type \(nodeTypeName). If you want to read typed content of an element, use the ReadElementContentAs method.")
    }
    return try contentText()
  }
  /// - Throws: `XmlException`, as the text is none of the type
  func converted(_ text: String, _ type: NetType, shown: String, _ c: ExecutionContext) throws -> Value {
    if type === TypeTable.string || type === TypeTable.object { return .str(text) }
    do { return try XmlText.parse(text, type, c) } catch is TerminatingError {
      throw netError("System.Xml.XmlException", "Content cannot be converted to the type \(shown). Line \(place.line), position \(place.column).")
    }
  }
  func isElement(local: String, _ uri: String) -> Bool { node.kind == 1 && PSXmlReader.local(node.name) == local && node.namespace == uri }
  func toFollowing(_ local: String, _ uri: String) throws -> Bool {
    while try read() { if isElement(local: local, uri) { return true } }
    return false
  }
  func toDescendant(_ local: String, _ uri: String) throws -> Bool {
    if state == 0 { return try toFollowing(local, uri) }
    guard node.kind == 1, !node.isEmpty else { return false }
    let d = node.depth
    while try read(), node.depth > d { if isElement(local: local, uri) { return true } }
    return false
  }
  func toSibling(_ local: String, _ uri: String) throws -> Bool {
    if state == 0 { return try toFollowing(local, uri) }
    let d = node.depth
    repeat {
      try skip()
      if isElement(local: local, uri), node.depth == d { return true }
    } while state == 1 && (node.kind != 15 || node.depth >= d)
    return false
  }
  /// - Throws: the element is another one
  func expect(_ local: String, _ uri: String) throws {
    if try moveToContent() != 1 { throw netError("System.Xml.XmlException", "'\(nodeTypeName)' is an invalid XmlNodeType. Line \(place.line), position \(place.column).") }
    if !isElement(local: local, uri) {
      throw netError("System.Xml.XmlException", "Element '\(local)' with namespace name '\(uri)' was not found. Line \(place.line), position \(place.column).")
    }
  }
}

extension NetTypes {
  static func defineReaderContent(_ t: NetType) {
    func of(_ v: Value) throws -> PSXmlReader {
      guard let r = v.refValue as? PSXmlReader else { throw nullArgument("reader") }
      return r
    }
    t.property("System.Xml.XmlReaderSettings Settings {get;}") { v, _ in try of(v).isOld ? .null : .other(of(v).givenSettings) }
    t.property("char QuoteChar {get;}") { _, _ in .char(34) }
    t.property("System.Xml.XmlSpace XmlSpace {get;}") { v, _ in .member("System.Xml.XmlSpace", try of(v).space) }
    t.property("string XmlLang {get;}") { v, _ in .str(try of(v).language) }
    t.property("System.Xml.XmlNameTable NameTable {get;}") { _, _ in bare("System.Xml.NameTable") }
    for n in ["CanResolveEntity", "CanReadBinaryContent", "CanReadValueChunk"] { t.property("bool \(n) {get;}") { _, _ in .yes } }
    t.property("System.Xml.Schema.IXmlSchemaInfo SchemaInfo {get;}") { _, _ in .null }

    let scalars = [
      ("String", "string"), ("Int", "int"), ("Long", "long"), ("Float", "float"), ("Double", "double"), ("Boolean", "bool"), ("Decimal", "decimal"), ("DateTime", "datetime"),
      ("Object", "System.Object"),
    ]
    for (n, name) in scalars {
      func type() -> NetType { TypeTable.resolve(name) ?? TypeTable.string }
      t.method("\(name) ReadContentAs\(n)()") { v, _, c in try of(v).converted(of(v).content(), type(), shown: n, c) }
      t.method("\(name) ReadElementContentAs\(n)()") { v, _, c in try of(v).elementValue(type(), shown: n, c) }
      t.method("\(name) ReadElementContentAs\(n)(string localName, string namespaceURI)") { v, a, c in
        try of(v).expect(a.string(0), a.string(1))
        return try of(v).elementValue(type(), shown: n, c)
      }
    }
    t.method("System.DateTimeOffset ReadContentAsDateTimeOffset()") { v, _, c in try of(v).converted(of(v).content(), TypeTable.get("System.DateTimeOffset"), shown: "DateTimeOffset", c) }
    func wanted(_ v: Value) throws -> NetType {
      guard case .type(let type) = v.base else { throw nullArgument("returnType") }
      return type
    }
    t.method("System.Object ReadContentAs(type returnType, System.Xml.IXmlNamespaceResolver namespaceResolver)") { v, a, c in
      try of(v).converted(of(v).content(), wanted(a.at(0)), shown: wanted(a.at(0)).fullName, c)
    }
    t.method("System.Object ReadElementContentAs(type returnType, System.Xml.IXmlNamespaceResolver namespaceResolver)") { v, a, c in
      try of(v).elementValue(wanted(a.at(0)), shown: wanted(a.at(0)).fullName, c)
    }
    t.method("System.Object ReadElementContentAs(type returnType, System.Xml.IXmlNamespaceResolver namespaceResolver, string localName, string namespaceURI)") { v, a, c in
      try of(v).expect(a.string(2), a.string(3))
      return try of(v).elementValue(wanted(a.at(0)), shown: wanted(a.at(0)).fullName, c)
    }

    t.method("bool ReadToFollowing(string localName, string namespaceURI)") { v, a, _ in .bool(try of(v).toFollowing(a.string(0), a.string(1))) }
    t.method("bool ReadToDescendant(string localName, string namespaceURI)") { v, a, _ in .bool(try of(v).toDescendant(a.string(0), a.string(1))) }
    t.method("bool ReadToNextSibling(string localName, string namespaceURI)") { v, a, _ in .bool(try of(v).toSibling(a.string(0), a.string(1))) }
    t.method("bool IsStartElement(string localname, string ns)") { v, a, _ in .bool(try of(v).moveToContent() == 1 && of(v).isElement(local: a.string(0), a.string(1))) }
    t.method("void ReadStartElement(string localname, string ns)") { v, a, _ in
      try of(v).expect(a.string(0), a.string(1))
      _ = try of(v).read()
      return .void
    }
    t.method("string ReadElementString(string localname, string ns)") { v, a, _ in
      try of(v).expect(a.string(0), a.string(1))
      return .str(try of(v).elementText())
    }
    t.method("bool MoveToAttribute(string name, string ns)") { v, a, _ in
      let r = try of(v)
      return .bool(r.move(to: r.node.attributes.firstIndex { PSXmlReader.local($0.name) == a.string(0) && $0.namespace == a.string(1) }))
    }
    t.method("void ResolveEntity()") { _, _, _ in throw invalidOperation("The node is not an expandable EntityReference node.") }
    func isName(_ s: String, tokens: Bool) -> Bool {
      !s.isEmpty && s.utf16.enumerated().allSatisfy { i, c in c == 58 || (0xD800...0xDFFF).contains(c) || (i == 0 && !tokens ? XmlText.isNameStart(c) : XmlText.isNamePart(c)) }
    }
    t.staticMethod("static bool IsName(string str)") { a, _ in .bool(isName(a.string(0), tokens: false)) }
    t.staticMethod("static bool IsNameToken(string str)") { a, _ in .bool(isName(a.string(0), tokens: true)) }
  }
  /// In the order .NET lists them.
  static let readerProperties = [
      "Settings", "NodeType", "Name", "LocalName", "NamespaceURI", "Prefix", "Value", "Depth", "BaseURI", "IsEmptyElement", "IsDefault", "QuoteChar", "XmlSpace", "XmlLang", "ReadState", "EOF",
      "NameTable", "CanResolveEntity", "AttributeCount", "CanReadBinaryContent", "CanReadValueChunk", "LineNumber", "LinePosition", "HasValue", "SchemaInfo", "ValueType", "HasAttributes",
  ]
}
