/// Moves files and folders.
import Engine

struct MoveItem: Cmdlet {
  static let command = Command("Move", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Moves an item from one location to another.", examples: [("Into a folder", "Move-Item *.log archive")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Destination", at: 1, from: .propertyName) var destination: String?
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    let to = try shell.space.resolve(destination ?? ".")
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) where filter.passes(p.leaf) {
      let target = to.isContainer ? to.child(p.leaf) : to
      guard try shell.shouldProcess("Item: \(p.display) Destination: \(target.display)", action: p.isContainer ? "Move Directory" : "Move File") else { continue }
      if let made = try p.provider.move(p, to: to, force: force.isOn, shell), passThru.isOn { try shell.write(try made.object()) }
    }
  }
}
