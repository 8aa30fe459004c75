/// Makes a file, folder, link, variable, function or alias.
import Engine

struct NewItem: Cmdlet {
  static let command = Command("New", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "pathSet", confirm: .medium,
    outputs: ["System.String", "System.IO.FileInfo", "System.IO.DirectoryInfo"],
    synopsis: "Makes a file, a folder, a link or another item.",
    examples: [("A folder", "New-Item -ItemType Directory reports")])
  @Parameter("Path", in: [InSet("pathSet", at: 0, mandatory: true, from: .propertyName), InSet("nameSet", at: 0, from: .propertyName)]) var path: [String]
  @Parameter("Name", from: .propertyName, sets: ["nameSet"], attributes: [.allowNull, .allowEmptyString]) var name: String
  @Parameter("ItemType", from: .propertyName, aliases: ["Type"]) var itemType: String?
  @Parameter("Value", from: [.pipeline, .propertyName], aliases: ["Target"]) var value: Value?
  @Parameter("Force") var force: Switch
  @Parameter("Options", type: "System.Management.Automation.ScopedItemOptions", dynamic: .onCommands) var options: Value?
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    try shell.refuseCredentials(path.isEmpty ? ["."] : path, literal: true)
    for text in path.isEmpty ? ["."] : path {
      // wildcards count only in the folder that -Name is put into
      let trimmed = text.hasSuffix(":/") || text.hasSuffix(":\\") ? text : NewItem.trimmed(text)
      var places: [ItemPath] = []
      if $name.isBound, !name.isEmpty { places = try shell.items([trimmed], literal: false, mustExist: false).map { $0.child(PathSpace.slashes(name)) } }
      else { try shell.carryOut { places = [try shell.space.resolve(trimmed)] } }
      for place in places {
        let p = place.provider.isHierarchical ? ItemPath(place.drive, place.provider, PathSpace.normal(place.path, below: "/")) : place
        // an empty type begins all kinds
        if itemType.map({ $0.isEmpty || FileSystemChanges.Kind($0)?.isLink ?? false }) ?? false, value.map({ Conversion.toString($0, shell.context).isEmpty }) ?? true {
          let e = PSException("System.Management.Automation.PSArgumentNullException", "Link '\(path.isEmpty ? "" : text)' cannot be created because the target Value was not specified.")
          e.properties.append(("ParamName", .str("content")))
          throw shell.terminating(ErrorRecord(e, id: "ArgumentNull", .invalidArgument))
        }
        if let f = p.provider as? FunctionProvider, let options, !f.exists(p.path) || force.isOn {
          guard try shell.shouldProcess(SessionProvider.newItem(p.path, itemType, value, shell), action: "New Item") else { continue }
          try f.set(p.path, value.map(\.base) ?? .str(""), options: options, force: force.isOn, shell)
          try shell.write(try p.object())
          continue
        }
        guard try shell.isServed(by: p.provider) else { continue }
        guard let made = try p.provider.new(p, type: itemType ?? "", value: value.map(\.base), force: force.isOn, shell) else { continue }
        if let options { (p.provider as? AliasProvider)?.set(p.path, options: options) }
        try shell.write(made)
      }
    }
  }
  /// Without the separators and spaces at the end.
  private static func trimmed(_ s: String) -> String {
    var t = s[...]
    while t.utf8.count > 1, t.hasSuffix("/") || t.hasSuffix("\\") || t.hasSuffix(" ") { t.removeLast() }
    return String(t)
  }
}
