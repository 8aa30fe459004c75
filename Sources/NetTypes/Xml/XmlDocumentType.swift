/// The document type of an XML document: its identifiers and its internal subset. The node keeps them as the text behind the
/// name, as `XmlDocument` writes it: identifiers, then the subset in brackets right behind them.
import Engine

struct XmlDocumentTypeText {
  var publicId: String?
  var systemId: String?
  var subset: String?

  /// From what stands between the name and the end of the declaration.
  init(_ text: String) {
    var rest = Substring(text)
    func blanks() { rest = rest.drop { $0.isWhitespace } }
    func literal() -> String? {
      blanks()
      guard let mark = rest.first, mark == "\"" || mark == "'", let end = rest.dropFirst().firstIndex(of: mark) else { return nil }
      defer { rest = rest[rest.index(after: end)...] }
      return String(rest.dropFirst()[..<end])
    }
    blanks()
    if rest.hasPrefix("PUBLIC") { rest = rest.dropFirst(6); publicId = literal(); systemId = literal() }
    else if rest.hasPrefix("SYSTEM") { rest = rest.dropFirst(6); systemId = literal() }
    if let open = rest.firstIndex(of: "["), let close = rest.lastIndex(of: "]") { subset = String(rest[rest.index(after: open)..<close]) }
  }
  init(publicId: String?, systemId: String?, subset: String?) { self.publicId = publicId; self.systemId = systemId; self.subset = subset }

  /// A document that was read has a subset even where none is written.
  var text: String {
    let identifiers = publicId.map { " PUBLIC \"\($0)\" \"\(systemId ?? "")\"" } ?? systemId.map { " SYSTEM \"\($0)\"" } ?? ""
    return identifiers + "[\(subset ?? "")]"
  }

  static func define(_ t: NetType) {
    func part(_ signature: String, _ read: @escaping (XmlDocumentTypeText) -> String?) {
      t.property(signature) { v, _ in (v.refValue as? PSXmlNode).flatMap { read(XmlDocumentTypeText($0.value)) }.map { .str($0) } ?? .null }
    }
    part("string PublicId {get;}", \.publicId)
    part("string SystemId {get;}", \.systemId)
    part("string InternalSubset {get;}") { $0.subset ?? "" }
    t.property("bool IsReadOnly {get;}") { _, _ in .yes }
  }
}
