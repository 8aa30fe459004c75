/// `CmsMessageRecipient`: whom a message is sealed for. This shell keeps no certificates: a name leads to none, as on a computer
/// whose stores are empty, and a certificate that is given whole cannot be used.
import Engine
import NetTypes

final class CmsRecipient: Ref {
  static let typeName = "System.Management.Automation.CmsMessageRecipient"
  let identifier: String
  init(_ s: String) { identifier = s; super.init() }
  override var netType: NetType { TypeTable.get(CmsRecipient.typeName) }

  static func register() {
    TypeTable.register(typeName) {
      let t = NetType(typeName, base: TypeTable.object) { t in
        func made(_ a: [Value], _ c: ExecutionContext) -> Value { .other(CmsRecipient(Conversion.toString(a.first ?? .null, c))) }
        t.constructor("\(typeName) new(string identifier)") { a, c in made(a, c) }
        t.property("System.Security.Cryptography.X509Certificates.X509Certificate2Collection Certificates {get;}") { _, _ in .array(PSArray([])) }
        t.method("void Resolve(sessionstate sessionState, System.Management.Automation.ResolutionPurpose purpose, [ref] System.Management.Automation.ErrorRecord error)") { v, a, c in
          guard let r = v.refValue as? CmsRecipient, let place = a.last?.refValue as? PSReference else { return .void }
          place.value = r.failure(encrypts: Conversion.toString(a[1], c).equalsIgnoringCase("Encryption")).map { .other($0) } ?? .null
          return .void
        }
      }
      t.converter = { v, _ in v.refValue is CmsRecipient ? v : v.stringValue.map { .other(CmsRecipient($0)) } }
      return t
    }
    TypeTable.register("System.Management.Automation.ResolutionPurpose") {
      let t = NetType("System.Management.Automation.ResolutionPurpose", .enum, base: TypeTable.enumType)
      t.enumeration = EnumInfo([("Encryption", 0), ("Decryption", 1)])
      return t
    }
  }

  /// Why there is no certificate; nil when none is needed: to open a message, any of the user's may do.
  func failure(encrypts: Bool) -> ErrorRecord? {
    if !encrypts, Wildcard.hasSpecial(identifier) { return nil }
    let message =
      """
      Cannot load encryption certificate. The certificate setting '\(identifier)' does not represent a valid base-64 encoded certificate, nor does it \
      represent a valid certificate by file, directory, thumbprint, or subject name.
      """
    return ErrorRecord(PSException(TypeTable.exceptionType("System.ArgumentException"), message), id: "NoCertificateFound", .objectNotFound, target: .str(identifier))
  }
  /// Throws for the first recipient that has no certificate.
  static func check(_ all: [Value], encrypts: Bool, _ shell: Invocation) throws {
    for v in all {
      if let r = (v.refValue as? CmsRecipient)?.failure(encrypts: encrypts) { throw shell.terminating(r) }
    }
  }
  /// What a message begins and ends with.
  static func isSealed(_ text: String) -> Bool { text.contains("-----BEGIN CMS-----") && text.contains("-----END CMS-----") }
  static func refusal(_ shell: Invocation) -> TerminatingError {
    shell.terminating("NoCertificates", .notImplemented, "This shell keeps no certificates, so messages can be neither sealed nor opened.", exception: "System.NotSupportedException")
  }
}
