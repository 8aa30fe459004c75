// PowerShell's wildcard language over identities: `*`, `?` and `[a-z]`, without regard to case.
import Directory

/// PowerShell's wildcard language over identities: `*`, `?` and `[a-z]`, without regard to case.
public struct Wildcard {
  private let pattern: [UInt8]

  public init(_ pattern: String) { self.pattern = Array(Folding.key(pattern).utf8) }

  /// Whether a text contains a character that makes it a pattern.
  public static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  public func matches(_ text: String) -> Bool {
    let bytes = Array(Folding.key(text).utf8)
    var p = 0
    var t = 0
    var star = -1
    var mark = 0
    while t < bytes.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = p
        mark = t
        p += 1
      } else if let next = step(p, bytes[t]) {
        p = next
        t += 1
      } else if star >= 0 {
        mark += 1
        t = mark
        p = star + 1
      } else {
        return false
      }
    }
    while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.count
  }

  /// The pattern position after matching one byte at `p`, or nil.
  private func step(_ p: Int, _ byte: UInt8) -> Int? {
    guard p < pattern.count else { return nil }
    switch pattern[p] {
    case UInt8(ascii: "?"): return p + 1
    case UInt8(ascii: "["):
      guard let close = pattern[(p + 1)...].firstIndex(of: UInt8(ascii: "]")) else { return pattern[p] == byte ? p + 1 : nil }
      var i = p + 1
      while i < close {
        if i + 2 < close, pattern[i + 1] == UInt8(ascii: "-") {
          if byte >= pattern[i], byte <= pattern[i + 2] { return close + 1 }
          i += 3
        } else {
          if pattern[i] == byte { return close + 1 }
          i += 1
        }
      }
      return nil
    default: return pattern[p] == byte ? p + 1 : nil
    }
  }
}

extension String {
  /// Equal without regard to case (D-17).
  func same(_ other: String) -> Bool { Folding.equal(self, other) }
  func same(_ other: String?) -> Bool { other.map { Folding.equal(self, $0) } ?? false }

  /// The rest after `prefix`, compared without case; nil when it does not start with it.
  func dropping(prefix: String) -> String? {
    guard utf8.count >= prefix.utf8.count else { return nil }
    let head = utf8.prefix(prefix.utf8.count)
    guard let start = String(head), Folding.equal(start, prefix) else { return nil }
    return String(self[head.endIndex...])
  }

  /// The text split at the first `separator`.
  func cut(at separator: Character) -> (before: String, after: String)? {
    guard let at = firstIndex(of: separator) else { return nil }
    return (String(self[..<at]), String(self[index(after: at)...]))
  }
}
