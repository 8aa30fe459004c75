/// Empties a variable, function, alias or environment variable.
import Engine

struct ClearItem: Cmdlet {
  static let command = Command("Clear", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Empties an item but keeps it.",
    examples: [("A variable", "Clear-Item Variable:x")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, hidden: force.isOn) where filter.passes(p.leaf) {
      guard try shell.shouldProcess("Item: \(p.path)", action: "Clear Item") else { continue }
      try p.provider.clear(p, shell)
    }
  }
}
