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
  ]
}
