/// Events that have come and were not handled.
import Engine

struct GetEvent: Cmdlet {
  static let command = Command("Get", "Event", defaultSet: "BySource",
    outputs: ["System.Management.Automation.PSEventArgs"],
    synopsis: "Lists the events that wait to be looked at.",
    examples: [("All of them", "Get-Event")])
  @Parameter("SourceIdentifier", at: 0, from: .propertyName, sets: ["BySource"], validate: [.notNullOrEmpty]) var sourceIdentifier: String?
  @Parameter("EventIdentifier", at: 0, from: .propertyName, sets: ["ById"], aliases: ["Id"]) var eventIdentifier: Int

  mutating func process(_ shell: Invocation) throws {
    let manager = EventManager.of(shell.context)
    try manager.look(shell.context)
    if $eventIdentifier.isBound, let n = Optional(eventIdentifier) {
      let hits = manager.received.filter { EventManager.number(of: $0) == n }
      for e in hits { try shell.write(e) }
      if hits.isEmpty { try shell.error("INVALID_SOURCE_IDENTIFIER", .invalidArgument, "Event with identifier '\(n)' does not exist.", exception: "System.ArgumentException") }
      return
    }
    let hits = try manager.received(from: sourceIdentifier ?? "*", shell)
    for e in hits { try shell.write(e) }
    if hits.isEmpty, let name = sourceIdentifier, !Wildcard.hasSpecial(name) {
      try shell.error("INVALID_SOURCE_IDENTIFIER", .invalidArgument, "Event with source identifier '\(name)' does not exist.", exception: "System.ArgumentException")
    }
  }
}
