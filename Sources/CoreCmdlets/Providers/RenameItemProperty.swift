/// Renames a property of an item: no drive of this shell has items whose properties can be renamed, which the error says.
import Engine

struct RenameItemProperty: Cmdlet {
  static let command = Command("Rename", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Gives a property of an item another name.",
    examples: [("A value of a key", "Rename-ItemProperty -Path ./x -Name Owner -NewName Who")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"]) var path: String
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Name", at: 1, from: .propertyName, aliases: ["PSProperty"]) var name: String
  @Parameter("NewName", at: 2, from: .propertyName) var newName: String
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    try shell.refuseDynamicProperties($literalPath.isBound ? [literalPath] : [path], literal: $literalPath.isBound, ItemFilter(filter, include, exclude))
  }
}
