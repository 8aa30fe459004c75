/// Takes a property from an item: no drive of this shell has items that lose properties, which the error says.
import Engine

struct RemoveItemProperty: Cmdlet {
  static let command = Command("Remove", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Takes a property away from an item.",
    examples: [("A value of a key", "Remove-ItemProperty -Path ./x -Name Owner")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Name", at: 1, from: .propertyName, mandatory: true, aliases: ["PSProperty"]) var name: [String]
  @Parameter("Force", fidelity: .inert) var force: Switch
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    try shell.refuseDynamicProperties(selection.paths(path), literal: selection.isLiteral, selection.filter)
  }
}
