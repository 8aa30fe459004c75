/// The help texts are part of this shell: there is nothing to save.
import Engine

struct SaveHelp: Cmdlet {
  static let command = Command("Save", "Help", module: "Microsoft.PowerShell.Core", defaultSet: "Path",
    synopsis: "Says that help is built in and there is nothing to save.",
    examples: [("Nothing to do", "Save-Help -DestinationPath ./help")])
  @Parameter("DestinationPath", at: 0, sets: ["Path"], mandatory: true, aliases: ["Path"], validate: [.notNull], fidelity: .inert) var destinationPath: [String]
  @Parameter("LiteralPath", sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNull], fidelity: .inert) var literalPath: [String]
  @Parameter("Module", at: 1, from: [.pipeline, .propertyName], sets: ["LiteralPath", "Path"], aliases: ["Name"], validate: [.notNull],
    type: "System.Object[]", shows: "System.Management.Automation.PSModuleInfo[]", fidelity: .inert) var module: [Value]
  @Parameter("FullyQualifiedModule", from: .propertyName, sets: ["LiteralPath", "Path"], validate: [.notNull],
    type: "Microsoft.PowerShell.Commands.ModuleSpecification[]", fidelity: .inert) var fullyQualifiedModule: [Value]
  @Parameter("UICulture", at: 2, validate: [.notNull], type: "System.Globalization.CultureInfo[]", fidelity: .inert) var uICulture: [Value]
  @Parameter("Credential", attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("UseDefaultCredentials", fidelity: .inert) var useDefaultCredentials: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Scope", from: .propertyName, type: "Microsoft.PowerShell.Commands.UpdateHelpScope", fidelity: .inert) var scope: Value?

  mutating func process(_ shell: Invocation) throws {
    try shell.warning("The help of this shell is built in; there is nothing to save.")
  }
}
