/// Lists the sessions on computers that are simulated.
import Engine

struct GetPSSession: Cmdlet {
  static let command = Command("Get", "PSSession", module: "Microsoft.PowerShell.Core", defaultSet: "Name", outputs: ["System.Management.Automation.Runspaces.PSSession"], synopsis: "Gets the PowerShell sessions on local and remote computers.", examples: [("None", "Get-PSSession")])
  @Parameter("Name", in: [InSet("ComputerName"), InSet("ConnectionUri"), InSet("ContainerId"), InSet("Name", from: .propertyName), InSet("VMId"), InSet("VMName")], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("ComputerName", at: 0, from: .propertyName, sets: ["ComputerInstanceId", "ComputerName"], mandatory: true, aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: [String]
  @Parameter("ApplicationName", from: .propertyName, sets: ["ComputerInstanceId", "ComputerName"], fidelity: .inert) var applicationName: String?
  @Parameter("ConfigurationName", from: .propertyName, sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId", "ContainerId", "ContainerIdInstanceId", "VMId", "VMIdInstanceId", "VMName", "VMNameInstanceId"], fidelity: .inert) var configurationName: String?
  @Parameter("Credential", sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId"], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Authentication", sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId"], type: "System.Management.Automation.Runspaces.AuthenticationMechanism", fidelity: .inert) var authentication: Value?
  @Parameter("CertificateThumbprint", sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId"], fidelity: .inert) var certificateThumbprint: String?
  @Parameter("Port", sets: ["ComputerInstanceId", "ComputerName"], validate: [.range(.int(1), .int(65535))], fidelity: .inert) var port: Int?
  @Parameter("UseSSL", sets: ["ComputerInstanceId", "ComputerName"], fidelity: .inert) var useSSL: Switch
  @Parameter("ThrottleLimit", sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId"], fidelity: .inert) var throttleLimit: Int?
  @Parameter("State", sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId", "ContainerId", "ContainerIdInstanceId", "VMId", "VMIdInstanceId", "VMName", "VMNameInstanceId"], type: "Microsoft.PowerShell.Commands.SessionFilterState", fidelity: .inert) var state: Value?
  @Parameter("SessionOption", sets: ["ComputerInstanceId", "ComputerName", "ConnectionUri", "ConnectionUriInstanceId"], type: "System.Management.Automation.Remoting.PSSessionOption", fidelity: .inert) var sessionOption: Value?
  @Parameter("InstanceId", in: [InSet("ComputerInstanceId", mandatory: true), InSet("ConnectionUriInstanceId", mandatory: true), InSet("ContainerIdInstanceId", mandatory: true), InSet("InstanceId", from: .propertyName), InSet("VMIdInstanceId", mandatory: true), InSet("VMNameInstanceId", mandatory: true)], validate: [.notNull], type: "System.Guid[]") var instanceId: [Value]
  @Parameter("ConnectionUri", at: 0, from: .propertyName, sets: ["ConnectionUri", "ConnectionUriInstanceId"], mandatory: true, aliases: ["URI", "CU"], validate: [.notNullOrEmpty], type: "System.Uri[]", fidelity: .inert) var connectionUri: [Value]
  @Parameter("AllowRedirection", sets: ["ConnectionUri", "ConnectionUriInstanceId"], fidelity: .inert) var allowRedirection: Switch
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId", "ContainerIdInstanceId"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var containerId: [String]
  @Parameter("VMId", from: .propertyName, sets: ["VMId", "VMIdInstanceId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]", fidelity: .inert) var vMId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["VMName", "VMNameInstanceId"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var vMName: [String]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]

  mutating func process(_ shell: Invocation) throws {
    let all = RemoteSessions.of(shell.context).all
    if $computerName.isBound {
      let found = all.filter { session in computerName.contains { session.host.equalsIgnoringCase($0) } }
      if found.isEmpty { throw shell.noRemoting() }
      return try found.forEach { try shell.write(.other($0)) }
    }
    for number in id {
      guard let found = all.first(where: { $0.id == number }) else {
        try shell.error("PSSessionIdNotFound", .invalidOperation, "The PSSession with the session ID \(number) was not found.", exception: "System.ArgumentException", target: .integer(number))
        continue
      }
      try shell.write(.other(found))
    }
    if $id.isBound { return }
    let ids = instanceId.map { Conversion.toString($0, shell.context).lowercased() }
    let patterns = name.map { Wildcard($0) }
    for session in all where (patterns.isEmpty || patterns.contains { $0.matches(session.name) }) && (ids.isEmpty || ids.contains(session.instanceId.description.lowercased())) { try shell.write(.other(session)) }
  }
}
