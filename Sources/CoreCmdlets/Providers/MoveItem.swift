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
    if $destination.isBound, destination == nil {
      throw shell.terminating(PathSpace.nullArgument("destination", id: "ArgumentNull"))
    }
    for text in $literalPath.isBound ? literalPath : path {
      if let p = try? shell.space.resolve(text), !p.provider.isHierarchical { throw p.provider.isNotNavigable(shell) }
      if $literalPath.isBound, let p = try? shell.space.resolve(text), !p.exists {
        try shell.error(
          "InvalidOperation", .invalidOperation, "Cannot move item because the item at '\(text)' does not exist.",
          exception: "System.Management.Automation.PSInvalidOperationException")
        continue
      }
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn, filter: filter) { try move(p, text, shell) }
    }
  }
  /// The destination is taken as it is written: a pattern is a name.
  private func move(_ p: ItemPath, _ text: String, _ shell: Invocation) throws {
    guard p.provider.isHierarchical else { throw p.provider.isNotNavigable(shell) }
    if try shell.isInUse(p, as: text, literal: $literalPath.isBound, { "Cannot move item because the item at '\($0)' is in use." }) { return }
    var place: ItemPath?
    let destination = destination ?? "."
    guard try shell.carryOut({ place = try shell.space.resolve(destination) }), let to = place else { return }
    guard to.provider === p.provider else {
      let sources = PSArray([.str(p.path)], of: TypeTable.string)
      sources.kind = .collection
      return try shell.error(
        "System.Management.Automation.PSArgumentException", .invalidArgument,
        "Cannot move the item because the source and destination paths did not resolve to the same provider.",
        exception: "System.Management.Automation.PSArgumentException", target: .array(sources))
    }
    // a name that ends in a separator is no file's
    let target = p.isContainer || to.exists ? to : to.ending(as: destination)
    if let made = try p.provider.move(p, to: target, force: force.isOn, shell), passThru.isOn { try shell.write(try made.object()) }
  }
}
