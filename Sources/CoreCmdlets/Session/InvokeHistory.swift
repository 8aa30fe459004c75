/// Runs a line entered before again.
import Engine

struct InvokeHistory: Cmdlet {
  static let command = Command("Invoke", "History", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Runs an input of before again.",
    examples: [("The last one", "Invoke-History")])
  @Parameter("Id", at: 0, from: .propertyName) var id: String?

  mutating func process(_ shell: Invocation) throws {
    let h = SessionHistory.of(shell.context)
    let found = try entry(h, shell)
    guard try shell.shouldProcess(found.line) else { return }
    guard h.invoked.insert(found.id).inserted else {
      throw shell.terminating("InvokeHistoryLoopDetected", .invalidOperation, "The Invoke-History cmdlet is called repeatedly, in a loop.", exception: "System.InvalidOperationException")
    }
    defer { h.invoked.remove(found.id) }
    h.replacement = found.line
    shell.context.host.write(found.line + "\n")
    try shell.runText(found.line)
  }
  /// The entry of an id, the last one that begins with a text, or the last one.
  private func entry(_ h: SessionHistory, _ shell: Invocation) throws -> HistoryEntry {
    func refuse(_ id: String, _ category: ErrorCategory, _ message: String, _ exception: String, _ target: Value) -> TerminatingError {
      shell.terminating("InvokeHistory" + id, category, message, exception: exception, target: target)
    }
    guard let id else {
      if let last = h.entries.last { return last }
      throw refuse("NoLastHistoryEntryFound", .invalidOperation, "Cannot locate most recent history.", "System.InvalidOperationException", .null)
    }
    guard case .long(let number)? = Conversion.tryConvert(.str(id), to: TypeTable.long, shell.context) else {
      if let e = h.entries.last(where: { $0.line.hasPrefix(id) }) { return e }
      throw refuse("NoHistoryForCommandline", .objectNotFound, "Cannot locate the history for command line \(id).", "System.ArgumentException", .str(id))
    }
    if number <= 0 {
      throw refuse(
        "InvalidIdGetHistory", .invalidArgument,
        "The identifier \(number) is not a valid value for a History identifier. Specify a positive number, and then try again. (Parameter 'Id')",
        "System.ArgumentOutOfRangeException", .long(number))
    }
    if let e = h.entries.last(where: { $0.id == number }) { return e }
    throw shell.terminating(SessionHistory.noEntry(number, "InvokeHistoryNoHistoryForId"))
  }
}
