/// Switches features on trial off: see `ExperimentalFeature`.
import Engine

struct DisableExperimentalFeature: Cmdlet {
  static let command = Command("Disable", "ExperimentalFeature", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Switches a feature on trial off for sessions to come.",
    examples: [("An unknown one", "Disable-ExperimentalFeature PSExample")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Scope", type: "System.Management.Automation.Configuration.ConfigScope", fidelity: .inert) var scope: Value?

  mutating func process(_ shell: Invocation) throws { try ExperimentalFeature.change(name, shell) }
  mutating func end(_ shell: Invocation) throws { try shell.warning(ExperimentalFeature.pending) }
}
