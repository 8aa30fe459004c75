/// The host of a session at a terminal or in a pipeline: where output goes and answers come from.
import Engine
import Glibc

public final class TerminalHost: Host {
  private let nonInteractive: Bool
  /// Lines come from a pipe and are shown as if typed (a session fed by another program).
  public var echoesInput = false
  /// The transcript being written, the cast being recorded: sees everything that is printed.
  public var tap: ((String) -> Void)?
  /// Nothing is shown (hidden steps of a demonstration).
  var isMuted = false

  public init(nonInteractive: Bool = false) { self.nonInteractive = nonInteractive; super.init() }

  public override var width: Int { Terminal.outputIsTerminal ? Terminal.size?.columns ?? 80 : 80 }
  public override var height: Int { Terminal.outputIsTerminal ? Terminal.size?.rows ?? super.height : super.height }
  public override var isInteractive: Bool { !nonInteractive }
  public override var usesColor: Bool { Terminal.outputIsTerminal && Terminal.allowsColor }
  public override var errorUsesColor: Bool { Terminal.errorIsTerminal && Terminal.allowsColor }

  public override func write(_ text: String) {
    if isMuted { return }
    if progressShown { clearProgress() }
    tap?(text)
    super.write(text)
  }
  public override func writeError(_ text: String) {
    if isMuted { return }
    if progressShown { clearProgress() }
    tap?(text)
    super.writeError(text)
  }

  public override func readLine() -> String? {
    flush()
    if Terminal.inputIsTerminal {
      return Terminal.raw {
        var editor = AnswerEditor(write: { [self] in write($0); flush() })
        return editor.read()
      }
    }
    let line = StandardInput.line()
    if let line, echoesInput { write(line + "\n") }
    return line
  }
  public override func readSecret() -> String? {
    flush()
    guard Terminal.inputIsTerminal else { return StandardInput.line() }
    return Terminal.raw {
      var editor = AnswerEditor(mask: "*", write: { [self] in write($0); flush() })
      return editor.read()
    }
  }

  public override func readKey(echo: Bool) -> Unicode.Scalar? {
    flush()
    guard Terminal.inputIsTerminal else { return nil }
    let c = Terminal.raw(signals: false) { StandardInput.character() }
    if echo, let c { write(String(Character(c))); flush() }
    return c
  }

  // MARK: - Progress

  private var progressShown = false
  private var progressHidden: Set<Int> = []
  /// One line at the bottom of what was printed, as `$PSStyle.Progress.View = Minimal` draws it; gone when anything else is printed.
  public override func progress(_ record: ProgressRecord) {
    guard Terminal.outputIsTerminal, Terminal.allowsColor else { return }
    if record.completed { if progressShown { clearProgress() }; return }
    let room = max(width - 1, 20)
    var text = record.activity
    if !record.status.isEmpty { text += " [" + record.status }
    let inner = max(room - 2, 10)
    var bar = record.status.isEmpty ? "\(record.activity) [" : text
    while bar.unicodeScalars.count < inner { bar += " " }
    bar = String(String.UnicodeScalarView(bar.unicodeScalars.prefix(inner))) + "]"
    var shown = bar
    if record.percent >= 0 {
      let filled = inner * min(record.percent, 100) / 100
      let scalars = Array(bar.unicodeScalars)
      shown = "\u{1B}[7m" + String(String.UnicodeScalarView(scalars[..<min(filled, scalars.count)])) + "\u{1B}[27m" + String(String.UnicodeScalarView(scalars[min(filled, scalars.count)...]))
    }
    flush()
    super.write("\r\u{1B}[33;1m" + shown + "\u{1B}[0m\u{1B}[K")
    super.flush()
    progressShown = true
  }
  private func clearProgress() {
    progressShown = false
    super.write("\r\u{1B}[K")
  }
}
