/// Empties a variable, function, alias or environment variable.
import Engine

struct ClearItem: Cmdlet {
  static let command = Command("Clear", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Empties an item but keeps it.",
    examples: [("A variable", "Clear-Item Variable:x")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Force") var force: Switch
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    for p in try shell.items(selection.paths(path), literal: selection.isLiteral, hidden: force.isOn, filter: selection.filter) {
      if !p.provider.isHierarchical, p.path.isEmpty {
        try shell.error(PathSpace.nullArgument("path", id: "ClearItemNullPath", target: .str("")))
        continue
      }
      if p.provider.isHierarchical { try p.provider.clear(p, shell); continue }
      guard try shell.shouldProcess("Item: \(p.path)", action: "Clear Item") else { continue }
      try p.provider.clear(p, shell)
    }
  }
}
