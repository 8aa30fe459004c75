/// What the shell suggests after an error at the terminal, in PowerShell's form: commands or parameters spelt almost alike, and what
/// a word of another shell is called here.
import Engine
import Formatting
import Primitives

enum Feedback {
  /// The suggestion for a record; nil when there is none.
  static func text(_ r: ErrorRecord, _ c: ExecutionContext) -> String? {
    guard let (header, names) = advice(r, c), !names.isEmpty else { return nil }
    guard c.host.usesColor else { return "\n[General Feedback]\n  \(header)\n    \u{27A4} \(names.joined(separator: ", "))\n\n" }
    let s = Style.of(c), reset = Style.reset, caption = "\u{1B}[97;2;3m"
    let actions = names.map { s.feedbackAction + $0 + reset }.joined(separator: ", ")
    return "\n\(caption)[\(reset)\(s.feedbackName)\u{1B}[3mGeneral Feedback\(reset)\(caption)]\(reset)\n\(s.feedbackText)  \(header)\n\(reset)    \(s.feedbackText)\u{27A4}\(reset) \(actions)\n\n"
  }

  private static func advice(_ r: ErrorRecord, _ c: ExecutionContext) -> (header: String, names: [String])? {
    if r.errorId == "CommandNotFoundException", let word = r.target.stringValue, let here = foreign[word.lowercased()] { return ("Here it is:", [here]) }
    if r.errorId.hasPrefix("NamedParameterNotFound"), let word = r.exception.property("ParameterName")?.stringValue, let command = r.invocation?.command {
      return ("The most similar parameters are:", UnknownNames.similar(word, command.metadata.parameters.map(\.name)).map { "-" + $0 })
    }
    if r.errorId.hasPrefix("PathNotFound"), r.invocation?.command?.name == "Get-ChildItem", let path = r.target.stringValue, let here = switches[path.lowercased()] {
      return ("Here it is:", [here])
    }
    return UnknownNames.advice(r, c)
  }

  /// What people used to other shells type first.
  private static let foreign = [
    "quit": "exit", "logout": "exit", "bye": "exit", "q": "exit", ":q": "exit", ":q!": "exit", ":wq": "exit",
    "export": "$env:NAME = 'value'", "setenv": "$env:NAME = 'value'", "unset": "Remove-Item Env:NAME", "source": ". ./FILE.ps1", "ll": "Get-ChildItem", "la": "Get-ChildItem -Force",
    "unalias": "Remove-Alias NAME", "printenv": "Get-ChildItem Env:",
  ]
  /// Switches of `dir` in cmd, which are paths here.
  private static let switches = [
    "/s": "Get-ChildItem -Recurse", "/b": "Get-ChildItem -Name", "/a": "Get-ChildItem -Force", "/ad": "Get-ChildItem -Directory",
    "/p": "Get-ChildItem | Out-Host -Paging", "/w": "Get-ChildItem | Format-Wide"
  ]
}
