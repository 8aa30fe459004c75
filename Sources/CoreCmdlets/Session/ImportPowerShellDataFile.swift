/// Reads a file that holds one hashtable of constants.
import Engine
import NetTypes
import Syntax

struct ImportPowerShellDataFile: Cmdlet {
  static let command = Command("Import", "PowerShellDataFile", defaultSet: "ByPath",
    synopsis: "Reads the table a .psd1 file holds; nothing in it is run.",
    examples: [("Settings", "Import-PowerShellDataFile settings.psd1")])
  @Parameter("Path", at: 0, sets: ["ByPath"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("LiteralPath", at: 0, from: .propertyName, sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("SkipLimitCheck") var skipLimitCheck: Switch

  mutating func process(_ shell: Invocation) throws {
    for text in $literalPath.isBound ? literalPath : path {
      let file = try shell.filePath(text, literal: $literalPath.isBound)
      guard let source = FileText.text(file) else {
        try shell.error("PathNotFound", .invalidArgument, "Cannot find path '\(text)' because it does not exist.", exception: "System.ArgumentException", target: .str(text))
        continue
      }
      let parsed = Parser.parse(SourceText(source, file: file))
      if !parsed.errors.isEmpty { try refuse(file, "CouldNotParseAsPowerShellDataFile", shell); continue }
      guard let table = Self.table(in: parsed.ast) else { try refuse(file, "CouldNotParseAsPowerShellDataFileNoHashtableRoot", shell); continue }
      guard table.hasSafeValue, skipLimitCheck.isOn || table.isWithinSafeSize else {
        throw shell.terminating(
          "System.InvalidOperationException", .notSpecified,
          "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: \(table.extent.text).",
          exception: "System.InvalidOperationException")
      }
      try shell.write(try shell.context.invokeBlock(try shell.context.makeBlock(table.extent.text, file: file)))
    }
  }
  private func refuse(_ file: String, _ id: String, _ shell: Invocation) throws {
    try shell.error(id, .invalidData, "The file '\(file)' could not be parsed as a PowerShell Data File.", exception: "System.InvalidOperationException", target: .str(file))
  }
  /// The first hashtable, wherever it stands outside of nested blocks.
  private static func table(in a: Ast) -> HashtableAst? {
    if let found = a as? HashtableAst { return found }
    return a.children.lazy.compactMap { $0 is ScriptBlockExpressionAst || $0 is FunctionDefinitionAst ? nil : table(in: $0) }.first
  }
}
