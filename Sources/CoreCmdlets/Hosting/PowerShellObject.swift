/// `[powershell]`: commands, the runspace they run in, and what they wrote.
import Engine
import NetTypes
import Primitives

final class PowerShellObject: Ref {
  enum State: Int { case notStarted, running, stopping, stopped, completed, failed }
  var commands = CommandList()
  private(set) var runspace: Runspace?
  private(set) var pool: RunspacePool?
  /// Made by this object, which closes it.
  private var ownsRunspace = false
  /// Runs in the session that calls it.
  let isNested: Bool
  private let initial: InitialSession
  let instanceId = NetGuid.newGuid()
  private(set) var state = State.notStarted
  private(set) var reason: PSException?
  var hadErrors = false
  private(set) var isDisposed = false
  private var stopWanted = false

  var error = Hosting.stream(Hosting.ns + "ErrorRecord"), warning = Hosting.stream(Hosting.ns + "WarningRecord"), verbose = Hosting.stream(Hosting.ns + "VerboseRecord")
  var debug = Hosting.stream(Hosting.ns + "DebugRecord"), information = Hosting.stream(Hosting.ns + "InformationRecord"), progress = Hosting.stream(Hosting.ns + "ProgressRecord")

  init(runspace: Runspace? = nil, initial: InitialSession = InitialSession(.standard), nested: Bool = false) {
    self.runspace = runspace
    self.initial = initial
    isNested = nested
    super.init()
  }
  override var netType: NetType { TypeTable.get(Hosting.ns + "PowerShell") }

  func use(_ r: Runspace?) throws {
    try checkUsable()
    releaseRunspace()
    runspace = r
    pool = nil
  }
  func use(_ p: RunspacePool?) throws {
    try checkUsable()
    releaseRunspace()
    pool = p
    runspace = nil
  }
  private func releaseRunspace() {
    if ownsRunspace { runspace?.dispose() }
    ownsRunspace = false
  }
  func dispose() {
    if isDisposed { return }
    releaseRunspace()
    isDisposed = true
  }
  /// Nothing may be changed or started while commands run.
  func checkUsable() throws {
    if isDisposed { throw Hosting.disposed("PowerShell") }
    switch state {
    case .running:
      throw Hosting.refusal(
        Hosting.ns + "InvalidPowerShellStateException",
        "The operation cannot be performed because a command has already been started. Wait for the command to complete, or stop it, and then try the operation again."
      )
    case .stopping:
      throw Hosting.refusal(
        Hosting.ns + "InvalidPowerShellStateException",
        "The operation cannot be performed because a command is currently stopping. Wait for the command to complete stopping, and then try the operation again."
      )
    default: break
    }
  }
  /// The runspace given, or one made now for this object.
  func ownRunspace(_ c: ExecutionContext) throws -> Runspace? {
    if isNested { return Runspace.of(c) }
    if let runspace { return runspace }
    if pool != nil { return nil }
    let r = Runspace(initial)
    try r.open(from: c)
    runspace = r
    ownsRunspace = true
    return r
  }
  var streams: HostedStreams {
    let list = progress
    return HostedStreams(error: error, warning: warning, verbose: verbose, debug: debug, information: information, isNested: isNested) { list.append(PowerShellType.record($0)) }
  }

  // MARK: Running

