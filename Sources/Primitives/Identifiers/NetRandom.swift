/// .NET's seeded `System.Random`: Knuth's subtractive generator, number for number. Without a seed it starts from the
/// system's random source.
public struct NetRandom: Sendable {
  private var table = [Int32](repeating: 0, count: 56)
  private var next = 0
  private var nextBack = 21

  public init(seed: Int32) {
    var mj = 161_803_398 &- (seed == .min ? Int32.max : abs(seed))
    table[55] = mj
    var mk: Int32 = 1
    var index = 0
    for _ in 1..<55 {
      index += 21
      if index >= 55 { index -= 55 }
      table[index] = mk
      mk = mj &- mk
      if mk < 0 { mk = mk &+ .max }
      mj = table[index]
    }
    for _ in 1..<5 {
      for i in 1..<56 {
        var n = i + 30
        if n >= 55 { n -= 55 }
        table[i] = table[i] &- table[1 + n]
        if table[i] < 0 { table[i] = table[i] &+ .max }
      }
    }
  }

  public init() {
    var source = SystemRandomNumberGenerator()
    self.init(seed: Int32(truncatingIfNeeded: source.next()))
  }

  private mutating func sample() -> Int32 {
    next += 1
    if next >= 56 { next = 1 }
    nextBack += 1
    if nextBack >= 56 { nextBack = 1 }
    var result = table[next] &- table[nextBack]
    if result == .max { result -= 1 }
    if result < 0 { result = result &+ .max }
    table[next] = result
    return result
  }

  /// `Next()`: 0 ..< Int32.max.
  public mutating func nextInt() -> Int32 { sample() }

  /// `Next(maxValue)`; a negative limit throws.
  public mutating func nextInt(below limit: Int32) throws(NetError) -> Int32 {
    guard limit >= 0 else {
      throw .outOfRange("maxValue ('\(limit)') must be a non-negative value.", parameter: "maxValue", actual: "\(limit)")
    }
    return Int32(nextDouble() * Double(limit))
  }

  /// `Next(minValue, maxValue)`.
  public mutating func nextInt(from low: Int32, below high: Int32) throws(NetError) -> Int32 {
    guard low <= high else { throw .outOfRange("'minValue' cannot be greater than maxValue.", parameter: "minValue") }
    let range = Int64(high) - Int64(low)
    if range <= Int64(Int32.max) { return Int32(truncatingIfNeeded: Int64(nextDouble() * Double(range)) + Int64(low)) }
    var large = sample()
    if sample() % 2 == 0 { large = -large }
    let fraction = (Double(large) + Double(Int32.max - 1)) / Double(2 * UInt32(Int32.max) - 1)
    return Int32(truncatingIfNeeded: Int64(fraction * Double(range)) + Int64(low))
  }

  /// `NextInt64(minValue, maxValue)`.
  public mutating func nextInt64(from low: Int64 = 0, below high: Int64 = .max) throws(NetError) -> Int64 {
    guard low <= high else { throw .outOfRange("'minValue' cannot be greater than maxValue.", parameter: "minValue") }
    let range = UInt64(bitPattern: high &- low)
    if range <= UInt64(Int32.max) { return low &+ Int64(try nextInt(below: Int32(range))) }
    let bits = 64 - (range - 1).leadingZeroBitCount
    while true {
      let value = try nextUInt64() >> UInt64(64 - bits)
      if value < range { return low &+ Int64(bitPattern: value) }
    }
  }

  private mutating func nextUInt64() throws(NetError) -> UInt64 {
    let a = UInt64(try nextInt(below: 1 << 22))
    let b = UInt64(try nextInt(below: 1 << 22))
    let c = UInt64(try nextInt(below: 1 << 20))
    return a | b << 22 | c << 44
  }

  /// `NextDouble()`: 0 ..< 1.
  public mutating func nextDouble() -> Double { Double(sample()) * (1.0 / Double(Int32.max)) }

  public mutating func nextSingle() -> Float {
    while true {
      let value = Float(nextDouble())
      if value < 1 { return value }
    }
  }

  public mutating func nextByte() -> UInt8 { UInt8(truncatingIfNeeded: sample()) }

  /// `Random.Shuffle`.
  public mutating func shuffle<T>(_ items: inout [T]) {
    for index in 0..<max(0, items.count - 1) {
      let other = Int((try? nextInt(from: Int32(index), below: Int32(items.count))) ?? Int32(index))
      if other != index { items.swapAt(index, other) }
    }
  }
}
