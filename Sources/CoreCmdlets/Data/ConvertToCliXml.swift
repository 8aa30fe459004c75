/// Objects as CLIXML text, what Export-Clixml writes to files.
import Engine
import NetTypes

struct ConvertToCliXml: Cmdlet {
  static let command = Command("ConvertTo", "CliXml", errorType: "Microsoft.PowerShell.Commands.ConvertToClixmlCommand",
    outputs: ["System.String"],
    synopsis: "Writes objects as text from which ConvertFrom-CliXml restores them.",
    examples: [("As text", "Get-Date | ConvertTo-CliXml")])
  @Parameter("InputObject", at: 0, from: .pipeline, mandatory: true, type: "psobject") var inputObject: Value
  @Parameter("Depth", validate: [.range(.int(1), .int(2147483647))]) var depth: Int?

  private var gathered: [Value] = []

  mutating func process(_ shell: Invocation) throws { gathered.append(inputObject) }
  mutating func end(_ shell: Invocation) throws { try shell.write(try CliXmlWriter.serialize(gathered, depth: depth ?? 2, shell.context)) }
}
