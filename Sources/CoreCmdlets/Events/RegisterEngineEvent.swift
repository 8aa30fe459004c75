/// Waits for events made by New-Event or the engine.
import Engine

struct RegisterEngineEvent: Cmdlet {
  static let command = Command("Register", "EngineEvent",
    outputs: ["System.Management.Automation.PSEventJob"],
    synopsis: "Listens to events of the shell itself and to those of New-Event.",
    examples: [("A block that runs", "Register-EngineEvent -SourceIdentifier Saved -Action { 'saved ' + $Event.MessageData }")])
  @Parameter("SourceIdentifier", at: 100) var sourceIdentifier: String
  private var registration = EventRegistration()

  mutating func end(_ shell: Invocation) throws {
    let manager = try registration.manager(shell)
    // nobody would take an event that stays here and has no action
    if registration.action == nil, !registration.forward.isOn {
      throw shell.terminating("ACTION_MANDATORY_FOR_LOCAL", .invalidArgument, "Action must be specified for non-forwarded events.", exception: "System.ArgumentException")
    }
    if !registration.supportEvent.isOn {
      if manager.subscribers.contains(where: { $0.identifier.equalsIgnoringCase(sourceIdentifier) && $0.isForward != registration.forward.isOn }) { return }
    }
    try registration.tell(registration.subscribe(manager, .null, nil, sourceIdentifier, shell), shell)
  }
}
