/// Ids from the seed kept in the forest row: the same steps give the same ids, and a rolled-back step gives none.
extension LyncWorld {
  /// SplitMix64.
  func nextRandom() -> UInt64 {
    let seed = UInt64(bitPattern: Int64(forest.seed)) &+ 0x9e37_79b9_7f4a_7c15
    forest.seed = Int(Int64(bitPattern: seed & 0x7fff_ffff_ffff_ffff))
    var z = seed
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  private func randomBytes() -> [UInt8] {
    let words = [nextRandom(), nextRandom()]
    return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }

  /// A version 4 GUID in lower case.
  func newGuid() -> String {
    let high = nextRandom().byteSwapped & ~0xf000 | 0x4000, low = nextRandom().byteSwapped & ~(3 << 62) | 2 << 62
    return Guid.text((high, low))
  }

  /// The tail of a GRUU: base64url of the 16 bytes of an instance GUID and two zero bytes (domain 1.2).
  func newGruuTail() -> String {
    let bytes = randomBytes() + [0, 0]
    var text: [UInt8] = []
    var i = 0
    while i + 2 < bytes.count {
      let group = UInt32(bytes[i]) << 16 | UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i + 2])
      for shift in [18, 12, 6, 0] as [UInt32] { text.append(LyncWorld.base64Digits[Int(group >> shift & 63)]) }
      i += 3
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A meeting id in the style of the Conference table: eight characters, base32-like.
  func newMeetingId() -> String {
    var word = nextRandom()
    var text: [UInt8] = []
    for _ in 0..<8 {
      text.append(LyncWorld.base32Digits[Int(word & 31)])
      word >>= 5
    }
    return String(decoding: text, as: UTF8.self)
  }

  func newPin(digits: Int) -> String {
    var text = ""
    for _ in 0..<digits { text += String(nextRandom() % 10) }
    return text
  }

  private static let base64Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  private static let base32Digits = Array("0123456789BCDFGHJKLMNPQRSTVWXYZ2".utf8)
}
