/// Debugging another runspace: this shell has only the one it runs in.
import Engine

struct DebugRunspace: Cmdlet {
  static let command = Command("Debug", "Runspace", defaultSet: "RunspaceParameterSet", confirm: .medium, synopsis: "Starts an interactive debugging session with a runspace.", examples: [("Not the own one", "Debug-Runspace -Id 1")])
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], type: "System.Management.Automation.Runspaces.Runspace", fidelity: .inert) var runspace: Value
  @Parameter("BreakAll", fidelity: .inert) var breakAll: Switch
  @Parameter("Name", at: 0, sets: ["NameParameterSet"], fidelity: .inert) var name: String
  @Parameter("Id", at: 0, sets: ["IdParameterSet"], fidelity: .inert) var id: Int
  @Parameter("InstanceId", at: 0, sets: ["InstanceIdParameterSet"], type: "System.Guid", fidelity: .inert) var instanceId: Value

  mutating func process(_ shell: Invocation) throws {
    throw shell.terminating("InvalidOperation", .invalidOperation, "Cannot debug the default host Runspace.", exception: "System.Management.Automation.PSInvalidOperationException")
  }
}
