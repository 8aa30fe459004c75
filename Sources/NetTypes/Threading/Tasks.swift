/// `Task`, `CancellationToken`: work whose result scripts wait for. A task here is done when somebody asks for its result.
import Engine
import Primitives

/// A task: work that is done when somebody waits for it or asks for its result.
public final class PSTask: Ref {
  private(set) var result = Value.void
  private(set) var failure: PSException?
  private(set) var isOver = false, isCancelled = false
  /// Made, but not told to run: what it does where the script runs, and what a thread of the pool makes of it.
  private var unstarted: (work: (ExecutionContext) throws -> Value, onPool: PSException)?
  /// Waits so many milliseconds (-1: as long as it takes) and gives the result; nil when it is not there yet.
  private var work: ((ExecutionContext, Int) throws -> Value?)?
  let resultType: NetType?
  let number: Int
  nonisolated(unsafe) private static var count = 0
  /// - Parameter work: gives the result after so many milliseconds at most (-1: as long as it takes), nil when there is none yet
  public init(resultType: NetType? = nil, _ work: @escaping (ExecutionContext, Int) throws -> Value?) {
    self.work = work
    self.resultType = resultType
    PSTask.count += 1
    number = PSTask.count
    super.init()
  }
  /// A task that is done.
  public convenience init(result: Value, _ type: NetType? = nil) {
    self.init(resultType: type) { _, _ in result }
    self.result = result
    isOver = true
  }
  convenience init(failure e: PSException, _ type: NetType? = nil) {
    self.init(resultType: type) { _, _ in nil }
    failure = e
    isOver = true
    isCancelled = e.type.isSubclass(of: "System.OperationCanceledException")
  }
  convenience init(unstarted work: @escaping (ExecutionContext) throws -> Value, failure: PSException, _ type: NetType?) {
    self.init(resultType: type) { c, limit in try Waiting.until(limit, c) { false } ? .void : nil }
    unstarted = (work, failure)
  }
  private func take(_ verb: String) throws -> (work: (ExecutionContext) throws -> Value, onPool: PSException) {
    if isOver { throw invalidOperation("\(verb) may not be called on a task that has completed.") }
    guard let unstarted else { throw invalidOperation("\(verb) may not be called on a promise-style task.") }
    self.unstarted = nil
    return unstarted
  }
  /// On a thread of the pool.
  func start() throws {
    failure = try take("Start").onPool
    isOver = true
  }
  /// On the thread of the script.
  func runHere(_ c: ExecutionContext) throws {
    let work = try take("RunSynchronously").work
    do { result = try work(c) } catch let e as TerminatingError { failure = e.record.exception }
    isOver = true
  }
  public override var netType: NetType { resultType.flatMap { TypeTable.generic("System.Threading.Tasks.Task`1", [$0]) } ?? TypeTable.get("System.Threading.Tasks.Task") }
  /// True when the work is done, well or badly.
  @discardableResult func wait(_ milliseconds: Int, _ c: ExecutionContext) throws -> Bool {
    guard !isOver, let work else { return true }
    do {
      guard let r = try work(c, milliseconds) else { return false }
      result = r
    } catch let e as TerminatingError {
      failure = e.record.exception
      isCancelled = e.record.exception.type.isSubclass(of: "System.OperationCanceledException")
    }
    isOver = true
    self.work = nil
    return true
  }
  /// 5 done, 6 canceled, 7 failed, 1 under way, 0 not started.
  var status: Int { unstarted != nil ? 0 : !isOver ? 1 : isCancelled ? 6 : failure != nil ? 7 : 5 }
  var aggregate: TerminatingError? {
    guard let failure else { return nil }
    let e = netError("System.AggregateException", "One or more errors occurred. (\(failure.message))", inner: failure)
    return e
  }
}

