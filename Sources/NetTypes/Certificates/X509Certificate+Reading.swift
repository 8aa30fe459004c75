/// Certificates out of files: DER, its text form between BEGIN and END lines, and PFX with a password.
import Engine
import Primitives

extension X509Certificate {
  /// The certificate that the bytes are.
  /// - Throws: `CryptographicException`: they are none, or the password opens them not
  public static func read(_ bytes: [UInt8], password: String? = nil) throws -> X509Certificate {
    let armored = unarmored(String(decoding: bytes, as: UTF8.self), "CERTIFICATE").map { $0.bytes }
    if let made = X509Certificate(armored ?? bytes) { return made }
    guard bytes.first == 0x30, DerValue(bytes)?.tag == 0x30 else { throw problem("ASN1 corrupted data.") }
    switch try LibCrypto.needed().open(pfx: bytes, password: password) {
    case .certificate(let der, let key):
      guard let made = X509Certificate(der, privateKey: key) else { throw problem("ASN1 corrupted data.") }
      return made
    case .wrongPassword: throw problem("The certificate data cannot be read with the provided password, the password may be incorrect.")
    case .notPfx: throw problem("ASN1 corrupted data.")
    }
  }
  /// - Throws: also what reading the file throws
  public static func read(file path: String, password: String? = nil) throws -> X509Certificate { try read(try FileSystem.read(path), password: password) }

  static func problem(_ message: String) -> TerminatingError { netError("System.Security.Cryptography.CryptographicException", message) }

  /// The bytes between the lines that name what begins and ends there, with the text before and behind; nil when there are none.
  public static func unarmored(_ text: String, _ name: String) -> (bytes: [UInt8], before: String, behind: String)? {
    let all = Array(text.utf8)
    func find(_ words: String, from start: Int) -> Int? {
      let wanted = Array(words.utf8)
      return all.count < wanted.count ? nil : (start..<max(start, all.count - wanted.count + 1)).first { all[$0] == wanted[0] && all[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
    let head = "-----BEGIN \(name)-----", foot = "-----END \(name)-----"
    guard let start = find(head, from: 0), let end = find(foot, from: start + head.utf8.count) else { return nil }
    guard let bytes = try? ByteText.bytes(base64: String(decoding: all[(start + head.utf8.count)..<end], as: UTF8.self)) else { return nil }
    return (bytes, String(decoding: all[..<start], as: UTF8.self), String(decoding: all[(end + foot.utf8.count)...], as: UTF8.self))
  }
  /// Bytes as text between lines that name them.
  public static func armored(_ bytes: [UInt8], _ name: String) -> String {
    let lines = String(decoding: ByteText.base64(bytes, lineBreaks: true).utf8.filter { $0 != 13 }, as: UTF8.self)
    return "-----BEGIN \(name)-----\n\(lines)\n-----END \(name)-----"
  }

  /// Where .NET keeps a store of the user's as files: `my`, `root`, `ca`; nil for a user without a home.
  static func storeFolder(_ name: String) -> String? { Environment.get("HOME").map { $0 + "/.dotnet/corefx/cryptography/x509stores/" + name.lowercased() } }
  /// Whether the user has a store of their own.
  public static var isStoreThere: Bool { storeFolder("my").map { FileSystem.directoryExists($0) } ?? false }
  /// The certificates of the user's own store.
  public static var stored: [X509Certificate] { stored(in: "my") }
}
