/// Clears the value of a property; of files only the attributes can be cleared.
import Engine

struct ClearItemProperty: Cmdlet {
  static let command = Command("Clear", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Empties a property of an item but keeps it.",
    examples: [("The attributes of a file", "Clear-ItemProperty readme.md -Name Attributes")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Name", at: 1, from: .propertyName) var name: String
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force") var force: Switch
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    for p in try shell.items(selection.paths(path), literal: selection.isLiteral, hidden: force.isOn, filter: selection.filter) {
      guard try shell.hasProperties(p) else { continue }
      guard name.equalsIgnoringCase("Attributes") else {
        throw shell.terminating(
          "Argument", .invalidArgument,
          "The property cannot be cleared because the property is not supported. Only the Attributes property can be cleared.",
          exception: "System.Management.Automation.PSArgumentException")
      }
      guard try shell.shouldProcess("Item: \(p.path) Property: \(name)", action: p.isContainer ? "Clear Property Directory" : "Clear Property File") else { continue }
      let item = try p.object()
      try shell.context.setProperty(item, "Attributes", .str("Normal"))
      if passThru.isOn { try shell.write(p.decorate(.object(PSObject([(name, try shell.context.property(item, "Attributes") ?? .null)])), tellsKind: false)) }
    }
  }
}
