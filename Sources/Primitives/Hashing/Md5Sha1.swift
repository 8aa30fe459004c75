/// MD5 (RFC 1321).
public struct Md5: HashFunction {
  private var state: (UInt32, UInt32, UInt32, UInt32) = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476)
  private var buffer = BlockBuffer(size: 64)
  public init() {}

  private static let constants: [UInt32] = [
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af,
    0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
    0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
    0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97,
    0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
  ]
  private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

  private static func block(_ bytes: UnsafeRawPointer, _ state: inout (UInt32, UInt32, UInt32, UInt32)) {
    var (a, b, c, d) = state
    constants.withUnsafeBufferPointer { k in
      shifts.withUnsafeBufferPointer { s in
        for i in 0..<64 {
          let f: UInt32
          let g: Int
          switch i >> 4 {
          case 0: (f, g) = (b & c | ~b & d, i)
          case 1: (f, g) = (d & b | ~d & c, (5 * i + 1) & 15)
          case 2: (f, g) = (b ^ c ^ d, (3 * i + 5) & 15)
          default: (f, g) = (c ^ (b | ~d), (7 * i) & 15)
          }
          let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: g * 4, as: UInt32.self))
          let sum = a &+ f &+ k[i] &+ word
          let shift = s[(i >> 4) * 4 + (i & 3)]
          (a, d, c) = (d, c, b)
          b = b &+ (sum << shift | sum >> (32 - shift))
        }
      }
    }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d)
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var current = state
    buffer.feed(bytes) { Md5.block($0, &current) }
    state = current
  }

  public mutating func finish() -> [UInt8] {
    var current = state
    buffer.pad(bigEndian: false) { Md5.block($0, &current) }
    return [current.0, current.1, current.2, current.3].flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32($0 * 8)) }
    }
  }
}

/// SHA-1 (FIPS 180).
public struct Sha1: HashFunction {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0)
  private var buffer = BlockBuffer(size: 64)
  public init() {}

  private static func block(_ bytes: UnsafeRawPointer, _ state: inout (UInt32, UInt32, UInt32, UInt32, UInt32)) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { w in
      for i in 0..<16 { w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: i * 4, as: UInt32.self)) }
      for i in 16..<80 {
        let x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]
        w[i] = x << 1 | x >> 31
      }
      var (a, b, c, d, e) = state
      for i in 0..<80 {
        let f, k: UInt32
        if i < 20 { (f, k) = (b & c | ~b & d, 0x5A82_7999) }
        else if i < 40 { (f, k) = (b ^ c ^ d, 0x6ED9_EBA1) }
        else if i < 60 { (f, k) = (b & c | b & d | c & d, 0x8F1B_BCDC) }
        else { (f, k) = (b ^ c ^ d, 0xCA62_C1D6) }
        let sum = (a << 5 | a >> 27) &+ f &+ e &+ k &+ w[i]
        (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, sum)
      }
      state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
    }
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var current = state
    buffer.feed(bytes) { Sha1.block($0, &current) }
    state = current
  }

  public mutating func finish() -> [UInt8] {
    var current = state
    buffer.pad(bigEndian: true) { Sha1.block($0, &current) }
    return [current.0, current.1, current.2, current.3, current.4].flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - $0 * 8)) }
    }
  }
}
