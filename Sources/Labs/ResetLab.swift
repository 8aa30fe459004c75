/// Begins the lab under way again.
import Engine

struct ResetLab: Cmdlet {
  static let command = Command("Reset", "Lab", module: "Labs", errorType: "CsShell.ResetLab",
    synopsis: "Begins the lab under way again.",
    examples: [("Once more", "Reset-Lab")])
  @Parameter("Id", at: 0, help: "The lab; the one under way when nothing is given.") var id: String?

  mutating func process(_ shell: Invocation) throws {
    let lab = try shell.lab(id)
    try shell.begin(lab)
    try shell.context.writeHost("Lab \(lab.id) begins again.")
  }
}
