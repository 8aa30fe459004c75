/// One UTF-16 code unit of source text, comparable with character literals, and the classes of characters the
/// grammar knows. PowerShell reads typographic dashes and quotes like the plain ones.
struct CodeUnit: Equatable, ExpressibleByUnicodeScalarLiteral {
  let value: UInt16
  @inline(__always) init(_ value: UInt16) { self.value = value }
  @inline(__always) init(unicodeScalarLiteral scalar: Unicode.Scalar) { value = UInt16(truncatingIfNeeded: scalar.value) }
  @inline(__always) static func == (a: CodeUnit, b: CodeUnit) -> Bool { a.value == b.value }
  static let nul = CodeUnit(0)

  @inline(__always) private func isIn(_ low: UInt64, _ high: UInt64) -> Bool {
    value < 64 ? (low >> UInt64(value)) & 1 != 0 : (high >> UInt64(value &- 64)) & 1 != 0
  }

  /// Blank, but not a line end.
  @inline(__always) var isWhitespace: Bool {
    if value < 128 { return value == 32 || value == 9 || value == 11 || value == 12 }
    return isWideWhitespace
  }
  @inline(never) private var isWideWhitespace: Bool {
    if value <= 256 { return value == 0xA0 || value == 0x85 }
    return isSeparator
  }
  /// .NET's `Char.IsWhiteSpace`.
  var isAnyWhitespace: Bool { value == 32 || (value >= 9 && value <= 13) || value == 0x85 || value == 0xA0 || (value > 256 && isSeparator) }
  private var isSeparator: Bool {
    switch category { case .spaceSeparator, .lineSeparator, .paragraphSeparator: true; default: false }
  }
  private var category: Unicode.GeneralCategory {
    guard let scalar = Unicode.Scalar(value) else { return .surrogate }
    return scalar.properties.generalCategory
  }

  var isDash: Bool { value == 0x2D || (value >= 0x2013 && value <= 0x2015) }
  var isSingleQuote: Bool { value == 0x27 || (value >= 0x2018 && value <= 0x201B) }
  var isDoubleQuote: Bool { value == 0x22 || (value >= 0x201C && value <= 0x201E) }

  @inline(__always) var isAsciiLetter: Bool { let lower = value | 0x20; return lower >= 0x61 && lower <= 0x7A }
  @inline(__always) var isDecimalDigit: Bool { value >= 0x30 && value <= 0x39 }
  @inline(__always) var isBinaryDigit: Bool { value == 0x30 || value == 0x31 }
  @inline(__always) var isHexDigit: Bool { let lower = value | 0x20; return isDecimalDigit || (lower >= 0x61 && lower <= 0x66) }
  /// .NET's `Char.IsLetter`.
  var isLetter: Bool {
    if value < 128 { return isAsciiLetter }
    switch category { case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true; default: return false }
  }
  /// .NET's `Char.IsDigit`.
  var isDigit: Bool { value < 128 ? isDecimalDigit : category == .decimalNumber }
  var isLetterOrDigit: Bool { isLetter || isDigit }

  @inline(__always) var isIdentifierStart: Bool { value < 128 ? isAsciiLetter || value == 0x5F : isLetter }
  @inline(__always) var isIdentifierFollow: Bool { value < 128 ? isAsciiLetter || isDecimalDigit || value == 0x5F : isLetterOrDigit }
  /// May follow `$`: letters, digits and `_ : ? ^ $`.
  var isVariableStart: Bool {
    if value < 128 { return isAsciiLetter || isDecimalDigit || value == 0x5F || value == 0x3A || value == 0x3F || value == 0x5E || value == 0x24 }
    return isLetterOrDigit
  }
  var isTypeSuffix: Bool { switch value | 0x20 { case 0x64, 0x6C, 0x6E, 0x73, 0x75, 0x79: isAsciiLetter; default: false } }
  var isMultiplierStart: Bool { switch value | 0x20 { case 0x67, 0x6B, 0x6D, 0x70, 0x74: isAsciiLetter; default: false } }

