/// What the shell suggests after an error at the terminal, in PowerShell's form: commands or parameters spelt almost alike.
import Engine
import Formatting
import Primitives

enum Feedback {
  /// The suggestion for a record; nil when there is none.
  static func text(_ r: ErrorRecord, _ c: ExecutionContext) -> String? {
    let header: String, names: [String]
    if r.errorId == "CommandNotFoundException", let word = r.target.stringValue {
      header = "The most similar commands are:"
      names = Suggestion.similar(word, c.commands.allCmdlets.map(\.name) + c.functionsInScope.map(\.name) + c.aliasesInScope.map(\.name))
    } else if r.errorId.hasPrefix("NamedParameterNotFound"), let word = r.exception.property("ParameterName")?.stringValue, let command = r.invocation?.command {
      header = "The most similar parameters are:"
      names = Suggestion.similar(word, command.metadata.parameters.map(\.name)).map { "-" + $0 }
    } else { return nil }
    if names.isEmpty { return nil }
    guard c.host.usesColor else { return "\n[General Feedback]\n  \(header)\n    \u{27A4} \(names.joined(separator: ", "))\n\n" }
    let s = Style.of(c), reset = Style.reset, caption = "\u{1B}[97;2;3m"
    let actions = names.map { s.feedbackAction + $0 + reset }.joined(separator: ", ")
    return "\n\(caption)[\(reset)\(s.feedbackName)\u{1B}[3mGeneral Feedback\(reset)\(caption)]\(reset)\n\(s.feedbackText)  \(header)\n\(reset)    \(s.feedbackText)\u{27A4}\(reset) \(actions)\n\n"
  }
}
