/// The host of a session at a terminal or in a pipeline: where output goes and answers come from.
import Engine
import Formatting
import Glibc
import Primitives

public final class TerminalHost: Host {
  private let nonInteractive: Bool
  /// Lines come from a pipe and are shown as if typed (a session fed by another program).
  public var echoesInput = true
  /// The transcript being written, the cast being recorded: sees everything that is printed.
  public var tap: ((String) -> Void)?
  /// Nothing is shown (hidden steps of a demonstration).
  var isMuted = false

  public init(nonInteractive: Bool = false) { self.nonInteractive = nonInteractive; super.init() }

  public override var width: Int { Terminal.outputIsTerminal ? Terminal.size?.columns ?? 80 : 80 }
  public override var height: Int { Terminal.outputIsTerminal ? Terminal.size?.rows ?? super.height : Terminal.hasLines ? super.height : -1 }
  public override func cells(_ text: String) -> Int { DisplayWidth.of(text) }
  public override var isInteractive: Bool { !nonInteractive }
  public override var usesColor: Bool { Terminal.outputIsTerminal && Terminal.allowsColor }

  public override var lendsTerminal: Bool { tap == nil && !isMuted }

  /// Where the cursor stands as far as the host can tell.
  private enum CursorPlace { case lineStart, withinLine, unknown }
  private var cursorPlace = CursorPlace.lineStart
  public override func terminalWasLent() { cursorPlace = .unknown }
  /// Enter has been pressed: the editor of command lines, which writes by itself, is at the start of a line.
  func lineWasEntered() { cursorPlace = .lineStart; Signals.isEchoed = false }
  /// Colours switched at the end and a title of the window move nothing.
  private func noteCursor(_ text: String) {
    var shown = text.utf8[...]
    if shown.last == 7, let escape = shown.lastIndex(of: 27), shown[escape...].starts(with: [27, 93]) { shown = shown[..<escape] }
    while shown.last == 109, let escape = shown.lastIndex(of: 27), shown[escape...].dropFirst(2).dropLast().allSatisfy({ $0 == 59 || 48...57 ~= $0 }) {
      shown = shown[..<escape]
    }
    guard let last = shown.last else { return }
    Signals.isEchoed = false
    cursorPlace = last == 10 ? .lineStart : .withinLine
  }
  /// What begins a new line unless the cursor stands at the start of one. After a program that had the terminal, as many blanks
  /// as a line has cells: they fill an empty line without leaving it, and go on to the next from any other cell.
  func freshLine() {
    defer { cursorPlace = .lineStart; Signals.isEchoed = false }
    switch Signals.isEchoed && cursorPlace == .lineStart ? .withinLine : cursorPlace {
    case .lineStart: return
    case .withinLine: write("\n")
    case .unknown:
      guard Terminal.movesCursor, width > 1 else { return }
      flush()
      super.write(String(repeating: " ", count: width) + "\r\u{1B}[K")
    }
    flush()
  }

  public override func write(_ text: String) {
    if isMuted { return }
    noteCursor(text)
    if activities.shown > 0 { clearProgress() }
    tap?(text)
    if let tail = lineTail { lineTail = text.lastIndex(of: "\n").map { String(text[text.index(after: $0)...]) } ?? tail + text }
    super.write(text)
  }
  public override func writeError(_ text: String) {
    if isMuted { return }
    noteCursor(text)
    if activities.shown > 0 { clearProgress() }
    tap?(text)
    super.writeError(text)
  }

