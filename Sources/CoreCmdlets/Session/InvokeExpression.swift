/// Runs text as a command.
import Engine

struct InvokeExpression: Cmdlet {
  static let command = Command("Invoke", "Expression", errorType: "Microsoft.PowerShell.Commands.InvokeExpressionCommand",
    synopsis: "Runs text as a command.",
    examples: [("A command in a variable", "Invoke-Expression $command")])
  @Parameter("Command", at: 0, from: .pipeline) var text: String

  mutating func process(_ shell: Invocation) throws { try shell.runText(text) }
}
