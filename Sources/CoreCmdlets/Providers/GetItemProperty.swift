/// Properties of items.
import Engine

struct GetItemProperty: Cmdlet {
  static let command = Command("Get", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.Boolean", "System.String", "System.DateTime", "System.IO.FileInfo", "System.IO.DirectoryInfo"],
    synopsis: "Reads properties of items.",
    examples: [("When changed", "Get-ItemProperty readme.md -Name LastWriteTime")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Name", at: 1, aliases: ["PSProperty"]) var name: [String]
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    for text in selection.paths(path) {
      for p in try shell.items([text], literal: selection.isLiteral, filter: selection.filter) {
        guard try shell.hasProperties(p) else { continue }
        if name.isEmpty { try shell.write(p.decorate(try p.provider.item(p.path), tellsKind: false)); continue }
        if let o = try shell.properties(name, of: p, refused: { try shell.error($0) }) { try shell.write(p.decorate(.object(o), tellsKind: false)) }
      }
    }
  }
}
