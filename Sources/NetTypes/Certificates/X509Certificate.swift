/// `X509Certificate2`: what a certificate says, read from its DER; the private key stays with the library that made it out.
import Engine
import Primitives

public final class X509Certificate: Ref {
  static let ns = "System.Security.Cryptography.X509Certificates."
  public static let typeName = ns + "X509Certificate2"
  public let raw: [UInt8]
  /// PKCS#8; nil = there is none, or none was given.
  public let privateKey: [UInt8]?
  let version: Int
  let serial: [UInt8]
  let issuer: DerValue, subject: DerValue, signatureAlgorithm: DerValue, publicKey: DerValue
  let notBefore: NetDateTime, notAfter: NetDateTime
  let extensions: [CertificateExtension]
  var friendlyName = ""

  /// Nil when the bytes are no certificate.
  public init?(_ der: [UInt8], privateKey: [UInt8]? = nil) {
    guard let outer = DerValue(der), outer.tag == 0x30, outer.whole.count == der.count, let body = outer.children.first, body.tag == 0x30 else { return nil }
    var parts = body.children[...]
    var version = 1
    if let first = parts.first, first.tag == 0xA0 {
      version = Int(first.children.first?.content.first ?? 0) + 1
      parts = parts.dropFirst()
    }
    let all = Array(parts)
    guard all.count >= 6, all[0].tag == 2, all[3].children.count == 2, let from = all[3].children[0].time, let to = all[3].children[1].time else { return nil }
    raw = der
    self.privateKey = privateKey
    self.version = version
    // a zero before the first byte only says that the number is not negative
    serial = Array(all[0].content.count > 1 && all[0].content.first == 0 ? all[0].content.dropFirst() : all[0].content)
    (signatureAlgorithm, issuer, subject, publicKey) = (all[1], all[2], all[4], all[5])
    (notBefore, notAfter) = (from, to)
    extensions = all.dropFirst(6).first { $0.tag == 0xA3 }?.children.first?.children.compactMap { CertificateExtension($0) } ?? []
    super.init()
  }
  public override var netType: NetType { TypeTable.get(X509Certificate.typeName) }
  public override func text() -> String {
    """
    [Subject]
      \(subjectText)

    [Issuer]
      \(issuerText)

    [Serial Number]
      \(serialText)

    [Not Before]
      \(Conversion.toString(.datetime(notBefore.toLocalTime())))

    [Not After]
      \(Conversion.toString(.datetime(notAfter.toLocalTime())))

    [Thumbprint]
      \(thumbprint)

    """
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
  public var subjectText: String { DistinguishedName.text(subject) }
  var issuerText: String { DistinguishedName.text(issuer) }
  var serialText: String { X509Certificate.hex(serial) }
  public var thumbprint: String { X509Certificate.hex(HashAlgorithm.sha1.digest(raw)) }

  // MARK: - What it is good for

  private func value(of oid: String) -> DerValue? { extensions.first { $0.oid == oid }.flatMap { DerValue($0.data) } }
  /// Identifiers of the extended key usages.
  public var usages: [String] { value(of: "2.5.29.37")?.children.map(\.oid) ?? [] }
  /// Whether messages may be locked for it: the usage is one for documents, and the key may lock data or keys.
  public var locksDocuments: Bool {
    guard usages.contains("1.3.6.1.4.1.311.80.1"), let bits = value(of: "2.5.29.15")?.content, bits.count > 1 else { return false }
    // bit 2: keys, bit 3: data; the first byte counts unused bits
    return bits[bits.startIndex + 1] & 0x30 != 0
  }
  /// The name after `CN=`, the whole subject, or nothing.
  public var simpleName: String { DistinguishedName.commonName(subject) ?? subjectText }
}

/// An extension of a certificate.
struct CertificateExtension {
  let oid: String
  let isCritical: Bool
  let data: [UInt8]
  init?(_ v: DerValue) {
    let parts = v.children
    guard parts.count >= 2, parts[0].tag == 6, let last = parts.last, last.tag == 4 else { return nil }
    oid = parts[0].oid
    isCritical = parts.count == 3 && parts[1].content.first != 0
    data = Array(last.content)
  }
  private static let names = [
    "2.5.29.14": "X509v3 Subject Key Identifier", "2.5.29.15": "X509v3 Key Usage", "2.5.29.17": "X509v3 Subject Alternative Name",
    "2.5.29.19": "X509v3 Basic Constraints", "2.5.29.31": "X509v3 CRL Distribution Points", "2.5.29.32": "X509v3 Certificate Policies",
    "2.5.29.35": "X509v3 Authority Key Identifier", "2.5.29.37": "X509v3 Extended Key Usage", "1.3.6.1.5.5.7.1.1": "Authority Information Access",
  ]
  var name: String { CertificateExtension.names[oid] ?? "" }
}
