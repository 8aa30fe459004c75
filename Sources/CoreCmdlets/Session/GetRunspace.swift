/// Where scripts run: the runspaces of this process.
import Engine
import NetTypes

struct GetRunspace: Cmdlet {
  static let command = Command("Get", "Runspace", defaultSet: "NameParameterSet",
    outputs: ["System.Management.Automation.Runspaces.Runspace"],
    synopsis: "Lists the runspaces of the process.",
    examples: [("The one", "Get-Runspace")])
  @Parameter("Name", at: 0, sets: ["NameParameterSet"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Id", at: 0, sets: ["IdParameterSet"], mandatory: true) var id: [Int]
  @Parameter("InstanceId", at: 0, sets: ["InstanceIdParameterSet"], mandatory: true, type: "System.Guid[]") var instanceId: [Value]

  mutating func process(_ shell: Invocation) throws {
    _ = Runspace.of(shell.context)
    let wanted = name.map { Wildcard($0) }, guids = instanceId.map { Conversion.toString($0).lowercased() }
    for r in Runspace.all {
      if $name.isBound, !wanted.contains(where: { $0.matches(r.name) }) { continue }
      if $id.isBound, !id.contains(r.id) { continue }
      if $instanceId.isBound, !guids.contains(r.instanceId.description.lowercased()) { continue }
      try shell.write(.other(r))
    }
  }
}
