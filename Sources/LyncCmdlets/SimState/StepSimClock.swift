/// Lets virtual time pass.
import Engine

struct StepSimClock: Cmdlet {
  static let command = Command("Step", "SimClock", module: "Sim", errorType: "CsShell.StepSimClock",
    synopsis: "Lets virtual time pass.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Until replicas are up to date", "Step-SimClock 60"),
    ])
  @Parameter("Seconds", at: 0, validate: [.range(.int(0), .int(Int32.max))], help: "How long.") var seconds: Int

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.session.world().advance(seconds: seconds) } }
}
