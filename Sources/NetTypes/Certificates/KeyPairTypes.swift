/// `RSA`, `ECDsa` and what belongs to them: paddings, curves, parameters.
import Engine
import Primitives

extension NetTypes {
  static func registerKeyPairs() {
    let s = PSKeyPair.ns
    func register(_ n: String, _ base: String? = nil, _ define: @escaping (NetType) -> Void = { _ in }) {
      TypeTable.register(s + n) { NetType(s + n, base: base.map { TypeTable.get(s + $0) } ?? TypeTable.object, interfaces: ["System.IDisposable"], define: define) }
    }
    register("AsymmetricAlgorithm", nil, defineAsymmetric)
    register("RSA", "AsymmetricAlgorithm", defineRSA)
    func ordered(_ names: String...) -> (NetType) -> Void { { t in t.redeclare(names); t.orderProperties(names) } }
    register("RSAWrapper", "RSA", ordered("KeySize", "LegalKeySizes", "KeyExchangeAlgorithm", "SignatureAlgorithm"))
    // the class declares the setter anew, and has nothing to read
    register("RSAOpenSsl", "RSA") { t in
      t.add(Member("KeySize", .property, isStatic: false, definition: "int KeySize {set;}", set: { v, x, _ in try pair(v).resize(x.asInt) }))
    }
    register("RSACryptoServiceProvider", "RSA", defineProvider)
    register("ECAlgorithm", "AsymmetricAlgorithm")
    register("ECDsa", "ECAlgorithm", defineECDsa)
    register("ECDsaWrapper", "ECDsa", ordered("KeyExchangeAlgorithm", "KeySize", "LegalKeySizes", "SignatureAlgorithm"))
    registerKeyParts()
    TypeTable.register(X509Certificate.ns + "RSACertificateExtensions") {
      NetType(X509Certificate.ns + "RSACertificateExtensions", base: TypeTable.object) { t in defineCertificateKeys(t, "RSA", .rsa) }
    }
    TypeTable.register(X509Certificate.ns + "ECDsaCertificateExtensions") {
      NetType(X509Certificate.ns + "ECDsaCertificateExtensions", base: TypeTable.object) { t in defineCertificateKeys(t, "ECDsa", .ecdsa) }
    }
    TypeTable.extend(X509Certificate.typeName) { t in
      t.property("\(s)AsymmetricAlgorithm PrivateKey {get;set;}") { v, _ in
        try certificateKey(v, .rsa, wantsPrivate: true) ?? certificateKey(v, .ecdsa, wantsPrivate: true) ?? .null
      }
    }
  }
  /// The key of a certificate, if it is of that kind.
  private static func certificateKey(_ v: Value, _ k: PSKeyPair.Kind, wantsPrivate: Bool) throws -> Value? {
    guard let c = v.refValue as? X509Certificate else { throw nullArgument("certificate") }
    guard c.publicKey.children.first?.children.first?.oid == (k == .rsa ? "1.2.840.113549.1.1.1" : "1.2.840.10045.2.1") else { return nil }
    let pair = PSKeyPair(k, bits: k == .rsa ? 2048 : 521, k == .rsa ? "RSAOpenSsl" : nil)
    if !wantsPrivate { try pair.take(public: Array(c.publicKey.whole)) } else if let key = c.privateKey { try pair.take(private: key) } else { return nil }
    return .other(pair)
  }
  private static func defineCertificateKeys(_ t: NetType, _ n: String, _ k: PSKeyPair.Kind) {
    for (m, wantsPrivate) in [("Public", false), ("Private", true)] {
      t.staticMethod("static \(PSKeyPair.ns)\(n) Get\(n)\(m)Key(\(X509Certificate.typeName) certificate)") { a, _ in try certificateKey(a.at(0), k, wantsPrivate: wantsPrivate) ?? .null }
    }
  }

