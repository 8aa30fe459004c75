/// .NET's `System.Decimal`: a 96-bit integer, a power of ten between 0 and 28 that divides it, and a sign.
///
/// Sixteen bytes, trivial to copy: the integer's low 64 bits, its high 32 bits, and a flag word laid out as .NET's
/// (`scale << 16 | sign << 31`). Trailing zeros are part of the value's text (`1.50`), not of its identity
/// (`1.5 == 1.50`, with equal hashes).
public struct NetDecimal: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var low: UInt64
  public var high: UInt32
  public var flags: UInt32

  static let mantissaLimit: UInt128 = 1 << 96

  /// `mantissa / 10^scale`; the caller guarantees `mantissa < 2^96` and `scale <= 28`.
  public init(mantissa: UInt128, scale: Int = 0, negative: Bool = false) {
    low = UInt64(truncatingIfNeeded: mantissa)
    high = UInt32(truncatingIfNeeded: mantissa >> 64)
    flags = UInt32(truncatingIfNeeded: scale) << 16 | (negative ? 0x8000_0000 : 0)
  }

  /// From .NET's five-argument constructor or `GetBits`: low, middle, high 32 bits, sign, scale.
  public init(low: UInt32, mid: UInt32, high: UInt32, negative: Bool, scale: UInt8) {
    self.low = UInt64(mid) << 32 | UInt64(low)
    self.high = high
    flags = UInt32(min(scale, 28)) << 16 | (negative ? 0x8000_0000 : 0)
  }

  public var mantissa: UInt128 { UInt128(high) << 64 | UInt128(low) }
  public var scale: Int { Int(flags >> 16 & 0xFF) }
  public var isNegative: Bool { flags & 0x8000_0000 != 0 }
  public var isZero: Bool { low == 0 && high == 0 }
  /// -1, 0 or 1.
  public var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  public static let zero = NetDecimal(mantissa: 0)
  public static let one = NetDecimal(mantissa: 1)
  public static let maxValue = NetDecimal(mantissa: (1 << 96) - 1)
  public static let minValue = NetDecimal(mantissa: (1 << 96) - 1, negative: true)

  /// The four words `Decimal.GetBits` returns.
  public var bits: [Int32] {
    [Int32(truncatingIfNeeded: low), Int32(truncatingIfNeeded: low >> 32), Int32(bitPattern: high), Int32(bitPattern: flags)]
  }

  // MARK: From and to integers

  public init(_ value: Int64) { self.init(mantissa: UInt128(value.magnitude), negative: value < 0) }
  public init(_ value: UInt64) { self.init(mantissa: UInt128(value)) }
  public init(_ value: Int) { self.init(Int64(value)) }

  // MARK: From and to floating point

  /// .NET's conversion: fifteen significant digits of the double, trailing zeros removed.
  public init?(_ value: Double) { self.init(floating: value, digits: 15) }
  /// .NET's conversion: seven significant digits of the single, trailing zeros removed.
  public init?(_ value: Float) { self.init(floating: Double(value), digits: 7) }

  private init?(floating value: Double, digits: Int) {
    guard value.isFinite else { return nil }
    let exponent = value == 0 ? -1000 : Int(value.exponent) + 1
    if exponent < -94 { self = .zero; return }
    if exponent > 96 { return nil }
    var magnitude = value.magnitude
    var power = digits - 1 - ((exponent * 19728) >> 16)
    let upper = Double(UInt64(truncatingIfNeeded: NetDecimal.powers[digits]))
    if power >= 0 {
      power = min(power, 28)
      magnitude *= NetDecimal.doublePowers[power]
    } else if power != -1 || magnitude >= upper {
      magnitude /= NetDecimal.doublePowers[-power]
    } else {
      power = 0
    }
    if magnitude < upper / 10 && power < 28 {
      magnitude *= 10
      power += 1
    }
    var whole = UInt64(magnitude)
    let rest = magnitude - Double(whole)
    if rest > 0.5 || rest == 0.5 && whole & 1 != 0 { whole += 1 }
    if whole == 0 { self = .zero; return }
    var mantissa = UInt128(whole)
    if power < 0 {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: NetDecimal.powers[min(-power, 28)])
      guard !overflow, product < NetDecimal.mantissaLimit else { return nil }
      mantissa = product
      power = 0
    } else {
      while power > 0, mantissa % 10 == 0 {
        mantissa /= 10
        power -= 1
      }
    }
    self.init(mantissa: mantissa, scale: power, negative: value < 0)
  }

  /// .NET's conversion: the integer as a double divided by the power of ten.
  public var double: Double {
    let magnitude = (Double(low) + Double(high) * 18446744073709551616.0) / NetDecimal.doublePowers[scale]
    return isNegative ? -magnitude : magnitude
  }

  static let powers: [UInt128] = {
    var list: [UInt128] = [1]
    for _ in 0..<38 { list.append(list[list.count - 1] * 10) }
    return list
  }()

  /// 1, 10, 100 …, as far as doubles hold them exactly.
  public static let doublePowers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30,
  ]

  // MARK: Identity and order

  public static func == (a: NetDecimal, b: NetDecimal) -> Bool { compare(a, b) == 0 }
  public static func < (a: NetDecimal, b: NetDecimal) -> Bool { compare(a, b) < 0 }

  /// -1, 0 or 1.
  public static func compare(_ a: NetDecimal, _ b: NetDecimal) -> Int {
    let (sa, sb) = (a.sign, b.sign)
    if sa != sb { return sa < sb ? -1 : 1 }
    if sa == 0 { return 0 }
    let left = WideInteger(a.mantissa, times: powers[max(0, b.scale - a.scale)])
    let right = WideInteger(b.mantissa, times: powers[max(0, a.scale - b.scale)])
    if left == right { return 0 }
    return (left < right) == (sa > 0) ? -1 : 1
  }

  public func hash(into hasher: inout Hasher) {
    let plain = trimmed
    hasher.combine(plain.low)
    hasher.combine(plain.high)
    hasher.combine(plain.isZero ? 0 : plain.flags)
  }

  /// The same number without trailing zeros after the decimal point.
  public var trimmed: NetDecimal {
    var (m, s) = (mantissa, scale)
    while s > 0, m % 10 == 0 {
      m /= 10
      s -= 1
    }
    return NetDecimal(mantissa: m, scale: s, negative: isNegative && m != 0)
  }

  /// Invariant text with trailing zeros kept.
  public var description: String {
    var digits = [UInt8](String(mantissa).utf8)
    if scale > 0 {
      if digits.count <= scale { digits.insert(contentsOf: repeatElement(48, count: scale - digits.count + 1), at: 0) }
      digits.insert(46, at: digits.count - scale)
    }
    if isNegative && !isZero { digits.insert(45, at: 0) }
    return String(decoding: digits, as: UTF8.self)
  }
}

