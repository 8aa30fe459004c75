/// Gives an item another name in its place.
import Engine

struct RenameItem: Cmdlet {
  static let command = Command("Rename", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "ByPath", confirm: .medium,
    synopsis: "Gives an item another name.",
    examples: [("A file", "Rename-Item a.txt b.txt")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("NewName", at: 1, from: .propertyName) var newName: String
  @Parameter("Force") var force: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let given = $literalPath.isBound ? literalPath : path
    guard try shell.carryOut({ _ = try shell.space.resolve(Wildcard.unescape(given)) }) else { return }
    var found = try shell.items([given], literal: $literalPath.isBound, mustExist: false, hidden: force.isOn)
    // a pattern that does not name one item is taken as the item's name
    if found.count != 1 { found = [try shell.space.resolve(Wildcard.unescape(given))] }
    for p in found {
      guard p.exists else {
        if !$literalPath.isBound, !Wildcard.hasSpecial(given) { try shell.notFound(p, given); continue }
        try shell.error("InvalidOperation", .invalidOperation, "Cannot rename because item at '\(given)' does not exist.", exception: "System.Management.Automation.PSInvalidOperationException")
        continue
      }
      if try shell.isInUse(p, as: given, literal: $literalPath.isBound, { "Cannot rename the item at '\($0)' because it is in use." }) { continue }
      if let made = try p.provider.rename(p, to: newName, force: force.isOn, shell), passThru.isOn { try shell.write(try made.object()) }
    }
  }
}
