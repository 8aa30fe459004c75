/// Makes a short name that did not exist.
import Engine

struct NewAlias: Cmdlet {
  static let command = Command("New", "Alias", confirm: .low, outputs: ["System.Management.Automation.AliasInfo"], synopsis: "Creates a new alias.", examples: [("Shorter", "New-Alias list Get-ChildItem")])
  @Parameter("Name", at: 0, from: .propertyName) var name: String
  @Parameter("Value", at: 1, from: .propertyName) var value: String
  @Parameter("Description") var description: String?
  @Parameter("Option", type: "System.Management.Automation.ScopedItemOptions") var option: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Scope") var scope: String?
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard try shell.shouldProcess("Name: \(name) Value: \(value)", action: "New Alias") else { return }
    try shell.checkScope(scope)
    if !force.isOn, try shell.context.alias(name, scope: scope) != nil {
      return try shell.error("AliasAlreadyExists", .resourceExists, "The alias is not allowed, because an alias with the name '\(name)' already exists.", exception: "System.Management.Automation.SessionStateException", target: .str(name))
    }
    guard let a = try shell.makeAlias(name, value, option, description, force: force.isOn, scope: scope) else { return }
    if passThru.isOn { try shell.write(.other(a)) }
  }
}
