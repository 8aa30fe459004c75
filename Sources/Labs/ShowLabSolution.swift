/// Shows one way to do a lab.
import Engine

struct ShowLabSolution: Cmdlet {
  static let command = Command("Show", "LabSolution", module: "Labs", errorType: "CsShell.ShowLabSolution",
    synopsis: "Shows one way to do the lab under way.",
    examples: [("The commands", "Show-LabSolution")])
  @Parameter("Id", at: 0, help: "The lab; the one under way when nothing is given.") var id: String?

  mutating func process(_ shell: Invocation) throws {
    for line in (try shell.lab(id).text("solution.ps1") ?? "").trimmedLines.split(separator: "\n", omittingEmptySubsequences: false) { try shell.write(String(line)) }
  }
}
