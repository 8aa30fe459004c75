/// Secure strings: text that does not show. The encoded form is a reversible disguise, not encryption, as on every platform
/// without a data protection service.
import Engine

enum SecureText {
  static func make(_ s: String, _ context: ExecutionContext) throws -> Value {
    let v = try context.construct(TypeTable.get("System.Security.SecureString"), [])
    for u in s.utf16 { _ = try context.callMethod(v, "AppendChar", [.char(u)]) }
    return v
  }
  static func read(_ v: Value, _ context: ExecutionContext) -> String {
    let t = TypeTable.get("System.Net.NetworkCredential")
    if let c = try? context.construct(t, [.str(""), v]), let p = try? context.property(c, "Password") { return Conversion.toString(p) }
    return ""
  }
  /// UTF-16 code units as hexadecimal digits.
  static func encode(_ s: String) -> String {
    let digits = Array("0123456789abcdef")
    var out = ""
    for u in s.utf16 { for b in [UInt8(truncatingIfNeeded: u), UInt8(truncatingIfNeeded: u >> 8)] { out.append(digits[Int(b >> 4)]); out.append(digits[Int(b & 15)]) } }
    return out
  }
  static func decode(_ s: String) -> String? {
    let b = Array(s.utf8)
    guard b.count % 4 == 0 else { return nil }
    func digit(_ c: UInt8) -> UInt16? { switch c { case 48...57: UInt16(c - 48); case 97...102: UInt16(c - 87); case 65...70: UInt16(c - 55); default: nil } }
    var units: [UInt16] = []
    var i = 0
    while i < b.count {
      guard let a = digit(b[i]), let c = digit(b[i + 1]), let d = digit(b[i + 2]), let e = digit(b[i + 3]) else { return nil }
      units.append(a << 4 | c | (d << 4 | e) << 8)
      i += 4
    }
    return String(decoding: units, as: UTF16.self)
  }
}
