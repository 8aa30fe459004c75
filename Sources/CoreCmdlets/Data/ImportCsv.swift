/// Reads CSV files into objects whose properties are all text.
import Engine

struct ImportCsv: Cmdlet {
  static let command = Command("Import", "Csv", defaultSet: "DelimiterPath",
    synopsis: "Reads a CSV file as objects, a row each.",
    examples: [("Users from a file", "Import-Csv users.csv | ForEach-Object { $_.SipAddress }")])
  @Parameter("Delimiter", at: 1, sets: ["DelimiterPath", "DelimiterLiteralPath"], validate: [.notNull], type: "System.Char") var delimiter: Value?
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["DelimiterPath", "CulturePath"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["DelimiterLiteralPath", "CultureLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"],
    validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("UseCulture", sets: ["CulturePath", "CultureLiteralPath"], mandatory: true, validate: [.notNull]) var useCulture: Switch
  @Parameter("Header", validate: [.notNullOrEmpty]) var header: [String]
  @Parameter("Encoding", validate: [.notNullOrEmpty]) var encoding: TextEncoding?

  private var hasWarned = false

  mutating func process(_ shell: Invocation) throws {
    let literal = $literalPath.isBound
    let separator = try CsvTable.delimiter(delimiter, useCulture.isOn, shell)
    for name in literal ? literalPath : path {
      let file = try shell.filePath(name, literal: literal)
      let rows = CsvObjects(delimiter: separator, header: $header.isBound ? header : nil)
      rows.hasWarned = hasWarned
      defer { hasWarned = rows.hasWarned }
      do { try rows.readFile(file, encoding?.codec, shell) } catch let e as Posix.Failure { throw shell.terminating(e.record("FileOpenFailure", .openError)) }
    }
  }
}
