/// Reads CSV lines into objects whose properties are all text.
import Engine

struct ConvertFromCsv: Cmdlet {
  static let command = Command("ConvertFrom", "Csv", defaultSet: "Delimiter",
    synopsis: "Reads lines of CSV as objects.",
    examples: [("Two rows", "'Name,Age', 'ann,31', 'bob,45' | ConvertFrom-Csv")])
  @Parameter("Delimiter", at: 1, sets: ["Delimiter"], validate: [.notNull, .notNullOrEmpty], type: "System.Char") var delimiter: Value?
  @Parameter("UseCulture", sets: ["UseCulture"], mandatory: true, validate: [.notNull, .notNullOrEmpty]) var useCulture: Switch
  @Parameter("InputObject", at: 0, from: [.pipeline, .propertyName], mandatory: true, validate: [.notNull], attributes: [.allowEmptyString], type: "psobject[]") var inputObject: [Value]
  @Parameter("Header", validate: [.notNull, .notNullOrEmpty]) var header: [String]

  private var rows: CsvObjects?

  mutating func process(_ shell: Invocation) throws {
    if rows == nil { rows = CsvObjects(delimiter: try CsvTable.delimiter(delimiter, useCulture.isOn, shell), header: $header.isBound ? header : nil) }
    for item in inputObject {
      let text = item.isNull ? "" : try Conversion.textInCulture(item, shell.context)
      try rows?.read(text, shell)
    }
  }
}
