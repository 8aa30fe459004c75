/// Makes or changes a short name of a command.
import Engine

struct SetAlias: Cmdlet {
  static let command = Command("Set", "Alias", confirm: .medium,
    outputs: ["System.Management.Automation.AliasInfo"],
    synopsis: "Creates or changes an alias for a cmdlet or other command in the current PowerShell session.",
    examples: [("Shorter", "Set-Alias list Get-ChildItem")])
  private let alias = AliasParameters()

  mutating func process(_ shell: Invocation) throws {
    guard try shell.shouldProcess("Name: \(alias.name) Value: \(alias.value)", action: "Set Alias") else { return }
    try shell.checkScope(alias.scope)
    try alias.make(shell)
  }
}
