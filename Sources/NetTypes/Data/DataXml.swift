/// Tables as XML, one element per row: what `WriteXml` and `GetXml` write without a schema.
import Engine
import Primitives

enum DataXml {
  /// - Parameter schema: stands before the rows
  static func text(_ tables: [PSDataTable], root: String, schema: String? = nil) -> String {
    let name = encodeName(root)
    var body = schema.map { $0 + "\n" } ?? ""
    for t in tables {
      let element = encodeName(t.name)
      for r in t.rows where r.state != .deleted {
        var fields = ""
        for (i, c) in t.schema.columns.enumerated() {
          guard let v = try? r.value(i), !DataExpression.isNull(v) else { continue }
          let n = encodeName(c.name), s = text(v)
          fields += s.isEmpty ? "    <\(n) />\n" : "    <\(n)>\(PSXmlNode.escape(s, attribute: false))</\(n)>\n"
        }
        body += fields.isEmpty ? "  <\(element) />\n" : "  <\(element)>\n\(fields)  </\(element)>\n"
      }
    }
    return body.isEmpty ? "<\(name) />" : "<\(name)>\n\(body)</\(name)>"
  }
  /// A time without a zone is a local one here.
  private static func text(_ v: Value) -> String {
    if case .datetime(let d) = v.base, d.kind == .unspecified { return XmlText.dateTime(d, mode: 0) }
    return XmlText.value(v)
  }
  /// `XmlConvert.EncodeLocalName`: characters a name cannot have as `_x0020_`.
  static func encodeName(_ s: String) -> String { XmlText.encodeName(s, colons: false) }
}
