/// XML as text, node after node: what `XmlWriter`, `XmlTextWriter` and LINQ to XML write with.
import Engine
import Primitives

final class XmlOutput {
  struct Settings {
    var indents = false, indent = "  ", newLine = "\n", omitsDeclaration = false, attributesOnLines = false
    /// Several roots and bare text may be written.
    var isFragment = false
    /// 0 and 1 write line ends as `newLine`, or as character references; 2 as they are: the numbers of `NewLineHandling`.
    var newLines = 0
    var quote = "\""
    /// The declaration is written by itself before the first node.
    var beginsByItself = true
  }
  private struct Element { let name: String; var hasContent = false, isMixed = false }
  var settings: Settings
  /// The name of the encoding in the declaration.
  let encoding: String
  private(set) var text = ""
  private var open: [Element] = []
  private var scope = PrefixScope()
  /// A start tag whose `>` has not been written, with its attributes.
  private var tag: (attributes: [(name: String, value: String)], needsPrefixes: Bool)?
  private var begun = false, sawRoot = false
  /// The attribute under way.
  private var attribute: (name: String, value: String)?
  init(_ s: Settings, encoding: String) { settings = s; self.encoding = encoding }
  /// What has been written since the last call.
  func take() -> String {
    defer { text = "" }
    return text
  }
  var depth: Int { open.count }
  /// `WriteState` by its numbers: Start, Prolog, Element, Attribute, Content.
  var state: Int { attribute != nil ? 3 : tag != nil ? 2 : !open.isEmpty ? 4 : begun ? 1 : 0 }
  private var isEmpty = true
  private func put(_ s: String) { text += s; isEmpty = false }

  private func refused(_ token: String) -> TerminatingError {
    let place = attribute != nil ? "Attribute" : tag != nil ? "Element Start Tag" : !open.isEmpty ? "Element Content" : sawRoot ? "EndRootElement" : "Prolog"
    return invalidOperation(
      "Token \(token) in state \(place) would result in an invalid XML document. Make sure that the ConformanceLevel setting is set to "
        + "ConformanceLevel.Fragment or ConformanceLevel.Auto if you want to write an XML fragment. ")
  }
  static func checkName(_ s: String) throws {
    if s.isEmpty { throw argumentError("The empty string '' is not a valid local name.") }
    for (i, c) in s.utf16.enumerated() where !(i == 0 ? XmlText.isNameStart(c) : XmlText.isNamePart(c)) && !(0xD800...0xDFFF).contains(c) {
      let hex = String(c, radix: 16, uppercase: true)
      throw argumentError("Invalid name character in '\(s)'. The '\(String(units: [c]))' character, hexadecimal value 0x\(hex.utf8.count < 2 ? "0" + hex : hex), cannot be included in a name.")
    }
  }

  // MARK: Document

  func startDocument(standalone: Bool? = nil) throws {
    if begun { throw invalidOperation("Cannot write XML declaration. WriteStartDocument method has already written it.") }
    begun = true
    if settings.omitsDeclaration { return }
    let q = settings.quote
    put("<?xml version=\(q)1.0\(q)" + (encoding.isEmpty ? "" : " encoding=\(q)\(encoding)\(q)") + (standalone.map { " standalone=\(q)\($0 ? "yes" : "no")\(q)" } ?? "") + "?>")
  }
  private func begin() throws {
    if begun { return }
    if settings.beginsByItself, !settings.isFragment { try startDocument() }
    begun = true
  }
  func endDocument() throws {
    while !open.isEmpty { try endElement() }
  }

  // MARK: Elements

