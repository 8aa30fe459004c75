/// Cells a text takes on the screen.
///
/// Counted as PowerShell counts: per UTF-16 unit, two for East Asian wide ones, one for everything else (combining marks
/// and halves of surrogate pairs included), none for escape sequences.
public enum DisplayWidth {
  /// Columns a text takes, its escape sequences not counted.
  @inline(__always) public static func of(_ s: String) -> Int {
    let quick: Int? = s.utf8.withContiguousStorageIfAvailable { p -> Int in
      var flags: UInt8 = 0
      for b in p { flags |= b & 0x80; if b == 0x1B { flags |= 0x80 } }
      return flags == 0 ? p.count : -1
    }
    if let n = quick, n >= 0 { return n }
    return slow(s)
  }

  @usableFromInline @inline(never) static func slow(_ s: String) -> Int {
    var n = 0
    for u in (EscapeSequences.contains(s) ? EscapeSequences.stripped(s) : s).utf16 { n += unit(u) }
    return n
  }

  @inline(__always) public static func unit(_ c: UInt16) -> Int { c < 0x1100 ? 1 : wide(c) ? 2 : 1 }

  private static func wide(_ c: UInt16) -> Bool {
    c <= 0x115F || c == 0x2329 || c == 0x232A || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F) || (c >= 0xAC00 && c <= 0xD7A3)
      || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE10 && c <= 0xFE19) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60)
      || (c >= 0xFFE0 && c <= 0xFFE6)
  }

  /// How many units from the head fit into `cells`.
  static func head(_ s: String, cells: Int) -> Int {
    var filled = 0, n = 0
    for u in EscapeSequences.stripped(s).utf16 {
      let w = unit(u)
      if filled + w > cells { break }
      filled += w
      n += 1
      if filled == cells { break }
    }
    return n
  }
  /// Where the tail begins that fits into `cells`.
  static func tailStart(_ s: String, cells: Int) -> Int {
    let u = Array(EscapeSequences.stripped(s).utf16)
    var filled = 0, i = u.count
    while i > 0 {
      let w = unit(u[i - 1])
      if filled + w > cells { break }
      filled += w
      i -= 1
      if filled == cells { break }
    }
    return i
  }

  /// Blanks, from a stock.
  @inline(__always) static func blanks(_ n: Int) -> String { n <= 0 ? "" : n < stock.count ? stock[n] : String(repeating: " ", count: n) }
  private static let stock: [String] = (0...130).map { String(repeating: " ", count: $0) }
}
