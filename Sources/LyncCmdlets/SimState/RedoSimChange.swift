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

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      for done in 0..<max(0, count ?? 1) {
        if done & 1023 == 1023 { try shell.poll() }
        guard let title = world.redo() else { return try shell.warning("There is nothing to redo.") }
        try shell.verbose(title)
      }
    }
    shell.session.showComputer()
  }
}
