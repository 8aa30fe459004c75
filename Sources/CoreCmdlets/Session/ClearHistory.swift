/// Forgets lines entered before.
import Engine

struct ClearHistory: Cmdlet {
  static let command = Command("Clear", "History", module: "Microsoft.PowerShell.Core", defaultSet: "IDParameter", confirm: .medium, synopsis: "Deletes entries from the PowerShell session command history.", examples: [("All", "Clear-History")])
  @Parameter("Id", at: 0, sets: ["IDParameter"], validate: [.range(.int(1), .int(2147483647))]) var id: [Int]
  @Parameter("CommandLine", sets: ["CommandLineParameter"], validate: [.notNullOrEmpty]) var commandLine: [String]
  @Parameter("Count", at: 1, validate: [.range(.int(1), .int(2147483647))]) var count: Int?
  @Parameter("Newest") var newest: Switch

  mutating func process(_ shell: Invocation) throws {
    let h = SessionHistory.of(shell.context)
    guard try shell.shouldProcess("Clear-History", action: "Clear history") else { return }
    if !id.isEmpty { h.entries.removeAll { id.map(Int64.init).contains($0.id) }; return }
    if !commandLine.isEmpty { let w = WildcardList(commandLine); h.entries.removeAll { w.matches($0.line) }; return }
    if $count.isBound { if newest.isOn { h.entries.removeLast(min(count ?? 0, h.entries.count)) } else { h.entries.removeFirst(min(count ?? 0, h.entries.count)) }; return }
    h.entries.removeAll()
  }
}
