/// What .NET adds to a culture's collation when case does not count: the two kinds of kana and half and full width, which differ like
/// case does, stay different characters, the full (or the narrow kana) behind its counterpart.
enum CollationRules {
  /// Whether a text has a character that the rules move: katakana, and half and full width forms.
  static func concern(_ text: UnsafeBufferPointer<UInt8>) -> Bool { text.contains { $0 == 0xE3 || $0 == 0xEF } }

  /// The rules as ICU reads them.
  static let kindsAndWidths: [UInt16] = {
    var rules: [UInt16] = []
    func put(_ lower: UInt16, _ higher: UInt16) {
      rules.append(0x26)
      if lower < 128, !(48...57).contains(lower), !(65...90).contains(lower), !(97...122).contains(lower) { rules.append(0x5C) }
      rules += [lower, 0x3C, higher]
    }
    for hiragana in Array(0x3041...0x3096) + [0x309D, 0x309E] { put(UInt16(hiragana), UInt16(hiragana) + 0x60) }
    for ascii in UInt16(0x21)...0x7E where ascii != 0x5C { put(ascii, ascii + 0xFEE0) }
    for (lower, higher) in zip("¢£¬¯¦¥₩".utf16, UInt16(0xFFE0)...) { put(lower, higher) }
    for (lower, higher) in zip("。「」、・ヲァィゥェォャュョッ".utf16, UInt16(0xFF61)...) { put(lower, higher) }
    for (lower, higher) in zip("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".utf16, UInt16(0xFF71)...) { put(lower, higher) }
    put(0x3164, 0xFFA0)
    for (lower, higher) in zip(UInt16(0x3131)...0x314E, UInt16(0xFFA1)...) { put(lower, higher) }
    let vowels: [UInt16] = [0xFFC2, 0xFFCA, 0xFFD2, 0xFFDA].flatMap { Array($0...$0 + 5) }
    for (lower, higher) in zip(UInt16(0x314F)...0x3163, vowels) { put(lower, higher) }
    return rules
  }()
}