  /// The namespace a prefix stands for here.
  func namespace(_ prefix: String) -> String? {
    if prefix == "xml" { return "http://www.w3.org/XML/1998/namespace" }
    return scope.uri(of: prefix)
  }
  func prefix(of namespace: String) -> String? { scope.prefix(of: namespace) }
  func startElement(_ prefix: String?, _ local: String, _ namespace: String?) throws {
    if attribute != nil { try endAttribute() }
    try XmlOutput.checkName(local)
    if open.isEmpty {
      if sawRoot, !settings.isFragment { throw refused("StartElement") }
    }
    try begin()
    closeTag()
    newLine()
    if !open.isEmpty { open[open.count - 1].hasContent = true }
    sawRoot = true
    var p = prefix ?? ""
    if prefix == nil, let n = namespace, !n.isEmpty { p = self.prefix(of: n) ?? "" }
    let name = p.isEmpty ? local : p + ":" + local
    put("<" + name)
    open.append(Element(name: name))
    scope.open()
    tag = ([], true)
    if let n = namespace, self.namespace(p) ?? "" != n {
      scope.bind(p, n)
      pendingPrefixes.append((p, n))
    }
  }
  /// Declarations that stand behind the attributes, unless an attribute makes them itself.
  private var pendingPrefixes: [(prefix: String, namespace: String)] = []

  func attribute(_ prefix: String?, _ local: String, _ namespace: String?, _ value: String) throws {
    try startAttribute(prefix, local, namespace)
    attribute?.value = value
    try endAttribute()
  }
  func startAttribute(_ prefix: String?, _ local: String, _ namespace: String?) throws {
    if attribute != nil { try endAttribute() }
    guard tag != nil else { throw refused("StartAttribute") }
    var p = prefix ?? "", name = local
    if p == "xmlns" || p.isEmpty && local == "xmlns" { name = p.isEmpty ? "xmlns" : "xmlns:" + local }
    else {
      if p.isEmpty, let n = namespace, !n.isEmpty {
        if n == "http://www.w3.org/2000/xmlns/" { p = "xmlns" } else if n == "http://www.w3.org/XML/1998/namespace" { p = "xml" }
        else if let known = self.prefix(of: n), !known.isEmpty { p = known }
        else {
          var k = 1
          while self.namespace("d\(depth)p\(k)") != nil { k += 1 }
          p = "d\(depth)p\(k)"
        }
      }
      if !p.isEmpty, p != "xml", p != "xmlns", let n = namespace, !n.isEmpty, self.namespace(p) != n {
        scope.bind(p, n)
        pendingPrefixes.append((p, n))
      }
      name = p.isEmpty ? local : p + ":" + local
    }
    if local != "xmlns" { try XmlOutput.checkName(local) }
    if tag?.attributes.contains(where: { $0.name == name }) ?? false { throw netError("System.Xml.XmlException", "'\(local)' is a duplicate attribute name.") }
    attribute = (name, "")
  }
  func endAttribute() throws {
    guard let a = attribute else { throw refused("EndAttribute") }
    attribute = nil
    tag?.attributes.append(a)
    if a.name == "xmlns" || a.name.hasPrefix("xmlns:") {
      let p = a.name == "xmlns" ? "" : String(a.name.dropFirst(6))
      scope.bind(p, a.value)
      pendingPrefixes.removeAll { $0.prefix == p }
    }
  }
  private func closeTag() {
    guard let t = tag else { return }
    tag = nil
    var all = t.attributes
    for (p, n) in pendingPrefixes { all.append((p.isEmpty ? "xmlns" : "xmlns:" + p, n)) }
    pendingPrefixes = []
    writeAttributes(all)
    put(">")
  }
  private func writeAttributes(_ all: [(name: String, value: String)]) {
    for a in all {
      if settings.indents, settings.attributesOnLines { put(settings.newLine + String(repeating: settings.indent, count: depth)) } else { put(" ") }
      var v = PSXmlNode.escape(a.value, attribute: true)
      if settings.quote == "'" { v = v.replacing("&quot;", "\"").replacing("'", "&apos;") }
      put(a.name + "=" + settings.quote + v + settings.quote)
    }
  }
  func endElement(full: Bool = false) throws {
    if attribute != nil { try endAttribute() }
    guard let e = open.last else { throw invalidOperation("There was no XML start tag open.") }
    if tag != nil, !full {
      let t = tag
      tag = nil
      var all = t?.attributes ?? []
      for (p, n) in pendingPrefixes { all.append((p.isEmpty ? "xmlns" : "xmlns:" + p, n)) }
      pendingPrefixes = []
      writeAttributes(all)
      put(" />")
      open.removeLast()
      scope.close()
      return
    }
    let wasEmpty = tag != nil
    closeTag()
    open.removeLast()
    scope.close()
    if settings.indents, e.hasContent, !e.isMixed, !wasEmpty { put(settings.newLine + String(repeating: settings.indent, count: depth)) }
    put("</" + e.name + ">")
  }
  /// A new line and the indentation, before a node that may have them.
  private func newLine() {
    guard settings.indents, !isEmpty, !(open.last?.isMixed ?? false) else { return }
    put(settings.newLine + String(repeating: settings.indent, count: depth))
  }

