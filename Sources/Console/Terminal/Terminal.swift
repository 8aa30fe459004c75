/// The terminal behind the three standard descriptors: what they are connected to, how wide it is, its raw mode.
import Glibc

public enum Terminal {
  public static let inputIsTerminal = isatty(0) == 1
  public static let outputIsTerminal = isatty(1) == 1
  public static let errorIsTerminal = isatty(2) == 1

  /// Someone types and sees what is printed.
  public static var isInteractive: Bool { inputIsTerminal && outputIsTerminal }

  /// Colours are wanted: no `NO_COLOR`, and a terminal that can show them. Asked once, when the process starts.
  public static let allowsColor: Bool = {
    if let v = environment("NO_COLOR"), !v.isEmpty { return false }
    guard let term = environment("TERM"), !term.isEmpty else { return false }
    return term != "dumb" && term != "xterm-mono" && term != "xtermm"
  }()

  /// Whether the description of the terminal tells a number of lines, for when no terminal is there to ask.
  static let hasLines: Bool = environment("TERM") != "dumb"
  /// The terminal understands more than text: blanks are not all it can be sent to begin a line.
  static let movesCursor: Bool = { environment("TERM").map { !$0.isEmpty && $0 != "dumb" } ?? false }()

  /// Columns and rows now.
  public static var size: (columns: Int, rows: Int)? {
    var w = winsize()
    for fd: Int32 in [1, 0, 2] where ioctl(fd, UInt(TIOCGWINSZ), &w) == 0 && w.ws_col > 0 { return (Int(w.ws_col), Int(w.ws_row)) }
    return nil
  }

  public static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The terminal as it was at the start; restored when the process leaves.
  nonisolated(unsafe) private static var original: termios? = nil

  static func rememberModes() {
    var t = termios()
    if original == nil, inputIsTerminal, tcgetattr(0, &t) == 0 { original = t }
  }
  public static func restoreModes() {
    if var t = original { tcsetattr(0, TCSADRAIN, &t) }
  }

  /// What is typed while nobody asks is not shown: so from the first answer on in a session that runs a script, as .NET has it.
  nonisolated(unsafe) private(set) static var isQuiet = false
  /// A program that is started finds the terminal as it was at the start.
  static func lend() { if isQuiet { restoreModes() } }
  static func takeBack() {
    guard isQuiet, var t = original else { return }
    t.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(0, TCSADRAIN, &t)
  }

  /// Runs `body` with keys delivered one by one and unechoed.
  /// - Parameters:
  ///   - signals: keys that raise signals still do
  ///   - interrupts: so does Ctrl+C; as a key it does not throw away what was typed before it
  ///   - staysQuiet: what is typed afterwards is not shown either
  static func raw<T>(signals: Bool = true, interrupts: Bool = true, staysQuiet: Bool = false, _ body: () throws -> T) rethrows -> T {
    var saved = termios()
    guard tcgetattr(0, &saved) == 0 else { return try body() }
    var mode = saved
    if staysQuiet {
      rememberModes()
      isQuiet = true
      saved.c_lflag &= ~tcflag_t(ECHO)
    }
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    if !signals { mode.c_lflag &= ~tcflag_t(ISIG) }
    if !interrupts { withUnsafeMutableBytes(of: &mode.c_cc) { $0[Int(VINTR)] = 0 } }
    mode.c_iflag &= ~tcflag_t(ICRNL | INLCR | IXON)
    tcsetattr(0, TCSADRAIN, &mode)
    defer { tcsetattr(0, TCSADRAIN, &saved) }
    return try body()
  }
}
