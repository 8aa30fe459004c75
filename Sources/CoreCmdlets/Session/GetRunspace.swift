/// Where scripts run: this shell has one place.
import Engine
import NetTypes
import Primitives

struct GetRunspace: Cmdlet {
  static let command = Command("Get", "Runspace", defaultSet: "NameParameterSet", outputs: ["System.Management.Automation.Runspaces.Runspace"], synopsis: "Gets active runspaces within a PowerShell host process.", examples: [("The one", "Get-Runspace")])
  @Parameter("Name", at: 0, sets: ["NameParameterSet"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Id", at: 0, sets: ["IdParameterSet"], mandatory: true) var id: [Int]
  @Parameter("InstanceId", at: 0, sets: ["InstanceIdParameterSet"], mandatory: true, type: "System.Guid[]") var instanceId: [Value]

  private static let type = RecordType("System.Management.Automation.Runspaces.LocalRunspace", base: "System.Management.Automation.Runspaces.Runspace", ["int Id {get;}", "string Name {get;set;}", "string ComputerName {get;}", "string Type {get;}", "guid InstanceId {get;}", "string RunspaceAvailability {get;}", "string State {get;}"])

  nonisolated(unsafe) private static let identity: Value = .other(PSGuid(NetGuid.newGuid()))

  mutating func process(_ shell: Invocation) throws {
    if $id.isBound, !id.contains(1) || $name.isBound && !name.contains(where: { Wildcard($0).matches("Runspace1") }) { return }
    if $name.isBound, !name.contains(where: { Wildcard($0).matches("Runspace1") }) { return }
    if $instanceId.isBound, !instanceId.contains(where: { Conversion.toString($0, shell.context).equalsIgnoringCase(Conversion.toString(GetRunspace.identity, shell.context)) }) { return }
    try shell.write(GetRunspace.type.make([.int(1), .str("Runspace1"), .str("localhost"), .str("Local"), GetRunspace.identity, .str("Busy"), .str("Opened")]))
  }
}
