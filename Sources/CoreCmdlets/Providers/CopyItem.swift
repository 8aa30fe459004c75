/// Copies files, folders, variables …
import Engine

struct CopyItem: Cmdlet {
  static let command = Command("Copy", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Copies an item from one location to another.", examples: [("A folder", "Copy-Item src backup -Recurse")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Destination", at: 1, from: .propertyName) var destination: String?
  @Parameter("Container") var container: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Recurse") var recurse: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("FromSession", validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession", fidelity: .inert) var fromSession: Value?
  @Parameter("ToSession", validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession", fidelity: .inert) var toSession: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    let to = try shell.space.resolve(destination ?? ".")
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) where filter.passesItem(p) {
      guard to.provider === p.provider else { throw shell.terminating("CopyItemSourceAndDestinationNotSameProvider", .invalidArgument, "Source and destination path did not resolve to the same provider.", exception: "System.Management.Automation.PSArgumentException") }
      let action = p.isContainer ? "Copy Directory" : "Copy File"
      guard try shell.shouldProcess("Item: \(p.display) Destination: \(to.isContainer && p.provider.isHierarchical && !p.isContainer ? to.child(p.leaf).display : to.display)", action: p.provider.isHierarchical ? action : "Copy Item") else { continue }
      let made = p.isContainer && (filter.filterText != nil || !exclude.isEmpty) ? try copyFiltered(p, to, filter, shell) : try p.provider.copy(p, to: to, recurse: recurse.isOn, container: !$container.isBound || container.isOn, force: force.isOn, shell)
      if passThru.isOn { for m in made { try shell.write(try m.object()) } }
    }
  }
  /// A folder of which only matching files are copied.
  private func copyFiltered(_ p: ItemPath, _ to: ItemPath, _ filter: ItemFilter, _ shell: Invocation) throws -> [ItemPath] {
    let target = to.exists ? to.child(p.leaf) : to
    var made = try p.provider.copy(p, to: to, recurse: false, container: true, force: force.isOn, shell)
    guard recurse.isOn else { return made }
    for n in try p.provider.childNames(p.path, hidden: force.isOn) {
      let c = p.child(n)
      if c.isContainer { if !filter.passesItem(c) { continue }; made += try copyFiltered(c, target, filter, shell) }
      else if filter.passes(n) { made += try c.provider.copy(c, to: target.child(n), recurse: false, container: true, force: force.isOn, shell) }
    }
    return made
  }
}
