/// Calls an application and tells how far the call got.
import Engine
import Lync

struct TestSimApplicationCall: Cmdlet {
  static let command = Command("Test", "SimApplicationCall", module: "Sim", errorType: "CsShell.TestSimApplicationCall",
    synopsis: "Calls an application and tells how far the call got.",
    description: "Stops at the first step that fails and names the reason. -Explain prints the way of the call step by step. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A call", "Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com"),
      ("Step by step", "Test-SimApplicationCall sip:pilar@contoso.com sip:endpoint1@contoso.com -Explain | Format-Table Step, Result, Finding"),
    ])
  @Parameter("From", at: 0, from: .propertyName, help: "Who calls.") var from: String
  @Parameter("To", at: 1, from: .propertyName, help: "Who is called.") var to: String
  @Parameter("FrontEnd", from: .propertyName, help: "The Front End Server to call through.") var frontEnd: String?
  @Parameter("Explain", help: "Prints each step of the way, what it found and where.") var explain: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { [try $0.testApplicationCall(from: from, to: to, frontEnd: frontEnd)] }
    if explain.isOn, let explanation = try shell.session.world().explanation { for step in CallSteps.objects(explanation) { try shell.write(step) } }
  }
}
