/// Numbers → text: .NET's standard format strings (C D E F G N P R X B with precision); custom ones are next door.
///
/// `NumberFormat.text(value, "N2", culture)` for every numeric type. Without a format the everyday cases
/// (`description` of integers, shortest form of doubles) are taken directly.
public enum NumberFormat {
  /// A parsed standard format: its letter and precision (-1 when absent); letter 0 means custom.
  struct Specifier {
    var letter: UInt8
    var precision: Int

    init(_ format: String) throws(NetError) {
      letter = 71
      precision = -1
      var index = 0
      for byte in format.utf8 {
        if index == 0 {
          letter = byte
          guard byte | 32 >= 97 && byte | 32 <= 122 else {
            letter = 0
            return
          }
        } else {
          guard byte >= 48 && byte <= 57 else {
            letter = 0
            return
          }
          precision = max(0, precision) * 10 + Int(byte - 48)
          guard precision <= 999_999_999 else { throw .formatSpecifier }
        }
        index += 1
      }
    }

    var upper: UInt8 { letter & 0xDF }

    /// R of exact numbers is G: only of binary fractions it has a meaning of its own.
    static func exact(_ format: String) throws(NetError) -> Specifier {
      var result = try Specifier(format)
      if result.upper == 82 { result.letter -= 11 }
      return result
    }
  }

  // MARK: Entry points by type

  public static func text<T: FixedWidthInteger>(_ value: T, _ format: String = "", _ culture: Culture = .current)
    throws(NetError) -> String
  {
    if format.isEmpty {
      return value < 0 && culture.minus != "-" ? culture.minus + String(value.magnitude) : String(value)
    }
    let specifier = try Specifier.exact(format)
    switch specifier.upper {
    case 68, 71 where specifier.precision < 1:  // D G
      return padded(String(value.magnitude), specifier.upper == 68 ? specifier.precision : 0, value < 0 ? culture.minus : "")
    case 88:  // X
      return padded(String(T.Magnitude(truncatingIfNeeded: value), radix: 16, uppercase: specifier.letter == 88), specifier.precision, "")
    case 66:  // B
      return padded(String(T.Magnitude(truncatingIfNeeded: value), radix: 2), specifier.precision, "")
    default: break
    }
    let buffer = NumberBuffer(magnitude: UInt64(truncatingIfNeeded: value.magnitude), negative: value < 0)
    return try text(buffer, specifier, format, culture)
  }

  public static func text(_ value: BigInteger, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    let specifier = try Specifier(format)
    switch specifier.upper {
    case 68, 71, 82:
      return padded(value.magnitude.description, specifier.precision, value.isNegative ? culture.minus : "")
    case 88: return hex(value, upper: specifier.letter == 88, specifier.precision)
    case 66:
      var bits = [UInt8]()
      for byte in value.bytes { for bit in 0..<8 { bits.append(48 + (byte >> UInt8(bit) & 1)) } }
      let fill: UInt8 = value.isNegative ? 49 : 48
      while bits.count > 1, bits[bits.count - 1] == fill, !value.isNegative || bits[bits.count - 2] == fill { bits.removeLast() }
      if bits.count < specifier.precision { bits.append(contentsOf: repeatElement(fill, count: specifier.precision - bits.count)) }
      return String(decoding: bits.reversed(), as: UTF8.self)
    default: return try text(NumberBuffer(value), specifier, format, culture)
    }
  }

  public static func text(_ value: NetDecimal, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    if format.isEmpty {
      if culture.decimal == "." && culture.minus == "-" { return value.description }
    }
    let specifier = try Specifier.exact(format)
    let buffer = NumberBuffer(value)
    if specifier.upper == 71 && specifier.precision < 1 {
      // The plain form keeps trailing zeros and never turns scientific.
      var plain = value.magnitude.description
      if culture.decimal != ".", let dot = plain.utf8.firstIndex(of: 46) {
        plain.replaceSubrange(dot...dot, with: culture.decimal)
      }
      return value.sign < 0 ? culture.minus + plain : plain
    }
    return try text(buffer, specifier, format, culture)
  }

  public static func text(_ value: Float, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    try floating(Double(value), NumberBuffer(shortest: value), single: true, format, culture)
  }

  public static func text(_ value: Double, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    if format.isEmpty, value.magnitude < 1e15, culture.minus == "-" {
      // Whole numbers are most of what scripts print.
      let whole = Int64(value)
      if Double(whole) == value && (whole != 0 || value.sign == .plus) { return String(whole) }
    }
    return try floating(value, nil, single: false, format, culture)
  }

