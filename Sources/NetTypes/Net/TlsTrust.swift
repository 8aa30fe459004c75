/// Whom connections under TLS trust: the certificates of the system and of the user, and what is said of one that leads to none of them.
import Engine
import Glibc
import Primitives

/// What a client wants of its connections under TLS.
public struct TlsSettings {
  /// By the numbers of `SslProtocols`; 0 = what the system allows.
  public var protocols = 0
  /// Those the client may show; the first that has a key is.
  public var certificates: [X509Certificate] = []
  /// Any certificate of a server will do.
  public var trustsAll = false
  /// Asked in the system's place: with the certificate and the errors, by the numbers of `SslPolicyErrors`.
  public var judge: ((X509Certificate?, Int) throws -> Bool)?
  public init() {}
  /// As scripts set them.
  /// - Parameter judge: a callback, told who asks
  init(protocols: Value?, certificates: Value?, judge: Value?, sender: Value, _ c: ExecutionContext) {
    self.protocols = protocols?.asInt ?? 0
    self.certificates = certificates?.arrayValue?.values.compactMap { $0.refValue as? X509Certificate } ?? []
    guard let judge, !judge.isNull else { return }
    self.judge = { certificate, errors in
      // connections are made on threads of the pool
      if let block = judge.block { throw TerminatingError(ErrorRecord(PSThread.noRunspace(block), id: "InvalidOperation", .invalidOperation)) }
      guard let callback = judge.refValue as? PSDelegate else { return false }
      return try Turn.inside(c) {
        Conversion.toBool(try callback.invoke([sender, certificate.map { .other($0) } ?? .null, .null, .member("System.Net.Security.SslPolicyErrors", errors)], c))
      }
    }
  }
}

extension LibSsl {
  private struct Roots { let context: Pointer?; let state: [String] }
  nonisolated(unsafe) private static var roots: Roots?
  private static let lock = Lock()

  /// A new session of a context that knows the certificates there are: it is made again when one of their places changes.
  func session() -> Pointer? { LibSsl.lock.with { newSession(context()) } }
  private func context() -> Pointer? {
    let environment = LibSsl.firstEnvironment
    func text(_ s: UnsafePointer<CChar>?) -> String { s.map { String(cString: $0) } ?? "" }
    let file = environment["SSL_CERT_FILE"] ?? text(defaultFile())
    let usual = text(defaultFolder())
    let folders = environment["SSL_CERT_DIR"].map { $0.split(separator: ":").map(String.init) } ?? [FileSystem.directoryExists(usual) ? usual : "/etc/ssl/certs"]
    let own = ["root", "ca"].compactMap { X509Certificate.storeFolder($0) }
    let state = ([file] + folders + own).map { "\($0) \(LibSsl.changed($0))" }
    if let known = LibSsl.roots, known.state == state { return known.context }
    let context = newContext(clientMethod())
    add(file, to: context)
    // most certificates of the system have a second name, which is a link
    var known: Set<UInt> = []
    for f in (folders + own).flatMap({ (try? FileSystem.entries($0, files: true, directories: false)) ?? [] }) where known.insert(LibSsl.facts(f)?.st_ino ?? 0).inserted { add(f, to: context) }
    // sessions hold the context they are of
    if let old = LibSsl.roots { freeContext(old.context) }
    LibSsl.roots = Roots(context: context, state: state)
    return context
  }
  private func add(_ file: String, to context: Pointer?) {
    defer { clearErrors() }
    if file.isEmpty || load(context, file, nil) == 1 { return }
    guard let der = try? X509Certificate.read(file: file).raw, let c = DerCoding.decoded(der, readCertificate) else { return }
    _ = addToStore(storeOfContext(context), c)
    freeCertificate(c)
  }
  private static func facts(_ path: String) -> stat? {
    var s = stat()
    return stat(path, &s) == 0 ? s : nil
  }
  private static func changed(_ path: String) -> Int { facts(path).map { $0.st_mtim.tv_sec * 1_000_000_000 + $0.st_mtim.tv_nsec } ?? 0 }
  /// What the shell was started with: .NET asks the process, whom a script's `$env:` does not reach.
  private static let firstEnvironment: [String: String] = {
    let all = (try? FileSystem.read("/proc/self/environ")) ?? []
    return Dictionary(
      all.split(separator: 0).compactMap { line in
        line.firstIndex(of: 61).map { (String(decoding: line[..<$0], as: UTF8.self), String(decoding: line[($0 + 1)...], as: UTF8.self)) }
      }, uniquingKeysWith: { first, _ in first })
  }()
}

/// What is wrong with a server's certificate.
struct TlsVerdict {
  /// By the numbers of `X509ChainStatusFlags`.
  var chain = 0
  /// By those of `SslPolicyErrors`: there is none, or it is another host's.
  var policy = 0

  /// The chain cannot be judged: .NET has no word for what is wrong with it, and asks nobody.
  private(set) var isBeyondWords = false

  /// Faults of a chain as .NET sorts them.
  mutating func note(_ error: Int32) {
    switch error {
    case 9, 10, 13, 14: chain |= 0x1 // NotTimeValid
    case 23: chain |= 0x4 // Revoked
    case 6, 7: chain |= 0x8 // NotSignatureValid
    case 26: chain |= 0x10 // NotValidForUsage
    case 18, 19, 27: chain |= 0x20 // UntrustedRoot
    case 41: chain |= 0x100 // InvalidExtension
    case 42, 43: chain |= 0x200 // InvalidPolicyConstraints
    case 25, 32, 37, 39, 79: chain |= 0x400 // InvalidBasicConstraints
    case 53: chain |= 0x800 // InvalidNameConstraints
    case 49: chain |= 0x1000 // HasNotSupportedNameConstraint
    case 47: chain |= 0x4000 // HasNotPermittedNameConstraint
    case 48: chain |= 0x8000 // HasExcludedNameConstraint
    case 2, 20, 21: chain |= 0x10000 // PartialChain
    case 28: chain |= 0x4000000 // ExplicitDistrust
    case 34: chain |= 0x8000000 // HasNotSupportedCriticalExtension
    // keys and hashes the system's settings find weak: .NET leaves that to the handshake
    case 66, 67, 68: break
    default: isBeyondWords = true
    }
  }
  /// All of it, by the numbers of `SslPolicyErrors`.
  var errors: Int { policy | (chain == 0 ? 0 : 4) }
  /// What .NET throws for it.
  var failure: PSException {
    if isBeyondWords { return PSException("System.Security.Cryptography.CryptographicException", "Error occurred during a cryptographic operation.") }
    func text(_ type: String, _ n: Int) -> String { Conversion.toString(.member(type, n)) }
    return PSException(
      "System.Security.Authentication.AuthenticationException",
      errors == 4
        ? "The remote certificate is invalid because of errors in the certificate chain: \(text(X509Certificate.ns + "X509ChainStatusFlags", chain))"
        : "The remote certificate is invalid according to the validation procedure: \(text("System.Net.Security.SslPolicyErrors", errors))")
  }
}
