/// Writes aliases to a file, as CSV or as a script.
import Engine
import Codecs
import Primitives

struct ExportAlias: Cmdlet {
  static let command = Command("Export", "Alias", defaultSet: "ByPath", confirm: .medium, outputs: ["System.Management.Automation.AliasInfo"], synopsis: "Writes aliases into a file.",
    examples: [("All", "Export-Alias aliases.csv")])
  @Parameter("Path", at: 0, sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Name", at: 1, from: .propertyName) var name: [String]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("As") var `as`: ExportAliasFormat?
  @Parameter("Append") var append: Switch
  @Parameter("Force") var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Description") var description: String?
  @Parameter("Scope") var scope: String?

  private var found: [AliasInfo] = []

  mutating func process(_ shell: Invocation) throws {
    try shell.checkScope(scope)
    try shell.checkWildcards(name)
    let all = try shell.context.aliases(scope: scope).sorted(by: { $0.name.lowercased() < $1.name.lowercased() })
    for wanted in $name.isBound ? name : ["*"] {
      let pattern = try WildcardPattern(wanted), matches = all.filter { pattern.matches($0.name) }
      if matches.isEmpty, !WildcardPattern.containsWildcard(wanted) {
        try shell.error(
          "AliasNotFound", .objectNotFound, "Cannot find alias because alias '\(wanted)' does not exist.",
          exception: "System.Management.Automation.ItemNotFoundException", target: .str(wanted))
      }
      found += matches
    }
  }
  mutating func end(_ shell: Invocation) throws {
    let target = $literalPath.isBound ? literalPath : path
    let file = try shell.shouldProcess(target) ? try open(target, shell) : nil
    for a in found {
      let options = a.options.text
      try file?.writeLine(`as` == .Script
        ? "set-alias -Name:\"\(a.name)\" -Value:\"\(a.definition)\" -Description:\"\(a.optionDescription)\" -Option:\"\(options)\""
        : "\"\(a.name)\",\"\(a.definition)\",\"\(a.optionDescription)\",\"\(options)\"")
      if passThru.isOn { try shell.write(.other(a)) }
    }
    try file?.close()
  }
  private func open(_ target: String, _ shell: Invocation) throws -> FileWriter {
    let path = try shell.filePath(target, literal: $literalPath.isBound)
    let file = try FileWriter(path, append: append.isOn, force: force.isOn, noClobber: noClobber.isOn, encoding: .utf16LE, shell)
    for l in [
      "Alias File", "Exported by : \(environment("UserName", shell))", "Date/Time : \((try? DateFormat.text(NetDateTime.now, "F")) ?? "")",
      "Computer : \(environment("MachineName", shell))"
    ] { try file.writeLine("# " + l) }
    if let description {
      try file.writeLine("#")
      try file.writeLine("# " + description.replacing("\n", with: "\n# "))
    }
    return file
  }
  private func environment(_ name: String, _ shell: Invocation) -> String {
    (try? TypeTable.get("System.Environment").staticMember(name)?.getter?(.null, shell.context)).map { Conversion.toString($0) } ?? ""
  }
}
