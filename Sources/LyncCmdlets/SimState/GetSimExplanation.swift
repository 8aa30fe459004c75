/// Tells which rules and facts the last refusal or probe was based on.
import Engine

struct GetSimExplanation: Cmdlet {
  static let command = Command("Get", "SimExplanation", module: "Sim", errorType: "CsShell.GetSimExplanation",
    synopsis: "Tells which rules and facts the last refusal or probe was based on.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("After an error", "Get-SimExplanation"),
    ])

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.write(ExplanationText.object(shell.session.world().explanation)) } }
}
