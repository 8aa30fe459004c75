/// Commands of another session as a module: there is no client for it here.
import Engine

struct ExportPSSession: Cmdlet {
  static let command = Command("Export", "PSSession",
    outputs: ["System.IO.FileInfo"],
    synopsis: "Writes a module that calls the commands of another session.",
    examples: [("What happens here", "Export-PSSession -Session $s")])
  @Parameter("OutputModule", at: 1, aliases: ["PSPath", "ModuleName"], validate: [.notNullOrEmpty], fidelity: .inert) var outputModule: String
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty], fidelity: .inert) var encoding: TextEncoding?
  @Parameter("CommandName", at: 2, aliases: ["Name"], fidelity: .inert) var commandName: [String]
  @Parameter("AllowClobber", fidelity: .inert) var allowClobber: Switch
  @Parameter("ArgumentList", aliases: ["Args"], attributes: [.allowNull, .allowEmptyCollection], type: "System.Object[]", fidelity: .inert) var argumentList: [Value]
  @Parameter("CommandType", aliases: ["Type"], type: "System.Management.Automation.CommandTypes", fidelity: .inert) var commandType: Value?
  @Parameter("Module", aliases: ["PSSnapin"], validate: [.notNull], fidelity: .inert) var module: [String]
  @Parameter("FullyQualifiedModule", validate: [.notNull], type: "Microsoft.PowerShell.Commands.ModuleSpecification[]", fidelity: .inert) var fullyQualifiedModule: [Value]
  @Parameter("FormatTypeName", at: 3, fidelity: .inert) var formatTypeName: [String]
  @Parameter("Certificate", type: "System.Security.Cryptography.X509Certificates.X509Certificate2", fidelity: .inert) var certificate: Value?
  @Parameter("Session", at: 0, validate: [.notNull], type: "System.Management.Automation.Runspaces.PSSession", fidelity: .inert) var session: Value

  mutating func process(_ shell: Invocation) throws { throw shell.noRemoting() }
}
