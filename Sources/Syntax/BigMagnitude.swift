/// A natural number of any size, for literals: `0xFFFFFFFFFFFFFFFF`, `12345678901234567890`, `1e40n`.
struct BigMagnitude {
  /// Base 2^32, least significant first, without leading zeros.
  var limbs: [UInt32]

  init(_ value: UInt64 = 0) {
    limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    trim()
  }
  private mutating func trim() { while limbs.last == 0 { limbs.removeLast() } }
  var isZero: Bool { limbs.isEmpty }
  var bitWidth: Int { limbs.isEmpty ? 0 : limbs.count * 32 - limbs[limbs.count - 1].leadingZeroBitCount }

  mutating func multiply(by factor: UInt32, adding addend: UInt32 = 0) {
    var carry = UInt64(addend)
    for i in limbs.indices {
      let product = UInt64(limbs[i]) * UInt64(factor) + carry
      limbs[i] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry != 0 { limbs.append(UInt32(carry)) }
    trim()
  }
  /// Writes digits of a base behind those it has, as many at a time as fit into a limb.
  mutating func append(_ digits: ArraySlice<UInt8>, base: UInt32) {
    var factor: UInt32 = 1, chunk: UInt32 = 0
    for d in digits {
      let digit = d < 0x3A ? UInt32(d &- 0x30) : UInt32((d | 0x20) &- 0x57)
      chunk = chunk &* base &+ digit
      factor = factor &* base
      if factor > UInt32.max / base { multiply(by: factor, adding: chunk); factor = 1; chunk = 0 }
    }
    if factor > 1 { multiply(by: factor, adding: chunk) }
  }
  mutating func multiply(byPowerOf1024 factor: UInt64) {
    // Multipliers are powers of two: 1024 to the first … fifth power.
    var rest = factor
    while rest > 1 { multiply(by: UInt32(1024)); rest >>= 10 }
  }
  /// Divides in place and gives the remainder.
  mutating func divide(by divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for i in limbs.indices.reversed() {
      let value = remainder << 32 | UInt64(limbs[i])
      limbs[i] = UInt32(value / UInt64(divisor))
      remainder = value % UInt64(divisor)
    }
    trim()
    return UInt32(remainder)
  }
  /// 2^bits minus this; this must not be larger.
  func complement(bits: Int) -> BigMagnitude {
    var result = BigMagnitude()
    result.limbs = []
    var borrow: Int64 = 0
    for i in 0...(bits / 32) {
      let top: Int64 = i == bits / 32 ? 1 << Int64(bits % 32) : 0
      var limb = top - Int64(i < limbs.count ? limbs[i] : 0) + borrow
      borrow = 0
      if limb < 0 { limb += 1 << 32; borrow = -1 }
      result.limbs.append(UInt32(truncatingIfNeeded: limb))
    }
    result.trim()
    return result
  }
  var asUInt64: UInt64? {
    switch limbs.count {
    case 0: 0
    case 1: UInt64(limbs[0])
    case 2: UInt64(limbs[1]) << 32 | UInt64(limbs[0])
    default: nil
    }
  }
  var decimalText: String {
    if isZero { return "0" }
    var chunks: [UInt32] = [], rest = self
    while !rest.isZero { chunks.append(rest.divide(by: 1_000_000_000)) }
    var out = String(chunks[chunks.count - 1])
    for chunk in chunks.dropLast().reversed() {
      let t = String(chunk)
      out += String(repeating: "0", count: 9 - t.count) + t
    }
    return out
  }
  /// The integer nearest to a finite, non-negative double.
  init(rounding value: Double) {
    let rounded = value.rounded(.toNearestOrEven)
    guard rounded >= 1 else { self.init(); return }
    let exponent = Int(rounded.exponent)
    let significand = rounded.significandBitPattern | 1 << 52
    if exponent <= 52 { self.init(significand >> UInt64(52 - exponent)); return }
    self.init(significand)
    var shift = exponent - 52
    while shift > 0 { let step = min(shift, 30); multiply(by: UInt32(1) << UInt32(step)); shift -= step }
  }
}
