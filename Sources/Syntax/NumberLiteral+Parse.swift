/// From the parts of a numeric literal to its value: which type it gets, and whether it fits.

/// `u`, `y`, `s`, `l`, `d`, `n` after a number.
struct NumberSuffix: OptionSet {
  let rawValue: UInt8
  static let unsigned = NumberSuffix(rawValue: 1), signedByte = NumberSuffix(rawValue: 2), short = NumberSuffix(rawValue: 4)
  static let long = NumberSuffix(rawValue: 8), decimal = NumberSuffix(rawValue: 16), bigInteger = NumberSuffix(rawValue: 32)
}
enum NumberFormat { case decimal, hex, binary }

/// A literal taken apart by the tokenizer.
struct NumberParts {
  /// Digits, with sign, point and exponent where they are allowed.
  var digits: [UInt8] = []
  var format = NumberFormat.decimal
  var suffix: NumberSuffix = []
  var isReal = false
  var multiplier: UInt64 = 1
}

extension NumberLiteral {
  /// nil when the number does not fit the type it must have.
  init?(_ parts: NumberParts) {
    let found = parts.isReal ? NumberLiteral.real(parts) : NumberLiteral.integer(parts)
    guard let found else { return nil }
    self = found
  }

  private static func real(_ parts: NumberParts) -> NumberLiteral? {
    if parts.suffix == .decimal { return decimal(parts.digits, multiplier: parts.multiplier).map { .decimal($0) } }
    var text = String(decoding: parts.digits, as: UTF8.self)
    if text.hasSuffix(".") { text += "0" }
    text = text.replacingPoint()
    guard var value = Double(text) else { return nil }
    value *= Double(parts.multiplier)
    if parts.suffix.isEmpty { return .double(value) }
    guard value.isFinite else { return nil }
    return fit(BigMagnitude(rounding: value.magnitude), negative: value < 0, parts.suffix, .decimal)
  }

  private static func integer(_ parts: NumberParts) -> NumberLiteral? {
    var digits = parts.digits[...], negative = false, suffix = parts.suffix
    if digits.first == 0x2D { negative = true; digits = digits.dropFirst() } else if digits.first == 0x2B { digits = digits.dropFirst() }
    guard !digits.isEmpty || parts.format == .binary else { return nil }
    var value = BigMagnitude()
    switch parts.format {
    case .decimal:
      if digits.count > 100, parts.multiplier == 1 {
        // too long for every type but two, which take the digits as they are
        let known = digits.drop { $0 == 0x30 }
        let text = (negative && !known.isEmpty ? "-" : "") + (known.isEmpty ? "0" : String(decoding: known, as: UTF8.self))
        if suffix == .bigInteger { return .bigInteger(text) }
        if known.count > 100 { return suffix.isEmpty ? Double(text).map { .double($0) } : nil }
      }
      value.append(digits, base: 10)
    case .hex:
      // Digits come with a zero in front; it is dropped, and the first bit is a sign, when the literal fills its type.
      if !suffix.contains(.unsigned) {
        let width = suffix == .signedByte ? 2 : suffix == .short ? 4 : suffix == .long ? 16 : digits.count < 16 ? 8 : 16
        if digits.count == width + 1 { digits = digits.dropFirst() }
      }
      value.append(digits, base: 16)
      if let first = digits.first, first >= 0x38 { value = value.complement(bits: digits.count * 4); negative.toggle() }
      if digits.count == 16, suffix.isEmpty || suffix == .unsigned { suffix.insert(.long) }
    case .binary:
      value.append(digits, base: 2)
      let signed = !suffix.contains(.unsigned) && digits.first == 0x31 && ([8, 16, 32, 64, 96].contains(digits.count) || digits.count >= 128)
      if signed { value = value.complement(bits: (digits.count + 7) / 8 * 8); negative.toggle() }
      if digits.count == 64, suffix.isEmpty || suffix == .unsigned { suffix.insert(.long) }
    }
    value.multiply(byPowerOf1024: parts.multiplier)
    return fit(value, negative: negative, suffix, parts.format)
  }

