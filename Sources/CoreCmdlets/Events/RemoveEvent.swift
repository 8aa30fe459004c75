/// Takes events out of the queue.
import Engine

struct RemoveEvent: Cmdlet {
  static let command = Command("Remove", "Event", defaultSet: "BySource", confirm: .medium,
    synopsis: "Takes events out of the queue.",
    examples: [("All of them", "Get-Event | Remove-Event")])
  @Parameter("SourceIdentifier", at: 0, sets: ["BySource"]) var sourceIdentifier: String
  @Parameter("EventIdentifier", at: 0, from: .propertyName, sets: ["ByIdentifier"]) var eventIdentifier: Int

  mutating func process(_ shell: Invocation) throws {
    let manager = EventManager.of(shell.context)
    let hits: [Value]
    if shell.parameterSet == "ByIdentifier", let n = Optional(eventIdentifier) {
      hits = manager.received.filter { EventManager.number(of: $0) == n }
      if hits.isEmpty { return try shell.error("INVALID_EVENT_IDENTIFIER", .invalidArgument, "Event with identifier '\(n)' does not exist.", exception: "System.ArgumentException") }
    } else {
      hits = try manager.received(from: sourceIdentifier, shell)
      if hits.isEmpty, !Wildcard.hasSpecial(sourceIdentifier) {
        return try shell.error(
          "INVALID_SOURCE_IDENTIFIER", .invalidArgument, "Event with source identifier '\(sourceIdentifier)' does not exist.",
          exception: "System.ArgumentException")
      }
    }
    for e in hits where try shell.shouldProcess("Event '\(EventManager.identifier(of: e))'", action: "Remove") { manager.remove(e) }
  }
}
