/// Notes that a feature on trial shall be on from the next start on.
import Engine

struct EnableExperimentalFeature: Cmdlet {
  static let command = Command("Enable", "ExperimentalFeature", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Switches a feature on trial on for sessions to come.",
    examples: [("One", "Enable-ExperimentalFeature PSProfileDSCResource")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Scope", type: "System.Management.Automation.Configuration.ConfigScope") var scope: Value?

  mutating func process(_ shell: Invocation) throws { try ExperimentalSwitch.set(name, scope: scope, on: true, shell) }
  mutating func end(_ shell: Invocation) throws { try ExperimentalSwitch.end(shell) }
}
