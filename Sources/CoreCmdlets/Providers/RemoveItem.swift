/// Removes files, folders, variables, functions or aliases.
import Engine

struct RemoveItem: Cmdlet {
  static let command = Command("Remove", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Deletes the specified items.", examples: [("A folder with everything in it", "Remove-Item old -Recurse")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Recurse") var recurse: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) where filter.passes(p.leaf) {
      let action = p.provider.name == "FileSystem" ? (p.isContainer ? "Remove Directory" : "Remove File") : "Remove Item"
      guard try shell.shouldProcess(p.provider.isHierarchical ? p.display : "Item: \(p.path)", action: action) else { continue }
      try p.provider.remove(p, recurse: recurse.isOn, force: force.isOn, shell)
    }
  }
}
