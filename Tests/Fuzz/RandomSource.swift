/// A small seeded generator: the same seed gives the same cases on every machine, so a failure can be repeated.
struct RandomSource {
  private var state: UInt64
  init(seed: UInt64) {
    // one step of a second generator: neighbouring seeds must not give the same stream, shifted
    state = seed &* 0x5851_F42D_4C95_7F2D
    state ^= state >> 29
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  /// 0 ..< below; 0 when there is nothing to choose from.
  mutating func below(_ limit: Int) -> Int { limit > 0 ? Int(next() >> 33) % limit : 0 }
  mutating func one<T>(of items: [T]) -> T { items[below(items.count)] }
  mutating func oneIn(_ n: Int) -> Bool { below(n) == 0 }

  /// `count` pieces in a row, now and then parted by a blank.
  mutating func text(_ pieces: [String], upTo count: Int, blanks: Bool = false) -> String {
    var out = ""
    for _ in 0...below(count) {
      out += one(of: pieces)
      if blanks, oneIn(3) { out += " " }
    }
    return out
  }

  /// Code units of any kind, ASCII three times out of four; lone surrogates included before decoding.
  mutating func noise(upTo count: Int) -> String {
    var units: [UInt16] = []
    for _ in 0..<below(count) { units.append(UInt16(truncatingIfNeeded: oneIn(4) ? below(65536) : below(128))) }
    return String(decoding: units, as: UTF16.self)
  }
}
