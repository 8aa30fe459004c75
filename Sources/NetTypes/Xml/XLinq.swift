/// LINQ to XML: names, elements, attributes and the other nodes of `System.Xml.Linq`, a tree of its own.
import Codecs
import Engine
import Primitives

final class PSXName: Ref {
  let namespace: String, local: String
  init(_ ns: String, _ l: String) { namespace = ns; local = l; super.init() }
  /// `local` or `{namespace}local`.
  convenience init(_ s: String) throws {
    if s.isEmpty { throw argumentError("The value cannot be an empty string.", param: "expandedName") }
    guard s.hasPrefix("{") else {
      try PSXName.check(s)
      self.init("", s)
      return
    }
    guard let close = s.lastIndex(of: "}"), s.index(after: close) < s.endIndex else { throw argumentError("'\(s)' is an invalid expanded name.") }
    let local = String(s[s.index(after: close)...])
    try PSXName.check(local)
    self.init(String(s[s.index(after: s.startIndex)..<close]), local)
  }
  private static func check(_ s: String) throws {
    if let m = XmlText.fault(ofName: s, colons: false) { throw netError("System.Xml.XmlException", m) }
  }
  override var netType: NetType { TypeTable.named("System.Xml.Linq.XName") }
  override func text() -> String { namespace.isEmpty ? local : "{\(namespace)}\(local)" }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSXName).map { $0.local == local && $0.namespace == namespace } ?? false }
  override var keyHash: UInt { UInt(bitPattern: text().hashValue) }
  func matches(_ o: PSXObject) -> Bool { o.name?.local == local && o.name?.namespace == namespace }
}
final class PSXNamespace: Ref {
  let name: String
  init(_ n: String) { name = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Xml.Linq.XNamespace") }
  override func text() -> String { name }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSXNamespace)?.name == name }
  override var keyHash: UInt { UInt(bitPattern: name.hashValue) }
}

