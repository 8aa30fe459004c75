/// `AesGcm`, `HKDF`, `IncrementalHash`, and `ProtectedData`, which Windows alone has.
import Codecs
import Engine
import Primitives

/// AES in Galois/counter mode: sealed bytes with a tag that tells whether they were changed.
final class PSAesGcm: Ref {
  private let cipher: Codecs.Aes
  let tagSize: Int?
  init(_ c: Codecs.Aes, tagSize: Int?) { cipher = c; self.tagSize = tagSize; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.AesGcm") }

  private static func word(_ b: ArraySlice<UInt8>) -> UInt64 { b.reduce(0) { $0 << 8 | UInt64($1) } }
  private static func bytes(_ n: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: n >> (56 - 8 * UInt64($0))) } }
  /// The polynomial hash of whole blocks.
  private func hash(_ data: [UInt8]) throws -> (UInt64, UInt64) {
    let h = cipher.encryptBlock([UInt8](repeating: 0, count: 16)), h0 = PSAesGcm.word(h[0..<8]), h1 = PSAesGcm.word(h[8..<16])
    var y0: UInt64 = 0, y1: UInt64 = 0
    for at in stride(from: 0, to: data.count, by: 16) {
      if at & 0xFFFF == 0xFFF0, Attention.isWanted { throw FlowSignal.stopped }
      y0 ^= PSAesGcm.word(data[at..<(at + 8)])
      y1 ^= PSAesGcm.word(data[(at + 8)..<(at + 16)])
      var z0: UInt64 = 0, z1: UInt64 = 0, v0 = h0, v1 = h1
      for bit in 0..<128 {
        if (bit < 64 ? y0 >> (63 - UInt64(bit)) : y1 >> (127 - UInt64(bit))) & 1 == 1 { z0 ^= v0; z1 ^= v1 }
        let carry = v1 & 1
        v1 = v1 >> 1 | v0 << 63
        v0 = v0 >> 1 ^ (carry == 1 ? 0xE1 << 56 : 0)
      }
      (y0, y1) = (z0, z1)
    }
    return (y0, y1)
  }
  func run(_ input: [UInt8], nonce: [UInt8], associated: [UInt8], encrypts: Bool) throws -> (output: [UInt8], tag: [UInt8]) {
    func block(_ counter: UInt32) -> [UInt8] { cipher.encryptBlock(nonce + (0..<4).map { UInt8(truncatingIfNeeded: counter >> (24 - 8 * UInt32($0))) }) }
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    for (i, at) in stride(from: 0, to: input.count, by: 16).enumerated() {
      if i & 0xFFF == 0xFFF, Attention.isWanted { throw FlowSignal.stopped }
      let key = block(UInt32(truncatingIfNeeded: i + 2))
      for j in at..<min(at + 16, input.count) { output.append(input[j] ^ key[j - at]) }
    }
    func padded(_ b: [UInt8]) -> [UInt8] { b + [UInt8](repeating: 0, count: (16 - b.count % 16) % 16) }
    let sealed = encrypts ? output : input
    let (y0, y1) = try hash(padded(associated) + padded(sealed) + PSAesGcm.bytes(UInt64(associated.count) * 8) + PSAesGcm.bytes(UInt64(sealed.count) * 8))
    let mask = block(1)
    return (output, zip(PSAesGcm.bytes(y0) + PSAesGcm.bytes(y1), mask).map { $0 ^ $1 })
  }
}

