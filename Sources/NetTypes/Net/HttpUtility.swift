/// `System.Web.HttpUtility` and `System.Globalization.IdnMapping`: escapes of the web beside those of `WebUtility`.
import Engine
import Primitives

extension NetTypes {
  static func registerHttpUtility() {
    TypeTable.register("System.Web.HttpUtility") {
      NetType("System.Web.HttpUtility", base: TypeTable.object) { t in
        func text(_ n: String, _ parameter: String, _ f: @escaping (String) -> String) {
          t.staticMethod("static string \(n)(\(parameter))") { a, _ in a.text(0).map { .str(f($0)) } ?? .null }
        }
        text("UrlEncode", "string str", Escaping.form)
        text("UrlDecode", "string str") { Escaping.unescape($0.replacing("+", " ")) }
        text("UrlPathEncode", "string str") { s in
          let path = s.prefix { $0 != "?" }
          return Escaping.percent(String(path), digits: Escaping.smallHexDigits) { 33...126 ~= $0 } + s.dropFirst(path.count)
        }
        text("HtmlEncode", "string s", Escaping.html)
        text("HtmlDecode", "string s", Escaping.htmlDecoded)
        text("HtmlAttributeEncode", "string s") { $0.replacing("&", "&amp;").replacing("\"", "&quot;").replacing("'", "&#39;").replacing("<", "&lt;") }
        t.staticMethod("static string JavaScriptStringEncode(string value)") { a, _ in .str(script(a.string(0))) }
        t.staticMethod("static string JavaScriptStringEncode(string value, bool addDoubleQuotes)") { a, _ in .str(a.bool(1) ? "\"" + script(a.string(0)) + "\"" : script(a.string(0))) }
        t.staticMethod("static System.Collections.Specialized.NameValueCollection ParseQueryString(string query)") { a, _ in
          guard var query = a.text(0) else { throw nullArgument("query") }
          if query.utf8.first == 63 { query.removeFirst() }
          let all = PSNameValues(query: true)
          for part in query.split(separator: "&", omittingEmptySubsequences: true) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Escaping.unescape(String($0).replacing("+", " ")) }
            all.add(pair.count == 2 ? pair[0] : nil, pair[pair.count - 1])
          }
          return .other(all)
        }
      }
    }
    TypeTable.register("System.Globalization.IdnMapping") {
      NetType("System.Globalization.IdnMapping", base: TypeTable.object) { t in
        t.constructor("System.Globalization.IdnMapping new()") { _, _ in .object(PSObject(type: t)) }
        func labels(_ s: String, _ f: (String) throws -> String) rethrows -> Value {
          .str(try s.split(separator: ".", omittingEmptySubsequences: false).map { try f(String($0)) }.joined(separator: "."))
        }
        t.method("string GetAscii(string unicode)") { _, a, _ in
          try labels(a.string(0).netLower) { s in
            if s.utf8.allSatisfy({ $0 < 128 }) { return s }
            guard let p = Punycode.encode(s) else { throw argumentError("Decoded string is not a valid IDN name.", param: "unicode") }
            return "xn--" + p
          }
        }
        t.method("string GetUnicode(string ascii)") { _, a, _ in
          try labels(a.string(0)) { s in
            guard s.lowercased().hasPrefix("xn--") else { return s }
            guard let u = Punycode.decode(String(s.dropFirst(4))) else { throw argumentError("Decoded string is not a valid IDN name.", param: "ascii") }
            return u
          }
        }
      }
    }
  }

  private static func script(_ s: String) -> String {
    var out = ""
    for c in s.unicodeScalars {
      switch c {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case "'", "<", ">", "&", "\u{85}", "\u{2028}", "\u{2029}", "\0"..<" ":
        let hex = String(c.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(c)
      }
    }
    return out
  }
}

/// Names of hosts in ASCII (RFC 3492).
enum Punycode {
  private static let base = 36, tMin = 1, tMax = 26

  static func encode(_ s: String) -> String? {
    let input = s.unicodeScalars.map { Int($0.value) }
    var out = input.filter { $0 < 128 }.map { UInt8($0) }
    let basic = out.count
    if basic > 0 { out.append(45) }
    var n = 128, delta = 0, bias = 72, handled = basic
    while handled < input.count {
      guard let m = input.filter({ $0 >= n }).min() else { return nil }
      delta += (m - n) * (handled + 1)
      n = m
      for c in input {
        if c < n { delta += 1 }
        guard c == n else { continue }
        var q = delta
        for k in stride(from: base, through: Int.max, by: base) {
          let t = threshold(k, bias)
          if q < t { break }
          out.append(digit(t + (q - t) % (base - t)))
          q = (q - t) / (base - t)
        }
        out.append(digit(q))
        bias = adapted(delta, handled + 1, first: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func decode(_ s: String) -> String? {
    let bytes = Array(s.utf8), cut = bytes.lastIndex(of: 45)
    var out = (cut.map { bytes[..<$0] } ?? []).map { Int($0) }
    var i = 0, n = 128, bias = 72, at = cut.map { $0 + 1 } ?? 0
    while at < bytes.count {
      let old = i
      var weight = 1
      for k in stride(from: base, through: Int.max, by: base) {
        guard at < bytes.count, let d = value(bytes[at]), weight < 1 << 40 else { return nil }
        at += 1
        i += d * weight
        let t = threshold(k, bias)
        if d < t { break }
        weight *= base - t
      }
      bias = adapted(i - old, out.count + 1, first: old == 0)
      n += i / (out.count + 1)
      i %= out.count + 1
      guard n < 0x110000 else { return nil }
      out.insert(n, at: i)
      i += 1
    }
    var text = ""
    for c in out {
      guard let u = UInt32(exactly: c).flatMap({ Unicode.Scalar($0) }) else { return nil }
      text.unicodeScalars.append(u)
    }
    return text
  }

  private static func threshold(_ k: Int, _ bias: Int) -> Int { k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias }
  private static func digit(_ n: Int) -> UInt8 { UInt8(n < 26 ? 97 + n : 22 + n) }
  private static func value(_ b: UInt8) -> Int? {
    switch b {
    case 48...57: Int(b) - 22
    case 65...90: Int(b) - 65
    case 97...122: Int(b) - 97
    default: nil
    }
  }
  private static func adapted(_ delta: Int, _ count: Int, first: Bool) -> Int {
    var d = first ? delta / 700 : delta / 2, k = 0
    d += d / count
    while d > (base - tMin) * tMax / 2 { d /= base - tMin; k += base }
    return k + (base - tMin + 1) * d / (d + 38)
  }
}
