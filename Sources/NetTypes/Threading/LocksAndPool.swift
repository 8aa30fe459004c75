/// `Timeout`, `ThreadPool`, `Volatile`, the locks for readers and writers, `ThreadLocal<T>` and `TaskCompletionSource<T>`.
///
/// Scripts run one at a time here, so a lock is a count that tells what is held.
import Engine
import Primitives

final class PSLock: Ref {
  private let typeName: String
  var readers = 0, writers = 0, upgradeable = 0
  init(_ typeName: String) { self.typeName = typeName; super.init() }
  override var netType: NetType { TypeTable.get(typeName) }
}
final class PSThreadLocal: Ref {
  private let type: NetType
  var value: Value?
  let maker: Value
  init(_ type: NetType, maker: Value) { self.type = type; self.maker = maker; super.init() }
  override var netType: NetType { type }
}
final class PSTaskSource: Ref {
  private let type: NetType
  let task: PSTask
  private(set) var outcome: Result<Value, TerminatingError>?
  init(_ type: NetType, _ result: NetType?) {
    self.type = type
    final class Link { weak var source: PSTaskSource? }
    let link = Link()
    task = PSTask(resultType: result) { c, ms in
      _ = try Waiting.until(ms, c) { link.source?.outcome != nil }
      return try link.source?.outcome?.get()
    }
    super.init()
    link.source = self
  }
  override var netType: NetType { type }
  func end(_ r: Result<Value, TerminatingError>) -> Bool {
    if outcome != nil { return false }
    outcome = r
    return true
  }
}

extension NetTypes {
  static func registerLocksAndPool() {
    let h = "System.Threading."
    func reg(_ n: String, _ define: @escaping (NetType) -> Void) {
      TypeTable.register(h + n) { NetType(h + n, base: TypeTable.object, interfaces: ["System.IDisposable"], define: define) }
    }
    reg("Timeout") { t in
      t.staticProperty("int Infinite {get;}") { _ in .int(-1) }
      t.staticProperty("timespan InfiniteTimeSpan {get;}") { _ in .timespan(NetTimeSpan(ticks: -10_000)) }
    }
    reg("ThreadPool", definePool)
    reg("Volatile") { t in
      t.staticMethod("static System.Object Read([ref] System.Object location)") { a, _ in (a.at(0).refValue as? PSReference)?.value ?? a.at(0) }
      t.staticMethod("static void Write([ref] System.Object location, System.Object value)") { a, c in try a.setReference(0, a.at(1), c); return .void }
    }
    reg("ReaderWriterLockSlim", defineReaderWriterLock)
    reg("Lock") { t in
      func of(_ v: Value) -> PSLock { v.refValue as? PSLock ?? PSLock(h + "Lock") }
      t.constructor("\(h)Lock new()") { _, _ in .other(PSLock(h + "Lock")) }
      t.property("bool IsHeldByCurrentThread {get;}") { v, _ in .bool(of(v).writers > 0) }
      t.method("void Enter()") { v, _, _ in of(v).writers += 1; return .void }
      for p in ["", "int millisecondsTimeout", "timespan timeout"] { t.method("bool TryEnter(\(p))") { v, _, _ in of(v).writers += 1; return .yes } }
      t.method("void Exit()") { v, _, _ in
        guard of(v).writers > 0 else { throw netError("System.Threading.SynchronizationLockException", "Object synchronization method was called from an unsynchronized block of code.") }
        of(v).writers -= 1
        return .void
      }
    }
    TypeTable.registerClosed(h + "ThreadLocal`1", interfaces: ["System.IDisposable"], define: defineThreadLocal)
    TypeTable.registerClosed(h + "AsyncLocal`1") { t in
      let n = signatureName(t), T = signatureName(t.genericArguments[0])
      t.constructor("\(n) new()") { _, _ in .other(PSThreadLocal(t, maker: .null)) }
      t.property("\(T) Value {get;set;}", set: { v, x, _ in (v.refValue as? PSThreadLocal)?.value = x }) { v, _ in (v.refValue as? PSThreadLocal)?.value ?? defaultValue(t.genericArguments.first) }
    }
    TypeTable.registerClosed(h + "Tasks.TaskCompletionSource`1") { t in defineTaskSource(t, t.genericArguments.first) }
    TypeTable.register(h + "Tasks.TaskCompletionSource") { NetType(h + "Tasks.TaskCompletionSource", base: TypeTable.object) { t in defineTaskSource(t, nil) } }
  }

  private static func definePool(_ t: NetType) {
    for (name, workers, ports) in [("GetMinThreads", 2, 1), ("GetMaxThreads", 32767, 1000), ("GetAvailableThreads", 32767, 1000)] {
      t.staticMethod("static void \(name)([ref] int workerThreads, [ref] int completionPortThreads)") { a, c in
        try a.setReference(0, .count(workers), c)
        try a.setReference(1, .count(ports), c)
        return .void
      }
    }
    for name in ["SetMinThreads", "SetMaxThreads"] { t.staticMethod("static bool \(name)(int workerThreads, int completionPortThreads)") { a, _ in .bool(a.int(0) >= 0 && a.int(1) >= 0) } }
    t.staticProperty("int ThreadCount {get;}") { _ in .int(1) }
    t.staticProperty("long PendingWorkItemCount {get;}") { _ in .long(0) }
    t.staticProperty("long CompletedWorkItemCount {get;}") { _ in .long(0) }
  }