  /// Ends a word in command mode: NUL, blanks, line ends and `& ( ) , ; { | }`.
  @inline(__always) var forcesNewToken: Bool {
    if value < 128 { return isIn(0x0800_1341_0000_3E01, 0x3800_0000_0000_0000) }
    return isWideWhitespace
  }
  /// Ends a number in expression mode besides those.
  func forcesNewTokenAfterNumber(ternary: Bool) -> Bool {
    if value < 128 {
      switch value {
      case 0x21, 0x23, 0x25, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3C, 0x3D, 0x3E, 0x5D: return true
      default: return ternary && (value == 0x3F || value == 0x3A)
      }
    }
    return isDash
  }
  var forcesNewTokenInAssemblyName: Bool {
    switch value {
    case 0, 9, 10, 11, 12, 13, 32, 0x2C, 0x3D, 0x5D: true
    default: value >= 128 && isWhitespace
    }
  }
}

/// Text of code units.
func text(of units: UnsafeBufferPointer<CodeUnit>) -> String {
  guard let base = units.baseAddress else { return "" }
  return base.withMemoryRebound(to: UInt16.self, capacity: units.count) { string(of: UnsafeBufferPointer(start: $0, count: units.count)) }
}
func text(of units: [CodeUnit]) -> String { units.withUnsafeBufferPointer { text(of: $0) } }

/// The library's own transcoding works unit by unit through protocols, which is fifty times slower than these.
func string(of units: UnsafeBufferPointer<UInt16>) -> String {
  let count = units.count
  guard count > 0 else { return "" }
  var all: UInt16 = 0
  for u in units { all |= u }
  if all < 128 {
    return String(unsafeUninitializedCapacity: count) { out in
      for i in 0..<count { out[i] = UInt8(truncatingIfNeeded: units[i]) }
      return count
    }
  }
  return String(unsafeUninitializedCapacity: count * 3) { out in
    var n = 0, i = 0
    func put(_ b: UInt32) { out[n] = UInt8(truncatingIfNeeded: b); n += 1 }
    while i < count {
      var c = UInt32(units[i])
      i += 1
      if c >= 0xD800, c < 0xE000 {
        // A half of a pair alone cannot be kept.
        if c < 0xDC00, i < count, units[i] >= 0xDC00, units[i] < 0xE000 {
          c = 0x10000 + ((c - 0xD800) << 10) + (UInt32(units[i]) - 0xDC00)
          i += 1
        } else { c = 0xFFFD }
      }
      if c < 0x80 { put(c) }
      else if c < 0x800 { put(0xC0 | c >> 6); put(0x80 | c & 0x3F) }
      else if c < 0x10000 { put(0xE0 | c >> 12); put(0x80 | c >> 6 & 0x3F); put(0x80 | c & 0x3F) }
      else { put(0xF0 | c >> 18); put(0x80 | c >> 12 & 0x3F); put(0x80 | c >> 6 & 0x3F); put(0x80 | c & 0x3F) }
    }
    return n
  }
}

func utf16Units(of text: String) -> [UInt16] {
  var copy = text
  return copy.withUTF8 { bytes in
    [UInt16](unsafeUninitializedCapacity: bytes.count) { out, used in
      var i = 0, n = 0
      while i < bytes.count {
        let b = UInt32(bytes[i])
        i += 1
        if b < 0x80 { out[n] = UInt16(b); n += 1; continue }
        // A string's bytes are always well-formed.
        let more = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3
        var c = b & (0x3F >> UInt32(more))
        for _ in 0..<more { if i < bytes.count { c = c << 6 | UInt32(bytes[i]) & 0x3F; i += 1 } }
        if c < 0x10000 { out[n] = UInt16(truncatingIfNeeded: c); n += 1 } else {
          out[n] = UInt16(truncatingIfNeeded: 0xD800 + ((c - 0x10000) >> 10))
          out[n + 1] = UInt16(truncatingIfNeeded: 0xDC00 + ((c - 0x10000) & 0x3FF))
          n += 2
        }
      }
      used = n
    }
  }
}
