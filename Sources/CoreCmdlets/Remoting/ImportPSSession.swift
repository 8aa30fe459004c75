/// Brings the commands of a session on a simulated computer here.
///
/// Without a prefix they are the cmdlets of the forest themselves, which work on it wherever they run.
import Engine
import NetTypes

struct ImportPSSession: Cmdlet {
  static let command = Command("Import", "PSSession",
    outputs: ["System.Management.Automation.PSModuleInfo"],
    synopsis: "Makes the commands of another session callable here.",
    examples: [("With names of their own", "Import-PSSession -Session $s -Prefix Contoso")])
  @Parameter("Prefix", validate: [.notNullOrEmpty]) var prefix: String?
  @Parameter("DisableNameChecking", fidelity: .inert) var disableNameChecking: Switch
  @Parameter("CommandName", at: 2, aliases: ["Name"]) var commandName: [String]
  @Parameter("AllowClobber", fidelity: .inert) var allowClobber: Switch
  @Parameter("ArgumentList", aliases: ["Args"], attributes: [.allowNull, .allowEmptyCollection], type: "System.Object[]", fidelity: .inert) var argumentList: [Value]
  @Parameter("CommandType", aliases: ["Type"], type: "System.Management.Automation.CommandTypes") var commandType: Value?
  @Parameter("Module", aliases: ["PSSnapin"], validate: [.notNull]) var module: [String]
  @Parameter("FullyQualifiedModule", validate: [.notNull], type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var fullyQualifiedModule: [Value]
  @Parameter("FormatTypeName", at: 3, fidelity: .inert) var formatTypeName: [String]
  @Parameter("Certificate", type: "System.Security.Cryptography.X509Certificates.X509Certificate2", fidelity: .inert) var certificate: Value?
  @Parameter("Session", at: 0, validate: [.notNull], type: "System.Management.Automation.Runspaces.PSSession") var session: Value

  mutating func process(_ shell: Invocation) throws {
    guard let session = session.refValue as? RemoteSession else { throw shell.noRemoting() }
    let patterns = commandName.map { Wildcard($0) }
    let offered = shell.context.remoteComputers?.module ?? ""
    let modules = (module + fullyQualifiedModule.map { ($0.refValue as? ModuleSpecification)?.name ?? Conversion.toString($0, shell.context) }).map { Wildcard($0) }
    let kinds = commandType.map { Conversion.toString($0, shell.context).split(separator: ",").map { String($0).trimmed } } ?? ["All"]
    let isOffered = (modules.isEmpty || modules.contains { $0.matches(offered) }) && kinds.contains { ["All", "Cmdlet"].contains($0) }
    let found = shell.context.commands.allCmdlets.filter { info in
      isOffered && CommandQuery.moduleName(info) == offered && (patterns.isEmpty || patterns.contains { $0.matches(info.name) })
    }.sorted { $0.name < $1.name }
    if found.isEmpty {
      throw shell.terminating("ErrorNoResultsFromRemoteEnd", .invalidResult, "Running the Get-Command command in a remote session returned no results.", exception: "System.ArgumentException")
    }
    let letters = session.instanceId.description.filter { $0 != "-" }
    let module = ModuleInfo("tmp_" + letters.prefix(8) + "." + letters.dropFirst(8).prefix(3))
    module.path = module.name
    module.version = "1.0"
    module.descriptionText = "Implicit remoting for \(session.host)"
    if let prefix {
      // A function each, which takes whatever the cmdlet takes.
      let text = found.map { "function \($0.name) { if ($MyInvocation.ExpectingInput) { $input | \(offered)\\\($0.name) @args } else { \(offered)\\\($0.name) @args } }" }.joined(separator: "\n")
      try shell.context.load(module, shell.context.makeBlock(text))
      try shell.context.publish(module, prefix: prefix)
    } else {
      module.exportedCmdlets = found
      shell.context.modules[module.name.lowercased()] = module
    }
    try shell.write(.other(module))
  }
}
