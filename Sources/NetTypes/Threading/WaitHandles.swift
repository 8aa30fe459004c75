/// `Monitor`, `Mutex`, `Semaphore`, events to wait for, and their slim relatives.
///
/// Engines of a process take turns, so a lock is a count with an owner: nothing here needs an atomic instruction.
import Engine
import Primitives

/// A count of permits: a semaphore; an event (one permit, which stays or goes with the first who waits); a mutex (with an owner).
final class PSWaitHandle: Ref {
  /// What a countdown begins with.
  var first = 0
  enum Kind: String {
    case mutex = "Mutex", semaphore = "Semaphore", semaphoreSlim = "SemaphoreSlim", manual = "ManualResetEvent", auto = "AutoResetEvent", manualSlim =
      "ManualResetEventSlim", event = "EventWaitHandle", countdown = "CountdownEvent"
  }
  let kind: Kind
  var count: Int
  let maximum: Int
  /// A permit taken is not used up.
  var stays = false
  /// The engine that holds the mutex, and how often.
  var owner: ObjectIdentifier?
  var isClosed = false
  /// Says whether what is waited for has happened, for an event that nobody sets.
  var hasHappened: (() -> Bool)?
  init(_ k: Kind, _ n: Int, maximum: Int = .max) { kind = k; count = n; self.maximum = maximum; stays = k == .manual || k == .manualSlim; super.init() }
  override var netType: NetType { TypeTable.get("System.Threading." + kind.rawValue) }
  nonisolated(unsafe) private static var named: [String: PSWaitHandle] = [:]
  static func find(_ name: String, _ k: Kind) -> PSWaitHandle? { named[name].flatMap { $0.kind == k ? $0 : nil } }
  /// The one of this name, made when nobody has; second: whether it was.
  static func named(_ name: String?, _ k: Kind, _ make: () -> PSWaitHandle) -> (PSWaitHandle, Bool) {
    guard let name, !name.isEmpty else { return (make(), true) }
    if let known = find(name, k), !known.isClosed { return (known, false) }
    let h = make()
    named[name] = h
    return (h, true)
  }
  /// Takes a permit if there is one.
  func take(_ c: ExecutionContext) -> Bool {
    if kind == .mutex {
      let me = ObjectIdentifier(c)
      if owner == nil || owner == me { owner = me; count += 1; return true }
      return false
    }
    if kind == .countdown { return count == 0 }
    if let hasHappened, hasHappened() { return true }
    if count == 0 { return false }
    if !stays { count -= 1 }
    return true
  }
  func wait(_ milliseconds: Int, _ c: ExecutionContext) throws -> Bool {
    if isClosed {
      throw netError(
        "System.ObjectDisposedException",
        kind == .semaphoreSlim || kind == .manualSlim
          ? "Cannot access a disposed object.\nObject name: 'System.Threading.\(kind.rawValue)'."
          : "Cannot access a disposed object.\nObject name: 'Microsoft.Win32.SafeHandles.SafeWaitHandle'.")
    }
    return try Waiting.until(milliseconds, c) { take(c) }
  }
  func release(_ n: Int) throws -> Int {
    if n < 1 {
      throw outOfRange(
        "releaseCount", kind == .semaphoreSlim ? "The releaseCount argument must be greater than zero." : "Non-negative number required.",
        actual: kind == .semaphoreSlim ? .count(n) : nil)
    }
    if count > maximum - n {
      throw netError(
        "System.Threading.SemaphoreFullException",
        kind == .semaphoreSlim
          ? "The semaphore has reached its maximum count." : "Adding the specified count to the semaphore would cause it to exceed its maximum count.")
    }
    defer { count += n }
    return count
  }
  func releaseMutex(_ c: ExecutionContext) throws {
    guard owner == ObjectIdentifier(c), count > 0 else { throw netError("System.ApplicationException", "Object synchronization method was called from an unsynchronized block of code.") }
    count -= 1
    if count == 0 { owner = nil }
  }
}

extension Value {
  /// A `ManualResetEvent` that is set once something has happened.
  public static func event(_ hasHappened: @escaping () -> Bool) -> Value {
    let handle = PSWaitHandle(.manual, 0)
    handle.hasHappened = hasHappened
    return .other(handle)
  }
}

