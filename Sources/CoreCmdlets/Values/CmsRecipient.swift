/// `CmsMessageRecipient`: whom a message is locked for: a certificate, or what leads to one: its text, a file or folder, and in the
/// user's own store its thumbprint or subject.
import Engine
import NetTypes

final class CmsRecipient: Ref {
  static let typeName = "System.Management.Automation.CmsMessageRecipient"
  let identifier: String
  private let given: X509Certificate?
  private(set) var certificates: [X509Certificate] = []
  init(_ s: String) { identifier = s; given = nil; super.init() }
  init(_ c: X509Certificate) { identifier = ""; given = c; super.init() }
  override var netType: NetType { TypeTable.get(CmsRecipient.typeName) }

  static func register() {
    TypeTable.register(typeName) {
      let t = NetType(typeName, base: TypeTable.object) { t in
        func made(_ a: [Value], _ c: ExecutionContext) -> Value { .other(CmsRecipient(Conversion.toString(a.first ?? .null, c))) }
        t.constructor("\(typeName) new(string identifier)") { a, c in made(a, c) }
        t.constructor("\(typeName) new(\(X509Certificate.typeName) certificate)") { a, c in
          (a[0].refValue as? X509Certificate).map { .other(CmsRecipient($0)) } ?? made(a, c)
        }
        t.property("System.Security.Cryptography.X509Certificates.X509Certificate2Collection Certificates {get;}") { v, _ in
          .arr((v.refValue as? CmsRecipient)?.certificates.map { .other($0) } ?? [])
        }
        t.method("void Resolve(sessionstate sessionState, System.Management.Automation.ResolutionPurpose purpose, [ref] System.Management.Automation.ErrorRecord error)") { v, a, c in
          guard let r = v.refValue as? CmsRecipient, let place = a.last?.refValue as? PSReference else { return .void }
          try place.assign(r.resolve(encrypts: Conversion.toString(a[1], c).equalsIgnoringCase("Encryption"), c).map { .other($0) } ?? .null)
          return .void
        }
      }
      t.converter = { v, _ in
        if let c = v.refValue as? X509Certificate { return .other(CmsRecipient(c)) }
        return v.refValue is CmsRecipient ? v : v.stringValue.map { .other(CmsRecipient($0)) }
      }
      return t
    }
    TypeTable.register("System.Management.Automation.ResolutionPurpose") {
      let t = NetType("System.Management.Automation.ResolutionPurpose", .enum, base: TypeTable.enumType)
      t.enumeration = EnumInfo([("Encryption", 0), ("Decryption", 1)])
      return t
    }
  }

  /// Finds the certificates; what keeps them from being found or used comes back.
  func resolve(encrypts: Bool, _ context: ExecutionContext) -> ErrorRecord? {
    certificates = []
    let found = given.map { [$0] } ?? armored ?? atPath(context) ?? inStore
    for c in found {
      if !c.locksDocuments {
        if Wildcard.hasSpecial(identifier) { continue }
        return Self.record(
          "CertificateCannotBeUsedForEncryption", .invalidData, .other(c),
          """
          Certificate '\(c.thumbprint)' cannot be used for encryption. Encryption certificates must contain the Data Encipherment or Key Encipherment key \
          usage, and include the Document Encryption Enhanced Key Usage (1.3.6.1.4.1.311.80.1).
          """)
      }
      if !encrypts, c.privateKey == nil { continue }
      if certificates.contains(where: { $0.raw == c.raw }) { continue }
      if encrypts, !certificates.isEmpty {
        certificates = []
        return Self.record(
          "IdentifierMustReferenceSingleCertificate", .limitsExceeded, .arr(found.map { .other($0) }),
          """
          Cannot load certificate. The identifier '\(identifier)' matches multiple certificates. To encrypt to multiple recipients, provide multiple \
          specific values to the 'To' parameter, rather than a wildcard that matches multiple certificates.
          """)
      }
      certificates.append(c)
    }
    if !certificates.isEmpty || !encrypts && Wildcard.hasSpecial(identifier) { return nil }
    return Self.record(
      "NoCertificateFound", .objectNotFound, .str(identifier),
      """
      Cannot load encryption certificate. The certificate setting '\(identifier)' does not represent a valid base-64 encoded certificate, nor does it \
      represent a valid certificate by file, directory, thumbprint, or subject name.
      """)
  }
  private static func record(_ id: String, _ category: ErrorCategory, _ target: Value, _ message: String) -> ErrorRecord {
    ErrorRecord(PSException(TypeTable.exceptionType("System.ArgumentException"), message), id: id, category, target: target)
  }
  /// Its own text.
  private var armored: [X509Certificate]? {
    guard let bytes = X509Certificate.unarmored(identifier, "CERTIFICATE")?.bytes, let c = X509Certificate(bytes) else { return nil }
    return [c]
  }
  /// Files, and all files of folders; nil when there are none that hold a certificate.
  private func atPath(_ context: ExecutionContext) -> [X509Certificate]? {
    var files: [String] = []
    for place in (try? PathSpace.of(context).expand(identifier, literal: false))?.filter({ $0.exists }).map({ $0.path }) ?? [] {
      if Posix.info(place)?.isDirectory ?? false { files += ModuleFolders.entries(place).map { place + "/" + $0 } } else { files.append(place) }
    }
    let found = files.compactMap { try? X509Certificate.read(file: $0) }
    return found.isEmpty ? nil : found
  }
  private var inStore: [X509Certificate] {
    let all = X509Certificate.stored, exact = all.filter { $0.thumbprint.equalsIgnoringCase(identifier) }
    guard exact.isEmpty else { return exact }
    let pattern = Wildcard(identifier)
    return all.filter { pattern.matches($0.subjectText) || pattern.matches($0.simpleName) }
  }
  /// The certificates of all recipients; throws for the first that has none.
  static func certificates(_ all: [Value], encrypts: Bool, _ shell: Invocation) throws -> [X509Certificate] {
    try all.flatMap { v -> [X509Certificate] in
      guard let r = v.refValue as? CmsRecipient else { return [] }
      if let failure = r.resolve(encrypts: encrypts, shell.context) { throw shell.terminating(failure) }
      return r.certificates
    }
  }
}
