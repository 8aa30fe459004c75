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

  static func encode(_ s: String, _ key: [UInt8], _ shell: Invocation) throws -> String {
    guard let aes = Aes(key: key) else { throw wrongLength("Argument", shell) }
    let iv = (0..<16).map { _ in UInt8.random(in: 0...255) }
    let data = ByteText.hex(aes.encrypt(units(s), iv: iv)).lowercased()
    return mark + ByteText.base64(units("2|" + ByteText.base64(iv) + "|" + data))
  }
  /// The text behind the disguise. Text without the mark is data alone, whose initial vector nobody knows.
  /// - Throws: the record of a key of a length that does not go, of data that are not whole blocks or do not fit the key; for digits that are
  ///   none a `FormatException`
  static func decode(_ s: String, _ key: [UInt8], _ shell: Invocation) throws -> String {
    guard let aes = Aes(key: key) else { throw wrongLength("ImportSecureString_InvalidArgument", shell) }
    var digits = s, iv = (0..<16).map { _ in UInt8.random(in: 0...255) }
    if s.lowercased().hasPrefix(mark), let package = try? ByteText.bytes(base64: String(s.dropFirst(mark.count))) {
      let parts = text(package).split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      if parts.count == 3, let start = try? ByteText.bytes(base64: parts[1]) { (digits, iv) = (parts[2], start) }
    }
    let data = try bytes(digits, shell)
    if data.isEmpty { return "" }
    if data.count % 16 != 0 { throw unreadable("The input data is not a complete block.", shell) }
    guard let plain = aes.decrypt(data, iv: iv) else { throw unreadable("Padding is invalid and cannot be removed.", shell) }
    return text(plain)
  }
  private static func unreadable(_ why: String, _ shell: Invocation) -> TerminatingError {
    shell.terminating(
      "ImportSecureString_InvalidArgument_CryptographicError", .invalidArgument, why, exception: "System.Security.Cryptography.CryptographicException")
  }
  /// Two digits a byte; one that is left over is not looked at.
  static func bytes(_ hex: String, _ shell: Invocation) throws -> [UInt8] {
    let units = Array(hex.utf16)
    return try stride(from: 0, to: units.count - units.count % 2, by: 2).map { i in
      let pair = String(decoding: units[i..<(i + 2)], as: UTF16.self)
      guard pair.utf8.count == 2, !pair.hasPrefix("+"), !pair.hasPrefix("-"), let v = UInt8(pair, radix: 16) else {
        throw shell.terminating(
          "System.FormatException", .notSpecified, "The input string '\(pair)' was not in a correct format.", exception: "System.FormatException")
      }
      return v
    }
  }
  private static func wrongLength(_ id: String, _ shell: Invocation) -> TerminatingError {
    shell.terminating(
      id, .invalidArgument, "The specified key is not valid. Valid key length settings are either 128 bits, 192 bits, or 256 bits.",
      exception: "System.Management.Automation.PSArgumentException")
  }
}

extension TextCodec {
  func decode(_ b: [UInt8]) -> String { b.withUnsafeBufferPointer { decode($0) } }
}
