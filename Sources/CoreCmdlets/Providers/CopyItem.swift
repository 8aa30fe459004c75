/// Copies files, folders, variables …
import Engine

struct CopyItem: Cmdlet {
  static let command = Command("Copy", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Copies items to another place.",
    examples: [("A folder", "Copy-Item src backup -Recurse")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Destination", at: 1, from: .propertyName) var destination: String?
  @Parameter("Container") var container: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Recurse") var recurse: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("FromSession", validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession", dynamic: .onFiles, fidelity: .inert) var fromSession: Value?
  @Parameter("ToSession", validate: [.notNullOrEmpty], type: "System.Management.Automation.Runspaces.PSSession", dynamic: .onFiles, fidelity: .inert) var toSession: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    var place: ItemPath?
    try shell.carryOut { place = try shell.space.resolve(destination ?? "") }
    guard let to = place else { return }
    let how = CopyManner(recurse: recurse.isOn, container: !$container.isBound || container.isOn, force: force.isOn, filter: filter)
    for text in $literalPath.isBound ? literalPath : path {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn, filter: filter) {
        guard to.provider === p.provider else { return try refuseOther(p, shell) }
        // a name that ends in a separator is no file's
        let target = p.isContainer || to.exists ? to : to.ending(as: destination ?? "")
        let made = try p.provider.copy(p, to: target, how, shell)
        if passThru.isOn { for m in made { try shell.write(try m.object()) } }
      }
    }
  }
  private func refuseOther(_ p: ItemPath, _ shell: Invocation) throws {
    let sources = PSArray([.str(p.path)], of: TypeTable.string)
    sources.kind = .collection
    try shell.error(
      "CopyItemSourceAndDestinationNotSameProvider", .invalidArgument,
      "Source and destination path did not resolve to the same provider.", exception: "System.Management.Automation.PSArgumentException",
      target: .array(sources))
  }
}
