/// Waits for events of objects: the end of a process, what an `EventSource` has to tell, changes of a collection.
import Engine
import NetTypes

struct RegisterObjectEvent: Cmdlet {
  static let command = Command("Register", "ObjectEvent",
    outputs: ["System.Management.Automation.PSEventJob"],
    synopsis: "Listens to an event of a .NET object.",
    examples: [("The end of a program", "Register-ObjectEvent -InputObject (Start-Process make -PassThru) -EventName Exited -SourceIdentifier Done")])
  @Parameter("InputObject", at: 0, type: "psobject") var inputObject: Value
  @Parameter("EventName", at: 1) var eventName: String
  @Parameter("SourceIdentifier", at: 100) var sourceIdentifier: String?
  private var registration = EventRegistration()

  mutating func end(_ shell: Invocation) throws {
    let manager = try registration.manager(shell)
    if let id = sourceIdentifier, manager.subscribers.contains(where: { $0.identifier.equalsIgnoringCase(id) }) {
      return try shell.error(
        "SUBSCRIBER_EXISTS", .invalidArgument, "Cannot subscribe to the specified event. A subscriber with the source identifier '\(id)' already exists.",
        exception: "System.ArgumentException", target: inputObject)
    }
    let watched = CollectionWatch(inputObject, eventName)
    let isKnown = inputObject.refValue is EventSource && shell.context.members(inputObject).contains { $0.kind == .event && $0.name.equalsIgnoringCase(eventName) }
    let isCode = !isKnown && TypeTable.typeOf(inputObject).instanceMember("add_" + eventName)?.kind == .method
    guard watched != nil || isKnown || isCode else {
      let e = PSException(
        "System.ArgumentException", "Cannot register for the specified event. An event with the name '\(eventName)' does not exist. (Parameter 'eventName')")
      e.properties.append(("ParamName", .str("eventName")))
      return try shell.error(ErrorRecord(e, id: "INVALID_REGISTRATION", .invalidArgument, target: inputObject))
    }
    let identifier = $sourceIdentifier.isBound ? sourceIdentifier ?? "" : nil
    let job = registration.subscribe(manager, inputObject, eventName, identifier, watched: watched, shell)
    if isCode { try manager.attach(inputObject, eventName, shell.context) }
    manager.watch(shell.context)
    try registration.tell(job, shell)
  }
}
