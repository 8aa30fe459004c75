/// Gives an item another name in its place.
import Engine

struct RenameItem: Cmdlet {
  static let command = Command("Rename", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "ByPath", confirm: .medium, synopsis: "Renames an item in a PowerShell provider namespace.", examples: [("A file", "Rename-Item a.txt b.txt")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["ByPath"]) var path: String
  @Parameter("NewName", at: 1, from: .propertyName) var newName: String
  @Parameter("Force") var force: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String

  mutating func process(_ shell: Invocation) throws {
    for p in try shell.items([$literalPath.isBound ? literalPath : path], literal: $literalPath.isBound, mustExist: false) {
      guard p.exists else { throw shell.terminating("InvalidOperation", .invalidOperation, "Cannot rename because item at '\($literalPath.isBound ? literalPath : path)' does not exist.", exception: "System.Management.Automation.PSInvalidOperationException") }
      let target = p.provider.isHierarchical ? p.parent.child(newName).display : newName
      guard try shell.shouldProcess("Item: \(p.display) Destination: \(target)", action: p.isContainer ? "Rename Directory" : p.provider.isHierarchical ? "Rename File" : "Rename Item") else { continue }
      if let made = try p.provider.rename(p, to: newName, force: force.isOn, shell), passThru.isOn { try shell.write(try made.object()) }
    }
  }
}
