/// A connection under TLS, as its client. The library works in memory; what it wants to say and hear goes through the socket, whose waits
/// Ctrl+C and time limits end.
import Engine
import Glibc
import Primitives

final class TlsChannel: ByteChannel {
  private typealias Failure = HttpClient.Failure
  private let library: LibSsl
  private let socket: ClientSocket
  private let session: LibSsl.Pointer?
  /// What came in and what is to go out, of which the session disposes.
  private let incoming: LibSsl.Pointer?, outgoing: LibSsl.Pointer?
  private var buffer = [UInt8](repeating: 0, count: 1 << 14)
  fileprivate var verdict = TlsVerdict()
  private static let wantsMore: Int32 = 2, isClosed: Int32 = 6

  /// - Throws: `Failure` with what .NET throws for its reason
  init(_ s: ClientSocket, host: String, _ settings: TlsSettings, _ patience: Patience) throws {
    guard let installed = LibSsl.installed else {
      throw TlsChannel.failed(
        PSException("System.DllNotFoundException", "OpenSSL's libssl, which https needs, is not installed. Install the package libssl3 (libssl3t64 on newer systems)."))
    }
    library = installed
    socket = s
    session = library.session()
    (incoming, outgoing) = (library.newStream(library.memory()), library.newStream(library.memory()))
    library.setStreams(session, incoming, outgoing)
    library.connects(session)
    let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    let isAddress = IPAddressText.v4(name) != nil || IPAddressText.v6(name) != nil
    // addresses are no names of servers
    if !isAddress { _ = name.withCString { library.control(session, 55, 0, UnsafeMutableRawPointer(mutating: $0)) } }
    allow(settings.protocols)
    show(settings.certificates)
    _ = library.keep(session, 0, Unmanaged.passUnretained(self).toOpaque())
    // faults of the chain are gathered, and judged when all are known
    library.setVerify(session, 1) { ok, chain in
      guard ok == 0, let l = LibSsl.installed else { return ok }
      if let me = l.kept(l.keptByChain(chain, l.indexOfSession()), 0) { Unmanaged<TlsChannel>.fromOpaque(me).takeUnretainedValue().verdict.note(l.chainError(chain)) }
      return 1
    }
    try greet(patience)
    let chain = verdict
    if chain.isBeyondWords { throw TlsChannel.failed(chain.failure) }
    if settings.trustsAll { return }
    let certificate = library.certificate(of: session)
    if certificate == nil { verdict.policy |= 1 } else if !library.names(session, name, isAddress: isAddress) { verdict.policy |= 2 }
    if let judge = settings.judge {
      do { if try judge(certificate, verdict.errors) { return } } catch let e as TerminatingError { throw TlsChannel.failed(e.record.exception) }
      throw TlsChannel.failed(
        PSException("System.Security.Authentication.AuthenticationException", "The remote certificate was rejected by the provided RemoteCertificateValidationCallback."))
    }
    let final = verdict
    if final.errors != 0 { throw TlsChannel.failed(final.failure) }
  }
  deinit { library.freeSession(session) }

  private static func failed(_ cause: @autoclosure @escaping () -> PSException) -> Failure {
    Failure(message: "The SSL connection could not be established, see inner exception.", cause: cause(), .secureConnection)
  }
  /// What the library found wrong, under its own name of the kind of error.
  private static func library(_ doing: String, _ error: Int32, _ words: String?) -> PSException {
    let kind = switch error { case 1: "SSL_ERROR_SSL"; case 5: "SSL_ERROR_SYSCALL"; case 6: "SSL_ERROR_ZERO_RETURN"; default: "SSL_ERROR_NONE" }
    return PSException(
      "Interop+OpenSsl+SslException", "\(doing) failed with OpenSSL error - \(kind).", inner: words.map { PSException("Interop+Crypto+OpenSslCryptographicException", $0) })
  }
  /// Each version that is not named is forbidden.
  private func allow(_ protocols: Int) {
    guard protocols != 0 else { return }
    for (bit, option) in [(192, 1 << 26), (768, 1 << 28), (3072, 1 << 27), (12288, 1 << 29)] as [(Int, UInt64)] where protocols & bit == 0 { _ = library.setOptions(session, option) }
  }
  private func show(_ certificates: [X509Certificate]) {
    defer { library.clearErrors() }
    guard let own = certificates.first(where: { $0.privateKey != nil }), let der = own.privateKey, let c = DerCoding.decoded(own.raw, library.readCertificate) else { return }
    defer { library.freeCertificate(c) }
    guard let key = DerCoding.decoded(der, library.readKey) else { return }
    defer { library.freeKey(key) }
    _ = library.useCertificate(session, c)
    _ = library.useKey(session, key)
  }

