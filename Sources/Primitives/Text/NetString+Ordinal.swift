/// Ordinal comparison, equality and hashing with and without case: .NET's `StringComparison.Ordinal[IgnoreCase]`.
import Glibc

extension NetString {
  /// UTF-16 order: negative, 0 or positive like .NET's (difference of the first differing units, else of lengths).
  public static func compareOrdinal(_ a: String, _ b: String) -> Int {
    var (left, right) = (a, b)
    if let result = bothUtf8(&left, &right, { x, y -> Int? in
      let count = min(x.count, y.count)
      var index = 0
      while index < count {
        if x[index] != y[index] {
          if x[index] | y[index] < 128 { return Int(x[index]) - Int(y[index]) }
          return nil
        }
        index += 1
        if index & 0xFFFFF == 0, Attention.isWanted { return 0 }
      }
      // The rest may hold characters of several bytes: count units.
      return nil
    }) { return result }
    var (i, j) = (left.utf16.makeIterator(), right.utf16.makeIterator())
    while true {
      switch (i.next(), j.next()) {
      case let (x?, y?): if x != y { return Int(x) - Int(y) }
      case (nil, nil): return 0
      case (nil, _): return left.utf16.count - right.utf16.count
      case (_, nil): return left.utf16.count - right.utf16.count
      }
    }
  }

  /// Bytewise equality: Swift's `==` would also equate canonically equivalent texts.
  public static func equals(_ a: String, _ b: String) -> Bool {
    var (left, right) = (a, b)
    return bothUtf8(&left, &right) { x, y in
      guard x.count == y.count, let p = x.baseAddress, let q = y.baseAddress else { return x.count == y.count }
      var at = 0
      while at < x.count {
        let n = min(x.count &- at, AttentiveText.piece)
        if memcmp(p + at, q + at, n) != 0 { return false }
        at &+= n
        if at < x.count, Attention.isWanted { return false }
      }
      return true
    }
  }

  /// `OrdinalIgnoreCase` equality, the rule of names and hashtable keys.
  public static func equalsIgnoreCase(_ a: String, _ b: String) -> Bool {
    var (left, right) = (a, b)
    let fast = bothUtf8(&left, &right) { x, y -> Bool? in
      let count = min(x.count, y.count)
      var index = 0
      while index < count {
        let (p, q) = (x[index], y[index])
        if p | q >= 128 { return nil }
        if p != q && CaseMapping.lowerAscii(p) != CaseMapping.lowerAscii(q) { return false }
        index += 1
        if index & 0xFFFFF == 0, Attention.isWanted { return false }
      }
      return x.count == y.count
    }
    if let fast { return fast }
    var (i, j) = (left.unicodeScalars.makeIterator(), right.unicodeScalars.makeIterator())
    while true {
      switch (i.next(), j.next()) {
      case let (p?, q?): if p != q && CaseMapping.upper(p.value) != CaseMapping.upper(q.value) { return false }
      case (nil, nil): return true
      default: return false
      }
    }
  }

  @inline(__always)
  static func bothUtf8<R>(
    _ a: inout String, _ b: inout String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    a.withUTF8 { x in b.withUTF8 { y in body(x, y) } }
  }
}
