/// Gives the next hint of the lab under way.
import Engine

struct GetLabHint: Cmdlet {
  static let command = Command("Get", "LabHint", module: "Labs", errorType: "CsShell.GetLabHint",
    synopsis: "Gives the next hint of the lab under way.",
    examples: [("The next one", "Get-LabHint"), ("All read again", "Get-LabHint -All")])
  @Parameter("Id", at: 0, help: "The lab; the one under way when nothing is given.") var id: String?
  @Parameter("All", help: "Every hint at once.") var all: Switch

  mutating func process(_ shell: Invocation) throws {
    let lab = try shell.lab(id)
    let hints = (lab.text("hints.md") ?? "").split(separator: "\n").filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
    if all.isOn {
      for hint in hints { try shell.write(hint) }
      return
    }
    let session = LabSession.of(shell.context)
    let read = session.hintsRead[lab.id] ?? 0
    guard read < hints.count else { return try shell.warning("There are no more hints. Show-LabSolution shows one way to do it.") }
    try shell.context.writeHost("Hint \(read + 1) of \(hints.count):")
    try shell.write(hints[read])
    session.hintsRead[lab.id] = read + 1
    LabProgress.update(lab.id) { $0.hintsRead = max($0.hintsRead, read + 1) }
  }
}
