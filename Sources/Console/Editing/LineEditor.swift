/// Editing of command lines at a terminal with libedit: Emacs and vi keys from the user's `.editrc`, history with search,
/// Tab for completion. One instance for the life of an interactive session.
import CEdit
import Formatting
import Glibc

/// What Tab asks for: the whole input typed so far and where the cursor stands in it, in UTF-8 bytes of `text`.
public struct CompletionRequest {
  public let text: String
  /// Offset in UTF-16 units, as the engine counts.
  public let cursor: Int
}

/// What Tab gets: texts that may stand instead of a stretch of the input (offsets in UTF-16 units).
public struct CompletionAnswer {
  /// One thing Tab may put at the cursor.
  public struct Candidate {
    public let text: String, shown: String
    /// A folder or another thing that holds more, of which the next Tab is to tell.
    public let isContainer: Bool
    public init(text: String, shown: String, isContainer: Bool = false) { self.text = text; self.shown = shown; self.isContainer = isContainer }
  }
  public var candidates: [Candidate] = []
  public var start = 0, length = 0
  public init(candidates: [Candidate] = [], start: Int = 0, length: Int = 0) { self.candidates = candidates; self.start = start; self.length = length }
}

public final class LineEditor {
  /// What came of reading a line.
  public enum Line { case text(String), interrupted, end }

  /// What comes from the clipboard is told from what is typed: its lines do not run before Enter is pressed.
  private var paste = PastedText()
  /// The line just read ended within a pasted text, which goes on.
  public var isWithinPaste: Bool { paste.isOpen }

  private let editor: OpaquePointer
  private let entries: OpaquePointer
  private let history: HistoryFile
  private var prompt: UnsafeMutablePointer<CChar> = strdup("")
  private var promptColumns = 0
  /// Lines of the same input that were entered before this one.
  private var before = ""
  public var complete: (CompletionRequest) -> CompletionAnswer = { _ in CompletionAnswer() }

  /// nil when libedit cannot use the terminal (then plain lines are read).
  public init?(history: HistoryFile) {
    // libedit converts between bytes and characters by the locale: one with UTF-8 is needed, whatever the user's says.
    if setlocale(LC_CTYPE, "") == nil || strcmp(nl_langinfo(nl_item(CODESET)), "UTF-8") != 0 { setlocale(LC_CTYPE, "C.UTF-8") }
    guard let e = el_init("csshell", stdin, stdout, stderr), let h = history_init() else { return nil }
    editor = e
    entries = h
    self.history = history
    cedit_set_client_data(e, Unmanaged.passUnretained(self).toOpaque())
    cedit_set_prompt(e, { e in LineEditor.of(e)?.prompt }, 1)
    cedit_set_editor(e, "emacs")
    cedit_set_signal(e, 0)
    cedit_set_getchar(e) { e, out in LineEditor.readCharacter(e, out) }
    cedit_add_command(e, "csshell-complete", "Completes what stands before the cursor") { e, _ in LineEditor.of(e)?.completeHere() ?? UInt8(CC_ERROR) }
    cedit_bind(e, "^I", "csshell-complete")
    cedit_bind(e, "^R", "em-inc-search-prev")
    cedit_bind(e, "^S", "em-inc-search-next")
    for (key, command) in [
      ("\\e[A", "ed-search-prev-history"), ("\\e[B", "ed-search-next-history"), ("\\eOA", "ed-search-prev-history"),
      ("\\eOB", "ed-search-next-history"), ("\\e[3~", "ed-delete-next-char"), ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
    ] { cedit_bind(e, key, command) }
    cedit_history_size(h, 4096)
    cedit_history_unique(h, 1)
    cedit_set_history(e, h)
    for entry in history.load() { cedit_history_enter(h, entry) }
    el_source(e, nil)
    // `bind -v` of an .editrc drops what was bound before.
    cedit_bind(e, "^I", "csshell-complete")
  }
  deinit {
    history_end(entries)
    el_end(editor)
    free(prompt)
  }

