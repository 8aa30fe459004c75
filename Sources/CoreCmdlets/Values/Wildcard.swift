import Engine

/// PowerShell's wildcard patterns as names and paths are matched: `*`, `?`, `[a-z]`, a backtick takes the next
/// character literally. Case is ignored. Backtracks over the last `*` only, so matching is linear in practice.
struct Wildcard {
  private enum Piece: Equatable { case any, one, char(UInt32), set([ClosedRange<UInt32>]) }
  let text: String
  private let pieces: [Piece]
  /// The pattern holds no special character: it names exactly one thing.
  let isLiteral: Bool
  /// The name the pattern stands for when it is literal.
  let literal: String

  init(_ text: String) {
    self.text = text
    var pieces: [Piece] = [], plain = "", special = false
    let s = Array(text.unicodeScalars)
    var i = 0
    while i < s.count {
      switch s[i] {
      case "*": special = true; if pieces.last != .any { pieces.append(.any) }
      case "?": special = true; pieces.append(.one)
      case "`" where i + 1 < s.count: i += 1; plain.unicodeScalars.append(s[i]); pieces.append(.char(Wildcard.fold(s[i])))
      case "[":
        if let (set, next) = Wildcard.parseSet(s, i + 1) { special = true; pieces.append(.set(set)); i = next } else { pieces.append(.char(91)); plain += "[" }
      default: plain.unicodeScalars.append(s[i]); pieces.append(.char(Wildcard.fold(s[i])))
      }
      i += 1
    }
    self.pieces = pieces
    isLiteral = !special
    literal = plain
  }
  /// Whether a text holds unescaped `*`, `?` or `[`.
  static func hasSpecial(_ s: String) -> Bool {
    var escaped = false
    for b in s.utf8 {
      if escaped { escaped = false; continue }
      if b == 96 { escaped = true } else if b == 42 || b == 63 || b == 91 { return true }
    }
    return false
  }
  /// `WildcardPattern.Escape`.
  static func escape(_ s: String) -> String {
    var r = ""
    for c in s { if c == "*" || c == "?" || c == "[" || c == "]" { r.append("`") }; r.append(c) }
    return r
  }
  /// `WildcardPattern.Unescape`.
  static func unescape(_ s: String) -> String { Wildcard(s).isLiteral ? Wildcard(s).literal : s }

  private static func parseSet(_ s: [Unicode.Scalar], _ start: Int) -> ([ClosedRange<UInt32>], Int)? {
    var ranges: [ClosedRange<UInt32>] = []
    var i = start
    while i < s.count, s[i] != "]" || i == start {
      var c = s[i]
      if c == "`", i + 1 < s.count { i += 1; c = s[i] }
      if i + 2 < s.count, s[i + 1] == "-", s[i + 2] != "]" {
        let a = fold(c), b = fold(s[i + 2])
        ranges.append(min(a, b)...max(a, b))
        i += 3
      } else { ranges.append(fold(c)...fold(c)); i += 1 }
    }
    return i < s.count ? (ranges, i) : nil
  }
  @inline(__always) static func fold(_ u: Unicode.Scalar) -> UInt32 {
    let v = u.value
    if v < 128 { return v &- 65 < 26 ? v | 32 : v }
    return u.properties.lowercaseMapping.unicodeScalars.first?.value ?? v
  }

  func matches(_ s: String) -> Bool {
    if isLiteral { return s.equalsIgnoringCase(literal) }
    let t = s.unicodeScalars.map(Wildcard.fold)
    var p = 0, i = 0, star = -1, mark = 0
    while i < t.count {
      if p < pieces.count, pieces[p] == .any { star = p; mark = i; p += 1; continue }
      if p < pieces.count, matchOne(pieces[p], t[i]) { p += 1; i += 1; continue }
      if star < 0 { return false }
      mark += 1; i = mark; p = star + 1
    }
    while p < pieces.count, pieces[p] == .any { p += 1 }
    return p == pieces.count
  }
  @inline(__always) private func matchOne(_ p: Piece, _ c: UInt32) -> Bool {
    switch p {
    case .one: true
    case .char(let d): c == d
    case .set(let r): r.contains { $0.contains(c) }
    case .any: false
    }
  }
}

/// Several patterns at once; none at all matches everything.
struct WildcardList {
  let patterns: [Wildcard]
  init(_ texts: [String]) { patterns = texts.map(Wildcard.init) }
  func matches(_ s: String) -> Bool { patterns.isEmpty || patterns.contains { $0.matches(s) } }
  func matchesNone(_ s: String) -> Bool { !patterns.contains { $0.matches(s) } }
}
