/// Percent and HTML escapes.
import Primitives

enum Escaping {
  static let hexDigits = Array("0123456789ABCDEF".utf8), smallHexDigits = Array("0123456789abcdef".utf8)

  static func percent(_ s: String, digits: [UInt8] = hexDigits, keep: (UInt8) -> Bool) -> String {
    var out: [UInt8] = []
    for b in s.utf8 {
      if out.count & 0xFFFFF == 0xFFFFF, Attention.isWanted { break }
      if keep(b) { out.append(b) } else { out.append(37); out.append(digits[Int(b >> 4)]); out.append(digits[Int(b & 15)]) }
    }
    return String(decoding: out, as: UTF8.self)
  }
  static func isAlphanumeric(_ b: UInt8) -> Bool { 48...57 ~= b || 65...90 ~= b || 97...122 ~= b }
  /// `Uri.EscapeDataString`.
  static func data(_ s: String) -> String { percent(s) { isAlphanumeric($0) || "-_.~".utf8.contains($0) } }
  /// `Uri.EscapeUriString`.
  static func uri(_ s: String) -> String { percent(s) { isAlphanumeric($0) || "-_.~:/?#[]@!$&'()*+,;=%".utf8.contains($0) } }
  /// `WebUtility.UrlEncode`.
  static func url(_ s: String) -> String {
    percent(s) { isAlphanumeric($0) || "-_.!*() ".utf8.contains($0) }.replacing(" ", "+")
  }
  /// `HttpUtility.UrlEncode`: as `url`, with small digits.
  static func form(_ s: String) -> String {
    percent(s, digits: smallHexDigits) { isAlphanumeric($0) || "-_.!*() ".utf8.contains($0) }.replacing(" ", "+")
  }
  static func unescape(_ s: String) -> String {
    let u = Array(s.utf8)
    func digit(_ b: UInt8) -> UInt8? { 48...57 ~= b ? b - 48 : 65...70 ~= b ? b - 55 : 97...102 ~= b ? b - 87 : nil }
    func escaped(_ i: Int) -> UInt8? {
      guard i + 2 < u.count, u[i] == 37, let h = digit(u[i + 1]), let l = digit(u[i + 2]) else { return nil }
      return h << 4 | l
    }
    var out: [UInt8] = []
    var i = 0
    while i < u.count {
      if i & 0xFFFFF == 0xFFFFF, Attention.isWanted { break }
      guard let first = escaped(i) else { out.append(u[i]); i += 1; continue }
      // bytes that are no UTF-8 stay escaped
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      let bytes = (0..<length).compactMap { escaped(i + 3 * $0) }
      if bytes.count == length, String(validating: bytes, as: UTF8.self) != nil {
        out += bytes
        i += 3 * length
      } else {
        out += u[i..<(i + 3)]
        i += 3
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
  /// `WebUtility.HtmlEncode`.
  static func html(_ s: String) -> String {
    var out = "", done = 0
    for c in s.unicodeScalars {
      done += 1
      if done & 0xFFFFF == 0, Attention.isWanted { break }
      switch c {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: if c.value >= 160 && c.value < 256 || c.value > 0xFFFF { out += "&#\(c.value);" } else { out.unicodeScalars.append(c) }
      }
    }
    return out
  }
  static func htmlDecoded(_ s: String) -> String {
    let bytes = Array(s.utf8)
    var out: [UInt8] = [], at = 0
    while at < bytes.count {
      if at & 0xFFFF == 0, Attention.isWanted { break }
      // a name ends soon, or it is none
      if bytes[at] == 38, let end = bytes[at..<min(bytes.count, at + 40)].firstIndex(of: 59), let scalar = scalar(named: String(decoding: bytes[at + 1..<end], as: UTF8.self)) {
        out.append(contentsOf: String(Character(scalar)).utf8)
        at = end + 1
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
  private static func scalar(named name: String) -> Unicode.Scalar? {
    if let known = HtmlEntities.scalars[name] { return known }
    if name.hasPrefix("#x") || name.hasPrefix("#X") { return UInt32(name.dropFirst(2), radix: 16).flatMap { Unicode.Scalar($0) } }
    return name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap { Unicode.Scalar($0) } : nil
  }
}
