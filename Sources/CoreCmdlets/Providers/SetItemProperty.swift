/// Sets properties of items.
import Engine

struct SetItemProperty: Cmdlet {
  static let command = Command("Set", "ItemProperty", module: "Microsoft.PowerShell.Management", defaultSet: "propertyValuePathSet", confirm: .medium,
    synopsis: "Gives a property of an item a value.",
    examples: [("The time of a file", "Set-ItemProperty readme.md LastWriteTime '2014-01-01'")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["propertyValuePathSet", "propertyPSObjectPathSet"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["propertyValueLiteralPathSet", "propertyPSObjectLiteralPathSet"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Name", at: 1, from: .propertyName, sets: ["propertyValuePathSet", "propertyValueLiteralPathSet"], aliases: ["PSProperty"]) var name: String
  @Parameter("Value", at: 2, from: .propertyName, sets: ["propertyValuePathSet", "propertyValueLiteralPathSet"], attributes: [.allowNull]) var value: Value
  @Parameter("InputObject", from: [.pipeline, .propertyName], sets: ["propertyPSObjectPathSet", "propertyPSObjectLiteralPathSet"], type: "psobject") var inputObject: Value
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for text in $literalPath.isBound ? literalPath : path {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn, filter: filter) where try shell.hasProperties(p) {
        var changes: [(String, Value)] = []
        if $name.isBound { changes = [(name, value.orNull)] }
        else { for q in shell.context.properties(inputObject) { changes.append((q.name, try q.value(shell.context))) } }
        let set = PSObject(), item = try p.object()
        for (n, x) in changes where try change(n, of: item, at: p, to: x, shell) { set.set(n, x) }
        if passThru.isOn, set.count > 0 { try shell.write(p.decorate(.object(set), tellsKind: false)) }
      }
    }
  }
  /// Whether the property was set.
  private func change(_ n: String, of item: Value, at p: ItemPath, to x: Value, _ shell: Invocation) throws -> Bool {
    let text = Conversion.toString(x, shell.context)
    guard try shell.shouldProcess("Item: \(p.path) Property: \(n) Value: \(text)", action: p.isContainer ? "Set Property Directory" : "Set Property File") else { return false }
    func refused(_ message: (_ property: String) -> String) throws -> Bool {
      let property = try shell.noteProperty(n, x)
      try shell.error(ErrorRecord(PSException("System.IO.IOException", message(Conversion.toString(property))), id: "SetPropertyError", .readError, target: property))
      return false
    }
    guard try shell.context.property(item, n) != nil else { return try refused { "The property \($0) does not exist or was not found." } }
    if n.equalsIgnoringCase("Attributes") {
      let marks = try Conversion.toInt64(Conversion.convert(x, to: TypeTable.get("System.IO.FileAttributes"), shell.context))
      // Archive, Hidden, Normal, ReadOnly, System
      if marks & ~(32 | 2 | 128 | 1 | 4) != 0 {
        return try refused { _ in
          "The attribute cannot be set because attributes are not supported. Only the following attributes can be set: Archive, Hidden, Normal, ReadOnly, or System."
        }
      }
    }
    try shell.context.setProperty(item, n, x)
    return true
  }
}
