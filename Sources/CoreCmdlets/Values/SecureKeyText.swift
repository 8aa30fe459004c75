/// Secure strings as text that only a key opens: a mark, then version, initial vector and AES data in Base64 of UTF-16.
import Codecs
import Engine
import Primitives

enum SecureKeyText {
  private static let mark = "76492d1116743f0423413b16050a5345"

  /// The key's bytes, given as bytes or as a secure string.
  static func key(_ bytes: [Value], _ secure: Value?, _ context: ExecutionContext) -> [UInt8]? {
    if !bytes.isEmpty { return bytes.map { if case .byte(let b) = $0.base { b } else { 0 } } }
    guard let secure, !secure.isNull else { return nil }
    return units(SecureText.read(secure, context))
  }
  private static func units(_ s: String) -> [UInt8] { s.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] } }
  private static func text(_ b: [UInt8]) -> String { TextCodec.utf16LE.decode(b) }

  static func encode(_ s: String, _ key: [UInt8], secure: Bool, _ shell: Invocation) throws -> String {
    guard let aes = Aes(key: key) else { throw wrongLength(secure, shell) }
    let iv = (0..<16).map { _ in UInt8.random(in: 0...255) }
    let data = ByteText.hex(aes.encrypt(units(s), iv: iv)).lowercased()
    return mark + ByteText.base64(units("2|" + ByteText.base64(iv) + "|" + data))
  }
  /// The text behind the disguise; nil when the text is none.
  static func decode(_ s: String, _ key: [UInt8], secure: Bool, _ shell: Invocation) throws -> String? {
    guard let aes = Aes(key: key) else { throw wrongLength(secure, shell) }
    guard s.hasPrefix(mark), let package = try? ByteText.bytes(base64: String(s.dropFirst(mark.count))) else { return nil }
    let parts = text(package).split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "2", let iv = try? ByteText.bytes(base64: parts[1]), let data = bytes(parts[2]) else { return nil }
    guard let plain = aes.decrypt(data, iv: iv) else {
      throw shell.terminating(
        "ImportSecureString_InvalidArgument_CryptographicError", .invalidArgument, "Padding is invalid and cannot be removed.",
        exception: "System.Security.Cryptography.CryptographicException")
    }
    return text(plain)
  }
  private static func bytes(_ hex: String) -> [UInt8]? {
    let b = Array(hex.utf8)
    guard b.count % 2 == 0 else { return nil }
    var out: [UInt8] = []
    for i in stride(from: 0, to: b.count, by: 2) {
      guard let v = UInt8(String(decoding: b[i..<(i + 2)], as: UTF8.self), radix: 16) else { return nil }
      out.append(v)
    }
    return out
  }
  private static func wrongLength(_ secure: Bool, _ shell: Invocation) -> TerminatingError {
    let name = secure ? "SecureKey" : "Key"
    return shell.terminating(
      "Argument", .invalidArgument,
      "The specified \(name) is not valid. Valid \(name) length settings are either 128 bits, 192 bits, or 256 bits.",
      exception: "System.Management.Automation.PSArgumentException")
  }
}

extension TextCodec {
  func decode(_ b: [UInt8]) -> String { b.withUnsafeBufferPointer { decode($0) } }
}
