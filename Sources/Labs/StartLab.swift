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
    let lab = try shell.lab(id ?? (resume.isOn ? LabProgress.read().current : nil))
    let goesOn = resume.isOn ? try shell.resume(lab) : false
    if !goesOn { try shell.begin(lab) }
    if !quiet.isOn { try shell.context.writeHost((lab.text("brief.md") ?? lab.title).trimmedLines.wrapped(to: Formatting.hostOutput(shell.context).columns)) }
  }
}

/// Begins the lab under way again.
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

extension String {
  /// Paragraphs with a line too long for the terminal are broken anew, between words.
  func wrapped(to width: Int) -> String {
    func fits(_ lines: [Substring]) -> Bool { lines.allSatisfy { $0.unicodeScalars.count < width } }
    func fill(_ lines: [Substring]) -> [String] {
      var out: [String] = [], line = ""
      for word in lines.flatMap({ $0.split(separator: " ") }) {
        if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count >= width { out.append(line); line = "" }
        line += (line.isEmpty ? "" : " ") + word
      }
      return line.isEmpty ? out : out + [line]
    }
    var out: [String] = [], paragraph: [Substring] = []
    let lines = split(separator: "\n", omittingEmptySubsequences: false) + [Substring()]
    for line in lines {
      if !line.isEmpty { paragraph.append(line); continue }
      out += fits(paragraph) ? paragraph.map(String.init) : fill(paragraph)
      out.append("")
      paragraph = []
    }
    out.removeLast()
    return out.joined(separator: "\n")
  }
  /// Without line ends at both ends.
  var trimmedLines: String {
    var rest = Substring(self)
    while rest.first == "\n" || rest.first == "\r\n" { rest.removeFirst() }
    while rest.last == "\n" || rest.last == "\r\n" { rest.removeLast() }
    return String(rest)
  }
}
