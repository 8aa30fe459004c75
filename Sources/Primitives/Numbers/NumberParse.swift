import Glibc

/// .NET's `NumberStyles`, with its bit values.
public struct NumberStyles: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
  public static let leadingWhite = NumberStyles(rawValue: 1)
  public static let trailingWhite = NumberStyles(rawValue: 2)
  public static let leadingSign = NumberStyles(rawValue: 4)
  public static let trailingSign = NumberStyles(rawValue: 8)
  public static let parentheses = NumberStyles(rawValue: 16)
  public static let decimalPoint = NumberStyles(rawValue: 32)
  public static let thousands = NumberStyles(rawValue: 64)
  public static let exponent = NumberStyles(rawValue: 128)
  public static let currencySymbol = NumberStyles(rawValue: 256)
  public static let hexSpecifier = NumberStyles(rawValue: 512)
  public static let binarySpecifier = NumberStyles(rawValue: 1024)
  public static let integer = NumberStyles(rawValue: 7)
  public static let number = NumberStyles(rawValue: 111)
  public static let float = NumberStyles(rawValue: 167)
  public static let floatThousands = NumberStyles(rawValue: 231)
  public static let currency = NumberStyles(rawValue: 383)
  public static let any = NumberStyles(rawValue: 511)
  public static let hexNumber = NumberStyles(rawValue: 515)
  public static let binaryNumber = NumberStyles(rawValue: 1027)
}

/// Text → numbers by .NET's rules; a wrong form is a format error, a right form out of range an overflow.
public enum NumberParse {
  /// `int.Parse` and its siblings for every integer type.
  public static func integer<T: FixedWidthInteger>(
    _ text: String, _ styles: NumberStyles = .integer, culture: Culture = .current, as type: T.Type = T.self
  ) throws(NetError) -> T {
    if styles.contains(.hexSpecifier) { return try radix(text, 16, styles) }
    if styles.contains(.binarySpecifier) { return try radix(text, 2, styles) }
    if styles == .integer, let value = T(text), text.utf8.first != 43 { return value }
    guard let number = scan(text, styles, culture) else { throw .inputString(text) }
    let overflow = NetError.tooLarge(typeName(T.self))
    var value: T = 0
    guard number.scale <= 20 || number.digits.isEmpty else { throw overflow }
    for (index, digit) in number.digits.enumerated() where index >= number.scale && digit != 0 { throw overflow }
    for index in 0..<max(0, number.digits.isEmpty ? 0 : number.scale) {
      let digit = index < number.digits.count ? number.digits[index] : 0
      let (product, over1) = value.multipliedReportingOverflow(by: 10)
      let (sum, over2) = number.negative
        ? product.subtractingReportingOverflow(T(digit)) : product.addingReportingOverflow(T(digit))
      guard !over1 && !over2 else { throw overflow }
      value = sum
    }
    return value
  }

  /// How .NET's overflow sentences call an integer type.
  public static func typeName<T: FixedWidthInteger>(_ type: T.Type) -> String {
    switch (T.bitWidth, T.isSigned) {
    case (8, true): return "a signed byte"
    case (8, false): return "an unsigned byte"
    case (16, true): return "an Int16"
    case (16, false): return "a UInt16"
    case (32, true): return "an Int32"
    case (32, false): return "a UInt32"
    case (64, true): return "an Int64"
    case (64, false): return "a UInt64"
    case (128, true): return "an Int128"
    default: return "a UInt128"
    }
  }

  private static func radix<T: FixedWidthInteger>(_ text: String, _ base: Int, _ styles: NumberStyles) throws(NetError) -> T {
    var bytes = Array(text.utf8)[...]
    if styles.contains(.leadingWhite) { bytes = bytes.drop(while: isWhite) }
    if styles.contains(.trailingWhite) { while let last = bytes.last, isWhite(last) { bytes.removeLast() } }
    guard !bytes.isEmpty else { throw .inputString(text) }
    var value: T.Magnitude = 0
    var overflow = false
    for byte in bytes {
      guard let digit = hexDigit(byte), Int(digit) < base else { throw .inputString(text) }
      if value.leadingZeroBitCount < (base == 16 ? 4 : 1) && value != 0 { overflow = true }
      value = value << (base == 16 ? 4 : 1) | T.Magnitude(digit)
    }
    guard !overflow else { throw .tooLarge(typeName(T.self)) }
    return T(truncatingIfNeeded: value)
  }

