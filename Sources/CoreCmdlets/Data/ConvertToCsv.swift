/// Writes objects as CSV lines; the first object decides the columns.
import Engine

struct ConvertToCsv: Cmdlet {
  static let command = Command("ConvertTo", "Csv", errorType: "Microsoft.PowerShell.Commands.ConvertToCsvCommand", defaultSet: "Delimiter",
    outputs: ["System.String"],
    synopsis: "Writes objects as lines of CSV.",
    examples: [("A table", "Get-CsUser | ConvertTo-Csv -Delimiter ';'")])
  @Parameter("InputObject", at: 0, from: [.pipeline, .propertyName], type: "psobject") var inputObject: Value
  @Parameter("Delimiter", at: 1, sets: ["Delimiter"], validate: [.notNull], type: "System.Char") var delimiter: Value?
  @Parameter("UseCulture", sets: ["UseCulture"]) var useCulture: Switch
  @Parameter("IncludeTypeInformation", aliases: ["ITI"]) var includeTypeInformation: Switch
  @Parameter("NoTypeInformation", aliases: ["NTI"], dontShow: true) var noTypeInformation: Switch
  @Parameter("QuoteFields", aliases: ["QF"]) var quoteFields: [String]
  @Parameter("UseQuotes", aliases: ["UQ"]) var useQuotes: QuoteKind?
  @Parameter("NoHeader") var noHeader: Switch

  private var table: CsvTable?

  mutating func begin(_ shell: Invocation) throws {
    table = try CsvTable(
      shell, delimiter: delimiter, useCulture: useCulture.isOn, types: $noTypeInformation.isBound ? !noTypeInformation.isOn : includeTypeInformation.isOn, noHeader: noHeader.isOn,
      fields: $quoteFields.isBound ? quoteFields : nil, quotes: useQuotes)
    try CsvTable.requireOne(shell, includes: $includeTypeInformation.isBound, excludes: $noTypeInformation.isBound)
  }
  mutating func process(_ shell: Invocation) throws {
    guard let table else { return }
    if inputObject.isNull { return }
    // objects without properties and a single empty value leave nothing to write
    for line in try table.head(for: inputObject, shell) where !line.isEmpty { try shell.write(line) }
    let line = try table.line(for: inputObject, shell)
    if !line.isEmpty { try shell.write(line) }
  }
}