/// A node or attribute.
final class PSXObject: Ref {
  enum Kind: Int { case element = 1, attribute = 2, text = 3, cdata = 4, instruction = 7, comment = 8, document = 9, doctype = 10, declaration = 17 }
  let kind: Kind
  var name: PSXName?
  /// Text, comment; of an instruction what follows its target.
  var value: String
  var attributes: [PSXObject] = []
  var nodes: [PSXObject] = []
  weak var parent: PSXObject?
  /// Written with an end tag although there is nothing in it.
  var hasEndTag = false
  /// A part handed out keeps the tree it is in.
  init(_ k: Kind, _ n: PSXName? = nil, _ v: String = "") { kind = k; name = n; value = v; super.init() }
  deinit {
    // taken down from a list, because a deep tree that went by itself would use up the stack
    var pending = nodes
    nodes = []
    while var n = pending.popLast() {
      if n.nodes.isEmpty || !isKnownUniquelyReferenced(&n) { continue }
      pending += n.nodes
      n.nodes = []
    }
  }
  override var netType: NetType {
    let n =
      switch kind {
      case .element: "XElement"
      case .attribute: "XAttribute"
      case .text: "XText"
      case .cdata: "XCData"
      case .instruction: "XProcessingInstruction"
      case .comment: "XComment"
      case .document: "XDocument"
      case .doctype: "XDocumentType"
      case .declaration: "XDeclaration"
      }
    return TypeTable.get("System.Xml.Linq." + n)
  }
  override func text() -> String { markup(formatted: true) }
  var elements: [PSXObject] { nodes.filter { $0.kind == .element } }
  var descendants: [PSXObject] {
    var all: [PSXObject] = [], pending = Array(nodes.reversed())
    while let n = pending.popLast() {
      all.append(n)
      pending += n.nodes.reversed()
    }
    return all
  }
  var content: String {
    switch kind {
    case .element: descendants.reduce(into: "") { s, n in if n.kind == .text || n.kind == .cdata { s += n.value } }
    default: value
    }
  }
  func setContent(_ s: String) {
    guard kind == .element else { value = s; return }
    for n in nodes { n.parent = nil }
    nodes = []
    if !s.isEmpty { insert(PSXObject(.text, nil, s), at: 0) } else { hasEndTag = true }
  }
  var top: PSXObject {
    var n = self
    while let p = n.parent { n = p }
    return n
  }
  func attribute(_ n: PSXName) -> PSXObject? { attributes.first(where: n.matches) }
  func copy() -> PSXObject {
    let n = PSXObject(kind, name, value)
    n.hasEndTag = hasEndTag
    for a in attributes { n.add(attribute: PSXObject(.attribute, a.name, a.value)) }
    var pending = [(from: self, to: n)]
    while let (from, to) = pending.popLast() {
      for c in from.nodes {
        let d = PSXObject(c.kind, c.name, c.value)
        d.hasEndTag = c.hasEndTag
        for a in c.attributes { d.add(attribute: PSXObject(.attribute, a.name, a.value)) }
        d.parent = to
        to.nodes.append(d)
        if !c.nodes.isEmpty { pending.append((c, d)) }
      }
    }
    return n
  }
  func add(attribute a: PSXObject) { a.parent = self; attributes.append(a) }
  func insert(_ n: PSXObject, at i: Int) {
    n.parent = self
    nodes.insert(n, at: max(0, min(i, nodes.count)))
    hasEndTag = false
  }
  func remove() throws {
    guard let p = parent else { throw invalidOperation("The parent is missing.") }
    if kind == .attribute { p.attributes.removeAll { $0 === self } } else { p.nodes.removeAll { $0 === self } }
    parent = nil
  }
  /// Adds what a script gives as content: nodes, attributes, texts and numbers, sequences of all these. Behind `place`, else at the end.
  func add(_ v: Value, at place: inout Int?) throws {
    switch v.base {
    case .null, .void, .unset: return
    case .array(let a): for x in a.values { try add(x, at: &place) }
    case .other(let r):
      if let o = r as? PSXObject {
        // what is in a tree already is copied
        let n = o.parent == nil && o !== top ? o : o.copy()
        if n.kind == .attribute {
          if let name = n.name, attribute(name) != nil { throw invalidOperation("Duplicate attribute.") }
          return add(attribute: n)
        }
        if kind == .document, n.kind == .element, !elements.isEmpty { throw invalidOperation("This operation would create an incorrectly structured document.") }
        if n.kind == .declaration { return }
        insert(n, at: place ?? nodes.count)
        place = place.map { $0 + 1 }
      } else if let a = r.enumerated() { for x in a.values { try add(x, at: &place) } } else { try addText(XmlText.value(v), at: &place) }
    default: try addText(XmlText.value(v), at: &place)
    }
  }
  private func addText(_ s: String, at place: inout Int?) throws {
    if kind == .document {
      if !s.utf16.allSatisfy(isWhite) { throw argumentError("Non-whitespace characters cannot be added to content.") }
      return
    }
    if s.isEmpty { if nodes.isEmpty { hasEndTag = true }; return }
    // text beside text is one text
    let i = place ?? nodes.count
    if i > 0, nodes[i - 1].kind == .text { nodes[i - 1].value += s; return }
    insert(PSXObject(.text, nil, s), at: i)
    place = place.map { $0 + 1 }
  }
  func add(_ all: [Value]) throws {
    var end: Int?
    for v in all { try add(v, at: &end) }
  }

  // MARK: Text

