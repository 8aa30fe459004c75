/// Asks a server of this computer, or reads a file by its URI; gives the whole response.
import Engine
import Primitives

struct InvokeWebRequest: Cmdlet {
  static let command = Command("Invoke", "WebRequest", defaultSet: "StandardMethod",
    outputs: ["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"],
    synopsis: "Asks a web server for a page, with its headers and links.",
    examples: [("A server of one's own", "(Invoke-WebRequest http://localhost:8080/status).StatusCode")])
  private let request = WebRequestParameters()

  private static let type = RecordType("Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject", base: "Microsoft.PowerShell.Commands.WebResponseObject", [
    "int StatusCode {get;}", "string StatusDescription {get;}", "string Content {get;}", "string RawContent {get;set;}",
    "System.Collections.Generic.Dictionary[string,System.Collections.Generic.IEnumerable[string]] Headers {get;}",
      "Microsoft.PowerShell.Commands.WebCmdletElementCollection Images {get;}", "Microsoft.PowerShell.Commands.WebCmdletElementCollection InputFields {get;}",
      "Microsoft.PowerShell.Commands.WebCmdletElementCollection Links {get;}", "long RawContentLength {get;}",
      "System.Collections.Generic.Dictionary[string,string] RelationLink {get;}"
    ])

  private static let plainType = RecordType("Microsoft.PowerShell.Commands.WebResponseObject", [
    "int StatusCode {get;}", "string StatusDescription {get;}", "byte[] Content {get;}", "string RawContent {get;}",
    "System.Collections.Generic.Dictionary[string,System.Collections.Generic.IEnumerable[string]] Headers {get;}", "long RawContentLength {get;}",
    "System.Collections.Generic.Dictionary[string,string] RelationLink {get;}"
  ])

  mutating func process(_ shell: Invocation) throws {
    let call = try WebCall(request, shell)
    let answer = try call.run(shell), saves = call.outFile != nil && !answer.isComplete
    if answer.isComplete { try shell.verbose("The file will not be re-downloaded because the remote file is the same size as the OutFile: \(request.outFile ?? "")") }
    if !saves || request.passThru.isOn { try write(answer, shell) }
    if saves { try call.save(answer, shell) }
    try call.noteRedirection(answer, shell)
  }
  private func write(_ answer: WebCall.Answer, _ shell: Invocation) throws {
    let r = answer.response, at = answer.uri, isText = WebCall.isText(r), headers = PSHash(.dictionary)
    for (n, v) in r.headers {
      let all = headers.get(.str(n))?.arrayValue ?? PSArray([], of: TypeTable.string)
      all.append(.str(v))
      headers.set(.str(n), .array(all))
    }
    let description = WebCall.statusName(r.status)
    let text = isText ? WebCall.text(r) : WebCall.plainText(r.body)
    let raw = "HTTP/\(r.version) \(r.status) \(description)\n" + r.headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + text
    let links = Value.hash(try WebCall.relationLinks(r.headers, at: at, shell.context)), size = Value.long(Int64(r.body.count))
    if !isText {
      let content = Value.array(PSArray(r.body.map { .byte($0) }, of: TypeTable.byte))
      return try shell.write(InvokeWebRequest.plainType.make([.integer(r.status), .str(description), content, .str(raw), .hash(headers), size, links], text: text))
    }
    let page = HtmlElements(text)
    try shell.write(InvokeWebRequest.type.make([
      .integer(r.status), .str(description), .str(text), .str(raw), .hash(headers), page.list(["img"]), page.list(["input"]), page.list(["a"]),
      size, links,
    ], text: raw))
  }
}
