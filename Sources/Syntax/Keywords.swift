/// Keyword and operator tables, also for completion.
public enum KeywordTable {
  /// Keywords as written in lower case.
  public static let keywords: [(name: String, kind: TokenKind)] = TokenKind.allCases
    .filter { $0.has(.keyword) && $0 != .dynamicKeyword }.map { ($0.text, $0) }
  /// Operators written with a dash, without it: `eq`, `ieq`, `ceq`, `not`, `f` …
  public static let operators: [(name: String, kind: TokenKind)] = {
    var all: [(String, TokenKind)] = [("f", .format), ("not", .not), ("bnot", .bnot), ("and", .and), ("or", .or), ("xor", .xor), ("band", .band),
      ("bor", .bor), ("bxor", .bxor), ("join", .join), ("is", .is), ("isnot", .isNot), ("as", .as), ("shl", .shl), ("shr", .shr)]
    let sensitive: [(TokenKind, TokenKind)] = [(.ieq, .ceq), (.ine, .cne), (.ige, .cge), (.igt, .cgt), (.ilt, .clt), (.ile, .cle), (.ilike, .clike),
      (.inotlike, .cnotlike), (.imatch, .cmatch), (.inotmatch, .cnotmatch), (.ireplace, .creplace), (.icontains, .ccontains),
      (.inotcontains, .cnotcontains), (.iin, .cin), (.inotin, .cnotin), (.isplit, .csplit)]
    for (insensitive, exact) in sensitive {
      let name = "\(exact)".dropFirst()
      all.append((String(name), insensitive)); all.append(("i" + name, insensitive)); all.append(("c" + name, exact))
    }
    return all
  }()

  static func keyword(_ units: UnsafeBufferPointer<CodeUnit>) -> TokenKind? { keywordLookup.find(units) }
  static func op(_ units: UnsafeBufferPointer<CodeUnit>) -> TokenKind? { operatorLookup.find(units) }
  private static let keywordLookup = WordTable(keywords)
  private static let operatorLookup = WordTable(operators)
}

/// A case-insensitive table of short ASCII words: packed into two machine words, hashed with open addressing.
private struct WordTable {
  private var slots: [(low: UInt64, high: UInt64, kind: TokenKind)]
  init(_ words: [(name: String, kind: TokenKind)]) {
    slots = Array(repeating: (0, 0, .unknown), count: 512)
    for (name, kind) in words {
      let units = name.utf16.map { CodeUnit($0) }
      guard let key = units.withUnsafeBufferPointer({ WordTable.pack($0) }) else { continue }
      var i = WordTable.slot(key)
      while slots[i].low != 0 { i = (i + 1) & 511 }
      slots[i] = (key.0, key.1, kind)
    }
  }
  private static func slot(_ key: (UInt64, UInt64)) -> Int {
    let h = (key.0 ^ (key.1 &* 31)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: h >> 55)
  }
  private static func pack(_ units: UnsafeBufferPointer<CodeUnit>) -> (UInt64, UInt64)? {
    if units.count > 16 || units.isEmpty { return nil }
    var low: UInt64 = 0, high: UInt64 = 0, shift: UInt64 = 0
    for (i, u) in units.enumerated() {
      guard u.isAsciiLetter else { return nil }
      let c = UInt64(u.value | 0x20)
      if i < 8 { low |= c << shift } else { high |= c << shift }
      shift = (shift + 8) & 63
    }
    return (low, high)
  }
  func find(_ units: UnsafeBufferPointer<CodeUnit>) -> TokenKind? {
    guard let key = WordTable.pack(units) else { return nil }
    var i = WordTable.slot(key)
    while slots[i].low != 0 {
      if slots[i].low == key.0, slots[i].high == key.1 { return slots[i].kind }
      i = (i + 1) & 511
    }
    return nil
  }
}
