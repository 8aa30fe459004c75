/// A pair of keys of RSA or of a curve, of which the private half may be missing. Made when it is first needed, as .NET makes it.
import Engine
import Primitives

final class PSKeyPair: Ref {
  enum Kind { case rsa, ecdsa }
  let kind: Kind
  let typeName: String
  /// PKCS#1 or SEC 1; nil when there is the public half alone, or none yet.
  private var privateDer: [UInt8]?
  /// SubjectPublicKeyInfo.
  private var publicDer: [UInt8]?
  private(set) var bits: Int
  static let ns = "System.Security.Cryptography."
  init(_ k: Kind, bits: Int, _ typeName: String? = nil) {
    kind = k
    self.bits = bits
    self.typeName = typeName ?? (k == .rsa ? "RSAWrapper" : "ECDsaWrapper")
    super.init()
  }
  override var netType: NetType { TypeTable.get(PSKeyPair.ns + typeName) }

  static func problem(_ m: String) -> TerminatingError { netError(ns + "CryptographicException", m) }
  private static let curves = [("1.2.840.10045.3.1.7", "P-256", 256), ("1.3.132.0.34", "P-384", 384), ("1.3.132.0.35", "P-521", 521)]

  // MARK: The halves

  func publicHalf() throws -> [UInt8] {
    if let publicDer { return publicDer }
    let made = try KeyLibrary.needed().publicHalf(ofPrivate: privateHalf())
    publicDer = made
    return made
  }
  /// - Throws: there is the public half alone
  func privateHalf() throws -> [UInt8] {
    if let privateDer { return privateDer }
    if publicDer != nil { throw PSKeyPair.problem("Object contains only the public half of a key pair. A private key must also be provided.") }
    let library = try KeyLibrary.needed()
    let made = kind == .rsa ? try library.makeRSA(bits: bits) : try library.makeEC(curve: PSKeyPair.curves.first { $0.2 == bits }?.1 ?? "P-521")
    privateDer = made
    return made
  }
  private var half: KeyLibrary.KeyHalf { get throws { publicDer != nil && privateDer == nil ? .publicHalf(try publicHalf()) : .privateHalf(try privateHalf()) } }
  var isPublicOnly: Bool { publicDer != nil && privateDer == nil }
  /// Takes a private key in any of its forms.
  func take(private der: [UInt8]) throws {
    guard let own = try KeyLibrary.needed().ownForm(ofPrivate: der) else { throw PSKeyPair.problem("ASN1 corrupted data.") }
    privateDer = own
    publicDer = nil
    try measure()
  }
  /// Takes a public key, as SubjectPublicKeyInfo.
  func take(public der: [UInt8]) throws {
    guard try KeyLibrary.needed().isPublic(der) else { throw PSKeyPair.problem("ASN1 corrupted data.") }
    privateDer = nil
    publicDer = der
    try measure()
  }
  /// New keys of another size, when it is another.
  func resize(_ n: Int) throws {
    guard PSKeyPair.isLegal(n, kind) else { throw PSKeyPair.problem("Specified key is not a valid size for this algorithm.") }
    if n == bits { return }
    (bits, privateDer, publicDer) = (n, nil, nil)
  }
  static func isLegal(_ n: Int, _ k: Kind) -> Bool { k == .rsa ? n >= 512 && n <= 16384 && n % 8 == 0 : curves.contains { $0.2 == n } }
  private func measure() throws {
    guard let info = DerValue(try publicHalf())?.children, info.count == 2 else { return }
    if kind == .rsa { bits = numbers(info).first.map { $0.count * 8 - (($0.first ?? 1).leadingZeroBitCount) } ?? bits } else {
      let curve = info[0].children.last?.oid
      guard let known = PSKeyPair.curves.first(where: { $0.0 == curve }) else { throw PSKeyPair.problem("The specified curve '\(curve ?? "")' or its parameters are not valid for this platform.") }
      bits = known.2
    }
  }
  private func numbers(_ info: [DerValue]) -> [[UInt8]] { (DerValue(Array(info[1].content.dropFirst()))?.children ?? []).map { Array($0.content.drop { $0 == 0 }) } }

  // MARK: As DER

