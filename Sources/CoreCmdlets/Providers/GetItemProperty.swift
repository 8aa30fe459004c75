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
    let filter = selection.filter
    for p in try shell.items(selection.paths(path), literal: selection.isLiteral) where filter.passes(p.leaf) {
      guard try shell.hasProperties(p) else { continue }
      let v = try p.object()
      if name.isEmpty { try shell.write(v); continue }
      let o = PSObject()
      for n in name {
        let e = PropertyExpression(n)
        let found = try e.results(on: v, shell)
        for r in found { o.set(r.name, r.value) }
        if found.isEmpty, !e.isPattern {
          try shell.error(
            "System.Management.Automation.PSArgumentException", .invalidArgument, "Property \(n) does not exist at path \(p.path).",
            exception: "System.Management.Automation.PSArgumentException", target: .null)
        }
      }
      if o.count > 0 { try shell.write(p.decorate(.object(o))) }
    }
  }
}
