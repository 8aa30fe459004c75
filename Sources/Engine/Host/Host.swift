/// Where output goes and answers come from. The terminal host lives in module Console; this one serves batch use.
import Glibc
import Primitives

/// Where output goes and who is asked: a terminal, or nobody at all.
open class Host {
  public init() {}
  private var buffer: [UInt8] = []
  /// Called before anything leaves the process: what it tells of has to be safe by then (the journal of a session).
  public var beforeOutput: (() -> Void)?

  /// Columns of the terminal, or what PowerShell assumes when there is none.
  open var width: Int { 80 }
  /// Lines of the window; 24 where there is none.
  open var height: Int { 24 }
  /// The host of a program, when it stands in for this one.
  open var program: (any HostProgram)? { nil }
  /// A person can be asked.
  open var isInteractive: Bool { false }
  /// Escape sequences may be written to standard output.
  open var usesColor: Bool { false }

  /// The console's own colours are switched with sequences: decided when the first one is asked for, as .NET does, so a script can
  /// set `NO_COLOR` until then.
  private(set) lazy var switchesColors = usesColor && getenv("NO_COLOR") == nil

  /// Programs may write to the terminal themselves: what they show there need not be seen here.
  open var lendsTerminal: Bool { false }
  /// A program has been given the terminal: where the cursor stands is not known any more.
  open func terminalWasLent() {}
  /// A program runs that may read from the terminal: it finds it as the shell did.
  open func programStarts() {}
  /// It is over.
  open func programEnded() {}

  /// Standard output, buffered, but for no longer than a person notices: see `Reminder`.
  open func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 16 { return flush() }
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
    let milliseconds = now.tv_sec &* 1000 &+ now.tv_nsec / 1_000_000
    if milliseconds &- lastFlush < Reminder.patience { return Reminder.arm() }
    lastFlush = milliseconds
    flush()
  }
  private var lastFlush = 0
  /// Standard error, after what was written before.
  open func writeError(_ text: String) {
    flush()
    beforeOutput?()
    _ = Host.writeAll(2, Array(text.utf8))
  }
  /// Hands out what is still kept.
  open func flush() {
    if buffer.isEmpty { return }
    beforeOutput?()
    let failure = Host.writeAll(1, buffer)
    buffer.removeAll(keepingCapacity: true)
    // nobody reads any more: there is nothing left to run for
    if failure == EPIPE, let stop = whenNobodyReads { whenNobodyReads = nil; stop() }
  }
  /// What `[Console]::ForegroundColor` and `BackgroundColor` were set to; nil = the terminal's own.
  public internal(set) var consoleColors: (foreground: ConsoleColor?, background: ConsoleColor?) = (nil, nil)
  /// Called once when standard output turns out to be closed at its other end.
  public var whenNobodyReads: (() -> Void)?
  /// Writes all of it; the error number of what hindered that, or 0.
  static func writeAll(_ fd: Int32, _ bytes: [UInt8]) -> Int32 {
    var done = 0
    return bytes.withUnsafeBytes { p in
      while done < p.count, let base = p.baseAddress {
        // who pressed Ctrl+C does not wait for a reader that reads no more
        var few = p.count - done
        if Attention.isWanted {
          var ready = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
          if poll(&ready, 1, 50) <= 0 { return EINTR }
          few = min(few, Int(PIPE_BUF))
        }
        let n = Glibc.write(fd, base + done, few)
        if n > 0 { done += n; continue }
        if n < 0, errno == EINTR { continue }
        guard n < 0, errno == EAGAIN else { return n < 0 ? errno : EIO }
        // a pipe that somebody made non-blocking is full
        var ready = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
        _ = poll(&ready, 1, -1)
      }
      return 0
    }
  }
  /// One line of input without its end; nil at the end of input.
  open func readLine() -> String? { Swift.readLine() }
  /// The next line of standard input with its end, in bytes, for code that reads it by itself: what comes from a pipe is not shown.
  open func readStandardInputLine() -> [UInt8]? { readLine().map { Array($0.utf8) + [10] } }
  /// A whole command, perhaps of several lines, typed under `prompt` inside a running command.
  open func readInput(prompt: () -> String) -> PromptInput {
    write(prompt())
    flush()
    return readLine().map { .text($0) } ?? .end
  }
  /// A line read without echo.
  open func readSecret() -> String? { Swift.readLine() }
  /// One key; nil when there is no keyboard.
  /// - Parameter takesControlC: Ctrl+C is a key; else it stops what runs, once the next key is there
  open func readKey(echo: Bool, takesControlC: Bool = true) -> KeyPress? { nil }
  /// Cells of the terminal that a text takes.
  open func cells(_ text: String) -> Int { text.unicodeScalars.count }
  /// Where the cursor stands in the window, as the terminal tells; its corner when there is none to ask.
  open var cursorPosition: (column: Int, row: Int) { (0, 0) }
  /// A key was pressed that nobody has read.
  open var isKeyAvailable: Bool { false }
  /// Progress bar; nothing in redirected output.
  open func progress(_ record: ProgressRecord) {}
}

/// A key that was pressed.
public struct KeyPress {
  /// NUL for keys that send none.
  public let character: Unicode.Scalar
  /// The virtual key code, as Windows numbers them.
  public let code: Int
  public init(_ character: Unicode.Scalar, code: Int) { self.character = character; self.code = code }
}

/// What `Write-Progress` shows.
public struct ProgressRecord {
  /// As Write-Progress has them; -1 = not said.
  public var id = 0, parentId = -1, percent = -1, secondsRemaining = -1
  /// The three lines of text; empty = not said.
  public var activity = "", status = "", currentOperation = ""
  /// The display of this id may go.
  public var completed = false
  public init() {}
}

/// Sees to it that output does not stay in the buffer of a script that goes on without writing: once armed, it raises a flag
/// that `poll` looks at after a moment. A thread, because timers of the system would interrupt sleeps and reads.
enum Reminder {
  /// Milliseconds output may wait.
  static let patience = 20
  /// The byte of the running engine that `poll` reads.
  @exclusivity(unchecked) nonisolated(unsafe) static var flag: UnsafeMutablePointer<Bool>?
  @exclusivity(unchecked) nonisolated(unsafe) private static var isArmed = false
  nonisolated(unsafe) private static var bell: UnsafeMutablePointer<sem_t>?

  @inline(__always) static func arm() { if !isArmed { ring() } }
  @inline(never) private static func ring() {
    isArmed = true
    if bell == nil { start() }
    if let bell { sem_post(bell) }
  }
  private static func start() {
    let s = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(s, 0, 0)
    bell = s
    var thread = pthread_t(), attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 64 << 10)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    withoutSignals {
      _ = pthread_create(&thread, &attributes, { _ in
        while let bell = Reminder.bell {
          sem_wait(bell)
          usleep(UInt32(Reminder.patience) * 1000)
          Reminder.isArmed = false
          Reminder.flag?.pointee = true
        }
        return nil
      }, nil)
    }
  }
}

/// For the start of a thread: SIGINT and the like are for the thread of the session, whose system calls they interrupt.
/// SIGALRM is for whichever matches a pattern; see `PatientMatch`.
func withoutSignals<T>(_ body: () -> T) -> T {
  var all = sigset_t(), before = sigset_t()
  sigfillset(&all)
  sigdelset(&all, SIGALRM)
  pthread_sigmask(SIG_BLOCK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  return body()
}
