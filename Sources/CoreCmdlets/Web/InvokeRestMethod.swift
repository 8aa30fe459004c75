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
    var call = try WebCall(request, shell), at = request.uri
    var left = maximumFollowRelLink ?? .max, isNext = false
    while true {
      if isNext { try shell.verbose("Following rel link \(call.property(at, "AbsoluteUri", shell))") }
      let answer = try call.run(at, isNext: isNext, shell)
      try output(answer, call, shell)
      try call.noteRedirection(answer, shell)
      left -= 1
      guard followRelLink.isOn, let next = try call.relationLinks(answer, shell).get(.str("next")), left > 0 else { return }
      at = try call.uri(Conversion.toString(next), shell)
      isNext = true
    }
  }
  private func output(_ answer: WebCall.Answer, _ call: WebCall, _ shell: Invocation) throws {
    let r = answer.response
    if call.outFile == nil || answer.isComplete || request.passThru.isOn {
      if let items = FeedItems.of(String(decoding: r.body, as: UTF8.self)) { for i in items { try shell.write(.other(i)) } } else { try shell.write(content(r, shell)) }
    }
    try call.save(answer, shell)
    if let name = statusCodeVariable, !name.isEmpty { try shell.keep(.integer(r.status), in: name) }
    if let name = responseHeadersVariable, !name.isEmpty { try shell.keep(.hash(WebResponses.headers(r)), in: name) }
  }
  /// XML and JSON are read, whichever the answer says it is first; everything else is text.
  private func content(_ r: HttpClient.Response, _ shell: Invocation) throws -> Value {
    let (text, encoding) = WebCall.decoded(r)
    try shell.debug("WebResponse content encoding: \(NetTypes.describe(encoding))")
    if text.utf8.allSatisfy({ $0 <= 32 }) { return .str(text) }
    func xml() -> Value? { (try? NetTypes.newDocument(text, preserveWhitespace: true)).map { .other($0) } }
    func json() -> Value? { (try? JsonBuilder.read(text, asHashtable: false, depth: 1024, dates: .Default))?.orNull }
    return (WebCall.isJson(r) ? json() ?? xml() : xml() ?? json()) ?? .str(text)
  }
}
