/// Character sets `[…]` with ranges, escapes and subtraction, and Unicode properties.
extension RegexTranslator {
  /// After an opening bracket; writes the set.
  mutating func characterClass() throws(NetError) {
    let piece = try setPiece()
    out.append(contentsOf: piece)
  }

  private mutating func setPiece() throws(NetError) -> [UInt8] {
    let saved = out
    out = []
    defer { out = saved }
    var negated = false
    if at < pattern.count, pattern[at] == 94 {
      negated = true
      at += 1
    }
    var subtraction: [UInt8]?
    var pending: UInt32?
    var first = true
    var closed = false
    while at < pattern.count {
      var char = pattern[at]
      at += 1
      var escaped = false
      if char == 93 && !first {
        closed = true
        break
      }
      if char == 92, at < pattern.count {
        switch pattern[at] {
        case 100, 68, 115, 83, 119, 87:
          let letter = pattern[at]
          at += 1
          if pending != nil, let shown = Unicode.Scalar(letter) {
            throw failure("Cannot include class \\\(Character(shown)) in character range.")
          }
          if letter == 119 && unicode {
            emit("\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}")
          } else {
            out.append(92)
            out.append(UInt8(letter))
          }
          first = false
          continue
        case 112, 80:
          let letter = pattern[at]
          at += 1
          if pending != nil { throw failure("Cannot include class \\\(letter == 112 ? "p" : "P") in character range.") }
          emit(try property(negated: letter == 80))
          first = false
          continue
        case 45:
          // An escaped hyphen is only ever itself.
          at += 1
          char = 45
          escaped = true
        default:
          char = try characterEscape()
          escaped = true
        }
      } else if char == 92 {
        throw failure("Illegal \\ at end of pattern.")
      }
      if let low = pending {
        pending = nil
        if char == 91 && !escaped && !first {
          // Not a range after all, but what is to be taken away.
          emitLiteral(low)
          subtraction = try setPiece()
          try expectEnd()
          closed = true
          break
        }
        guard low <= char else { throw failure("[x-y] range in reverse order.") }
        emitLiteral(low)
        emit("-")
        emitLiteral(char)
        if isDotted(low, char) { emit("iI\\x{130}") }
      } else if at + 1 < pattern.count, pattern[at] == 45, pattern[at + 1] != 93 {
        pending = char
        at += 1
      } else if char == 45 && !escaped && at < pattern.count && pattern[at] == 91 && !first {
        at += 1
        subtraction = try setPiece()
        try expectEnd()
        closed = true
        break
      } else {
        emitLiteral(char)
        if isDotted(char) { emit("iI\\x{130}") }
      }
      first = false
    }
    guard closed else { throw failure("Unterminated [] set.") }
    var piece = [UInt8]()
    if let subtraction {
      piece.append(contentsOf: "(?:(?!".utf8)
      piece.append(contentsOf: subtraction)
      piece.append(41)
    }
    piece.append(91)
    if negated { piece.append(94) }
    piece.append(contentsOf: out)
    piece.append(93)
    if subtraction != nil { piece.append(41) }
    return piece
  }

  private mutating func expectEnd() throws(NetError) {
    guard at < pattern.count else { throw failure("Unterminated [] set.") }
    guard pattern[at] == 93 else { throw failure("A subtraction must be the last element in a character class.") }
    at += 1
  }

