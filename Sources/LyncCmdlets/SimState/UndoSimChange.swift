/// Takes the last change back.
import Engine

struct UndoSimChange: Cmdlet {
  static let command = Command("Undo", "SimChange", module: "Sim", errorType: "CsShell.UndoSimChange",
    synopsis: "Takes the last change back.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One step", "Undo-SimChange"),
    ])
  @Parameter("Count", at: 0, help: "How many.") var count: Int?

  mutating func process(_ shell: Invocation) throws { try shell.step(count, elseSay: "There is nothing to undo.") { $0.undo() } }
}