/// A hash of pieces.
final class PSIncrementalHash: Ref {
  let algorithm: PSHashAlgorithm
  var pending: [UInt8] = []
  init(_ a: PSHashAlgorithm) { algorithm = a; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.IncrementalHash") }
  var name: String { (algorithm.key == nil ? "" : "HMAC") + algorithm.algorithm.rawValue }
}

extension NetTypes {
  static func registerMoreCryptography() {
    let s = "System.Security.Cryptography."
    registerExceptions(in: "\(s)AuthenticationTagMismatchException \(s)CryptographicException The computed authentication tag did not match the input authentication tag.")
    TypeTable.register(s + "AesGcm") { NetType(s + "AesGcm", base: TypeTable.object, interfaces: ["System.IDisposable"], define: defineAesGcm) }
    func algorithm(_ v: Value) throws -> HashAlgorithm {
      let name = (v.refValue as? PSHashName)?.name ?? Conversion.toString(v)
      guard let a = HashAlgorithm(name: name) else { throw PSKeyPair.problem("'\(name)' is not a known hash algorithm.") }
      return a
    }
    let name = s + "HashAlgorithmName hashAlgorithm"
    do {
      TypeTable.register(s + "IncrementalHash") {
        NetType(s + "IncrementalHash", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
          func of(_ v: Value) throws -> PSIncrementalHash {
            guard let h = v.refValue as? PSIncrementalHash else { throw nullArgument("this") }
            return h
          }
          t.staticMethod("static \(s)IncrementalHash CreateHash(\(name))") { a, _ in .other(PSIncrementalHash(PSHashAlgorithm(try algorithm(a.at(0))))) }
          t.staticMethod("static \(s)IncrementalHash CreateHMAC(\(name), byte[] key)") { a, _ in
            if a.at(1).isNull { throw nullArgument("key") }
            return .other(PSIncrementalHash(PSHashAlgorithm(try algorithm(a.at(0)), key: a.bytes(1))))
          }
          t.property("int HashLengthInBytes {get;}") { v, _ in .count(try of(v).algorithm.digest([]).count) }
          t.property("\(s)HashAlgorithmName AlgorithmName {get;}") { v, _ in .other(PSHashName(try of(v).name)) }
          t.method("void AppendData(byte[] data)") { v, a, _ in
            if a.at(0).isNull { throw nullArgument("data") }
            try of(v).pending += a.bytes(0)
            return .void
          }
          t.method("void AppendData(byte[] data, int offset, int count)") { v, a, _ in
            let b = a.bytes(0)
            if a.int(1) < 0 { throw mustBeNonNegative("offset", a.int(1)) }
            guard a.int(2) >= 0, a.int(2) <= b.count - a.int(1) else { throw outOfRange("count", "Specified argument was out of the range of valid values.") }
            try of(v).pending += b[a.int(1)..<(a.int(1) + a.int(2))]
            return .void
          }
          t.method("byte[] GetCurrentHash()") { v, _, _ in .bytes(try whole(of(v).algorithm.digest(of(v).pending))) }
          t.method("byte[] GetHashAndReset()") { v, _, _ in
            let h = try whole(of(v).algorithm.digest(of(v).pending))
            try of(v).pending = []
            return .bytes(h)
          }
          t.method("void Dispose()") { _, _, _ in .void }
        }
      }
    }
    TypeTable.register(s + "HKDF") {
      NetType(s + "HKDF", base: TypeTable.object) { t in
        func extract(_ a: HashAlgorithm, _ key: [UInt8], _ salt: [UInt8]) -> [UInt8] {
          PSHashAlgorithm(a, key: salt.isEmpty ? [UInt8](repeating: 0, count: a.digest([]).count) : salt).digest(key)
        }
        func expand(_ a: HashAlgorithm, _ key: [UInt8], _ n: Int, _ info: [UInt8]) throws -> [UInt8] {
          if n <= 0 { throw outOfRange("outputLength", "outputLength ('\(n)') must be a non-negative and non-zero value.", actual: .count(n)) }
          let most = 255 * a.digest([]).count
          if n > most { throw outOfRange("outputLength", "Output keying material length can be at most \(most) bytes (255 * hash length).") }
          var out: [UInt8] = [], last: [UInt8] = [], i: UInt8 = 1
          while out.count < n {
            last = PSHashAlgorithm(a, key: key).digest(last + info + [i])
            out += last
            i &+= 1
          }
          return Array(out.prefix(n))
        }
        func given(_ a: [Value], _ i: Int, _ n: String) throws -> [UInt8] {
          if a.at(i).isNull { throw nullArgument(n) }
          return a.bytes(i)
        }
        let hash = s + "HashAlgorithmName hashAlgorithmName"
        t.staticMethod("static byte[] Extract(\(hash), byte[] ikm, byte[] salt = default)") { a, _ in .bytes(extract(try algorithm(a.at(0)), try given(a, 1, "ikm"), a.bytes(2))) }
        t.staticMethod("static byte[] Expand(\(hash), byte[] prk, int outputLength, byte[] info = default)") { a, _ in
          .bytes(try expand(try algorithm(a.at(0)), try given(a, 1, "prk"), a.int(2), a.bytes(3)))
        }
        t.staticMethod("static byte[] DeriveKey(\(hash), byte[] ikm, int outputLength, byte[] salt = default, byte[] info = default)") { a, _ in
          let h = try algorithm(a.at(0))
          return .bytes(try expand(h, extract(h, try given(a, 1, "ikm"), a.bytes(3)), a.int(2), a.bytes(4)))
        }
      }
    }
    TypeTable.register(s + "ProtectedData") {
      NetType(s + "ProtectedData", base: TypeTable.object) { t in
        for (m, p) in [("Protect", "userData"), ("Unprotect", "encryptedData")] {
          t.staticMethod("static byte[] \(m)(byte[] \(p), byte[] optionalEntropy, \(s)DataProtectionScope scope)") { _, _ in
            throw netError("System.PlatformNotSupportedException", "Operation is not supported on this platform.")
          }
        }
      }
    }
  }

