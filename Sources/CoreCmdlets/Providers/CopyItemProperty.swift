/// Copies a property from item to item: no drive of this shell has such items, which the error says.
import Engine

struct CopyItemProperty: Cmdlet {
  static let command = Command("Copy", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Copies a property from one item to another.",
    examples: [("A value of a key", "Copy-ItemProperty -Path ./x -Destination ./y -Name Owner")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Name", at: 2, from: .propertyName, aliases: ["PSProperty"]) var name: String
  @Parameter("Destination", at: 1, from: .propertyName) var destination: String
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    try shell.refuseDynamicProperties(selection.paths(path), literal: selection.isLiteral, selection.filter)
  }
}
