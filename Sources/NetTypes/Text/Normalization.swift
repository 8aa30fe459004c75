/// Unicode normal forms, from the standard library's canonical views; compatibility forms use the canonical ones.
@_spi(_Unicode) import Swift

enum Normalization {
  /// `form` by the numbers of `System.Text.NormalizationForm`: 1 C, 2 D, 5 KC, 6 KD.
  static func apply(_ s: String, _ form: Int) -> String {
    if s.utf8.allSatisfy({ $0 < 128 }) { return s }
    var out = String.UnicodeScalarView()
    if form == 2 || form == 6 { for x in s._nfd { out.append(x) } } else { for x in s._nfc { out.append(x) } }
    return String(out)
  }
}
