/// Makes the last change that was taken back again.
import Engine

struct RedoSimChange: Cmdlet {
  static let command = Command("Redo", "SimChange", module: "Sim", errorType: "CsShell.RedoSimChange",
    synopsis: "Makes the last change that was taken back again.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One step", "Redo-SimChange"),
    ])
  @Parameter("Count", at: 0, help: "How many.") var count: Int?

  mutating func process(_ shell: Invocation) throws { try shell.step(count, elseSay: "There is nothing to redo.") { $0.redo() } }
}
