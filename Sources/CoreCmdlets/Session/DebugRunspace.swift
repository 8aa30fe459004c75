/// Debugging another runspace: finds it and says why it cannot be debugged; scripts of other runspaces do not stop here.
import Engine

struct DebugRunspace: Cmdlet {
  static let command = Command("Debug", "Runspace", defaultSet: "RunspaceParameterSet", confirm: .medium,
    synopsis: "Opens the debugger in a runspace.",
    examples: [("Not the own one", "Debug-Runspace -Id 1")])
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], type: "System.Management.Automation.Runspaces.Runspace") var runspace: Value
  @Parameter("Name", at: 0, sets: ["NameParameterSet"]) var name: String
  @Parameter("Id", at: 0, sets: ["IdParameterSet"]) var id: Int
  @Parameter("InstanceId", at: 0, sets: ["InstanceIdParameterSet"], type: "System.Guid") var instanceId: Value
  @Parameter("BreakAll", fidelity: .inert) var breakAll: Switch

  mutating func process(_ shell: Invocation) throws {
    let own = Runspace.of(shell.context), ns = "System.Management.Automation."
    func refuse(_ id: String, _ text: String, _ exception: String = "PSInvalidOperationException") -> TerminatingError {
      shell.terminating(id, .invalidOperation, text, exception: ns + exception)
    }
    let found: [Runspace]
    switch shell.parameterSet {
    case "NameParameterSet":
      let wanted = Wildcard(name)
      found = Runspace.all.filter { wanted.matches($0.name) }
    case "IdParameterSet": found = Runspace.all.filter { $0.id == id }
    case "InstanceIdParameterSet":
      let wanted = Conversion.toString(instanceId).lowercased()
      found = Runspace.all.filter { $0.instanceId.description.lowercased() == wanted }
    default: found = (runspace.refValue as? Runspace).map { [$0] } ?? []
    }
    if found.count > 1 { throw refuse("DebugRunspaceTooManyRunspaceFound", "More than one Runspace was found. Only one Runspace can be debugged at a time.") }
    guard let target = found.first else { throw refuse("DebugRunspaceNoRunspaceFound", "Value cannot be null. (Parameter 'No Runspace was found.')", "PSArgumentNullException") }
    if target === own {
      throw refuse(
        "DebugRunspaceCannotDebugHostRunspace",
        "You cannot debug the default host Runspace using this cmdlet. To debug the default Runspace use the normal debugging commands from the host.")
    }
    guard try shell.shouldProcess(target.name, action: "Debug") else { return }
    if target.stateName != "Opened" { throw refuse("InvalidOperation", "Cannot debug a Runspace that is not in the Opened state. This Runspace state is \(target.stateName).") }
    throw refuse("InvalidOperation", "Cannot debug Runspace. The Runspace \(target.name) has no associated debugger.")
  }
}
