/// Reads one answer at a terminal (`Read-Host`, prompts): Backspace, the arrow keys, Home, End and Delete work; what is typed
/// can be masked. No history and no completion: an answer is not a command.
import Glibc

struct AnswerEditor {
  /// Printed instead of each character; nil shows what is typed.
  let mask: Character?
  let write: (String) -> Void
  private var text: [Character] = []
  private var cursor = 0

  init(mask: Character? = nil, write: @escaping (String) -> Void) { self.mask = mask; self.write = write }

  /// The answer; nil at the end of input (Ctrl+D on an empty line) or after Ctrl+C.
  mutating func read() -> String? {
    while true {
      guard let c = StandardInput.character() else {
        if errno == EINTR, !Signals.takeInterruptQuietly() { continue }
        return nil
      }
      switch c.value {
      case 13, 10: write("\n"); return String(text)
      case 3: write("^C"); return nil
      case 4: if text.isEmpty { write("\n"); return nil } else { delete(at: cursor) }
      case 8, 0x7F: if cursor > 0 { move(to: cursor - 1); delete(at: cursor) }
      case 1: move(to: 0)
      case 5: move(to: text.count)
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
    text.insert(Character(s), at: cursor)
    cursor += 1
    write(shown(text[cursor - 1]))
    redrawTail()
  }
  private mutating func delete(at i: Int) {
    guard i < text.count else { return }
    let w = width(text[i])
    text.remove(at: i)
    redrawTail(erase: w)
  }
  private mutating func move(to target: Int) {
    while cursor > target, cursor > 0 { cursor -= 1; write(String(repeating: "\u{8}", count: width(text[cursor]))) }
    while cursor < target, cursor < text.count { write(shown(text[cursor])); cursor += 1 }
  }
  /// Prints what stands right of the cursor, blanks over what was there before, and goes back.
  private func redrawTail(erase: Int = 0) {
    let tail = text[cursor...]
    if tail.isEmpty && erase == 0 { return }
    let back = tail.reduce(0) { $0 + width($1) } + erase
    write(tail.map(shown).joined() + String(repeating: " ", count: erase) + String(repeating: "\u{8}", count: back))
  }
  private func shown(_ c: Character) -> String { mask.map(String.init) ?? String(c) }
  private func width(_ c: Character) -> Int {
    if mask != nil { return 1 }
    let v = c.unicodeScalars.first?.value ?? 0
    return v >= 0x1100
      && (v <= 0x115F || (0x2E80...0xA4CF).contains(v) || (0xAC00...0xD7A3).contains(v) || (0xF900...0xFAFF).contains(v) || (0xFE30...0xFE6F).contains(v)
        || (0xFF00...0xFF60).contains(v) || (0x1F300...0x1FAFF).contains(v))
      ? 2 : 1
  }
  /// The rest of a key that starts with ESC.
  private mutating func escape() {
    guard let second = StandardInput.character(), second == "[" || second == "O" else { return }
    var parameters = ""
    while let c = StandardInput.character() {
      if (0x40...0x7E).contains(c.value) {
        switch (c, parameters) {
        case ("D", _): move(to: cursor - 1)
        case ("C", _): move(to: cursor + 1)
        case ("H", _), ("~", "1"), ("~", "7"): move(to: 0)
        case ("F", _), ("~", "4"), ("~", "8"): move(to: text.count)
        case ("~", "3"): delete(at: cursor)
        default: break
        }
        return
      }
      parameters.unicodeScalars.append(c)
    }
  }
}

extension Signals {
  /// Ctrl+C came; the flag stays for the engine to see.
  static func takeInterruptQuietly() -> Bool { interrupts > 0 }
}
