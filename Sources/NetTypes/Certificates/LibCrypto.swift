/// OpenSSL's libcrypto, for what is sealed with keys: PFX files and locked messages.
import Engine
import Glibc

public final class LibCrypto {
  /// Nil where the library is not installed.
  nonisolated(unsafe) public static let installed = LibCrypto()
  /// - Throws: a sentence that names the package to install
  public static func needed() throws -> LibCrypto {
    if let installed { return installed }
    throw netError(
      "System.DllNotFoundException",
      "OpenSSL's libcrypto, which reads PFX files and locks messages, is not installed. Install the package libssl3 (libssl3t64 on newer systems).")
  }

  private typealias Pointer = UnsafeMutableRawPointer
  private typealias Decode = DerCoding.Decode
  private typealias Encode = DerCoding.Encode
  private typealias Release = @convention(c) (Pointer?) -> Void
  private typealias Make = @convention(c) () -> Pointer?

  private let readPfx: Decode, readCertificate: Decode, readKey: Decode, readMessage: Decode
  private let writeCertificate: Encode, writeKey: Encode, writeMessage: Encode
  private let freePfx: Release, freeCertificate: Release, freeKey: Release, freeMessage: Release, freeList: Release
  private let parsePfx: @convention(c) (Pointer?, UnsafePointer<CChar>?, UnsafeMutablePointer<Pointer?>, UnsafeMutablePointer<Pointer?>, UnsafeMutablePointer<Pointer?>?) -> Int32
  private let newList: Make, aes256: Make, memory: Make
  private let push: @convention(c) (Pointer?, Pointer?) -> Int32
  private let newStream: @convention(c) (Pointer?) -> Pointer?, openBytes: @convention(c) (UnsafeRawPointer?, Int32) -> Pointer?
  private let control: @convention(c) (Pointer?, Int32, Int, UnsafeMutableRawPointer?) -> Int, freeStream: @convention(c) (Pointer?) -> Int32
  private let encrypt: @convention(c) (Pointer?, Pointer?, Pointer?, UInt32) -> Pointer?
  private let decrypt: @convention(c) (Pointer?, Pointer?, Pointer?, Pointer?, Pointer?, UInt32) -> Int32
  private let clearErrors: @convention(c) () -> Void

  private init?() {
    guard !LoadedLibrary.isOpenSslHidden, var library = LoadedLibrary("libcrypto.so.3", "libcrypto.so.1.1") else { return nil }
    (readPfx, readCertificate, readKey, readMessage) = (library.symbol("d2i_PKCS12"), library.symbol("d2i_X509"), library.symbol("d2i_AutoPrivateKey"), library.symbol("d2i_CMS_ContentInfo"))
    (writeCertificate, writeKey, writeMessage) = (library.symbol("i2d_X509"), library.symbol("i2d_PrivateKey"), library.symbol("i2d_CMS_ContentInfo"))
    (freePfx, freeCertificate, freeKey) = (library.symbol("PKCS12_free"), library.symbol("X509_free"), library.symbol("EVP_PKEY_free"))
    (freeMessage, freeList) = (library.symbol("CMS_ContentInfo_free"), library.symbol("OPENSSL_sk_free"))
    parsePfx = library.symbol("PKCS12_parse")
    (newList, aes256, memory, push) = (library.symbol("OPENSSL_sk_new_null"), library.symbol("EVP_aes_256_cbc"), library.symbol("BIO_s_mem"), library.symbol("OPENSSL_sk_push"))
    (newStream, openBytes, control, freeStream) = (library.symbol("BIO_new"), library.symbol("BIO_new_mem_buf"), library.symbol("BIO_ctrl"), library.symbol("BIO_free"))
    (encrypt, decrypt, clearErrors) = (library.symbol("CMS_encrypt"), library.symbol("CMS_decrypt"), library.symbol("ERR_clear_error"))
    guard library.isWhole else { return nil }
    // older PFX files are sealed with what version 3 keeps apart
    if let provider: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>) -> UnsafeMutableRawPointer? = library.optional("OSSL_PROVIDER_load") {
      _ = provider(nil, "legacy")
      _ = provider(nil, "default")
      clearErrors()
    }
  }

  private func decoded(_ bytes: [UInt8], _ decode: Decode) -> Pointer? {
    defer { clearErrors() }
    return DerCoding.decoded(bytes, decode)
  }

  /// What became of a PFX file.
  enum Opened { case notPfx, wrongPassword, certificate([UInt8], key: [UInt8]?) }
  func open(pfx bytes: [UInt8], password: String?) -> Opened {
    guard let file = decoded(bytes, readPfx) else { return .notPfx }
    defer { freePfx(file); clearErrors() }
    var key: Pointer?, certificate: Pointer?
    guard parsePfx(file, password ?? "", &key, &certificate, nil) == 1 else { return .wrongPassword }
    defer { freeKey(key); freeCertificate(certificate) }
    guard let der = DerCoding.encoded(certificate, writeCertificate) else { return .notPfx }
    return .certificate(der, key: key == nil ? nil : DerCoding.encoded(key, writeKey))
  }

  /// Locks bytes for the holders of the certificates' keys, as DER; nil when the library cannot.
  public func lock(_ content: [UInt8], for certificates: [X509Certificate]) -> [UInt8]? {
    let list = newList()
    var opened: [Pointer?] = []
    defer { for c in opened { freeCertificate(c) }; freeList(list); clearErrors() }
    for c in certificates {
      guard let made = decoded(c.raw, readCertificate) else { return nil }
      opened.append(made)
      _ = push(list, made)
    }
    return content.withUnsafeBytes { b -> [UInt8]? in
      guard let input = openBytes(b.baseAddress, Int32(b.count)) else { return nil }
      defer { _ = freeStream(input) }
      // CMS_BINARY: bytes are no text to be tidied
      guard let message = encrypt(list, input, aes256(), 0x80) else { return nil }
      defer { freeMessage(message) }
      return DerCoding.encoded(message, writeMessage)
    }
  }
  /// What a locked message holds; nil when none of the keys opens it.
  public func unlock(_ message: [UInt8], with certificates: [X509Certificate]) -> [UInt8]? {
    for c in certificates {
      guard let der = c.privateKey, let key = decoded(der, readKey) else { continue }
      defer { freeKey(key); clearErrors() }
      guard let certificate = decoded(c.raw, readCertificate) else { continue }
      defer { freeCertificate(certificate) }
      guard let locked = decoded(message, readMessage), let output = newStream(memory()) else { continue }
      defer { freeMessage(locked); _ = freeStream(output) }
      guard decrypt(locked, key, certificate, nil, output, 0x80) == 1 else { continue }
      var start: UnsafeMutableRawPointer?
      // BIO_CTRL_INFO: where the bytes are, and how many
      let count = withUnsafeMutablePointer(to: &start) { control(output, 3, 0, UnsafeMutableRawPointer($0)) }
      return start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
    }
    return nil
  }
}