/// A 256-bit unsigned intermediate of decimal arithmetic.
struct WideInteger: Comparable {
  var high: UInt128
  var low: UInt128

  init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  init(_ a: UInt128, times b: UInt128) {
    let product = a.multipliedFullWidth(by: b)
    high = product.high
    low = product.low
  }

  static func < (a: WideInteger, b: WideInteger) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }

  static func + (a: WideInteger, b: WideInteger) -> WideInteger {
    let (low, carry) = a.low.addingReportingOverflow(b.low)
    return WideInteger(high: a.high &+ b.high &+ (carry ? 1 : 0), low: low)
  }

  static func - (a: WideInteger, b: WideInteger) -> WideInteger {
    let (low, borrow) = a.low.subtractingReportingOverflow(b.low)
    return WideInteger(high: a.high &- b.high &- (borrow ? 1 : 0), low: low)
  }

  /// Quotient and remainder by a divisor below 2^127.
  func dividedBy(_ divisor: UInt128) -> (quotient: WideInteger, remainder: UInt128) {
    let upper = high.quotientAndRemainder(dividingBy: divisor)
    if upper.remainder == 0 {
      let lower = low.quotientAndRemainder(dividingBy: divisor)
      return (WideInteger(high: upper.quotient, low: lower.quotient), lower.remainder)
    }
    let lower = divisor.dividingFullWidth((upper.remainder, low))
    return (WideInteger(high: upper.quotient, low: lower.quotient), lower.remainder)
  }

  /// Divided by a power of ten (at most 10^57), rounded half to even.
  func divided(byPowerOfTen power: Int) -> WideInteger {
    var value = self
    var left = power
    var sticky = false
    // All but the last digit are only remembered as "something was there".
    while left > 1 {
      let step = min(left - 1, 28)
      let (quotient, remainder) = value.dividedBy(NetDecimal.powers[step])
      value = quotient
      sticky = sticky || remainder != 0
      left -= step
    }
    guard left == 1 else { return value }
    let (quotient, digit) = value.dividedBy(10)
    let up = digit > 5 || digit == 5 && (sticky || quotient.low & 1 == 1)
    return up ? quotient + WideInteger(high: 0, low: 1) : quotient
  }
}
