/// Features that are tried out: this shell has none, so every name is unknown.
import Engine

struct EnableExperimentalFeature: Cmdlet {
  static let command = Command("Enable", "ExperimentalFeature", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Switches a feature on trial on for sessions to come.",
    examples: [("An unknown one", "Enable-ExperimentalFeature PSExample")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Scope", type: "System.Management.Automation.Configuration.ConfigScope", fidelity: .inert) var scope: Value?

  mutating func process(_ shell: Invocation) throws {
    for n in name {
      try shell.error(
        "ItemNotFoundException", .objectNotFound, "No experimental feature was found that matched the name '\(n)'.",
        exception: "System.Management.Automation.ItemNotFoundException", target: .str(n))
    }
  }
}
