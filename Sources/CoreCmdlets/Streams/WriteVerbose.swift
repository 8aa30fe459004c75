/// Writes to the verbose stream, shown when `-Verbose` or `$VerbosePreference` asks for it.
import Engine

struct WriteVerbose: Cmdlet {
  static let command = Command("Write", "Verbose",
    synopsis: "Says what goes on, for those who asked for details.",
    examples: [("Details", "Write-Verbose 'Reading the topology.' -Verbose")])
  @Parameter("Message", at: 0, from: .pipeline, aliases: ["Msg"], attributes: [.allowEmptyString]) var message: String

  mutating func process(_ shell: Invocation) throws { try shell.verbose(message, from: shell.context.callerInvocation()) }
}
