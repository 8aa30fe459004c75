/// Further engines of the process: how they are made, and how they run — on a thread of their own, or on the thread of
/// the engine that waits for them.
import Glibc
import Primitives

extension ExecutionContext {
  /// Makes an engine with the modules of the product installed, for a script that runs beside `parent`; set by the program.
  nonisolated(unsafe) public static var makeEngine: ((_ parent: ExecutionContext, _ host: Host?) throws -> ExecutionContext)?
  /// Threads of further engines that run now.
  nonisolated(unsafe) static var engineThreads = 0
  private static let threadStack = 64 << 20

  /// A new engine, whose host is the one given or a silent one.
  public static func engine(beside parent: ExecutionContext, host: Host? = nil) throws -> ExecutionContext {
    guard let make = makeEngine else { throw TerminatingError("JobsNotAvailable", "This program cannot run scripts in the background.", .notImplemented) }
    return try make(parent, host)
  }

  /// Runs `body` on a new thread as soon as it is the other engine's turn.
  public func startThread(for other: ExecutionContext, _ body: @escaping () -> Void) throws {
    final class Start {
      let engine: ExecutionContext, body: () -> Void
      init(_ engine: ExecutionContext, _ body: @escaping () -> Void) { self.engine = engine; self.body = body }
    }
    @inline(never) func run(_ start: consuming Start) {
      Turn.take(start.engine)
      start.engine.attach(stackSize: ExecutionContext.threadStack)
      start.body()
    }
    Turn.share(self)
    ExecutionContext.engineThreads += 1
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, ExecutionContext.threadStack)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let held = Unmanaged.passRetained(Start(other, body))
    let failed = withoutSignals { pthread_create(&thread, &attributes, { raw in
      guard let raw else { return nil }
      run(Unmanaged<Start>.fromOpaque(raw).takeRetainedValue())
      // the engine has ended, as what it kept alive has, while it was its turn
      ExecutionContext.engineThreads -= 1
      Turn.end()
      return nil
    }, held.toOpaque()) }
    if failed != 0 {
      held.release()
      ExecutionContext.engineThreads -= 1
      throw TerminatingError("JobStartFailed", "A thread for the script could not be made: \(String(cString: strerror(failed)))", .resourceUnavailable)
    }
  }

  /// How many engines may wait for one another on one thread.
  private static let maximumLenders = 100

  /// Runs something in another engine on this thread, while this one waits.
  public func lend<T>(to other: ExecutionContext, _ body: () throws -> T) rethrows -> T {
    if other === self { return try body() }
    let outer = borrower
    borrower = other
    // each engine takes memory of its own: those that make one another without end are a recursion too deep
    other.lenders = lenders + 1
    other.stackLimit = other.lenders > ExecutionContext.maximumLenders ? .max : stackLimit
    Turn.hand(from: self, to: other)
    pthread_setspecific(ExecutionContext.key, Unmanaged.passUnretained(other).toOpaque())
    let deputy = Attention.delegates(from: stopFlag, to: other.stopFlag)
    defer {
      Attention.delegates(again: deputy)
      pthread_setspecific(ExecutionContext.key, Unmanaged.passUnretained(self).toOpaque())
      Turn.hand(from: other, to: self)
      borrower = outer
    }
    return try body()
  }
}
