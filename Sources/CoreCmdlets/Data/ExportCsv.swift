/// Writes objects to a CSV file; the first object decides the columns.
import Engine

struct ExportCsv: Cmdlet {
  static let command = Command("Export", "Csv", errorType: "Microsoft.PowerShell.Commands.ExportCsvCommand", defaultSet: "Delimiter", confirm: .medium,
    synopsis: "Writes objects into a CSV file.",
    examples: [("A report", "Get-CsUser | Export-Csv users.csv")])
  @Parameter("InputObject", from: [.pipeline, .propertyName], type: "psobject") var inputObject: Value
  @Parameter("Path", at: 0, validate: [.notNullOrEmpty]) var path: String?
  @Parameter("LiteralPath", aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: String?
  @Parameter("Force") var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty]) var encoding: TextEncoding?
  @Parameter("Append") var append: Switch
  @Parameter("Delimiter", at: 1, sets: ["Delimiter"], validate: [.notNull], type: "System.Char") var delimiter: Value?
  @Parameter("UseCulture", sets: ["UseCulture"]) var useCulture: Switch
  @Parameter("IncludeTypeInformation", aliases: ["ITI"]) var includeTypeInformation: Switch
  @Parameter("NoTypeInformation", aliases: ["NTI"], dontShow: true) var noTypeInformation: Switch
  @Parameter("QuoteFields", aliases: ["QF"]) var quoteFields: [String]
  @Parameter("UseQuotes", aliases: ["UQ"]) var useQuotes: QuoteKind?
  @Parameter("NoHeader") var noHeader: Switch

  private var table: CsvTable?
  private var file: FileWriter?
  private var known: [String]?

  mutating func begin(_ shell: Invocation) throws {
    if $path.isBound == $literalPath.isBound {
      throw shell.terminating(
        "CannotSpecifyPathAndLiteralPath", .invalidData, "You must specify either the -Path or -LiteralPath parameters, but not both.",
        exception: "System.InvalidOperationException")
    }
    table = try CsvTable(
      shell, delimiter: delimiter, useCulture: useCulture.isOn, types: $noTypeInformation.isBound ? !noTypeInformation.isOn : includeTypeInformation.isOn, noHeader: noHeader.isOn,
      fields: $quoteFields.isBound ? quoteFields : nil, quotes: useQuotes)
    try CsvTable.requireOne(shell, includes: $includeTypeInformation.isBound, excludes: $noTypeInformation.isBound)
    let name = path ?? literalPath ?? ""
    guard try shell.shouldProcess(name) else { return }
    let target = try shell.filePath(name, literal: path == nil)
    if append.isOn { known = try table?.existingColumns(target) }
    file = try FileWriter(target, append: append.isOn, force: force.isOn, noClobber: noClobber.isOn, encoding: encoding?.codec ?? .utf8, shell)
    if let known { table?.adopt(known) }
  }
  mutating func process(_ shell: Invocation) throws {
    guard let table, let file else { return }
    if inputObject.isNull { return }
    if let known { try checkColumns(known, shell) }
    for line in try table.head(for: inputObject, shell) { try file.writeLine(line) }
    try table.append(inputObject, to: file, shell)
  }
  private mutating func checkColumns(_ columns: [String], _ shell: Invocation) throws {
    known = nil
    if force.isOn { return }
    let have = try shell.context.propertyNames(inputObject)
    for c in columns where !have.contains(where: { $0.equalsIgnoringCase(c) }) {
      try file?.close()
      throw shell.terminating(
        "CannotAppendCsvWithMismatchedPropertyNames", .invalidData,
        """
        Cannot append CSV content to the following file: \(path ?? literalPath ?? ""). The appended object does not have a property that corresponds to the \
        following column: \(c). To continue with mismatched properties, add the -Force parameter, and then retry the command.
        """,
        exception: "System.InvalidOperationException", target: .str(c))
    }
  }
  mutating func end(_ shell: Invocation) throws { try file?.close() }
  mutating func cleanup(_ shell: Invocation) { try? file?.close() }
}
