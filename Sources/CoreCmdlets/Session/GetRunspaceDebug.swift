/// Whether breakpoints stop in a runspace.
import Engine

struct GetRunspaceDebug: Cmdlet {
  static let command = Command("Get", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet",
    outputs: ["Microsoft.PowerShell.Commands.PSRunspaceDebug"],
    synopsis: "Tells which runspaces may be debugged.",
    examples: [("The one", "Get-RunspaceDebug")])
  @Parameter("RunspaceName", at: 0, sets: ["RunspaceNameParameterSet"], validate: [.notNullOrEmpty]) var runspaceName: [String]
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], mandatory: true, validate: [.notNullOrEmpty],
    type: "System.Management.Automation.Runspaces.Runspace[]") var runspace: [Value]
  @Parameter("RunspaceId", at: 0, sets: ["RunspaceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var runspaceId: [Int]
  @Parameter("RunspaceInstanceId", at: 0, sets: ["RunspaceInstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var runspaceInstanceId: [Value]
  @Parameter("ProcessName", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var processName: String?
  @Parameter("AppDomainName", at: 1, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: [String]

  private static let type = RecordType("Microsoft.PowerShell.Commands.PSRunspaceDebug", ["bool Enabled {get;}", "bool BreakAll {get;}", "string RunspaceName {get;}", "int RunspaceId {get;}"])

  mutating func process(_ shell: Invocation) throws {
    let asked = RunspaceSelection(
      names: $runspaceName.isBound ? runspaceName : nil, ids: $runspaceId.isBound ? runspaceId : nil,
      guids: $runspaceInstanceId.isBound ? runspaceInstanceId : nil, runspaces: $runspace.isBound ? runspace : nil)
    for r in asked.runspaces(shell.context) { try shell.write(GetRunspaceDebug.type.make([.bool(r.debugger.waits), .bool(r.debugger.breaksAll), .str(r.name), .integer(r.id)])) }
  }
}

/// The runspaces the parameters of the cmdlets of RunspaceDebug mean; nil stands for what was not given.
struct RunspaceSelection {
  let names: [String]?, ids: [Int]?, guids: [Value]?, runspaces: [Value]?

  func runspaces(_ context: ExecutionContext) -> [Runspace] {
    _ = Runspace.of(context)
    let patterns = names?.map { Wildcard($0) }, wanted = guids?.map { Conversion.toString($0).lowercased() }
    return Runspace.all.filter { r in
      (ids?.contains(r.id) ?? true) && (patterns?.contains { $0.matches(r.name) } ?? true) && (wanted?.contains(r.instanceId.description.lowercased()) ?? true)
        && (runspaces?.contains { $0.refValue === r } ?? true)
    }
  }
}
