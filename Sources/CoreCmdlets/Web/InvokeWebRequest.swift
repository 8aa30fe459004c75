/// Asks a server of this computer, or reads a file by its URI; gives the whole response.
import Engine

struct InvokeWebRequest: Cmdlet {
  static let command = Command("Invoke", "WebRequest", defaultSet: "StandardMethod",
    outputs: ["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"],
    synopsis: "Asks a web server for a page, with its headers and links.",
    examples: [("A server of one's own", "(Invoke-WebRequest http://localhost:8080/status).StatusCode")])
  private let request = WebRequestParameters()

  mutating func process(_ shell: Invocation) throws {
    var call = try WebCall(request, showsReading: true, shell)
    let answer = try call.run(request.uri, shell)
    if call.outFile == nil || answer.isComplete || request.passThru.isOn { try shell.write(WebResponses.object(answer, call, shell)) }
    try call.save(answer, shell)
    try call.noteRedirection(answer, shell)
  }
}
