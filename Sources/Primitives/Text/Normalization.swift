import CUtf8proc
@_spi(_Unicode) import Swift

/// Unicode normal forms, from the standard library's canonical views; for the compatibility forms utf8proc first takes letters apart
/// that are the same but for their looks.
public enum Normalization {
  /// `form` by the numbers of `System.Text.NormalizationForm`: 1 C, 2 D, 5 KC, 6 KD.
  public static func apply(_ s: String, _ form: Int) -> String {
    if s.utf8.allSatisfy({ $0 < 128 }) { return s }
    let text = form == 5 || form == 6 ? compatible(s) : s
    return form == 2 || form == 6 ? gathered(text._nfd) : gathered(text._nfc)
  }
  private static func gathered(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var out = String.UnicodeScalarView(), done = 0
    for scalar in scalars {
      out.append(scalar)
      done &+= 1
      if done & 0xFFFFF == 0, Attention.isWanted { break }
    }
    return String(out)
  }
  private static func compatible(_ s: String) -> String {
    var out = String.UnicodeScalarView(), done = 0
    var parts = [Int32](repeating: 0, count: 32), boundary: Int32 = 0
    let options = utf8proc_option_t(rawValue: UTF8PROC_COMPAT.rawValue | UTF8PROC_DECOMPOSE.rawValue)
    for scalar in s.unicodeScalars {
      let count = scalar.value < 128 ? 0 : utf8proc_decompose_char(Int32(bitPattern: scalar.value), &parts, 32, options, &boundary)
      if count < 1 || count > 32 { out.append(scalar) } else { for part in parts[..<Int(count)] { out.append(Unicode.Scalar(UInt32(bitPattern: part)) ?? scalar) } }
      done &+= 1
      if done & 0xFFFFF == 0, Attention.isWanted { break }
    }
    return String(out)
  }
}
