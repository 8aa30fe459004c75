/// Adds lines to the history.
import Engine
import Primitives

struct AddHistory: Cmdlet {
  static let command = Command("Add", "History", module: "Microsoft.PowerShell.Core",
    outputs: ["Microsoft.PowerShell.Commands.HistoryInfo"],
    synopsis: "Adds inputs to the history of the session.",
    examples: [("From a file", "Import-Clixml history.xml | Add-History")])
  @Parameter("InputObject", at: 0, from: .pipeline, type: "psobject[]") var inputObject: [Value]
  @Parameter("Passthru") var passthru: Switch

  mutating func process(_ shell: Invocation) throws {
    for item in inputObject {
      guard let line = try shell.context.property(item, "CommandLine"), let status = try shell.context.property(item, "ExecutionStatus"),
        let started = try time(item, "StartExecutionTime", shell), let ended = try time(item, "EndExecutionTime", shell) else {
        try shell.error(
          "AddHistoryInvalidInput", .invalidData, "Cannot add history because the input object has a format that is not valid.",
          exception: "System.IO.InvalidDataException", target: item)
        continue
      }
      let e = SessionHistory.of(shell.context).add(Conversion.toString(line, shell.context))
      e.status = Conversion.toString(status, shell.context)
      e.started = started
      e.ended = ended
      if passthru.isOn { try shell.write(.other(e)) }
    }
  }
  /// A time as it is, or as a text of the current culture.
  private func time(_ item: Value, _ name: String, _ shell: Invocation) throws -> NetDateTime? {
    guard let v = try shell.context.property(item, name) else { return nil }
    if case .datetime(let d) = v.base { return d }
    return try? DateParse.dateTime(Conversion.toString(v, shell.context), culture: shell.context.culture)
  }
}
