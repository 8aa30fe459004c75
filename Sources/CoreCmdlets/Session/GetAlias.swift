/// Aliases, by name or by what they stand for.
import Engine

struct GetAlias: Cmdlet {
  static let command = Command("Get", "Alias", defaultSet: "Default",
    outputs: ["System.Management.Automation.AliasInfo"],
    synopsis: "Lists aliases and the commands they stand for.",
    examples: [("Aliases of a command", "Get-Alias -Definition Get-ChildItem")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], sets: ["Default"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Scope") var scope: String?
  @Parameter("Definition", sets: ["Definition"], validate: [.notNullOrEmpty]) var definition: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.checkScope(scope)
    let byDefinition = $definition.isBound
    var listed: [AliasInfo]?
    func all() throws -> [AliasInfo] {
      if let listed { return listed }
      let found = try shell.context.aliases(scope: scope).sorted { ((try? Conversion.compare(.str($0.name), .str($1.name), ignoreCase: true)) ?? 0) < 0 }
      listed = found
      return found
    }
    let excluded = exclude.map { Wildcard($0) }
    for text in byDefinition ? definition : name.isEmpty ? ["*"] : name {
      try shell.checkWildcards([text])
      let w = Wildcard(text)
      let hits = w.isLiteral && !byDefinition
        ? try [shell.context.alias(w.literal, scope: scope)].compactMap { $0 }
        : try all().filter { w.matches(byDefinition ? $0.definition : $0.name) }
      for a in hits where !excluded.contains(where: { $0.matches(a.name) }) { try shell.write(.other(a)) }
      if hits.isEmpty, w.isLiteral, exclude.isEmpty {
        try shell.error(
          "ItemNotFoundException", .objectNotFound,
          "This command cannot find a matching alias because an alias with the \(byDefinition ? "definition" : "name") '\(text)' does not exist.",
          exception: "System.Management.Automation.ItemNotFoundException", target: .str(text))
      }
    }
  }
}