  var declaration: PSXObject? { nodes.first { $0.kind == .declaration } }
  func markup(formatted: Bool) -> String {
    switch kind {
    case .attribute: return attributeText
    case .declaration: return "<?xml \(value)?>"
    case .text: return PSXmlNode.escape(value, attribute: false)
    default:
      let o = XmlOutput(XmlOutput.Settings(indents: formatted, omitsDeclaration: true, isFragment: true), encoding: "")
      try? write(to: o)
      return o.take()
    }
  }
  private var attributeText: String {
    guard let name else { return "" }
    let p =
      name.namespace.isEmpty
      ? ""
      : name.namespace == "http://www.w3.org/2000/xmlns/"
        ? (name.local == "xmlns" ? "" : "xmlns:") : parent.flatMap { $0.prefix(of: name.namespace) }.map { $0 + ":" } ?? ""
    return p + name.local + "=\"" + PSXmlNode.escape(value, attribute: true) + "\""
  }
  func prefix(of namespace: String) -> String? {
    var n: PSXObject? = self
    while let u = n {
      for a in u.attributes where a.name?.namespace == "http://www.w3.org/2000/xmlns/" && a.value == namespace && a.name?.local != "xmlns" { return a.name?.local }
      n = u.parent
    }
    return namespace == "http://www.w3.org/XML/1998/namespace" ? "xml" : nil
  }
  func namespace(of prefix: String) -> String? {
    var n: PSXObject? = self
    while let u = n {
      for a in u.attributes
      where a.name?.local == (prefix.isEmpty ? "xmlns" : prefix)
        && (prefix.isEmpty
          ? a.name?.namespace == "" || a.name?.namespace == "http://www.w3.org/2000/xmlns/" : a.name?.namespace == "http://www.w3.org/2000/xmlns/")
      { return a.value }
      n = u.parent
    }
    return nil
  }
  func write(to o: XmlOutput) throws {
    enum Step { case node(PSXObject), end(full: Bool) }
    var steps = [Step.node(self)]
    while let s = steps.popLast() {
      guard case .node(let n) = s else {
        if case .end(let full) = s { try o.endElement(full: full) }
        continue
      }
      switch n.kind {
      case .document: for c in n.nodes.reversed() { steps.append(.node(c)) }
      case .element:
        guard let name = n.name else { continue }
        let isOwn = n.attributes.contains { $0.name?.local == "xmlns" && $0.value == name.namespace }
        // a prefix declared further up is written again where the text begins
        let prefix = isOwn || (o.namespace("") ?? "") == name.namespace ? "" : n.prefix(of: name.namespace)
        try o.startElement(prefix, name.local, name.namespace)
        for a in n.attributes {
          guard let an = a.name else { continue }
          if an.namespace == "http://www.w3.org/2000/xmlns/" { try o.attribute(an.local == "xmlns" ? "" : "xmlns", an.local, an.namespace, a.value) }
          else { try o.attribute(an.namespace.isEmpty ? "" : n.prefix(of: an.namespace), an.local, an.namespace, a.value) }
        }
        steps.append(.end(full: n.nodes.isEmpty && n.hasEndTag))
        for c in n.nodes.reversed() { steps.append(.node(c)) }
      case .text: try o.string(n.value)
      case .cdata: try o.cdata(n.value)
      case .comment: try o.comment(n.value)
      case .instruction: try o.instruction(n.name?.local ?? "", n.value)
      case .doctype: try o.doctype(n.name?.local ?? "", nil, nil, n.value.isEmpty ? nil : n.value)
      case .attribute, .declaration: break
      }
    }
  }
  /// The parts of a declaration.
  func part(_ name: String) -> String? {
    guard let r = try? NetRegex.cached(name + "=[\"']([^\"']*)[\"']"), let m = r.firstMatch(value) else { return nil }
    return m.group(1)?.value
  }

  // MARK: Reading

  static func parse(_ text: [UInt8], keepsBlanks: Bool) throws -> PSXObject {
    let document = PSXObject(.document)
    let d = PSXmlNode(.document, "#document")
    d.preserveWhitespace = keepsBlanks
    try XmlBuilder.parse(String(decoding: text, as: UTF8.self), into: d, .whole)
    var pending = [(from: d, to: document)]
    while let (from, to) = pending.popLast() {
      for c in from.children {
        let n: PSXObject
        switch c.kind {
        case .element:
          n = PSXObject(.element, PSXName(c.namespace, c.localName))
          for a in c.attributes { n.add(attribute: PSXObject(.attribute, PSXName(a.name == "xmlns" ? "" : a.namespace, a.localName), a.value)) }
          n.hasEndTag = c.children.isEmpty && !c.isEmpty
        case .text, .whitespace: n = PSXObject(.text, nil, c.value)
        case .cdata: n = PSXObject(.cdata, nil, c.value)
        case .comment: n = PSXObject(.comment, nil, c.value)
        case .instruction: n = PSXObject(.instruction, PSXName("", c.name), c.value)
        case .declaration: n = PSXObject(.declaration, nil, c.value)
        case .doctype: n = PSXObject(.doctype, PSXName("", c.name), c.value)
        case .attribute, .document, .fragment: continue
        }
        n.parent = to
        to.nodes.append(n)
        if !c.children.isEmpty { pending.append((c, n)) }
      }
    }
    return document
  }
}
