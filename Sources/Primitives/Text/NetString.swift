/// .NET's string methods over Swift strings: positions and lengths are UTF-16 units; ASCII texts take a byte path.
///
/// Swift strings cannot hold lone surrogates: cutting a pair in two leaves U+FFFD.
public enum NetString {
  /// Length in UTF-16 units.
  @inline(__always) public static func length(_ text: String) -> Int { text.utf16.count }

  /// Whether every byte is ASCII.
  public static func isAscii(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 128 } }

  /// Units `start ..< start + count`, clamped to the text.
  public static func slice(_ text: String, _ start: Int, _ count: Int) -> String {
    let view = text.utf16
    guard count > 0, let from = view.index(view.startIndex, offsetBy: max(0, start), limitedBy: view.endIndex) else { return "" }
    let to = view.index(from, offsetBy: count, limitedBy: view.endIndex) ?? view.endIndex
    return String(view[from..<to]) ?? String(decoding: Array(view[from..<to]), as: UTF16.self)
  }

  // MARK: Trimming

  public enum Side: Sendable { case both, start, end }

  /// .NET's `char.IsWhiteSpace`.
  public static func isWhiteSpace(_ unit: UInt16) -> Bool {
    switch unit {
    case 9...13, 32, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }

  public static func trim(_ text: String, _ side: Side = .both) -> String { trim(text, side, where: isWhiteSpace) }

  /// Trims any of `characters`; none means white space.
  public static func trim(_ text: String, _ side: Side = .both, characters: [UInt16]) -> String {
    characters.isEmpty ? trim(text, side) : trim(text, side) { characters.contains($0) }
  }

  private static func trim(_ text: String, _ side: Side, where drop: (UInt16) -> Bool) -> String {
    let view = text.utf16
    var (from, to) = (view.startIndex, view.endIndex)
    if side != .end { while from < to, drop(view[from]) { from = view.index(after: from) } }
    if side != .start {
      while from < to {
        let before = view.index(before: to)
        guard drop(view[before]) else { break }
        to = before
      }
    }
    if from == view.startIndex && to == view.endIndex { return text }
    return String(view[from..<to]) ?? String(decoding: Array(view[from..<to]), as: UTF16.self)
  }
}
