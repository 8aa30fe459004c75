/// Who waits for which events.
import Engine

struct GetEventSubscriber: Cmdlet {
  static let command = Command("Get", "EventSubscriber", defaultSet: "BySource",
    outputs: ["System.Management.Automation.PSEventSubscriber"],
    synopsis: "Lists who listens to which events.",
    examples: [("All of them", "Get-EventSubscriber")])
  @Parameter("SourceIdentifier", at: 0, from: .propertyName, sets: ["BySource"], validate: [.notNullOrEmpty]) var sourceIdentifier: String?
  @Parameter("SubscriptionId", at: 0, from: .propertyName, sets: ["ById"], aliases: ["Id"]) var subscriptionId: Int
  @Parameter("Force", at: 1) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    _ = EventManager.defineOnce
    let manager = EventManager.of(shell.context)
    if shell.parameterSet == "ById" {
      let hits = manager.subscribers.filter { $0.id == subscriptionId }
      for s in hits { try shell.write(.other(s)) }
      if hits.isEmpty {
        try shell.error(
          "INVALID_SOURCE_IDENTIFIER", .invalidArgument, "Event subscription with identifier '\(subscriptionId ?? 0)' does not exist.",
          exception: "System.ArgumentException")
      }
      return
    }
    if !manager.subscribers.isEmpty { try shell.checkWildcards([sourceIdentifier ?? ""]) }
    let pattern = Wildcard(sourceIdentifier ?? "*")
    let hits = manager.subscribers.filter { pattern.matches($0.identifier) && (!$0.isSupport || force.isOn) }
    for s in hits { try shell.write(.other(s)) }
    if hits.isEmpty, let name = sourceIdentifier, !Wildcard.hasSpecial(name) {
      try shell.error("INVALID_SOURCE_IDENTIFIER", .invalidArgument, "Event subscription with source identifier '\(name)' does not exist.", exception: "System.ArgumentException")
    }
  }
}
