/// The value of one cell, copied out of (or into) a column.
public enum Cell: Equatable {
  case null
  case text(String)
  case flag(Bool)
  case int(Int)
  case list([String])

  public var isNull: Bool { self == .null }

  public var text: String? {
    if case .text(let value) = self { return value }
    return nil
  }
  public var flag: Bool? {
    if case .flag(let value) = self { return value }
    return nil
  }
  public var int: Int? {
    if case .int(let value) = self { return value }
    return nil
  }
  public var list: [String]? {
    if case .list(let value) = self { return value }
    return nil
  }

  /// The cell as a reader of a diff wants to see it.
  public var display: String {
    switch self {
    case .null: return ""
    case .text(let value): return value
    case .flag(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .list(let values): return "{" + values.joined(separator: ", ") + "}"
    }
  }
}

/// Comparing without case, as every identity of the directory is compared (D-17).
public enum Folding {
  /// The byte as it is hashed and compared: ASCII capitals become small letters.
  @inline(__always)
  static func fold(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// The text in the form used as key: lower case; the same string when nothing changes.
  public static func key(_ text: String) -> String {
    var changes = false
    for byte in text.utf8 where byte &- 0x41 < 26 || byte >= 0x80 {
      changes = true
      break
    }
    return changes ? text.lowercased() : text
  }

  /// Whether two texts are the same identity.
  public static func equal(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    var a = left.utf8.makeIterator()
    var b = right.utf8.makeIterator()
    while true {
      switch (a.next(), b.next()) {
      case (nil, nil): return true
      case (let x?, let y?):
        if fold(x) == fold(y) { continue }
        if x >= 0x80 || y >= 0x80 { return left.lowercased() == right.lowercased() }
        return false
      default: return left.utf8.contains { $0 >= 0x80 } && left.lowercased() == right.lowercased()
      }
    }
  }

  /// FNV-1a over the folded bytes.
  static func hash(_ text: String) -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key(text).utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return state ^ (state >> 29)
  }
}
