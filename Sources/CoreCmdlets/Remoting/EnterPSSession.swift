/// Goes to a computer that is simulated; for any other there is no client here.
import Engine

struct EnterPSSession: Cmdlet {
  static let command = Command("Enter", "PSSession", module: "Microsoft.PowerShell.Core", defaultSet: "ComputerName",
    synopsis: "Goes on typing in a session on another computer.",
    examples: [("A computer of the simulated forest", "Enter-PSSession fe13b.contoso.com")])
  @Parameter("HostName", at: 0, from: .pipeline, sets: ["SSHHost"], validate: [.notNullOrEmpty], fidelity: .inert) var hostName: String
  @Parameter("Options", sets: ["SSHHost"], validate: [.notNullOrEmpty], fidelity: .inert) var options: PSHash?
  @Parameter("ComputerName", at: 0, from: [.pipeline, .propertyName], sets: ["ComputerName"], aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: String
  @Parameter("Session", at: 0, from: [.pipeline, .propertyName], sets: ["Session"], validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession") var session: Value?
  @Parameter("ConnectionUri", at: 1, from: .propertyName, sets: ["Uri"], aliases: ["URI", "CU"], validate: [.notNullOrEmpty], type: "System.Uri") var connectionUri: Value?
  @Parameter("InstanceId", from: .propertyName, sets: ["InstanceId"], validate: [.notNull], type: "System.Guid") var instanceId: Value?
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], validate: [.notNull]) var id: Int?
  @Parameter("Name", from: .propertyName, sets: ["Name"]) var name: String?
  @Parameter("EnableNetworkAccess", sets: ["ComputerName", "Uri"], fidelity: .inert) var enableNetworkAccess: Switch
  @Parameter("VMId", at: 0, from: [.pipeline, .propertyName], sets: ["VMId"], aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid", fidelity: .inert) var vMId: Value
  @Parameter("VMName", at: 0, from: [.pipeline, .propertyName], sets: ["VMName"], validate: [.notNullOrEmpty], fidelity: .inert) var vMName: String
  @Parameter("Credential", in: [
    InSet("ComputerName", from: .propertyName), InSet("Uri", from: .propertyName), InSet("VMId", at: 1, mandatory: true, from: .propertyName),
    InSet("VMName", at: 1, mandatory: true, from: .propertyName),
  ], attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("ContainerId", at: 0, from: [.pipeline, .propertyName], sets: ["ContainerId"], validate: [.notNullOrEmpty], fidelity: .inert) var containerId: String
  @Parameter("ConfigurationName", from: .propertyName, sets: ["ComputerName", "Uri", "VMId", "VMName", "ContainerId"]) var configurationName: String?
  @Parameter("RunAsAdministrator", sets: ["ContainerId"], fidelity: .inert) var runAsAdministrator: Switch
  @Parameter("Port", sets: ["ComputerName", "SSHHost"], validate: [.range(.int(1), .int(65535))], fidelity: .inert) var port: Int?
  @Parameter("UseSSL", sets: ["ComputerName"], fidelity: .inert) var useSSL: Switch
  @Parameter("ApplicationName", from: .propertyName, sets: ["ComputerName"], fidelity: .inert) var applicationName: String?
  @Parameter("AllowRedirection", sets: ["Uri"], fidelity: .inert) var allowRedirection: Switch
  @Parameter("SessionOption", sets: ["ComputerName", "Uri"], validate: [.notNull], type: "System.Management.Automation.Remoting.PSSessionOption", fidelity: .inert) var sessionOption: Value?
  @Parameter("Authentication", sets: ["ComputerName", "Uri"], type: "System.Management.Automation.Runspaces.AuthenticationMechanism", fidelity: .inert) var authentication: Value?
  @Parameter("CertificateThumbprint", sets: ["ComputerName", "Uri"], fidelity: .inert) var certificateThumbprint: String?
  @Parameter("UserName", sets: ["SSHHost"], validate: [.notNullOrEmpty], fidelity: .inert) var userName: String?
  @Parameter("KeyFilePath", sets: ["SSHHost"], aliases: ["IdentityFilePath"], validate: [.notNullOrEmpty]) var keyFilePath: String?
  @Parameter("Subsystem", from: .propertyName, sets: ["SSHHost"], fidelity: .inert) var subsystem: String?
  @Parameter("ConnectingTimeout", sets: ["SSHHost"], fidelity: .inert) var connectingTimeout: Int?
  @Parameter("SSHTransport", sets: ["SSHHost"], validate: [.set(["true"], ignoreCase: true, message: nil)], fidelity: .inert) var sSHTransport: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.checkKeyFile(keyFilePath)
    let table = RemoteSessions.of(shell.context)
    func known(_ mark: String, _ found: RemoteSession?, _ message: String, _ target: Value) throws -> RemoteSession {
      guard let found else { throw shell.terminating("RemoteRunspaceNotAvailableForSpecified" + mark, .invalidArgument, message, exception: "System.ArgumentException", target: target) }
      return found
    }
    let chosen: RemoteSession?
    switch shell.parameterSet {
    case "Session": chosen = session?.refValue as? RemoteSession
    case "Id": chosen = try known("SessionId", table.all.first { $0.id == id }, "The remote session with the session ID \(id ?? 0) is not available.", .integer(id ?? 0))
    case "Name": chosen = try known("Name", table.all.first { $0.name.equalsIgnoringCase(name ?? "") }, "The remote session with the name \(name ?? "")  is not available.", .str(name ?? ""))
    case "InstanceId":
      let text = Conversion.toString(instanceId ?? .null, shell.context)
      chosen = try known("RunspaceId", table.all.first { $0.instanceId.description.equalsIgnoringCase(text) }, "Remote session is not available for \(text).", instanceId ?? .null)
    case "Uri": chosen = try shell.connect(shell.target(of: connectionUri ?? .null), configuration: configurationName, isListed: false, id: "CreateRemoteRunspaceForUriFailed")
    case "ComputerName": chosen = try shell.connect(RemoteComputers.Target(host: computerName), configuration: configurationName, isListed: false, id: "CreateRemoteRunspaceFailed")
    default: throw shell.noRemoting()
    }
    guard let chosen else { return }
    guard chosen.isOpen else { throw shell.terminating("PushedRunspaceMustBeOpen", .invalidArgument, "Session must be open.", exception: "System.ArgumentException", target: .other(chosen)) }
    table.enter(chosen, shell.context)
  }
}
