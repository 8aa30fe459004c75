/// Closes sessions on other computers: there are none.
import Engine

struct RemovePSSession: Cmdlet {
  static let command = Command("Remove", "PSSession", module: "Microsoft.PowerShell.Core", defaultSet: "Id", confirm: .medium, synopsis: "Closes one or more PowerShell sessions (PSSessions).", examples: [("All of them", "Get-PSSession | Remove-PSSession")])
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull], fidelity: .inert) var id: [Int]
  @Parameter("Session", at: 0, from: [.pipeline, .propertyName], sets: ["Session"], mandatory: true, type: "System.Management.Automation.Runspaces.PSSession[]", fidelity: .inert) var session: [Value]
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var containerId: [String]
  @Parameter("VMId", from: .propertyName, sets: ["VMId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]", fidelity: .inert) var vMId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["VMName"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var vMName: [String]
  @Parameter("InstanceId", from: .propertyName, sets: ["InstanceId"], mandatory: true, validate: [.notNull], type: "System.Guid[]", fidelity: .inert) var instanceId: [Value]
  @Parameter("Name", from: .propertyName, sets: ["Name"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var name: [String]
  @Parameter("ComputerName", at: 0, from: .propertyName, sets: ["ComputerName"], mandatory: true, aliases: ["Cn"], validate: [.notNullOrEmpty], fidelity: .inert) var computerName: [String]

  mutating func process(_ shell: Invocation) throws {}
}