  /// Reads a line under `prompt`; `before` is the part of the input entered already.
  public func read(prompt text: String, before: String) -> Line {
    free(prompt)
    prompt = strdup(LineEditor.marked(text))
    promptColumns = DisplayWidth.of(text)
    self.before = before
    _ = Signals.takeInterrupt()
    if Signals.windowChanged != 0 { Signals.windowChanged = 0; el_resize(editor) }
    var count: Int32 = 0
    print("\u{1B}[?2004h")
    defer { print("\u{1B}[?2004l") }
    guard let line = el_gets(editor, &count), count > 0 else {
      if count < 0 || Signals.interrupts > 0 {
        _ = Signals.takeInterrupt()
        paste = PastedText()
        el_reset(editor)
        return .interrupted
      }
      return .end
    }
    var bytes = Array(UnsafeBufferPointer(start: line, count: Int(count)).map { UInt8(bitPattern: $0) })
    while bytes.last == 10 || bytes.last == 13 { bytes.removeLast() }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Adds a whole input to the history, in memory and in the user's file.
  public func remember(_ input: String) {
    guard input.utf8.contains(where: { $0 > 32 }) else { return }
    cedit_history_enter(entries, input)
    history.append(input)
  }

  // MARK: - Called by libedit

  private static func of(_ e: OpaquePointer?) -> LineEditor? {
    guard let e, let p = cedit_client_data(e) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(p).takeUnretainedValue()
  }

  /// Reads one character; an interruption ends the line, a changed window redraws it.
  private static func readCharacter(_ e: OpaquePointer?, _ out: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    while true {
      if Signals.interrupts > 0 { return -1 }
      if let c = LineEditor.of(e)?.paste.next(StandardInput.character) { out?.pointee = wchar_t(bitPattern: c.value); return 1 }
      if errno == EINTR {
        if Signals.interrupts > 0 { return -1 }
        if Signals.windowChanged != 0 { Signals.windowChanged = 0; LineEditor.of(e)?.redraw() }
        continue
      }
      return 0
    }
  }

  /// Escape sequences of a prompt between marks, so that they do not count as columns. libedit draws what stands between marks
  /// with the character behind it: neighbours share their marks, and what ends the prompt goes in front of its last character.
  static func marked(_ text: String) -> String {
    var parts: [(sequences: String, character: Unicode.Scalar?)] = []
    var pending = "", inside = false
    for s in text.unicodeScalars {
      if s == "\u{1B}" { inside = true }
      guard inside else { parts.append((pending, s)); pending = ""; continue }
      pending.unicodeScalars.append(s)
      if s != "[", s != "\u{1B}", (0x40...0x7E).contains(s.value) { inside = false }
    }
    if !pending.isEmpty, let last = parts.indices.last { parts[last].sequences += pending }
    var out = ""
    for p in parts {
      if !p.sequences.isEmpty { out += "\u{1}" + p.sequences + "\u{1}" }
      if let c = p.character { out.unicodeScalars.append(c) }
    }
    return out
  }

  /// Draws the line again in a window of another size: the terminal has broken its lines anew.
  private func redraw() {
    var column = promptColumns
    if let info = el_line(editor)?.pointee, let buffer = info.buffer, let at = info.cursor {
      column += DisplayWidth.of(String(decoding: UnsafeRawBufferPointer(start: buffer, count: max(at - buffer, 0)), as: UTF8.self))
    }
    let rows = column / max(Terminal.size?.columns ?? 80, 1)
    print("\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J")
    el_resize(editor)
    cedit_refresh(editor)
  }

  private func completeHere() -> UInt8 {
    guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let cursorAt = info.cursor, let last = info.lastchar else { return UInt8(CC_ERROR) }
    func text(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> String {
      String(decoding: UnsafeRawBufferPointer(start: from, count: max(to - from, 0)), as: UTF8.self)
    }
    let left = text(buffer, cursorAt), right = text(cursorAt, last)
    let prefix = before.isEmpty ? "" : before + "\n"
    let offset = prefix.utf16.count
    let answer = complete(CompletionRequest(text: prefix + left + right, cursor: offset + left.utf16.count))
    let start = answer.start - offset
    guard !answer.candidates.isEmpty, start >= 0, start <= left.utf16.count else { return UInt8(CC_REFRESH_BEEP) }
    let units = Array(left.utf16)
    let typed = String(decoding: units[start...], as: UTF16.self)
    // What the replacement covers right of the cursor goes too.
    let beyond = max(0, start + answer.length - units.count)
    func replace(with new: String) -> UInt8 {
      if beyond > 0 {
        let after = String(decoding: Array(right.utf16).prefix(beyond), as: UTF16.self).unicodeScalars.count
        el_cursor(editor, Int32(after))
        el_deletestr(editor, Int32(after + typed.unicodeScalars.count))
      } else if !typed.isEmpty { el_deletestr(editor, Int32(typed.unicodeScalars.count)) }
      return el_insertstr(editor, new) == -1 ? UInt8(CC_ERROR) : UInt8(CC_REFRESH)
    }
    if let only = answer.candidates.first, answer.candidates.count == 1 {
      let open = only.isContainer ? CandidateList.opened(only.text) : (text: only.text, behind: 0)
      let done = replace(with: open.text)
      if open.behind > 0 { el_cursor(editor, Int32(-open.behind)) }
      return done
    }
    let common = CandidateList.commonPrefix(answer.candidates.map(\.text))
    if common.unicodeScalars.count > typed.unicodeScalars.count { return replace(with: common) }
    print("\n" + CandidateList.columns(answer.candidates.map(\.shown), width: Terminal.size?.columns ?? 80))
    return UInt8(CC_REDISPLAY)
  }
  private func print(_ text: String) { fputs(text, stdout); fflush(stdout) }
}

/// Candidates as Tab shows them.
enum CandidateList {
  /// The longest beginning all texts share, letters in the case of the first.
  static func commonPrefix(_ texts: [String]) -> String {
    guard var common = texts.first.map({ Array($0.unicodeScalars) }) else { return "" }
    for t in texts.dropFirst() {
      var n = 0
      for s in t.unicodeScalars {
        guard n < common.count, common[n].properties.lowercaseMapping == s.properties.lowercaseMapping else { break }
        n += 1
      }
      common.removeSubrange(n...)
    }
    var s = String.UnicodeScalarView()
    s.append(contentsOf: common)
    return String(s)
  }
  /// A container's name with a separator at its end, within its quotes; how far from the end one goes on typing.
  static func opened(_ text: String) -> (text: String, behind: Int) {
    let mark = text.last.flatMap { $0 == "'" || $0 == "\"" ? String($0) : nil } ?? ""
    let name = text.dropLast(mark.count)
    return ((name.hasSuffix("/") ? String(name) : name + "/") + mark, mark.count)
  }
  /// Names in columns, filled downward, each line ended; more than a screenful is cut with a note.
  static func columns(_ names: [String], width: Int, limit: Int = 300) -> String {
    let shown = names.prefix(limit)
    let cell = min((shown.map { DisplayWidth.of($0) }.max() ?? 0) + 2, max(width, 2))
    let across = max(1, width / cell), down = (shown.count + across - 1) / across
    var out = ""
    for row in 0..<down {
      var line = ""
      for column in 0..<across {
        let i = column * down + row
        guard i < shown.count else { break }
        line += shown[i]
        if column + 1 < across, (column + 1) * down + row < shown.count { line += String(repeating: " ", count: max(1, cell - DisplayWidth.of(shown[i]))) }
      }
      out += line + "\n"
    }
    if names.count > limit { out += "… and \(names.count - limit) more\n" }
    return out
  }
}