  private static func floating(_ value: Double, _ shortest: NumberBuffer?, single: Bool, _ format: String, _ culture: Culture)
    throws(NetError) -> String
  {
    let specifier = try Specifier(format)
    guard value.isFinite else {
      if value.isNaN { return culture.nan }
      return value < 0 ? culture.minus + culture.infinity : culture.infinity
    }
    var precision = specifier.precision
    let buffer: NumberBuffer
    switch specifier.upper {
    case 82, 71:  // R G
      if specifier.upper == 82 || precision < 1 {
        let digits = shortest ?? NumberBuffer(shortest: value)
        var out = [UInt8]()
        if digits.negative { out.append(contentsOf: culture.minus.utf8) }
        general(digits, max(digits.digits.count, single ? 9 : 17), exponent: specifier.letter &- (specifier.upper == 82 ? 13 : 2), scientific: true, &out, culture)
        return String(decoding: out, as: UTF8.self)
      }
      buffer = NumberBuffer(value, significant: precision)
    case 69:
      buffer = NumberBuffer(value, significant: (precision < 0 ? 6 : precision) + 1)
    case 70, 78:
      if precision < 0 { precision = culture.numberDigits }
      buffer = NumberBuffer(value, decimals: precision)
    case 67: buffer = NumberBuffer(value, decimals: precision < 0 ? culture.currencyDigits : precision)
    case 80: buffer = NumberBuffer(value, decimals: (precision < 0 ? culture.percentDigits : precision) + 2)
    case 0: buffer = NumberBuffer(value, significant: single ? 7 : 15)
    default: buffer = NumberBuffer(negative: false)
    }
    return try text(buffer, specifier, format, culture)
  }

  // MARK: Standard formats

