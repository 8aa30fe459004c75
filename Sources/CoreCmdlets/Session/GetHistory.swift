/// Lines entered before.
import Engine

struct GetHistory: Cmdlet {
  static let command = Command("Get", "History", module: "Microsoft.PowerShell.Core",
    outputs: ["Microsoft.PowerShell.Commands.HistoryInfo"],
    synopsis: "Lists what has been typed in this session.",
    examples: [("The last five", "Get-History -Count 5")])
  @Parameter("Id", at: 0, from: .pipeline, validate: [.range(.int(1), .long(9223372036854775807))]) var id: [Int64]
  @Parameter("Count", at: 1, validate: [.range(.int(0), .int(32767))]) var count: Int?

  mutating func process(_ shell: Invocation) throws {
    let history = SessionHistory.of(shell.context)
    guard let first = id.first else {
      if $id.isBound { return }
      for e in history.entries(at: nil, count: $count.isBound ? count ?? 0 : Int.max, newest: true, of: history.entries) { try shell.write(.other(e)) }
      return
    }
    if $count.isBound {
      if id.count > 1 { throw shell.terminating(SessionHistory.countWithSeveral(count ?? 0)) }
      for e in history.entries(at: first, count: count ?? 0, newest: false, of: history.entries) { try shell.write(.other(e)) }
      return
    }
    for wanted in id {
      if let e = history.entries.first(where: { $0.id == wanted }) { try shell.write(.other(e)) } else { try shell.error(SessionHistory.noEntry(wanted, "GetHistoryNoHistoryForId")) }
    }
  }
}
