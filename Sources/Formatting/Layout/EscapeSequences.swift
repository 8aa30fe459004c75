/// Escape sequences inside texts: colours (`ESC[…m`), modes (`ESC[?…h`) and links (`ESC]8;;…ESC\`). They take no cells,
/// survive truncation and are carried over when a text is broken into lines.
public enum EscapeSequences {
  static let escape: UInt16 = 0x1B
  static let reset = "\u{1B}[0m"

  @inline(__always) static func contains(_ s: String) -> Bool {
    s.utf8.withContiguousStorageIfAvailable { p in
      for b in p where b == 0x1B { return true }
      return false
    } ?? s.utf8.contains(0x1B)
  }

  /// Length of the sequence that begins at `i`; 0 when there is none.
  static func length(_ u: [UInt16], at i: Int) -> Int {
    guard i + 1 < u.count, u[i] == escape else { return 0 }
    func isDigit(_ c: UInt16) -> Bool { c >= 48 && c <= 57 }
    if u[i + 1] == 0x5B {  // [
      var j = i + 2
      if j < u.count, u[j] == 0x3F {  // ?
        j += 1
        let start = j
        while j < u.count, isDigit(u[j]) { j += 1 }
        return j > start && j < u.count && (u[j] == 0x68 || u[j] == 0x6C) ? j + 1 - i : 0
      }
      while j < u.count, isDigit(u[j]) { j += 1 }
      while j < u.count, u[j] == 0x3B {  // ;
        let start = j + 1
        var k = start
        while k < u.count, isDigit(u[k]) { k += 1 }
        if k == start { return 0 }
        j = k
      }
      return j < u.count && u[j] == 0x6D ? j + 1 - i : 0
    }
    if u[i + 1] == 0x5D, i + 4 < u.count, u[i + 2] == 0x38, u[i + 3] == 0x3B, u[i + 4] == 0x3B {  // ]8;;
      var j = i + 5
      while j + 1 < u.count {
        if u[j] == escape, u[j + 1] == 0x5C { return j + 2 - i }
        if u[j] == 0x0A { return 0 }
        j += 1
      }
    }
    return 0
  }

  /// The text without its sequences.
  public static func stripped(_ s: String) -> String {
    if !contains(s) { return s }
    let u = Array(s.utf16)
    var out: [UInt16] = []
    out.reserveCapacity(u.count)
    var i = 0
    while i < u.count {
      let n = length(u, at: i)
      if n > 0 { i += n } else { out.append(u[i]); i += 1 }
    }
    return String(decoding: out, as: UTF16.self)
  }

  /// A part of a text by visible units, all sequences kept; `before` and `after` go around the part. A text that carries
  /// sequences ends in a reset.
  static func part(_ s: String, from start: Int, count: Int = .max, before: String = "", after: String = "") -> String {
    let u = Array(s.utf16)
    if !contains(s) {
      let lower = min(start, u.count), upper = count > u.count - lower ? u.count : lower + count
      return before + String(decoding: u[lower..<upper], as: UTF16.self) + after
    }
    var out: [UInt16] = []
    var copying = start == 0, hasSequences = false, first = true
    var offset = 0, i = 0
    while i < u.count {
      let n = length(u, at: i)
      if n > 0 {
        hasSequences = true
        out.append(contentsOf: u[i..<i + n])
        i += n
        continue
      }
      if copying {
        if first { out.append(contentsOf: before.utf16); first = false }
        out.append(u[i])
        offset += 1
      } else {
        offset += 1
        if offset == start { copying = true; offset = 0; i += 1; continue }
      }
      if copying && offset == count { break }
      i += 1
    }
    let text = String(decoding: out, as: UTF16.self)
    if !hasSequences { return text + after }
    if text.hasSuffix(reset) { return String(text.dropLast(reset.count)) + after + reset }
    return text + after + reset
  }
}