  /// After `\p` or `\P`: the property as PCRE2 writes it inside a set.
  mutating func property(negated: Bool) throws(NetError) -> String {
    guard at + 2 < pattern.count else {
      at = pattern.count
      throw failure("Incomplete \\p{X} character escape.")
    }
    guard pattern[at] == 123 else { throw failure("Malformed \\p{X} character escape.") }
    at += 1
    var name = ""
    while at < pattern.count, pattern[at] != 125, let scalar = Unicode.Scalar(pattern[at]) {
      let char = pattern[at]
      guard char | 32 >= 97 && char | 32 <= 122 || char >= 48 && char <= 57 || char == 45 || char == 95 else { break }
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard at < pattern.count, pattern[at] == 125 else { throw failure("Incomplete \\p{X} character escape.") }
    at += 1
    // Without regard to case, one case of letters means all three.
    if options.contains(.ignoreCase) && (name == "Lu" || name == "Ll" || name == "Lt") { return negated ? "\\P{L&}" : "\\p{L&}" }
    if Self.categories.contains(name) { return "\\\(negated ? "P" : "p"){\(name)}" }
    guard let block = Self.blocks[name] else { throw failure("Unknown property '\(name)'.") }
    needsUnicode = true
    let (low, high) = (block.lowerBound, block.upperBound)
    func point(_ value: UInt32) -> String { "\\x{" + String(value, radix: 16) + "}" }
    if !negated { return point(low) + "-" + point(high) }
    let above = high >= 0x10_FFFF ? "" : point(high + 1) + "-\\x{10ffff}"
    return (low == 0 ? "" : point(0) + "-" + point(low - 1)) + above
  }

  private static let categories: Set<String> = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf",
    "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn",
  ]

