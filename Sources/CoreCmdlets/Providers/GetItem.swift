/// Files, folders, variables … as objects.
import Engine

struct GetItem: Cmdlet {
  static let command = Command("Get", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.IO.FileInfo", "System.Boolean", "System.String", "System.IO.FileInfo", "System.IO.DirectoryInfo"],
    synopsis: "Returns items themselves: files, folders, variables, keys.",
    examples: [("A file", "Get-Item readme.md")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for text in $literalPath.isBound ? literalPath : path {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn, filter: filter) {
        if !force.isOn, p.isHidden { try shell.notFoundItem(p.path); continue }
        let place = p.ending(as: text)
        if place.path != p.path, !p.isContainer { try shell.notFoundItem(place.path); continue }
        let v = try place.object()
        if !p.provider.isHierarchical, p.path.isEmpty { try shell.writeEach(v) } else { try shell.write(v) }
      }
    }
  }
}
