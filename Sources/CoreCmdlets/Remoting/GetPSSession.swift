/// Lists the sessions on computers that are simulated.
import Engine

struct GetPSSession: Cmdlet {
  static let command = Command("Get", "PSSession", module: "Microsoft.PowerShell.Core", defaultSet: "Name",
    outputs: ["System.Management.Automation.Runspaces.PSSession"],
    synopsis: "Lists the open sessions on other computers.",
    examples: [("None", "Get-PSSession")])
  @Parameter("ComputerName", at: 0, from: .propertyName, sets: ["ComputerName", "ComputerInstanceId"], mandatory: true, aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: [String]
  @Parameter("ApplicationName", from: .propertyName, sets: ["ComputerName", "ComputerInstanceId"], fidelity: .inert) var applicationName: String?
  @Parameter("ConnectionUri", at: 0, from: .propertyName, sets: ["ConnectionUri", "ConnectionUriInstanceId"], mandatory: true, aliases: ["URI", "CU"],
    validate: [.notNullOrEmpty], type: "System.Uri[]") var connectionUri: [Value]
  @Parameter("ConfigurationName", from: .propertyName, sets: [
    "ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId", "ContainerId", "ContainerIdInstanceId", "VMId",
    "VMIdInstanceId", "VMName", "VMNameInstanceId",
  ]) var configurationName: String?
  @Parameter("AllowRedirection", sets: ["ConnectionUri", "ConnectionUriInstanceId"], fidelity: .inert) var allowRedirection: Switch
  @Parameter("Name", in: [InSet("Name", from: .propertyName), InSet("ComputerName"), InSet("ConnectionUri"), InSet("ContainerId"), InSet("VMId"), InSet("VMName")],
    validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("InstanceId", in: [
    InSet("ComputerInstanceId", mandatory: true), InSet("ConnectionUriInstanceId", mandatory: true), InSet("ContainerIdInstanceId", mandatory: true),
    InSet("VMIdInstanceId", mandatory: true), InSet("VMNameInstanceId", mandatory: true), InSet("InstanceId", from: .propertyName),
  ], validate: [.notNull], type: "System.Guid[]") var instanceId: [Value]
  @Parameter("Credential", sets: ["ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId"], attributes: [.credential],
    type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Authentication", sets: ["ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId"],
    type: "System.Management.Automation.Runspaces.AuthenticationMechanism", fidelity: .inert) var authentication: Value?
  @Parameter("CertificateThumbprint", sets: ["ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId"], fidelity: .inert) var certificateThumbprint: String?
  @Parameter("Port", sets: ["ComputerName", "ComputerInstanceId"], validate: [.range(.int(1), .int(65535))], fidelity: .inert) var port: Int?
  @Parameter("UseSSL", sets: ["ComputerName", "ComputerInstanceId"], fidelity: .inert) var useSSL: Switch
  @Parameter("ThrottleLimit", sets: ["ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId"], fidelity: .inert) var throttleLimit: Int?
  @Parameter("State", sets: [
    "ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId", "ContainerId", "ContainerIdInstanceId", "VMId",
    "VMIdInstanceId", "VMName", "VMNameInstanceId",
  ], type: "Microsoft.PowerShell.Commands.SessionFilterState") var state: Value?
  @Parameter("SessionOption", sets: ["ComputerName", "ComputerInstanceId", "ConnectionUri", "ConnectionUriInstanceId"],
    type: "System.Management.Automation.Remoting.PSSessionOption", fidelity: .inert) var sessionOption: Value?
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId", "ContainerIdInstanceId"], mandatory: true, validate: [.notNullOrEmpty]) var containerId: [String]
  @Parameter("VMId", from: .propertyName, sets: ["VMId", "VMIdInstanceId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]") var vMId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["VMName", "VMNameInstanceId"], mandatory: true, validate: [.notNullOrEmpty]) var vMName: [String]

  mutating func process(_ shell: Invocation) throws {
    if $containerId.isBound || $vMId.isBound || $vMName.isBound { throw shell.noRemoting() }
    let hosts = computerName + connectionUri.map { shell.target(of: $0).host }
    let all = try shell.sessions(ids: id, names: name, instanceIds: instanceId, computers: hosts)
    if !hosts.isEmpty, all.isEmpty { throw shell.noRemoting() }
    // A session that is closed is forgotten, so all there are are opened.
    let wanted = state.map { Conversion.toString($0, shell.context) } ?? "All"
    let found = all.filter { one in ["All", "Opened"].contains(wanted) && (configurationName.map { Wildcard($0).matches(one.configuration) } ?? true) }
    for session in found { try shell.write(.other(session)) }
  }
}
