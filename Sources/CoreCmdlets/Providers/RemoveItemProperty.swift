/// Takes a property from an item: no drive of this shell has items that lose properties, which the error says.
import Engine

struct RemoveItemProperty: Cmdlet {
  static let command = Command("Remove", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Takes a property away from an item.",
    examples: [("A value of a key", "Remove-ItemProperty -Path ./x -Name Owner")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Name", at: 1, from: .propertyName, mandatory: true, aliases: ["PSProperty"]) var name: [String]
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.refuseDynamicProperties($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, ItemFilter(filter, include, exclude))
  }
}
