/// Closes sessions on computers that are simulated.
import Engine

struct RemovePSSession: Cmdlet {
  static let command = Command("Remove", "PSSession", module: "Microsoft.PowerShell.Core", defaultSet: "Id", confirm: .medium,
    synopsis: "Closes sessions on other computers.",
    examples: [("All of them", "Get-PSSession | Remove-PSSession")])
  @Parameter("Session", at: 0, from: [.pipeline, .propertyName], sets: ["Session"], mandatory: true, type: "System.Management.Automation.Runspaces.PSSession[]") var session: [Value]
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var containerId: [String]
  @Parameter("VMId", from: .propertyName, sets: ["VMId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]", fidelity: .inert) var vMId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["VMName"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var vMName: [String]
  @Parameter("InstanceId", from: .propertyName, sets: ["InstanceId"], mandatory: true, validate: [.notNull], type: "System.Guid[]") var instanceId: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]
  @Parameter("Name", from: .propertyName, sets: ["Name"], mandatory: true, validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("ComputerName", at: 0, from: .propertyName, sets: ["ComputerName"], mandatory: true, aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: [String]

  mutating func process(_ shell: Invocation) throws {
    let table = RemoteSessions.of(shell.context)
    let chosen: [RemoteSession]
    switch shell.parameterSet {
    case "Session": chosen = session.compactMap { $0.refValue as? RemoteSession }
    case "Id", "Name", "InstanceId", "ComputerName": chosen = try shell.sessions(ids: id, names: name, instanceIds: instanceId, computers: computerName)
    default: chosen = []
    }
    for session in chosen where try shell.shouldProcess(session.name) { table.close(session, shell.context) }
  }
}