  private static func defineReaderWriterLock(_ t: NetType) {
    let n = "System.Threading.ReaderWriterLockSlim"
    func of(_ v: Value) -> PSLock { v.refValue as? PSLock ?? PSLock(n) }
    t.constructor("\(n) new()") { _, _ in .other(PSLock(n)) }
    t.constructor("\(n) new(System.Threading.LockRecursionPolicy recursionPolicy)") { _, _ in .other(PSLock(n)) }
    let kinds: [(String, ReferenceWritableKeyPath<PSLock, Int>, String)] = [("Read", \.readers, "read"), ("Write", \.writers, "write"), ("UpgradeableRead", \.upgradeable, "upgradeable")]
    for (name, count, word) in kinds {
      func enter(_ v: Value) throws {
        if of(v)[keyPath: count] > 0 {
          throw netError("System.Threading.LockRecursionException", "Recursive \(word) lock acquisitions not allowed in this mode.")
        }
        of(v)[keyPath: count] += 1
      }
      t.method("void Enter\(name)Lock()") { v, _, _ in try enter(v); return .void }
      for p in ["int millisecondsTimeout", "timespan timeout"] { t.method("bool TryEnter\(name)Lock(\(p))") { v, _, _ in try enter(v); return .yes } }
      t.method("void Exit\(name)Lock()") { v, _, _ in
        guard of(v)[keyPath: count] > 0 else { throw netError("System.Threading.SynchronizationLockException", "The \(word) lock is being released without being held.") }
        of(v)[keyPath: count] -= 1
        return .void
      }
      t.property("bool Is\(name)LockHeld {get;}") { v, _ in .bool(of(v)[keyPath: count] > 0) }
    }
    t.property("int CurrentReadCount {get;}") { v, _ in .count(of(v).readers) }
    t.method("void Dispose()") { _, _, _ in .void }
  }

  private static func defineThreadLocal(_ t: NetType) {
    let n = signatureName(t), T = signatureName(t.genericArguments[0])
    func of(_ v: Value) -> PSThreadLocal { v.refValue as? PSThreadLocal ?? PSThreadLocal(t, maker: .null) }
    t.constructor("\(n) new()") { _, _ in .other(PSThreadLocal(t, maker: .null)) }
    t.constructor("\(n) new(System.Func[\(T)] valueFactory)") { a, _ in .other(PSThreadLocal(t, maker: a.at(0))) }
    t.property("bool IsValueCreated {get;}") { v, _ in .bool(of(v).value != nil) }
    t.property("\(T) Value {get;set;}", set: { v, x, _ in of(v).value = x }) { v, c in
      if let known = of(v).value { return known }
      let made = of(v).maker.isNull ? defaultValue(t.genericArguments[0]) : try Conversion.convert(try call(of(v).maker, [], c), to: t.genericArguments[0], c)
      of(v).value = made
      return made
    }
    t.method("void Dispose()") { _, _, _ in .void }
  }

  private static func defineTaskSource(_ t: NetType, _ result: NetType?) {
    let n = signatureName(t), T = result.map(signatureName)
    func of(_ v: Value) -> PSTaskSource { v.refValue as? PSTaskSource ?? PSTaskSource(t, result) }
    func end(_ v: Value, _ r: Result<Value, TerminatingError>, tries: Bool) throws -> Value {
      let isFirst = of(v).end(r)
      if tries { return .bool(isFirst) }
      if !isFirst { throw invalidOperation("An attempt was made to transition a task to a final state when it had already completed.") }
      return .void
    }
    t.constructor("\(n) new()") { _, _ in .other(PSTaskSource(t, result)) }
    t.property("System.Threading.Tasks.Task\(T.map { "[" + $0 + "]" } ?? "") Task {get;}") { v, _ in .other(of(v).task) }
    for (verb, kind, tries) in [("Set", "void", false), ("TrySet", "bool", true)] {
      t.method("\(kind) \(verb)Result(\(T.map { $0 + " result" } ?? ""))") { v, a, _ in try end(v, .success(T == nil ? .void : a.at(0)), tries: tries) }
      t.method("\(kind) \(verb)Exception(System.Exception exception)") { v, a, _ in
        guard let e = a.at(0).refValue as? PSException else { throw nullArgument("exception") }
        return try end(v, .failure(TerminatingError(ErrorRecord(e, id: e.type.name, .notSpecified))), tries: tries)
      }
      t.method("\(kind) \(verb)Canceled()") { v, _, _ in try end(v, .failure(netError("System.Threading.Tasks.TaskCanceledException", "A task was canceled.")), tries: tries) }
    }
  }
}