  // MARK: Content

  func string(_ s: String) throws {
    if attribute != nil { attribute?.value += s; return }
    if s.isEmpty, tag != nil { return }
    if open.isEmpty, !settings.isFragment {
      if s.utf16.allSatisfy(isWhite) { put(s); return }
      throw refused("Text")
    }
    try begin()
    closeTag()
    mix()
    put(lines(PSXmlNode.escape(s.replacing("\r\n", "\n"), attribute: false)))
  }
  private func mix() { if !open.isEmpty { open[open.count - 1].isMixed = true; open[open.count - 1].hasContent = true } }
  private func lines(_ s: String) -> String { settings.newLine == "\n" || settings.newLines != 0 ? s : s.replacing("\n", settings.newLine) }
  func cdata(_ s: String) throws {
    if open.isEmpty, !settings.isFragment { throw refused("CData") }
    try begin()
    closeTag()
    mix()
    put("<![CDATA[" + s.replacing("]]>", "]]]]><![CDATA[>") + "]]>")
  }
  func raw(_ s: String) throws {
    if attribute != nil { attribute?.value += s; return }
    try begin()
    closeTag()
    mix()
    put(s)
  }
  func comment(_ s: String) throws {
    try begin()
    closeTag()
    newLine()
    if !open.isEmpty { open[open.count - 1].hasContent = true }
    put("<!--" + s.replacing("--", "- -") + (s.hasSuffix("-") ? " " : "") + "-->")
  }
  func instruction(_ target: String, _ s: String) throws {
    if target == "xml" {
      if begun { throw argumentError("Cannot write XML declaration. XML declaration can be only at the beginning of the document.") }
      begun = true
      if !settings.omitsDeclaration { put("<?xml \(s)?>") }
      return
    }
    try begin()
    closeTag()
    newLine()
    if !open.isEmpty { open[open.count - 1].hasContent = true }
    put("<?" + target + (s.isEmpty ? "" : " " + s) + "?>")
  }
  func doctype(_ name: String, _ publicId: String?, _ system: String?, _ subset: String?) throws {
    try begin()
    newLine()
    put("<!DOCTYPE " + name + (publicId.map { " PUBLIC \"\($0)\" \"\(system ?? "")\"" } ?? system.map { " SYSTEM \"\($0)\"" } ?? "") + (subset.map { "[\($0)]" } ?? "") + ">")
  }

  // MARK: Trees

  /// A node of a document with all that is below it; of a document or fragment, what is in it.
  func node(_ n: PSXmlNode) throws {
    enum Step { case node(PSXmlNode), end(full: Bool) }
    var steps = [Step.node(n)]
    while let s = steps.popLast(), !Attention.isWanted {
      guard case .node(let x) = s else {
        if case .end(let full) = s { try endElement(full: full) }
        continue
      }
      switch x.kind {
      case .document, .fragment: for c in x.children.reversed() { steps.append(.node(c)) }
      case .element:
        try startElement(x.prefix, x.localName, x.namespace)
        for a in x.attributes { try attribute(a.prefix, a.localName, a.namespace, a.value) }
        steps.append(.end(full: x.children.isEmpty && !x.isEmpty))
        for c in x.children.reversed() { steps.append(.node(c)) }
      case .attribute: try attribute(x.prefix, x.localName, x.namespace, x.value)
      case .text, .whitespace: try string(x.value)
      case .cdata: try cdata(x.value)
      case .comment: try comment(x.value)
      case .instruction: try instruction(x.name, x.value)
      case .declaration: if !begun { try startDocument(standalone: x.value.contains("standalone=\"yes\"") ? true : x.value.contains("standalone=\"no\"") ? false : nil) }
      case .doctype: let d = XmlDocumentTypeText(x.value); try doctype(x.name, d.publicId, d.systemId, d.subset)
      }
    }
  }
}