extension NetTypes {
  static func registerThreading() {
    registerEventArguments()
    registerEnums(in: """
      System.Threading.EventResetMode AutoReset ManualReset
      System.Threading.LockRecursionPolicy NoRecursion SupportsRecursion
      System.Threading.Tasks.TaskStatus Created WaitingForActivation WaitingToRun Running WaitingForChildrenToComplete RanToCompletion Canceled Faulted
      System.Threading.Tasks.TaskCreationOptions! None=0 PreferFairness=1 LongRunning=2 AttachedToParent=4 DenyChildAttach=8 HideScheduler=16 \
      RunContinuationsAsynchronously=64
      """)
    registerExceptions(in: """
      System.Threading.SynchronizationLockException System.SystemException Object synchronization method was called from an unsynchronized block of code.
      System.Threading.SemaphoreFullException System.SystemException Adding the specified count to the semaphore would cause it to exceed its maximum count.
      System.Threading.WaitHandleCannotBeOpenedException System.ApplicationException No handle of the given name exists.
      System.Threading.AbandonedMutexException System.SystemException The wait completed due to an abandoned mutex.
      System.Threading.LockRecursionException System.Exception
      System.Threading.Tasks.TaskCanceledException System.OperationCanceledException A task was canceled.
      """)
    let h = "System.Threading."
    func reg(_ n: String, _ base: String = "System.Object", _ define: @escaping (NetType) -> Void) {
      TypeTable.register(h + n) { NetType(h + n, base: TypeTable.get(base), interfaces: ["System.IDisposable"], define: define) }
    }
    reg("WaitHandle", "System.MarshalByRefObject", defineWaitHandle)
    reg("EventWaitHandle", h + "WaitHandle", defineEvent)
    for (n, base) in [("Mutex", "WaitHandle"), ("Semaphore", "WaitHandle"), ("ManualResetEvent", "EventWaitHandle"), ("AutoResetEvent", "EventWaitHandle")] {
      reg(n, h + base) { t in defineHandle(t, n) }
    }
    reg("SemaphoreSlim") { t in defineSlim(t, .semaphoreSlim) }
    reg("ManualResetEventSlim") { t in defineSlim(t, .manualSlim) }
    reg("CountdownEvent") { t in defineSlim(t, .countdown) }
    reg("Interlocked", "System.Object", defineInterlocked)
    reg("Monitor", "System.Object", defineMonitor)
    registerCancellation()
    registerTasks()
    registerTimers()
  }
  private static func of(_ v: Value) throws -> PSWaitHandle {
    guard let h = v.refValue as? PSWaitHandle else { throw nullArgument("waitHandle") }
    return h
  }
  private static let limits = [("", false), ("int millisecondsTimeout", true), ("timespan timeout", true)]