  /// PKCS#8: the algorithm and the key in the form of its kind.
  func pkcs8() throws -> [UInt8] {
    let own = try privateHalf(), algorithm = DerValue(try publicHalf())?.children.first.map { Array($0.whole) } ?? []
    return DerWriter.sequence(DerWriter.integer([0]), algorithm, DerWriter.value(4, own))
  }
  /// PKCS#1's public half of an RSA key.
  func publicForm() throws -> [UInt8] { Array(DerValue(try publicHalf())?.children.last?.content.dropFirst() ?? []) }
  func take(publicForm der: [UInt8]) throws {
    try take(public: DerWriter.sequence(DerWriter.sequence(DerWriter.oid("1.2.840.113549.1.1.1"), [5, 0]), DerWriter.value(3, [0] + der)))
  }
  /// The numbers of an RSA key: modulus, exponent, and with the private half D, P, Q, DP, DQ, InverseQ.
  func parameters(withPrivate: Bool) throws -> [[UInt8]] {
    func padded(_ b: [UInt8], _ n: Int) -> [UInt8] { [UInt8](repeating: 0, count: max(0, n - b.count)) + b }
    if !withPrivate { return DerValue(try publicHalf()).map { numbers($0.children) } ?? [] }
    let n = (DerValue(try privateHalf())?.children ?? []).dropFirst().map { Array($0.content.drop { $0 == 0 }) }
    guard n.count == 8 else { throw PSKeyPair.problem("ASN1 corrupted data.") }
    let whole = n[0].count, part = (whole + 1) / 2
    return [n[0], n[1], padded(n[2], whole)] + n[3...].map { padded($0, part) }
  }
  func take(parameters n: [[UInt8]]) throws {
    guard n.count >= 2, !n[0].isEmpty, !n[1].isEmpty, n.count == 2 || n.count == 8 else {
      throw PSKeyPair.problem("""
        The specified RSA parameters are not valid. Exponent and Modulus are required. If D is present, it must have the same length as Modulus. If D is present, \
        P, Q, DP, DQ, and InverseQ are required and must have half the length of Modulus, rounded up, otherwise they must be omitted.
        """)
    }
    let whole = n.map { DerWriter.integer($0) }
    if n.count == 2 { try take(publicForm: DerWriter.sequence(whole[0], whole[1])) } else { try take(private: DerWriter.value(0x30, (([DerWriter.integer([0])] + whole).flatMap { $0 }))) }
  }

  // MARK: At work

  private func padding(_ name: String, hash: HashAlgorithm?) -> [(String, String)] {
    switch name {
    case "Pss": [("rsa_padding_mode", "pss"), ("rsa_pss_saltlen", "digest"), ("digest", hash?.rawValue ?? "SHA256")]
    case "Pkcs1": [("rsa_padding_mode", "pkcs1")] + (hash.map { [("digest", $0.rawValue)] } ?? [])
    default: [("rsa_padding_mode", "oaep"), ("rsa_oaep_md", String(name.dropFirst(4)))]
    }
  }
  func sign(_ hash: [UInt8], _ algorithm: HashAlgorithm?, _ paddingName: String) throws -> [UInt8] {
    guard kind == .ecdsa else { return try KeyLibrary.needed().work(.sign, half, hash, padding(paddingName, hash: algorithm)) }
    // two numbers side by side, each as long as the curve's
    let der = try KeyLibrary.needed().work(.sign, half, hash, []), size = (bits + 7) / 8
    return (DerValue(der)?.children ?? []).flatMap { v -> [UInt8] in
      let b = v.content.drop { $0 == 0 }
      return [UInt8](repeating: 0, count: max(0, size - b.count)) + b
    }
  }
  func verifies(_ signature: [UInt8], _ hash: [UInt8], _ algorithm: HashAlgorithm?, _ paddingName: String) throws -> Bool {
    guard kind == .ecdsa else { return try KeyLibrary.needed().verifies(half, signature, of: hash, padding(paddingName, hash: algorithm)) }
    let size = (bits + 7) / 8
    guard signature.count == 2 * size else { return false }
    let der = DerWriter.sequence(DerWriter.integer(signature[..<size]), DerWriter.integer(signature[size...]))
    return try KeyLibrary.needed().verifies(half, der, of: hash, [])
  }
  func seal(_ data: [UInt8], _ paddingName: String) throws -> [UInt8] { try KeyLibrary.needed().work(.seal, half, data, padding(paddingName, hash: nil)) }
  func open(_ data: [UInt8], _ paddingName: String) throws -> [UInt8] { try KeyLibrary.needed().work(.open, .privateHalf(try privateHalf()), data, padding(paddingName, hash: nil)) }
}

/// `RSASignaturePadding`, `RSAEncryptionPadding`: `Pkcs1`, `Pss`, `OaepSHA256`.
final class PSKeyPadding: Ref {
  let name: String, isForSealing: Bool
  init(_ n: String, forSealing: Bool) { name = n; isForSealing = forSealing; super.init() }
  override var netType: NetType { TypeTable.get(PSKeyPair.ns + (isForSealing ? "RSAEncryptionPadding" : "RSASignaturePadding")) }
  override func text() -> String { name }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSKeyPadding).map { $0.name == name && $0.isForSealing == isForSealing } ?? false }
}

/// `RSAParameters`: the numbers of a key, as fields.
final class PSKeyParameters: Ref {
  static let names = ["D", "DP", "DQ", "Exponent", "InverseQ", "Modulus", "P", "Q"]
  /// In the order of PKCS#1.
  static let order = ["Modulus", "Exponent", "D", "P", "Q", "DP", "DQ", "InverseQ"]
  var fields: [String: Value]
  init(_ f: [String: Value] = [:]) { fields = f; super.init() }
  override var netType: NetType { TypeTable.get(PSKeyPair.ns + "RSAParameters") }
  override var assignedCopy: Ref { PSKeyParameters(fields) }
}
