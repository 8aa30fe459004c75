/// Numeric literals: `12`, `.5`, `1e3`, `0x1F`, `0b101`, `10kb`, `5ul`.
extension Tokenizer {
  /// After the first unit, which is a digit, a point or a sign.
  func scanNumber(_ first: CodeUnit) -> Lexeme {
    // Most numbers are a few digits.
    if first.isDecimalDigit {
      var i = index
      while i < length, base[i].isDecimalDigit { i += 1 }
      if i - tokenStart < 10, i >= length || base[i].forcesNewToken { index = i; return make(.number) }
    }
    guard let parts = scanNumberParts(first) else { index = tokenStart; return scanGeneric() }
    if let value = NumberLiteral(parts) { return make(.number, .number(value)) }
    if mode != .expression { index = tokenStart; return scanGeneric() }
    report(.badNumericConstant, span(tokenStart, index), slice(tokenStart, index))
    return make(.number, .number(nil))
  }

  /// nil when this is no number but a word that begins like one.
  func scanNumberParts(_ firstUnit: CodeUnit) -> NumberParts? {
    var parts = NumberParts(), first = firstUnit, isNumber = true
    if first.isDash || first == "+" {
      parts.digits.append(first == "+" ? 0x2B : 0x2D)
      first = get()
    } else if first == "!" {
      // Only asked whether what follows the `!` is a number.
      first = get()
    }
    if first == "." {
      parts.digits.append(0x2E)
      parts.isReal = true
      if !scanAfterPoint(&parts) { isNumber = false }
    } else if first == "0", peek().value | 0x20 == 0x78 {
      skip()
      parts.format = .hex
      parts.digits.append(0x30)
      while peek().isHexDigit { parts.digits.append(UInt8(truncatingIfNeeded: get().value)) }
    } else if first == "0", peek().value | 0x20 == 0x62 {
      skip()
      parts.format = .binary
      while peek().isBinaryDigit { parts.digits.append(UInt8(truncatingIfNeeded: get().value)) }
      if parts.digits.isEmpty { isNumber = false }
    } else {
      parts.digits.append(UInt8(truncatingIfNeeded: first.value))
      if !first.isDecimalDigit { isNumber = false }
      _ = scanDigits(&parts)
      let c = peek()
      if c == "." {
        skip()
        if peek() == "." { unget() } else {
          parts.digits.append(0x2E)
          parts.isReal = true
          if !scanAfterPoint(&parts) { isNumber = false }
        }
      } else if c == "e" || c == "E" {
        skip()
        parts.digits.append(0x65)
        parts.isReal = true
        if !scanExponent(&parts) { isNumber = false }
      }
    }
    if !scanSuffix(&parts) { isNumber = false }
    let c = peek()
    if !c.forcesNewToken, mode != .expression || !c.forcesNewTokenAfterNumber(ternary: endNumberOnTernary) { isNumber = false }
    return isNumber ? parts : nil
  }

  private func scanDigits(_ parts: inout NumberParts) -> Int {
    var count = 0
    while peek().isDecimalDigit { parts.digits.append(UInt8(truncatingIfNeeded: get().value)); count += 1 }
    return count
  }
  private func scanAfterPoint(_ parts: inout NumberParts) -> Bool {
    _ = scanDigits(&parts)
    let c = peek()
    guard c == "e" || c == "E" else { return true }
    skip()
    parts.digits.append(0x65)
    return scanExponent(&parts)
  }
  private func scanExponent(_ parts: inout NumberParts) -> Bool {
    let c = peek()
    if c == "+" { skip(); parts.digits.append(0x2B) } else if c.isDash { skip(); parts.digits.append(0x2D) }
    return scanDigits(&parts) > 0
  }

  private func scanSuffix(_ parts: inout NumberParts) -> Bool {
    func suffix(_ c: CodeUnit) -> NumberSuffix {
      switch c.value | 0x20 {
      case 0x75: .unsigned
      case 0x73: .short
      case 0x6C: .long
      case 0x64: .decimal
      case 0x79: .signedByte
      default: .bigInteger
      }
    }
    var isNumber = true
    if peek().isTypeSuffix {
      parts.suffix = suffix(get())
      if peek().isTypeSuffix {
        let second = suffix(get())
        if parts.suffix == .unsigned, second == .long || second == .short || second == .signedByte { parts.suffix.insert(second) } else { isNumber = false }
      }
    }
    if peek().isMultiplierStart {
      switch get().value | 0x20 {
      case 0x6B: parts.multiplier = 1 << 10
      case 0x6D: parts.multiplier = 1 << 20
      case 0x67: parts.multiplier = 1 << 30
      case 0x74: parts.multiplier = 1 << 40
      default: parts.multiplier = 1 << 50
      }
      if peek().value | 0x20 == 0x62 { skip() } else { isNumber = false }
    }
    return isNumber
  }
}
