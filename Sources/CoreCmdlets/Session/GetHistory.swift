/// Lines entered before.
import Engine

struct GetHistory: Cmdlet {
  static let command = Command("Get", "History", module: "Microsoft.PowerShell.Core", outputs: ["Microsoft.PowerShell.Commands.HistoryInfo"], synopsis: "Gets a list of the commands entered during the current session.", examples: [("The last five", "Get-History -Count 5")])
  @Parameter("Id", at: 0, from: .pipeline, validate: [.range(.int(1), .long(9223372036854775807))]) var id: [Int64]
  @Parameter("Count", at: 1, validate: [.range(.int(0), .int(32767))]) var count: Int?

  mutating func process(_ shell: Invocation) throws {
    var rows = SessionHistory.of(shell.context).entries
    if !id.isEmpty {
      for wanted in id {
        if let e = rows.first(where: { $0.id == wanted }) { try shell.write(.other(e)) } else {
          try shell.error("GetHistoryNoHistoryForId", .objectNotFound, "Cannot locate the history for Id \(wanted).", exception: "System.ArgumentException", target: .long(wanted))
        }
      }
      return
    }
    if $count.isBound { rows = rows.suffix(count ?? 0) }
    for e in rows { try shell.write(.other(e)) }
  }
}
