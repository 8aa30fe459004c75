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

  mutating func process(_ shell: Invocation) throws {
    let call = try WebCall(request, shell)
    let (r, at) = try call.run(shell)
    if let outFile = request.outFile { try Posix.replaceFile(try shell.filePath(outFile, literal: false), r.body) }
    if request.outFile != nil, !request.passThru.isOn { return }
    let text = WebCall.text(r), headers = PSHash(.dictionary)
    for (n, v) in r.headers {
      let all = headers.get(.str(n))?.arrayValue ?? PSArray([], of: TypeTable.string)
      all.append(.str(v))
      headers.set(.str(n), .array(all))
    }
    let raw = "HTTP/\(r.version) \(r.status) \(r.reason)\n" + r.headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + text
    let page = HtmlElements(text)
    try shell.write(InvokeWebRequest.type.make([
      .integer(r.status), .str(r.reason), .str(text), .str(raw), .hash(headers), page.list(["img"]), page.list(["input"]), page.list(["a"]),
      .long(Int64(r.body.count)), .hash(try WebCall.relationLinks(r.headers, at: at, shell.context)),
    ], text: raw))
    try call.noteRedirection(r, shell)
  }
}
