/// Removes files, folders, variables, functions or aliases.
import Engine
import Primitives

struct RemoveItem: Cmdlet {
  static let command = Command("Remove", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Deletes items.",
    examples: [("A folder with everything in it", "Remove-Item old -Recurse")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Recurse") var recurse: Switch
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    shell.continuesWithAll = nil
    let given = $literalPath.isBound ? literalPath : path
    for text in given {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn, filter: recurse.isOn || $literalPath.isBound ? nil : filter) {
        if Attention.isWanted { throw FlowSignal.stopped }
        if try shell.isInUse(p, as: text, literal: false, { "Cannot remove the item at '\($0)' because it is in use." }) { continue }
        if recurse.isOn, filter.selects { try removeChosen(p, filter, shell) } else { try p.provider.remove(p, recurse: recurse.isOn, force: force.isOn, shell) }
      }
    }
  }
  /// With -Recurse, -Include and -Exclude choose among everything below.
  private func removeChosen(_ p: ItemPath, _ filter: ItemFilter, _ shell: Invocation) throws {
    guard p.isContainer, p.provider.isHierarchical else {
      if filter.passes(p.leaf) { try p.provider.remove(p, recurse: true, force: force.isOn, shell) }
      return
    }
    for n in try p.provider.childNames(p.path, hidden: force.isOn) {
      let c = p.child(n)
      if filter.passes(n) { try c.provider.remove(c, recurse: false, force: force.isOn, shell) }
      if c.exists, c.isContainer { try removeChosen(c, filter, shell) }
    }
  }
}
