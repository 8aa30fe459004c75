/// Adds a property to an item: no drive of this shell has items that take new properties, which the error says.
import Engine

struct NewItemProperty: Cmdlet {
  static let command = Command("New", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Gives an item a further property.",
    examples: [("A value of a key", "New-ItemProperty -Path ./x -Name Owner -Value me")])
  @Parameter("Path", at: 0, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Name", at: 1, from: .propertyName, aliases: ["PSProperty"]) var name: String
  @Parameter("PropertyType", from: .propertyName, aliases: ["Type"]) var propertyType: String?
  @Parameter("Value", from: .propertyName) var value: Value?
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
