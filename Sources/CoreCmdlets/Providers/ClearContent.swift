/// Empties files without removing them.
import Engine

struct ClearContent: Cmdlet {
  static let command = Command("Clear", "Content", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Deletes the contents of an item, but does not delete the item.", examples: [("An empty log", "Clear-Content log.txt")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) where filter.passes(p.leaf) {
      guard try shell.shouldProcess("Item: \(p.display)", action: "Clear Content") else { continue }
      if p.provider.name != "FileSystem" { try p.provider.clear(p, shell); continue }
      if p.isContainer { try shell.error("ClearContainerContentException", .invalidOperation, "Unable to clear content because it is a directory: '\(p.path)'. Clear-Content is only supported on files.", exception: "System.UnauthorizedAccessException", target: .str(p.path)); continue }
      try FileWriter(p.path, append: false, encoding: .utf8, shell).close()
    }
  }
}
