/// Whose turn it is: several engines may live in one process, each on a thread of its own, but only one runs at a time.
///
/// Values, types, shapes and symbols are shared by all of them, so engines take turns. The one that runs gives the turn
/// away while it waits (sleeping, waiting for a program or a job), and at the next loop or pipeline step after another one
/// has waited a few milliseconds: that one sets `turnWanted`, which `poll` looks at together with Ctrl+C. A process with
/// one engine never comes here.
import Glibc
import Primitives

public enum Turn {
  private static let mutex: UnsafeMutablePointer<pthread_mutex_t> = {
    let m = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(m, nil)
    return m
  }()
  private static let changed: UnsafeMutablePointer<pthread_cond_t> = {
    let c = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    pthread_cond_init(c, nil)
    return c
  }()
  /// More than one engine may exist; set once, by the first one that starts another.
  nonisolated(unsafe) public private(set) static var isShared = false
  nonisolated(unsafe) private static var isTaken = false
  /// Tickets: engines come to their turn in the order they asked.
  nonisolated(unsafe) private static var nextTicket: UInt64 = 0
  nonisolated(unsafe) private static var serving: UInt64 = 0
  nonisolated(unsafe) private static var ownerFlags: UnsafeMutablePointer<RunFlags>?

  /// The running engine is about to start another one: from now on turns are taken.
  static func share(_ c: ExecutionContext) {
    if isShared { return }
    isShared = true
    take(c)
  }

  static func take(_ c: ExecutionContext) {
    pthread_mutex_lock(mutex)
    let mine = nextTicket
    nextTicket &+= 1
    while isTaken || serving != mine {
      // patience ends after a while; then the running engine is asked to pause
      if !sleepOnChange(milliseconds: 4), isTaken { ownerFlags?.pointee.turnWanted = true }
    }
    isTaken = true
    serving &+= 1
    ownerFlags = c.flags
    c.flags.pointee.turnWanted = false
    c.takeAttention()
    pthread_mutex_unlock(mutex)
    c.enterFolder()
  }
  static func give(_ c: ExecutionContext) {
    c.rememberFolder()
    end()
  }
  /// The engine that had the turn is no more.
  static func end() {
    pthread_mutex_lock(mutex)
    isTaken = false
    ownerFlags = nil
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
  /// False when the time passed without a change.
  private static func sleepOnChange(milliseconds: Int) -> Bool {
    var t = timespec()
    clock_gettime(CLOCK_REALTIME, &t)
    t.tv_nsec += milliseconds * 1_000_000
    while t.tv_nsec >= 1_000_000_000 { t.tv_nsec -= 1_000_000_000; t.tv_sec += 1 }
    return pthread_cond_timedwait(changed, mutex, &t) == 0
  }

  /// The turn goes to another engine of the same thread.
  static func hand(from a: ExecutionContext, to b: ExecutionContext) {
    a.rememberFolder()
    if isShared {
      pthread_mutex_lock(mutex)
      if isTaken { ownerFlags = b.flags }
      pthread_mutex_unlock(mutex)
    }
    b.enterFolder()
  }

  /// Lets others run until something may have changed, at most so long.
  public static func wait(_ c: ExecutionContext, milliseconds: Int) {
    c.host.flush()
    guard isShared else { usleep(UInt32(milliseconds) * 1000); return }
    give(c)
    pthread_mutex_lock(mutex)
    // whoever waits for a turn goes first; if nobody does, this engine sleeps until one ends its turn
    if nextTicket == serving { _ = sleepOnChange(milliseconds: milliseconds) }
    pthread_mutex_unlock(mutex)
    take(c)
  }
  /// Runs something that waits outside of the engine, with the turn given away meanwhile.
  public static func outside<T>(_ c: ExecutionContext, _ body: () throws -> T) rethrows -> T {
    c.host.flush()
    guard isShared else { return try body() }
    give(c)
    defer { take(c) }
    return try body()
  }
  /// Runs something of the engine for what waits outside of it.
  public static func inside<T>(_ c: ExecutionContext, _ body: () throws -> T) rethrows -> T {
    guard isShared else { return try body() }
    take(c)
    defer { give(c) }
    return try body()
  }
}

extension ExecutionContext {
  /// Signals, output that waits and what plain Swift code gives up are this engine's from now on.
  func takeAttention() {
    let bytes = UnsafeMutableRawPointer(flags)
    func byte(_ key: PartialKeyPath<RunFlags>) -> UnsafeMutablePointer<Bool> {
      (bytes + (MemoryLayout<RunFlags>.offset(of: key) ?? 0)).assumingMemoryBound(to: Bool.self)
    }
    Attention.belongs(toStop: byte(\.stopRequested), failed: byte(\.failureWaits))
    Reminder.flag = byte(\.flushWanted)
  }
  /// The slow half of `poll`: Ctrl+C, another engine that wants its turn, output that waits, a match that gave up.
  @inline(never) func attend() throws {
    if flags.pointee.turnWanted {
      flags.pointee.turnWanted = false
      Turn.give(self)
      Turn.take(self)
    }
    if flags.pointee.flushWanted {
      flags.pointee.flushWanted = false
      host.flush()
      // objects are looked at again after the same time
      if listens { Reminder.arm() }
    }
    if flags.pointee.stopRequested { throw FlowSignal.stopped }
    if flags.pointee.failureWaits {
      flags.pointee.failureWaits = false
      if let e = takeWaitingFailure() { throw (e as? TerminatingError).map { TerminatingError.ofCallee($0.record.exception) } ?? e }
      throw Conversion.rawError(NetRegex.timeoutType, NetRegex.timeoutMessage)
    }
  }
  /// The process has one current folder; every engine finds its own again when its turn comes.
  fileprivate func rememberFolder() {
    var buffer = [CChar](repeating: 0, count: 4096)
    if getcwd(&buffer, buffer.count) != nil { folder = String(cString: buffer) }
  }
  fileprivate func enterFolder() { if let folder { chdir(folder) } }
}
