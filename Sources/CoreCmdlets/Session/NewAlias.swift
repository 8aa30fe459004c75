/// Makes a short name that did not exist.
import Engine

struct NewAlias: Cmdlet {
  static let command = Command("New", "Alias", confirm: .low,
    outputs: ["System.Management.Automation.AliasInfo"],
    synopsis: "Gives a command a further name.",
    examples: [("Shorter", "New-Alias list Get-ChildItem")])
  private let alias = AliasParameters()

  mutating func process(_ shell: Invocation) throws {
    if !alias.force.isOn { try shell.checkScope(alias.scope) }
    if !alias.force.isOn, try shell.context.alias(alias.name, scope: alias.scope) != nil {
      return try shell.error(
        "AliasAlreadyExists", .resourceExists, "The alias is not allowed, because an alias with the name '\(alias.name)' already exists.",
        exception: "System.Management.Automation.SessionStateException", target: .str(alias.name))
    }
    guard try shell.shouldProcess("Name: \(alias.name) Value: \(alias.value)", action: "New Alias") else { return }
    try alias.make(shell)
  }
}