  private static func defineAesGcm(_ t: NetType) {
    let n = t.fullName, sizes = PSKeyPair.ns + "KeySizes"
    func make(_ key: Value, _ tag: Int?) throws -> Value {
      if key.isNull { throw nullArgument("key") }
      guard [16, 24, 32].contains(key.asBytes.count), let cipher = Codecs.Aes(key: key.asBytes) else { throw PSKeyPair.problem("Specified key is not a valid size for this algorithm.") }
      if let tag, !(12...16).contains(tag) { throw argumentError("The specified tag is not a valid size for this algorithm.", param: "tagSizeInBytes") }
      return .other(PSAesGcm(cipher, tagSize: tag))
    }
    t.constructor("\(n) new(byte[] key)") { a, _ in try make(a.at(0), nil) }
    t.constructor("\(n) new(byte[] key, int tagSizeInBytes)") { a, _ in try make(a.at(0), a.int(1)) }
    t.staticProperty("bool IsSupported {get;}") { _ in .yes }
    t.staticProperty("\(sizes) NonceByteSizes {get;}") { _ in .other(PSKeySizes(12, 12, 1)) }
    t.staticProperty("\(sizes) TagByteSizes {get;}") { _ in .other(PSKeySizes(12, 16, 1)) }
    t.property("System.Nullable[int] TagSizeInBytes {get;}") { v, _ in (v.refValue as? PSAesGcm)?.tagSize.map { .count($0) } ?? .null }
    func checked(_ v: Value, _ a: [Value], tag: Int, sealed: Int, plain: Int) throws -> PSAesGcm {
      guard let g = v.refValue as? PSAesGcm else { throw nullArgument("this") }
      for (i, p) in [(0, "nonce"), (plain, "plaintext"), (sealed, "ciphertext"), (tag, "tag")] where a.at(i).isNull { throw nullArgument(p) }
      if a.bytes(plain).count != a.bytes(sealed).count { throw argumentError("Plaintext and ciphertext must have the same length.") }
      if a.bytes(0).count != 12 { throw argumentError("The specified nonce is not a valid size for this algorithm.", param: "nonce") }
      let size = a.bytes(tag).count
      if let own = g.tagSize, own != size { throw argumentError("The size of the specified tag does not match the expected size of \(own).", param: "tag") }
      if !(12...16).contains(size) { throw argumentError("The specified tag is not a valid size for this algorithm.", param: "tag") }
      return g
    }
    t.method("void Encrypt(byte[] nonce, byte[] plaintext, byte[] ciphertext, byte[] tag, byte[] associatedData = default)") { v, a, _ in
      let g = try checked(v, a, tag: 3, sealed: 2, plain: 1)
      let r = try g.run(a.bytes(1), nonce: a.bytes(0), associated: a.bytes(4), encrypts: true)
      if let to = a.array(2) { for (i, b) in r.output.enumerated() { to[i] = .byte(b) } }
      if let to = a.array(3) { for i in 0..<to.count { to[i] = .byte(r.tag[i]) } }
      return .void
    }
    t.method("void Decrypt(byte[] nonce, byte[] ciphertext, byte[] tag, byte[] plaintext, byte[] associatedData = default)") { v, a, _ in
      let g = try checked(v, a, tag: 2, sealed: 1, plain: 3), tag = a.bytes(2)
      let r = try g.run(a.bytes(1), nonce: a.bytes(0), associated: a.bytes(4), encrypts: false)
      guard zip(r.tag, tag).reduce(UInt8(0), { $0 | ($1.0 ^ $1.1) }) == 0 else {
        if let to = a.array(3) { for i in 0..<to.count { to[i] = .byte(0) } }
        throw netError(PSKeyPair.ns + "AuthenticationTagMismatchException", "The computed authentication tag did not match the input authentication tag.")
      }
      if let to = a.array(3) { for (i, b) in r.output.enumerated() { to[i] = .byte(b) } }
      return .void
    }
    t.method("void Dispose()") { _, _, _ in .void }
  }
}
