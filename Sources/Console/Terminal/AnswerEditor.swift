/// Reads one answer at a terminal (`Read-Host`, prompts), with the keys PowerShell's own reader knows: Backspace, the arrow keys, Home,
/// End, Delete, Insert, Escape and their Ctrl letters; what is typed can be masked. No history and no completion: an answer is not
/// a command.
import Formatting
import Glibc

struct AnswerEditor {
  /// Printed instead of each character; nil shows what is typed.
  let mask: Character?
  /// Where the answer begins, when that is known: the line is drawn from there at every key then.
  let column: Int?
  let write: (String) -> Void
  private var text: [Character] = []
  private var cursor = 0
  private var inserts = true

  init(mask: Character? = nil, column: Int? = nil, write: @escaping (String) -> Void) { self.mask = mask; self.column = column; self.write = write }

  /// The answer; nil at the end of input or after Ctrl+C.
  mutating func read() -> String? {
    while true {
      guard let c = StandardInput.character() else {
        if errno == EINTR, !Signals.takeInterruptQuietly() { continue }
        return nil
      }
      switch c.value {
      case 13, 10: write("\n"); return String(text)
      case 3: Signals.interrupt(); return nil
      case 4: delete(at: cursor)
      case 8, 0x7F: if cursor > 0 { move(to: cursor - 1); delete(at: cursor) }
      case 1: move(to: 0)
      case 2: move(to: cursor - 1)
      case 5: move(to: text.count)
      case 6: move(to: cursor + 1)
      case 21: while cursor > 0 { move(to: cursor - 1); delete(at: cursor) }
      case 27: escape()
      case 0..<32: break
      default: insert(c)
      }
    }
  }

  private mutating func insert(_ s: Unicode.Scalar) {
    // a mark belongs to the character before it
    if cursor > 0, mask == nil, s.value > 0x7F {
      let joined = String(text[cursor - 1]) + String(s)
      if joined.count == 1 {
        text[cursor - 1] = Character(joined)
        write(String(s))
        return redrawTail()
      }
    }
    if !inserts, cursor < text.count { text[cursor] = Character(s) } else { text.insert(Character(s), at: cursor) }
    cursor += 1
    if let column, mask == nil, cursor > 1 {
      write("\u{1B}[\(column + 1)G" + String(text[..<cursor]))
    } else { write(shown(text[cursor - 1])) }
    redrawTail()
  }
  private mutating func delete(at i: Int) {
    guard i < text.count else { return }
    let w = width(text[i])
    text.remove(at: i)
    redrawTail(erase: w)
  }
  private mutating func move(to target: Int) {
    while cursor > target, cursor > 0 { cursor -= 1; back(width(text[cursor])) }
    while cursor < target, cursor < text.count { write(shown(text[cursor])); cursor += 1 }
  }
  /// Prints what stands right of the cursor, blanks over what was there before, and goes back.
  private func redrawTail(erase: Int = 0) {
    let tail = text[cursor...]
    if tail.isEmpty && erase == 0 { return }
    write(tail.map(shown).joined() + String(repeating: " ", count: erase))
    back(tail.reduce(0) { $0 + width($1) } + erase)
  }
  private func back(_ cells: Int) {
    if cells > 0 { write(Terminal.movesCursor ? "\u{1B}[\(cells)D" : String(repeating: "\u{8}", count: cells)) }
  }
  private func shown(_ c: Character) -> String { mask.map(String.init) ?? String(c) }
  /// Cells of a character with its marks.
  private func width(_ c: Character) -> Int { mask != nil ? 1 : DisplayWidth.of(String(c.unicodeScalars.prefix(1))) }

  /// A key that begins with ESC, or Escape itself: what was typed counts no more, and is written over.
  private mutating func escape() {
    guard StandardInput.isReady, let second = StandardInput.character() else {
      move(to: 0)
      text = []
      return
    }
    // Alt with a key
    guard second == "[" || second == "O" else { return StandardInput.putBack(second) }
    guard let key = KeyReader.control() else { return }
    switch (key.end, key.parameters) {
    case ("D", _): move(to: cursor - 1)
    case ("C", _): move(to: cursor + 1)
    case ("H", _), ("~", "1"), ("~", "7"): move(to: 0)
    case ("F", _), ("~", "4"), ("~", "8"): move(to: text.count)
    case ("~", "3"): delete(at: cursor)
    case ("~", "2"): inserts.toggle()
    default: break
    }
  }
}

extension Signals {
  /// Ctrl+C came; the flag stays for the engine to see.
  static func takeInterruptQuietly() -> Bool { interrupts > 0 }
}
