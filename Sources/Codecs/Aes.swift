import Primitives

/// AES (FIPS 197) in CBC mode with PKCS 7 padding: what secure strings are kept with when a key is given.
public struct Aes {
  private let schedule: [UInt8]
  private let rounds: Int
  private static let box: [UInt8] = {
    // inverses in GF(2⁸), then the affine map
    var s = [UInt8](repeating: 0, count: 256)
    var p: UInt8 = 1, q: UInt8 = 1
    repeat {
      p = p ^ (p << 1) ^ (p & 0x80 != 0 ? 0x1B : 0)
      q ^= q << 1
      q ^= q << 2
      q ^= q << 4
      if q & 0x80 != 0 { q ^= 0x09 }
      let turned: UInt8 = q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6)
      s[Int(p)] = turned ^ (q << 3 | q >> 5) ^ (q << 4 | q >> 4) ^ 0x63
    } while p != 1
    s[0] = 0x63
    return s
  }()
  private static let inverse: [UInt8] = {
    var s = [UInt8](repeating: 0, count: 256)
    for (i, b) in box.enumerated() { s[Int(b)] = UInt8(i) }
    return s
  }()

  /// nil for a key that is not of 16, 24 or 32 bytes.
  public init?(key: [UInt8]) {
    guard [16, 24, 32].contains(key.count) else { return nil }
    rounds = key.count / 4 + 6
    var w = key, constant: UInt8 = 1
    while w.count < 16 * (rounds + 1) {
      var t = Array(w[(w.count - 4)...])
      let word = w.count / 4
      if word % (key.count / 4) == 0 {
        t = [Aes.box[Int(t[1])] ^ constant, Aes.box[Int(t[2])], Aes.box[Int(t[3])], Aes.box[Int(t[0])]]
        constant = Aes.twice(constant)
      } else if key.count == 32, word % 8 == 4 { t = t.map { Aes.box[Int($0)] } }
      for k in 0..<4 { w.append(w[w.count - key.count] ^ t[k]) }
    }
    schedule = w
  }
  @inline(__always) private static func twice(_ b: UInt8) -> UInt8 { b << 1 ^ (b & 0x80 != 0 ? 0x1B : 0) }
  private func add(_ s: inout [UInt8], _ round: Int) { for i in 0..<16 { s[i] ^= schedule[round * 16 + i] } }

  /// One block of 16 bytes.
  public func encryptBlock(_ block: [UInt8]) -> [UInt8] {
    var s = block
    add(&s, 0)
    for r in 1...rounds {
      var t = [UInt8](repeating: 0, count: 16)
      for i in 0..<16 { t[i] = Aes.box[Int(s[(i + 4 * (i % 4)) % 16])] }
      if r < rounds {
        for c in stride(from: 0, to: 16, by: 4) {
          let all = t[c] ^ t[c + 1] ^ t[c + 2] ^ t[c + 3], first = t[c]
          for k in 0..<4 {
            let next = k == 3 ? first : t[c + k + 1]
            s[c + k] = t[c + k] ^ all ^ Aes.twice(t[c + k] ^ next)
          }
        }
      } else { s = t }
      add(&s, r)
    }
    return s
  }
  public func decryptBlock(_ block: [UInt8]) -> [UInt8] {
    var s = block
    for r in stride(from: rounds, through: 1, by: -1) {
      add(&s, r)
      if r < rounds {
        for c in stride(from: 0, to: 16, by: 4) {
          let a = Array(s[c..<(c + 4)])
          for k in 0..<4 { s[c + k] = Aes.times(a[k], 14) ^ Aes.times(a[(k + 1) % 4], 11) ^ Aes.times(a[(k + 2) % 4], 13) ^ Aes.times(a[(k + 3) % 4], 9) }
        }
      }
      var t = [UInt8](repeating: 0, count: 16)
      for i in 0..<16 { t[(i + 4 * (i % 4)) % 16] = Aes.inverse[Int(s[i])] }
      s = t
    }
    add(&s, 0)
    return s
  }
  private static func times(_ b: UInt8, _ n: UInt8) -> UInt8 {
    var r: UInt8 = 0, x = b, m = n
    while m > 0 { if m & 1 == 1 { r ^= x }; x = twice(x); m >>= 1 }
    return r
  }

  public func encrypt(_ data: [UInt8], iv: [UInt8]) -> [UInt8] {
    let pad = 16 - data.count % 16
    let padded = data + [UInt8](repeating: UInt8(pad), count: pad)
    var out: [UInt8] = [], last = iv
    for at in stride(from: 0, to: padded.count, by: 16) where !Attention.isWanted {
      last = encryptBlock((0..<16).map { padded[at + $0] ^ last[$0] })
      out += last
    }
    return out
  }
  /// nil when the padding is not what encryption leaves: a wrong key, or damaged data.
  public func decrypt(_ data: [UInt8], iv: [UInt8]) -> [UInt8]? {
    guard !data.isEmpty, data.count % 16 == 0, iv.count == 16 else { return nil }
    var out: [UInt8] = [], last = iv
    for at in stride(from: 0, to: data.count, by: 16) where !Attention.isWanted {
      let block = Array(data[at..<(at + 16)]), plain = decryptBlock(block)
      for k in 0..<16 { out.append(plain[k] ^ last[k]) }
      last = block
    }
    guard let pad = out.last, pad >= 1, pad <= 16, out.suffix(Int(pad)).allSatisfy({ $0 == pad }) else { return nil }
    return Array(out.dropLast(Int(pad)))
  }
}