/// A source of cancellation, its token, and the awaiter of a task: small objects around a shared state.
final class PSCancellation: Ref {
  fileprivate final class State {
    var isCancelled = false, deadline: Int?
    /// What is to be done when it is cancelled, the last registered first.
    var callbacks: [(number: Int, run: (ExecutionContext) throws -> Void)] = []
    var registered = 0
    /// - Throws: an `AggregateException` of what the callbacks threw
    func cancel(_ c: ExecutionContext) throws {
      if isCancelled { return }
      isCancelled = true
      let all = callbacks.reversed()
      callbacks = []
      var first: PSException?
      for x in all { do { try x.run(c) } catch let e as TerminatingError { if first == nil { first = e.record.exception } } }
      if let first { throw netError("System.AggregateException", "One or more errors occurred. (\(first.message))", inner: first) }
    }
    /// Of a token that somebody else's state decides.
    var asks: (() -> Bool)?
  }
  fileprivate let state: State
  let isToken: Bool
  fileprivate init(_ s: State, isToken: Bool) { state = s; self.isToken = isToken; super.init() }
  /// A source that is cancelled with any of the tokens.
  convenience init(linkedTo tokens: [PSCancellation]) {
    let s = State()
    s.asks = { tokens.contains { $0.isCancelled } }
    self.init(s, isToken: false)
  }
  override var netType: NetType { TypeTable.get("System.Threading.CancellationToken" + (isToken ? "" : "Source")) }
  var isCancelled: Bool {
    if let d = state.deadline, Waiting.clock >= d { state.isCancelled = true }
    if let asks = state.asks, asks() { state.isCancelled = true }
    return state.isCancelled
  }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSCancellation).map { $0.state === state && $0.isToken == isToken } ?? false }
}
final class PSCancellationRegistration: Ref {
  fileprivate let state: PSCancellation.State
  private let number: Int
  fileprivate init(_ s: PSCancellation.State, _ n: Int) { state = s; number = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Threading.CancellationTokenRegistration") }
  /// True when it was still to be done.
  func remove() -> Bool {
    let before = state.callbacks.count
    state.callbacks.removeAll { $0.number == number }
    return state.callbacks.count < before
  }
}
final class PSAwaiter: Ref {
  let task: PSTask
  init(_ t: PSTask) { task = t; super.init() }
  override var netType: NetType { TypeTable.named("System.Runtime.CompilerServices.TaskAwaiter") }
}

private let anyRange = "Specified argument was out of the range of valid values."

extension NetTypes {
  private static func task(_ v: Value) throws -> PSTask {
    if let a = v.refValue as? PSAwaiter { return a.task }
    guard let t = v.refValue as? PSTask else { throw nullArgument("task") }
    return t
  }
  static func registerTasks() {
    let n = "System.Threading.Tasks.Task", awaiter = "System.Runtime.CompilerServices.TaskAwaiter"
    TypeTable.register(n) { NetType(n, base: TypeTable.object, interfaces: ["System.IAsyncResult", "System.IDisposable"], define: defineTask) }
    TypeTable.registerGeneric(n + "`1") { a in
      let t = NetType("\(n)`1[[\(a.map(\.fullName).joined(separator: "],["))]]", base: TypeTable.get(n), name: "Task`1") { t in
        t.property("\(a.first.map(signatureName) ?? "System.Object") Result {get;}") { v, c in
          try task(v).wait(-1, c)
          if let e = try task(v).aggregate { throw e }
          return try task(v).result
        }
      }
      t.genericDefinition = n + "`1"
      t.genericArguments = a
      return t
    }
    TypeTable.register(awaiter) {
      NetType(awaiter, .struct, base: TypeTable.valueType) { t in
        t.property("bool IsCompleted {get;}") { v, c in .bool(try task(v).wait(0, c)) }
        t.method("System.Object GetResult()") { v, _, c in
          let k = try task(v)
          try k.wait(-1, c)
          if let e = k.failure { throw TerminatingError(ErrorRecord(e, id: e.type.name, .notSpecified)) }
          return k.result
        }
        t.method("\(awaiter) GetAwaiter()") { v, _, _ in v }
      }
    }
  }
  private static func defineTask(_ t: NetType) {
    let n = "System.Threading.Tasks.Task"
    func waited(_ v: Value, _ ms: Int, _ c: ExecutionContext) throws -> Bool {
      let k = try task(v), done = try k.wait(ms, c)
      if done, let e = k.aggregate { throw e }
      return done
    }
    t.property("int Id {get;}") { v, _ in .count(try task(v).number) }
    t.property("System.AggregateException Exception {get;}") { v, _ in try task(v).isCancelled ? .null : try task(v).aggregate.map { .other($0.record.exception) } ?? .null }
    t.property("System.Threading.Tasks.TaskStatus Status {get;}") { v, c in
      try task(v).wait(0, c)
      return .member("System.Threading.Tasks.TaskStatus", try task(v).status)
    }
    t.property("bool IsCanceled {get;}") { v, _ in .bool(try task(v).isCancelled) }
    t.property("bool IsCompleted {get;}") { v, c in .bool(try task(v).wait(0, c)) }
    t.property("bool IsCompletedSuccessfully {get;}") { v, c in .bool(try task(v).wait(0, c) && task(v).failure == nil) }
    t.property("System.Threading.Tasks.TaskCreationOptions CreationOptions {get;}") { _, _ in .member("System.Threading.Tasks.TaskCreationOptions", 0) }
    t.property("System.Object AsyncState {get;}") { _, _ in .null }
    t.property("bool IsFaulted {get;}") { v, c in .bool(try task(v).wait(0, c) && task(v).status == 7) }
    t.method("void Wait()") { v, _, c in _ = try waited(v, -1, c); return .void }
    for p in ["int millisecondsTimeout", "timespan timeout"] { t.method("bool Wait(\(p))") { v, a, c in .bool(try waited(v, Waiting.milliseconds(a.at(0), refusal: anyRange), c)) } }
    t.method("System.Runtime.CompilerServices.TaskAwaiter GetAwaiter()") { v, _, _ in .other(PSAwaiter(try task(v))) }
    t.method("System.Runtime.CompilerServices.TaskAwaiter ConfigureAwait(bool continueOnCapturedContext)") { v, _, _ in .other(PSAwaiter(try task(v))) }
    t.method("void Dispose()") { _, _, _ in .void }
    t.staticProperty("\(n) CompletedTask {get;}") { _ in .other(PSTask(result: .void)) }
    t.staticMethod("static \(n) FromResult(System.Object result)") { a, _ in .other(PSTask(result: a.at(0), TypeTable.typeOf(a.at(0)))) }
    t.staticMethod("static \(n) FromException(System.Exception exception)") { a, _ in
      guard let e = a.at(0).refValue as? PSException else { throw nullArgument("exception") }
      return .other(PSTask(failure: e))
    }
    func refused(_ work: Value) throws -> PSException {
      guard let block = work.block else { throw nullArgument("function") }
      return PSThread.noRunspace(block)
    }
    for p in ["", ", System.Threading.CancellationToken cancellationToken"] {
      t.staticMethod("static \(n) Run(System.Action action\(p))") { a, _ in .other(PSTask(failure: try refused(a.at(0)))) }
      t.staticMethod("static \(n)[TResult] Run[TResult](System.Func[TResult] function\(p))") { a, _ in
        .other(PSTask(failure: try refused(a.at(0)), (a.at(0).refValue as? PSDelegate)?.netType.genericArguments.last ?? TypeTable.object))
      }
    }
    func delay(_ ms: Int, _ token: PSCancellation?) -> Value {
      let end = ms < 0 ? Int.max : Waiting.clock + ms
      return .other(PSTask { c, limit in
        try Waiting.until(limit, c) {
          if token?.isCancelled ?? false { throw netError("System.Threading.Tasks.TaskCanceledException", "A task was canceled.") }
          return Waiting.clock >= end
        } ? .void : nil
      })
    }
    func pause(_ v: Value) throws -> Int {
      try Waiting.milliseconds(v, "millisecondsDelay", refusal: "The value needs to be either -1 (signifying an infinite timeout), 0 or a positive integer.")
    }
    for p in ["int millisecondsDelay", "timespan delay"] {
      t.staticMethod("static \(n) Delay(\(p))") { a, _ in delay(try pause(a.at(0)), nil) }
      t.staticMethod("static \(n) Delay(\(p), System.Threading.CancellationToken cancellationToken)") { a, _ in delay(try pause(a.at(0)), a.at(1).refValue as? PSCancellation) }
    }
    func all(_ a: [Value], _ i: Int) throws -> [PSTask] { try a.values(i).map(task) }
    func waitAll(_ tasks: [PSTask], _ ms: Int, _ c: ExecutionContext) throws -> Bool {
      let done = try Waiting.until(ms, c) { try tasks.reduce(true) { try $1.wait(0, c) && $0 } }
      if done, let failed = tasks.first(where: { $0.failure != nil }), let e = failed.aggregate { throw e }
      return done
    }
    t.staticMethod("static void WaitAll(Params \(n)[] tasks)") { a, c in _ = try waitAll(try a.rest(0, notNull: "tasks").map(task), -1, c); return .void }
    t.staticMethod("static bool WaitAll(\(n)[] tasks, int millisecondsTimeout)") { a, c in .bool(try waitAll(try all(a, 0), Waiting.milliseconds(a.at(1), refusal: anyRange), c)) }
    func waitAny(_ tasks: [PSTask], _ ms: Int, _ c: ExecutionContext) throws -> Int {
      var hit = -1
      _ = try Waiting.until(ms, c) {
        hit = try tasks.firstIndex { try $0.wait(0, c) } ?? -1
        return hit >= 0
      }
      return hit
    }
    t.staticMethod("static int WaitAny(Params \(n)[] tasks)") { a, c in .count(try waitAny(try a.rest(0, notNull: "tasks").map(task), -1, c)) }
    t.staticMethod("static int WaitAny(\(n)[] tasks, int millisecondsTimeout)") { a, c in .count(try waitAny(try all(a, 0), Waiting.milliseconds(a.at(1), refusal: anyRange), c)) }
    t.staticMethod("static \(n) WhenAll(Params \(n)[] tasks)") { a, _ in
      let tasks = try a.rest(0, notNull: "tasks").map(task), typed = tasks.allSatisfy { $0.resultType != nil } && !tasks.isEmpty
      let element = tasks.first?.resultType
      return .other(PSTask(resultType: typed ? element.map { TypeTable.array(of: $0) } : nil) { c, limit in
        guard try waitAll(tasks, limit, c) else { return nil }
        return typed ? .array(PSArray(tasks.map(\.result), of: element)) : .void
      })
    }
    t.staticMethod("static \(n) WhenAny(Params \(n)[] tasks)") { a, _ in
      let tasks = try a.rest(0, notNull: "tasks").map(task)
      return .other(PSTask(resultType: t) { c, limit in
        let i = try waitAny(tasks, limit, c)
        return i < 0 ? nil : .other(tasks[i])
      })
    }
  }