  private static func pair(_ v: Value) throws -> PSKeyPair {
    guard let p = v.refValue as? PSKeyPair else { throw nullArgument("this") }
    return p
  }
  private static func hash(_ v: Value) throws -> HashAlgorithm {
    let name = (v.refValue as? PSHashName)?.name ?? (v.refValue as? PSHashAlgorithm)?.algorithm.rawValue ?? Conversion.toString(v)
    if name.isEmpty { throw argumentError("The hash algorithm name cannot be null or empty.", param: "hashAlgorithm") }
    guard let a = HashAlgorithm(name: name) else { throw PSKeyPair.problem("'\(name)' is not a known hash algorithm.") }
    return a
  }
  private static func padding(_ v: Value) throws -> String {
    guard let p = v.refValue as? PSKeyPadding else { throw nullArgument("padding") }
    return p.name
  }
  private static func given(_ v: Value, _ name: String) throws -> [UInt8] {
    if v.isNull { throw nullArgument(name) }
    if let s = v.refValue as? PSStream { return try s.readToEnd() }
    return v.asBytes
  }
  private static func piece(_ a: [Value]) throws -> [UInt8] {
    let b = try given(a.at(0), "data")
    guard a.int(1) >= 0, a.int(1) <= b.count else { throw outOfRange("offset", "Specified argument was out of the range of valid values.") }
    guard a.int(2) >= 0, a.int(2) <= b.count - a.int(1) else { throw outOfRange("count", "Specified argument was out of the range of valid values.") }
    return Array(b[a.int(1)..<(a.int(1) + a.int(2))])
  }

  private static func defineAsymmetric(_ t: NetType) {
    t.property("int KeySize {get;set;}", set: { v, x, _ in try pair(v).resize(x.asInt) }) { v, _ in .count(try pair(v).bits) }
    t.property("\(PSKeyPair.ns)KeySizes[] LegalKeySizes {get;}") { v, _ in
      let sizes = try pair(v).kind == .rsa ? [(512, 16384, 8)] : [(256, 384, 128), (521, 521, 0)]
      return .array(PSArray(sizes.map { .other(PSKeySizes($0.0, $0.1, $0.2)) }, of: TypeTable.get(PSKeyPair.ns + "KeySizes")))
    }
    t.property("string SignatureAlgorithm {get;}") { v, _ in .str(try pair(v).kind == .rsa ? "RSA" : "ECDsa") }
    t.property("string KeyExchangeAlgorithm {get;}") { v, _ in try pair(v).kind == .rsa ? .str("RSA") : .null }
    for m in ["Clear", "Dispose"] { t.method("void \(m)()") { _, _, _ in .void } }
    t.method("byte[] ExportPkcs8PrivateKey()") { v, _, _ in .bytes(try pair(v).pkcs8()) }
    t.method("byte[] ExportSubjectPublicKeyInfo()") { v, _, _ in .bytes(try pair(v).publicHalf()) }
    t.method("string ExportPkcs8PrivateKeyPem()") { v, _, _ in .str(X509Certificate.armored(try pair(v).pkcs8(), "PRIVATE KEY")) }
    t.method("string ExportSubjectPublicKeyInfoPem()") { v, _, _ in .str(X509Certificate.armored(try pair(v).publicHalf(), "PUBLIC KEY")) }
    t.method("void ImportFromPem(System.ReadOnlySpan[char] input)") { v, a, _ in
      let text = String(units: a.chars(0)), p = try pair(v)
      for name in ["PRIVATE KEY", p.kind == .rsa ? "RSA PRIVATE KEY" : "EC PRIVATE KEY"] {
        if let found = X509Certificate.unarmored(text, name) { try p.take(private: found.bytes); return .void }
      }
      if let found = X509Certificate.unarmored(text, "PUBLIC KEY") { try p.take(public: found.bytes); return .void }
      if p.kind == .rsa, let found = X509Certificate.unarmored(text, "RSA PUBLIC KEY") { try p.take(publicForm: found.bytes); return .void }
      throw argumentError(
        "No supported key formats were found. Check that the input represents the contents of a PEM-encoded key file, not the path to such a file.", param: "input")
    }
    func reading(_ m: String, _ take: @escaping (PSKeyPair, [UInt8]) throws -> Void) {
      t.method("void \(m)(System.ReadOnlySpan[byte] source, [ref] int bytesRead)") { v, a, c in
        let bytes = a.bytes(0)
        guard let first = DerValue(bytes) else { throw PSKeyPair.problem("ASN1 corrupted data.") }
        try take(try pair(v), Array(first.whole))
        try a.setReference(1, .count(first.whole.count), c)
        return .void
      }
    }
    reading("ImportPkcs8PrivateKey") { try $0.take(private: $1) }
    reading("ImportSubjectPublicKeyInfo") { try $0.take(public: $1) }
    reading("ImportRSAPrivateKey") { try $0.take(private: $1) }
    reading("ImportRSAPublicKey") { try $0.take(publicForm: $1) }
    reading("ImportECPrivateKey") { try $0.take(private: $1) }
  }

