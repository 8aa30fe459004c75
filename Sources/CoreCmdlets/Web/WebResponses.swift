/// `WebResponseObject` and `BasicHtmlWebResponseObject`: what Invoke-WebRequest hands out.
import Engine
import NetTypes

enum WebResponses {
  private static let ns = "Microsoft.PowerShell.Commands.", message = "System.Net.Http.HttpResponseMessage"
  private static let headersType = "System.Collections.Generic.Dictionary[string,System.Collections.Generic.IEnumerable[string]]"
  private static let elements = ns + "WebCmdletElementCollection"
  private static let common = [
    "\(message) BaseResponse {get;set;}", "\(headersType) Headers {get;}", "string RawContent {get;set;}", "long RawContentLength {get;}",
    "System.IO.MemoryStream RawContentStream {get;set;}", "System.Collections.Generic.Dictionary[string,string] RelationLink {get;}", "int StatusCode {get;}",
    "string StatusDescription {get;}", "string OutFile {get;}",
  ]
  private static let plain = RecordType(ns + "WebResponseObject", [common[0], "byte[] Content {get;set;}"] + common.dropFirst())
  private static let page = RecordType(
    ns + "BasicHtmlWebResponseObject", base: ns + "WebResponseObject",
    ["string Content {get;}", "System.Text.Encoding Encoding {get;}", "\(elements) InputFields {get;}", "\(elements) Links {get;}", "\(elements) Images {get;}"] + common)
  static func register() { _ = plain; _ = page }

  static func headers(_ r: HttpClient.Response) -> PSHash {
    let h = PSHash(.dictionary)
    h.keyType = TypeTable.string
    h.valueType = TypeTable.generic("System.Collections.Generic.IEnumerable`1", [TypeTable.string])
    for f in HeaderFields.grouped(r.headers) { h.set(.str(f.name), .array(PSArray(f.values.map { .str($0) }, of: TypeTable.string))) }
    return h
  }
  static func object(_ answer: WebCall.Answer, _ call: WebCall, _ shell: Invocation) throws -> Value {
    let r = answer.response, name = WebCall.statusName(r.status), isText = WebCall.isText(r), ascii = WebCall.plainText(r.body)
    let (text, encoding) = isText ? WebCall.decoded(r) : (ascii, PSEncoding(.utf8))
    let lines = HeaderFields.grouped(r.headers).flatMap { f in f.values.map { "\(f.name): \($0)\n" } }.joined()
    let rest: [Value] = [
      .hash(headers(r)), .str("HTTP/\(r.version) \(r.status) \(name)\n\(lines)\n\(text)"), .long(Int64(r.body.count)), NetTypes.contentStream(r.body),
      .hash(try call.relationLinks(answer, shell)), .integer(r.status), .str(name), try call.place(of: answer, shell).map { .str($0) } ?? .null,
    ]
    let base = NetTypes.responseMessage(r, to: answer.request)
    if !isText { return plain.make([base, .array(PSArray(r.body.map { .byte($0) }, of: TypeTable.byte))] + rest, text: ascii) }
    let html = HtmlElements(text)
    return page.make([.str(text), .other(encoding), html.list("INPUT"), html.list("A"), html.list("IMG"), base] + rest, text: ascii)
  }
}
