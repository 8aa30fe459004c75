/// OpenSSL's libssl, which speaks TLS: its functions by their names, and what is the same for all connections.
import Engine
import Glibc
import Primitives

final class LibSsl {
  /// Nil where the library is not installed.
  nonisolated(unsafe) static let installed = LibSsl()

  typealias Pointer = UnsafeMutableRawPointer
  typealias Verify = @convention(c) (Int32, Pointer?) -> Int32
  typealias Make = @convention(c) (Pointer?) -> Pointer?
  typealias Release = @convention(c) (Pointer?) -> Void
  typealias Read = @convention(c) (Pointer?, Pointer?, Int32) -> Int32
  typealias Write = @convention(c) (Pointer?, UnsafeRawPointer?, Int32) -> Int32
  typealias Control = @convention(c) (Pointer?, Int32, Int, UnsafeMutableRawPointer?) -> Int
  typealias Decode = DerCoding.Decode
  typealias Use = @convention(c) (Pointer?, Pointer?) -> Int32

  let clientMethod: @convention(c) () -> Pointer?, newContext: Make, storeOfContext: Make, newSession: Make, freeContext: Release, freeSession: Release
  let load: @convention(c) (Pointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Int32, addToStore: Use
  let setStreams: @convention(c) (Pointer?, Pointer?, Pointer?) -> Void, connects: Release
  let handshake: @convention(c) (Pointer?) -> Int32, read: Read, write: Write, error: @convention(c) (Pointer?, Int32) -> Int32, control: Control
  let setOptions: @convention(c) (Pointer?, UInt64) -> UInt64, setVerify: @convention(c) (Pointer?, Int32, Verify?) -> Void
  let keep: @convention(c) (Pointer?, Int32, Pointer?) -> Int32, kept: @convention(c) (Pointer?, Int32) -> Pointer?, indexOfSession: @convention(c) () -> Int32
  let peer: Make, useCertificate: Use, useKey: Use
  let memory: @convention(c) () -> Pointer?, newStream: Make, takeOut: Read, putIn: Write, pending: @convention(c) (Pointer?) -> Int
  let readCertificate: Decode, readKey: Decode, freeCertificate: Release, freeKey: Release
  let writeCertificate: DerCoding.Encode
  let matchesHost: @convention(c) (Pointer?, UnsafePointer<CChar>?, Int, UInt32, Pointer?) -> Int32
  let matchesAddress: @convention(c) (Pointer?, UnsafePointer<CChar>?, UInt32) -> Int32
  let chainError: @convention(c) (Pointer?) -> Int32, keptByChain: @convention(c) (Pointer?, Int32) -> Pointer?
  let takeError: @convention(c) () -> UInt, describe: @convention(c) (UInt, UnsafeMutablePointer<CChar>?, Int) -> Void, clearErrors: @convention(c) () -> Void
  let defaultFile: @convention(c) () -> UnsafePointer<CChar>?, defaultFolder: @convention(c) () -> UnsafePointer<CChar>?

  private init?() {
    guard !LoadedLibrary.isOpenSslHidden, var l = LoadedLibrary("libssl.so.3") else { return nil }
    (clientMethod, newContext, storeOfContext) = (l.symbol("TLS_client_method"), l.symbol("SSL_CTX_new"), l.symbol("SSL_CTX_get_cert_store"))
    (newSession, freeContext, freeSession) = (l.symbol("SSL_new"), l.symbol("SSL_CTX_free"), l.symbol("SSL_free"))
    (load, addToStore) = (l.symbol("SSL_CTX_load_verify_locations"), l.symbol("X509_STORE_add_cert"))
    (setStreams, connects) = (l.symbol("SSL_set_bio"), l.symbol("SSL_set_connect_state"))
    (handshake, read, write) = (l.symbol("SSL_do_handshake"), l.symbol("SSL_read"), l.symbol("SSL_write"))
    (error, control) = (l.symbol("SSL_get_error"), l.symbol("SSL_ctrl"))
    (setOptions, setVerify) = (l.symbol("SSL_set_options"), l.symbol("SSL_set_verify"))
    (keep, kept, indexOfSession) = (l.symbol("SSL_set_ex_data"), l.symbol("SSL_get_ex_data"), l.symbol("SSL_get_ex_data_X509_STORE_CTX_idx"))
    (peer, useCertificate, useKey) = (l.symbol("SSL_get1_peer_certificate"), l.symbol("SSL_use_certificate"), l.symbol("SSL_use_PrivateKey"))
    (memory, newStream, takeOut, putIn) = (l.symbol("BIO_s_mem"), l.symbol("BIO_new"), l.symbol("BIO_read"), l.symbol("BIO_write"))
    pending = l.symbol("BIO_ctrl_pending")
    (readCertificate, readKey) = (l.symbol("d2i_X509"), l.symbol("d2i_AutoPrivateKey"))
    (freeCertificate, freeKey, writeCertificate) = (l.symbol("X509_free"), l.symbol("EVP_PKEY_free"), l.symbol("i2d_X509"))
    (matchesHost, matchesAddress) = (l.symbol("X509_check_host"), l.symbol("X509_check_ip_asc"))
    (chainError, keptByChain) = (l.symbol("X509_STORE_CTX_get_error"), l.symbol("X509_STORE_CTX_get_ex_data"))
    (takeError, describe, clearErrors) = (l.symbol("ERR_get_error"), l.symbol("ERR_error_string_n"), l.symbol("ERR_clear_error"))
    (defaultFile, defaultFolder) = (l.symbol("X509_get_default_cert_file"), l.symbol("X509_get_default_cert_dir"))
    guard l.isWhole else { return nil }
  }

  /// The certificate the other side has shown; nil when it has shown none.
  func certificate(of session: Pointer?) -> X509Certificate? {
    guard let c = peer(session) else { return nil }
    defer { freeCertificate(c) }
    return DerCoding.encoded(c, writeCertificate).flatMap { X509Certificate($0) }
  }
  /// Whether a certificate is one for a host, by its name or its address.
  func names(_ session: Pointer?, _ host: String, isAddress: Bool) -> Bool {
    guard let c = peer(session) else { return false }
    defer { freeCertificate(c); clearErrors() }
    if !isAddress { return matchesHost(c, host, host.utf8.count, 4 /* an asterisk stands for a whole word */, nil) == 1 }
    return matchesAddress(c, host, 0) == 1 || certificate(of: session)?.simpleName == host
  }
  /// What went wrong last, in the library's words.
  func lastError() -> String? {
    let code = takeError()
    clearErrors()
    if code == 0 { return nil }
    var text = [CChar](repeating: 0, count: 256)
    describe(code, &text, text.count)
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
