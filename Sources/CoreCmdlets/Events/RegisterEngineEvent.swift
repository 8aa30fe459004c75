/// Waits for events made by New-Event or the engine.
import Engine

struct RegisterEngineEvent: Cmdlet {
  static let command = Command("Register", "EngineEvent",
    outputs: ["System.Management.Automation.PSEventJob"],
    synopsis: "Listens to events of the shell itself and to those of New-Event.",
    examples: [("A block that runs", "Register-EngineEvent -SourceIdentifier Saved -Action { 'saved ' + $Event.MessageData }")])
  @Parameter("SourceIdentifier", at: 100) var sourceIdentifier: String
  @Parameter("Action", at: 101) var action: ScriptBlock?
  @Parameter("MessageData", type: "psobject") var messageData: Value?
  @Parameter("SupportEvent") var supportEvent: Switch
  @Parameter("Forward") var forward: Switch
  @Parameter("MaxTriggerCount") var maxTriggerCount: Int?

  mutating func end(_ shell: Invocation) throws {
    let manager = EventManager.of(shell.context)
    if action != nil, forward.isOn {
      throw shell.terminating(
        "ACTION_AND_FORWARD_NOT_SUPPORTED", .invalidArgument, "The action is not supported when you are forwarding events.",
        exception: "System.ArgumentException")
    }
    if !supportEvent.isOn {
      if manager.subscribers.contains(where: { $0.identifier.equalsIgnoringCase(sourceIdentifier) && $0.isForward != forward.isOn }) { return }
    }
    let job = manager.subscribe(.null, nil, sourceIdentifier, action, support: supportEvent.isOn, forward: forward.isOn, limit: maxTriggerCount ?? 0, data: messageData ?? .null)
    if !job.isNull, !supportEvent.isOn { try shell.write(job) }
  }
}
