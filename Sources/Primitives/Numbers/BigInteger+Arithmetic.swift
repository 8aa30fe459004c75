/// Arithmetic, shifts and bit operations on `BigInteger`; schoolbook methods, since shell scripts stay small. Products are next door.
/// What takes long ends early when somebody wants that: whoever makes a value of it looks at `Attention` before.
extension BigInteger {
  static func addMagnitude(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    var result = long
    var carry: UInt64 = 0
    for index in long.indices {
      let value = UInt64(long[index]) + (index < short.count ? UInt64(short[index]) : 0) + carry
      result[index] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
      if carry == 0 && index >= short.count { break }
    }
    if carry != 0 { result.append(UInt32(carry)) }
    return result
  }

  /// `a - b` for `a >= b`.
  static func subtractMagnitude(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result = a
    var borrow: Int64 = 0
    for index in a.indices {
      var value = Int64(a[index]) - (index < b.count ? Int64(b[index]) : 0) - borrow
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += 1 << 32 }
      result[index] = UInt32(truncatingIfNeeded: value)
    }
    return result
  }

  public static func + (a: BigInteger, b: BigInteger) -> BigInteger {
    if a.isNegative == b.isNegative { return BigInteger(limbs: addMagnitude(a.limbs, b.limbs), negative: a.isNegative) }
    if compareMagnitude(a.limbs, b.limbs) >= 0 {
      return BigInteger(limbs: subtractMagnitude(a.limbs, b.limbs), negative: a.isNegative)
    }
    return BigInteger(limbs: subtractMagnitude(b.limbs, a.limbs), negative: b.isNegative)
  }

  public static func - (a: BigInteger, b: BigInteger) -> BigInteger { a + -b }

  public static prefix func - (a: BigInteger) -> BigInteger { BigInteger(limbs: a.limbs, negative: !a.isNegative) }

  public static func * (a: BigInteger, b: BigInteger) -> BigInteger {
    BigInteger(limbs: multiplyMagnitude(a.limbs, b.limbs), negative: a.isNegative != b.isNegative)
  }

  /// Quotient towards zero and remainder with the dividend's sign; nil when `divisor` is zero.
  public func quotientAndRemainder(dividingBy divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger)? {
    guard !divisor.isZero else { return nil }
    if BigInteger.compareMagnitude(limbs, divisor.limbs) < 0 { return (.zero, self) }
    let negative = isNegative != divisor.isNegative
    if divisor.limbs.count == 1 {
      let small = UInt64(divisor.limbs[0])
      var quotient = limbs
      var rest: UInt64 = 0
      for index in limbs.indices.reversed() {
        let value = rest << 32 | UInt64(limbs[index])
        quotient[index] = UInt32(truncatingIfNeeded: value / small)
        rest = value % small
      }
      return (BigInteger(limbs: quotient, negative: negative), BigInteger(limbs: [UInt32(rest)], negative: isNegative))
    }
    // Knuth's algorithm D on normalised operands.
    let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
    let v = (divisor.magnitude << shift).limbs
    var u = (magnitude << shift).limbs
    while u.count <= limbs.count { u.append(0) }
    let n = v.count
    let m = u.count - n - 1
    var quotient = [UInt32](repeating: 0, count: m + 1)
    let top = UInt64(v[n - 1])
    let second = UInt64(v[n - 2])
    for j in stride(from: m, through: 0, by: -1) {
      if j & 0x3F == 0, Attention.isWanted { break }
      let numerator = UInt64(u[j + n]) << 32 | UInt64(u[j + n - 1])
      var guess = numerator / top
      var rest = numerator % top
      while guess >= 1 << 32 || guess * second > (rest << 32 | UInt64(u[j + n - 2])) {
        guess -= 1
        rest += top
        if rest >= 1 << 32 { break }
      }
      var borrow: Int64 = 0
      var carry: UInt64 = 0
      for i in 0..<n {
        let product = guess * UInt64(v[i]) + carry
        carry = product >> 32
        let value = Int64(u[i + j]) - borrow - Int64(product & 0xFFFF_FFFF)
        u[i + j] = UInt32(truncatingIfNeeded: value)
        borrow = value < 0 ? 1 : 0
      }
      let last = Int64(u[j + n]) - borrow - Int64(carry)
      u[j + n] = UInt32(truncatingIfNeeded: last)
      if last < 0 {
        guess -= 1
        var back: UInt64 = 0
        for i in 0..<n {
          let value = UInt64(u[i + j]) + UInt64(v[i]) + back
          u[i + j] = UInt32(truncatingIfNeeded: value)
          back = value >> 32
        }
        u[j + n] = UInt32(truncatingIfNeeded: UInt64(u[j + n]) + back)
      }
      quotient[j] = UInt32(truncatingIfNeeded: guess)
    }
    let remainder = BigInteger(limbs: Array(u[0..<n]), negative: false) >> shift
    return (BigInteger(limbs: quotient, negative: negative), BigInteger(limbs: remainder.limbs, negative: isNegative))
  }

  /// Zero for a zero divisor: callers that must complain check first (`NetError.divideByZero`).
  public static func / (a: BigInteger, b: BigInteger) -> BigInteger { a.quotientAndRemainder(dividingBy: b)?.quotient ?? .zero }
  public static func % (a: BigInteger, b: BigInteger) -> BigInteger { a.quotientAndRemainder(dividingBy: b)?.remainder ?? .zero }

  /// `self` to a power of zero or more.
  public func power(_ exponent: Int) -> BigInteger {
    var result = BigInteger.one
    var base = self
    var left = max(0, exponent)
    while left > 0, !Attention.isWanted {
      if left & 1 == 1 { result = result * base }
      left >>= 1
      if left > 0 { base = base * base }
    }
    return result
  }

  /// .NET's `ModPow`: the remainder carries the sign of the power.
  public func power(_ exponent: BigInteger, modulo: BigInteger) -> BigInteger {
    var result = BigInteger.one % modulo
    var base = self % modulo
    for limb in exponent.limbs {
      for bit in 0..<32 where !Attention.isWanted {
        if limb >> UInt32(bit) & 1 == 1 { result = result * base % modulo }
        base = base * base % modulo
      }
    }
    return result
  }

  public static func greatestCommonDivisor(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    var (x, y) = (a.magnitude, b.magnitude)
    while !y.isZero, !Attention.isWanted { (x, y) = (y, x % y) }
    return x
  }

  public static func << (a: BigInteger, count: Int) -> BigInteger {
    if count < 0 { return a >> (count == .min ? .max : -count) }
    guard !a.isZero, count > 0 else { return a }
    let (words, bits) = (count / 32, UInt32(count % 32))
    var result = [UInt32](repeating: 0, count: words)
    result.reserveCapacity(words + a.limbs.count + 1)
    var carry: UInt32 = 0
    for limb in a.limbs {
      result.append(limb << bits | carry)
      carry = bits == 0 ? 0 : limb >> (32 - bits)
    }
    result.append(carry)
    return BigInteger(limbs: result, negative: a.isNegative)
  }

  /// Arithmetic shift: rounds towards negative infinity as two's complement does.
  public static func >> (a: BigInteger, count: Int) -> BigInteger {
    if count < 0 { return a << (count == .min ? .max : -count) }
    guard !a.isZero, count > 0 else { return a }
    let (words, bits) = (count / 32, UInt32(count % 32))
    guard words < a.limbs.count else { return a.isNegative ? .minusOne : .zero }
    var result = [UInt32]()
    for index in words..<a.limbs.count {
      let above = index + 1 < a.limbs.count && bits != 0 ? a.limbs[index + 1] << (32 - bits) : 0
      result.append(a.limbs[index] >> bits | above)
    }
    let shifted = BigInteger(limbs: result, negative: a.isNegative)
    guard a.isNegative else { return shifted }
    let lost = a.limbs[0..<words].contains { $0 != 0 } || bits != 0 && a.limbs[words] << (32 - bits) != 0
    return lost ? BigInteger(limbs: shifted.limbs, negative: true) - .one : shifted
  }

  private static func bitwise(_ a: BigInteger, _ b: BigInteger, _ body: (UInt32, UInt32) -> UInt32) -> BigInteger {
    let count = max(a.limbs.count, b.limbs.count) + 1
    let left = a.twosComplement(count: count)
    let right = b.twosComplement(count: count)
    let words = (0..<count).map { body(left[$0], right[$0]) }
    return BigInteger(twosComplement: words, negative: words[count - 1] & 0x8000_0000 != 0)
  }

  public static func & (a: BigInteger, b: BigInteger) -> BigInteger { bitwise(a, b) { $0 & $1 } }
  public static func | (a: BigInteger, b: BigInteger) -> BigInteger { bitwise(a, b) { $0 | $1 } }
  public static func ^ (a: BigInteger, b: BigInteger) -> BigInteger { bitwise(a, b) { $0 ^ $1 } }
  public static prefix func ~ (a: BigInteger) -> BigInteger { -a - .one }
}
