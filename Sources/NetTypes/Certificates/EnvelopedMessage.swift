/// `EnvelopedCms`: what a locked message says of itself before anybody opens it.
import Engine

public enum EnvelopedMessage {
  private static let ns = "System.Security.Cryptography.Pkcs."

  /// The message as Get-CmsMessage shows it, its recipients beside; nil when the bytes are none.
  /// - Parameter text: where the message was found
  public static func describe(_ der: [UInt8], _ text: String) -> Value? {
    guard let outer = DerValue(der)?.children, outer.count == 2, outer[0].oid == "1.2.840.113549.1.7.3", let data = outer[1].children.first else { return nil }
    var parts = data.children[...]
    guard let version = parts.popFirst()?.content.last else { return nil }
    if parts.first?.tag == 0xA0 { parts = parts.dropFirst() }
    guard let people = parts.popFirst(), people.tag == 0x31, let sealed = parts.popFirst()?.children, sealed.count >= 2 else { return nil }
    let recipients = people.children.compactMap(recipient)
    let o = bag(ns + "EnvelopedCms", [
      ("Version", .int(Int32(version))),
      ("ContentInfo", bag(ns + "ContentInfo", [("ContentType", CertificateNames.identifier(sealed[0].oid)), ("Content", .bytes(Array(sealed.dropFirst(2).first?.content ?? [])))])),
      ("ContentEncryptionAlgorithm", algorithm(sealed[1])), ("Certificates", .arr([])), ("UnprotectedAttributes", .arr([])),
      ("RecipientInfos", .arr(recipients.map(\.info))), ("Recipients", .array(list(recipients.map(\.value)))), ("Content", .str(text)),
    ])
    return o
  }
  private static func recipient(_ v: DerValue) -> (info: Value, value: Value)? {
    let parts = v.children
    // key transport: version, whom, algorithm, key
    guard v.tag == 0x30, parts.count == 4, let version = parts[0].content.last else { return nil }
    let isKey = parts[1].tag & 0x1F == 0, both = parts[1].children
    let value: Value = isKey ? .str(X509Certificate.hex(parts[1].content)) : both.count != 2 ? .null : bag(ns2 + "X509IssuerSerial", [
      ("IssuerName", .str(DistinguishedName.text(both[0]))), ("SerialNumber", .str(X509Certificate.hex(both[1].content.drop { $0 == 0 }))),
    ])
    let identifier = bag(ns + "SubjectIdentifier", [("Type", .other(PSEnum(ns + "SubjectIdentifierType", isKey ? "SubjectKeyIdentifier" : "IssuerAndSerialNumber"))), ("Value", value)])
    return (
      bag(ns + "KeyTransRecipientInfo", [
        ("Version", .int(Int32(version))), ("RecipientIdentifier", identifier), ("KeyEncryptionAlgorithm", algorithm(parts[2])),
        ("EncryptedKey", .bytes(Array(parts[3].content))), ("Type", .other(PSEnum(ns + "RecipientInfoType", "KeyTransport"))),
      ]), value
    )
  }
  private static let ns2 = "System.Security.Cryptography.Xml."
  private static func algorithm(_ v: DerValue) -> Value {
    bag(ns + "AlgorithmIdentifier", [("Oid", CertificateNames.identifier(v.children.first?.oid ?? "")), ("KeyLength", .int(0)), ("Parameters", .bytes([]))])
  }
  private static func list(_ values: [Value]) -> PSArray {
    let a = PSArray(values)
    a.kind = .list
    a.elementType = TypeTable.object
    return a
  }
  static func bag(_ type: String, _ properties: [(String, Value)]) -> Value {
    let o = PSObject(reserve: properties.count, type: TypeTable.get(type))
    for (n, v) in properties { o.set(n, v) }
    o.textForm = type
    return .object(o)
  }
  static func registerEnums() {
    NetTypes.registerEnums(in: """
      \(ns)SubjectIdentifierType Unknown IssuerAndSerialNumber SubjectKeyIdentifier NoSignature
      \(ns)RecipientInfoType Unknown KeyTransport KeyAgreement
      """)
  }
}

extension CertificateNames {
  /// `Oid`: an identifier with its name.
  static func identifier(_ value: String, _ name: String? = nil) -> Value {
    EnvelopedMessage.bag("System.Security.Cryptography.Oid", [("Value", .str(value)), ("FriendlyName", .str(name ?? friendly[value] ?? ""))])
  }
}
