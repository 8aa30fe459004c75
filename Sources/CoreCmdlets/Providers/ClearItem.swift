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
        let e = PSException(
          "System.Management.Automation.PSArgumentNullException",
          "Cannot process argument because the value of argument \"path\" is null. Change the value of argument \"path\" to a non-null value.")
        e.properties.append(("ParamName", .str("path")))
        try shell.error(ErrorRecord(e, id: "ClearItemNullPath", .invalidArgument, target: .str("")))
        continue
      }
      guard try shell.shouldProcess("Item: \(p.path)", action: "Clear Item") else { continue }
      try p.provider.clear(p, shell)
    }
  }
}
