/// Puts a kept state of the forest back.
import Engine

struct RestoreSimState: Cmdlet {
  static let command = Command("Restore", "SimState", module: "Sim", errorType: "CsShell.RestoreSimState",
    synopsis: "Puts a kept state of the forest back.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("After a try", "Restore-SimState before"),
    ])
  @Parameter("Name", at: 0, from: .pipeline, help: "The name.") var name: String

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals { try shell.session.world().restoreState(name) }
    shell.session.showComputer()
  }
}
