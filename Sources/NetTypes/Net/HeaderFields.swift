/// How .NET names the headers of HTTP and takes their values apart.
import Engine
import Primitives

public enum HeaderFields {
  public typealias Field = (name: String, values: [String])

  /// Of a content rather than of the message it comes with; they stand behind the others.
  private static let ofContent = names("Allow Content-Disposition Content-Encoding Content-Language Content-Length Content-Location Content-MD5 Content-Range Content-Type Expires Last-Modified")
  public static func isOfContent(_ name: String) -> Bool { ofContent[name.lowercased()] != nil }

  /// Lists: each element is a value.
  private static let lists = names("""
    Accept Accept-Charset Accept-Encoding Accept-Language Accept-Ranges Allow Connection Content-Encoding Content-Language Expect If-Match If-None-Match Pragma TE Trailer \
    Transfer-Encoding Upgrade Vary Via
    """)
  private static let others = names("""
    Age Authorization Cache-Control Cookie Date ETag From Host If-Modified-Since If-Range If-Unmodified-Since Keep-Alive Link Location Max-Forwards Origin P3P Proxy-Authenticate \
    Proxy-Authorization Range Referer Refresh Retry-After Server Set-Cookie Strict-Transport-Security User-Agent Warning WWW-Authenticate X-Content-Type-Options X-Frame-Options X-Powered-By
    """)
  private static func names(_ text: String) -> [String: String] { Dictionary(text.split(separator: " ").map { ($0.lowercased(), String($0)) }) { a, _ in a } }
  /// A header that .NET knows is written as .NET writes it.
  public static func name(_ given: String) -> String {
    let key = given.lowercased()
    return ofContent[key] ?? lists[key] ?? others[key] ?? given
  }

  public static func values(_ name: String, _ text: String) -> [String] {
    switch name.lowercased() {
    case "user-agent", "server": products(text)
    case "content-type": [mediaType(text)]
    // elements that are preferred to others say how much
    case "accept", "accept-charset", "accept-encoding", "accept-language", "te": elements(text, ",").map { elements($0, ";").joined(separator: "; ") }
    case let key where lists[key] != nil: elements(text, ",")
    default: [text]
    }
  }
  /// As it goes over the wire.
  public static func written(_ name: String, _ text: String) -> String {
    let key = name.lowercased()
    return lists[key] != nil || key == "content-type" ? values(name, text).joined(separator: ", ") : text
  }
  /// Headers with all their values, each where it came first, those of the content last.
  public static func grouped(_ headers: [(name: String, value: String)]) -> [Field] {
    var all: [Field] = []
    for h in headers {
      let name = name(h.name), values = values(name, h.value)
      if let i = all.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) { all[i].values += values } else { all.append((name, values)) }
    }
    return all.filter { !isOfContent($0.name) } + all.filter { isOfContent($0.name) }
  }
  /// What stands between separators that are in no quotes.
  static func elements(_ text: String, _ separator: Character) -> [String] {
    var all = [""], isQuoted = false
    for c in text {
      if c == "\"" { isQuoted.toggle() }
      if c == separator, !isQuoted { all.append("") } else { all[all.count - 1].append(c) }
    }
    return all.map { NetString.trim($0) }.filter { !$0.isEmpty }
  }
  /// The products and remarks of a `User-Agent`.
  private static func products(_ text: String) -> [String] {
    var all: [String] = [], depth = 0, word = ""
    for c in text {
      if c == "(" { depth += 1 } else if c == ")" { depth -= 1 }
      if c == " ", depth == 0 { all.append(word); word = "" } else { word.append(c) }
    }
    return (all + [word]).filter { !$0.isEmpty }
  }
  /// `text/plain; charset=utf-8`, however its parts were written together.
  public static func mediaType(_ text: String) -> String {
    let parts = elements(text, ";")
    return isMediaType(text) ? parts.joined(separator: "; ") : text
  }
  public static func isMediaType(_ text: String) -> Bool {
    let parts = elements(text, ";"), type = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
    return type.count == 2 && type.allSatisfy { isToken($0) } && parts.dropFirst().allSatisfy { isToken(NetString.trim(String($0.prefix { $0 != "=" }))[...]) }
  }
  /// A parameter of a media type: `charset`.
  public static func parameter(_ name: String, of text: String) -> String? {
    for part in elements(text, ";").dropFirst() {
      guard let mark = part.firstIndex(of: "="), NetString.trim(String(part[..<mark])).equalsIgnoringCase(name) else { continue }
      return NetString.trim(String(part[part.index(after: mark)...]))
    }
    return nil
  }
  public static func isToken(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) } }
}
