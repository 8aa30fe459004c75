import CPCRE2
import Glibc

/// Matching in machine code, whatever it takes: how long matches end at Ctrl+C and when their time is up.
///
/// A short text is matched with a low limit of steps first, which costs nothing; what outgrows that, or is longer, runs so that a
/// signal's handler can leave it (`CPCRE2/shim.h`). All of it is called under the lock of `NetRegex`: one match runs at a time.
enum PatientMatch {
  /// Texts of so many bytes cannot take long, but by going back again and again, which a limit of steps ends.
  static let brief = 128

  /// - Parameter limit: nanoseconds it may take; nil for any time
  /// - Returns: the number of groups set, -1 when there is no match, less when it could not be told
  @inline(__always)
  static func jit(_ code: OpaquePointer, _ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, _ data: OpaquePointer, limit: Int?) -> Int32 {
    if count <= brief, limit == nil {
      let result = pcre2_jit_match_8(code, base, count, start, 0, data, briefContext)
      if result != PCRE2_ERROR_MATCHLIMIT { return result }
    }
    return long(code, base, count, from: start, data, limit: limit)
  }

  @inline(never)
  private static func long(_ code: OpaquePointer, _ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, _ data: OpaquePointer, limit: Int?) -> Int32 {
    // Ctrl+C that came before would find nothing to leave
    if Attention.isWanted { return Int32(CPCRE2_LEFT) }
    guard let limit else { return cpcre2_jit_match(run, code, base, count, start, data, context) }
    setAlarm(nanoseconds: limit)
    defer { setAlarm(nanoseconds: 0) }
    return cpcre2_jit_match(run, code, base, count, start, data, context)
  }

  /// The match that runs; nil before the first. Read by handlers of signals.
  @exclusivity(unchecked) nonisolated(unsafe) private static var current: UnsafeMutablePointer<cpcre2_run>?
  private static let run: UnsafeMutablePointer<cpcre2_run> = {
    let run = UnsafeMutablePointer<cpcre2_run>.allocate(capacity: 1)
    run.initialize(to: cpcre2_run())
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in PatientMatch.leave() }
    sigemptyset(&action.sa_mask)
    action.sa_flags = SA_RESTART
    sigaction(SIGALRM, &action, nil)
    current = run
    return run
  }()

  /// Ends the match that runs, if one does. For handlers of signals: it may not return.
  static func leave() {
    if let current { cpcre2_leave(current) }
  }

  private static func setAlarm(nanoseconds: Int) {
    var time = itimerval()
    time.it_value.tv_sec = nanoseconds / 1_000_000_000
    time.it_value.tv_usec = nanoseconds == 0 ? 0 : max(nanoseconds % 1_000_000_000 / 1000, time.it_value.tv_sec == 0 ? 1 : 0)
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &time, nil)
  }

  // MARK: Limits

  nonisolated(unsafe) static let context = makeContext(steps: 50_000_000)
  nonisolated(unsafe) static let briefContext = makeContext(steps: 100_000)

  private static func makeContext(steps: UInt32) -> OpaquePointer? {
    let context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, steps)
    // kibibytes, for matches that outgrow the stack below
    pcre2_set_heap_limit_8(context, 1 << 20)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
    return context
  }
  /// Address space; pages are taken when a match over a long text needs them.
  nonisolated(unsafe) private static let stack = pcre2_jit_stack_create_8(64 * 1024, 1 << 30, nil)
}

extension NetRegex {
  /// `Regex.InfiniteMatchTimeout`.
  public static let infiniteTicks: Int64 = -10_000
  public static let timeoutType = NetError.Kind.regexTimeout.rawValue
  public static let timeoutMessage =
    """
    The Regex engine has timed out while trying to match a pattern to an input string. This can occur for many reasons, including very large inputs or \
    excessive backtracking caused by nested quantifiers, back-references and other factors.
    """
}
