/// .NET's `System.Numerics.BigInteger`: a sign and a magnitude of 32-bit limbs, least significant first, without
/// leading zero limbs; zero has no limbs and is never negative.
public struct BigInteger: Hashable, Comparable, Sendable, CustomStringConvertible {
  public internal(set) var limbs: [UInt32]
  public internal(set) var isNegative: Bool

  init(limbs: [UInt32], negative: Bool) {
    var trimmed = limbs
    while let last = trimmed.last, last == 0 { trimmed.removeLast() }
    self.limbs = trimmed
    isNegative = negative && !trimmed.isEmpty
  }

  public static let zero = BigInteger(limbs: [], negative: false)
  public static let one = BigInteger(1)
  public static let minusOne = BigInteger(-1)

  public init(_ value: Int) { self.init(Int64(value)) }
  public init(_ value: Int64) {
    self.init(value.magnitude)
    isNegative = value < 0
  }
  public init(_ value: UInt64) {
    self.init(limbs: [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)], negative: false)
  }
  init(_ value: UInt128, negative: Bool = false) {
    self.init(limbs: (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128($0 * 32)) }, negative: negative)
  }

  /// The integer part of a finite double; nil for NaN and the infinities.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let whole = value.rounded(.towardZero)
    guard whole != 0 else { self = .zero; return }
    let exponent = Int(whole.exponent)
    let significand = whole.significandBitPattern | 1 << 52
    let magnitude = BigInteger(significand)
    self = exponent >= 52 ? magnitude << (exponent - 52) : magnitude >> (52 - exponent)
    isNegative = value < 0
  }

  /// The integer part of a decimal.
  public init(_ value: NetDecimal) { self.init(value.truncated.mantissa, negative: value.isNegative) }

  public var isZero: Bool { limbs.isEmpty }
  public var isEven: Bool { limbs.isEmpty || limbs[0] & 1 == 0 }
  public var isOne: Bool { limbs == [1] && !isNegative }
  public var isPowerOfTwo: Bool { !isNegative && limbs.reduce(0) { $0 + $1.nonzeroBitCount } == 1 }
  public var sign: Int { limbs.isEmpty ? 0 : isNegative ? -1 : 1 }
  public var magnitude: BigInteger { BigInteger(limbs: limbs, negative: false) }

  /// Bits of the magnitude.
  public var bitLength: Int {
    guard let top = limbs.last else { return 0 }
    return limbs.count * 32 - top.leadingZeroBitCount
  }

  public var int64: Int64? {
    guard limbs.count <= 2 else { return nil }
    let value = low64
    if isNegative { return value <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- value) : nil }
    return Int64(exactly: value)
  }

  public var uint64: UInt64? { limbs.count <= 2 && !isNegative ? low64 : nil }

  private var low64: UInt64 {
    (limbs.count > 1 ? UInt64(limbs[1]) << 32 : 0) | (limbs.isEmpty ? 0 : UInt64(limbs[0]))
  }

  /// nil when the number needs more than 96 bits.
  public var decimal: NetDecimal? {
    guard limbs.count <= 3 else { return nil }
    var value: UInt128 = 0
    for limb in limbs.reversed() { value = value << 32 | UInt128(limb) }
    return NetDecimal(mantissa: value, negative: isNegative)
  }

  /// .NET's conversion: the top 64 bits with the rest cut off, then rounded to a double; infinity beyond the range.
  public var double: Double {
    if limbs.count <= 2 { return isNegative ? -Double(low64) : Double(low64) }
    let length = bitLength
    if length > 1024 { return isNegative ? -.infinity : .infinity }
    let top = magnitude >> (length - 64)
    var value = Double(top.low64)
    value *= Double(sign: .plus, exponent: length - 64, significand: 1)
    return isNegative ? -value : value
  }

  public static func < (a: BigInteger, b: BigInteger) -> Bool { compare(a, b) < 0 }

  /// -1, 0 or 1.
  public static func compare(_ a: BigInteger, _ b: BigInteger) -> Int {
    if a.isNegative != b.isNegative { return a.isNegative ? -1 : 1 }
    let order = compareMagnitude(a.limbs, b.limbs)
    return a.isNegative ? -order : order
  }

  static func compareMagnitude(_ a: [UInt32], _ b: [UInt32]) -> Int {
    if a.count != b.count { return a.count < b.count ? -1 : 1 }
    var index = a.count - 1
    while index >= 0 {
      if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
      index -= 1
    }
    return 0
  }

  /// Decimal digits with a minus sign where due.
  public var description: String {
    guard !limbs.isEmpty else { return "0" }
    var digits = decimalDigits()
    if isNegative { digits.insert(45, at: 0) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// ASCII decimal digits of the magnitude; empty for zero.
  func decimalDigits() -> [UInt8] {
    var reversed = [UInt8]()
    var rest = limbs
    while !rest.isEmpty, rest.count < 4096 || !Attention.isWanted {
      var carry: UInt64 = 0
      var index = rest.count - 1
      while index >= 0 {
        let value = carry << 32 | UInt64(rest[index])
        rest[index] = UInt32(truncatingIfNeeded: value / 1_000_000_000)
        carry = value % 1_000_000_000
        index -= 1
      }
      while let last = rest.last, last == 0 { rest.removeLast() }
      for _ in 0..<9 where !(rest.isEmpty && carry == 0) {
        reversed.append(48 + UInt8(carry % 10))
        carry /= 10
      }
    }
    return reversed.reversed()
  }

  /// From decimal digit values 0…9, most significant first.
  init(digitValues digits: [UInt8], negative: Bool = false) {
    var powers: [Int: [UInt32]] = [:]
    self.init(limbs: BigInteger.limbs(digits[...], &powers), negative: negative)
  }
  /// Halves that are multiplied together: a long text costs less than the square of its length.
  private static func limbs(_ digits: ArraySlice<UInt8>, _ powers: inout [Int: [UInt32]]) -> [UInt32] {
    if digits.count <= 512 { return limbs(few: digits) }
    if Attention.isWanted { return [] }
    var low = 512
    while low * 2 < digits.count { low *= 2 }
    let high = limbs(digits.dropLast(low), &powers)
    let product = multiplyMagnitude(high, power(ofTen: low, &powers))
    return addMagnitude(product, limbs(digits.suffix(low), &powers))
  }
  private static func power(ofTen exponent: Int, _ powers: inout [Int: [UInt32]]) -> [UInt32] {
    if let known = powers[exponent] { return known }
    if exponent <= 512 { return BigInteger(10).power(exponent).limbs }
    let half = power(ofTen: exponent / 2, &powers), result = multiplyMagnitude(half, half)
    powers[exponent] = result
    return result
  }
  private static func limbs(few digits: ArraySlice<UInt8>) -> [UInt32] {
    var limbs = [UInt32]()
    var chunk: UInt64 = 0
    var scale: UInt64 = 1
    func flush() {
      var carry = chunk
      for index in limbs.indices {
        let value = UInt64(limbs[index]) * scale + carry
        limbs[index] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      if carry != 0 { limbs.append(UInt32(carry)) }
    }
    for digit in digits {
      chunk = chunk * 10 + UInt64(digit)
      scale *= 10
      if scale == 1_000_000_000 {
        flush()
        (chunk, scale) = (0, 1)
      }
    }
    if scale > 1 { flush() }
    return limbs
  }

  /// .NET's `ToByteArray`: two's complement, least significant byte first, as short as the sign allows.
  public var bytes: [UInt8] {
    var result = [UInt8]()
    for word in twosComplement(count: limbs.count + 1) {
      for shift in stride(from: 0, to: 32, by: 8) { result.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }
    let fill: UInt8 = isNegative ? 0xFF : 0
    while result.count > 1, result[result.count - 1] == fill, (result[result.count - 2] & 0x80 != 0) == isNegative {
      result.removeLast()
    }
    return result
  }

  /// From two's complement bytes, least significant first.
  public init(bytes: [UInt8]) {
    let negative = (bytes.last ?? 0) & 0x80 != 0
    var words = [UInt32]()
    var index = 0
    while index < bytes.count {
      var word: UInt32 = 0
      for offset in 0..<4 {
        let byte = index + offset < bytes.count ? bytes[index + offset] : (negative ? 0xFF : 0)
        word |= UInt32(byte) << UInt32(offset * 8)
      }
      words.append(word)
      index += 4
    }
    self.init(twosComplement: words, negative: negative)
  }

  func twosComplement(count: Int) -> [UInt32] {
    var words = limbs
    while words.count < count { words.append(0) }
    if isNegative { BigInteger.negate(&words) }
    return words
  }

  init(twosComplement words: [UInt32], negative: Bool) {
    var magnitude = words
    if negative { BigInteger.negate(&magnitude) }
    self.init(limbs: magnitude, negative: negative)
  }

  private static func negate(_ words: inout [UInt32]) {
    var carry: UInt32 = 1
    for index in words.indices {
      let (value, overflow) = (~words[index]).addingReportingOverflow(carry)
      words[index] = value
      carry = overflow ? 1 : 0
    }
  }
}