  private static let blocks: [String: ClosedRange<UInt32>] = [
    "IsBasicLatin": 0...0x7F, "IsLatin-1Supplement": 0x80...0xFF, "IsLatinExtended-A": 0x100...0x17F,
    "IsLatinExtended-B": 0x180...0x24F, "IsIPAExtensions": 0x250...0x2AF, "IsSpacingModifierLetters": 0x2B0...0x2FF,
    "IsCombiningDiacriticalMarks": 0x300...0x36F, "IsGreek": 0x370...0x3FF, "IsGreekandCoptic": 0x370...0x3FF,
    "IsCyrillic": 0x400...0x4FF, "IsCyrillicSupplement": 0x500...0x52F, "IsArmenian": 0x530...0x58F,
    "IsHebrew": 0x590...0x5FF, "IsArabic": 0x600...0x6FF, "IsSyriac": 0x700...0x74F, "IsDevanagari": 0x900...0x97F,
    "IsBengali": 0x980...0x9FF, "IsTamil": 0xB80...0xBFF, "IsThai": 0xE00...0xE7F, "IsTibetan": 0xF00...0xFFF,
    "IsGeorgian": 0x10A0...0x10FF, "IsHangulJamo": 0x1100...0x11FF, "IsLatinExtendedAdditional": 0x1E00...0x1EFF,
    "IsGreekExtended": 0x1F00...0x1FFF, "IsGeneralPunctuation": 0x2000...0x206F,
    "IsSuperscriptsandSubscripts": 0x2070...0x209F, "IsCurrencySymbols": 0x20A0...0x20CF,
    "IsLetterlikeSymbols": 0x2100...0x214F, "IsNumberForms": 0x2150...0x218F, "IsArrows": 0x2190...0x21FF,
    "IsMathematicalOperators": 0x2200...0x22FF, "IsMiscellaneousTechnical": 0x2300...0x23FF,
    "IsBoxDrawing": 0x2500...0x257F, "IsBlockElements": 0x2580...0x259F, "IsGeometricShapes": 0x25A0...0x25FF,
    "IsMiscellaneousSymbols": 0x2600...0x26FF, "IsDingbats": 0x2700...0x27BF, "IsCJKSymbolsandPunctuation": 0x3000...0x303F,
    "IsHiragana": 0x3040...0x309F, "IsKatakana": 0x30A0...0x30FF, "IsBopomofo": 0x3100...0x312F,
    "IsCJKUnifiedIdeographs": 0x4E00...0x9FFF, "IsHangulSyllables": 0xAC00...0xD7AF, "IsPrivateUse": 0xE000...0xF8FF,
    "IsPrivateUseArea": 0xE000...0xF8FF, "IsCJKCompatibilityIdeographs": 0xF900...0xFAFF,
    "IsAlphabeticPresentationForms": 0xFB00...0xFB4F, "IsArabicPresentationForms-A": 0xFB50...0xFDFF,
    "IsHalfwidthandFullwidthForms": 0xFF00...0xFFEF, "IsSpecials": 0xFFF0...0xFFFF,
    "IsThaana": 0x780...0x7BF, "IsGurmukhi": 0xA00...0xA7F, "IsGujarati": 0xA80...0xAFF, "IsOriya": 0xB00...0xB7F,
    "IsTelugu": 0xC00...0xC7F, "IsKannada": 0xC80...0xCFF, "IsMalayalam": 0xD00...0xD7F, "IsSinhala": 0xD80...0xDFF,
    "IsLao": 0xE80...0xEFF, "IsMyanmar": 0x1000...0x109F, "IsEthiopic": 0x1200...0x137F, "IsCherokee": 0x13A0...0x13FF,
    "IsUnifiedCanadianAboriginalSyllabics": 0x1400...0x167F, "IsOgham": 0x1680...0x169F, "IsRunic": 0x16A0...0x16FF,
    "IsTagalog": 0x1700...0x171F, "IsHanunoo": 0x1720...0x173F, "IsBuhid": 0x1740...0x175F, "IsTagbanwa": 0x1760...0x177F,
    "IsKhmer": 0x1780...0x17FF, "IsMongolian": 0x1800...0x18AF, "IsLimbu": 0x1900...0x194F, "IsTaiLe": 0x1950...0x197F,
    "IsKhmerSymbols": 0x19E0...0x19FF, "IsPhoneticExtensions": 0x1D00...0x1D7F,
    "IsCombiningDiacriticalMarksforSymbols": 0x20D0...0x20FF, "IsCombiningMarksforSymbols": 0x20D0...0x20FF,
    "IsControlPictures": 0x2400...0x243F, "IsOpticalCharacterRecognition": 0x2440...0x245F,
    "IsEnclosedAlphanumerics": 0x2460...0x24FF, "IsMiscellaneousMathematicalSymbols-A": 0x27C0...0x27EF,
    "IsSupplementalArrows-A": 0x27F0...0x27FF, "IsBraillePatterns": 0x2800...0x28FF, "IsSupplementalArrows-B": 0x2900...0x297F,
    "IsMiscellaneousMathematicalSymbols-B": 0x2980...0x29FF, "IsSupplementalMathematicalOperators": 0x2A00...0x2AFF,
    "IsMiscellaneousSymbolsandArrows": 0x2B00...0x2BFF, "IsCJKRadicalsSupplement": 0x2E80...0x2EFF,
    "IsKangxiRadicals": 0x2F00...0x2FDF, "IsIdeographicDescriptionCharacters": 0x2FF0...0x2FFF,
    "IsHangulCompatibilityJamo": 0x3130...0x318F, "IsKanbun": 0x3190...0x319F, "IsBopomofoExtended": 0x31A0...0x31BF,
    "IsKatakanaPhoneticExtensions": 0x31F0...0x31FF, "IsEnclosedCJKLettersandMonths": 0x3200...0x32FF,
    "IsCJKCompatibility": 0x3300...0x33FF, "IsCJKUnifiedIdeographsExtensionA": 0x3400...0x4DBF,
    "IsYijingHexagramSymbols": 0x4DC0...0x4DFF, "IsYiSyllables": 0xA000...0xA48F, "IsYiRadicals": 0xA490...0xA4CF,
    "IsVariationSelectors": 0xFE00...0xFE0F, "IsCombiningHalfMarks": 0xFE20...0xFE2F,
    "IsCJKCompatibilityForms": 0xFE30...0xFE4F, "IsSmallFormVariants": 0xFE50...0xFE6F, "IsArabicPresentationForms-B": 0xFE70...0xFEFF,
  ]
}
