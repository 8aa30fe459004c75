/// Forgets short names.
import Engine

struct RemoveAlias: Cmdlet {
  static let command = Command("Remove", "Alias", defaultSet: "Default",
    synopsis: "Forgets an alias.",
    examples: [("One", "Remove-Alias list")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], mandatory: true) var name: [String]
  @Parameter("Scope") var scope: String?
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.checkScope(scope)
    for n in name {
      guard let a = try shell.context.alias(n, scope: scope) else {
        try shell.error(
          "ItemNotFoundException", .objectNotFound, "This command cannot find a matching alias because an alias with the name '\(n)' does not exist.",
          exception: "System.Management.Automation.ItemNotFoundException", target: .str(n))
        continue
      }
      if a.options.contains(.constant) || (a.options.contains(.readOnly) && !force.isOn) {
        throw shell.terminating(
          "AliasNotRemovable", .writeError, "Alias was not removed because alias \(n) is constant or read-only.",
          exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(n))
      }
      try shell.context.removeAlias(n, scope: scope)
    }
  }
}
