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
    let given = selection.paths(path.isEmpty ? ["."] : path)
    for text in given {
      for p in try shell.items([text], literal: selection.isLiteral) {
        guard try shell.hasProperties(p) else { continue }
        // the first that is missing ends the command
        guard let o = try shell.properties(name, of: p, refused: { throw shell.terminating(ErrorRecord($0.exception, id: "System.IO.IOException", .notSpecified)) }) else { continue }
        for n in name { if let v = o.get(n), !v.isNull { try shell.write(v) } }
      }
    }
  }
}
