/// Percent and HTML escapes.
enum Escaping {
  static let hexDigits = Array("0123456789ABCDEF".utf8), smallHexDigits = Array("0123456789abcdef".utf8)

  static func percent(_ s: String, digits: [UInt8] = hexDigits, keep: (UInt8) -> Bool) -> String {
    var out: [UInt8] = []
    for b in s.utf8 { if keep(b) { out.append(b) } else { out += [37, digits[Int(b >> 4)], digits[Int(b & 15)]] } }
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
    var out: [UInt8] = []
    var i = 0
    while i < u.count {
      if u[i] == 37, i + 2 < u.count, let h = digit(u[i + 1]), let l = digit(u[i + 2]) { out.append(h << 4 | l); i += 3 } else { out.append(u[i]); i += 1 }
    }
    return String(decoding: out, as: UTF8.self)
  }
  /// `WebUtility.HtmlEncode`.
  static func html(_ s: String) -> String {
    var out = ""
    for c in s.unicodeScalars {
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
    var out = "", rest = Substring(s)
    while let i = rest.firstIndex(of: "&") {
      out += rest[..<i]
      rest = rest[i...]
      guard let j = rest.firstIndex(of: ";") else { break }
      let name = rest[rest.index(after: i)..<j]
      if let known = HtmlEntities.scalars[String(name)] { out.unicodeScalars.append(known) }
      else if name.hasPrefix("#x") || name.hasPrefix("#X"), let n = UInt32(name.dropFirst(2), radix: 16), let c = Unicode.Scalar(n) { out.unicodeScalars.append(c) }
      else if name.hasPrefix("#"), let n = UInt32(name.dropFirst()), let c = Unicode.Scalar(n) { out.unicodeScalars.append(c) }
      else { out += "&"; rest = rest.dropFirst(); continue }
      rest = rest[rest.index(after: j)...]
    }
    return out + rest
  }
}
