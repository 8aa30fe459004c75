/// Comparing without case, as every identity of the directory is compared (D-17).

public enum Folding {
  /// The byte as it is hashed and compared: ASCII capitals become small letters.
  @inline(__always)
  public static func fold(_ byte: UInt8) -> UInt8 {
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
    var left = left, right = right
    return left.withUTF8 { a in right.withUTF8 { b in equal(a, b) } }
  }

  /// Whether the bytes of two texts are the same identity; eight bytes at a time.
  static func equal(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count, let x = UnsafeRawPointer(a.baseAddress), let y = UnsafeRawPointer(b.baseAddress) else {
      return a.count == b.count || equalBeyondASCII(a, b)
    }
    var i = 0
    while i + 8 <= a.count {
      let one = x.loadUnaligned(fromByteOffset: i, as: UInt64.self), other = y.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      if one != other, lower(one) != lower(other) { return equalBeyondASCII(a, b) }
      i += 8
    }
    while i < a.count {
      if a[i] != b[i], fold(a[i]) != fold(b[i]) { return equalBeyondASCII(a, b) }
      i += 1
    }
    return true
  }

  /// The answer for texts whose bytes differ in more than the case of ASCII letters.
  private static func equalBeyondASCII(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    if isASCII(a), isASCII(b) { return false }
    return String(decoding: a, as: UTF8.self).lowercased() == String(decoding: b, as: UTF8.self).lowercased()
  }

  static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let raw = UnsafeRawPointer(bytes.baseAddress) else { return true }
    var high: UInt64 = 0
    var i = 0
    while i + 8 <= bytes.count {
      high |= raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      i += 8
    }
    while i < bytes.count {
      high |= UInt64(bytes[i])
      i += 1
    }
    return high & (ones &* 0x80) == 0
  }

  /// The hash of a text without regard to case, eight bytes at a time.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    hashASCII(bytes) ?? {
      var folded = String(decoding: bytes, as: UTF8.self).lowercased()
      return folded.withUTF8 { hashASCII($0, anyway: true) } ?? 0
    }()
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Nil when a byte is not ASCII, unless `anyway`.
  private static func hashASCII(_ bytes: UnsafeBufferPointer<UInt8>, anyway: Bool = false) -> UInt64? {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(bytes.count)
    var high: UInt64 = 0
    var i = 0
    guard let base = bytes.baseAddress else { return state }
    let raw = UnsafeRawPointer(base)
    while i + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      high |= word
      state = mix(state, lower(word))
      i += 8
    }
    if i < bytes.count {
      var word: UInt64 = 0
      while i < bytes.count {
        word = word << 8 | UInt64(bytes[i])
        i += 1
      }
      high |= word
      state = mix(state, lower(word))
    }
    if !anyway, high & (ones &* 0x80) != 0 { return nil }
    return state ^ (state >> 29)
  }

  @inline(__always) private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word) &* 0xff51_afd7_ed55_8ccd
    return product ^ (product >> 32)
  }

  /// Capitals of the eight bytes made small; bytes beyond ASCII stay.
  @inline(__always) private static func lower(_ word: UInt64) -> UInt64 {
    let seven = word & (ones &* 0x7f)
    let fromA = seven &+ (ones &* (0x80 - 0x41)), beyondZ = seven &+ (ones &* (0x7f - 0x5a))
    let capital = (fromA ^ beyondZ) & (ones &* 0x80) & ~word
    return word | capital >> 2
  }
}
