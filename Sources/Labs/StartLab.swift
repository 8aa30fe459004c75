/// Begins a lab: loads its deployment, brings the forest to where the lab starts, and tells the task.
import Engine
import Formatting

struct StartLab: Cmdlet {
  static let command = Command("Start", "Lab", module: "Labs", errorType: "CsShell.StartLab",
    synopsis: "Begins a lab: loads its deployment and tells the task.",
    description: "Replaces the forest of the session. Test-Lab checks what was done, Get-LabHint helps, Reset-Lab begins again. -Continue takes a lab of an "
      + "earlier session up where Test-Lab last checked it.",
    examples: [("Coexistence with UCMA 2.0", "Start-Lab L-20C"), ("Where I was", "Start-Lab -Continue")])
  @Parameter("Id", at: 0, from: [.pipeline, .propertyName], help: "The lab; Get-Lab lists them.") var id: String?
  @Parameter("Continue", help: "Takes the lab up where it was last checked.") var resume: Switch
  @Parameter("Quiet", help: "Does not print the task.") var quiet: Switch

  mutating func process(_ shell: Invocation) throws {
    let lab = try shell.lab(id ?? (resume.isOn ? LabProgress.read().current : nil), "Which lab? Get-Lab lists them, Start-Lab <Id> begins one.")
    let goesOn = resume.isOn ? try shell.resume(lab) : false
    // what was done in an earlier session stays until Test-Lab looks at the new beginning
    let earlier = LabProgress.read().entries[lab.id].flatMap { !goesOn && $0.passed > 0 && !$0.isSolved && LabProgress.forest(of: lab.id) != nil ? $0 : nil }
    if !goesOn { try shell.begin(lab, forgetting: earlier == nil) }
    if quiet.isOn { return }
    let width = Formatting.hostOutput(shell.context).columns
    try shell.context.writeHost((lab.text("brief.md") ?? lab.title).trimmedLines.wrapped(to: width))
    if goesOn, let kept = LabProgress.read().entries[lab.id] {
      let state = "The forest is as Test-Lab last saw it, with \(kept.passed) of \(kept.checks) checks passed; what was done after that is to be done again."
      try shell.context.writeHost("\n" + state.wrapped(to: width))
    }
    if let earlier {
      try shell.context.writeHost(
        "\n"
          + "This begins anew. Start-Lab \(lab.id) -Continue goes on from the \(earlier.passed) of \(earlier.checks) checks passed before.".wrapped(to: width))
    }
  }
}
