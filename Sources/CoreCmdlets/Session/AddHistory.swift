/// Adds lines to the history.
import Engine

struct AddHistory: Cmdlet {
  static let command = Command("Add", "History", module: "Microsoft.PowerShell.Core", outputs: ["Microsoft.PowerShell.Commands.HistoryInfo"], synopsis: "Appends entries to the session history.", examples: [("From a file", "Import-Clixml history.xml | Add-History")])
  @Parameter("InputObject", at: 0, from: .pipeline, type: "psobject[]") var inputObject: [Value]
  @Parameter("Passthru") var passthru: Switch

  mutating func process(_ shell: Invocation) throws {
    for item in inputObject {
      guard let line = try shell.context.property(item, "CommandLine") else { continue }
      let e = SessionHistory.of(shell.context).add(Conversion.toString(line, shell.context))
      if passthru.isOn { try shell.write(.other(e)) }
    }
  }
}
