/// How many cells of a terminal a text takes: escape sequences none, wide characters two.
import Engine
import Formatting

enum BufferCells {
  static func width(_ text: String) -> Int {
    let units = Array(text.utf16)
    let skips = Environment.get("TERM") != "dumb"
    var i = 0, total = 0
    while i < units.count {
      if skips, let end = sequence(units, at: i) { i = end; continue }
      total += units[i] < 0x300 ? 1 : DisplayWidth.unit(units[i])
      i += 1
    }
    return total
  }
  /// The end of a control sequence that begins at a place: ESC [ or its one-character form, parameters, a letter.
  private static func sequence(_ s: [UInt16], at start: Int) -> Int? {
    var i = start
    if s[i] == 0x9B { i += 1 } else if s[i] == 0x1B, i + 1 < s.count, s[i + 1] == 91 { i += 2 } else { return nil }
    while i < s.count, (0x30...0x3F).contains(s[i]) { i += 1 }
    while i < s.count, (0x20...0x2F).contains(s[i]) { i += 1 }
    return i < s.count && (0x40...0x7E).contains(s[i]) ? i + 1 : nil
  }
}
