/// The help texts are part of this shell: there is nothing to fetch.
import Engine

struct UpdateHelp: Cmdlet {
  static let command = Command("Update", "Help", module: "Microsoft.PowerShell.Core", defaultSet: "Path", confirm: .medium, synopsis: "Downloads and installs the newest help files on your computer.", examples: [("Nothing to do", "Update-Help")])
  @Parameter("Module", at: 0, from: .propertyName, sets: ["Path", "LiteralPath"], aliases: ["Name"], validate: [.notNull]) var module: [String]
  @Parameter("SourcePath", at: 1, sets: ["Path"], aliases: ["Path"], validate: [.notNull], fidelity: .inert) var sourcePath: [String]
  @Parameter("UICulture", at: 2, validate: [.notNull], type: "System.Globalization.CultureInfo[]", fidelity: .inert) var uICulture: [Value]
  @Parameter("FullyQualifiedModule", from: .propertyName, sets: ["Path", "LiteralPath"], validate: [.notNull], type: "Microsoft.PowerShell.Commands.ModuleSpecification[]", fidelity: .inert) var fullyQualifiedModule: [Value]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], aliases: ["PSPath", "LP"], validate: [.notNull], fidelity: .inert) var literalPath: [String]
  @Parameter("Recurse", fidelity: .inert) var recurse: Switch
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("UseDefaultCredentials", fidelity: .inert) var useDefaultCredentials: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Scope", from: .propertyName, type: "Microsoft.PowerShell.Commands.UpdateHelpScope", fidelity: .inert) var scope: Value?

  mutating func process(_ shell: Invocation) throws {
    guard try shell.shouldProcess($module.isBound && !module.isEmpty ? module.joined(separator: ", ") : "all modules") else { return }
    try shell.warning("The help of this shell is built in; there is nothing to fetch.")
  }
}
