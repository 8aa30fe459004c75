/// Whether breakpoints stop in a runspace.
import Engine

struct GetRunspaceDebug: Cmdlet {
  static let command = Command("Get", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet", outputs: ["Microsoft.PowerShell.Commands.PSRunspaceDebug"], synopsis: "Shows runspace debugging options.", examples: [("The one", "Get-RunspaceDebug")])
  @Parameter("RunspaceName", at: 0, sets: ["RunspaceNameParameterSet"], validate: [.notNullOrEmpty]) var runspaceName: [String]
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.Runspace[]") var runspace: [Value]
  @Parameter("RunspaceId", at: 0, sets: ["RunspaceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var runspaceId: [Int]
  @Parameter("RunspaceInstanceId", at: 0, sets: ["RunspaceInstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var runspaceInstanceId: [Value]
  @Parameter("ProcessName", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var processName: String?
  @Parameter("AppDomainName", at: 1, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: [String]

  private static let type = RecordType("Microsoft.PowerShell.Commands.PSRunspaceDebug", ["bool Enabled {get;}", "bool BreakAll {get;}", "string RunspaceName {get;}", "int RunspaceId {get;}"])

  mutating func process(_ shell: Invocation) throws {
    _ = Runspace.of(shell.context)
    let names = runspaceName.map { Wildcard($0) }, guids = runspaceInstanceId.map { Conversion.toString($0).lowercased() }
    for r in Runspace.all {
      if $runspaceId.isBound, !runspaceId.contains(r.id) { continue }
      if $runspaceName.isBound, !names.contains(where: { $0.matches(r.name) }) { continue }
      if $runspaceInstanceId.isBound, !guids.contains(r.instanceId.description.lowercased()) { continue }
      if $runspace.isBound, !runspace.contains(where: { $0.refValue === r }) { continue }
      try shell.write(GetRunspaceDebug.type.make([.bool(!r.debugger.isOff), .no, .str(r.name), .integer(r.id)]))
    }
  }
}
