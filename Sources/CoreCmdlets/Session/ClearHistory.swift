/// Forgets lines entered before.
import Engine

struct ClearHistory: Cmdlet {
  static let command = Command("Clear", "History", module: "Microsoft.PowerShell.Core", defaultSet: "IDParameter", confirm: .medium,
    synopsis: "Forgets what has been typed in this session.",
    examples: [("All", "Clear-History")])
  @Parameter("Id", at: 0, sets: ["IDParameter"], validate: [.range(.int(1), .int(2147483647))]) var id: [Int]
  @Parameter("CommandLine", sets: ["CommandLineParameter"], validate: [.notNullOrEmpty]) var commandLine: [String]
  @Parameter("Count", at: 1, validate: [.range(.int(1), .int(2147483647))]) var count: Int?
  @Parameter("Newest") var newest: Switch

  mutating func process(_ shell: Invocation) throws {
    let h = SessionHistory.of(shell.context)
    func forget(_ gone: [HistoryEntry]) { h.entries.removeAll { e in gone.contains { $0 === e } } }
    if !commandLine.isEmpty {
      if $count.isBound, commandLine.count > 1 {
        throw shell.terminating(
          "NoCountWithMultipleCmdLine ", .invalidArgument, "The count cannot be combined with multiple CommandLine parameters.",
          exception: "System.ArgumentException", target: .arr(commandLine.map { .str($0) }))
      }
      for line in commandLine {
        let w = Wildcard(line), matching = h.entries.filter { w.matches($0.line) }
        // one entry of a line, unless a pattern asks for all there are
        forget(h.entries(at: nil, count: $count.isBound ? count ?? 0 : w.isLiteral ? 1 : matching.count, newest: newest.isOn, of: matching))
      }
      return
    }
    guard let first = id.first else {
      if $count.isBound { return forget(h.entries(at: nil, count: count ?? 0, newest: newest.isOn, of: h.entries)) }
      guard try shell.shouldProcess("This command will clear all the entries from the session history.") else { return }
      return h.entries.removeAll()
    }
    if $count.isBound {
      if id.count > 1 { throw shell.terminating(SessionHistory.countWithSeveral(count ?? 0)) }
      if !h.entries.contains(where: { $0.id == Int64(first) }) { try shell.error(SessionHistory.noEntry(Int64(first), "GetHistoryNoHistoryForId")) }
      return forget(h.entries(at: Int64(first), count: count ?? 0, newest: newest.isOn, of: h.entries))
    }
    for wanted in id.map(Int64.init) {
      let gone = h.entries.filter { $0.id == wanted }
      if gone.isEmpty { try shell.error(SessionHistory.noEntry(wanted, "GetHistoryNoHistoryForId")) }
      forget(gone)
    }
  }
}
