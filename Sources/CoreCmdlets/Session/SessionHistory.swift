/// Lines entered in this session, for Get-History and friends; the prompt adds to it.
import Engine
import Primitives

public final class SessionHistory {
  var entries: [HistoryEntry] = []
  private var next: Int64 = 1
  private weak var context: ExecutionContext?
  /// Entries that Invoke-History runs right now.
  var invoked: Set<Int64> = []

  public static func of(_ context: ExecutionContext) -> SessionHistory {
    if let h = context.services["History"] as? SessionHistory { return h }
    let h = SessionHistory()
    h.context = context
    context.services["History"] = h
    return h
  }
  /// A line about to run.
  @discardableResult public func add(_ line: String) -> HistoryEntry {
    let e = HistoryEntry(next, line)
    next += 1
    entries.append(e)
    context?.historyId = e.id
    if entries.count > 4096 { entries.removeFirst() }
    return e
  }
}

public final class HistoryEntry: Ref {
  let id: Int64
  let line: String
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
      t.property("System.Management.Automation.Runspaces.PipelineState ExecutionStatus {get;}") { v, _ in .str(e(v)?.status ?? "") }
      t.property("datetime StartExecutionTime {get;}") { v, _ in .datetime(e(v)?.started ?? .minValue) }
      t.property("datetime EndExecutionTime {get;}") { v, _ in .datetime(e(v)?.ended ?? .minValue) }
      t.property("timespan Duration {get;}") { v, _ in .timespan(e(v).map { $0.ended - $0.started } ?? .zero) }
    }
    return t
  }()
}
