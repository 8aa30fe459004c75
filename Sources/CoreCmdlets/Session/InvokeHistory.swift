/// Runs a line entered before again.
import Engine

struct InvokeHistory: Cmdlet {
  static let command = Command("Invoke", "History", module: "Microsoft.PowerShell.Core", confirm: .medium, synopsis: "Runs commands from the session history.", examples: [("The last one", "Invoke-History")])
  @Parameter("Id", at: 0, from: .propertyName) var id: String?

  mutating func process(_ shell: Invocation) throws {
    let h = SessionHistory.of(shell.context)
    let found = id.flatMap { text in Int64(text).map { n in h.entries.last { $0.id == n } } ?? h.entries.last { $0.line.hasPrefix(text) } } ?? (id == nil ? h.entries.last : nil)
    guard let found else {
      return try shell.error("InvokeHistoryNoLastHistoryEntryFound", .invalidOperation, id.map { "Cannot locate history for command line \($0)." } ?? "Cannot locate the most recent history entry.", exception: "System.InvalidOperationException")
    }
    guard try shell.shouldProcess(found.line) else { return }
    guard h.invoked.insert(found.id).inserted else {
      throw shell.terminating("InvokeHistoryLoopDetected", .invalidOperation, "The Invoke-History cmdlet is called repeatedly, in a loop.", exception: "System.InvalidOperationException")
    }
    defer { h.invoked.remove(found.id) }
    shell.context.host.write(found.line + "\n")
    try shell.runText(found.line)
  }
}
