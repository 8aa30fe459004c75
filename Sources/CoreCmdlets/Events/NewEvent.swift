/// Makes an event.
import Engine

struct NewEvent: Cmdlet {
  static let command = Command("New", "Event",
    outputs: ["System.Management.Automation.PSEventArgs"],
    synopsis: "Raises an event of one's own.",
    examples: [("A signal to oneself", "New-Event -SourceIdentifier Saved -MessageData 'users.csv'")])
  @Parameter("SourceIdentifier", at: 0) var sourceIdentifier: String
  @Parameter("Sender", at: 1, type: "psobject") var sender: Value?
  @Parameter("EventArguments", at: 2, type: "System.Management.Automation.PSObject[]") var eventArguments: [Value]
  @Parameter("MessageData", at: 3, type: "psobject") var messageData: Value?

  mutating func process(_ shell: Invocation) throws {
    try shell.write(
      EventManager.of(shell.context).raise(sourceIdentifier, sender: sender ?? .null, arguments: eventArguments, data: messageData ?? .null, shell.context))
  }
}
