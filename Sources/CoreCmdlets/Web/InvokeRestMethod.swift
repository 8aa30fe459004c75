/// Asks a service of this computer, or reads a file by its URI; gives the objects in the answer.
import Engine
import NetTypes
import Primitives

struct InvokeRestMethod: Cmdlet {
  static let command = Command("Invoke", "RestMethod", defaultSet: "StandardMethod",
    synopsis: "Asks a web service and reads its JSON or XML answer.",
    examples: [("A service of one's own", "Invoke-RestMethod http://localhost:8080/users")])
  @Parameter("FollowRelLink", aliases: ["FL"]) var followRelLink: Switch
  @Parameter("MaximumFollowRelLink", aliases: ["ML"], validate: [.range(.int(1), .int(2147483647))]) var maximumFollowRelLink: Int?
  @Parameter("ResponseHeadersVariable", aliases: ["RHV"]) var responseHeadersVariable: String?
  @Parameter("StatusCodeVariable") var statusCodeVariable: String?
  private let request = WebRequestParameters()

  mutating func process(_ shell: Invocation) throws {
    var call = try WebCall(request, shell)
    var left = maximumFollowRelLink ?? .max
    while true {
      let answer = try call.run(shell), r = answer.response, at = answer.uri
      try output(answer, call, shell)
      try call.noteRedirection(answer, shell)
      left -= 1
      guard followRelLink.isOn, left > 0, let next = try WebCall.relationLinks(r.headers, at: at, shell.context).get(.str("next")) else { return }
      call.uri = Conversion.toString(next)
      try shell.verbose("Following rel link \(call.uri)")
    }
  }
  private func output(_ answer: WebCall.Answer, _ call: WebCall, _ shell: Invocation) throws {
    let r = answer.response, saves = call.outFile != nil && !answer.isComplete
    if answer.isComplete { try shell.verbose("The file will not be re-downloaded because the remote file is the same size as the OutFile: \(request.outFile ?? "")") }
    if !saves || request.passThru.isOn { try shell.write(content(r, shell)) }
    if saves { try call.save(answer, shell) }
    if let name = statusCodeVariable { try shell.context.setVariable(name, .integer(r.status)) }
    if let name = responseHeadersVariable {
      let h = PSHash(.dictionary)
      for (n, v) in r.headers { h.set(.str(n), .array(PSArray([.str(v)], of: TypeTable.string))) }
      try shell.context.setVariable(name, .hash(h))
    }
  }
  /// XML and JSON are read, whichever the answer says it is first; everything else is text.
  private func content(_ r: HttpClient.Response, _ shell: Invocation) -> Value {
    let text = WebCall.text(r)
    if text.utf8.allSatisfy({ $0 <= 32 }) { return .str(text) }
    func xml() -> Value? { (try? NetTypes.newDocument(text, preserveWhitespace: true)).map { .other($0) } }
    func json() -> Value? { (try? JsonBuilder.read(text, asHashtable: false, depth: 1024, dates: .Default))?.orNull }
    return (WebCall.isJson(r) ? json() ?? xml() : xml() ?? json()) ?? .str(text)
  }
}
