/// Sets the value of a variable, function, alias or environment variable.
import Engine

struct SetItem: Cmdlet {
  static let command = Command("Set", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Gives an item a new value.",
    examples: [("A variable", "Set-Item Variable:x 5")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Value", at: 1, from: [.pipeline, .propertyName]) var value: Value?
  @Parameter("Force") var force: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Options", type: "System.Management.Automation.ScopedItemOptions", dynamic: .onCommands) var options: Value?
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, mustExist: false, hidden: force.isOn, filter: filter) {
      if !p.provider.isHierarchical, p.path.isEmpty {
        try shell.error(PathSpace.nullArgument("name", id: "SetItemNullName", target: .str("")))
        continue
      }
      let v = value.map { $0.arrayValue.map { $0.count == 1 ? $0[0] : .array($0) } ?? $0 } ?? .null
      if let f = p.provider as? FunctionProvider, let options {
        let isSet = try SessionProvider.refusing(shell) { try f.set(p.path, $value.isBound ? v : nil, options: options, force: force.isOn, shell) }
        if passThru.isOn, isSet { try shell.write(try p.object()) }
        continue
      }
      // files have no value, whatever is asked first
      if p.provider.isHierarchical { try p.provider.set(p, v.orNull, force: force.isOn, shell); continue }
      guard try shell.shouldProcess("Item: \(p.path) Value: \(Conversion.toString(v, shell.context))", action: "Set Item") else { continue }
      var isSet = true
      switch p.provider {
      case let f as FunctionProvider: isSet = try SessionProvider.refusing(shell) { try f.set(p.path, v.orNull, options: nil, force: force.isOn, shell) }
      case let a as AliasProvider: isSet = try SessionProvider.refusing(shell) { try a.set(p.path, v.orNull, options: options, force: force.isOn, shell) }
      case let s as VariableProvider: isSet = try SessionProvider.refusing(shell) { try s.change(p, v.orNull, force: force.isOn, shell) }
      default: try p.provider.set(p, v.orNull, force: force.isOn, shell)
      }
      if passThru.isOn, isSet { try shell.write(try p.object()) }
    }
  }
}
