/// Writes to the debug stream.
import Engine

struct WriteDebug: Cmdlet {
  static let command = Command("Write", "Debug",
    synopsis: "Says something for whoever is looking for a fault.",
    examples: [("A value", "Write-Debug \"x = $x\"")])
  @Parameter("Message", at: 0, from: .pipeline, aliases: ["Msg"], attributes: [.allowEmptyString]) var message: String

  mutating func process(_ shell: Invocation) throws { try shell.debug(message, from: shell.context.callerInvocation()) }
}
