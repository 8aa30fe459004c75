/// Who one is, told without the password: the answer to a server's `Digest` challenge (RFC 7616), as .NET's clients write it.
import Engine
import Primitives

public enum DigestAuthorization {
  /// The parameters of a server's challenge of this kind; nil when it makes none.
  public static func challenge(in headers: [(name: String, value: String)]) -> [String: String]? {
    guard let text = headers.first(where: { $0.name.equalsIgnoringCase("WWW-Authenticate") && $0.value.lowercased().hasPrefix("digest ") })?.value else { return nil }
    var all: [String: String] = [:], rest = text.dropFirst(7)
    while let equals = rest.firstIndex(of: "=") {
      let key = NetString.trim(String(rest[..<equals])).lowercased()
      rest = rest[rest.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
      var value = ""
      if rest.first == "\"" {
        rest = rest.dropFirst()
        var isEscaped = false
        while let c = rest.popFirst(), isEscaped || c != "\"" {
          value.append(c)
          isEscaped = !isEscaped && c == "\\"
        }
        rest = rest.drop { $0 != "," }
      } else {
        // what must stand in quotation marks ends the challenge without them
        if ["realm", "nonce", "opaque", "qop"].contains(key) { break }
        value = NetString.trim(String(rest.prefix { $0 != "," }))
        rest = rest.drop { $0 != "," }
      }
      all[key] = value
      rest = rest.dropFirst()
    }
    return all
  }

  /// The header's text; nil for a challenge that asks for what is not known.
  /// - Parameter target: path and query
  public static func answer(_ challenge: [String: String], user: String, password: String, method: String, target: String, body: [UInt8]) -> String? {
    let algorithm = challenge["algorithm"] ?? "MD5", lower = algorithm.lowercased()
    guard ["md5", "md5-sess", "sha-256", "sha-256-sess"].contains(lower), let nonce = challenge["nonce"], let realm = challenge["realm"] else { return nil }
    let hash = lower.hasPrefix("sha") ? HashAlgorithm.sha256 : .md5
    func digest(_ bytes: [UInt8]) -> String { X509Certificate.hex(hash.digest(bytes)).lowercased() }
    func digest(_ text: String) -> String { digest(Array(text.utf8)) }
    // whole contents are sealed only for servers that ask for nothing less
    let kinds = challenge["qop"]?.split(separator: ",").map { NetString.trim(String($0)) }
    let kind = kinds.map { $0.contains("auth-int") && !$0.contains("auth") ? "auth-int" : "auth" }
    let once = String(decoding: (0..<16).map { _ in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8.randomElement() ?? 48 }, as: UTF8.self)
    var identity = "\(user):\(realm):\(password)"
    if lower.hasSuffix("sess") { identity = "\(digest(identity)):\(nonce):\(once)" }
    let asked = "\(method):\(target)" + (kind == "auth-int" ? ":" + digest(body) : "")
    let response = digest(([digest(identity), nonce] + (kind.map { ["00000001", once, $0] } ?? []) + [digest(asked)]).joined(separator: ":"))
    func quoted(_ key: String, _ value: String) -> String { "\(key)=\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
    var parts: [String] = []
    if challenge["userhash"] == "true" {
      parts = [quoted("username", digest("\(user):\(realm)")), "userhash=true"]
    } else {
      parts = [user.utf8.allSatisfy { $0 < 128 } ? quoted("username", user) : "username*=utf-8''\(Escaping.data(user))"]
    }
    if !realm.isEmpty { parts.append(quoted("realm", realm)) }
    parts += [quoted("nonce", nonce), quoted("uri", target), quoted("response", response)]
    if let opaque = challenge["opaque"] { parts.append(quoted("opaque", opaque)) }
    if challenge["algorithm"] != nil { parts.append("algorithm=\(algorithm)") }
    if let kind { parts += ["qop=\(kind)", "nc=00000001", quoted("cnonce", once)] }
    return "Digest " + parts.joined(separator: ", ")
  }
}
