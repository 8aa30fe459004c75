/// Products of magnitudes: as at school while they are short, by Karatsuba's three products of halves when they are long.
extension BigInteger {
  private static let longest = 48

  static func multiplyMagnitude(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] { product(a[...], b[...]) }

  private static func product(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> [UInt32] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    if short.isEmpty { return [] }
    if short.count <= longest { return schoolProduct(long, short) }
    // nobody will look at what comes out
    if Attention.isWanted { return [] }
    var result = [UInt32](repeating: 0, count: long.count + short.count)
    if long.count >= 2 * short.count {
      var at = 0
      while at < long.count {
        let part = long.dropFirst(at).prefix(short.count)
        add(product(part, short), to: &result, at: at)
        at += short.count
      }
      return result
    }
    let half = (long.count + 1) / 2
    let (longLow, longHigh) = (long.prefix(half), long.dropFirst(half)), (shortLow, shortHigh) = (short.prefix(half), short.dropFirst(half))
    let low = product(longLow, shortLow), high = product(longHigh, shortHigh)
    let sums = product(addMagnitude(Array(longLow), Array(longHigh))[...], addMagnitude(Array(shortLow), Array(shortHigh))[...])
    if Attention.isWanted { return [] }
    add(low, to: &result, at: 0)
    add(high, to: &result, at: 2 * half)
    add(subtractMagnitude(subtractMagnitude(sums, low), high), to: &result, at: half)
    return result
  }

  /// The sum fits, whatever zeros the summand ends with.
  private static func add(_ summand: [UInt32], to result: inout [UInt32], at place: Int) {
    result.withUnsafeMutableBufferPointer { result in
      var carry: UInt64 = 0, at = place
      for limb in summand where at < result.count {
        let value = UInt64(result[at]) + UInt64(limb) + carry
        result[at] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
        at += 1
      }
      while carry != 0, at < result.count {
        let value = UInt64(result[at]) + carry
        result[at] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
        at += 1
      }
    }
  }

  private static func schoolProduct(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: a.count + b.count) { result, count in
      count = a.count + b.count
      result.initialize(repeating: 0)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for i in 0..<b.count {
            if i & 0x3F == 0x3F, Attention.isWanted { break }
            let x = UInt64(b[i])
            var carry: UInt64 = 0
            for j in 0..<a.count {
              let value = x &* UInt64(a[j]) &+ UInt64(result[i &+ j]) &+ carry
              result[i &+ j] = UInt32(truncatingIfNeeded: value)
              carry = value >> 32
            }
            result[i + a.count] = UInt32(truncatingIfNeeded: carry)
          }
        }
      }
    }
  }
}
