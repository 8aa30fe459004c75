/// The runspaces that Get-, Enable- and Disable-RunspaceDebug mean.
import Engine

struct RunspaceSelection {
  @Parameter("RunspaceName", at: 0, sets: ["RunspaceNameParameterSet"], validate: [.notNullOrEmpty]) var runspaceName: [String]
  @Parameter("Runspace", at: 0, from: [.pipeline, .propertyName], sets: ["RunspaceParameterSet"], mandatory: true, validate: [.notNullOrEmpty],
    type: "System.Management.Automation.Runspaces.Runspace[]") var runspace: [Value]
  @Parameter("RunspaceId", at: 0, sets: ["RunspaceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var runspaceId: [Int]
  @Parameter("RunspaceInstanceId", at: 0, sets: ["RunspaceInstanceIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Guid[]") var runspaceInstanceId: [Value]
  @Parameter("ProcessName", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var processName: String?
  @Parameter("AppDomainName", at: 1, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: [String]

  /// Those that fit what was given; all of the process when nothing was.
  func runspaces(_ context: ExecutionContext) -> [Runspace] {
    _ = Runspace.of(context)
    let patterns = $runspaceName.isBound ? runspaceName.map { Wildcard($0) } : nil
    let wanted = $runspaceInstanceId.isBound ? runspaceInstanceId.map { Conversion.toString($0).lowercased() } : nil
    return Runspace.all.filter { r in
      (!$runspaceId.isBound || runspaceId.contains(r.id)) && (patterns?.contains { $0.matches(r.name) } ?? true)
        && (wanted?.contains(r.instanceId.description.lowercased()) ?? true) && (!$runspace.isBound || runspace.contains { $0.refValue === r })
    }
  }
}