  static func registerCancellation() {
    let n = "System.Threading.CancellationTokenSource", token = "System.Threading.CancellationToken"
    func of(_ v: Value) throws -> PSCancellation {
      guard let x = v.refValue as? PSCancellation else { throw nullArgument("cancellationToken") }
      return x
    }
    func source(_ ms: Int?) -> Value {
      let s = PSCancellation.State()
      s.deadline = ms.flatMap { $0 < 0 ? nil : Waiting.clock + $0 }
      return .other(PSCancellation(s, isToken: false))
    }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        t.constructor("\(n) new()") { _, _ in source(nil) }
        t.constructor("\(n) new(int millisecondsDelay)") { a, _ in source(try Waiting.milliseconds(a.at(0), "millisecondsDelay", refusal: anyRange)) }
        t.constructor("\(n) new(timespan delay)") { a, _ in source(try Waiting.milliseconds(a.at(0), "delay", refusal: anyRange)) }
        t.property("bool IsCancellationRequested {get;}") { v, _ in .bool(try of(v).isCancelled) }
        t.property("\(token) Token {get;}") { v, _ in .other(PSCancellation(try of(v).state, isToken: true)) }
        t.method("void Cancel()") { v, _, c in try of(v).state.cancel(c); return .void }
        t.method("void Cancel(bool throwOnFirstException)") { v, _, c in try of(v).state.cancel(c); return .void }
        for p in ["int millisecondsDelay", "timespan delay"] {
          t.method("void CancelAfter(\(p))") { v, a, _ in
            let ms = try Waiting.milliseconds(a.at(0), "millisecondsDelay", refusal: anyRange)
            try of(v).state.deadline = ms < 0 ? nil : Waiting.clock + ms
            return .void
          }
        }
        t.method("bool TryReset()") { v, _, _ in
          if try of(v).isCancelled { return .no }
          try of(v).state.deadline = nil
          return .yes
        }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    // of a running command: cancelled when its pipeline is to stop
    TypeTable.extend("System.Management.Automation.PSScriptCmdlet") { t in
      t.property("\(token) PipelineStopToken {get;}") { _, c in
        let s = PSCancellation.State()
        s.asks = { [weak c] in c?.isStopping ?? true }
        return .other(PSCancellation(s, isToken: true))
      }
    }
    let registration = "System.Threading.CancellationTokenRegistration"
    TypeTable.register(registration) {
      NetType(registration, .struct, base: TypeTable.valueType, interfaces: ["System.IDisposable"]) { t in
        t.property("\(token) Token {get;}") { v, _ in (v.refValue as? PSCancellationRegistration).map { .other(PSCancellation($0.state, isToken: true)) } ?? .null }
        t.method("bool Unregister()") { v, _, _ in .bool((v.refValue as? PSCancellationRegistration)?.remove() ?? false) }
        t.method("void Dispose()") { v, _, _ in _ = (v.refValue as? PSCancellationRegistration)?.remove(); return .void }
      }
    }
    TypeTable.register(token) {
      NetType(token, .struct, base: TypeTable.valueType) { t in
        t.makeDefault = { .other(PSCancellation(PSCancellation.State(), isToken: true)) }
        t.constructor("\(token) new(bool canceled)") { a, _ in
          let s = PSCancellation.State()
          s.isCancelled = a.bool(0)
          return .other(PSCancellation(s, isToken: true))
        }
        t.staticProperty("\(token) None {get;}") { _ in .other(PSCancellation(PSCancellation.State(), isToken: true)) }
        t.property("bool IsCancellationRequested {get;}") { v, _ in .bool(try of(v).isCancelled) }
        t.property("bool CanBeCanceled {get;}") { _, _ in .yes }
        func registering(_ v: Value, _ work: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
          guard work.block != nil else { throw nullArgument("callback") }
          let s = try of(v).state
          s.registered += 1
          if try of(v).isCancelled { _ = try NetTypes.call(work, a, c) } else { s.callbacks.append((s.registered, { c in _ = try NetTypes.call(work, a, c) })) }
          return .other(PSCancellationRegistration(s, s.registered))
        }
        let done = "System.Threading.CancellationTokenRegistration"
        for more in ["", ", bool useSynchronizationContext"] {
          t.method("\(done) Register(System.Action callback\(more))") { v, a, c in try registering(v, a.at(0), [], c) }
          t.method("\(done) Register(System.Action[System.Object] callback, System.Object state\(more))") { v, a, c in try registering(v, a.at(0), [a.at(1)], c) }
        }
        t.method("void ThrowIfCancellationRequested()") { v, _, _ in
          if try of(v).isCancelled { throw netError("System.OperationCanceledException", "The operation was canceled.") }
          return .void
        }
      }
    }
  }
}
