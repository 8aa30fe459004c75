import CUtf8proc

/// Simple (one to one) case mapping, as .NET's invariant casing: ASCII by arithmetic, the rest through utf8proc.
public enum CaseMapping {
  @inline(__always) static func lowerAscii(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
  @inline(__always) static func upperAscii(_ byte: UInt8) -> UInt8 { byte &- 97 < 26 ? byte & 0xDF : byte }

  /// Upper case of a scalar; .NET's exceptions (dotless i, long s, sharp s) stay as they are.
  public static func upper(_ scalar: UInt32) -> UInt32 {
    if scalar < 128 { return UInt32(upperAscii(UInt8(truncatingIfNeeded: scalar))) }
    if scalar == 0x131 || scalar == 0x17F || scalar == 0xDF { return scalar }
    return UInt32(bitPattern: utf8proc_toupper(Int32(truncatingIfNeeded: scalar)))
  }

  public static func lower(_ scalar: UInt32) -> UInt32 {
    if scalar < 128 { return UInt32(lowerAscii(UInt8(truncatingIfNeeded: scalar))) }
    if scalar == 0x130 || scalar == 0x1E9E { return scalar }
    return UInt32(bitPattern: utf8proc_tolower(Int32(truncatingIfNeeded: scalar)))
  }

  /// Upper case of a UTF-16 unit; surrogates stay.
  public static func upper(_ unit: UInt16) -> UInt16 {
    unit >= 0xD800 && unit < 0xE000 ? unit : UInt16(truncatingIfNeeded: upper(UInt32(unit)))
  }

  public static func lower(_ unit: UInt16) -> UInt16 {
    unit >= 0xD800 && unit < 0xE000 ? unit : UInt16(truncatingIfNeeded: lower(UInt32(unit)))
  }
}

extension NetString {
  /// `ToUpperInvariant`.
  public static func upper(_ text: String) -> String { mapped(text, from: 97) { CaseMapping.upper($0) } }

  /// `ToLowerInvariant`.
  public static func lower(_ text: String) -> String { mapped(text, from: 65) { CaseMapping.lower($0) } }

  public static func upper(_ text: String, _ culture: Culture) -> String {
    if culture.tellsDottedI { return turkish(text, from: 105, to: 0x130, upper) }
    // A culture's upper case turns ı into I and ſ into S; the invariant one keeps them.
    return culture.name.isEmpty ? upper(text) : mapped(text, from: 97) { $0 == 0x131 ? 0x49 : $0 == 0x17F ? 0x53 : CaseMapping.upper($0) }
  }

  public static func lower(_ text: String, _ culture: Culture) -> String {
    if culture.tellsDottedI { return turkish(text, from: 73, to: 0x131, lower) }
    // A culture's lower case turns İ into i; the invariant one keeps it.
    return culture.name.isEmpty ? lower(text) : mapped(text, from: 65) { $0 == 0x130 ? 0x69 : CaseMapping.lower($0) }
  }

  private static func turkish(_ text: String, from: UInt32, to: UInt32, _ rest: (String) -> String) -> String {
    var view = String.UnicodeScalarView()
    // Lower case of İ is i, upper case of ı is I.
    for scalar in text.unicodeScalars {
      let one = scalar.value == from ? to : scalar.value == 0x130 && from == 73 ? 105 : scalar.value == 0x131 && from == 105 ? 73 : scalar.value
      view.append(Unicode.Scalar(one) ?? scalar)
    }
    return rest(String(view))
  }

  /// - Parameter from: the first ASCII letter of the case that goes; bytes are changed eight at a time.
  @inline(__always) private static func mapped(_ text: String, from: UInt8, _ scalar: (UInt32) -> UInt32) -> String {
    let plain: String?? = text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
      guard NetRegex.isAscii(bytes) else { return nil }
      guard let base = bytes.baseAddress, let first = CaseMapping.firstLetter(base, bytes.count, from) else { return text }
      return String(unsafeUninitializedCapacity: bytes.count) { out in
        guard let to = out.baseAddress else { return 0 }
        var at = 0
        while at < bytes.count, at == 0 || !Attention.isWanted {
          let n = min(bytes.count - at, AttentiveText.piece)
          CaseMapping.flip(base + at, to + at, n, from: from, start: min(n, max(0, first - at)))
          at += n
        }
        return at
      }
    }
    if let plain, let plain { return plain }
    var view = String.UnicodeScalarView()
    var done = 0
    for each in text.unicodeScalars {
      done &+= 1
      if done & 0xFFFFF == 0, Attention.isWanted { break }
      view.append(Unicode.Scalar(scalar(each.value)) ?? each)
    }
    return String(view)
  }
}

/// ASCII letters of one case, eight bytes in a word: adding moves "at least the first letter" and "beyond the last" into
/// each byte's top bit, which ASCII leaves free.
extension CaseMapping {
  @inline(__always) private static func letters(_ word: UInt64, _ from: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    return ((word &+ ones &* (128 &- from)) & ~(word &+ ones &* (102 &- from))) & 0x8080_8080_8080_8080
  }
  /// Where the first word with such a letter begins; nil when there is none.
  static func firstLetter(_ p: UnsafePointer<UInt8>, _ count: Int, _ from: UInt8) -> Int? {
    var i = 0
    while i &+ 8 <= count {
      if letters(UnsafeRawPointer(p + i).loadUnaligned(as: UInt64.self), UInt64(from)) != 0 { return i }
      i &+= 8
    }
    let start = i
    while i < count {
      if p[i] &- from < 26 { return start }
      i &+= 1
    }
    return nil
  }
  /// Copies ASCII, the case of such letters flipped.
  static func flip(_ p: UnsafePointer<UInt8>, _ out: UnsafeMutablePointer<UInt8>, _ count: Int, from: UInt8, start: Int) {
    if start > 0 { out.update(from: p, count: start) }
    var i = start
    while i &+ 8 <= count {
      let word = UnsafeRawPointer(p + i).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(out + i).storeBytes(of: word ^ (letters(word, UInt64(from)) >> 2), as: UInt64.self)
      i &+= 8
    }
    while i < count {
      out[i] = p[i] &- from < 26 ? p[i] ^ 32 : p[i]
      i &+= 1
    }
  }
}
