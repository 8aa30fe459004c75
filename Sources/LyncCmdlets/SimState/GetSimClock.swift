/// Tells the virtual time.
import Engine

struct GetSimClock: Cmdlet {
  static let command = Command("Get", "SimClock", module: "Sim", errorType: "CsShell.GetSimClock",
    synopsis: "Tells the virtual time.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Now", "Get-SimClock"),
    ])

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.write(.datetime(LyncObjects.date(shell.session.world().now))) } }
}
