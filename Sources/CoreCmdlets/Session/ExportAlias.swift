/// Writes aliases to a file, as CSV or as a script.
import Engine
import Codecs
import Primitives

struct ExportAlias: Cmdlet {
  static let command = Command("Export", "Alias", defaultSet: "ByPath", confirm: .medium, outputs: ["System.Management.Automation.AliasInfo"], synopsis: "Writes aliases into a file.",
    examples: [("All", "Export-Alias aliases.csv")])
  @Parameter("Path", at: 0, sets: ["ByPath"]) var path: String
  @Parameter("Name", at: 1, from: .propertyName) var name: [String]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("As") var `as`: ExportAliasFormat?
  @Parameter("Append") var append: Switch
  @Parameter("Force") var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Description") var description: String?
  @Parameter("Scope") var scope: String?
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String

  mutating func process(_ shell: Invocation) throws {
    try shell.checkScope(scope)
    let target = try shell.filePath($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound)
    guard try shell.shouldProcess(target) else { return }
    let wanted = WildcardList(name)
    let file = try FileWriter(target, append: append.isOn, force: force.isOn, noClobber: noClobber.isOn, encoding: .utf8, shell)
    let user = Posix.environment("USER") ?? ""
    for l in [
      "Alias File", "Exported by : \(user)", "Date/Time : \((try? DateFormat.text(NetDateTime.now, "F")) ?? "")",
      "Computer : \(Posix.environment("HOSTNAME") ?? "")"
    ] { try file.writeLine("# " + l) }
    if let description { try file.writeLine("# " + description) }
    for a in try shell.context.aliases(scope: nil).sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) where wanted.matches(a.name) {
      let options = a.options.text
      try file.writeLine(`as` == .Script
        ? "set-alias -Name:\"\(a.name)\" -Value:\"\(a.definition)\" -Description:\"\(a.optionDescription)\" -Option:\"\(options)\""
        : "\"\(a.name)\",\"\(a.definition)\",\"\(a.optionDescription)\",\"\(options)\"")
      if passThru.isOn { try shell.write(.other(a)) }
    }
    try file.close()
  }
}
