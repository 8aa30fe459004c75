/// Where output goes and answers come from. The terminal host lives in module Console; this one serves batch use.
import Glibc

open class Host {
  public init() {}
  private var buffer: [UInt8] = []
  /// Called before anything leaves the process: what it tells of has to be safe by then (the journal of a session).
  public var beforeOutput: (() -> Void)?

  /// Columns of the terminal, or what PowerShell assumes when there is none.
  open var width: Int { 80 }
  open var height: Int { 24 }
  /// A person can be asked.
  open var isInteractive: Bool { false }
  /// Escape sequences may be written to standard output.
  open var usesColor: Bool { false }
  open var errorUsesColor: Bool { usesColor }

  /// Standard output, buffered.
  open func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 16 { flush() }
  }
  /// Standard error, after what was written before.
  open func writeError(_ text: String) {
    flush()
    beforeOutput?()
    Host.writeAll(2, Array(text.utf8))
  }
  open func flush() {
    if buffer.isEmpty { return }
    beforeOutput?()
    Host.writeAll(1, buffer)
    buffer.removeAll(keepingCapacity: true)
  }
  static func writeAll(_ fd: Int32, _ bytes: [UInt8]) {
    var done = 0
    bytes.withUnsafeBytes { p in
      while done < p.count {
        let n = Glibc.write(fd, p.baseAddress!.advanced(by: done), p.count - done)
        if n <= 0 { if errno == EINTR || errno == EAGAIN { continue }; break }
        done += n
      }
    }
  }
  /// One line of input without its end; nil at the end of input.
  open func readLine() -> String? { Swift.readLine() }
  /// A line read without echo.
  open func readSecret() -> String? { Swift.readLine() }
  /// One key, as its character; nil when there is no keyboard.
  open func readKey(echo: Bool) -> Unicode.Scalar? { nil }
  /// Progress bar; nothing in redirected output.
  open func progress(_ record: ProgressRecord) {}
}

/// What `Write-Progress` shows.
public struct ProgressRecord {
  public var id = 0, parentId = -1, percent = -1, secondsRemaining = -1
  public var activity = "", status = "", currentOperation = ""
  public var completed = false
  public init() {}
}