  /// The part common to all types, once the digits are known.
  private static func text(_ source: NumberBuffer, _ specifier: Specifier, _ format: String, _ culture: Culture)
    throws(NetError) -> String
  {
    var number = source
    var out = [UInt8]()
    out.reserveCapacity(32)
    var precision = specifier.precision
    switch specifier.upper {
    case 0: return custom(number, format, culture)
    case 67:
      if precision < 0 { precision = culture.currencyDigits }
      number.round(to: number.scale + precision)
      let pattern = number.negative ? currencyNegative[culture.currencyNegative] : currencyPositive[culture.currencyPositive]
      affix(pattern, culture.currency, culture, &out) {
        fixed(number, precision, group: culture.currencyGroup, culture.currencyGroupSizes, point: culture.currencyDecimal, &$0)
      }
    case 78:
      if precision < 0 { precision = culture.numberDigits }
      number.round(to: number.scale + precision)
      let pattern = number.negative ? numberNegative[culture.numberNegative] : "#"
      affix(pattern, "", culture, &out) { fixed(number, precision, group: culture.group, culture.groupSizes, point: culture.decimal, &$0) }
    case 80:
      if precision < 0 { precision = culture.percentDigits }
      if !number.digits.isEmpty { number.scale += 2 }
      number.round(to: number.scale + precision)
      let pattern = number.negative ? percentNegative[culture.percentNegative] : percentPositive[culture.percentPositive]
      affix(pattern, culture.percent, culture, &out) {
        fixed(number, precision, group: culture.percentGroup, culture.percentGroupSizes, point: culture.percentDecimal, &$0)
      }
    case 70:
      if precision < 0 { precision = culture.numberDigits }
      number.round(to: number.scale + precision)
      if number.negative { out.append(contentsOf: culture.minus.utf8) }
      fixed(number, precision, group: nil, [], point: culture.decimal, &out)
    case 69:
      if precision < 0 { precision = 6 }
      number.round(to: precision + 1)
      if number.negative { out.append(contentsOf: culture.minus.utf8) }
      scientific(number, precision + 1, exponent: specifier.letter, minimum: 3, &out, culture)
    case 71:
      let digits = precision < 1 ? max(1, number.digits.count) : precision
      number.round(to: digits)
      if number.negative { out.append(contentsOf: culture.minus.utf8) }
      general(number, digits, exponent: specifier.letter &- 2, scientific: true, &out, culture)
    default: throw .formatSpecifier
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Writes a pattern in which `#` stands for the number, `$` for the symbol and `-` for the minus sign.
  private static func affix(
    _ pattern: StaticString, _ symbol: String, _ culture: Culture, _ out: inout [UInt8], _ number: (inout [UInt8]) -> Void
  ) {
    pattern.withUTF8Buffer { bytes in
      for byte in bytes {
        switch byte {
        case 35: number(&out)
        case 36: out.append(contentsOf: symbol.utf8)
        case 45: out.append(contentsOf: culture.minus.utf8)
        default: out.append(byte)
        }
      }
    }
  }

  private static let numberNegative: [StaticString] = ["(#)", "-#", "- #", "#-", "# -"]
  private static let currencyPositive: [StaticString] = ["$#", "#$", "$ #", "# $"]
  private static let currencyNegative: [StaticString] = [
    "($#)", "-$#", "$-#", "$#-", "(#$)", "-#$", "#-$", "#$-", "-# $", "-$ #", "# $-", "$ #-", "$ -#", "#- $", "($ #)",
    "(# $)", "$- #",
  ]
  private static let percentPositive: [StaticString] = ["# $", "#$", "$#", "$ #"]
  private static let percentNegative: [StaticString] = [
    "-# $", "-#$", "-$#", "$-#", "$#-", "#-$", "#$-", "-$ #", "# $-", "$ #-", "$ -#", "#- $",
  ]

  /// Whether a separator stands before so many digits.
  static func isGroupEnd(_ left: Int, _ sizes: [Int]) -> Bool {
    var place = 0
    for (i, size) in sizes.enumerated() where left > place {
      if size <= 0 { return false }
      if i == sizes.count - 1 { return (left - place) % size == 0 }
      place += size
      if left == place { return true }
    }
    return false
  }

  /// - Parameter group: what stands between groups; nil for no groups
  static func fixed(_ number: NumberBuffer, _ decimals: Int, group: String?, _ sizes: [Int], point: String, _ out: inout [UInt8]) {
    let whole = number.scale
    let isUsual = sizes.count == 1 && sizes[0] == 3
    if whole > 0 {
      for index in 0..<whole {
        out.append(48 + (index < number.digits.count ? number.digits[index] : 0))
        let left = whole - index - 1
        if let group, left > 0, isUsual ? left % 3 == 0 : isGroupEnd(left, sizes) { out.append(contentsOf: group.utf8) }
      }
    } else {
      out.append(48)
    }
    guard decimals > 0 else { return }
    out.append(contentsOf: point.utf8)
    let leading = min(decimals, max(0, -whole)), from = max(0, whole), known = max(0, min(decimals - leading, number.digits.count - from))
    zeros(leading, &out)
    for index in from..<(from + known) { out.append(48 + number.digits[index]) }
    zeros(decimals - leading - known, &out)
  }

  static func general(
    _ number: NumberBuffer, _ digits: Int, exponent letter: UInt8, scientific allowed: Bool, _ out: inout [UInt8], _ culture: Culture
  ) {
    var position = number.scale
    let scientific = allowed && (position > digits || position < -3)
    if scientific { position = 1 }
    var index = 0
    if position > 0 {
      while position > 0 {
        out.append(48 + (index < number.digits.count ? number.digits[index] : 0))
        index += 1
        position -= 1
      }
    } else {
      out.append(48)
    }
    if index < number.digits.count || position < 0 && !number.digits.isEmpty {
      out.append(contentsOf: culture.decimal.utf8)
      while position < 0 {
        out.append(48)
        position += 1
      }
      while index < number.digits.count {
        out.append(48 + number.digits[index])
        index += 1
      }
    }
    if scientific { Self.exponent(number.scale - 1, letter, minimum: 2, plus: true, &out, culture) }
  }

  static func scientific(
    _ number: NumberBuffer, _ digits: Int, exponent letter: UInt8, minimum: Int, _ out: inout [UInt8], _ culture: Culture
  ) {
    out.append(48 + (number.digits.first ?? 0))
    if digits > 1 { out.append(contentsOf: culture.decimal.utf8) }
    let known = min(digits, number.digits.count)
    if known > 1 { for digit in number.digits[1..<known] { out.append(48 + digit) } }
    zeros(digits - max(1, known), &out)
    exponent(number.digits.isEmpty ? 0 : number.scale - 1, letter, minimum: minimum, plus: true, &out, culture)
  }

  static func exponent(_ value: Int, _ letter: UInt8, minimum: Int, plus: Bool, _ out: inout [UInt8], _ culture: Culture) {
    out.append(letter)
    if value < 0 {
      out.append(contentsOf: culture.minus.utf8)
    } else if plus {
      out.append(contentsOf: culture.plus.utf8)
    }
    let digits = String(value.magnitude)
    for _ in 0..<max(0, minimum - digits.utf8.count) { out.append(48) }
    out.append(contentsOf: digits.utf8)
  }

  private static func padded(_ digits: String, _ width: Int, _ sign: String) -> String {
    let missing = width - digits.utf8.count
    if missing <= 0 { return sign + digits }
    return String(unsafeUninitializedCapacity: sign.utf8.count + width) { out in
      var at = 0
      for byte in sign.utf8 { out[at] = byte; at += 1 }
      UnsafeMutableBufferPointer(rebasing: out[at..<at + missing]).update(repeating: 48)
      at += missing
      for byte in digits.utf8 { out[at] = byte; at += 1 }
      return at
    }
  }
  /// A precision may ask for millions of them.
  private static func zeros(_ count: Int, _ out: inout [UInt8]) {
    if count > 0 { out.append(contentsOf: repeatElement(48, count: count)) }
  }

  /// Two's complement hexadecimal with a sign digit where needed, as .NET prints big integers.
  private static func hex(_ value: BigInteger, upper: Bool, _ precision: Int) -> String {
    let table: StaticString = upper ? "0123456789ABCDEF" : "0123456789abcdef"
    var out = [UInt8]()
    table.withUTF8Buffer { digits in
      for byte in value.bytes {
        out.append(digits[Int(byte & 15)])
        out.append(digits[Int(byte >> 4)])
      }
    }
    // One redundant sign digit goes: F in front of 8…F, 0 in front of 0…7.
    let fill: UInt8 = value.isNegative ? (upper ? 70 : 102) : 48
    if out.count > 1, out[out.count - 1] == fill {
      let next = out[out.count - 2]
      let nextIsHigh = next >= 56
      if nextIsHigh == value.isNegative { out.removeLast() }
    }
    if out.count < precision { out.append(contentsOf: repeatElement(fill, count: precision - out.count)) }
    return String(decoding: out.reversed(), as: UTF8.self)
  }
}
