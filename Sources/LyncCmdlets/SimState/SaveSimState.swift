/// Keeps the state of the forest under a name.
import Engine

struct SaveSimState: Cmdlet {
  static let command = Command("Save", "SimState", module: "Sim", errorType: "CsShell.SaveSimState",
    synopsis: "Keeps the state of the forest under a name.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Before a try", "Save-SimState before"),
    ])
  @Parameter("Name", at: 0, from: .pipeline, help: "The name.") var name: String

  mutating func process(_ shell: Invocation) throws { try shell.refusals { try shell.session.world().saveState(name) } }
}
