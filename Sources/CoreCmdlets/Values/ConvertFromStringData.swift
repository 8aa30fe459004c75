/// Reads `name = value` lines into a hashtable.
import Engine
import Primitives

struct ConvertFromStringData: Cmdlet {
  static let command = Command("ConvertFrom", "StringData",
    outputs: ["System.Collections.Hashtable"],
    synopsis: "Reads lines of `key = value` as a table.",
    examples: [("Two pairs", "\"a = 1`nb = 2\" | ConvertFrom-StringData")])
  @Parameter("StringData", at: 0, from: .pipeline, attributes: [.allowEmptyString]) var stringData: String
  @Parameter("Delimiter", at: 1, type: "System.Char") var delimiter: Value?

  mutating func process(_ shell: Invocation) throws {
    let separator = delimiter.map { Conversion.toString($0, shell.context) } ?? "="
    let table = PSHash(.hashtable)
    for raw in stringData.partsBetweenLineFeeds {
      try shell.context.poll()
      let line = raw.trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let cut = line.range(of: separator), cut.lowerBound != line.startIndex else {
        throw shell.terminating("InvalidOperation", .invalidOperation, "Data line '\(line)' is not in 'name=value' format. ", exception: "System.Management.Automation.PSInvalidOperationException")
      }
      let name = line[..<cut.lowerBound].trimmed, value = line[cut.upperBound...].trimmed
      if table.contains(.str(name)) {
        throw shell.terminating(
          "InvalidOperation", .invalidOperation, "Data item '\(name)' in line '\(line)' is already defined. ",
          exception: "System.Management.Automation.PSInvalidOperationException")
      }
      table.set(name, .str(RegexEscapes.unescape(value)))
    }
    try shell.write(.hash(table))
  }
}
