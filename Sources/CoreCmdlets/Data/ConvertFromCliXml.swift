/// Makes objects from CLIXML text.
import Engine
import NetTypes

struct ConvertFromCliXml: Cmdlet {
  static let command = Command("ConvertFrom", "CliXml", errorType: "Microsoft.PowerShell.Commands.ConvertFromClixmlCommand",
    synopsis: "Restores objects from the text ConvertTo-CliXml wrote.",
    examples: [("There and back", "Get-Date | ConvertTo-CliXml | ConvertFrom-CliXml")])
  @Parameter("InputObject", at: 0, from: .pipeline, mandatory: true) var inputObject: String

  mutating func process(_ shell: Invocation) throws {
    let all = try shell.readingXml { try CliXmlReader.objects(inputObject, shell.context) }
    try shell.write(all.isEmpty ? .null : all.count == 1 ? all[0] : .arr(all))
  }
}

extension Invocation {
  /// Reads XML: that it is broken ends the command with the whole name of .NET's exception as id.
  func readingXml<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let e as TerminatingError where e.record.exception.type.fullName == "System.Xml.XmlException" {
      e.record.errorId = "System.Xml.XmlException"
      throw e
    }
  }
}
