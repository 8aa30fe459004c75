/// Lists how two states differ.
import Engine
import Lync

struct CompareSimState: Cmdlet {
  static let command = Command("Compare", "SimState", module: "Sim", errorType: "CsShell.CompareSimState",
    synopsis: "Lists how two states differ.",
    description: "Without a second name the state of now is compared. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("What was done", "Save-SimState before; Enable-CsTopology; Compare-SimState before"),
    ])
  @Parameter("Reference", at: 0, help: "The kept state.") var reference: String
  @Parameter("Difference", at: 1, help: "Another kept state; without it the state of now.") var difference: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.compareStates(reference, difference).map(DifferenceObject.make) }
  }
}
