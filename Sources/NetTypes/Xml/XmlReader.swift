/// Text → XML tree.
import Codecs
import Engine

enum XmlBuilder {
  /// Fills the document; throws `XmlException`.
  static func parse(_ source: String, into document: PSXmlNode, _ settings: XmlScanner.Settings = .document) throws {
    do { try build(XmlScanner(Array(source.utf8), settings), document) }
    catch let p as XmlScanner.Problem { throw XmlErrors.error(p) }
  }

  private static func build(_ scanner: XmlScanner, _ document: PSXmlNode) throws {
    let keepsBlanks = document.preserveWhitespace
    var top = document
    var spaces = NamespacesInForce()
    while try scanner.next() {
      switch scanner.kind {
      case .element:
        let e = PSXmlNode(.element, scanner.name)
        for (name, value) in scanner.attributes {
          let a = PSXmlNode(.attribute, name, value, owner: document)
          a.parent = e
          e.attributes.append(a)
        }
        top.append(e)
        spaces.enter(e)
        try resolve(e, spaces, scanner)
        e.isEmpty = scanner.isEmpty
        if scanner.isEmpty { spaces.leave(e) } else { top = e }
      case .endElement:
        top.isEmpty = false
        spaces.leave(top)
        top = top.parent ?? document
      case .text: top.append(PSXmlNode(.text, "#text", scanner.value))
      case .whitespace: if keepsBlanks { top.append(PSXmlNode(.whitespace, "#whitespace", scanner.value)) }
      case .cdata: top.append(PSXmlNode(.cdata, "#cdata-section", scanner.value))
      case .comment: top.append(PSXmlNode(.comment, "#comment", scanner.value))
      case .instruction: top.append(PSXmlNode(.instruction, scanner.name, scanner.value))
      case .declaration: top.append(PSXmlNode(.declaration, "xml", scanner.value))
      case .doctype: top.append(PSXmlNode(.doctype, scanner.name, XmlDocumentTypeText(scanner.value).text))
      case .none, .end: break
      }
    }
  }
  /// Namespaces of an element and its attributes; their prefixes must be declared.
  private static func resolve(_ e: PSXmlNode, _ spaces: NamespacesInForce, _ scanner: XmlScanner) throws {
    func space(_ prefix: String) throws -> String {
      let uri = spaces.namespace(of: prefix)
      if uri.isEmpty, !prefix.isEmpty {
        let p = scanner.place
        throw XmlScanner.Problem(message: "'\(prefix)' is an undeclared prefix.", line: p.line, column: p.column)
      }
      return uri
    }
    e.namespace = try space(e.prefix)
    for a in e.attributes where !a.prefix.isEmpty { a.namespace = a.prefix == "xmlns" ? "http://www.w3.org/2000/xmlns/" : try space(a.prefix) }
  }

  /// What the prefixes mean inside the elements open now. (Asking the elements above for each one would cost the square of the depth.)
  private struct NamespacesInForce {
    private var declared: [String: [String]] = [:]

    mutating func enter(_ e: PSXmlNode) { for a in e.attributes { if let p = prefix(declaredBy: a) { declared[p, default: []].append(a.value) } } }
    mutating func leave(_ e: PSXmlNode) { for a in e.attributes { if let p = prefix(declaredBy: a) { declared[p]?.removeLast() } } }
    func namespace(of prefix: String) -> String {
      prefix == "xml" ? "http://www.w3.org/XML/1998/namespace" : declared.isEmpty ? "" : declared[prefix]?.last ?? ""
    }
    private func prefix(declaredBy a: PSXmlNode) -> String? { a.name == "xmlns" ? "" : a.name.hasPrefix("xmlns:") ? a.localName : nil }
  }
}