  private static func defineWaitHandle(_ t: NetType) {
    let n = "System.Threading.WaitHandle"
    for (p, isLimited) in limits {
      t.method("bool WaitOne(\(p))") { v, a, c in .bool(try of(v).wait(isLimited ? Waiting.milliseconds(a.at(0)) : -1, c)) }
      if isLimited { t.method("bool WaitOne(\(p), bool exitContext)") { v, a, c in .bool(try of(v).wait(Waiting.milliseconds(a.at(0)), c)) } }
      t.staticMethod("static int WaitAny(\(n)[] waitHandles\(isLimited ? ", " + p : ""))") { a, c in
        let all = try a.values(0).map(of)
        var hit = 258
        _ = try Waiting.until(isLimited ? Waiting.milliseconds(a.at(1)) : -1, c) {
          guard let i = all.firstIndex(where: { $0.take(c) }) else { return false }
          hit = i
          return true
        }
        return .count(hit)
      }
      t.staticMethod("static bool WaitAll(\(n)[] waitHandles\(isLimited ? ", " + p : ""))") { a, c in
        let all = try a.values(0).map(of)
        return .bool(try Waiting.until(isLimited ? Waiting.milliseconds(a.at(1)) : -1, c) {
          guard all.allSatisfy({ $0.kind == .mutex ? $0.owner == nil || $0.owner == ObjectIdentifier(c) : $0.count > 0 }) else { return false }
          for h in all { _ = h.take(c) }
          return true
        })
      }
    }
    t.staticProperty("int WaitTimeout {get;}") { _ in .int(258) }
    for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try of(v).isClosed = true; return .void } }
  }
  private static func defineEvent(_ t: NetType) {
    let n = "System.Threading.EventWaitHandle"
    func make(_ a: [Value], _ name: String?) -> (PSWaitHandle, Bool) {
      PSWaitHandle.named(name, .event) {
        let h = PSWaitHandle(.event, a.bool(0) ? 1 : 0, maximum: 1)
        h.stays = a.int(1) == 1
        return h
      }
    }
    t.constructor("\(n) new(bool initialState, System.Threading.EventResetMode mode)") { a, _ in .other(make(a, nil).0) }
    t.constructor("\(n) new(bool initialState, System.Threading.EventResetMode mode, string name)") { a, _ in .other(make(a, a.text(2)).0) }
    t.constructor("\(n) new(bool initialState, System.Threading.EventResetMode mode, string name, [ref] bool createdNew)") { a, c in
      let (h, isNew) = make(a, a.text(2))
      try a.setReference(3, .bool(isNew), c)
      return .other(h)
    }
    t.method("bool Set()") { v, _, _ in try of(v).count = 1; return .yes }
    t.method("bool Reset()") { v, _, _ in try of(v).count = 0; return .yes }
  }
  private static func defineHandle(_ t: NetType, _ name: String) {
    let n = "System.Threading." + name
    switch name {
    case "Mutex":
      func make(_ a: [Value], _ c: ExecutionContext) -> (PSWaitHandle, Bool) {
        let made = PSWaitHandle.named(a.text(1), .mutex) { PSWaitHandle(.mutex, 0) }
        if a.bool(0), made.1 { _ = made.0.take(c) }
        return made
      }
      t.constructor("\(n) new()") { _, _ in .other(PSWaitHandle(.mutex, 0)) }
      t.constructor("\(n) new(bool initiallyOwned)") { a, c in .other(make(a, c).0) }
      t.constructor("\(n) new(bool initiallyOwned, string name)") { a, c in .other(make(a, c).0) }
      t.constructor("\(n) new(bool initiallyOwned, string name, [ref] bool createdNew)") { a, c in
        let (h, isNew) = make(a, c)
        try a.setReference(2, .bool(isNew), c)
        return .other(h)
      }
      t.staticMethod("static \(n) OpenExisting(string name)") { a, _ in
        guard let h = PSWaitHandle.find(a.string(0), .mutex) else { throw netError("System.Threading.WaitHandleCannotBeOpenedException", "No handle of the given name exists.") }
        return .other(h)
      }
      t.staticMethod("static bool TryOpenExisting(string name, [ref] \(n) result)") { a, c in
        let h = PSWaitHandle.find(a.string(0), .mutex)
        try a.setReference(1, h.map { .other($0) } ?? .null, c)
        return .bool(h != nil)
      }
      t.method("void ReleaseMutex()") { v, _, c in try of(v).releaseMutex(c); return .void }
    case "Semaphore":
      func make(_ a: [Value]) throws -> PSWaitHandle {
        if a.int(0) < 0 { throw outOfRange("initialCount", "Non-negative number required.") }
        if a.int(1) < 1 { throw outOfRange("maximumCount", "Positive number required.") }
        if a.int(0) > a.int(1) { throw argumentError("The initial count for the semaphore must be greater than or equal to zero and less than the maximum count.") }
        return PSWaitHandle(.semaphore, a.int(0), maximum: a.int(1))
      }
      t.constructor("\(n) new(int initialCount, int maximumCount)") { a, _ in .other(try make(a)) }
      t.constructor("\(n) new(int initialCount, int maximumCount, string name)") { a, _ in
        let h = try make(a)
        return .other(PSWaitHandle.named(a.text(2), .semaphore) { h }.0)
      }
      t.method("int Release()") { v, _, _ in .count(try of(v).release(1)) }
      t.method("int Release(int releaseCount)") { v, a, _ in .count(try of(v).release(a.int(0))) }
    default:
      t.constructor("\(n) new(bool initialState)") { a, _ in .other(PSWaitHandle(name == "AutoResetEvent" ? .auto : .manual, a.bool(0) ? 1 : 0, maximum: 1)) }
    }
  }
  private static func defineSlim(_ t: NetType, _ kind: PSWaitHandle.Kind) {
    let n = "System.Threading." + kind.rawValue
    for (p, isLimited) in limits {
      t.method("\(isLimited ? "bool" : "void") Wait(\(p))") { v, a, c in
        let done = try of(v).wait(isLimited ? Waiting.milliseconds(a.at(0)) : -1, c)
        return isLimited ? .bool(done) : .void
      }
    }
    for (p, _) in [("System.Threading.CancellationToken cancellationToken", 0)] {
      t.method("void Wait(\(p))") { v, a, c in
        let h = try of(v), source = a.at(0).refValue as? PSCancellation
        _ = try Waiting.until(-1, c) {
          if source?.isCancelled ?? false { throw netError("System.OperationCanceledException", "The operation was canceled.") }
          return h.take(c)
        }
        return .void
      }
    }
    t.method("void Dispose()") { v, _, _ in try of(v).isClosed = true; return .void }
    // counts and gates call it otherwise than semaphores
    t.property("System.Threading.WaitHandle \(kind == .semaphoreSlim ? "AvailableWaitHandle" : "WaitHandle") {get;}") { v, _ in
      let h = try of(v)
      return .event { kind == .countdown ? h.count == 0 : h.count > 0 }
    }
    switch kind {
    case .semaphoreSlim:
      t.constructor("\(n) new(int initialCount)") { a, _ in
        if a.int(0) < 0 { throw outOfRange("initialCount", "The initialCount argument must be non-negative and less than or equal to the maximumCount.", actual: a.at(0)) }
        return .other(PSWaitHandle(kind, a.int(0), maximum: Int(Int32.max)))
      }
      t.constructor("\(n) new(int initialCount, int maxCount)") { a, _ in
        if a.int(0) < 0 || a.int(0) > a.int(1) { throw outOfRange("initialCount", "The initialCount argument must be non-negative and less than or equal to the maximumCount.", actual: a.at(0)) }
        return .other(PSWaitHandle(kind, a.int(0), maximum: a.int(1)))
      }
      t.property("int CurrentCount {get;}") { v, _ in .count(try of(v).count) }
      t.method("int Release()") { v, _, _ in .count(try of(v).release(1)) }
      t.method("int Release(int releaseCount)") { v, a, _ in .count(try of(v).release(a.int(0))) }
      t.method("System.Threading.Tasks.Task WaitAsync()") { v, _, _ in
        let h = try of(v)
        return .other(PSTask { c, limit in try h.wait(limit, c) ? .void : nil })
      }
    case .countdown:
      t.constructor("\(n) new(int initialCount)") { a, _ in
        if a.int(0) < 0 { throw outOfRange("initialCount", "initialCount ('\(a.int(0))') must be a non-negative value.", actual: a.at(0)) }
        let h = PSWaitHandle(kind, a.int(0))
        h.first = a.int(0)
        return .other(h)
      }
      t.property("int InitialCount {get;}") { v, _ in .count(try of(v).first) }
      t.method("void Reset()") { v, _, _ in try of(v).count = of(v).first; return .void }
      t.method("void Reset(int count)") { v, a, _ in
        if a.int(0) < 0 { throw outOfRange("count", "count ('\(a.int(0))') must be a non-negative value.", actual: a.at(0)) }
        (try of(v).first, try of(v).count) = (a.int(0), a.int(0))
        return .void
      }
      /// False when everybody has signalled already.
      func more(_ v: Value, _ n: Int) throws -> Bool {
        if n <= 0 { throw outOfRange("signalCount", "signalCount ('\(n)') must be a non-negative and non-zero value.", actual: .count(n)) }
        if try of(v).count == 0 { return false }
        try of(v).count += n
        return true
      }
      for p in ["", "int signalCount"] {
        t.method("bool TryAddCount(\(p))") { v, a, _ in .bool(try more(v, p.isEmpty ? 1 : a.int(0))) }
        t.method("void AddCount(\(p))") { v, a, _ in
          if try !more(v, p.isEmpty ? 1 : a.int(0)) { throw invalidOperation("The event is already signaled and cannot be incremented.") }
          return .void
        }
      }
      t.method("bool Signal(int signalCount)") { v, a, _ in
        let h = try of(v)
        if a.int(0) <= 0 { throw outOfRange("signalCount", "signalCount ('\(a.int(0))') must be a non-negative and non-zero value.", actual: a.at(0)) }
        if a.int(0) > h.count { throw invalidOperation("Invalid attempt made to decrement the event's count below zero.") }
        h.count -= a.int(0)
        return .bool(h.count == 0)
      }
      t.property("int CurrentCount {get;}") { v, _ in .count(try of(v).count) }
      t.property("bool IsSet {get;}") { v, _ in .bool(try of(v).count == 0) }
      t.method("bool Signal()") { v, _, _ in
        let h = try of(v)
        if h.count == 0 { throw invalidOperation("Invalid attempt made to decrement the event's count below zero.") }
        h.count -= 1
        return .bool(h.count == 0)
      }
    default:
      t.constructor("\(n) new()") { _, _ in .other(PSWaitHandle(kind, 0, maximum: 1)) }
      t.constructor("\(n) new(bool initialState)") { a, _ in .other(PSWaitHandle(kind, a.bool(0) ? 1 : 0, maximum: 1)) }
      t.property("bool IsSet {get;}") { v, _ in .bool(try of(v).count > 0) }
      t.method("void Set()") { v, _, _ in try of(v).count = 1; return .void }
      t.method("void Reset()") { v, _, _ in try of(v).count = 0; return .void }
    }
  }

  // MARK: Interlocked, Monitor

  private static func defineInterlocked(_ t: NetType) {
    func read(_ v: Value) -> Value { (v.refValue as? PSReference)?.value ?? v }
    /// Changes the number behind a reference and returns what stands there then.
    func change(_ a: [Value], _ n: Int, _ c: ExecutionContext) throws -> Value {
      let old = read(a.at(0)), new: Value
      if case .long(let x) = old.base { new = .long(x &+ Int64(n)) } else { new = .int(Int32(truncatingIfNeeded: try Conversion.toInt32(old)) &+ Int32(truncatingIfNeeded: n)) }
      try a.setReference(0, new, c)
      return new
    }
    for type in ["int", "long"] {
      t.staticMethod("static \(type) Increment([ref] \(type) location)") { a, c in try change(a, 1, c) }
      t.staticMethod("static \(type) Decrement([ref] \(type) location)") { a, c in try change(a, -1, c) }
      t.staticMethod("static \(type) Add([ref] \(type) location1, \(type) value)") { a, c in try change(a, a.int(1), c) }
    }
    for type in ["int", "long", "System.Object"] {
      t.staticMethod("static \(type) Exchange([ref] \(type) location1, \(type) value)") { a, c in
        let old = read(a.at(0))
        try a.setReference(0, a.at(1), c)
        return old
      }
      t.staticMethod("static \(type) CompareExchange([ref] \(type) location1, \(type) value, \(type) comparand)") { a, c in
        let old = read(a.at(0))
        if netEquals(old, a.at(2)) { try a.setReference(0, a.at(1), c) }
        return old
      }
    }
    for type in ["int", "long"] {
      for (name, f) in [("And", { $0 & $1 }), ("Or", { $0 | $1 })] as [(String, (Int, Int) -> Int)] {
        t.staticMethod("static \(type) \(name)([ref] \(type) location1, \(type) value)") { a, c in
          let old = read(a.at(0)), n = f(old.asInt, a.int(1))
          try a.setReference(0, type == "long" ? .long(Int64(n)) : .count(n), c)
          return old
        }
      }
    }
    t.staticMethod("static long Read([ref] long location)") { a, _ in .long(Int64(read(a.at(0)).asInt)) }
    t.staticMethod("static void MemoryBarrier()") { _, _ in .void }
  }

  nonisolated(unsafe) private static var monitors: [ObjectIdentifier: (object: Value, lock: PSWaitHandle)] = [:]
  /// One who waits for a pulse.
  private final class Sleeper { var isWoken = false }
  nonisolated(unsafe) private static var sleepers: [ObjectIdentifier: [Sleeper]] = [:]
  private static func defineMonitor(_ t: NetType) {
    func key(_ v: Value) throws -> ObjectIdentifier {
      switch v.base {
      case .string(let s): return ObjectIdentifier(s)
      case .array(let a): return ObjectIdentifier(a)
      case .hash(let h): return ObjectIdentifier(h)
      case .object(let o): return ObjectIdentifier(o)
      case .block(let b): return ObjectIdentifier(b)
      case .type(let t): return ObjectIdentifier(t)
      case .other(let r): return ObjectIdentifier(r)
      case .null, .void, .unset: throw nullArgument("obj")
      // a number is boxed for each call: nobody else holds that box
      default: return ObjectIdentifier(PSString(""))
      }
    }
    func lock(_ v: Value) throws -> PSWaitHandle {
      let k = try key(v)
      if let known = monitors[k] { return known.lock }
      let h = PSWaitHandle(.mutex, 0)
      monitors[k] = (v, h)
      return h
    }
    func held(_ v: Value, _ c: ExecutionContext) throws -> PSWaitHandle {
      guard let h = monitors[try key(v)]?.lock, h.owner == ObjectIdentifier(c) else {
        throw netError("System.Threading.SynchronizationLockException", "Object synchronization method was called from an unsynchronized block of code.")
      }
      return h
    }
    t.staticMethod("static void Enter(System.Object obj)") { a, c in _ = try lock(a.at(0)).wait(-1, c); return .void }
    t.staticMethod("static void Enter(System.Object obj, [ref] bool lockTaken)") { a, c in
      _ = try lock(a.at(0)).wait(-1, c)
      try a.setReference(1, .yes, c)
      return .void
    }
    for (p, isLimited) in limits {
      t.staticMethod("static bool TryEnter(System.Object obj\(isLimited ? ", " + p : ""))") { a, c in .bool(try lock(a.at(0)).wait(isLimited ? Waiting.milliseconds(a.at(1)) : 0, c)) }
      if isLimited {
        t.staticMethod("static void TryEnter(System.Object obj, \(p), [ref] bool lockTaken)") { a, c in
          try a.setReference(2, .bool(try lock(a.at(0)).wait(Waiting.milliseconds(a.at(1)), c)), c)
          return .void
        }
      }
    }
    t.staticMethod("static void Exit(System.Object obj)") { a, c in
      let h = try held(a.at(0), c)
      try h.releaseMutex(c)
      if h.owner == nil { monitors[try key(a.at(0))] = nil }
      return .void
    }
    t.staticMethod("static bool IsEntered(System.Object obj)") { a, c in .bool(monitors[try key(a.at(0))]?.lock.owner == ObjectIdentifier(c)) }
    for m in ["Pulse", "PulseAll"] {
      t.staticMethod("static void \(m)(System.Object obj)") { a, c in
        _ = try held(a.at(0), c)
        let k = try key(a.at(0)), all = sleepers[k] ?? []
        for s in m == "Pulse" ? Array(all.prefix(1)) : all { s.isWoken = true }
        sleepers[k] = all.filter { !$0.isWoken }
        return .void
      }
    }
    /// Lets the lock go until somebody pulses or the time has passed, and takes it again.
    func wait(_ v: Value, _ ms: Int, _ c: ExecutionContext) throws -> Value {
      let h = try held(v, c), k = try key(v), me = Sleeper()
      sleepers[k, default: []].append(me)
      var times = 0
      while h.owner == ObjectIdentifier(c) { try h.releaseMutex(c); times += 1 }
      let woken = try Waiting.until(ms, c) { me.isWoken }
      sleepers[k]?.removeAll { $0 === me }
      for _ in 0..<times { _ = try h.wait(-1, c) }
      return .bool(woken)
    }
    t.staticMethod("static bool Wait(System.Object obj)") { a, c in try wait(a.at(0), -1, c) }
    for (p, isLimited) in limits where isLimited { t.staticMethod("static bool Wait(System.Object obj, \(p))") { a, c in try wait(a.at(0), Waiting.milliseconds(a.at(1)), c) } }
    t.staticProperty("long LockContentionCount {get;}") { _ in .long(0) }
  }
}
