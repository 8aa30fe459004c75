/// Lines entered in this session, for Get-History and friends; the prompt adds to it.
import Engine
import Primitives
import Syntax

public final class SessionHistory {
  var entries: [HistoryEntry] = []
  private var next: Int64 = 1
  private weak var context: ExecutionContext?
  /// Entries that Invoke-History runs right now.
  var invoked: Set<Int64> = []

  public static func of(_ context: ExecutionContext) -> SessionHistory {
    context.service("History") {
      let h = SessionHistory()
      h.context = context
      return h
    }
  }
  /// As many entries as asked for: up to an entry, or (newest) from it on; without an entry the oldest or the newest.
  func entries(at id: Int64?, count: Int, newest: Bool, of all: [HistoryEntry]) -> [HistoryEntry] {
    guard let id else { return Array(newest ? all.suffix(count) : all.prefix(count)) }
    return Array(newest ? all.filter { $0.id >= id }.prefix(count) : all.filter { $0.id <= id }.suffix(count))
  }
  static func noEntry(_ id: Int64, _ errorId: String) -> ErrorRecord {
    ErrorRecord(PSException("System.ArgumentException", "Cannot locate the history for Id \(id)."), id: errorId, .objectNotFound, target: .long(id))
  }
  /// Several entries were named, and a count: an error.
  static func countWithSeveral(_ count: Int) -> ErrorRecord {
    ErrorRecord(
      PSException("System.ArgumentException", "The count cannot be combined with multiple Ids."), id: "GetHistoryNoCountWithMultipleIds", .invalidArgument,
      target: .int(Int32(clamping: count)))
  }
  /// A line about to run.
  @discardableResult public func add(_ line: String) -> HistoryEntry {
    let e = HistoryEntry(next, line)
    context?.historyId = e.id
    keep(e)
    return e
  }
  /// `$^` and `$$`: the first and the last word of the input before.
  public func noteEnds(of text: String) {
    let source = SourceText(text), parsed = Parser.parse(source)
    guard let context, let first = parsed.firstToken, let last = parsed.lastToken else { return }
    context.setGlobal("^", firstWord.map { .str($0) } ?? .null)
    context.setGlobal("$", lastWord.map { .str($0) } ?? .null)
    func word(_ t: Token) -> String {
      if case .text(let s) = t.payload { return s }
      return Extent(source, Int(t.start), Int(t.end)).text
    }
    let own: Set<String> = ["$$", "$^"]
    if case let w = word(first), !own.contains(w) { firstWord = w }
    if case let w = word(last), !own.contains(w) { lastWord = w }
  }
  private var firstWord: String?, lastWord: String?
  private func keep(_ e: HistoryEntry) {
    next = e.id + 1
    entries.append(e)
    if entries.count > 4096 { entries.removeFirst() }
  }
  /// What Invoke-History ran stands in the history instead of the line that called it.
  var replacement: String?
  /// A line typed at the prompt begins to run; it is in the history when it has ended.
  public func begin(_ line: String) -> HistoryEntry {
    replacement = nil
    context?.historyId = next
    return HistoryEntry(next, line)
  }
  /// - Parameter status: `Completed`, `Failed` or `Stopped`
  public func end(_ e: HistoryEntry, status: String) {
    e.id = next
    e.ended = .now
    e.status = status
    if let replacement { e.line = replacement }
    keep(e)
  }
}

/// One input: its text, when it ran, and how it ended.
public final class HistoryEntry: Ref {
  fileprivate(set) var id: Int64
  fileprivate(set) var line: String
  var started: NetDateTime
  public var ended: NetDateTime
  /// `Completed`, `Failed`, `Stopped`.
  public var status = "Completed"
  init(_ id: Int64, _ line: String) { self.id = id; self.line = line; started = .now; ended = started; super.init() }
  public override var netType: NetType { HistoryEntry.type }
  public override func text() -> String { line }
  static let type: NetType = {
    let t = TypeTable.get("Microsoft.PowerShell.Commands.HistoryInfo")
    func e(_ v: Value) -> HistoryEntry? { v.refValue as? HistoryEntry }
    t.extend { t in
      t.property("long Id {get;}") { v, _ in .long(e(v)?.id ?? 0) }
      t.property("string CommandLine {get;}") { v, _ in .str(e(v)?.line ?? "") }
      t.property("System.Management.Automation.Runspaces.PipelineState ExecutionStatus {get;}") { v, _ in .other(PSEnum("System.Management.Automation.Runspaces.PipelineState", e(v)?.status ?? "")) }
      t.property("datetime StartExecutionTime {get;}") { v, _ in .datetime(e(v)?.started ?? .minValue) }
      t.property("datetime EndExecutionTime {get;}") { v, _ in .datetime(e(v)?.ended ?? .minValue) }
      t.property("timespan Duration {get;}") { v, _ in .timespan(e(v).map { $0.ended - $0.started } ?? .zero) }
    }
    return t
  }()
}
