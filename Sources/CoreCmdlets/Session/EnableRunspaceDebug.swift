/// Lets a runspace whose script stops wait for a debugger.
import Engine

struct EnableRunspaceDebug: Cmdlet {
  static let command = Command("Enable", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet",
    synopsis: "Lets the debugger into runspaces.",
    examples: [("The one", "Enable-RunspaceDebug -RunspaceId 1")])
  @Parameter("RunspaceName", at: 0, sets: ["RunspaceNameParameterSet"], validate: [.notNullOrEmpty]) var runspaceName: [String]
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], mandatory: true, validate: [.notNullOrEmpty],
    type: "System.Management.Automation.Runspaces.Runspace[]") var runspace: [Value]
  @Parameter("RunspaceId", at: 0, sets: ["RunspaceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var runspaceId: [Int]
  @Parameter("BreakAll", at: 1, sets: ["RunspaceIdParameterSet", "RunspaceNameParameterSet", "RunspaceParameterSet"]) var breakAll: Switch
  @Parameter("RunspaceInstanceId", at: 0, sets: ["RunspaceInstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var runspaceInstanceId: [Value]
  @Parameter("ProcessName", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var processName: String?
  @Parameter("AppDomainName", at: 1, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: [String]

  mutating func process(_ shell: Invocation) throws {
    let asked = RunspaceSelection(
      names: $runspaceName.isBound ? runspaceName : nil, ids: $runspaceId.isBound ? runspaceId : nil,
      guids: $runspaceInstanceId.isBound ? runspaceInstanceId : nil, runspaces: $runspace.isBound ? runspace : nil)
    for r in asked.runspaces(shell.context) {
      r.debugger.waits = true
      r.debugger.breaksAll = breakAll.isOn
    }
  }
}
