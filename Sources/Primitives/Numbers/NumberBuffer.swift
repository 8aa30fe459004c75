/// A number as decimal digits: `0.d1d2d3… × 10^scale`, the form every format and parser works on.
struct NumberBuffer {
  /// Digit values 0…9 without leading zeros; trailing zeros only where they are significant (decimals).
  var digits: [UInt8]
  /// Position of the decimal point relative to the first digit.
  var scale: Int
  var negative: Bool
  /// Floating point keeps its minus sign when rounding leaves zero.
  var isFloating = false

  init(digits: [UInt8] = [], scale: Int = 0, negative: Bool = false, isFloating: Bool = false) {
    self.digits = digits
    self.scale = scale
    self.negative = negative
    self.isFloating = isFloating
  }

  init(magnitude: UInt64, negative: Bool) {
    var digits = [UInt8]()
    var rest = magnitude
    while rest > 0 {
      digits.append(UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    digits.reverse()
    self.init(digits: digits, scale: digits.count, negative: negative)
  }

  init(_ value: BigInteger) {
    let digits = value.decimalDigits().map { $0 &- 48 }
    self.init(digits: digits, scale: digits.count, negative: value.isNegative)
  }

  init(_ value: NetDecimal) {
    let mantissa = value.mantissa
    let digits = mantissa == 0 ? [] : String(mantissa).utf8.map { $0 &- 48 }
    self.init(digits: digits, scale: digits.count - value.scale, negative: value.isNegative)
  }

  /// The shortest digits that read back as the same double.
  init(shortest value: Double) { self.init(floatingText: value.magnitude.description, negative: value.sign == .minus) }
  init(shortest value: Float) { self.init(floatingText: value.magnitude.description, negative: value.sign == .minus) }

  private init(floatingText: String, negative: Bool) {
    var digits = [UInt8]()
    var scale = 0
    var pointSeen = false
    var exponent = 0
    var exponentSign = 0
    for byte in floatingText.utf8 {
      if byte >= 48 && byte <= 57 {
        if exponentSign != 0 {
          exponent = exponent * 10 + Int(byte - 48)
        } else {
          if digits.isEmpty && byte == 48 {
            if pointSeen { scale -= 1 }
            continue
          }
          digits.append(byte - 48)
          if !pointSeen { scale += 1 }
        }
      } else if byte == 46 {
        pointSeen = true
      } else if byte == 101 {
        exponentSign = 1
      } else if byte == 45 {
        exponentSign = -1
      }
    }
    while let last = digits.last, last == 0 { digits.removeLast() }
    self.init(digits: digits, scale: digits.isEmpty ? 0 : scale + exponent * exponentSign, negative: negative, isFloating: true)
  }

  /// Exactly rounded (half to even) to `decimals` places.
  init(_ value: Double, decimals: Int) {
    let decimals = min(decimals, NumberBuffer.mostPlaces)
    let digits = NumberBuffer.scaled(value.magnitude, decimals)
    self.init(digits: digits, scale: digits.count - decimals, negative: value.sign == .minus, isFloating: true)
    trimTrailingZeros()
  }

  /// Exactly rounded (half to even) to `significant` digits.
  init(_ value: Double, significant: Int) {
    let significant = min(significant, NumberBuffer.mostPlaces)
    guard value != 0 else {
      self.init(negative: value.sign == .minus, isFloating: true)
      return
    }
    // The shortest text may have rounded up to the next power of ten: then one more place is needed.
    let guess = NumberBuffer(shortest: value).scale
    var places = max(1, significant) - guess
    var digits = NumberBuffer.scaled(value.magnitude, places)
    // So it has as well when a row of nines was rounded up to that power here.
    if digits.count < significant || digits.first == 1 && !digits.dropFirst().contains { $0 != 0 } {
      let finer = NumberBuffer.scaled(value.magnitude, places + 1)
      if finer.count <= max(1, significant) {
        places += 1
        digits = finer
      }
    }
    self.init(digits: digits, scale: digits.count - places, negative: value.sign == .minus, isFloating: true)
    trimTrailingZeros()
  }

  /// No double has digits behind that place; a format may ask for millions.
  private static let mostPlaces = 1100

  /// Digits of `value × 10^places`, rounded half to even.
  private static func scaled(_ value: Double, _ places: Int) -> [UInt8] {
    guard value != 0, value.isFinite else { return [] }
    let subnormal = value.exponentBitPattern == 0
    let mantissa = subnormal ? value.significandBitPattern : value.significandBitPattern | 1 << 52
    let exponent = (subnormal ? 1 : Int(value.exponentBitPattern)) - 1075
    if places >= 0 && places <= 19 && exponent < 0 && exponent >= -64 {
      // mantissa × 10^places fits 117 bits.
      let product = UInt128(mantissa) * NetDecimal.powers[places]
      var whole = product >> UInt128(-exponent)
      let rest = product - whole << UInt128(-exponent)
      let half: UInt128 = 1 << UInt128(-exponent - 1)
      if rest > half || rest == half && whole & 1 == 1 { whole += 1 }
      return whole == 0 ? [] : decimalDigits(whole)
    }
    if places < -400 { return [] }
    var number = BigInteger(mantissa)
    if places > 0 { number = number * BigInteger(10).power(places) }
    if exponent > 0 { number = number << exponent }
    var divisor = BigInteger.one
    if exponent < 0 { divisor = divisor << -exponent }
    if places < 0 { divisor = divisor * BigInteger(10).power(-places) }
    guard let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor) else { return [] }
    let order = BigInteger.compare(rest << 1, divisor)
    let rounded = order > 0 || order == 0 && !quotient.isEven ? quotient + .one : quotient
    return rounded.decimalDigits().map { $0 &- 48 }
  }

  private static func decimalDigits(_ value: UInt128) -> [UInt8] {
    var digits = [UInt8]()
    digits.reserveCapacity(24)
    var high = value
    while high > UInt128(UInt64.max) {
      let (quotient, chunk) = high.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
      var part = UInt64(truncatingIfNeeded: chunk)
      for _ in 0..<18 {
        digits.append(UInt8(truncatingIfNeeded: part % 10))
        part /= 10
      }
      high = quotient
    }
    var rest = UInt64(truncatingIfNeeded: high)
    while rest > 0 {
      digits.append(UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    digits.reverse()
    return digits
  }

  mutating func trimTrailingZeros() {
    while let last = digits.last, last == 0 { digits.removeLast() }
    if digits.isEmpty { scale = 0 }
  }

  /// Keeps `count` digits, rounding half away from zero; a zero result loses scale, and its sign unless floating.
  mutating func round(to count: Int) {
    if count >= 0 && count < digits.count && digits[count] >= 5 || count == 0 && digits.isEmpty == false && digits[0] >= 5 {
      digits.removeLast(digits.count - count)
      var index = count - 1
      while index >= 0, digits[index] == 9 { index -= 1 }
      if index >= 0 {
        digits[index] += 1
        digits.removeLast(digits.count - index - 1)
      } else {
        digits = [1]
        scale += 1
      }
    } else if count < digits.count {
      digits.removeLast(digits.count - max(0, count))
    }
    while let last = digits.last, last == 0 { digits.removeLast() }
    if digits.isEmpty {
      scale = 0
      if !isFloating { negative = false }
    }
  }
}
