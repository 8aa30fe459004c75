/// Sets properties of items.
import Engine

struct SetItemProperty: Cmdlet {
  static let command = Command("Set", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "propertyValuePathSet", confirm: .medium,
    synopsis: "Gives a property of an item a value.",
    examples: [("The time of a file", "Set-ItemProperty readme.md LastWriteTime '2014-01-01'")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["propertyValuePathSet", "propertyPSObjectPathSet"], mandatory: true) var path: [String]
  @Parameter("Name", at: 1, from: .propertyName, sets: ["propertyValuePathSet", "propertyValueLiteralPathSet"], aliases: ["PSProperty"]) var name: String
  @Parameter("Value", at: 2, from: .propertyName, sets: ["propertyValuePathSet", "propertyValueLiteralPathSet"], attributes: [.allowNull]) var value: Value
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["propertyValueLiteralPathSet", "propertyPSObjectLiteralPathSet"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("InputObject", from: [.pipeline, .propertyName], sets: ["propertyPSObjectPathSet", "propertyPSObjectLiteralPathSet"], type: "psobject") var inputObject: Value

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, hidden: force.isOn) where filter.passes(p.leaf) {
      guard try shell.hasProperties(p) else { continue }
      var changes: [(String, Value)] = []
      if $name.isBound { changes = [(name, value.orNull)] }
      else { for q in shell.context.properties(inputObject) { changes.append((q.name, try q.value(shell.context))) } }
      guard try shell.shouldProcess("Item: \(p.display) Property: \(changes.map(\.0).joined(separator: ", "))", action: "Set Property File") else { continue }
      let v = try p.object()
      for (n, x) in changes {
        guard try shell.context.property(v, n) != nil else {
          try shell.error(
            "System.Management.Automation.PSArgumentException", .invalidArgument, "The property \(n) does not exist or was not found.",
            exception: "System.Management.Automation.PSArgumentException")
          continue
        }
        try shell.context.setProperty(v, n, x)
      }
      if passThru.isOn { try shell.write(v) }
    }
  }
}