  /// `SignData`, `VerifyData` and their kin; RSA's take a padding.
  private static func defineSigning(_ t: NetType, padded: Bool) {
    let name = PSKeyPair.ns + "HashAlgorithmName hashAlgorithm", more = padded ? ", \(PSKeyPair.ns)RSASignaturePadding padding" : ""
    func way(_ a: [Value], _ i: Int) throws -> String { padded ? try padding(a.at(i)) : "" }
    for (p, n) in [("byte[] data", 1), ("byte[] data, int offset, int count", 3), ("System.IO.Stream data", 1)] {
      t.method("byte[] SignData(\(p), \(name)\(more))") { v, a, _ in
        let data = n == 3 ? try piece(a) : try given(a.at(0), "data"), h = try hash(a.at(n))
        return .bytes(try pair(v).sign(h.digest(data), h, way(a, n + 1)))
      }
      t.method("bool VerifyData(\(p), byte[] signature, \(name)\(more))") { v, a, _ in
        let data = n == 3 ? try piece(a) : try given(a.at(0), "data"), signature = try given(a.at(n), "signature"), h = try hash(a.at(n + 1))
        return .bool(try pair(v).verifies(signature, h.digest(data), h, way(a, n + 2)))
      }
    }
    if padded {
      t.method("byte[] SignHash(byte[] hash, \(name)\(more))") { v, a, _ in .bytes(try pair(v).sign(given(a.at(0), "hash"), hash(a.at(1)), padding(a.at(2)))) }
      t.method("bool VerifyHash(byte[] hash, byte[] signature, \(name)\(more))") { v, a, _ in
        .bool(try pair(v).verifies(given(a.at(1), "signature"), given(a.at(0), "hash"), hash(a.at(2)), padding(a.at(3))))
      }
    } else {
      t.method("byte[] SignHash(byte[] hash)") { v, a, _ in .bytes(try pair(v).sign(given(a.at(0), "hash"), nil, "")) }
      t.method("bool VerifyHash(byte[] hash, byte[] signature)") { v, a, _ in .bool(try pair(v).verifies(given(a.at(1), "signature"), given(a.at(0), "hash"), nil, "")) }
    }
  }

  private static func defineRSA(_ t: NetType) {
    let s = PSKeyPair.ns, n = s + "RSA"
    func made(_ bits: Int) throws -> Value {
      guard PSKeyPair.isLegal(bits, .rsa) else { throw PSKeyPair.problem("Specified key is not a valid size for this algorithm.") }
      return .other(PSKeyPair(.rsa, bits: bits))
    }
    t.staticMethod("static \(n) Create()") { _, _ in try made(2048) }
    t.staticMethod("static \(n) Create(int keySizeInBits)") { a, _ in try made(a.int(0)) }
    t.staticMethod("static \(n) Create(\(s)RSAParameters parameters)") { a, _ in
      let p = PSKeyPair(.rsa, bits: 2048)
      try p.take(parameters: numbers(a.at(0)))
      return .other(p)
    }
    t.method("int GetMaxOutputSize()") { v, _, _ in .count((try pair(v).bits + 7) / 8) }
    for (m, p) in [("Encrypt", "data"), ("Decrypt", "data")] {
      t.method("byte[] \(m)(byte[] \(p), \(s)RSAEncryptionPadding padding)") { v, a, _ in
        let data = try given(a.at(0), p), way = try padding(a.at(1))
        return .bytes(try m == "Encrypt" ? pair(v).seal(data, way) : pair(v).open(data, way))
      }
    }
    defineSigning(t, padded: true)
    t.method("\(s)RSAParameters ExportParameters(bool includePrivateParameters)") { v, a, _ in
      let all = try pair(v).parameters(withPrivate: a.bool(0))
      return .other(PSKeyParameters(Dictionary(uniqueKeysWithValues: zip(PSKeyParameters.order, all.map { .bytes($0) }))))
    }
    t.method("void ImportParameters(\(s)RSAParameters parameters)") { v, a, _ in try pair(v).take(parameters: numbers(a.at(0))); return .void }
    t.method("byte[] ExportRSAPrivateKey()") { v, _, _ in .bytes(try pair(v).privateHalf()) }
    t.method("byte[] ExportRSAPublicKey()") { v, _, _ in .bytes(try pair(v).publicForm()) }
    t.method("string ExportRSAPrivateKeyPem()") { v, _, _ in .str(X509Certificate.armored(try pair(v).privateHalf(), "RSA PRIVATE KEY")) }
    t.method("string ExportRSAPublicKeyPem()") { v, _, _ in .str(X509Certificate.armored(try pair(v).publicForm(), "RSA PUBLIC KEY")) }
    let xmlOrder = ["Modulus", "Exponent", "P", "Q", "DP", "DQ", "InverseQ", "D"]
    t.method("string ToXmlString(bool includePrivateParameters)") { v, a, _ in
      let all = Dictionary(uniqueKeysWithValues: zip(PSKeyParameters.order, try pair(v).parameters(withPrivate: a.bool(0))))
      return .str("<RSAKeyValue>" + xmlOrder.compactMap { n in all[n].map { "<\(n)>\(ByteText.base64($0))</\(n)>" } }.joined() + "</RSAKeyValue>")
    }
    t.method("void FromXmlString(string xmlString)") { v, a, _ in
      guard let text = a.text(0) else { throw nullArgument("xmlString") }
      func part(_ n: String) -> [UInt8]? {
        let halves = NetString.split(text, ["<\(n)>"])
        return halves.count < 2 ? nil : try? ByteText.bytes(base64: NetString.split(halves[1], ["</\(n)>"])[0])
      }
      let all = PSKeyParameters.order.map(part)
      guard let modulus = all[0] else { throw PSKeyPair.problem("Input string does not contain a valid encoding of the 'RSA' 'Modulus' parameter.") }
      guard let exponent = all[1] else { throw PSKeyPair.problem("Input string does not contain a valid encoding of the 'RSA' 'Exponent' parameter.") }
      let rest = all.dropFirst(2).compactMap { $0 }
      try pair(v).take(parameters: [modulus, exponent] + (rest.count == 6 ? rest : []))
      return .void
    }
  }
  private static func numbers(_ v: Value) -> [[UInt8]] {
    let f = (v.refValue as? PSKeyParameters)?.fields ?? [:]
    let all = PSKeyParameters.order.map { f[$0]?.asBytes ?? [] }
    return all[2].isEmpty ? Array(all[..<2]) : all
  }

