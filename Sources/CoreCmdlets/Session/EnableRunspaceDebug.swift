/// Whether breakpoints stop in a runspace: accepted for the one there is.
import Engine

struct EnableRunspaceDebug: Cmdlet {
  static let command = Command("Enable", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet", synopsis: "Enables debugging on one or more runspaces.", examples: [("The one", "Enable-RunspaceDebug -RunspaceId 1")])
  @Parameter("RunspaceName", at: 0, sets: ["RunspaceNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var runspaceName: [String]
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.Runspace[]", fidelity: .inert) var runspace: [Value]
  @Parameter("RunspaceId", at: 0, sets: ["RunspaceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var runspaceId: [Int]
  @Parameter("BreakAll", at: 1, sets: ["RunspaceIdParameterSet", "RunspaceNameParameterSet", "RunspaceParameterSet"], fidelity: .inert) var breakAll: Switch
  @Parameter("RunspaceInstanceId", at: 0, sets: ["RunspaceInstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]", fidelity: .inert) var runspaceInstanceId: [Value]
  @Parameter("ProcessName", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var processName: String?
  @Parameter("AppDomainName", at: 1, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: [String]

  mutating func process(_ shell: Invocation) throws {}
}
