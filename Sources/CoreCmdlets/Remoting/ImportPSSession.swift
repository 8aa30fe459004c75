/// Commands of another session: there is no client for it here.
import Engine

struct ImportPSSession: Cmdlet {
  static let command = Command("Import", "PSSession", outputs: ["System.Management.Automation.PSModuleInfo"], synopsis: "Imports commands from another session into the current session.", examples: [("What happens here", "Import-PSSession -Session $s")])
  @Parameter("Session", at: 0, validate: [.notNull], type: "System.Management.Automation.Runspaces.PSSession", fidelity: .inert) var session: Value
  @Parameter("CommandName", at: 2, aliases: ["Name"], fidelity: .inert) var commandName: [String]
  @Parameter("FormatTypeName", at: 3, fidelity: .inert) var formatTypeName: [String]
  @Parameter("Prefix", validate: [.notNullOrEmpty], fidelity: .inert) var prefix: String?
  @Parameter("DisableNameChecking", fidelity: .inert) var disableNameChecking: Switch
  @Parameter("AllowClobber", fidelity: .inert) var allowClobber: Switch
  @Parameter("ArgumentList", aliases: ["Args"], attributes: [.allowNull, .allowEmptyCollection], type: "System.Object[]", fidelity: .inert) var argumentList: [Value]
  @Parameter("CommandType", aliases: ["Type"], type: "System.Management.Automation.CommandTypes", fidelity: .inert) var commandType: Value?
  @Parameter("Module", aliases: ["PSSnapin"], validate: [.notNull], fidelity: .inert) var module: [String]
  @Parameter("FullyQualifiedModule", validate: [.notNull], type: "Microsoft.PowerShell.Commands.ModuleSpecification[]", fidelity: .inert) var fullyQualifiedModule: [Value]
  @Parameter("Certificate", type: "System.Security.Cryptography.X509Certificates.X509Certificate2", fidelity: .inert) var certificate: Value?

  mutating func process(_ shell: Invocation) throws { throw shell.noRemoting() }
}