  public override func readLine() -> String? {
    flush()
    if Terminal.inputIsTerminal {
      return answer()
    }
    let line = StandardInput.line()
    guard let line, echoesInput else { return line }
    write(line + "\n")
    return TerminalHost.withoutErased(line)
  }
  public override func readStandardInputLine() -> [UInt8]? {
    if Terminal.inputIsTerminal { return super.readStandardInputLine() }
    flush()
    return StandardInput.lineBytes()
  }
  private func answer(mask: Character? = nil, column: Int? = nil) -> String? {
    Terminal.raw(interrupts: false, staysQuiet: commandReader == nil) {
      var editor = AnswerEditor(mask: mask, column: column, write: { [self] in write($0); flush() })
      return editor.read()
    }
  }
  /// A backspace takes the character before it back.
  private static func withoutErased(_ line: String) -> String {
    guard line.utf8.contains(8) else { return line }
    var kept = String.UnicodeScalarView()
    for s in line.unicodeScalars { if s != "\u{8}" { kept.append(s) } else if !kept.isEmpty { kept.removeLast() } }
    return String(kept)
  }
  /// More lines could make a command right; set by the session.
  public var isIncomplete: (String) -> Bool = { _ in false }
  /// Reads commands with editing and history; set by the loop of an interactive session.
  var commandReader: ((_ prompt: String) -> PromptInput)?
  public override func readInput(prompt text: () -> String) -> PromptInput {
    flush()
    if let commandReader {
      freshLine()
      return commandReader(prompt(text))
    }
    guard Terminal.inputIsTerminal else { return super.readInput(prompt: text) }
    freshLine()
    return plainInput(text())
  }
  /// A command typed without the editor of command lines, in a session that runs a script. More lines are asked for while it is
  /// incomplete; an empty one ends what is complete.
  private func plainInput(_ prompt: String) -> PromptInput {
    var lines: [String] = []
    while true {
      let shown = lines.isEmpty ? prompt : InputLoop.continuation
      write(shown)
      flush()
      let column = DisplayWidth.of(String(shown.partsBetweenLineFeeds.last ?? ""))
      guard let line = answer(column: column < width ? column : nil) else {
        guard Signals.takeInterrupt() else { return .end }
        write("\n")
        return .interrupted
      }
      if lines.isEmpty, !isIncomplete(line) { return .text(line) }
      if !lines.isEmpty, !line.utf8.contains(where: { $0 > 32 }) {
        let text = lines.joined(separator: "\n")
        if !isIncomplete(text) { return .text(text) }
        lines = [text]
        continue
      }
      lines.append(line)
    }
  }

  /// What was written since the last line end, while a prompt is worked out.
  private var lineTail: String?
  /// The text of a prompt. What its function writes itself belongs to it: editing draws the whole line again.
  func prompt(_ text: () -> String) -> String {
    guard commandReader != nil else { return text() }
    lineTail = ""
    let returned = text(), written = lineTail ?? ""
    lineTail = nil
    if written.isEmpty { return returned }
    write("\r\u{1B}[K")
    flush()
    return written + returned
  }

  public override func readSecret() -> String? {
    flush()
    guard Terminal.inputIsTerminal else { return StandardInput.line() }
    return answer(mask: "*")
  }

  public override func readKey(echo: Bool, takesControlC: Bool) -> KeyPress? {
    flush()
    guard Terminal.inputIsTerminal else { return nil }
    let key = Terminal.raw(signals: false, staysQuiet: commandReader == nil) {
      var key = KeyReader.read()
      while !takesControlC, key?.character == "\u{3}" { Signals.interrupt(); key = KeyReader.read() }
      return key
    }
    if echo, let key { write(String(Character(key.character))); flush() }
    return key
  }

  public override var isKeyAvailable: Bool {
    flush()
    return Terminal.inputIsTerminal && Terminal.raw(staysQuiet: commandReader == nil) { StandardInput.isReady(within: 0) }
  }

  public override var cursorPosition: (column: Int, row: Int) {
    guard Terminal.isInteractive, Terminal.movesCursor, tap == nil else { return (0, 0) }
    flush()
    super.write("\u{1B}[6n")
    super.flush()
    let answer = Terminal.raw(staysQuiet: commandReader == nil) { StandardInput.report(endedBy: UInt8(ascii: "R"), within: 500) }
    guard let answer, answer.count == 2 else { return (0, 0) }
    return (max(answer[1] - 1, 0), max(answer[0] - 1, 0))
  }

  public override func programStarts() { Terminal.lend() }
  public override func programEnded() { Terminal.takeBack() }

  // MARK: - Progress

  private var activities = ProgressDisplay()
  private var lastDrawn = 0
  /// How progress looks now; set by the session, which knows `$PSStyle`.
  public var progressLook: () -> ProgressLook = { ProgressLook(style: "\u{1B}[33;1m", maxWidth: 120, isClassic: false) }

  /// Drawn below what was printed, some times a second; gone when anything else is printed.
  public override func progress(_ record: ProgressRecord) {
    guard Terminal.outputIsTerminal, Terminal.allowsColor else { return }
    let isNews = activities.update(record)
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
    let milliseconds = now.tv_sec &* 1000 &+ now.tv_nsec / 1_000_000
    if !isNews, activities.shown > 0, milliseconds &- lastDrawn < 50 { return }
    lastDrawn = milliseconds
    flush()
    super.write(activities.drawn(width: width, height: height, progressLook()))
    super.flush()
  }
  private func clearProgress() { super.write(activities.erased()) }
  /// A command is over: what it did not complete is over too.
  public func endProgress() {
    if activities.isEmpty { return }
    activities.reset()
    if activities.shown > 0 { clearProgress(); super.flush() }
  }
}
