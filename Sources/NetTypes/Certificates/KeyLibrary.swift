/// libcrypto's work with pairs of keys: making them, signing, sealing; and certificates with keys as PFX. Keys come and go as DER.
/// Looked for when a script first needs it, as in `LibCrypto`.
import Engine
import Primitives

final class KeyLibrary {
  nonisolated(unsafe) private static let installed = KeyLibrary()
  /// - Throws: a sentence that names the package to install
  static func needed() throws -> KeyLibrary {
    if let installed { return installed }
    throw netError(
      "System.DllNotFoundException",
      "OpenSSL's libcrypto, which works with pairs of keys, is not installed. Install the package libssl3 (libssl3t64 on newer systems).")
  }

  private typealias Pointer = UnsafeMutableRawPointer
  private typealias Step = @convention(c) (Pointer?) -> Int32
  private typealias Work = @convention(c) (Pointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int) -> Int32
  private typealias Decode = DerCoding.Decode
  private typealias Encode = DerCoding.Encode
  private typealias Make = @convention(c) (Pointer?, UnsafeMutablePointer<Pointer?>) -> Int32

  private let contextOfKind: @convention(c) (Int32, Pointer?) -> Pointer?, contextOfKey: @convention(c) (Pointer?, Pointer?) -> Pointer?
  private let freeContext: @convention(c) (Pointer?) -> Void, freeKey: @convention(c) (Pointer?) -> Void
  private let control: @convention(c) (Pointer?, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
  private let beginMaking: Step, beginSigning: Step, beginVerifying: Step, beginSealing: Step, beginOpening: Step
  private let make: Make, watch: @convention(c) (Pointer?, Step) -> Void
  private let sign: Work, seal: Work, open: Work
  private let verify: @convention(c) (Pointer?, UnsafePointer<UInt8>?, Int, UnsafePointer<UInt8>?, Int) -> Int32
  private let readKey: Decode, readPublic: Decode, readCertificate: Decode
  private let writeKey: Encode, writePublic: Encode, writePfx: Encode
  private let newPfx: @convention(c) (UnsafePointer<CChar>?, UnsafePointer<CChar>?, Pointer?, Pointer?, Pointer?, Int32, Int32, Int32, Int32, Int32) -> Pointer?
  private let freePfx: @convention(c) (Pointer?) -> Void, freeCertificate: @convention(c) (Pointer?) -> Void
  private let lastError: @convention(c) () -> UInt, clearErrors: @convention(c) () -> Void
  private let describe: @convention(c) (UInt, UnsafeMutablePointer<CChar>, Int) -> Void
  private let pairOf: @convention(c) (Pointer?, Pointer?) -> Int32

  private init?() {
    guard !LoadedLibrary.isOpenSslHidden, var library = LoadedLibrary("libcrypto.so.3", "libcrypto.so.1.1") else { return nil }
    (contextOfKind, contextOfKey) = (library.symbol("EVP_PKEY_CTX_new_id"), library.symbol("EVP_PKEY_CTX_new"))
    (freeContext, freeKey) = (library.symbol("EVP_PKEY_CTX_free"), library.symbol("EVP_PKEY_free"))
    control = library.symbol("EVP_PKEY_CTX_ctrl_str")
    (beginMaking, make, watch) = (library.symbol("EVP_PKEY_keygen_init"), library.symbol("EVP_PKEY_keygen"), library.symbol("EVP_PKEY_CTX_set_cb"))
    (beginSigning, beginVerifying) = (library.symbol("EVP_PKEY_sign_init"), library.symbol("EVP_PKEY_verify_init"))
    (beginSealing, beginOpening) = (library.symbol("EVP_PKEY_encrypt_init"), library.symbol("EVP_PKEY_decrypt_init"))
    (sign, seal, open, verify) = (library.symbol("EVP_PKEY_sign"), library.symbol("EVP_PKEY_encrypt"), library.symbol("EVP_PKEY_decrypt"), library.symbol("EVP_PKEY_verify"))
    (readKey, readPublic, readCertificate) = (library.symbol("d2i_AutoPrivateKey"), library.symbol("d2i_PUBKEY"), library.symbol("d2i_X509"))
    (writeKey, writePublic, writePfx) = (library.symbol("i2d_PrivateKey"), library.symbol("i2d_PUBKEY"), library.symbol("i2d_PKCS12"))
    (newPfx, freePfx, freeCertificate) = (library.symbol("PKCS12_create"), library.symbol("PKCS12_free"), library.symbol("X509_free"))
    (lastError, clearErrors, describe, pairOf) = (library.symbol("ERR_peek_error"), library.symbol("ERR_clear_error"), library.symbol("ERR_error_string_n"), library.symbol("X509_check_private_key"))
    guard library.isWhole else { return nil }
  }

  /// What the library says went wrong, as .NET hands it on.
  private func failure() -> TerminatingError {
    defer { clearErrors() }
    var text = [CChar](repeating: 0, count: 256)
    describe(lastError(), &text, 255)
    return netError("Interop+Crypto+OpenSslCryptographicException", String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
  private func encoded(_ object: Pointer?, _ encode: Encode) throws -> [UInt8] {
    guard let all = DerCoding.encoded(object, encode) else { throw failure() }
    return all
  }
  private func decoded(_ bytes: [UInt8], _ decode: Decode) -> Pointer? {
    defer { clearErrors() }
    return DerCoding.decoded(bytes, decode)
  }

  /// A private key of RSA as DER.
  func makeRSA(bits: Int) throws -> [UInt8] { try made(kind: 6, ["rsa_keygen_bits": String(bits)]) }
  /// A private key on a curve as DER.
  func makeEC(curve: String) throws -> [UInt8] { try made(kind: 408, ["ec_paramgen_curve": curve, "ec_param_enc": "named_curve"]) }
  private func made(kind: Int32, _ settings: KeyValuePairs<String, String>) throws -> [UInt8] {
    let context = contextOfKind(kind, nil)
    defer { freeContext(context) }
    guard beginMaking(context) == 1 else { throw failure() }
    for (name, value) in settings where control(context, name, value) <= 0 { throw failure() }
    // primes of long keys are looked for during minutes
    watch(context) { _ in Attention.isWanted ? 0 : 1 }
    var key: Pointer?
    guard make(context, &key) == 1 else {
      if Attention.isWanted { clearErrors(); throw FlowSignal.stopped }
      throw failure()
    }
    defer { freeKey(key) }
    return try encoded(key, writeKey)
  }

  /// The private half in the form of its kind (PKCS#1 or SEC 1), whatever form it comes in; nil when it is none.
  func ownForm(ofPrivate der: [UInt8]) -> [UInt8]? {
    guard let key = decoded(der, readKey) else { return nil }
    defer { freeKey(key) }
    return try? encoded(key, writeKey)
  }
  /// The public half as SubjectPublicKeyInfo.
  func publicHalf(ofPrivate der: [UInt8]) throws -> [UInt8] {
    guard let key = decoded(der, readKey) else { throw failure() }
    defer { freeKey(key) }
    return try encoded(key, writePublic)
  }
  func isPublic(_ der: [UInt8]) -> Bool {
    guard let key = decoded(der, readPublic) else { return false }
    freeKey(key)
    return true
  }

  enum Task { case sign, seal, open }
  /// Signs a hash, seals bytes or opens them.
  func work(_ task: Task, _ key: KeyHalf, _ input: [UInt8], _ settings: [(String, String)]) throws -> [UInt8] {
    try withKey(key, [.sign: beginSigning, .seal: beginSealing, .open: beginOpening][task] ?? beginSigning, settings) { context in
      let run = task == .sign ? sign : task == .seal ? seal : open
      var count = 0
      guard run(context, nil, &count, input, input.count) == 1 else { throw failure() }
      var out = [UInt8](repeating: 0, count: count)
      guard run(context, &out, &count, input, input.count) == 1 else { throw failure() }
      return Array(out.prefix(count))
    }
  }
  func verifies(_ key: KeyHalf, _ signature: [UInt8], of hash: [UInt8], _ settings: [(String, String)]) throws -> Bool {
    defer { clearErrors() }
    return try withKey(key, beginVerifying, settings) { verify($0, signature, signature.count, hash, hash.count) == 1 }
  }
  /// A key as DER: the private half, or the public one as SubjectPublicKeyInfo.
  enum KeyHalf { case privateHalf([UInt8]), publicHalf([UInt8]) }
  private func withKey<T>(_ half: KeyHalf, _ begin: Step, _ settings: [(String, String)], _ body: (Pointer?) throws -> T) throws -> T {
    let key: Pointer?
    switch half {
    case .privateHalf(let der): key = decoded(der, readKey)
    case .publicHalf(let der): key = decoded(der, readPublic)
    }
    guard let key else { throw failure() }
    defer { freeKey(key) }
    let context = contextOfKey(key, nil)
    defer { freeContext(context) }
    guard begin(context) == 1 else { throw failure() }
    for (name, value) in settings where control(context, name, value) <= 0 { throw failure() }
    return try body(context)
  }

  /// A certificate and its key as PFX.
  func pfx(_ certificate: [UInt8], key: [UInt8]?, password: String) throws -> [UInt8] {
    guard let made = decoded(certificate, readCertificate) else { throw failure() }
    defer { freeCertificate(made) }
    let own = key.flatMap { decoded($0, readKey) }
    defer { if own != nil { freeKey(own) } }
    guard let file = newPfx(password, nil, own, made, nil, 0, 0, 0, 0, 0) else { throw failure() }
    defer { freePfx(file) }
    return try encoded(file, writePfx)
  }
  /// Whether a private key is that of a certificate.
  func isPair(_ certificate: [UInt8], _ key: [UInt8]) -> Bool {
    guard let made = decoded(certificate, readCertificate) else { return false }
    defer { freeCertificate(made) }
    guard let own = decoded(key, readKey) else { return false }
    defer { freeKey(own); clearErrors() }
    return pairOf(made, own) == 1
  }
}
