/// Hash algorithms (`MD5`, `SHA1` … `SHA512`) and random bytes.
import Engine
import Primitives

final class PSHashAlgorithm: Ref {
  let algorithm: HashAlgorithm
  var key: [UInt8]?
  /// What has been hashed in pieces so far, and the result when that was the last piece.
  var pending: [UInt8] = [], result: [UInt8]?
  init(_ a: HashAlgorithm, key: [UInt8]? = nil) { algorithm = a; self.key = key; super.init() }
  override var netType: NetType { TypeTable.get("System.Security.Cryptography." + (key == nil ? "" : "HMAC") + algorithm.rawValue) }
  /// The hash of all there is, remembered as `Hash`.
  func whole(_ b: [UInt8]) -> [UInt8] {
    pending = []
    let h = digest(b)
    result = h
    return h
  }
  func digest(_ b: [UInt8]) -> [UInt8] {
    guard var k = key else { return algorithm.digest(b) }
    let block = algorithm.rawValue == "SHA384" || algorithm.rawValue == "SHA512" ? 128 : 64
    if k.count > block { k = algorithm.digest(k) }
    k += [UInt8](repeating: 0, count: block - k.count)
    return algorithm.digest(k.map { $0 ^ 0x5C } + algorithm.digest(k.map { $0 ^ 0x36 } + b))
  }
}

extension NetTypes {
  static func registerHashing() {
    let base = "System.Security.Cryptography."
    func of(_ v: Value) -> PSHashAlgorithm? { v.refValue as? PSHashAlgorithm }
    TypeTable.register(base + "HashAlgorithm") {
      NetType(base + "HashAlgorithm", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        t.method("byte[] ComputeHash(byte[] buffer)") { v, a, _ in .bytes(try whole(of(v)?.whole(a.bytes(0)) ?? [])) }
        t.method("byte[] ComputeHash(System.IO.Stream inputStream)") { v, a, _ in .bytes(try whole(of(v)?.whole(try (a.at(0).refValue as? PSStream)?.readToEnd() ?? []) ?? [])) }
        t.method("byte[] ComputeHash(byte[] buffer, int offset, int count)") { v, a, _ in
          .bytes(try whole(of(v)?.whole(Array(a.bytes(0).dropFirst(max(0, a.int(1))).prefix(max(0, a.int(2))))) ?? []))
        }
        t.property("int HashSize {get;}") { v, _ in .count((of(v)?.digest([]).count ?? 0) * 8) }
        t.method("void Dispose()") { _, _, _ in .void }
        t.method("void Clear()") { _, _, _ in .void }
        t.staticMethod("static System.Security.Cryptography.HashAlgorithm Create(string hashName)") { a, _ in HashAlgorithm(name: a.string(0)).map { .other(PSHashAlgorithm($0)) } ?? .null }
      }
    }
    for n in ["MD5", "SHA1", "SHA256", "SHA384", "SHA512"] {
      guard let algorithm = HashAlgorithm(name: n) else { continue }
      for full in [base + n, base + n + "CryptoServiceProvider", base + n + "Managed"] {
        TypeTable.register(full) {
          NetType(full, base: TypeTable.get(base + "HashAlgorithm")) { t in
            t.staticMethod("static \(base)\(n) Create()") { _, _ in .other(PSHashAlgorithm(algorithm)) }
            t.staticProperty("int HashSizeInBits {get;}") { _ in .count(algorithm.digest([]).count * 8) }
            t.staticProperty("int HashSizeInBytes {get;}") { _ in .count(algorithm.digest([]).count) }
            t.staticMethod("static byte[] HashData(System.IO.Stream source)") { a, _ in .bytes(try whole(algorithm.digest(try (a.at(0).refValue as? PSStream)?.readToEnd() ?? []))) }
            t.staticMethod("static byte[] HashData(byte[] source)") { a, _ in .bytes(try whole(algorithm.digest(a.bytes(0)))) }
            t.constructor("\(full) new()") { _, _ in .other(PSHashAlgorithm(algorithm)) }
          }
        }
      }
      TypeTable.register(base + "HMAC" + n) {
        NetType(base + "HMAC" + n, base: TypeTable.get(base + "HashAlgorithm")) { t in
          t.constructor("\(base)HMAC\(n) new(byte[] key)") { a, _ in .other(PSHashAlgorithm(algorithm, key: a.bytes(0))) }
          t.property("byte[] Key {get;}") { v, _ in .bytes(of(v)?.key ?? []) }
        }
      }
    }
    TypeTable.register(base + "RandomNumberGenerator") {
      NetType(base + "RandomNumberGenerator", base: TypeTable.object) { t in
        t.staticMethod("static \(base)RandomNumberGenerator Create()") { _, _ in .other(PSRandomBytes()) }
        t.staticMethod("static byte[] GetBytes(int count)") { a, _ in
          if a.int(0) < 0 { throw outOfRange("count", "count ('\(a.int(0))') must be a non-negative value.", actual: a.at(0)) }
          return .bytes((0..<max(0, a.int(0))).lazy.map { _ in UInt8.random(in: 0...255) }) }
        t.staticMethod("static int GetInt32(int toExclusive)") { a, _ in
          if a.int(0) <= 0 { throw outOfRange("toExclusive", "toExclusive ('\(a.int(0))') must be a non-negative and non-zero value.", actual: a.at(0)) }
          return .count(Int.random(in: 0..<a.int(0)))
        }
        t.staticMethod("static int GetInt32(int fromInclusive, int toExclusive)") { a, _ in
          if a.int(0) >= a.int(1) { throw argumentError("Range of random number does not contain at least one possibility.") }
          return .count(Int.random(in: a.int(0)..<a.int(1)))
        }
        t.method("void GetBytes(byte[] data)") { _, a, _ in
          if let b = a.array(0) { for i in 0..<b.count { b[i] = .byte(UInt8.random(in: 0...255)) } }
          return .void
        }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
  }
}
final class PSRandomBytes: Ref {
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.RandomNumberGeneratorImplementation") }
}
