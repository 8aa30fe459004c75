/// The .NET types around certificates: what scripts read of one, and how they load it.
import Engine
import Primitives

extension NetTypes {
  static func registerCertificates() {
    let ns = X509Certificate.ns, s = "System.Security.Cryptography."
    func of(_ v: Value) throws -> X509Certificate {
      guard let c = v.refValue as? X509Certificate else { throw nullArgument("this") }
      return c
    }
    func secret(_ v: Value) -> String? { v.isNull ? nil : (v.refValue as? PSSecureString)?.plain ?? Conversion.toString(v) }
    func bag(_ type: String, _ properties: [(String, Value)]) -> Value { EnvelopedMessage.bag(type, properties) }
    func oid(_ value: String, _ name: String? = nil) -> Value { CertificateNames.identifier(value, name) }
    func name(_ v: DerValue) -> Value {
      let text = DistinguishedName.text(v)
      return bag(ns + "X500DistinguishedName", [("Name", .str(text)), ("Oid", oid("", "")), ("RawData", .bytes(Array(v.whole)))])
    }
    func algorithm(_ v: DerValue) -> String { v.children.first?.oid ?? "" }

    TypeTable.register(s + "Oid") {
      NetType(s + "Oid", base: TypeTable.object) { t in
        t.constructor("\(s)Oid new(string oid)") { a, _ in
          let text = a.string(0)
          let known = CertificateNames.friendly.first { $0.value.equalsIgnoringCase(text) }
          return known.map { oid($0.key, $0.value) } ?? oid(text)
        }
        t.constructor("\(s)Oid new(string value, string friendlyName)") { a, _ in oid(a.string(0), a.string(1)) }
      }
    }
    TypeTable.register(ns + "X509Certificate") {
      NetType(ns + "X509Certificate", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        t.property("System.IntPtr Handle {get;}") { _, _ in .long(0) }
        t.property("string Issuer {get;}") { v, _ in .str(try of(v).issuerText) }
        t.property("string Subject {get;}") { v, _ in .str(try of(v).subjectText) }
        t.property("System.ReadOnlyMemory[byte] SerialNumberBytes {get;}") { v, _ in .bytes(try of(v).serial) }
        t.method("string GetCertHashString()") { v, _, _ in .str(try of(v).thumbprint) }
        t.method("byte[] GetCertHash()") { v, _, _ in .bytes(HashAlgorithm.sha1.digest(try of(v).raw)) }
        t.method("string GetCertHashString(\(s)HashAlgorithmName hashAlgorithm)") { v, a, _ in
          guard let hash = HashAlgorithm(name: a.at(0).refValue?.text() ?? a.string(0)) else { throw X509Certificate.problem("'\(a.string(0))' is not a known hash algorithm.") }
          return .str(X509Certificate.hex(hash.digest(try of(v).raw)))
        }
        t.method("byte[] GetRawCertData()") { v, _, _ in .bytes(try of(v).raw) }
        t.method("string GetSerialNumberString()") { v, _, _ in .str(try of(v).serialText) }
        t.method("byte[] GetSerialNumber()") { v, _, _ in .bytes(try of(v).serial.reversed()) }
        t.method("string GetEffectiveDateString()") { v, _, c in .str(Conversion.toString(.datetime(try of(v).notBefore.toLocalTime()), c)) }
        t.method("string GetExpirationDateString()") { v, _, c in .str(Conversion.toString(.datetime(try of(v).notAfter.toLocalTime()), c)) }
        t.method("string GetKeyAlgorithm()") { v, _, _ in .str(try of(v).publicKey.children.first.map(algorithm) ?? "") }
        t.method("byte[] Export(\(ns)X509ContentType contentType)") { v, a, _ in
          guard a.string(0).equalsIgnoringCase("Cert") else { throw notSupported("Only the content type Cert can be exported here.") }
          return .bytes(try of(v).raw)
        }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    TypeTable.register(X509Certificate.typeName) {
      let t = NetType(X509Certificate.typeName, base: TypeTable.get(ns + "X509Certificate")) { t in
        let me = X509Certificate.typeName
        t.constructor("\(me) new(byte[] rawData)") { a, _ in .other(try X509Certificate.read(a.bytes(0))) }
        t.constructor("\(me) new(string fileName)") { a, _ in .other(try X509Certificate.read(file: FileSystem.check(a.text(0), "fileName"))) }
        for type in ["string", "securestring"] {
          t.constructor("\(me) new(byte[] rawData, \(type) password)") { a, _ in .other(try X509Certificate.read(a.bytes(0), password: secret(a.at(1)))) }
          t.constructor("\(me) new(string fileName, \(type) password)") { a, _ in
            .other(try X509Certificate.read(file: FileSystem.check(a.text(0), "fileName"), password: secret(a.at(1))))
          }
        }
        t.property("bool Archived {get;set;}", set: { _, _, _ in throw netError("System.PlatformNotSupportedException", "The Archived property is not supported on this platform.") }) { _, _ in .no }
        t.property("\(ns)X509ExtensionCollection Extensions {get;}") { v, _ in
          .arr(try of(v).extensions.map { e in
            bag(ns + "X509Extension", [("Critical", .bool(e.isCritical)), ("Oid", oid(e.oid, e.name)), ("RawData", .bytes(e.data))])
          })
        }
        t.property("string FriendlyName {get;set;}", set: { _, _, _ in throw netError("System.PlatformNotSupportedException", "The FriendlyName value cannot be set on Unix.") }) { v, _ in
          .str(try of(v).friendlyName)
        }
        t.property("bool HasPrivateKey {get;}") { v, _ in .bool(try of(v).privateKey != nil) }
        t.property("\(ns)X500DistinguishedName IssuerName {get;}") { v, _ in name(try of(v).issuer) }
        t.property("datetime NotAfter {get;}") { v, _ in .datetime(try of(v).notAfter.toLocalTime()) }
        t.property("datetime NotBefore {get;}") { v, _ in .datetime(try of(v).notBefore.toLocalTime()) }
        t.property("\(ns)PublicKey PublicKey {get;}") { v, _ in
          let parts = try of(v).publicKey.children
          return bag(ns + "PublicKey", [("Oid", oid(parts.first.map(algorithm) ?? "")), ("EncodedKeyValue", .bytes(Array(parts.last?.content.dropFirst() ?? [])))])
        }
        t.property("byte[] RawData {get;}") { v, _ in .bytes(try of(v).raw) }
        t.property("string SerialNumber {get;}") { v, _ in .str(try of(v).serialText) }
        t.property("\(s)Oid SignatureAlgorithm {get;}") { v, _ in oid(algorithm(try of(v).signatureAlgorithm)) }
        t.property("\(ns)X500DistinguishedName SubjectName {get;}") { v, _ in name(try of(v).subject) }
        t.property("string Thumbprint {get;}") { v, _ in .str(try of(v).thumbprint) }
        t.property("int Version {get;}") { v, _ in .integer(try of(v).version) }
        t.method("string GetNameInfo(\(ns)X509NameType nameType, bool forIssuer)") { v, a, _ in
          let c = try of(v), name = a.bool(1) ? c.issuer : c.subject
          return .str(DistinguishedName.commonName(name) ?? DistinguishedName.text(name))
        }
        t.method("string ExportCertificatePem()") { v, _, _ in .str(X509Certificate.armored(try of(v).raw, "CERTIFICATE")) }
        t.staticMethod("static \(me) CreateFromPem(System.ReadOnlySpan[char] certPem)") { a, _ in .other(try X509Certificate.read(Array(a.string(0).utf8))) }
        t.staticMethod("static \(ns)X509ContentType GetCertContentType(string fileName)") { a, _ in
          let bytes = try FileSystem.read(try FileSystem.check(a.text(0), "fileName"))
          let isCertificate = X509Certificate.unarmored(String(decoding: bytes, as: UTF8.self), "CERTIFICATE") != nil || X509Certificate(bytes) != nil
          return .other(PSEnum(ns + "X509ContentType", isCertificate ? "Cert" : "Pfx"))
        }
      }
      t.converter = { v, _ in
        if case .array(let a) = v.base, a.elementType === TypeTable.byte { return .other(try X509Certificate.read(v.asBytes)) }
        return nil
      }
      return t
    }
    TypeTable.register(ns + "X509CertificateLoader") {
      NetType(ns + "X509CertificateLoader", base: TypeTable.object) { t in
        let me = X509Certificate.typeName
        t.staticMethod("static \(me) LoadCertificate(byte[] data)") { a, _ in .other(try X509Certificate.read(a.bytes(0))) }
        t.staticMethod("static \(me) LoadCertificateFromFile(string path)") { a, _ in .other(try X509Certificate.read(file: FileSystem.check(a.text(0)))) }
        t.staticMethod("static \(me) LoadPkcs12(byte[] data, string password)") { a, _ in .other(try X509Certificate.read(a.bytes(0), password: a.text(1))) }
        t.staticMethod("static \(me) LoadPkcs12FromFile(string path, string password)") { a, _ in
          .other(try X509Certificate.read(file: FileSystem.check(a.text(0)), password: a.text(1)))
        }
      }
    }
    EnvelopedMessage.registerEnums()
    registerEnums(in: """
      \(ns)X509ContentType Unknown Cert SerializedCert Pfx SerializedStore Pkcs7 Authenticode
      \(ns)X509NameType SimpleName EmailName UpnName DnsName DnsFromAlternativeName UrlName
      """)
  }
}

enum CertificateNames {
  /// Identifiers of algorithms and usages with the names .NET has for them.
  static let friendly = [
    "1.2.840.113549.1.1.1": "RSA", "1.2.840.113549.1.1.5": "sha1RSA", "1.2.840.113549.1.1.11": "sha256RSA", "1.2.840.113549.1.1.12": "sha384RSA",
    "1.2.840.113549.1.1.13": "sha512RSA", "1.2.840.113549.1.1.10": "RSASSA-PSS", "1.2.840.10045.2.1": "ECC", "1.2.840.10045.4.3.2": "sha256ECDSA",
    "1.2.840.10045.4.3.3": "sha384ECDSA", "1.2.840.10045.4.3.4": "sha512ECDSA", "2.16.840.1.101.3.4.1.2": "aes128", "2.16.840.1.101.3.4.1.22": "aes192",
    "2.16.840.1.101.3.4.1.42": "aes256", "1.2.840.113549.3.7": "3des", "1.2.840.113549.1.7.1": "PKCS 7 Data", "1.3.6.1.5.5.7.3.1": "Server Authentication",
    "1.3.6.1.5.5.7.3.2": "Client Authentication", "1.3.6.1.5.5.7.3.3": "Code Signing", "1.3.6.1.5.5.7.3.4": "Secure Email",
    "1.3.6.1.4.1.311.80.1": "Document Encryption",
  ]
}
