/// Lets no runspace wait for a debugger any more.
import Engine

struct DisableRunspaceDebug: Cmdlet {
  static let command = Command("Disable", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet",
    synopsis: "Keeps the debugger out of runspaces.",
    examples: [("The one", "Disable-RunspaceDebug -RunspaceId 1")])
  @Parameter("RunspaceName", at: 0, sets: ["RunspaceNameParameterSet"], validate: [.notNullOrEmpty]) var runspaceName: [String]
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], mandatory: true, validate: [.notNullOrEmpty],
    type: "System.Management.Automation.Runspaces.Runspace[]") var runspace: [Value]
  @Parameter("RunspaceId", at: 0, sets: ["RunspaceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var runspaceId: [Int]
  @Parameter("RunspaceInstanceId", at: 0, sets: ["RunspaceInstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var runspaceInstanceId: [Value]
  @Parameter("ProcessName", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var processName: String?
  @Parameter("AppDomainName", at: 1, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: [String]

  mutating func process(_ shell: Invocation) throws {
    let asked = RunspaceSelection(
      names: $runspaceName.isBound ? runspaceName : nil, ids: $runspaceId.isBound ? runspaceId : nil,
      guids: $runspaceInstanceId.isBound ? runspaceInstanceId : nil, runspaces: $runspace.isBound ? runspace : nil)
    for r in asked.runspaces(shell.context) {
      r.debugger.waits = false
      r.debugger.breaksAll = false
    }
  }
}
