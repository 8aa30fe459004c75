/// `Aes` and its transforms, `Rfc2898DeriveBytes`, `CryptoStream`, and what hash algorithms have beyond `ComputeHash`.
import Codecs
import Engine
import Primitives

final class PSAes: Ref {
  let typeName: String
  var key: [UInt8], iv: [UInt8]
  /// By the numbers of `CipherMode` and `PaddingMode`.
  var mode = 1, padding = 2
  init(_ n: String) { typeName = n; key = PSAes.random(32); iv = PSAes.random(16); super.init() }
  override var netType: NetType { TypeTable.get("System.Security.Cryptography." + typeName) }
  static func random(_ n: Int) -> [UInt8] { (0..<max(0, n)).map { _ in UInt8.random(in: 0...255) } }
  func transform(encrypts: Bool, key k: [UInt8]?, iv v: [UInt8]?) throws -> PSTransform {
    let key = k ?? self.key, iv = v ?? self.iv
    guard [16, 24, 32].contains(key.count) else { throw argumentError("Specified key is not a valid size for this algorithm.", param: k == nil ? nil : "key") }
    guard mode == 2 || iv.count == 16 else { throw argumentError("Specified initialization vector (IV) does not match the block size for this algorithm.", param: v == nil ? nil : "iv") }
    guard mode == 1 || mode == 2, let cipher = Codecs.Aes(key: key) else {
      throw netError(
        "System.Security.Cryptography.CryptographicException",
        "The specified CipherMode '\(TypeTable.get("System.Security.Cryptography.CipherMode").enumeration?.text(Int64(mode)) ?? "")' is not supported.")
    }
    return PSTransform(cipher, iv: mode == 1 ? iv : nil, padding: padding, encrypts: encrypts)
  }
}
/// An encryption or decryption under way.
final class PSTransform: Ref {
  private let cipher: Codecs.Aes
  private var last: [UInt8]?
  private let first: [UInt8]?
  private let padding: Int
  let encrypts: Bool
  /// Decryption keeps a block back: it may be the padding.
  private var held: [UInt8] = []
  init(_ c: Codecs.Aes, iv: [UInt8]?, padding: Int, encrypts: Bool) { cipher = c; last = iv; first = iv; self.padding = padding; self.encrypts = encrypts; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.UniversalCryptoTransform") }
  private func failed(_ m: String) -> TerminatingError { netError("System.Security.Cryptography.CryptographicException", m) }
  private func blocks(_ data: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(data.count)
    for at in stride(from: 0, to: data.count - 15, by: 16) {
      if at & 0x3FFF == 0, Attention.isWanted { break }
      let block = Array(data[at..<(at + 16)])
      if encrypts {
        let x = cipher.encryptBlock(last.map { l in (0..<16).map { block[$0] ^ l[$0] } } ?? block)
        if last != nil { last = x }
        out += x
      } else {
        let y = cipher.decryptBlock(block)
        out += last.map { l in (0..<16).map { y[$0] ^ l[$0] } } ?? y
        if last != nil { last = block }
      }
    }
    return out
  }
  func some(_ data: [UInt8]) throws -> [UInt8] {
    var all = held + data
    let whole = all.count / 16 * 16
    let use = encrypts || padding == 1 ? whole : max(0, whole == all.count ? whole - 16 : whole)
    held = Array(all[use...])
    all.removeLast(all.count - use)
    return blocks(all)
  }
  func final(_ data: [UInt8]) throws -> [UInt8] {
    var all = held + data
    held = []
    defer { last = first }
    let rest = all.count % 16
    if encrypts {
      let n = 16 - rest
      switch padding {
      case 1: if rest != 0 { throw failed("The input data is not a complete block.") }
      case 2: all += [UInt8](repeating: UInt8(n), count: n)
      case 3: if rest != 0 { all += [UInt8](repeating: 0, count: n) }
      case 4: all += [UInt8](repeating: 0, count: n - 1) + [UInt8(n)]
      default: all += PSAes.random(n - 1) + [UInt8(n)]
      }
      return blocks(all)
    }
    if rest != 0 { throw failed("The input data is not a complete block.") }
    let plain = blocks(all)
    if Attention.isWanted { throw FlowSignal.stopped }
    if padding == 1 || padding == 3 || plain.isEmpty { return plain }
    guard let n = plain.last, n >= 1, n <= 16, padding != 2 || plain.suffix(Int(n)).allSatisfy({ $0 == n }) else { throw failed("Padding is invalid and cannot be removed.") }
    return Array(plain.dropLast(Int(n)))
  }
}
/// A stream that encrypts or decrypts what goes through it.
final class PSCryptoStream: PSStream {
  private let inner: PSStream
  private let transform: PSTransform
  private let writes: Bool, leavesOpen: Bool
  private var isFinal = false
  init(_ s: PSStream, _ t: PSTransform, writes: Bool, leavesOpen: Bool) { inner = s; transform = t; self.writes = writes; self.leavesOpen = leavesOpen; super.init([], writable: writes) }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.CryptoStream") }
  override var canRead: Bool { !writes }
  override func write(_ b: [UInt8]) throws {
    if !writes { throw notSupported("Stream does not support writing.") }
    try inner.write(try transform.some(b))
  }
  override func read(_ n: Int) throws -> ArraySlice<UInt8> {
    if writes { throw notSupported("Stream does not support reading.") }
    if !isFinal { isFinal = true; bytes = try transform.final(try inner.readToEnd()) }
    return try super.read(n)
  }
  func finish() throws {
    if writes, !isFinal { isFinal = true; try inner.write(try transform.final([])) }
  }
  override func flush() throws {}
  override func close() throws {
    guard isOpen else { return }
    try finish()
    isOpen = false
    if !leavesOpen { try inner.close() }
  }
}
/// PBKDF2.
final class PSDerivedBytes: Ref {
  let password: [UInt8]
  var salt: [UInt8], iterations: Int
  let algorithm: HashAlgorithm
  private var block: UInt32 = 1
  private var rest: [UInt8] = []
  init(_ p: [UInt8], _ s: [UInt8], _ n: Int, _ a: HashAlgorithm) { password = p; salt = s; iterations = n; algorithm = a; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.Rfc2898DeriveBytes") }
  func reset() { block = 1; rest = [] }
  func take(_ n: Int, _ c: ExecutionContext) throws -> [UInt8] {
    let h = PSHashAlgorithm(algorithm, key: password)
    while rest.count < n {
      var u = h.digest(salt + (0..<4).map { UInt8(truncatingIfNeeded: block >> (24 - 8 * UInt32($0))) }), t = u
      for k in 1..<max(1, iterations) {
        if k & 255 == 0 { try c.poll() }
        u = h.digest(u)
        for i in 0..<t.count { t[i] ^= u[i] }
      }
      rest += t
      block += 1
    }
    defer { rest.removeFirst(n) }
    return Array(rest.prefix(n))
  }
}
final class PSHashName: Ref {
  let name: String
  init(_ n: String) { name = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.HashAlgorithmName") }
  override func text() -> String { name }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSHashName)?.name == name }
}

extension NetTypes {
  static func registerCryptography() {
    let s = "System.Security.Cryptography."
    registerEnums(in: "\(s)PaddingMode None=1 PKCS7 Zeros ANSIX923 ISO10126\n\(s)CryptoStreamMode Read Write\n\(s)DataProtectionScope CurrentUser LocalMachine")
    registerExceptions(in: """
      \(s)CryptographicException System.SystemException Error occurred during a cryptographic operation.
      \(s)CryptographicUnexpectedOperationException \(s)CryptographicException Unexpected cryptographic operation.
      """)
    func bytes(_ v: Value) -> [UInt8]? { v.isNull ? nil : v.asBytes }
    func reg(_ n: String, _ base: String = "System.Object", _ category: NetType.Category = .class, _ define: @escaping (NetType) -> Void) {
      TypeTable.register(s + n) { NetType(s + n, category, base: TypeTable.get(base), interfaces: ["System.IDisposable"], define: define) }
    }
    func aes(_ v: Value) -> PSAes { v.refValue as? PSAes ?? PSAes("Aes") }
    reg("SymmetricAlgorithm") { t in
      t.property(
        "int BlockSize {get;set;}",
        set: { _, x, _ in if x.asInt != 128 { throw netError(s + "CryptographicException", "Specified block size is not valid for this algorithm.") } }
      ) { _, _ in .int(128) }
      t.property("int FeedbackSize {get;set;}", set: { _, _, _ in }) { _, _ in .int(8) }
      t.property("byte[] IV {get;set;}", set: { v, x, _ in
        if x.asBytes.count != 16 { throw netError(s + "CryptographicException", "Specified initialization vector (IV) does not match the block size for this algorithm.") }
        aes(v).iv = x.asBytes
      }) { v, _ in .bytes(aes(v).iv) }
      t.property("byte[] Key {get;set;}", set: { v, x, _ in
        if ![16, 24, 32].contains(x.asBytes.count) { throw netError(s + "CryptographicException", "Specified key is not a valid size for this algorithm.") }
        aes(v).key = x.asBytes
      }) { v, _ in .bytes(aes(v).key) }
      t.property("int KeySize {get;set;}", set: { v, x, _ in
        if ![128, 192, 256].contains(x.asInt) { throw netError(s + "CryptographicException", "Specified key is not a valid size for this algorithm.") }
        if aes(v).key.count * 8 != x.asInt { aes(v).key = PSAes.random(x.asInt / 8) }
      }) { v, _ in .count(aes(v).key.count * 8) }
      t.property("\(s)CipherMode Mode {get;set;}", set: { v, x, _ in aes(v).mode = x.asInt }) { v, _ in .member(s + "CipherMode", aes(v).mode) }
      t.property("\(s)PaddingMode Padding {get;set;}", set: { v, x, _ in aes(v).padding = x.asInt }) { v, _ in .member(s + "PaddingMode", aes(v).padding) }
      for (n, sizes) in [("LegalBlockSizes", (128, 128, 0)), ("LegalKeySizes", (128, 256, 64))] {
        t.property("\(s)KeySizes[] \(n) {get;}") { _, _ in .array(PSArray([.other(PSKeySizes(sizes.0, sizes.1, sizes.2))], of: TypeTable.get(s + "KeySizes"))) }
      }
      t.method("bool ValidKeySize(int bitLength)") { _, a, _ in .bool([128, 192, 256].contains(a.int(0))) }
      t.method("void GenerateKey()") { v, _, _ in aes(v).key = PSAes.random(aes(v).key.count); return .void }
      t.method("void GenerateIV()") { v, _, _ in aes(v).iv = PSAes.random(16); return .void }
      for (m, encrypts) in [("CreateEncryptor", true), ("CreateDecryptor", false)] {
        t.method("\(s)ICryptoTransform \(m)()") { v, _, _ in .other(try aes(v).transform(encrypts: encrypts, key: nil, iv: nil)) }
        t.method("\(s)ICryptoTransform \(m)(byte[] rgbKey, byte[] rgbIV)") { v, a, _ in .other(try aes(v).transform(encrypts: encrypts, key: a.bytes(0), iv: bytes(a.at(1)))) }
      }
      for (m, encrypts, text) in [("EncryptCbc", true, "plaintext"), ("DecryptCbc", false, "ciphertext")] {
        t.method("byte[] \(m)(byte[] \(text), byte[] iv, \(s)PaddingMode paddingMode)", optional: 1) { v, a, _ in
          let one = PSAes("Aes")
          one.key = aes(v).key
          if a.count > 2 { one.padding = a.int(2) }
          return .bytes(try one.transform(encrypts: encrypts, key: nil, iv: a.bytes(1)).final(a.bytes(0)))
        }
      }
      for (m, encrypts, text) in [("EncryptEcb", true, "plaintext"), ("DecryptEcb", false, "ciphertext")] {
        t.method("byte[] \(m)(byte[] \(text), \(s)PaddingMode paddingMode)") { v, a, _ in
          let one = PSAes("Aes")
          one.key = aes(v).key
          one.mode = 2
          one.padding = a.int(1)
          return .bytes(try one.transform(encrypts: encrypts, key: nil, iv: nil).final(a.bytes(0)))
        }
      }
      for m in ["Clear", "Dispose"] { t.method("void \(m)()") { _, _, _ in .void } }
    }
    reg("Aes", s + "SymmetricAlgorithm") { t in t.staticMethod("static \(s)Aes Create()") { _, _ in .other(PSAes("AesImplementation")) } }
    reg("AesImplementation", s + "Aes") { t in
      let order = ["Key", "KeySize", "FeedbackSize", "BlockSize", "IV", "LegalBlockSizes", "LegalKeySizes", "Mode", "Padding"]
      t.redeclare(order)
      t.orderProperties(order)
    }
    for n in ["AesManaged", "AesCryptoServiceProvider", "RijndaelManaged"] {
      reg(n, s + (n == "RijndaelManaged" ? "SymmetricAlgorithm" : "Aes")) { t in t.constructor("\(s)\(n) new()") { _, _ in .other(PSAes(n)) } }
    }
    reg("UniversalCryptoTransform") { t in
      func of(_ v: Value) throws -> PSTransform {
        guard let x = v.refValue as? PSTransform else { throw nullArgument("transform") }
        return x
      }
      t.property("bool CanReuseTransform {get;}") { _, _ in .yes }
      t.property("bool CanTransformMultipleBlocks {get;}") { _, _ in .yes }
      t.property("int InputBlockSize {get;}") { _, _ in .int(16) }
      t.property("int OutputBlockSize {get;}") { _, _ in .int(16) }
      t.method("byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)") { v, a, _ in .bytes(try of(v).final(try part(a))) }
      t.method("int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)") { v, a, _ in
        let out = try of(v).some(try part(a))
        if let target = a.array(3) { for (i, b) in out.enumerated() where target.elements.indices.contains(a.int(4) + i) { target[a.int(4) + i] = .byte(b) } }
        return .count(out.count)
      }
      t.method("void Dispose()") { _, _, _ in .void }
    }
    reg("CryptoStream", "System.IO.Stream") { t in
      for (p, n) in [("", 3), (", bool leaveOpen", 4)] {
        t.constructor("\(s)CryptoStream new(System.IO.Stream stream, \(s)ICryptoTransform transform, \(s)CryptoStreamMode mode\(p))") { a, _ in
          guard let stream = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
          guard let transform = a.at(1).refValue as? PSTransform else { throw nullArgument("transform") }
          return .other(PSCryptoStream(stream, transform, writes: a.int(2) == 1, leavesOpen: n == 4 && a.bool(3)))
        }
      }
      t.method("void FlushFinalBlock()") { v, _, _ in try (v.refValue as? PSCryptoStream)?.finish(); return .void }
    }
    TypeTable.register(s + "HashAlgorithmName") {
      let t = NetType(s + "HashAlgorithmName", .struct, base: TypeTable.valueType) { t in
        for n in ["MD5", "SHA1", "SHA256", "SHA384", "SHA512"] { t.staticProperty("\(s)HashAlgorithmName \(n) {get;}") { _ in .other(PSHashName(n)) } }
        t.constructor("\(s)HashAlgorithmName new(string name)") { a, _ in .other(PSHashName(a.string(0))) }
        t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSHashName)?.name ?? "") }
        t.method("string ToString()") { v, _, _ in .str((v.refValue as? PSHashName)?.name ?? "") }
      }
      t.converter = { v, _ in v.stringValue.map { .other(PSHashName($0)) } }
      return t
    }
    reg("DeriveBytes") { _ in }
    reg("Rfc2898DeriveBytes", s + "DeriveBytes") { t in
      let n = s + "Rfc2898DeriveBytes"
      func of(_ v: Value) throws -> PSDerivedBytes {
        guard let d = v.refValue as? PSDerivedBytes else { throw nullArgument("this") }
        return d
      }
      func algorithm(_ v: Value) throws -> HashAlgorithm {
        if v.isNull { return .sha1 }
        guard let a = HashAlgorithm(name: v.refValue?.text() ?? Conversion.toString(v)) else {
          throw netError(s + "CryptographicException", "'\(v.refValue?.text() ?? "")' is not a known hash algorithm.")
        }
        return a
      }
      func password(_ v: Value) -> [UInt8] { v.stringValue.map { Array($0.utf8) } ?? v.asBytes }
      for p in ["string password", "byte[] password"] {
        for (more, count) in [("", 2), (", int iterations", 3), (", int iterations, \(s)HashAlgorithmName hashAlgorithm", 4)] {
          t.constructor("\(n) new(\(p), byte[] salt\(more))") { a, _ in
            if count > 2, a.int(2) < 1 { throw outOfRange("iterations", "Positive number required.") }
            return .other(PSDerivedBytes(password(a.at(0)), a.bytes(1), count > 2 ? a.int(2) : 1000, try algorithm(count > 3 ? a.at(3) : .null)))
          }
          if p.hasPrefix("string") {
            t.constructor("\(n) new(\(p), int saltSize\(more))") { a, _ in
              .other(PSDerivedBytes(password(a.at(0)), PSAes.random(a.int(1)), count > 2 ? max(1, a.int(2)) : 1000, try algorithm(count > 3 ? a.at(3) : .null)))
            }
          }
        }
        t.staticMethod("static byte[] Pbkdf2(\(p), byte[] salt, int iterations, \(s)HashAlgorithmName hashAlgorithm, int outputLength)") { a, c in
          .bytes(try PSDerivedBytes(password(a.at(0)), a.bytes(1), max(1, a.int(2)), try algorithm(a.at(3))).take(max(0, a.int(4)), c))
        }
      }
      t.property("\(s)HashAlgorithmName HashAlgorithm {get;}") { v, _ in .other(PSHashName(try of(v).algorithm.rawValue)) }
      t.property("int IterationCount {get;set;}", set: { v, x, _ in try of(v).iterations = max(1, x.asInt); try of(v).reset() }) { v, _ in .count(try of(v).iterations) }
      t.property("byte[] Salt {get;set;}", set: { v, x, _ in try of(v).salt = x.asBytes; try of(v).reset() }) { v, _ in .bytes(try of(v).salt) }
      t.method("byte[] GetBytes(int cb)") { v, a, c in
        if a.int(0) < 1 { throw outOfRange("cb", "cb ('\(a.int(0))') must be a non-negative and non-zero value.", actual: a.at(0)) }
        return .bytes(try of(v).take(a.int(0), c))
      }
      t.method("void Reset()") { v, _, _ in try of(v).reset(); return .void }
      t.method("void Dispose()") { _, _, _ in .void }
    }
    extendHashing(s)
  }

  /// The piece of a buffer that `offset` and `count` behind it mark.
  private static func part(_ a: [Value]) throws -> [UInt8] {
    let b = a.bytes(0), at = a.int(1), n = a.int(2)
    guard at >= 0, n >= 0, at + n <= b.count else { throw argumentError("Value was invalid.") }
    return Array(b[at..<(at + n)])
  }

  /// Hashing in pieces, keys of HMACs, more of the random numbers.
  private static func extendHashing(_ s: String) {
    func of(_ v: Value) throws -> PSHashAlgorithm {
      guard let h = v.refValue as? PSHashAlgorithm else { throw nullArgument("this") }
      return h
    }
    TypeTable.extend(s + "HashAlgorithm") { t in
      t.property("byte[] Hash {get;}") { v, _ in
        guard let h = try of(v).result else { throw netError(s + "CryptographicUnexpectedOperationException", "Hash must be finalized before the hash value is retrieved.") }
        return .bytes(h)
      }
      t.property("bool CanReuseTransform {get;}") { _, _ in .yes }
      t.property("bool CanTransformMultipleBlocks {get;}") { _, _ in .yes }
      t.property("int InputBlockSize {get;}") { _, _ in .int(1) }
      t.property("int OutputBlockSize {get;}") { _, _ in .int(1) }
      t.method("void Initialize()") { v, _, _ in
        try of(v).pending = []
        try of(v).result = nil
        return .void
      }
      t.method("int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)") { v, a, _ in
        let b = try part(a)
        try of(v).result = nil
        try of(v).pending += b
        return .count(b.count)
      }
      t.method("byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)") { v, a, _ in
        let h = try of(v), b = try part(a)
        h.result = h.digest(h.pending + b)
        h.pending = []
        return .bytes(b)
      }
    }
    for n in ["MD5", "SHA1", "SHA256", "SHA384", "SHA512"] {
      guard let algorithm = HashAlgorithm(name: n) else { continue }
      TypeTable.extend(s + "HMAC" + n) { t in
        t.constructor("\(s)HMAC\(n) new()") { _, _ in .other(PSHashAlgorithm(algorithm, key: PSAes.random(n == "SHA384" || n == "SHA512" ? 128 : 64))) }
        t.property("string HashName {get;}") { _, _ in .str(n) }
        t.property("byte[] Key {get;set;}", set: { v, x, _ in try of(v).key = x.asBytes }) { v, _ in .bytes(try of(v).key ?? []) }
        t.staticMethod("static byte[] HashData(byte[] key, byte[] source)") { a, _ in .bytes(PSHashAlgorithm(algorithm, key: a.bytes(0)).digest(a.bytes(1))) }
      }
    }
    func fill(_ target: PSArray?, _ from: Int, _ n: Int, least: UInt8 = 0) {
      guard let target else { return }
      for i in max(0, from)..<max(0, min(target.count, from + n)) where i >= from { target[i] = .byte(UInt8.random(in: least...255)) }
    }
    TypeTable.extend(s + "RandomNumberGenerator") { t in
      t.method("void GetBytes(byte[] data, int offset, int count)") { _, a, _ in
        guard let b = a.array(0) else { throw nullArgument("data") }
        guard a.int(1) >= 0, a.int(2) >= 0, a.int(1) + a.int(2) <= b.count else {
          throw argumentError(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection."
          )
        }
        fill(b, a.int(1), a.int(2))
        return .void
      }
      t.method("void GetNonZeroBytes(byte[] data)") { _, a, _ in fill(a.array(0), 0, a.array(0)?.count ?? 0, least: 1); return .void }
      t.staticMethod("static void Fill(byte[] data)") { a, _ in fill(a.array(0), 0, a.array(0)?.count ?? 0); return .void }
      t.staticMethod("static string GetString(System.ReadOnlySpan[char] choices, int length)") { a, _ in
        let choices = a.chars(0)
        if choices.isEmpty { throw argumentError("Span may not be empty.", param: "choices") }
        if a.int(1) < 0 { throw outOfRange("length", "length ('\(a.int(1))') must be a non-negative value.", actual: a.at(1)) }
        return .str(String(units: (0..<a.int(1)).map { _ in choices[Int.random(in: 0..<choices.count)] }))
      }
      t.staticMethod("static string GetHexString(int stringLength, bool lowercase = False)") { a, _ in
        let digits = Array((a.count > 1 && a.bool(1) ? "0123456789abcdef" : "0123456789ABCDEF").utf8)
        return .str(String(decoding: (0..<max(0, a.int(0))).map { _ in digits[Int.random(in: 0..<16)] }, as: UTF8.self))
      }
    }
    TypeTable.register(s + "CryptographicOperations") {
      NetType(s + "CryptographicOperations", base: TypeTable.object) { t in
        t.staticMethod("static bool FixedTimeEquals(byte[] left, byte[] right)") { a, _ in
          let x = a.bytes(0), y = a.bytes(1)
          return .bool(x.count == y.count && zip(x, y).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0)
        }
        t.staticMethod("static void ZeroMemory(byte[] buffer)") { a, _ in
          if let b = a.array(0) { for i in 0..<b.count { b[i] = .byte(0) } }
          return .void
        }
      }
    }
    TypeTable.register(s + "RandomNumberGeneratorImplementation") { NetType(s + "RandomNumberGeneratorImplementation", base: TypeTable.get(s + "RandomNumberGenerator")) }
    TypeTable.register(s + "RNGCryptoServiceProvider") {
      NetType(s + "RNGCryptoServiceProvider", base: TypeTable.get(s + "RandomNumberGenerator")) { t in t.constructor("\(s)RNGCryptoServiceProvider new()") { _, _ in .other(PSRandomBytes()) } }
    }
  }
}
