/// Values of properties of items.
import Engine

struct GetItemPropertyValue: Cmdlet {
  static let command = Command("Get", "ItemPropertyValue", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    synopsis: "Reads the values of an item's properties, without the item around.",
    examples: [("When changed", "Get-ItemPropertyValue readme.md LastWriteTime")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("Name", at: 1, mandatory: true, aliases: ["PSProperty"]) var name: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    let given = $literalPath.isBound ? literalPath : path.isEmpty ? ["."] : path
    for p in try shell.items(given, literal: $literalPath.isBound) where filter.passes(p.leaf) {
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
