/// JSON laid out anew, its names, numbers and order as they are: how a web call shows what a service said of an error.
import Codecs
import Primitives

enum JsonLayout {
  /// Each element on a line of its own, by two blanks further in; nil when the text is no JSON.
  static func indented(_ text: String) -> String? {
    var layout = Layout(b: Array(text.utf8))
    guard layout.value(0), layout.isOver else { return nil }
    return String(decoding: layout.out, as: UTF8.self)
  }

  private struct Layout {
    let b: [UInt8]
    var at = 0, out: [UInt8] = []
    init(b: [UInt8]) { self.b = b }

    private mutating func blank() { while at < b.count, [9, 10, 13, 32].contains(b[at]) { at += 1 } }
    private mutating func next(_ byte: UInt8) -> Bool {
      blank()
      guard at < b.count, b[at] == byte else { return false }
      at += 1
      return true
    }
    var isOver: Bool { mutating get { blank(); return at == b.count } }

    mutating func value(_ depth: Int) -> Bool {
      blank()
      guard at < b.count, depth < 64 else { return false }
      switch b[at] {
      case 123: return list(125, depth) { l in
        guard l.string(), l.next(58) else { return false }
        l.out += [58, 32]
        return l.value(depth + 1)
      }
      case 91: return list(93, depth) { $0.value(depth + 1) }
      case 34: return string()
      default: return word()
      }
    }
    private mutating func list(_ end: UInt8, _ depth: Int, _ element: (inout Layout) -> Bool) -> Bool {
      out.append(b[at])
      at += 1
      if next(end) { out.append(end); return true }
      repeat {
        line(depth + 1)
        guard element(&self) else { return false }
        blank()
        if at < b.count, b[at] == 44 { out.append(44) }
      } while next(44)
      guard next(end) else { return false }
      line(depth)
      out.append(end)
      return true
    }
    private mutating func line(_ depth: Int) { out.append(10); out += [UInt8](repeating: 32, count: 2 * depth) }
    /// A number, `true`, `false` or `null`.
    private mutating func word() -> Bool {
      let start = at
      while at < b.count, b[at] > 32, ![44, 58, 93, 125, 34, 91, 123].contains(b[at]) { at += 1 }
      let text = String(decoding: b[start..<at], as: UTF8.self)
      out += b[start..<at]
      return ["true", "false", "null"].contains(text) || Double(text) != nil && text.utf8.allSatisfy { $0 < 58 && $0 > 42 || $0 | 32 == 101 }
    }
    /// What is beyond ASCII, and what means something to HTML, is written by its number.
    private mutating func string() -> Bool {
      guard next(34) else { return false }
      let start = at
      while at < b.count, b[at] != 34 { at += b[at] == 92 ? 2 : 1 }
      guard at < b.count else { return false }
      let inner = String(decoding: b[start..<at], as: UTF8.self)
      at += 1
      out.append(34)
      for u in inner.utf16 {
        if u < 32 { return false }
        if u < 127, ![38, 39, 43, 60, 62, 96].contains(u) { out.append(UInt8(u)) } else {
          let digits = String(u, radix: 16, uppercase: true)
          out += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        }
      }
      out.append(34)
      return true
    }
  }
}
