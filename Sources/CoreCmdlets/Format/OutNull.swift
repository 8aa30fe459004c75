/// Takes everything and shows nothing.
import Engine

struct OutNull: Cmdlet {
  static let command = Command("Out", "Null", module: "Microsoft.PowerShell.Core",
    synopsis: "Throws away what reaches it.",
    examples: [("A folder without a word", "New-Item ./new -ItemType Directory | Out-Null")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  mutating func process(_ shell: Invocation) throws {}
}
