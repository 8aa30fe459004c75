/// Notes that a feature on trial shall be off from the next start on.
import Engine

struct DisableExperimentalFeature: Cmdlet {
  static let command = Command("Disable", "ExperimentalFeature", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Switches a feature on trial off for sessions to come.",
    examples: [("One", "Disable-ExperimentalFeature PSProfileDSCResource")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Scope", type: "System.Management.Automation.Configuration.ConfigScope") var scope: Value?

  mutating func process(_ shell: Invocation) throws { try ExperimentalSwitch.set(name, scope: scope, on: false, shell) }
  mutating func end(_ shell: Invocation) throws { try ExperimentalSwitch.end(shell) }
}
