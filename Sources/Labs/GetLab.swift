/// Lists the labs.
import Engine

struct GetLab: Cmdlet {
  static let command = Command("Get", "Lab", module: "Labs", errorType: "CsShell.GetLab",
    synopsis: "Lists the labs: exercises on the simulated forest.",
    description: "Start-Lab begins one, Test-Lab tells what is done and what is left.",
    examples: [("All", "Get-Lab"), ("What was I to do?", "(Get-Lab L-20C).Task")])
  @Parameter("Id", at: 0, from: [.pipeline, .propertyName]) var id: String?

  mutating func process(_ shell: Invocation) throws {
    let current = LabSession.of(shell.context).current
    let progress = LabProgress.read()
    let found = try id.map { [try shell.lab($0)] } ?? LabPack.all(shell.context)
    for lab in found {
      let object = PSObject([
        ("Id", .str(lab.id)), ("Title", .str(lab.title)), ("Deployment", .str(lab.deployment)), ("Minutes", .integer(lab.minutes)),
        ("Rules", .arr(lab.rules.map { .str($0) })), ("Current", .bool(current == lab.id)),
        ("Task", .str((lab.text("brief.md") ?? lab.title).trimmedLines)), ("State", .str(state(progress.entries[lab.id]))), ("HintsRead", .integer(progress.entries[lab.id]?.hintsRead ?? 0)),
      ], typeName: "Sim.Lab")
      try shell.write(.object(object))
    }
  }

  private func state(_ entry: LabProgress.Entry?) -> String {
    guard let entry else { return "" }
    return entry.isSolved ? "Solved" : entry.checks > 0 ? "\(entry.passed) of \(entry.checks)" : "Started"
  }
}
