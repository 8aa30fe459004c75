/// Requests and answers of HTTP as objects, for those who ask by hand and for the errors that name them.
import Engine
import Primitives

final class PSHttpMessage: Ref {
  let isAnswer: Bool
  var version = "1.1"
  var method = "GET", uri: PSUri?, content: PSHttpContent?, status = 200, reason = "", request: PSHttpMessage?
  let headers: PSHttpHeaders
  init(answer: Bool) { isAnswer = answer; headers = PSHttpHeaders("Http" + (answer ? "Response" : "Request") + "Headers"); super.init() }
  override var netType: NetType { TypeTable.get("System.Net.Http.Http" + (isAnswer ? "Response" : "Request") + "Message") }
  override func text() -> String {
    var lines = ""
    for h in headers.pairs + (content?.headers.pairs ?? []) { for v in h.values { lines += "  \(h.name ?? ""): \(v)\n" } }
    let kind = content.map { "System.Net.Http." + $0.kind } ?? "<null>"
    let subject = isAnswer ? "StatusCode: \(status), ReasonPhrase: '\(reason)'" : "Method: \(method), RequestUri: '\(uri?.text() ?? "<null>")'"
    return "\(subject), Version: \(version), Content: \(kind), Headers:\n{\n\(lines)}"
  }
  func take(_ r: HttpClient.Response) {
    (status, reason, version) = (r.status, r.reason, r.version)
    let content = PSHttpContent(r.body, nil, "HttpConnectionResponseContent")
    for f in HeaderFields.grouped(r.headers) { (HeaderFields.isOfContent(f.name) ? content.headers : headers).pairs.append((f.name, f.values)) }
    self.content = content
  }
}

extension NetTypes {
  /// A request as an object.
  /// - Parameters:
  ///   - content: the class of its content; nil when it has none
  ///   - ofContent: the content's headers
  public static func requestMessage(
    _ method: String, _ uri: Value, version: String, headers: [HeaderFields.Field], content: String?, _ ofContent: [HeaderFields.Field], _ bytes: [UInt8]
  ) -> Value {
    let m = PSHttpMessage(answer: false)
    (m.method, m.uri, m.version) = (method, uri.refValue as? PSUri, version)
    for h in headers { m.headers.pairs.append((h.name, h.values)) }
    if let content {
      let c = PSHttpContent(bytes, nil, content)
      for h in ofContent { c.headers.pairs.append((h.name, h.values)) }
      m.content = c
    }
    return .other(m)
  }
  /// An answer as an object, with the request it is to.
  public static func responseMessage(_ r: HttpClient.Response, to request: Value) -> Value {
    let m = PSHttpMessage(answer: true)
    m.take(r)
    m.request = request.refValue as? PSHttpMessage
    m.content?.isDisposed = true
    return .other(m)
  }

  // MARK: What web cmdlets need of streams, XML and encodings

  private final class PSContentStream: PSStream {
    override var netType: NetType { TypeTable.get("Microsoft.PowerShell.Commands.WebResponseContentMemoryStream") }
  }
  static func registerContentStreams() {
    let n = "Microsoft.PowerShell.Commands.WebResponseContentMemoryStream"
    TypeTable.register(n) { NetType(n, base: TypeTable.get("System.IO.MemoryStream")) }
  }
  /// The stream that holds an answer's content.
  public static func contentStream(_ bytes: [UInt8]) -> Value { .other(PSContentStream(bytes)) }
  /// What a stream still has; nil for what is no stream.
  public static func restOfStream(_ o: Ref) throws -> [UInt8]? { try (o as? PSStream).map { try $0.readToEnd() } }
  /// A node on its own: it is in no other.
  public static func detach(_ n: PSXmlNode) { n.parent = nil }
  public static func outerXml(_ n: PSXmlNode) -> String { n.outer }
  /// The encoding a document's declaration names.
  public static func declaredEncoding(_ n: PSXmlNode) -> String? {
    guard n.kind == .document, let first = n.children.first, first.kind == .declaration else { return nil }
    return declared?.firstMatch(first.value)?.groups[1].value
  }
  private static let declared = try? NetRegex("encoding=[\"']([^\"']+)")
  /// A document indented, each attribute on a line of its own, without its declaration.
  /// - Throws: `XmlException`
  public static func indentedXml(_ text: String) throws -> String {
    let out = XmlOutput({ var s = XmlOutput.Settings(); s.indents = true; s.attributesOnLines = true; s.omitsDeclaration = true; return s }(), encoding: "utf-16")
    try out.node(try newDocument(text))
    try out.endDocument()
    return out.take()
  }
  /// A JSON document indented, as its node writes it; nil for a null.
  /// - Throws: `JsonException`
  public static func indentedJson(_ text: String) throws -> String? { PSJsonNode.of(try parseJson(text))?.json(indented: true) }
  /// `utf-8 (Unicode (UTF-8)) CodePage: 65001`.
  public static func describe(_ e: PSEncoding) -> String { "\(e.webName) (\(e.displayName)) CodePage: \(e.codePage)" }
}
