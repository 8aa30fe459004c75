/// Moves files and folders.
import Engine

struct MoveItem: Cmdlet {
  static let command = Command("Move", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Moves items to another place.",
    examples: [("Into a folder", "Move-Item *.log archive")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Destination", at: 1, from: .propertyName) var destination: String?
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    var named: [ItemPath] = []
    guard try shell.carryOut({ named = try shell.space.expand(destination ?? ".", literal: false) }) else { return }
    if named.count > 1 {
      return try shell.error(
        "System.Management.Automation.PSArgumentException", .invalidArgument,
        """
        Cannot move the item because the destination resolved to multiple paths. Specify a destination path that resolves to a single destination and try \
        again.
        """,
        exception: "System.Management.Automation.PSArgumentException", target: .str(destination ?? ""))
    }
    let to = try named.first ?? shell.space.resolve(destination ?? ".")
    var given = $literalPath.isBound ? literalPath : path
    if $literalPath.isBound {
      given = try given.filter { text in
        guard let p = try? shell.space.resolve(text), !p.exists else { return true }
        try shell.error(
          "InvalidOperation", .invalidOperation, "Cannot move item because the item at '\(text)' does not exist.",
          exception: "System.Management.Automation.PSInvalidOperationException")
        return false
      }
    }
    let found = try shell.items(given, literal: $literalPath.isBound, hidden: force.isOn, filter: filter)
    if let flat = found.first(where: { !$0.provider.isHierarchical }) { throw flat.provider.isNotNavigable(shell) }
    if found.count > 1, to.exists, !to.isContainer {
      return try shell.error(
        "System.Management.Automation.PSArgumentException", .invalidArgument,
        """
        Cannot move the item because the source path points to one or more items and the destination path is not a container. Validate that the destination \
        path is a container and try again.
        """,
        exception: "System.Management.Automation.PSArgumentException", target: .other(PathInfo(to)))
    }
    for p in found {
      guard to.provider === p.provider else {
        try shell.error(
          "System.Management.Automation.PSArgumentException", .invalidArgument,
          "Cannot move the item because the source and destination paths did not resolve to the same provider.",
          exception: "System.Management.Automation.PSArgumentException", target: .arr(found.map { .str($0.path) }))
        continue
      }
      if try shell.isInUse(p, "Cannot move item because the item at '\(p.display)' is in use.") { continue }
      if let made = try p.provider.move(p, to: to, force: force.isOn, shell), passThru.isOn { try shell.write(try made.object()) }
    }
  }
}
