/// Jobs as objects: what runs in the background, its state and what it has written.
import Engine
import NetTypes
import Primitives

final class Job: Ref {
  enum Kind {
    /// `Start-Job` and the one child that does its work; `Start-ThreadJob`; `ForEach-Object -Parallel -AsJob` and its children.
    case background, backgroundChild, thread, parallel, parallelChild
    /// The action of a registered event.
    case event
  }
  /// What an event's action has come to: it runs with each event, until somebody stops it.
  struct Action {
    var state = State.notStarted
    var hasMoreData = false
    /// All that it wrote, and what nobody took yet.
    var written: [BackgroundRun.Entry] = [], fresh: [BackgroundRun.Entry] = []
    /// Where it runs each time, and `$Error` there.
    let module = ModuleInfo("__DynamicModule_" + NetGuid.newGuid().description)
    let errors = ExecutionContext.newErrorList()
    /// Ends the subscription.
    var unsubscribe: () -> Void = {}
    mutating func write(_ stream: BackgroundRun.Stream, _ v: Value) {
      let e = BackgroundRun.Entry(stream: stream, value: v)
      written.append(e)
      fresh.append(e)
    }
    /// The errors of one event, in order; `Error` of the job holds those of the last event alone.
    mutating func tell(errors: [Value]) {
      written.removeAll { $0.stream == .error }
      for e in errors { write(.error, e) }
    }
  }
  var action = Action()
  let kind: Kind
  let id: Int
  let name: String
  let command: String
  let instanceId = NetGuid.newGuid()
  var run: BackgroundRun?
  var children: [Job] = []
  weak var parent: Job?
  var began: NetDateTime?
  var ended: NetDateTime?
  /// What a job of Start-Job wrote and Receive-Job took.
  var received: [BackgroundRun.Entry] = []
  /// Stop-Job was called for it.
  private(set) var isStopped = false
  /// The error that ended the job was handed out.
  var isFailureReceived = false
  /// Children of a parallel job that must wait for others to end, and how many may run at once.
  var waiting: [Job] = []
  var limit = 5
  /// Each child has an engine of its own rather than one of as many as may run at once.
  var hasNewEngines = false

  init(_ kind: Kind, id: Int, name: String, command: String) {
    self.kind = kind
    self.id = id
    self.name = name
    self.command = command
    super.init()
  }
  override var netType: NetType {
    switch kind {
    case .background: JobTypes.remoting
    case .backgroundChild: JobTypes.remotingChild
    case .thread: JobTypes.thread
    case .parallel: JobTypes.parallel
    case .parallelChild: JobTypes.parallelChild
    case .event: JobTypes.event
    }
  }
  override func text() -> String { netType.fullName }

  enum State: Int { case notStarted, running, completed, failed, stopped }
  var state: State {
    if kind == .event { return action.state }
    if let run {
      switch run.state {
      case .waiting: return .notStarted
      case .running: return .running
      case .completed: return .completed
      case .failed: return .failed
      case .stopped: return .stopped
      }
    }
    let all = children.map(\.state)
    if all.isEmpty { return .completed }
    if all.contains(.running) || (all.contains(.notStarted) && all.contains { $0 != .notStarted && $0 != .stopped }) { return .running }
    if all.contains(.notStarted) { return .notStarted }
    return all.contains(.failed) ? .failed : isStopped && all.contains(.stopped) ? .stopped : .completed
  }
  var isOver: Bool { state.rawValue >= State.completed.rawValue }
  var isAtBreakpoint: Bool { leaves.contains { $0.run?.isAtBreakpoint ?? false } }
  var stateName: String { isAtBreakpoint ? "AtBreakpoint" : ["NotStarted", "Running", "Completed", "Failed", "Stopped"][state.rawValue] }
  var hasMoreData: Bool {
    if kind == .event { return action.hasMoreData }
    guard let run else { return children.contains { $0.hasMoreData } }
    return !run.isOver && run.state != .waiting || !run.entries.isEmpty || (run.failure != nil && !isFailureReceived)
  }
  var location: String { kind == .background || kind == .backgroundChild ? "localhost" : "PowerShell" }
  var typeName: String {
    switch kind {
    case .background: "BackgroundJob"
    case .thread: "ThreadJob"
    case .parallel: "PSTaskJob"
    case .parallelChild: "PSTaskChildJob"
    case .backgroundChild, .event: ""
    }
  }
  /// Where a job of Start-Job does its work, while it does.
  var runspace: Runspace? {
    if openRunspace == nil, kind == .backgroundChild { openRunspace = run?.context.map(Runspace.of) }
    return openRunspace
  }
  private var openRunspace: Runspace?
  func closeRunspace() {
    openRunspace?.dispose()
    openRunspace = nil
  }
  /// The jobs that do the work: itself, or its children.
  var leaves: [Job] { run != nil || kind == .event ? [self] : children.flatMap(\.leaves) }
  func stop() {
    isStopped = true
    for j in leaves {
      j.run?.stop()
      if j.kind == .event { j.action.unsubscribe() }
    }
    waiting = []
  }
  /// Nobody waits for the event any more.
  func endAction() {
    action.unsubscribe = {}
    action.state = .stopped
    action.hasMoreData = false
  }
}

/// The jobs of a session.
final class JobTable {
  private(set) var jobs: [Job] = []
  private var lastId = 0
  /// Thread jobs that wait for a place among those allowed to run.
  private var queue: [Job] = []
  private var threadLimit = 5

  /// What a job does that is to run a script file.
  static func task(file: String, _ shell: Invocation) throws -> BackgroundRun.Task {
    let path = shell.context.fullPath(file)
    guard let text = FileText.text(path) else { throw shell.terminating(PathSpace.notFound(path, id: "FilePathNotFound")) }
    var task = BackgroundRun.Task(text: text)
    task.file = path
    return task
  }

  static func of(_ context: ExecutionContext) -> JobTable { context.service("Jobs") { JobTable() } }
  func make(_ kind: Job.Kind, name: String?, command: String) -> Job {
    lastId += 1
    return Job(kind, id: lastId, name: name ?? "Job\(lastId)", command: command)
  }
  func add(_ j: Job) { jobs.append(j) }
  func remove(_ j: Job) {
    for l in j.leaves { l.closeRunspace() }
    jobs.removeAll { $0 === j }
  }

  func begin(_ j: Job) throws {
    j.began = .now
    j.run?.onEnd = { [weak self, weak j] in
      j?.ended = .now
      j?.closeRunspace()
      if let p = j?.parent, p.isOver { p.ended = .now }
      self?.startWaiting()
    }
    try j.run?.start()
  }
  /// Starts a thread job, now or when fewer than the limit run.
  func enqueue(_ j: Job, limit: Int?) throws {
    if let limit { threadLimit = limit }
    queue.append(j)
    startWaiting()
  }
  /// Starts a job whether or not it is its turn.
  func startNow(_ j: Job) throws {
    guard j.state == .notStarted else { return }
    queue.removeAll { $0 === j }
    try begin(j)
  }
  private func startWaiting() {
    queue.removeAll { $0.isOver }
    var running = jobs.filter { $0.kind == .thread && $0.state == .running }.count
    while running < threadLimit, !queue.isEmpty {
      try? begin(queue.removeFirst())
      running += 1
    }
    for j in jobs where j.kind == .parallel && !j.waiting.isEmpty {
      var busy = j.children.filter { $0.state == .running }.count
      while busy < max(1, j.limit), !j.waiting.isEmpty {
        try? begin(j.waiting.removeFirst())
        busy += 1
      }
    }
  }
  func startChildren() { startWaiting() }
}