  private static func fit(_ value: BigMagnitude, negative: Bool, _ suffix: NumberSuffix, _ format: NumberFormat) -> NumberLiteral? {
    let word = value.asUInt64
    var signed: Int64?
    if let word { signed = negative ? (word <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- word) : nil) : Int64(exactly: word) }
    let unsigned = negative && !value.isZero ? nil : word
    switch suffix {
    case .signedByte: return signed.flatMap { Int8(exactly: $0) }.map { .sbyte($0) }
    case [.unsigned, .signedByte]: return unsigned.flatMap { UInt8(exactly: $0) }.map { .byte($0) }
    case .short: return signed.flatMap { Int16(exactly: $0) }.map { .short($0) }
    case [.unsigned, .short]: return unsigned.flatMap { UInt16(exactly: $0) }.map { .ushort($0) }
    case .long: return signed.map { .long($0) }
    case [.unsigned, .long]: return unsigned.map { .ulong($0) }
    case .unsigned: return unsigned.map { u in UInt32(exactly: u).map { .uint($0) } ?? .ulong(u) }
    case .decimal: return value.bitWidth <= 96 ? .decimal((negative && !value.isZero ? "-" : "") + value.decimalText) : nil
    case .bigInteger: return .bigInteger((negative && !value.isZero ? "-" : "") + value.decimalText)
    default:
      if let signed { return Int32(exactly: signed).map { .int($0) } ?? .long(signed) }
      guard format == .decimal else { return nil }
      if value.bitWidth <= 96 { return .decimal((negative ? "-" : "") + value.decimalText) }
      return Double((negative ? "-" : "") + value.decimalText).map { .double($0) }
    }
  }

  /// Digits with point and exponent as `System.Decimal` keeps them: at most 96 bits and 28 places, rounded half to even.
  static func decimal(_ text: [UInt8], multiplier: UInt64) -> String? {
    var mantissa = BigMagnitude(), scale = 0, negative = false, sawPoint = false, exponent = 0, i = 0
    while i < text.count {
      let c = text[i]
      switch c {
      case 0x2D: negative = true
      case 0x2B: break
      case 0x2E: sawPoint = true
      case 0x65, 0x45:
        let rest = String(decoding: text[(i + 1)...], as: UTF8.self)
        guard let e = Int(rest), e.magnitude < 100_000 else { return rest.hasPrefix("-") ? "0" : nil }
        exponent = e; i = text.count
      default:
        mantissa.multiply(by: 10, adding: UInt32(c &- 0x30))
        if sawPoint { scale += 1 }
      }
      i += 1
    }
    scale -= exponent
    // a zero keeps its places
    if mantissa.isZero { return scale > 0 ? "0." + String(repeating: "0", count: min(scale, 28)) : "0" }
    if scale < -40 { return nil }
    while scale < 0 { mantissa.multiply(by: 10); scale += 1 }
    func shrink() {
      var sticky = false
      while scale > 28 || (mantissa.bitWidth > 96 && scale > 0) {
        let digit = mantissa.divide(by: 10)
        scale -= 1
        if !(scale > 28 || (mantissa.bitWidth > 96 && scale > 0)) {
          if digit > 5 || (digit == 5 && (sticky || (mantissa.limbs.first ?? 0) & 1 == 1)) {
            mantissa.multiply(by: 1, adding: 1)
          }
        } else if digit != 0 { sticky = true }
      }
    }
    shrink()
    if mantissa.bitWidth > 96 { return nil }
    if multiplier > 1 { mantissa.multiply(byPowerOf1024: multiplier); shrink() }
    if mantissa.bitWidth > 96 { return nil }
    var digits = mantissa.decimalText
    if scale > 0 {
      if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
      let point = digits.index(digits.endIndex, offsetBy: -scale)
      digits = digits[..<point] + "." + digits[point...]
    }
    return (negative ? "-" : "") + digits
  }
}

extension String {
  /// `1.e5` and `.5` as Swift reads them: digits on both sides of the point.
  fileprivate func replacingPoint() -> String {
    var out: [UInt8] = [], previous: UInt8 = 0
    let bytes = Array(utf8)
    for (i, c) in bytes.enumerated() {
      if c == 0x2E {
        if !(previous >= 0x30 && previous <= 0x39) { out.append(0x30) }
        out.append(c)
        let next = i + 1 < bytes.count ? bytes[i + 1] : 0
        if !(next >= 0x30 && next <= 0x39) { out.append(0x30) }
      } else { out.append(c) }
      previous = c
    }
    return String(decoding: out, as: UTF8.self)
  }
}
