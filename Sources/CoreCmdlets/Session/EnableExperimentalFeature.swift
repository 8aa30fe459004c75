/// Switches features on trial on: see `ExperimentalFeature`.
import Engine

struct EnableExperimentalFeature: Cmdlet {
  static let command = Command("Enable", "ExperimentalFeature", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Switches a feature on trial on for sessions to come.",
    examples: [("An unknown one", "Enable-ExperimentalFeature PSExample")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Scope", type: "System.Management.Automation.Configuration.ConfigScope", fidelity: .inert) var scope: Value?

  mutating func process(_ shell: Invocation) throws { try ExperimentalFeature.change(name, shell) }
  mutating func end(_ shell: Invocation) throws { try shell.warning(ExperimentalFeature.pending) }
}
