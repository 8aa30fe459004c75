/// Writes to the warning stream.
import Engine

struct WriteWarning: Cmdlet {
  static let command = Command("Write", "Warning",
    synopsis: "Says something that may matter, on the warning stream.",
    examples: [("A warning", "Write-Warning 'The pool has no backup.'")])
  @Parameter("Message", at: 0, from: .pipeline, aliases: ["Msg"], attributes: [.allowEmptyString]) var message: String

  mutating func process(_ shell: Invocation) throws { try shell.warning(message, from: shell.context.callerInvocation()) }
}
