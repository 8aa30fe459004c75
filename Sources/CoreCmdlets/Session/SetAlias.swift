/// Makes or changes a short name of a command.
import Engine

struct SetAlias: Cmdlet {
  static let command = Command("Set", "Alias", confirm: .medium,
    outputs: ["System.Management.Automation.AliasInfo"],
    synopsis: "Gives a command a further name, or an old name another command.",
    examples: [("Shorter", "Set-Alias list Get-ChildItem")])
  private let alias = AliasParameters()

  mutating func process(_ shell: Invocation) throws {
    guard try shell.shouldProcess("Name: \(alias.name) Value: \(alias.value)", action: "Set Alias") else { return }
    try shell.checkScope(alias.scope)
    try alias.make(shell)
  }
}
