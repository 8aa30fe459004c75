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
        try resolve(e, scanner)
        e.isEmpty = scanner.isEmpty
        if !scanner.isEmpty { top = e }
      case .endElement:
        top.isEmpty = false
        top = top.parent ?? document
      case .text: top.append(PSXmlNode(.text, "#text", scanner.value))
      case .whitespace: if keepsBlanks { top.append(PSXmlNode(.whitespace, "#whitespace", scanner.value)) }
      case .cdata: top.append(PSXmlNode(.cdata, "#cdata-section", scanner.value))
      case .comment: top.append(PSXmlNode(.comment, "#comment", scanner.value))
      case .instruction: top.append(PSXmlNode(.instruction, scanner.name, scanner.value))
      case .declaration: top.append(PSXmlNode(.declaration, "xml", scanner.value))
      case .doctype: top.append(PSXmlNode(.doctype, scanner.name, scanner.value))
      case .none, .end: break
      }
    }
  }
  /// Namespaces of an element and its attributes; their prefixes must be declared.
  private static func resolve(_ e: PSXmlNode, _ scanner: XmlScanner) throws {
    func space(_ prefix: String) throws -> String {
      let uri = e.namespace(of: prefix)
      if uri.isEmpty, !prefix.isEmpty {
        let p = scanner.place
        throw XmlScanner.Problem(message: "'\(prefix)' is an undeclared prefix.", line: p.line, column: p.column)
      }
      return uri
    }
    e.namespace = try space(e.prefix)
    for a in e.attributes where !a.prefix.isEmpty { a.namespace = a.prefix == "xmlns" ? "http://www.w3.org/2000/xmlns/" : try space(a.prefix) }
  }
}
