/// What Register-EngineEvent and Register-ObjectEvent have alike: what is to happen when an event comes.
import Engine

struct EventRegistration {
  @Parameter("Action", at: 101) var action: ScriptBlock?
  @Parameter("MessageData", type: "psobject") var messageData: Value?
  @Parameter("SupportEvent") var supportEvent: Switch
  @Parameter("Forward") var forward: Switch
  @Parameter("MaxTriggerCount") var maxTriggerCount: Int?

  /// The session's events; throws when the parameters exclude one another.
  func manager(_ shell: Invocation) throws -> EventManager {
    if action != nil, forward.isOn {
      throw shell.terminating(
        "ACTION_AND_FORWARD_NOT_SUPPORTED", .invalidOperation, "The action is not supported when you are forwarding events.",
        exception: "System.ArgumentException")
    }
    return EventManager.of(shell.context)
  }
  /// The job of the action; null when there is none.
  func subscribe(_ manager: EventManager, _ source: Value, _ event: String?, _ identifier: String?, watched: CollectionWatch? = nil, _ shell: Invocation) -> Job? {
    manager.subscribe(
      source, event, identifier, action, support: supportEvent.isOn, forward: forward.isOn, limit: maxTriggerCount ?? 0, data: messageData ?? .null, watched: watched,
      shell.context)
  }
  /// Writes the job of the action; support events keep theirs to themselves.
  func tell(_ job: Job?, _ shell: Invocation) throws { if let job, !supportEvent.isOn { try shell.write(.other(job)) } }
}