  private func begin() throws -> [HostedCommand] {
    try checkUsable()
    let all = commands.all
    if all.isEmpty { throw Hosting.invalidOperation("No commands are specified.") }
    hadErrors = false
    reason = nil
    stopWanted = false
    return all
  }
  private func check(_ r: Runspace) throws {
    if r.state != .opened {
      throw Hosting.refusal(
        Hosting.runspaces + "InvalidRunspaceStateException",
        "Cannot perform operation because the runspace is not in the 'Opened' state. Current state of runspace is '\(r.stateName)'.")
    }
  }
  /// Runs the commands in the runspace's engine, on its thread; notes how it went.
  /// The settings of the call say that what runs belongs to the history of its runspace.
  var addsToHistory = false
  private func run(_ all: [HostedCommand], in r: Runspace, _ c: ExecutionContext, input: [Value]?, into output: PSArray) {
    r.running += 1
    if addsToHistory {
      let history = SessionHistory.of(c)
      history.add(all.map(\.text).joined(separator: " | "))
      for command in all where command.isScript { history.noteEnds(of: command.text) }
    }
    defer { r.running -= 1 }
    let errors = error.count, told = information.count, given = output.count, isRecorded = c.transcript != nil && !isNested
    if isRecorded { for command in all where command.isScript { Transcripts.note(input: command.text, c) } }
    defer {
      if isRecorded { Transcripts.note(output: Array(information.values.dropFirst(told) + output.values.dropFirst(given)), c) }
    }
    do {
      if stopWanted { throw FlowSignal.stopped }
      c.clearStop()
      try c.runHosted(all, input: input, streams: streams, into: output)
      // what noticed by itself that it is to stop may end like any other
      if stopWanted { throw FlowSignal.stopped }
      state = .completed
      hadErrors = error.count > errors
    } catch let e as HostedFailure {
      reason = e.exception
      if addsToHistory, e.exception.type.name.hasSuffix("ParseException") { c.remember(e.exception) }
      state = .failed
      hadErrors = true
    } catch {
      reason = PSException(Hosting.ns + "PipelineStoppedException", "The pipeline has been stopped.")
      state = .stopped
      hadErrors = true
    }
    if !isNested { c.clearStop() }
  }
  /// Runs the commands and waits for them.
  func invoke(_ method: String, _ count: Int, _ c: ExecutionContext, input: [Value]?, into output: PSArray) throws {
    let all = try begin()
    var taken: Runspace?
    if runspace == nil, let pool {
      while taken == nil {
        taken = try pool.take(c)
        if taken == nil { try c.poll(); Turn.wait(c, milliseconds: 10) }
      }
    }
    defer { if let taken { pool?.giveBack(taken) } }
    guard let r = try taken ?? ownRunspace(c) else { return }
    try check(r)
    let engine = try r.engine()
    if engine !== c, r.running > 0 {
      throw Hosting.refusal(Hosting.ns + "PSInvalidOperationException", "The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently.")
    }
    state = .running
    c.lend(to: engine) { run(all, in: r, engine, input: input, into: output) }
    if let reason { throw Hosting.failed(method, count, reason) }
  }
  /// Starts the commands on a thread of their own.
  func start(_ c: ExecutionContext, input: [Value]?, into output: PSArray) throws -> HostedResult {
    if isNested { throw netError(Hosting.ns + "PSInvalidOperationException", "Nested PowerShell instances cannot be invoked asynchronously. Use the Invoke method.") }
    let all = try begin()
    let result = HostedResult(self, output)
    func go(_ r: Runspace, _ from: ExecutionContext) throws {
      try check(r)
      let engine = try r.engine()
      try from.startThread(for: engine) { [self] in
        run(all, in: r, engine, input: input, into: output)
        result.isOver = true
        if let pool, runspace == nil { pool.giveBack(r) }
      }
    }
    if runspace == nil, let pool {
      state = .running
      if let r = try pool.take(c) { try go(r, c) } else { pool.whenFree { r in try? go(r, ExecutionContext.current) } }
    } else if let r = try ownRunspace(c) {
      try check(r)
      state = .running
      try go(r, c)
    }
    return result
  }
  /// Waits until a started run is over.
  func finish(_ result: HostedResult, _ method: String, _ c: ExecutionContext) throws -> PSArray {
    guard result.owner === self else { throw netError("System.ArgumentException", "The IAsyncResult object was not created by calling BeginInvoke on this PowerShell instance.", param: "asyncResult") }
    try wait(result, c)
    if let reason { throw Hosting.failed(method, 1, reason) }
    return result.output
  }
  /// Waits so many milliseconds, or, when they are negative, as long as it takes; true when the run is over.
  @discardableResult
  func wait(_ result: HostedResult, _ c: ExecutionContext, milliseconds: Int = -1) throws -> Bool {
    var left = milliseconds
    while !result.isOver {
      if left == 0 { return false }
      try c.poll()
      let step = left < 0 ? 10 : min(10, left)
      Turn.wait(c, milliseconds: step)
      if left > 0 { left -= step }
    }
    return true
  }
  func stop(_ c: ExecutionContext) throws {
    guard state == .running else { return }
    stopWanted = true
    state = .stopping
    if let engine = runspace?.context, engine !== c { engine.requestStop() }
    while state == .stopping { try c.poll(); Turn.wait(c, milliseconds: 10) }
  }
}

/// What `BeginInvoke` returns.
final class HostedResult: Ref {
  let owner: PowerShellObject
  let output: PSArray
  var isOver = false
  init(_ owner: PowerShellObject, _ output: PSArray) { self.owner = owner; self.output = output; super.init() }
  override var netType: NetType { TypeTable.get(Hosting.ns + "PowerShellAsyncResult") }
}
