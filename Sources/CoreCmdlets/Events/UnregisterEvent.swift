/// Waits for an event no longer.
import Engine

struct UnregisterEvent: Cmdlet {
  static let command = Command("Unregister", "Event", defaultSet: "BySource", confirm: .medium,
    synopsis: "Stops listening to an event.",
    examples: [("All of them", "Get-EventSubscriber | Unregister-Event")])
  @Parameter("SourceIdentifier", at: 0, from: .propertyName, sets: ["BySource"]) var sourceIdentifier: String
  @Parameter("SubscriptionId", at: 0, from: .propertyName, sets: ["ById"]) var subscriptionId: Int
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let manager = EventManager.of(shell.context)
    let hits: [EventManager.Subscriber]
    if shell.parameterSet == "BySource" {
      if !manager.subscribers.isEmpty { try shell.checkWildcards([sourceIdentifier ?? ""]) }
      let pattern = Wildcard(sourceIdentifier ?? "*")
      hits = manager.subscribers.filter { pattern.matches($0.identifier) && (!$0.isSupport || force.isOn) }
      if hits.isEmpty, !Wildcard.hasSpecial(sourceIdentifier ?? "") {
        return try shell.error(
          "INVALID_SOURCE_IDENTIFIER", .invalidArgument, "Event subscription with identifier '\(sourceIdentifier ?? "")' does not exist.",
          exception: "System.ArgumentException")
      }
    } else {
      hits = manager.subscribers.filter { $0.id == subscriptionId }
      if hits.isEmpty {
        return try shell.error(
          "INVALID_SUBSCRIPTION_IDENTIFIER", .invalidArgument, "Event subscription with identifier '\(subscriptionId ?? 0)' does not exist.",
          exception: "System.ArgumentException")
      }
    }
    for s in hits where try shell.shouldProcess("Event subscription '\(s.identifier)'", action: "Unsubscribe") { manager.unsubscribe(s) }
    manager.watch(shell.context)
  }
}
