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
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    try shell.refuseDynamicProperties(selection.paths(path), literal: selection.isLiteral, selection.filter)
  }
}
