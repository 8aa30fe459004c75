/// Makes or changes a short name of a command.
import Engine

struct SetAlias: Cmdlet {
  static let command = Command("Set", "Alias", confirm: .medium, outputs: ["System.Management.Automation.AliasInfo"], synopsis: "Creates or changes an alias for a cmdlet or other command in the current PowerShell session.", examples: [("Shorter", "Set-Alias list Get-ChildItem")])
  @Parameter("Name", at: 0, from: .propertyName) var name: String
  @Parameter("Value", at: 1, from: .propertyName) var value: String
  @Parameter("Description") var description: String?
  @Parameter("Option", type: "System.Management.Automation.ScopedItemOptions") var option: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Scope") var scope: String?
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard try shell.shouldProcess("Name: \(name) Value: \(value)", action: "Set Alias") else { return }
    try shell.checkScope(scope)
    guard let a = try shell.makeAlias(name, value, option, description, force: force.isOn, scope: scope) else { return }
    if passThru.isOn { try shell.write(.other(a)) }
  }
}
