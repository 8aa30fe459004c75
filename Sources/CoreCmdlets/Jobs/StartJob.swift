/// Runs a script in the background, in an engine of its own; what it outputs comes back as copies.
///
/// - Example: `Start-Job { 1..3 } | Receive-Job -Wait -AutoRemoveJob`
import Engine
import NetTypes
import Primitives

struct StartJob: Cmdlet {
  static let command = Command("Start", "Job", module: "Microsoft.PowerShell.Core", defaultSet: "ComputerName",
    outputs: ["System.Management.Automation.PSRemotingJob"],
    synopsis: "Runs a script block in the background.",
    examples: [("And its output", "Start-Job { Get-Date } | Receive-Job -Wait")])
  @Parameter("DefinitionName", at: 0, sets: ["DefinitionName"], mandatory: true, validate: [.notNullOrEmpty]) var definitionName: String
  @Parameter("DefinitionPath", at: 1, sets: ["DefinitionName"], validate: [.notNullOrEmpty]) var definitionPath: String?
  @Parameter("Type", at: 2, sets: ["DefinitionName"], validate: [.notNullOrEmpty]) var type: String?
  @Parameter("Name", from: .propertyName, sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"]) var name: String?
  @Parameter("ScriptBlock", at: 0, sets: ["ComputerName"], mandatory: true, aliases: ["Command"]) var scriptBlock: ScriptBlock
  @Parameter("Credential", sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"], attributes: [.credential],
    type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("FilePath", at: 0, sets: ["FilePathComputerName"], mandatory: true) var filePath: String
  @Parameter("LiteralPath", sets: ["LiteralFilePathComputerName"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Authentication", sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"],
    type: "System.Management.Automation.Runspaces.AuthenticationMechanism", fidelity: .inert) var authentication: Value?
  @Parameter("InitializationScript", at: 1, sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"]) var initialisation: ScriptBlock?
  @Parameter("WorkingDirectory", validate: [.notNullOrWhiteSpace]) var workingDirectory: String?
  @Parameter("RunAs32", sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"]) var runAs32: Switch
  @Parameter("PSVersion", sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"], validate: [.notNullOrEmpty], fidelity: .inert) var psVersion: WindowsPowerShellVersion?
  @Parameter("InputObject", from: .pipeline, sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"], type: "psobject") var inputObject: Value?
  @Parameter("ArgumentList", sets: ["ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"], aliases: ["Args"]) var arguments: [Value]
  @Parameter("ConnectingTimeout", sets: ["SSHHost"], fidelity: .inert) var connectingTimeout: Int?
  @Parameter("Options", sets: ["SSHHost"], validate: [.notNullOrEmpty], fidelity: .inert) var options: PSHash?

  private var gathered: [Value] = []

  mutating func begin(_ shell: Invocation) throws {
    if runAs32.isOn {
      throw shell.terminating(
        "RunAs32NotSupported", .invalidOperation,
        "Cannot start a 32-bit 'pwsh' process from the 64-bit 'pwsh' installation. Install the 32-bit 'pwsh' if you need to run PowerShell in a 32-bit process.",
        exception: "System.Management.Automation.PSNotSupportedException")
    }
  }
  mutating func process(_ shell: Invocation) throws { if shell.expectsInput || $inputObject.isBound { gathered.append(inputObject ?? .null) } }
  mutating func end(_ shell: Invocation) throws {
    let c = shell.context, table = JobTable.of(c)
    var task: BackgroundRun.Task
    if $scriptBlock.isBound {
      task = .init(text: scriptBlock.bodyText)
      task.using = try c.usingValues(of: scriptBlock).mapValues { try StartJob.copy($0, c) }
    } else if $filePath.isBound || $literalPath.isBound {
      task = try JobTable.task(file: $filePath.isBound ? filePath : literalPath, shell)
    } else {
      throw shell.terminating(
        "JobDefinitionNotFound", .invalidArgument, "A job definition with the name \(definitionName) cannot be found.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    task.initialisation = initialisation?.bodyText
    task.arguments = try arguments.map { try StartJob.copy($0, c) }
    if !gathered.isEmpty { task.input = try gathered.map { try StartJob.copy($0, c) } }
    if let d = workingDirectory, !Posix.isDirectory(c.fullPath(d)) {
      throw shell.terminating("DirectoryNotFoundException", .invalidOperation, "The directory '\(d)' does not exist.", exception: "System.IO.DirectoryNotFoundException", target: .str(d))
    }
    task.folder = workingDirectory.map { c.fullPath($0) } ?? c.fullPath(".")
    let command = $scriptBlock.isBound ? scriptBlock.bodyText : task.text
    task.delay = 20
    task.isProcess = true
    let job = table.make(.background, name: name, command: command)
    let child = table.make(.backgroundChild, name: nil, command: command)
    let origin = NetGuid.newGuid().description
    child.run = BackgroundRun(task, parent: c) { v, inner in StartJob.outgoing(v, origin, inner) }
    child.parent = job
    job.children = [child]
    job.began = .now
    table.add(job)
    try table.begin(child)
    // it stands still at a breakpoint until somebody debugs it
    child.run?.context?.services[RunspaceDebugger.waiting] = child
    try shell.write(.other(job))
  }

  /// A value as it arrives in another process: written and read again.
  static func copy(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if v.isNull { return .null }
    return try CliXmlReader.objects(try CliXmlWriter.serialize([v], depth: 2, c), c).first ?? .null
  }
  private static func outgoing(_ v: Value, _ origin: String, _ c: ExecutionContext) -> Value {
    var id: Value { (try? Conversion.convert(.str(origin), to: TypeTable.get("System.Guid"), c)) ?? .str(origin) }
    switch v {
    case .other(let r as ErrorRecord): return .other(RemoteErrors.arriving(r, from: id, c))
    case .other(let r as InformationRecord):
      if r.tags.contains("PSHOST") { r.tags.append("FORWARDED") }
      return v
    case .other(let r) where r is StreamRecord: return v
    default: break
    }
    guard let x = try? copy(v, c) else { return v }
    return RemoteNotes.add(to: x, computer: "localhost", runspace: id, shows: false, c)
  }
}