  // MARK: Handshake

  private func greet(_ patience: Patience) throws {
    var isFirst = true
    while true {
      library.clearErrors()
      let result = library.handshake(session)
      let error = library.error(session, result), reason = error == 1 ? library.lastError() : nil
      try flush(patience)
      if result == 1 { return }
      guard error == TlsChannel.wantsMore else {
        throw TlsChannel.failed(
          PSException(
            "System.Security.Authentication.AuthenticationException", "Authentication failed, see inner exception.", inner: TlsChannel.library("SSL Handshake", error, reason)))
      }
      let n = try socket.receive(&buffer, patience)
      if n == 0 { throw TlsChannel.failed(PSException("System.IO.IOException", "Received an unexpected EOF or 0 bytes from the transport stream.")) }
      // each version's messages begin with a kind and a 3
      if isFirst, n > 1, buffer[1] != 3 {
        throw TlsChannel.failed(
          PSException("System.Security.Authentication.AuthenticationException", "Cannot determine the frame size or a corrupted frame was received."))
      }
      isFirst = false
      _ = library.putIn(incoming, buffer, Int32(n))
    }
  }
  /// Hands what the library wants to say to the socket.
  private func flush(_ patience: Patience) throws {
    while library.pending(outgoing) > 0 {
      var piece = [UInt8](repeating: 0, count: library.pending(outgoing))
      let n = library.takeOut(outgoing, &piece, Int32(clamping: piece.count))
      guard n > 0 else { return }
      try socket.send(Array(piece[..<Int(n)]), patience)
    }
  }

  // MARK: Bytes

  func send(_ bytes: [UInt8], _ patience: Patience) throws {
    var at = 0
    while at < bytes.count {
      library.clearErrors()
      let n = bytes.withUnsafeBytes { library.write(session, $0.baseAddress.map { $0 + at }, Int32(min(1 << 14, bytes.count - at))) }
      try flush(patience)
      guard n > 0 else { return }
      at += Int(n)
    }
  }
  func receive(_ into: inout [UInt8], _ patience: Patience) throws -> Int {
    while true {
      if let n = try decrypt(&into) { return n }
      try flush(patience)
      let n = try socket.receive(&buffer, patience)
      if n == 0 { return 0 }
      _ = library.putIn(incoming, buffer, Int32(n))
    }
  }
  /// What has come already; nil when nothing has, 0 at the end.
  private func decrypt(_ into: inout [UInt8]) throws -> Int? {
    library.clearErrors()
    let n = library.read(session, &into, Int32(clamping: into.count))
    if n > 0 { return Int(n) }
    let error = library.error(session, n)
    if error == TlsChannel.wantsMore { return nil }
    if error == TlsChannel.isClosed { return 0 }
    let words = library.lastError()
    throw Failure(
      message: "An error occurred while sending the request.",
      cause: PSException("System.IO.IOException", "The decryption operation failed, see inner exception.", inner: TlsChannel.library("Decrypt", error, words)))
  }
  /// The library's own messages may come at any time.
  var isIdle: Bool {
    var byte: [UInt8] = [0]
    while true {
      do { if try decrypt(&byte) != nil { return false } } catch { return false }
      guard let n = socket.receiveAtOnce(&buffer) else { return true }
      if n == 0 { return false }
      _ = library.putIn(incoming, buffer, Int32(n))
    }
  }
}