  /// Fractions are written in decimal only.
  private static func refuseRadix(_ styles: NumberStyles) throws(NetError) {
    guard styles.isDisjoint(with: [.hexSpecifier, .binarySpecifier]) else {
      throw NetError(.argument,
        "The number styles AllowHexSpecifier and AllowBinarySpecifier are not supported on floating point data types. (Parameter 'style')")
    }
  }

  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: return byte - 48
    case 65...70: return byte - 55
    case 97...102: return byte - 87
    default: return nil
    }
  }

  static func isWhite(_ byte: UInt8) -> Bool { byte == 32 || byte >= 9 && byte <= 13 }

  /// `double.Parse`; numbers beyond the range become infinite.
  public static func double(_ text: String, _ styles: NumberStyles = .floatThousands, culture: Culture = .current) throws(NetError)
    -> Double
  {
    try refuseRadix(styles)
    if let number = scan(text, styles, culture) {
      if number.digits.isEmpty { return number.negative ? -0.0 : 0 }
      let power = number.scale - number.digits.count
      if number.digits.count <= 15 && power >= -22 && power <= 22 {
        // Both factors are exact, so one operation rounds correctly.
        var whole: Int64 = 0
        for digit in number.digits { whole = whole * 10 + Int64(digit) }
        let value = power < 0 ? Double(whole) / NetDecimal.doublePowers[-power] : Double(whole) * NetDecimal.doublePowers[power]
        return number.negative ? -value : value
      }
      return strtod(plain(number), nil)
    }
    guard let value = symbol(text, culture) else { throw .inputString(text) }
    return value
  }

  public static func single(_ text: String, _ styles: NumberStyles = .floatThousands, culture: Culture = .current) throws(NetError)
    -> Float
  {
    try refuseRadix(styles)
    if let number = scan(text, styles, culture) {
      return number.digits.isEmpty ? (number.negative ? -0.0 : 0) : strtof(plain(number), nil)
    }
    guard let value = symbol(text, culture) else { throw .inputString(text) }
    return Float(value)
  }

  /// The number as C's conversion functions read it.
  private static func plain(_ number: NumberBuffer) -> String {
    var out = [UInt8]()
    out.reserveCapacity(number.digits.count + 12)
    if number.negative { out.append(45) }
    for digit in number.digits { out.append(48 + digit) }
    return String(decoding: out, as: UTF8.self) + "e\(number.scale - number.digits.count)"
  }

  private static func symbol(_ text: String, _ culture: Culture) -> Double? {
    let trimmed = NetString.trim(text)
    for (name, value) in [
      (culture.infinity, Double.infinity), (culture.minus + culture.infinity, -.infinity), (culture.nan, .nan),
      (culture.plus + culture.infinity, .infinity), (culture.minus + culture.nan, .nan), (culture.plus + culture.nan, .nan),
      ("-" + culture.infinity, -.infinity),
    ] where NetString.equalsIgnoreCase(trimmed, name) { return value }
    return nil
  }

  public static func decimal(_ text: String, _ styles: NumberStyles = .number, culture: Culture = .current) throws(NetError)
    -> NetDecimal
  {
    try refuseRadix(styles)
    guard let number = scan(text, styles, culture, keepZeros: true) else { throw .inputString(text) }
    guard let value = decimal(number) else { throw .decimalOverflow }
    return value
  }

  /// Digits beyond what fits are rounded half to even; nil when the integer part does not fit.
  static func decimal(_ number: NumberBuffer) -> NetDecimal? {
    let digits = number.digits
    var mantissa: UInt128 = 0
    var index = 0
    // Places may start right of the point: 0.001 has scale -2.
    var places = number.scale < 0 ? -number.scale : 0
    if number.scale > 29 && digits.contains(where: { $0 != 0 }) { return nil }
    if places > 28 { return NetDecimal(mantissa: 0, scale: 28, negative: number.negative) }
    while index < digits.count || index < number.scale {
      if index >= max(0, number.scale) && places >= 28 { break }
      let next = mantissa * 10 + UInt128(index < digits.count ? digits[index] : 0)
      if next >= NetDecimal.mantissaLimit { break }
      mantissa = next
      if index >= number.scale { places += 1 }
      index += 1
    }
    if index < number.scale { return nil }
    if index < digits.count, digits[index] >= 5 {
      let exact = digits[index] == 5 && !digits[(index + 1)...].contains { $0 != 0 }
      if !exact || mantissa & 1 == 1 { mantissa += 1 }
      if mantissa >= NetDecimal.mantissaLimit {
        guard places > 0 else { return nil }
        mantissa = (mantissa + 5) / 10
        places -= 1
      }
    }
    return NetDecimal(mantissa: mantissa, scale: places, negative: number.negative)
  }

  public static func bigInteger(_ text: String, _ styles: NumberStyles = .integer, culture: Culture = .current) throws(NetError)
    -> BigInteger
  {
    if styles.contains(.hexSpecifier) {
      let bytes = NetString.trim(text).utf8.map(hexDigit)
      guard !bytes.isEmpty, !bytes.contains(where: { $0 == nil }) else { throw .inputString(text) }
      let nibbles = bytes.compactMap { $0 }
      var limbs = [UInt32](repeating: 0, count: (nibbles.count + 7) / 8)
      for (place, nibble) in nibbles.reversed().enumerated() { limbs[place / 8] |= UInt32(nibble) << UInt32(place % 8 * 4) }
      let value = BigInteger(limbs: limbs, negative: false)
      return nibbles[0] >= 8 ? value - (BigInteger.one << (nibbles.count * 4)) : value
    }
    guard let number = scan(text, styles, culture, mostDigits: .max) else { throw NetError(.format, "The value could not be parsed.") }
    guard number.digits.count <= number.scale || number.digits.isEmpty else { throw NetError(.overflow, "The value could not be parsed.") }
    let zeros = number.digits.isEmpty ? 0 : number.scale - number.digits.count
    // an exponent of millions would ask for gigabytes of digits: an error, never another number
    guard zeros <= 100_000 else { throw NetError(.overflow, "The value could not be parsed.") }
    return BigInteger(digitValues: number.digits + [UInt8](repeating: 0, count: zeros), negative: number.negative)
  }

  // MARK: Scanning

  /// Digits, scale and sign of a number text in the given styles and culture; nil when it is none.
  static func scan(_ text: String, _ styles: NumberStyles, _ culture: Culture, keepZeros: Bool = false, mostDigits: Int = 50_000) -> NumberBuffer? {
    var copy = text
    return copy.withUTF8 { scan($0, styles, culture, keepZeros, mostDigits) }
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ styles: NumberStyles, _ culture: Culture, _ keepZeros: Bool, _ mostDigits: Int)
    -> NumberBuffer?
  {
    var at = 0
    func take(_ symbol: String) -> Bool {
      let wanted = symbol.utf8
      guard !wanted.isEmpty, at + wanted.count <= bytes.count else { return false }
      var index = at
      for byte in wanted {
        if bytes[index] != byte { return false }
        index += 1
      }
      at = index
      return true
    }
    /// White space separators of groups are interchangeable.
    func takeGroup() -> Bool {
      if take(culture.group) { return true }
      guard culture.group == "\u{A0}" || culture.group == "\u{202F}" else { return false }
      return take(" ") || take("\u{A0}") || take("\u{202F}")
    }
    var number = NumberBuffer()
    var signed = false
    var paren = false
    var currency = false
    // Before the digits: white space, one sign or parenthesis, one currency symbol, in any order.
    while at < bytes.count {
      let byte = bytes[at]
      if isWhite(byte) && styles.contains(.leadingWhite) && (!signed || currency || culture.numberNegative == 2) {
        at += 1
      } else if styles.contains(.leadingSign) && !signed && take(culture.plus) {
        signed = true
      } else if styles.contains(.leadingSign) && !signed && (take(culture.minus) || take("-") || take("\u{2212}")) {
        signed = true
        number.negative = true
      } else if byte == 40 && styles.contains(.parentheses) && !signed {
        at += 1
        (signed, paren, number.negative) = (true, true, true)
      } else if styles.contains(.currencySymbol) && !currency && take(culture.currency) {
        currency = true
      } else {
        break
      }
    }
    var digitsSeen = false
    var pointSeen = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte >= 48 && byte <= 57 {
        digitsSeen = true
        at += 1
        if byte != 48 || !number.digits.isEmpty || keepZeros && pointSeen {
          // A zero right after the point only matters to types that keep trailing zeros.
          if number.digits.count < mostDigits { number.digits.append(byte - 48) }
          if !pointSeen { number.scale += 1 }
        } else if pointSeen {
          number.scale -= 1
        }
      } else if styles.contains(.decimalPoint) && !pointSeen && take(culture.decimal) {
        pointSeen = true
      } else if styles.contains(.thousands) && digitsSeen && !pointSeen && takeGroup() {
        continue
      } else {
        break
      }
    }
    guard digitsSeen else { return nil }
    if at < bytes.count, bytes[at] | 32 == 101, styles.contains(.exponent) {
      let mark = at
      at += 1
      var negative = false
      if take(culture.plus) {} else if take(culture.minus) || take("-") { negative = true }
      if at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
        var exponent = 0
        while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
          exponent = min(exponent * 10 + Int(bytes[at] - 48), 1_000_000)
          at += 1
        }
        number.scale += negative ? -exponent : exponent
      } else {
        at = mark
      }
    }
    while at < bytes.count {
      let byte = bytes[at]
      if isWhite(byte) && styles.contains(.trailingWhite) {
        at += 1
      } else if styles.contains(.trailingSign) && !signed && take(culture.plus) {
        signed = true
      } else if styles.contains(.trailingSign) && !signed && (take(culture.minus) || take("-")) {
        signed = true
        number.negative = true
      } else if byte == 41 && paren {
        at += 1
        paren = false
      } else if styles.contains(.currencySymbol) && !currency && take(culture.currency) {
        currency = true
      } else {
        break
      }
    }
    guard !paren else { return nil }
    while at < bytes.count, bytes[at] == 0 { at += 1 }
    guard at == bytes.count else { return nil }
    if !keepZeros { number.trimTrailingZeros() }
    return number
  }
}