  private static func defineECDsa(_ t: NetType) {
    let s = PSKeyPair.ns, n = s + "ECDsa"
    t.staticMethod("static \(n) Create()") { _, _ in .other(PSKeyPair(.ecdsa, bits: 521)) }
    t.staticMethod("static \(n) Create(\(s)ECCurve curve)") { a, c in
      let name = try c.property(c.property(a.at(0), "Oid") ?? .null, "FriendlyName").map { Conversion.toString($0) } ?? ""
      guard let bits = ["nistP256": 256, "nistP384": 384, "nistP521": 521][name] else {
        throw netError("System.PlatformNotSupportedException", "The specified curve '\(name)' or its parameters are not valid for this platform.")
      }
      return .other(PSKeyPair(.ecdsa, bits: bits))
    }
    defineSigning(t, padded: false)
    t.method("byte[] ExportECPrivateKey()") { v, _, _ in .bytes(try pair(v).privateHalf()) }
    t.method("string ExportECPrivateKeyPem()") { v, _, _ in .str(X509Certificate.armored(try pair(v).privateHalf(), "EC PRIVATE KEY")) }
  }

  /// The older class, which names paddings by a bool and hashes by texts.
  private static func defineProvider(_ t: NetType) {
    let n = PSKeyPair.ns + "RSACryptoServiceProvider"
    t.constructor("\(n) new()") { _, _ in .other(PSKeyPair(.rsa, bits: 1024, "RSACryptoServiceProvider")) }
    t.constructor("\(n) new(int dwKeySize)") { a, _ in
      guard PSKeyPair.isLegal(a.int(0), .rsa) else { throw PSKeyPair.problem("Specified key is not a valid size for this algorithm.") }
      return .other(PSKeyPair(.rsa, bits: a.int(0), "RSACryptoServiceProvider"))
    }
    t.property("bool PersistKeyInCsp {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    t.property("bool PublicOnly {get;}") { v, _ in .bool(try pair(v).isPublicOnly) }
    t.method("byte[] Encrypt(byte[] rgb, bool fOAEP)") { v, a, _ in .bytes(try pair(v).seal(given(a.at(0), "rgb"), a.bool(1) ? "OaepSHA1" : "Pkcs1")) }
    t.method("byte[] Decrypt(byte[] rgb, bool fOAEP)") { v, a, _ in .bytes(try pair(v).open(given(a.at(0), "rgb"), a.bool(1) ? "OaepSHA1" : "Pkcs1")) }
    t.redeclare("Encrypt", "Decrypt", "SignData", "VerifyData", "SignHash", "VerifyHash")
    t.method("byte[] SignData(byte[] buffer, System.Object halg)") { v, a, _ in
      let h = try hash(a.at(1))
      return .bytes(try pair(v).sign(h.digest(given(a.at(0), "buffer")), h, "Pkcs1"))
    }
    t.method("bool VerifyData(byte[] buffer, System.Object halg, byte[] signature)") { v, a, _ in
      let h = try hash(a.at(1))
      return .bool(try pair(v).verifies(given(a.at(2), "signature"), h.digest(given(a.at(0), "buffer")), h, "Pkcs1"))
    }
    t.method("byte[] SignHash(byte[] rgbHash, string str)") { v, a, _ in .bytes(try pair(v).sign(given(a.at(0), "rgbHash"), hash(a.at(1)), "Pkcs1")) }
    t.method("bool VerifyHash(byte[] rgbHash, string str, byte[] rgbSignature)") { v, a, _ in
      .bool(try pair(v).verifies(given(a.at(2), "rgbSignature"), given(a.at(0), "rgbHash"), hash(a.at(1)), "Pkcs1"))
    }
  }

  private static func registerKeyParts() {
    let s = PSKeyPair.ns
    registerEnums(in: "\(s)RSASignaturePaddingMode Pkcs1 Pss\n\(s)RSAEncryptionPaddingMode Pkcs1 Oaep")
    for (type, all, isForSealing) in [("RSASignaturePadding", ["Pkcs1", "Pss"], false), ("RSAEncryptionPadding", ["Pkcs1", "OaepSHA1", "OaepSHA256", "OaepSHA384", "OaepSHA512"], true)] {
      TypeTable.register(s + type) {
        NetType(s + type, base: TypeTable.object) { t in
          func name(_ v: Value) -> String { (v.refValue as? PSKeyPadding)?.name ?? "" }
          for n in all { t.staticProperty("\(s)\(type) \(n) {get;}") { _ in .other(PSKeyPadding(n, forSealing: isForSealing)) } }
          t.property("\(s)\(type)Mode Mode {get;}") { v, _ in .other(PSEnum(s + type + "Mode", isForSealing && name(v) != "Pkcs1" ? "Oaep" : name(v))) }
          if isForSealing {
            t.property("\(s)HashAlgorithmName OaepHashAlgorithm {get;}") { v, _ in .other(PSHashName(name(v) == "Pkcs1" ? "" : String(name(v).dropFirst(4)))) }
            t.staticMethod("static \(s)\(type) CreateOaep(\(s)HashAlgorithmName hashAlgorithm)") { a, _ in .other(PSKeyPadding("Oaep" + (try hash(a.at(0))).rawValue, forSealing: true)) }
          }
          t.method("string ToString()") { v, _, _ in .str(name(v)) }
        }
      }
    }
    TypeTable.register(s + "RSAParameters") {
      NetType(s + "RSAParameters", .struct, base: TypeTable.valueType) { t in
        t.makeDefault = { .other(PSKeyParameters()) }
        for n in PSKeyParameters.names {
          t.add(
            Member(
              n, .field, isStatic: false, definition: "byte[] \(n) {get;set;}", get: { v, _ in (v.refValue as? PSKeyParameters)?.fields[n] ?? .null },
              set: { v, x, _ in (v.refValue as? PSKeyParameters)?.fields[n] = x }))
        }
      }
    }
    TypeTable.register(s + "KeySizes") {
      NetType(s + "KeySizes", base: TypeTable.object) { t in
        for (n, part) in [("MinSize", \PSKeySizes.least), ("MaxSize", \.most), ("SkipSize", \.step)] as [(String, KeyPath<PSKeySizes, Int>)] {
          t.property("int \(n) {get;}") { v, _ in (v.refValue as? PSKeySizes).map { .count($0[keyPath: part]) } ?? .null }
        }
      }
    }
    TypeTable.register(s + "ECCurve+NamedCurves") {
      NetType(s + "ECCurve+NamedCurves", base: TypeTable.object) { t in
        for (n, id) in [("nistP256", "1.2.840.10045.3.1.7"), ("nistP384", "1.3.132.0.34"), ("nistP521", "1.3.132.0.35")] {
          t.staticProperty("\(s)ECCurve \(n) {get;}") { _ in
            let facts: [(String, Value)] = [("IsPrime", .no), ("IsCharacteristic2", .no), ("IsExplicit", .no), ("IsNamed", .yes)]
            return EnvelopedMessage.bag(s + "ECCurve", facts + [("Oid", CertificateNames.identifier(id, n))])
          }
        }
      }
    }
  }
}

/// `KeySizes`: from, to, and by how much from one to the next.
final class PSKeySizes: Ref {
  let least: Int, most: Int, step: Int
  init(_ l: Int, _ m: Int, _ s: Int) { least = l; most = m; step = s; super.init() }
  override var netType: NetType { TypeTable.get(PSKeyPair.ns + "KeySizes") }
}
