/// Aliases, by name or by what they stand for.
import Engine

struct GetAlias: Cmdlet {
  static let command = Command("Get", "Alias", defaultSet: "Default", outputs: ["System.Management.Automation.AliasInfo"], synopsis: "Gets the aliases for the current session.", examples: [("Aliases of a command", "Get-Alias -Definition Get-ChildItem")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], sets: ["Default"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Scope") var scope: String?
  @Parameter("Definition", sets: ["Definition"], validate: [.notNullOrEmpty]) var definition: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.checkScope(scope)
    let all = try shell.context.aliases(scope: scope).sorted { ((try? Conversion.compare(.str($0.name), .str($1.name), ignoreCase: true)) ?? 0) < 0 }
    let byDefinition = $definition.isBound
    for text in byDefinition ? definition : name.isEmpty ? ["*"] : name {
      let w = Wildcard(text)
      let hits = all.filter { a in w.matches(byDefinition ? a.definition : a.name) && !exclude.contains { Wildcard($0).matches(a.name) } }
      for a in hits { try shell.write(.other(a)) }
      if hits.isEmpty, w.isLiteral {
        try shell.error("ItemNotFoundException", .objectNotFound, "This command cannot find a matching alias because an alias with the \(byDefinition ? "definition" : "name") '\(text)' does not exist.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(text))
      }
    }
  }
}
