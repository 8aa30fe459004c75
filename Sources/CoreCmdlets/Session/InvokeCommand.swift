/// Runs a script block as a command of its own: here, or in sessions on computers that are simulated.
import Engine

struct InvokeCommand: Cmdlet {
  static let command = Command("Invoke", "Command", module: "Microsoft.PowerShell.Core", defaultSet: "InProcess",
    synopsis: "Runs a script block, here or in a session on another computer.",
    examples: [("With arguments", "Invoke-Command { param($a) $a * 2 } -ArgumentList 21")])
  @Parameter("Session", at: 0, sets: ["Session", "FilePathRunspace"], validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession[]") var session: [Value]
  @Parameter("ComputerName", at: 0, sets: ["ComputerName", "FilePathComputerName"], aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: [String]
  @Parameter("Credential", in: [
    InSet("ComputerName", from: .propertyName), InSet("FilePathComputerName", from: .propertyName), InSet("Uri", from: .propertyName),
    InSet("FilePathUri", from: .propertyName), InSet("VMId", mandatory: true, from: .propertyName),
    InSet("VMName", mandatory: true, from: .propertyName), InSet("FilePathVMId", mandatory: true, from: .propertyName),
    InSet("FilePathVMName", mandatory: true, from: .propertyName),
  ], attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Port", sets: ["ComputerName", "FilePathComputerName", "SSHHost"], validate: [.range(.int(1), .int(65535))], fidelity: .inert) var port: Int?
  @Parameter("UseSSL", sets: ["ComputerName", "FilePathComputerName"], fidelity: .inert) var useSSL: Switch
  @Parameter("ConfigurationName", from: .propertyName,
    sets: [
      "ComputerName", "FilePathComputerName", "Uri", "FilePathUri", "VMId", "VMName", "FilePathVMId", "FilePathVMName", "ContainerId", "FilePathContainerId"
    ]) var configurationName: String?
  @Parameter("ApplicationName", from: .propertyName, sets: ["ComputerName", "FilePathComputerName"], fidelity: .inert) var applicationName: String?
  @Parameter("ThrottleLimit", sets: [
    "Session", "FilePathRunspace", "ComputerName", "FilePathComputerName", "Uri", "FilePathUri", "VMId", "VMName", "FilePathVMId", "FilePathVMName",
    "ContainerId", "FilePathContainerId",
  ], fidelity: .inert) var throttleLimit: Int?
  @Parameter("ConnectionUri", at: 0, sets: ["Uri", "FilePathUri"], aliases: ["URI", "CU"], validate: [.notNullOrEmpty], type: "System.Uri[]") var connectionUri: [Value]
  @Parameter("AsJob", sets: [
    "Session", "FilePathRunspace", "ComputerName", "FilePathComputerName", "Uri", "FilePathUri", "VMId", "VMName", "FilePathVMId", "FilePathVMName",
    "SSHHost", "ContainerId", "FilePathContainerId", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash",
  ]) var asJob: Switch
  @Parameter("InDisconnectedSession", sets: ["ComputerName", "FilePathComputerName", "Uri", "FilePathUri"], aliases: ["Disconnected"]) var inDisconnectedSession: Switch
  @Parameter("SessionName", sets: ["ComputerName", "FilePathComputerName"], validate: [.notNullOrEmpty], fidelity: .inert) var sessionName: [String]
  @Parameter("HideComputerName", sets: [
    "Session", "FilePathRunspace", "ComputerName", "FilePathComputerName", "Uri", "FilePathUri", "VMId", "VMName", "FilePathVMId", "FilePathVMName",
    "SSHHost", "ContainerId", "FilePathContainerId", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash",
  ], aliases: ["HCN"]) var hideComputerName: Switch
  @Parameter("JobName", sets: [
    "Session", "FilePathRunspace", "ComputerName", "FilePathComputerName", "Uri", "FilePathUri", "SSHHost", "ContainerId", "FilePathContainerId",
    "SSHHostHashParam",
  ], fidelity: .inert) var jobName: String?
  @Parameter("ScriptBlock", in: [
    InSet("InProcess", at: 0), InSet("Session", at: 1), InSet("ComputerName", at: 1), InSet("Uri", at: 1), InSet("VMId", at: 1),
    InSet("VMName", at: 1), InSet("SSHHost", at: 1), InSet("ContainerId", at: 1), InSet("SSHHostHashParam", at: 1),
  ], aliases: ["Command"], validate: [.notNull]) var scriptBlock: ScriptBlock
  @Parameter("NoNewScope", sets: ["InProcess"]) var noNewScope: Switch
  @Parameter("FilePath", in: [
    InSet("FilePathRunspace", at: 1), InSet("FilePathComputerName", at: 1), InSet("FilePathUri", at: 1), InSet("FilePathVMId", at: 1),
    InSet("FilePathVMName", at: 1), InSet("FilePathContainerId", at: 1), InSet("FilePathSSHHost"), InSet("FilePathSSHHostHash"),
  ], aliases: ["PSPath"], validate: [.notNull]) var filePath: String
  @Parameter("AllowRedirection", sets: ["Uri", "FilePathUri"], fidelity: .inert) var allowRedirection: Switch
  @Parameter("SessionOption", sets: ["ComputerName", "FilePathComputerName", "Uri", "FilePathUri"], type: "System.Management.Automation.Remoting.PSSessionOption",
    fidelity: .inert) var sessionOption: Value?
  @Parameter("Authentication", sets: ["ComputerName", "FilePathComputerName", "Uri", "FilePathUri"],
    type: "System.Management.Automation.Runspaces.AuthenticationMechanism", fidelity: .inert) var authentication: Value?
  @Parameter("EnableNetworkAccess", sets: ["ComputerName", "FilePathComputerName", "Uri", "FilePathUri"], fidelity: .inert) var enableNetworkAccess: Switch
  @Parameter("RunAsAdministrator", sets: ["ContainerId", "FilePathContainerId"]) var runAsAdministrator: Switch
  @Parameter("HostName", sets: ["SSHHost", "FilePathSSHHost"], mandatory: true, validate: [.notNullOrEmpty]) var hostName: [String]
  @Parameter("UserName", sets: ["SSHHost", "FilePathSSHHost"], validate: [.notNullOrEmpty]) var userName: String?
  @Parameter("KeyFilePath", sets: ["SSHHost", "FilePathSSHHost"], aliases: ["IdentityFilePath"], validate: [.notNullOrEmpty]) var keyFilePath: String?
  @Parameter("Subsystem", sets: ["SSHHost", "FilePathSSHHost"]) var subsystem: String?
  @Parameter("ConnectingTimeout", sets: ["SSHHost", "FilePathSSHHost"]) var connectingTimeout: Int?
  @Parameter("SSHTransport", sets: ["SSHHost", "FilePathSSHHost"], validate: [.set(["true"], ignoreCase: true, message: nil)]) var sshTransport: Switch
  @Parameter("SSHConnection", sets: ["SSHHostHashParam", "FilePathSSHHostHash"], mandatory: true, validate: [.notNullOrEmpty]) var sshConnection: [PSHash]
  @Parameter("Options", sets: ["SSHHost", "FilePathSSHHost"], validate: [.notNullOrEmpty]) var options: PSHash?
  @Parameter("RemoteDebug", sets: [
    "Session", "FilePathRunspace", "ComputerName", "FilePathComputerName", "Uri", "FilePathUri", "VMId", "VMName", "FilePathVMId", "FilePathVMName",
    "SSHHost", "ContainerId", "FilePathContainerId", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash",
  ], fidelity: .inert) var remoteDebug: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("ArgumentList", aliases: ["Args"]) var argumentList: [Value]
  @Parameter("VMId", at: 0, from: .propertyName, sets: ["VMId", "FilePathVMId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]") var vmId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["VMName", "FilePathVMName"], mandatory: true, validate: [.notNullOrEmpty]) var vmName: [String]
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId", "FilePathContainerId"], mandatory: true, validate: [.notNullOrEmpty]) var containerId: [String]
  @Parameter("CertificateThumbprint", sets: ["ComputerName", "Uri"], fidelity: .inert) var certificateThumbprint: String?

  private var gathered: [Value] = []
  private var stepped: SteppablePipeline?
  private var isRemote = false
  private var sessions: [RemoteSession] = []
  private var remoteBlock: ScriptBlock?

  /// Finds the sessions of simulated computers that are meant; false when somebody would have to reach others.
  private mutating func remote(_ shell: Invocation) throws -> Bool {
    guard shell.context.remoteComputers != nil, !asJob.isOn, !inDisconnectedSession.isOn else { return false }
    var targets: [RemoteComputers.Target] = []
    switch shell.parameterSet {
    case "Session", "FilePathRunspace": sessions = session.compactMap { $0.refValue as? RemoteSession }
    case "ComputerName", "FilePathComputerName": targets = computerName.map { RemoteComputers.Target(host: $0) }
    case "Uri", "FilePathUri": targets = connectionUri.map { shell.target(of: $0) }
    default: return false
    }
    for target in targets {
      if case .unknown? = shell.context.remoteComputers?.connect(target) { return false }
      if let made = try shell.connect(target, configuration: configurationName, isListed: false, id: "PSSessionStateBroken") { sessions.append(made) }
    }
    if $filePath.isBound {
      let path = shell.context.fullPath(filePath)
      guard let text = FileText.text(path) else { throw shell.terminating(PathSpace.notFound(path, id: "FilePathNotFound")) }
      remoteBlock = try shell.context.makeBlock(text, file: path)
    }
    isRemote = true
    return true
  }

  mutating func begin(_ shell: Invocation) throws {
    try shell.checkKeyFile(keyFilePath)
    if try remote(shell) { return }
    guard shell.parameterSet == "InProcess" else {
      if ["ComputerName", "FilePathComputerName", "Uri", "FilePathUri"].contains(shell.parameterSet) { throw shell.noRemoting() }
      throw shell.terminating(
        "RemotingNotAvailable", .notImplemented, "This command needs a remote session. Only local script blocks can be invoked in this shell.",
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    if shell.expectsInput, argumentList.isEmpty, !noNewScope.isOn, !scriptBlock.ast.mentions("input") { stepped = try shell.beginStepped(scriptBlock) }
  }
  mutating func process(_ shell: Invocation) throws {
    if let stepped { _ = try stepped.process(inputObject ?? .null); return }
    if shell.expectsInput || $inputObject.isBound { gathered.append(inputObject ?? .null) }
  }
  mutating func end(_ shell: Invocation) throws {
    if !sessions.isEmpty || isRemote {
      for one in sessions {
        try shell.run(
          remoteBlock ?? scriptBlock, in: one, arguments: argumentList, input: shell.expectsInput || $inputObject.isBound ? gathered : nil,
          hidesComputer: hideComputerName.isOn)
      }
      return
    }
    if let stepped { _ = try stepped.end(); return }
    if noNewScope.isOn { return try shell.runInScope(scriptBlock, arguments: argumentList, input: gathered) }
    // a process block runs once: what is piped in is in $input
    if scriptBlock.ast.processBlock != nil { return try shell.runCommand(scriptBlock, arguments: argumentList, input: nil, isInline: true) }
    try shell.runCommand(scriptBlock, arguments: argumentList, input: shell.expectsInput || $inputObject.isBound ? gathered : nil, isInline: true)
  }
}
