/// Decimal arithmetic: exact in 256 bits, then brought back to 96 bits and 28 places with one rounding, half to even.
extension NetDecimal {
  /// Fits an exact result into a decimal: drops as few digits as possible.
  private static func fit(_ value: WideInteger, scale: Int, negative: Bool) throws(NetError) -> NetDecimal {
    var drop = max(0, scale - 28)
    while true {
      guard drop <= scale || drop == 0 else { throw .decimalOverflow }
      let reduced = drop == 0 ? value : value.divided(byPowerOfTen: drop)
      if reduced.high == 0 && reduced.low < mantissaLimit {
        return NetDecimal(mantissa: reduced.low, scale: scale - drop, negative: negative)
      }
      guard drop < scale else { throw .decimalOverflow }
      drop += 1
    }
  }

  public static func adding(_ a: NetDecimal, _ b: NetDecimal) throws(NetError) -> NetDecimal {
    let scale = max(a.scale, b.scale)
    if a.scale == b.scale && a.high == 0 && b.high == 0 {
      // Same scale and 64-bit integers: the everyday case.
      if a.isNegative == b.isNegative {
        return NetDecimal(mantissa: UInt128(a.low) + UInt128(b.low), scale: scale, negative: a.isNegative)
      }
      if a.low >= b.low { return NetDecimal(mantissa: UInt128(a.low - b.low), scale: scale, negative: a.isNegative) }
      return NetDecimal(mantissa: UInt128(b.low - a.low), scale: scale, negative: b.isNegative)
    }
    let left = WideInteger(a.mantissa, times: powers[scale - a.scale])
    let right = WideInteger(b.mantissa, times: powers[scale - b.scale])
    if a.isNegative == b.isNegative { return try fit(left + right, scale: scale, negative: a.isNegative) }
    if left < right { return try fit(right - left, scale: scale, negative: b.isNegative) }
    return try fit(left - right, scale: scale, negative: a.isNegative)
  }

  public static func subtracting(_ a: NetDecimal, _ b: NetDecimal) throws(NetError) -> NetDecimal { try adding(a, b.negated) }

  public static func multiplying(_ a: NetDecimal, _ b: NetDecimal) throws(NetError) -> NetDecimal {
    if a.isZero || b.isZero {
      return NetDecimal(mantissa: 0, scale: min(28, a.scale + b.scale), negative: a.isNegative != b.isNegative)
    }
    return try fit(WideInteger(a.mantissa, times: b.mantissa), scale: a.scale + b.scale, negative: a.isNegative != b.isNegative)
  }

  /// Quotient to as many digits as fit; trailing zeros of an inexact division are removed.
  public static func dividing(_ a: NetDecimal, _ b: NetDecimal) throws(NetError) -> NetDecimal {
    guard !b.isZero else { throw .divideByZero }
    let divisor = b.mantissa
    let negative = a.isNegative != b.isNegative
    var scale = a.scale - b.scale
    var (quotient, remainder) = a.mantissa.quotientAndRemainder(dividingBy: divisor)
    var extended = false
    while true {
      if remainder == 0 {
        if scale >= 0 { break }
        // Only whole tens are missing.
        let (product, overflow) = quotient.multipliedReportingOverflow(by: powers[-scale])
        guard !overflow, product < mantissaLimit else { throw .decimalOverflow }
        quotient = product
        scale = 0
        break
      }
      extended = true
      let next = quotient * 10
      if scale == 28 || next >= mantissaLimit {
        guard scale >= 0 else { throw .decimalOverflow }
        let twice = remainder << 1
        if twice > divisor || twice == divisor && quotient & 1 == 1 { quotient += 1 }
        if quotient >= mantissaLimit {
          guard scale > 0 else { throw .decimalOverflow }
          quotient = (quotient + 5) / 10
          scale -= 1
        }
        break
      }
      let (digit, rest) = (remainder * 10).quotientAndRemainder(dividingBy: divisor)
      // A quotient just below the limit may not take the next digit.
      if next + digit >= mantissaLimit {
        guard scale >= 0 else { throw .decimalOverflow }
        let twice = remainder << 1
        if twice > divisor || twice == divisor && quotient & 1 == 1 { quotient += 1 }
        break
      }
      quotient = next + digit
      remainder = rest
      scale += 1
    }
    if extended {
      while scale > 0, quotient % 10 == 0 {
        quotient /= 10
        scale -= 1
      }
    }
    return NetDecimal(mantissa: quotient, scale: scale, negative: negative)
  }

  /// The remainder with the dividend's sign.
  public static func remainder(_ a: NetDecimal, _ b: NetDecimal) throws(NetError) -> NetDecimal {
    guard !b.isZero else { throw .divideByZero }
    let scale = max(a.scale, b.scale)
    var left = WideInteger(a.mantissa, times: powers[scale - a.scale])
    let right = WideInteger(b.mantissa, times: powers[scale - b.scale])
    if left < right { return a }
    if right.high == 0 {
      left = WideInteger(high: 0, low: left.dividedBy(right.low).remainder)
    } else {
      // Both are within 10^28 of each other's size: long division by doubling.
      var step = right
      var steps = [WideInteger]()
      while !(left < step) {
        steps.append(step)
        step = step + step
      }
      for candidate in steps.reversed() where !(left < candidate) { left = left - candidate }
    }
    return try fit(left, scale: scale, negative: a.isNegative)
  }

  public var negated: NetDecimal {
    var copy = self
    copy.flags ^= 0x8000_0000
    return copy
  }

  public var magnitude: NetDecimal {
    var copy = self
    copy.flags &= 0x7FFF_FFFF
    return copy
  }

  /// How a number half way between two candidates goes: .NET's `MidpointRounding`.
  public enum Rounding: Int, Sendable {
    case toEven, awayFromZero, toZero, toNegativeInfinity, toPositiveInfinity
  }

  /// Rounded to at most `digits` places (0…28); a shorter number stays as it is.
  public func rounded(_ digits: Int = 0, _ mode: Rounding = .toEven) -> NetDecimal {
    let drop = scale - digits
    guard drop > 0, digits >= 0 else { return self }
    let power = NetDecimal.powers[drop]
    var (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: power)
    let up: Bool
    switch mode {
    case .toEven: up = rest > power / 2 || rest == power / 2 && quotient & 1 == 1
    case .awayFromZero: up = rest >= power / 2
    case .toZero: up = false
    case .toNegativeInfinity: up = isNegative && rest != 0
    case .toPositiveInfinity: up = !isNegative && rest != 0
    }
    if up { quotient += 1 }
    return NetDecimal(mantissa: quotient, scale: digits, negative: isNegative)
  }

  public var truncated: NetDecimal { rounded(0, .toZero) }
  public var floor: NetDecimal { rounded(0, .toNegativeInfinity) }
  public var ceiling: NetDecimal { rounded(0, .toPositiveInfinity) }
}

extension NetDecimal {
  public static func + (a: NetDecimal, b: NetDecimal) throws(NetError) -> NetDecimal { try adding(a, b) }
  public static func - (a: NetDecimal, b: NetDecimal) throws(NetError) -> NetDecimal { try subtracting(a, b) }
  public static func * (a: NetDecimal, b: NetDecimal) throws(NetError) -> NetDecimal { try multiplying(a, b) }
  public static func / (a: NetDecimal, b: NetDecimal) throws(NetError) -> NetDecimal { try dividing(a, b) }
  public static func % (a: NetDecimal, b: NetDecimal) throws(NetError) -> NetDecimal { try remainder(a, b) }
}
