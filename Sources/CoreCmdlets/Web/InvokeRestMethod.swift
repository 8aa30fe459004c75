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
      let (r, at) = try call.run(shell)
      try output(r, shell)
      try call.noteRedirection(r, shell)
      left -= 1
      guard followRelLink.isOn, left > 0, let next = try WebCall.relationLinks(r.headers, at: at, shell.context).get(.str("next")) else { return }
      call.uri = Conversion.toString(next)
      try shell.verbose("Following rel link \(call.uri)")
    }
  }
  private func output(_ r: HttpClient.Response, _ shell: Invocation) throws {
    if let name = statusCodeVariable { try shell.context.setVariable(name, .integer(r.status)) }
    if let name = responseHeadersVariable {
      let h = PSHash(.dictionary)
      for (n, v) in r.headers { h.set(.str(n), .array(PSArray([.str(v)], of: TypeTable.string))) }
      try shell.context.setVariable(name, .hash(h))
    }
    if let outFile = request.outFile { try Posix.replaceFile(try shell.filePath(outFile, literal: false), r.body) }
    if request.outFile != nil, !request.passThru.isOn { return }
    let text = WebCall.text(r), type = r.header("Content-Type")?.lowercased() ?? ""
    if type.contains("xml"), let d = try? Conversion.convert(.str(text), to: TypeTable.get("System.Xml.XmlDocument"), shell.context) { return try shell.write(d) }
    let first = text.utf8.first { $0 > 32 }
    if type.contains("json") || first == 123 || first == 91 {
      if let v = try? JsonBuilder.read(text, asHashtable: false, depth: 1024, dates: .Default) { return try shell.write(v.orNull) }
    }
    try shell.write(text)
  }
}
