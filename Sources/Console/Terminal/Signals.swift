/// Signals: Ctrl+C asks the running pipeline to stop, never the shell; a changed window is noticed; a closed pipe ends quietly.
import Glibc
import Primitives

public enum Signals {
  nonisolated(unsafe) static var interrupts: Int32 = 0
  nonisolated(unsafe) static var windowChanged: Int32 = 0
  /// The terminal has shown `^C` since the host last wrote.
  nonisolated(unsafe) static var isEchoed = false

  /// Ctrl+C came since the last call. Whoever asks has dealt with it: the next pipeline is not stopped by it any more.
  static func takeInterrupt() -> Bool {
    if interrupts == 0 { return false }
    interrupts = 0
    Attention.settle()
    return true
  }

  /// - Parameters:
  ///   - stop: the byte the engine polls
  ///   - isInteractive: a second Ctrl+C never ends an interactive shell; a script that does not react to the first is ended by the third
  public static func install(stop: UnsafeMutablePointer<Bool>, isInteractive: Bool) {
    Attention.listens(stop)
    patience = isInteractive ? Int32.max : 3
    handle(SIGINT) { _ in
      Signals.interrupt()
      if Signals.interrupts >= Signals.patience { Terminal.restoreModes(); _exit(130) }
    }
    // whoever ends the shell gets the terminal back
    for n in [SIGTERM, SIGHUP] where Terminal.inputIsTerminal && !isIgnored(n) { handle(n) { Terminal.restoreModes(); signal($0, SIG_DFL); raise($0) } }
    handle(SIGWINCH) { _ in Signals.windowChanged = 1 }
    // what cannot be written is an error of the cmdlet that writes
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
  nonisolated(unsafe) private static var patience: Int32 = 3
  /// Ctrl+C, as a signal or as a key.
  static func interrupt() {
    interrupts &+= 1
    isEchoed = !Terminal.isQuiet
    Attention.interrupt()
  }

  /// As `nohup` leaves it.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// System calls are not restarted: reading a line must notice the interruption.
  private static func handle(_ number: Int32, _ body: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    sigemptyset(&action.sa_mask)
    action.sa_flags = 0
    sigaction(number, &action, nil)
  }

  /// Runs `body` on a thread with a large stack (deep recursion of scripts) while the calling thread waits. Signals go to the new thread.
  public static func onLargeStack(bytes: Int, _ body: @escaping () -> Int32) -> Int32 {
    final class Box { let body: () -> Int32; var result: Int32 = 70; init(_ b: @escaping () -> Int32) { body = b } }
    let box = Box(body)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGINT)
    sigaddset(&blocked, SIGWINCH)
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, bytes)
    let held = Unmanaged.passRetained(box)
    let failed = pthread_create(&thread, &attributes, { raw in
      let box = Unmanaged<Box>.fromOpaque(raw!).takeUnretainedValue()
      box.result = box.body()
      return nil
    }, held.toOpaque())
    if failed != 0 { held.release(); return body() }
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    pthread_join(thread, nil)
    held.release()
    return box.result
  }
}
