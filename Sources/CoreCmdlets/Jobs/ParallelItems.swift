/// `ForEach-Object -Parallel`: one engine per object, a limited number at a time.
import Engine
import Primitives

final class ParallelItems {
  private let block: ScriptBlock
  private let using: [String: Value]
  private let limit: Int
  private let folder: String
  private var running: [BackgroundRun] = []
  private let start = NetDateTime.now.ticks
  private let seconds: Double?
  private(set) var isOver = false

  init(_ block: ScriptBlock, limit: Int, seconds: Int?, _ shell: Invocation) throws {
    self.block = block
    self.limit = limit
    self.seconds = seconds.flatMap { $0 > 0 ? Double($0) : nil }
    using = try ParallelItems.usingValues(block, shell)
    folder = shell.context.fullPath(".")
  }
  static func usingValues(_ block: ScriptBlock, _ shell: Invocation) throws -> [String: Value] {
    let all = try shell.context.usingValues(of: block, nested: false)
    if all.values.contains(where: { if case .block = $0.base { true } else { false } }) {
      throw shell.terminating(
        "ParallelUsingVariableCannotBeScriptBlock", .invalidType,
        """
        A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, \
        and can result in undefined behavior.
        """,
        exception: "System.Management.Automation.PSArgumentException")
    }
    return all
  }
  static func task(_ block: ScriptBlock, _ item: Value, _ using: [String: Value], _ folder: String) -> BackgroundRun.Task {
    var t = BackgroundRun.Task(text: block.bodyText)
    t.item = item
    t.using = using
    t.folder = folder
    return t
  }
  /// Starts the block for one object; waits for a place when the limit is reached.
  func add(_ item: Value, _ shell: Invocation) throws {
    if isOver { return }
    if case .block = item.base {
      return try shell.error(
        "ParallelPipedInputObjectCannotBeScriptBlock", .invalidType,
        """
        A ForEach-Object -Parallel piped input object cannot be a script block. Passed-in script block variables are not supported with ForEach-Object \
        -Parallel, and can result in undefined behavior.
        """,
        exception: "System.Management.Automation.PSArgumentException", target: item)
    }
    while running.count >= limit, !isOver { try pause(shell) }
    if isOver { return }
    let run = BackgroundRun(ParallelItems.task(block, item, using, folder), parent: shell.context)
    try run.start()
    running.append(run)
  }
  func finish(_ shell: Invocation) throws { while !running.isEmpty, !isOver { try pause(shell) } }
  func cancel() { for r in running { r.stop() } }

  private static let task = RecordType("System.Management.Automation.PSTasks.PSTask", [])
  private static func failure(_ x: PSException, thrown: Bool = false) -> ErrorRecord {
    let r = ErrorRecord(x, id: "PSTaskException", .invalidOperation, target: task.make([]))
    r.thrownByStatement = thrown
    return r
  }
  /// Hands on what was written and lets the others run.
  private func pause(_ shell: Invocation) throws {
    try drain(shell)
    if running.count < limit, running.isEmpty { return }
    if let seconds, Double(NetDateTime.now.ticks - start) / 1e7 >= seconds {
      cancel()
      isOver = true
      while running.contains(where: { !$0.isOver }) { Turn.wait(shell.context, milliseconds: 10) }
      return try drain(shell)
    }
    do { try shell.poll() } catch { cancel(); throw error }
    shell.context.host.flush()
    Turn.wait(shell.context, milliseconds: 10)
    try drain(shell)
  }
  private func drain(_ shell: Invocation) throws {
    for r in running {
      for e in r.take() { try JobOutput.write(e, shell) }
      guard r.isOver else { continue }
      if let f = r.failure { try shell.relay(ParallelItems.failure(f.hostedException(isCommand: false), thrown: f.thrownByStatement)) }
      else if r.state == .stopped { try shell.relay(ParallelItems.failure(PSException("System.Management.Automation.PipelineStoppedException", "The pipeline has been stopped."))) }
    }
    running.removeAll(where: \.isOver)
  }
}
