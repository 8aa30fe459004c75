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
  /// `ToUpperInvariant`, and `ToUpper` in every culture but Turkish.
  public static func upper(_ text: String) -> String { mapped(text, ascii: CaseMapping.upperAscii) { CaseMapping.upper($0) } }

  /// `ToLowerInvariant`, and `ToLower` in every culture but Turkish.
  public static func lower(_ text: String) -> String { mapped(text, ascii: CaseMapping.lowerAscii) { CaseMapping.lower($0) } }

  public static func upper(_ text: String, _ culture: Culture) -> String {
    culture.language == "tr" ? turkish(text, from: 105, to: 0x130, upper) : upper(text)
  }

  public static func lower(_ text: String, _ culture: Culture) -> String {
    if culture.language == "tr" { return turkish(text, from: 73, to: 0x131, lower) }
    // A cultural lower case turns İ into i; the invariant one keeps it.
    return culture.name.isEmpty ? lower(text) : mapped(text, ascii: CaseMapping.lowerAscii) { $0 == 0x130 ? 0x69 : CaseMapping.lower($0) }
  }

  private static func turkish(_ text: String, from: UInt32, to: UInt32, _ rest: (String) -> String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { view.append(scalar.value == from ? Unicode.Scalar(to) ?? scalar : scalar) }
    return rest(String(view))
  }

  @inline(__always) private static func mapped(_ text: String, ascii: (UInt8) -> UInt8, _ scalar: (UInt32) -> UInt32) -> String {
    // ASCII bytes where they stand: stepping through the string's view costs ten times as much per byte.
    let plain: String?? = text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
      var all: UInt8 = 0
      var changed = false
      for byte in bytes {
        all |= byte
        if ascii(byte) != byte { changed = true }
      }
      if all >= 128 { return nil }
      if !changed { return text }
      return String(unsafeUninitializedCapacity: bytes.count) { out in
        for index in 0..<bytes.count { out[index] = ascii(bytes[index]) }
        return bytes.count
      }
    }
    if let plain, let plain { return plain }
    var view = String.UnicodeScalarView()
    for each in text.unicodeScalars { view.append(Unicode.Scalar(scalar(each.value)) ?? each) }
    return String(view)
  }
}
