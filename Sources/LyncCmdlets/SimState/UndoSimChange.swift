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

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      for done in 0..<max(0, count ?? 1) {
        if done & 1023 == 1023 { try shell.poll() }
        guard let title = world.undo() else { return try shell.warning("There is nothing to undo.") }
        try shell.verbose(title)
      }
    }
    shell.session.showComputer()
  }
}
