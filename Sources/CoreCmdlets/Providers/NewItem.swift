/// Makes a file, folder, link, variable, function or alias.
import Engine

struct NewItem: Cmdlet {
  static let command = Command("New", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "pathSet", confirm: .medium, outputs: ["System.String", "System.IO.FileInfo", "System.IO.DirectoryInfo"], synopsis: "Creates a new item.", examples: [("A folder", "New-Item -ItemType Directory reports")])
  @Parameter("Path", in: [InSet("nameSet", at: 0, from: .propertyName), InSet("pathSet", at: 0, mandatory: true, from: .propertyName)]) var path: [String]
  @Parameter("ItemType", from: .propertyName, aliases: ["Type"]) var itemType: String?
  @Parameter("Value", from: [.pipeline, .propertyName], aliases: ["Target"]) var value: Value?
  @Parameter("Force") var force: Switch
  @Parameter("Options", type: "System.Management.Automation.ScopedItemOptions") var options: Value?
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Name", from: .propertyName, sets: ["nameSet"], attributes: [.allowNull, .allowEmptyString]) var name: String

  mutating func process(_ shell: Invocation) throws {
    for text in path.isEmpty ? ["."] : path {
      var p = try shell.space.resolve(Wildcard.unescape(text))
      if $name.isBound { p = try shell.space.resolve(p.provider.isHierarchical ? p.provider.join(p.display, name) : "\(p.drive?.name ?? ""):\(name)") }
      let kind = itemType ?? ""
      guard try shell.shouldProcess("Destination: \(p.display)", action: NewItem.action(kind, p)) else { continue }
      if let f = p.provider as? FunctionProvider, let options, !f.exists(p.path) || force.isOn {
        try f.set(p.path, value.map(\.base) ?? .str(""), options: options, force: force.isOn, shell)
        try shell.write(try p.object())
        continue
      }
      if let made = try p.provider.new(p, type: kind, value: value.map(\.base), force: force.isOn, shell) { try shell.write(made) }
    }
  }
  private static func action(_ kind: String, _ p: ItemPath) -> String {
    guard p.provider.name == "FileSystem" else { return "New Item" }
    let k = kind.lowercased()
    if !k.isEmpty, "directory".hasPrefix(k) || k == "container" { return "Create Directory" }
    return k == "symboliclink" ? "Create Symbolic Link" : k == "hardlink" ? "Create Hard Link" : "Create File"
  }
}
