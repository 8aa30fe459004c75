/// Opens sessions on computers that are simulated; for any other there is no client here.
import Engine

struct NewPSSession: Cmdlet {
  static let command = Command("New", "PSSession", module: "Microsoft.PowerShell.Core", defaultSet: "ComputerName",
    outputs: ["System.Management.Automation.Runspaces.PSSession"],
    synopsis: "Opens a session on another computer and keeps it.",
    examples: [("On a pool of the simulated forest", "$s = New-PSSession -ConnectionUri https://pool13.contoso.com/OcsPowershell")])
  @Parameter("ComputerName", at: 0, from: [.pipeline, .propertyName], sets: ["ComputerName"], aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: [String]
  @Parameter("Credential", in: [
    InSet("ComputerName", from: .propertyName), InSet("Uri", from: .propertyName), InSet("VMId", mandatory: true, from: .propertyName),
    InSet("VMName", mandatory: true, from: .propertyName),
  ], attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Session", at: 0, from: [.pipeline, .propertyName], sets: ["Session"], validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession[]") var session: [Value]
  @Parameter("Name") var name: [String]
  @Parameter("EnableNetworkAccess", sets: ["ComputerName", "Uri", "Session"], fidelity: .inert) var enableNetworkAccess: Switch
  @Parameter("ConfigurationName", from: .propertyName, sets: ["ComputerName", "Uri", "VMId", "VMName", "ContainerId"]) var configurationName: String?
  @Parameter("UseWindowsPowerShell", sets: ["UseWindowsPowerShellParameterSet"], mandatory: true, fidelity: .inert) var useWindowsPowerShell: Switch
  @Parameter("VMId", at: 0, from: .propertyName, sets: ["VMId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]", fidelity: .inert) var vMId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["VMName"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var vMName: [String]
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var containerId: [String]
  @Parameter("RunAsAdministrator", sets: ["ContainerId"], fidelity: .inert) var runAsAdministrator: Switch
  @Parameter("Port", sets: ["ComputerName", "SSHHost"], validate: [.range(.int(1), .int(65535))], fidelity: .inert) var port: Int?
  @Parameter("UseSSL", sets: ["ComputerName"], fidelity: .inert) var useSSL: Switch
  @Parameter("ApplicationName", from: .propertyName, sets: ["ComputerName"], fidelity: .inert) var applicationName: String?
  @Parameter("ThrottleLimit", sets: ["ComputerName", "Uri", "VMId", "VMName", "Session", "ContainerId"], fidelity: .inert) var throttleLimit: Int?
  @Parameter("ConnectionUri", at: 0, from: .propertyName, sets: ["Uri"], mandatory: true, aliases: ["URI", "CU"], validate: [.notNullOrEmpty], type: "System.Uri[]") var connectionUri: [Value]
  @Parameter("AllowRedirection", sets: ["Uri"], fidelity: .inert) var allowRedirection: Switch
  @Parameter("SessionOption", sets: ["ComputerName", "Uri"], validate: [.notNull], type: "System.Management.Automation.Remoting.PSSessionOption", fidelity: .inert) var sessionOption: Value?
  @Parameter("Authentication", sets: ["ComputerName", "Uri"], type: "System.Management.Automation.Runspaces.AuthenticationMechanism", fidelity: .inert) var authentication: Value?
  @Parameter("CertificateThumbprint", sets: ["ComputerName", "Uri"], fidelity: .inert) var certificateThumbprint: String?
  @Parameter("HostName", at: 0, sets: ["SSHHost"], mandatory: true, validate: [.notNullOrEmpty], fidelity: .inert) var hostName: [String]
  @Parameter("UserName", sets: ["SSHHost"], validate: [.notNullOrEmpty], fidelity: .inert) var userName: String?
  @Parameter("KeyFilePath", sets: ["SSHHost"], aliases: ["IdentityFilePath"], validate: [.notNullOrEmpty]) var keyFilePath: String?
  @Parameter("Subsystem", from: .propertyName, sets: ["SSHHost"], fidelity: .inert) var subsystem: String?
  @Parameter("ConnectingTimeout", sets: ["SSHHost"], fidelity: .inert) var connectingTimeout: Int?
  @Parameter("SSHTransport", sets: ["SSHHost"], validate: [.set(["true"], ignoreCase: true, message: nil)], fidelity: .inert) var sSHTransport: Switch
  @Parameter("SSHConnection", sets: ["SSHHostHashParam"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Collections.Hashtable[]", fidelity: .inert) var sSHConnection: [Value]
  @Parameter("Options", sets: ["SSHHost"], validate: [.notNullOrEmpty], fidelity: .inert) var options: PSHash?

  mutating func process(_ shell: Invocation) throws {
    try shell.checkKeyFile(keyFilePath)
    let targets: [RemoteComputers.Target]
    switch shell.parameterSet {
    case "Uri": targets = connectionUri.map { shell.target(of: $0) }
    case "ComputerName" where !computerName.isEmpty: targets = computerName.map { RemoteComputers.Target(host: $0) }
    case "Session": targets = session.compactMap { ($0.refValue as? RemoteSession).map { RemoteComputers.Target(host: $0.host) } }
    default: throw shell.noRemoting()
    }
    for (number, target) in targets.enumerated() {
      guard let made = try shell.connect(target, name: number < name.count ? name[number] : nil, configuration: configurationName) else { continue }
      try shell.write(.other(made))
    }
  }
}
