/// PowerShell's wildcard language over identities: `*`, `?` and `[a-z]`, without regard to case.
import Directory

public struct Wildcard {
  private let pattern: [UInt8]

  /// A pattern with `*`, `?` and `[…]`; case does not count.
  public init(_ pattern: String) { self.pattern = Array(Folding.key(pattern).utf8) }

  /// A pattern that stands for the text itself.
  public static func escaped(_ text: String) -> String {
    var out = ""
    for character in text { out += character == "*" || character == "?" || character == "[" ? "[\(character)]" : String(character) }
    return out
  }

  /// Whether a text contains a character that makes it a pattern.
  public static func isPattern(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes where byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return true }
      return false
    }
  }

  /// Whether the whole text agrees.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }

  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.contains(where: { $0 >= 0x80 }) {
      var folded = Folding.key(String(decoding: bytes, as: UTF8.self))
      return folded.withUTF8 { run($0) }
    }
    return run(bytes)
  }

  private func run(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var p = 0
    var t = 0
    var star = -1
    var mark = 0
    while t < bytes.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = p
        mark = t
        p += 1
      } else if let next = step(p, Folding.fold(bytes[t])) {
        // `?` stands for a character, however many bytes it has.
        if pattern[p] == UInt8(ascii: "?") { while t + 1 < bytes.count, bytes[t + 1] & 0xc0 == 0x80 { t += 1 } }
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

  /// The fastest way to ask many texts: plain comparisons for `a*`, `*a`, `*a*` and patterns without any star.
  var bytesTest: (UnsafeBufferPointer<UInt8>) -> Bool {
    let star = UInt8(ascii: "*")
    let starts = pattern.first == star, ends = pattern.last == star
    let middle = Array(pattern.dropFirst(starts ? 1 : 0).dropLast(ends && pattern.count > 1 ? 1 : 0))
    if middle.contains(where: { $0 == star || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") || $0 >= 0x80 }) { return matches }
    let text = FoldedText(middle), n = middle.count
    switch (starts, ends) {
    case (false, false): return { $0.count == n && text.begins(at: $0.baseAddress) }
    case (false, true): return { $0.count >= n && text.begins(at: $0.baseAddress) }
    case (true, false): return { bytes in bytes.count >= n && text.begins(at: bytes.baseAddress.map { $0 + (bytes.count - n) }) }
    case (true, true):
      if n == 0 { return { _ in true } }
      return { text.isInside($0) }
    }
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

/// A text in small letters, compared with bytes where they lie.
private final class FoldedText {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let count: Int
  init(_ text: [UInt8]) {
    count = text.count
    bytes = .allocate(capacity: max(1, count))
    bytes.initialize(from: text, count: count)
  }
  deinit { bytes.deallocate() }

  /// At least `count` bytes are there.
  @inline(__always) func begins(at place: UnsafePointer<UInt8>?) -> Bool {
    guard let place else { return count == 0 }
    var i = 0
    while i < count {
      if Folding.fold(place[i]) != bytes[i] { return false }
      i += 1
    }
    return true
  }

  /// Eight places at a time are looked at for the first two bytes, in either case: what only looks like them is found out by `begins`.
  func isInside(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count > 0 else { return true }
    guard text.count >= count, let base = text.baseAddress else { return false }
    let last = text.count - count
    guard count > 1, text.count > 8 else {
      for i in 0...last where begins(at: base + i) { return true }
      return false
    }
    let ones: UInt64 = 0x0101_0101_0101_0101, small = ones &* 0x20
    let first = ones &* UInt64(bytes[0] | 0x20), second = ones &* UInt64(bytes[1] | 0x20)
    let raw = UnsafeRawPointer(base)
    var i = 0
    while i <= last {
      // the last eight places that have a place behind them are looked at again where fewer are left
      let start = min(i, text.count - 9)
      let one = (raw.loadUnaligned(fromByteOffset: start, as: UInt64.self) | small) ^ first
      let other = (raw.loadUnaligned(fromByteOffset: start + 1, as: UInt64.self) | small) ^ second
      var same = (one &- ones) & ~one & (other &- ones) & ~other & (ones &* 0x80)
      same &= ~0 << UInt64((i - start) * 8)
      while same != 0 {
        let place = start + same.trailingZeroBitCount >> 3
        if place <= last, begins(at: base + place) { return true }
        same &= same &- 1
      }
      i = start + 8
    }
    return false
  }
}

extension String {
  /// Equal without regard to case (D-17).
  func same(_ other: String) -> Bool { Folding.equal(self, other) }
  func same(_ other: String?) -> Bool { other.map { Folding.equal(self, $0) } ?? false }

  /// Whether the text begins with `prefix` (in small ASCII letters), compared without case.
  @inline(__always)
  func begins(_ prefix: StaticString) -> Bool {
    var bytes = utf8.makeIterator()
    for at in 0..<prefix.utf8CodeUnitCount {
      guard let byte = bytes.next(), Folding.fold(byte) == prefix.utf8Start[at] else { return false }
    }
    return true
  }

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
