/// Runs a script block here, as a command of its own.
import Engine

struct InvokeCommand: Cmdlet {
  static let command = Command("Invoke", "Command", module: "Microsoft.PowerShell.Core", defaultSet: "InProcess", synopsis: "Runs commands on local and remote computers.", examples: [("With arguments", "Invoke-Command { param($a) $a * 2 } -ArgumentList 21")])
  @Parameter("ScriptBlock", in: [InSet("ComputerName", at: 1), InSet("ContainerId", at: 1), InSet("InProcess", at: 0), InSet("Session", at: 1), InSet("SSHHost", at: 1), InSet("SSHHostHashParam", at: 1), InSet("Uri", at: 1), InSet("VMId", at: 1), InSet("VMName", at: 1)], aliases: ["Command"], validate: [.notNull]) var scriptBlock: ScriptBlock
  @Parameter("NoNewScope", sets: ["InProcess"]) var noNewScope: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("ArgumentList", aliases: ["Args"]) var argumentList: [Value]
  @Parameter("Session", at: 0, sets: ["FilePathRunspace", "Session"], validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession[]") var session: [Value]
  @Parameter("ThrottleLimit", sets: ["ComputerName", "ContainerId", "FilePathComputerName", "FilePathContainerId", "FilePathRunspace", "FilePathUri", "FilePathVMId", "FilePathVMName", "Session", "Uri", "VMId", "VMName"]) var throttleLimit: Int?
  @Parameter("AsJob", sets: ["ComputerName", "ContainerId", "FilePathComputerName", "FilePathContainerId", "FilePathRunspace", "FilePathSSHHost", "FilePathSSHHostHash", "FilePathUri", "FilePathVMId", "FilePathVMName", "Session", "SSHHost", "SSHHostHashParam", "Uri", "VMId", "VMName"]) var asJob: Switch
  @Parameter("HideComputerName", sets: ["ComputerName", "ContainerId", "FilePathComputerName", "FilePathContainerId", "FilePathRunspace", "FilePathSSHHost", "FilePathSSHHostHash", "FilePathUri", "FilePathVMId", "FilePathVMName", "Session", "SSHHost", "SSHHostHashParam", "Uri", "VMId", "VMName"], aliases: ["HCN"]) var hideComputerName: Switch
  @Parameter("JobName", sets: ["ComputerName", "ContainerId", "FilePathComputerName", "FilePathContainerId", "FilePathRunspace", "FilePathUri", "Session", "SSHHost", "SSHHostHashParam", "Uri"]) var jobName: String?
  @Parameter("RemoteDebug", sets: ["ComputerName", "ContainerId", "FilePathComputerName", "FilePathContainerId", "FilePathRunspace", "FilePathSSHHost", "FilePathSSHHostHash", "FilePathUri", "FilePathVMId", "FilePathVMName", "Session", "SSHHost", "SSHHostHashParam", "Uri", "VMId", "VMName"]) var remoteDebug: Switch
  @Parameter("FilePath", in: [InSet("FilePathComputerName", at: 1), InSet("FilePathContainerId", at: 1), InSet("FilePathRunspace", at: 1), InSet("FilePathSSHHost"), InSet("FilePathSSHHostHash"), InSet("FilePathUri", at: 1), InSet("FilePathVMId", at: 1), InSet("FilePathVMName", at: 1)], aliases: ["PSPath"], validate: [.notNull]) var filePath: String
  @Parameter("ComputerName", at: 0, sets: ["ComputerName", "FilePathComputerName"], aliases: ["Cn"], validate: [.notNullOrEmpty]) var computerName: [String]
  @Parameter("Credential", in: [InSet("ComputerName", from: .propertyName), InSet("FilePathComputerName", from: .propertyName), InSet("FilePathUri", from: .propertyName), InSet("FilePathVMId", mandatory: true, from: .propertyName), InSet("FilePathVMName", mandatory: true, from: .propertyName), InSet("Uri", from: .propertyName), InSet("VMId", mandatory: true, from: .propertyName), InSet("VMName", mandatory: true, from: .propertyName)], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("Port", sets: ["ComputerName", "FilePathComputerName", "SSHHost"], validate: [.range(.int(1), .int(65535))]) var port: Int?
  @Parameter("UseSSL", sets: ["ComputerName", "FilePathComputerName"]) var useSSL: Switch
  @Parameter("ConfigurationName", from: .propertyName, sets: ["ComputerName", "ContainerId", "FilePathComputerName", "FilePathContainerId", "FilePathUri", "FilePathVMId", "FilePathVMName", "Uri", "VMId", "VMName"]) var configurationName: String?
  @Parameter("ApplicationName", from: .propertyName, sets: ["ComputerName", "FilePathComputerName"]) var applicationName: String?
  @Parameter("InDisconnectedSession", sets: ["ComputerName", "FilePathComputerName", "FilePathUri", "Uri"], aliases: ["Disconnected"]) var inDisconnectedSession: Switch
  @Parameter("SessionName", sets: ["ComputerName", "FilePathComputerName"], validate: [.notNullOrEmpty]) var sessionName: [String]
  @Parameter("SessionOption", sets: ["ComputerName", "FilePathComputerName", "FilePathUri", "Uri"], type: "System.Management.Automation.Remoting.PSSessionOption") var sessionOption: Value?
  @Parameter("Authentication", sets: ["ComputerName", "FilePathComputerName", "FilePathUri", "Uri"], type: "System.Management.Automation.Runspaces.AuthenticationMechanism") var authentication: Value?
  @Parameter("EnableNetworkAccess", sets: ["ComputerName", "FilePathComputerName", "FilePathUri", "Uri"]) var enableNetworkAccess: Switch
  @Parameter("CertificateThumbprint", sets: ["ComputerName", "Uri"]) var certificateThumbprint: String?
  @Parameter("ConnectionUri", at: 0, sets: ["FilePathUri", "Uri"], aliases: ["URI", "CU"], validate: [.notNullOrEmpty], type: "System.Uri[]") var connectionUri: [Value]
  @Parameter("AllowRedirection", sets: ["FilePathUri", "Uri"]) var allowRedirection: Switch
  @Parameter("VMId", at: 0, from: .propertyName, sets: ["FilePathVMId", "VMId"], mandatory: true, aliases: ["VMGuid"], validate: [.notNullOrEmpty], type: "System.Guid[]") var vmId: [Value]
  @Parameter("VMName", from: .propertyName, sets: ["FilePathVMName", "VMName"], mandatory: true, validate: [.notNullOrEmpty]) var vmName: [String]
  @Parameter("HostName", sets: ["FilePathSSHHost", "SSHHost"], mandatory: true, validate: [.notNullOrEmpty]) var hostName: [String]
  @Parameter("UserName", sets: ["FilePathSSHHost", "SSHHost"], validate: [.notNullOrEmpty]) var userName: String?
  @Parameter("KeyFilePath", sets: ["FilePathSSHHost", "SSHHost"], aliases: ["IdentityFilePath"], validate: [.notNullOrEmpty]) var keyFilePath: String?
  @Parameter("Subsystem", sets: ["FilePathSSHHost", "SSHHost"]) var subsystem: String?
  @Parameter("ConnectingTimeout", sets: ["FilePathSSHHost", "SSHHost"]) var connectingTimeout: Int?
  @Parameter("SSHTransport", sets: ["FilePathSSHHost", "SSHHost"], validate: [.set(["true"], ignoreCase: true, message: nil)]) var sshTransport: Switch
  @Parameter("Options", sets: ["FilePathSSHHost", "SSHHost"], validate: [.notNullOrEmpty]) var options: PSHash?
  @Parameter("ContainerId", from: .propertyName, sets: ["ContainerId", "FilePathContainerId"], mandatory: true, validate: [.notNullOrEmpty]) var containerId: [String]
  @Parameter("RunAsAdministrator", sets: ["ContainerId", "FilePathContainerId"]) var runAsAdministrator: Switch
  @Parameter("SSHConnection", sets: ["FilePathSSHHostHash", "SSHHostHashParam"], mandatory: true, validate: [.notNullOrEmpty]) var sshConnection: [PSHash]

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
      guard let text = FileText.text(path) else { throw shell.terminating("FilePathNotFound", .objectNotFound, "Cannot find path '\(path)' because it does not exist.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(path)) }
      remoteBlock = try shell.context.makeBlock(text, file: path)
    }
    isRemote = true
    return true
  }

  mutating func begin(_ shell: Invocation) throws {
    if try remote(shell) { return }
    guard shell.parameterSet == "InProcess" else {
      throw shell.terminating("RemotingNotAvailable", .notImplemented, "This command needs a remote session. Only local script blocks can be invoked in this shell.", exception: "System.Management.Automation.PSNotSupportedException")
    }
    if shell.expectsInput, argumentList.isEmpty, !noNewScope.isOn, !scriptBlock.bodyText.lowercased().contains("$input") { stepped = try shell.beginStepped(scriptBlock) }
  }
  mutating func process(_ shell: Invocation) throws {
    if let stepped { _ = try stepped.process(inputObject ?? .null); return }
    if shell.expectsInput || $inputObject.isBound { gathered.append(inputObject ?? .null) }
  }
  mutating func end(_ shell: Invocation) throws {
    if !sessions.isEmpty || isRemote {
      for one in sessions { try shell.run(remoteBlock ?? scriptBlock, in: one, arguments: argumentList, input: shell.expectsInput || $inputObject.isBound ? gathered : nil, hidesComputer: hideComputerName.isOn) }
      return
    }
    shell.context.localCommands += 1
    defer { shell.context.localCommands -= 1 }
    if let stepped { _ = try stepped.end(); return }
    if noNewScope.isOn, argumentList.isEmpty { return try shell.runInPlace(scriptBlock, item: .void) }
    // a process block runs once: what is piped in is in $input
    if scriptBlock.ast.processBlock != nil { return try shell.runCommand(scriptBlock, arguments: argumentList, input: nil) }
    try shell.runCommand(scriptBlock, arguments: argumentList, input: shell.expectsInput || $inputObject.isBound ? gathered : nil)
  }
}
