/// Values of properties of items.
import Engine

struct GetItemPropertyValue: Cmdlet {
  static let command = Command("Get", "ItemPropertyValue", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    synopsis: "Reads the values of an item's properties, without the item around.",
    examples: [("When changed", "Get-ItemPropertyValue readme.md LastWriteTime")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("Name", at: 1, mandatory: true, aliases: ["PSProperty"]) var name: [String]
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    let filter = selection.filter
    let given = selection.paths(path.isEmpty ? ["."] : path)
    for p in try shell.items(given, literal: selection.isLiteral) where filter.passes(p.leaf) {
      guard try shell.hasProperties(p) else { continue }
      let v = try p.object()
      for n in name {
        guard let x = try PropertyExpression(n).value(of: v, shell) else {
          try shell.error(
            "System.Management.Automation.PSArgumentException", .invalidArgument, "Property \(n) does not exist at path \(p.path).",
            exception: "System.Management.Automation.PSArgumentException")
          continue
        }
        try shell.write(x)
      }
    }
  }
}
