/// `System.Uri` and `UriBuilder`: RFC 3986 parts with .NET's habits (lower-case scheme and host, default ports, dot segments).
import Engine
import Primitives

public final class PSUri: Ref {
  let original: String
  public let isAbsolute: Bool
  var scheme = "", userInfo = "", host = "", path = "", query = "", fragment = ""
  var port = -1
  var hasAuthority = false

  static let defaultPorts = ["http": 80, "https": 443, "ftp": 21, "ldap": 389, "ws": 80, "wss": 443, "smtp": 25, "telnet": 23, "news": 119, "nntp": 119, "gopher": 70, "net.tcp": 808]

  /// Whether a text is an address as it is written; a path alone is a file's, but no URI.
  public static func isWellFormed(_ text: String, kind: Int = 1) -> Bool {
    PSUri(text, kind: kind) != nil && !(kind == 1 && text.hasPrefix("/")) && !text.utf8.contains { $0 <= 32 || $0 > 126 || "\"<>^`{|}\\".utf8.contains($0) }
  }
  /// nil when the text is not a URI of the wanted kind (0 either, 1 absolute, 2 relative).
  public init?(_ text: String, kind: Int = 1) {
    original = text
    var t = NetString.trim(text)
    // A share is a file.
    if kind != 2, t.hasPrefix("\\\\") || kind == 1 && t.hasPrefix("//"), t.utf8.count > 2 { t = "file:" + t.replacing("\\", "/") }
    var schemeEnd: String.Index?
    if let i = t.utf8.firstIndex(of: 58), let first = t.utf8.first, Escaping.isAlphanumeric(first), first > 57,
      t.utf8[..<i].allSatisfy({ Escaping.isAlphanumeric($0) || $0 == 43 || $0 == 45 || $0 == 46 }), t.utf8.distance(from: t.startIndex, to: i) > 1 { schemeEnd = i }
    // where it need not be absolute, a rooted path is not
    if kind != 2, let letter = t.utf8.first, letter | 32 >= 97, letter | 32 <= 122, t.utf8.dropFirst().first == 58, let root = t.utf8.dropFirst(2).first, root == 47 || root == 92 {
      t = "/" + t.replacing("\\", "/")
      isAbsolute = true
      super.init()
      scheme = "file"; hasAuthority = true; path = Escaping.percent(t) { $0 < 128 && $0 > 32 && !"\"<>^`{|}%#?".utf8.contains($0) }
      return
    }
    if t.hasPrefix("/"), schemeEnd == nil, kind == 1 {
      isAbsolute = true
      super.init()
      scheme = "file"; hasAuthority = true; path = Escaping.percent(t) { $0 < 128 && $0 > 32 && !"\"<>^`{|}%#?".utf8.contains($0) }
      return
    }
    guard let schemeEnd else {
      let isDrive = t.utf8.dropFirst().first == 58 && t.utf8.first.map { $0 | 32 >= 97 && $0 | 32 <= 122 } ?? false
      if kind == 1 || kind == 0 && isDrive { return nil }
      isAbsolute = false
      super.init()
      return
    }
    if kind == 2 { return nil }
    isAbsolute = true
    super.init()
    scheme = String(t[..<schemeEnd]).lowercased()
    var rest = t[t.index(after: schemeEnd)...]
    if let i = rest.firstIndex(of: "#") { fragment = String(rest[i...]); rest = rest[..<i] }
    let known = PSUri.defaultPorts[scheme] != nil || scheme == "file"
    if known || rest.hasPrefix("//"), let i = rest.firstIndex(of: "?") {
      query = String(rest[i...]); rest = rest[..<i]
    } else if scheme != "mailto", let i = rest.firstIndex(of: "?") {
      query = String(rest[i...]); rest = rest[..<i]
    }
    if rest.hasPrefix("//") {
      hasAuthority = true
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { $0 == "/" || $0 == "\\" } ?? rest.endIndex
      var authority = rest[..<end]
      rest = rest[end...]
      if let at = authority.lastIndex(of: "@") { userInfo = String(authority[..<at]); authority = authority[authority.index(after: at)...] }
      if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
        host = String(authority[...close])
        authority = authority[authority.index(after: close)...]
        if authority.hasPrefix(":") { port = Int(authority.dropFirst()) ?? -1 }
      } else if let colon = authority.lastIndex(of: ":") {
        host = String(authority[..<colon]).lowercased()
        let digits = authority[authority.index(after: colon)...]
        if !digits.isEmpty {
          guard let p = Int(digits), (0...65535).contains(p) else { return nil }
          port = p
        }
      } else { host = String(authority).lowercased() }
      if known, scheme != "file", host.isEmpty { return nil }
      if host.utf8.contains(32) { return nil }
    } else if PSUri.defaultPorts[scheme] != nil { return nil }
    if port < 0 { port = PSUri.defaultPorts[scheme] ?? (scheme == "mailto" ? 25 : -1) }
    var p = String(rest)
    if hasAuthority {
      p = p.replacing("\\", "/")
      if p.isEmpty, known || scheme == "net.tcp" { p = "/" }
      if known { p = PSUri.withoutDots(p) }
    }
    if scheme == "mailto", let at = p.firstIndex(of: "@") {
      userInfo = String(p[..<at])
      host = String(p[p.index(after: at)...]).lowercased()
      p = ""
    }
    path = Escaping.percent(p) { $0 > 32 && $0 < 127 && !"\"<>^`{|}".utf8.contains($0) }
    query = Escaping.percent(query) { $0 > 32 && $0 < 127 && !"\"<>^`{|}".utf8.contains($0) }
    fragment = Escaping.percent(fragment) { $0 > 32 && $0 < 127 && !"\"<>^`{|}".utf8.contains($0) }
  }
  init(relative: String) { original = relative; isAbsolute = false; super.init() }
  static func withoutDots(_ p: String) -> String {
    guard p.contains("/.") else { return p }
    var out: [Substring] = []
    let parts = p.split(separator: "/", omittingEmptySubsequences: false)
    for (i, s) in parts.enumerated() {
      if s == "." { if i == parts.count - 1 { out.append("") } }
      else if s == ".." { if out.count > 1 { out.removeLast() }; if i == parts.count - 1 { out.append("") } }
      else { out.append(s) }
    }
    return out.joined(separator: "/")
  }
  var isDefaultPort: Bool { port == -1 || port == PSUri.defaultPorts[scheme] || scheme == "mailto" }
  var isUnc: Bool { scheme == "file" && !host.isEmpty }
  /// `file:///c:/…`: a path that begins with a drive.
  var isDosPath: Bool {
    let start = Array(path.utf8.prefix(3))
    return scheme == "file" && host.isEmpty && start.count == 3 && start[0] == 47 && 97...122 ~= start[1] | 32 && start[2] == 58
  }
  /// The path as the file system has it: that of a share begins with its server.
  var localPath: String {
    let p = Escaping.unescape(path)
    if isUnc { return "\\\\" + host + p.replacing("/", "\\") }
    return isDosPath ? String(p.dropFirst()).replacing("/", "\\") : p
  }
  /// Labels of letters, digits, `-` and `_` that begin with a letter or digit; a dot may end the name.
  static func isDnsName(_ name: String) -> Bool {
    var labels = name.utf8.split(separator: 46, omittingEmptySubsequences: false)
    if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
    return labels.allSatisfy { label in
      label.count < 64 && (label.first.map { Escaping.isAlphanumeric($0) || $0 >= 128 } ?? false) && label.allSatisfy { Escaping.isAlphanumeric($0) || $0 == 45 || $0 == 95 || $0 >= 128 }
    }
  }
  /// The host as DNS asks for it.
  var idnHost: String {
    if host.hasPrefix("[") { return String(host.dropFirst().dropLast()) }
    return host.split(separator: ".", omittingEmptySubsequences: false).map { s in
      s.utf8.allSatisfy { $0 < 128 } ? String(s) : Punycode.encode(String(s)).map { "xn--" + $0 } ?? String(s)
    }.joined(separator: ".")
  }
  var authority: String { host + (isDefaultPort ? "" : ":\(port)") }
  var absolute: String {
    if scheme == "mailto" { return "mailto:" + userInfo + (host.isEmpty ? "" : "@" + host) + path + query + fragment }
    return scheme + ":" + (hasAuthority ? "//" + (userInfo.isEmpty ? "" : userInfo + "@") + authority : "") + path + query + fragment
  }
  public override var netType: NetType { TypeTable.named("System.Uri") }
  public override func text() -> String {
    if !isAbsolute { return original }
    let decoded = PSUri.readable(absolute)
    return decoded
  }
  /// `ToString` shows escapes that are harmless (not delimiters, controls or broken UTF-8) unescaped.
  static func readable(_ s: String) -> String {
    guard s.utf8.contains(37) else { return s }
    var out: [UInt8] = []
    let u = Array(s.utf8)
    func digit(_ b: UInt8) -> UInt8? { 48...57 ~= b ? b - 48 : 65...70 ~= b ? b - 55 : 97...102 ~= b ? b - 87 : nil }
    var i = 0
    while i < u.count {
      if u[i] == 37, i + 2 < u.count, let h = digit(u[i + 1]), let l = digit(u[i + 2]) {
        let b = h << 4 | l
        if b < 32 || b == 127 || "%#?/\\:@&=+$,;".utf8.contains(b) { out += u[i...(i + 2)] } else { out.append(b) }
        i += 3
      } else { out.append(u[i]); i += 1 }
    }
    return String(decoding: out, as: UTF8.self)
  }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = other.refValue as? PSUri else { return false }
    if isAbsolute != o.isAbsolute { return false }
    return isAbsolute ? scheme == o.scheme && authority == o.authority && path == o.path && query == o.query : original == o.original
  }
  public override var keyHash: UInt { UInt(bitPattern: (isAbsolute ? absolute : original).hashValue) }
}

final class PSUriBuilder: Ref {
  var scheme = "http", host = "localhost", path = "/", query = "", fragment = "", user = "", password = ""
  var port = -1
  override var netType: NetType { TypeTable.named("System.UriBuilder") }
  override func text() -> String {
    let info = user.isEmpty ? "" : user + (password.isEmpty ? "" : ":" + password) + "@"
    let p = path.hasPrefix("/") || path.isEmpty ? path : "/" + path
    return scheme + "://" + info + host + (port < 0 ? "" : ":\(port)") + (p.isEmpty ? "/" : p) + query + fragment
  }
}

extension NetTypes {
  static func registerUri() {
    TypeTable.register("System.Uri", "uri") { NetType("System.Uri", base: TypeTable.object, interfaces: ["System.Runtime.Serialization.ISerializable", "System.IFormattable"], define: defineUri) }
    TypeTable.register("System.UriBuilder") { NetType("System.UriBuilder", base: TypeTable.object, define: defineUriBuilder) }
  }

  private static func defineUri(_ t: NetType) {
    func of(_ v: Value) -> PSUri { (v.refValue as? PSUri) ?? PSUri(relative: "") }
    func make(_ s: String?, _ kind: Int) throws -> Value {
      guard let s else { throw nullArgument("uriString") }
      guard let u = PSUri(s, kind: kind) else {
        if NetString.trim(s).isEmpty { throw netError("System.UriFormatException", "Invalid URI: The URI is empty.") }
        if s.utf8.count > 1, s.utf8.dropFirst().first == 58, let letter = s.utf8.first, letter | 32 >= 97, letter | 32 <= 122 {
          throw netError("System.UriFormatException", "Invalid URI: A Dos path must be rooted, for example, 'c:\\\\'.")
        }
        if kind == 2 { throw netError("System.UriFormatException", "A relative URI cannot be created because the 'uriString' parameter represents an absolute URI.") }
        if let i = s.utf8.firstIndex(of: 58), s[s.index(after: i)...].hasPrefix("//") {
          let authority = s[s.index(after: i)...].dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
          if authority.isEmpty || authority.contains(" ") { throw netError("System.UriFormatException", "Invalid URI: The hostname could not be parsed.") }
          throw netError("System.UriFormatException", "Invalid URI: Invalid port specified.")
        }
        throw netError("System.UriFormatException", "Invalid URI: The format of the URI could not be determined.")
      }
      return .other(u)
    }
    t.converter = { v, _ in try v.stringValue.map { try make($0, 0) } }
    for n in ["File", "Ftp", "Gopher", "Http", "Https", "Mailto", "News", "Nntp"] { t.staticProperty("string UriScheme\(n) {get;}") { _ in .str(n.lowercased()) } }
    t.staticProperty("string SchemeDelimiter {get;}") { _ in .str("://") }
    func combine(_ base: PSUri, _ relative: String) throws -> Value {
      if PSUri(relative, kind: 1) != nil, !relative.hasPrefix("/") { return try make(relative, 1) }
      let root = base.scheme + "://" + (base.userInfo.isEmpty ? "" : base.userInfo + "@") + base.authority
      if relative.hasPrefix("//") { return try make(base.scheme + ":" + relative, 1) }
      if relative.hasPrefix("/") { return try make(root + relative, 1) }
      if relative.hasPrefix("?") { return try make(root + base.path + relative, 1) }
      if relative.hasPrefix("#") { return try make(root + base.path + base.query + relative, 1) }
      let folder = base.path.lastIndex(of: "/").map { String(base.path[...$0]) } ?? "/"
      return try make(root + (relative.isEmpty ? base.path + base.query : folder + relative), 1)
    }
    t.constructor("uri new(string uriString)") { a, _ in try make(a.text(0), 1) }
    // Whether a text is escaped already is not asked any more, and neither is what `UriCreationOptions` say.
    t.constructor("uri new(string uriString, bool dontEscape)") { a, _ in try make(a.text(0), 1) }
    t.constructor("uri new(uri baseUri, string relativeUri, bool dontEscape)") { a, _ in try combine(of(a.at(0)), a.string(1)) }
    t.constructor("uri new(string uriString, System.UriKind uriKind)") { a, _ in try make(a.text(0), a.flags(1)) }
    t.constructor("uri new(string uriString, [ref] System.UriCreationOptions creationOptions)") { a, _ in try make(a.text(0), 1) }
    t.constructor("uri new(uri baseUri, string relativeUri)") { a, _ in try combine(of(a.at(0)), a.string(1)) }
    t.constructor("uri new(uri baseUri, uri relativeUri)") { a, _ in try combine(of(a.at(0)), of(a.at(1)).original) }
    func absolute(_ v: Value) throws -> PSUri {
      let u = of(v)
      if !u.isAbsolute { throw invalidOperation("This operation is not supported for a relative URI.") }
      return u
    }
    let texts: [(String, (PSUri) -> String)] = [
      ("AbsolutePath", { $0.path }), ("AbsoluteUri", { $0.absolute }), ("Authority", { $0.authority }), ("DnsSafeHost", { $0.host.hasPrefix("[") ? String($0.host.dropFirst().dropLast()) : $0.host }),
      ("Fragment", { $0.fragment }), ("Host", { $0.host }), ("IdnHost", { $0.idnHost }), ("LocalPath", { $0.localPath }),
      ("PathAndQuery", { $0.path + $0.query }), ("Query", { $0.query }), ("Scheme", { $0.scheme }), ("UserInfo", { $0.userInfo })
    ]
    for (n, f) in texts { t.property("string \(n) {get;}") { v, _ in .str(f(try absolute(v))) } }
    t.property("string OriginalString {get;}") { v, _ in .str(of(v).original) }
    t.property("bool IsAbsoluteUri {get;}") { v, _ in .bool(of(v).isAbsolute) }
    t.property("bool IsDefaultPort {get;}") { v, _ in .bool(try absolute(v).isDefaultPort) }
    t.property("bool IsFile {get;}") { v, _ in .bool(try absolute(v).scheme == "file") }
    t.property("bool IsLoopback {get;}") { v, _ in
      let u = try absolute(v)
      return .bool(["localhost", "127.0.0.1", "[::1]"].contains(u.host) || u.host.isEmpty && u.scheme == "file")
    }
    t.property("bool IsUnc {get;}") { v, _ in .bool(try absolute(v).isUnc) }
    t.property("bool UserEscaped {get;}") { _, _ in .no }
    t.property("int Port {get;}") { v, _ in .count(try absolute(v).port) }
    t.property("System.UriHostNameType HostNameType {get;}") { v, _ in
      let u = try absolute(v), h = u.host
      return .member("System.UriHostNameType", h.isEmpty ? u.hasAuthority ? 1 : 0 : h.hasPrefix("[") ? 4 : IPAddressText.v4(h) != nil ? 3 : 2)
    }
    t.property("string[] Segments {get;}") { v, _ in
      var out: [String] = [], current = ""
      for c in try absolute(v).path { current.append(c); if c == "/" { out.append(current); current = "" } }
      if !current.isEmpty { out.append(current) }
      return .strings(out)
    }
    t.orderProperties(
      "AbsolutePath", "AbsoluteUri", "LocalPath", "Authority", "HostNameType", "IsDefaultPort", "IsFile", "IsLoopback", "PathAndQuery", "Segments", "IsUnc",
      "Host", "Port", "Query", "Fragment", "Scheme", "OriginalString", "DnsSafeHost", "IdnHost", "IsAbsoluteUri", "UserEscaped", "UserInfo")
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
    spanFormatting(t, behind: "", hasBytes: false) { v, _, _ in of(v).text() }
    t.method("bool Equals(System.Object comparand)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(.str(of(v).absolute))) }
    t.method("string GetLeftPart(System.UriPartial part)") { v, a, _ in
      let u = try absolute(v), root = u.scheme + ":" + (u.hasAuthority ? "//" : ""), user = u.userInfo.isEmpty ? "" : u.userInfo + "@"
      switch a.flags(0) {
      case 0: return .str(root)
      case 1: return .str(root + user + u.authority)
      case 2: return .str(root + user + u.authority + u.path)
      default: return .str(root + user + u.authority + u.path + u.query)
      }
    }
    defineUriParts(t)
    t.method("bool IsBaseOf(uri uri)") { v, a, _ in
      let b = of(v), o = of(a.at(0))
      // what is relative lies below every base, and is base of nothing
      guard b.isAbsolute, o.isAbsolute else { return .bool(b.isAbsolute) }
      let folder = b.path.lastIndex(of: "/").map { String(b.path[...$0]) } ?? "/"
      return .bool(b.scheme == o.scheme && b.authority == o.authority && o.path.hasPrefix(folder))
    }
    t.method("bool IsWellFormedOriginalString()") { v, _, _ in .bool(!of(v).original.utf8.contains { $0 <= 32 || $0 > 126 || "\"<>^`{|}\\".utf8.contains($0) }) }
    t.method("uri MakeRelativeUri(uri uri)") { v, a, _ in
      let b = try absolute(v), o = of(a.at(0))
      guard b.scheme == o.scheme, b.authority == o.authority else { return .other(o) }
      var x = b.path.split(separator: "/", omittingEmptySubsequences: false), y = o.path.split(separator: "/", omittingEmptySubsequences: false)
      x.removeLast()
      while x.count > 0, y.count > 1, x[0] == y[0] { x.removeFirst(); y.removeFirst() }
      // the place itself needs no path
      if b.path == o.path { return try make(o.query + o.fragment, 2) }
      let path = String(repeating: "../", count: x.count) + y.joined(separator: "/")
      return try make((path.isEmpty ? "./" : path) + o.query + o.fragment, 2)
    }
    t.staticMethod("static string EscapeDataString(string stringToEscape)") { a, _ in .str(Escaping.data(a.string(0))) }
    t.staticMethod("static string EscapeUriString(string stringToEscape)") { a, _ in .str(Escaping.uri(a.string(0))) }
    t.staticMethod("static string UnescapeDataString(string stringToUnescape)") { a, _ in .str(Escaping.unescape(a.string(0))) }
    t.staticMethod("static string HexEscape(char character)") { a, _ in .str("%" + String(UInt32(a.char(0)) | 0x100, radix: 16, uppercase: true).dropFirst()) }
    func digit(_ u: UInt16) -> Int? { 48...57 ~= u ? Int(u) - 48 : 65...70 ~= u & 0xFFDF ? Int(u & 0xFFDF) - 55 : nil }
    t.staticMethod("static int FromHex(char digit)") { a, _ in
      guard let n = digit(a.char(0)) else { throw argumentError("Value does not fall within the expected range.", param: "digit") }
      return .count(n)
    }
    func escape(_ s: String, _ i: Int) -> UInt16? {
      let u = Array(s.utf16)
      guard i >= 0, i + 2 < u.count, u[i] == 37, let x = digit(u[i + 1]), let y = digit(u[i + 2]) else { return nil }
      return UInt16(x * 16 + y)
    }
    t.staticMethod("static bool IsHexEncoding(string pattern, int index)") { a, _ in .bool(escape(a.string(0), a.int(1)) != nil) }
    t.staticMethod("static char HexUnescape(string pattern, [ref] int index)") { a, c in
      let i = try c.property(a.at(1), "Value")?.asInt ?? 0, u = Array(a.string(0).utf16)
      guard u.indices.contains(i) else { throw netError("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'index')") }
      let found = escape(a.string(0), i)
      try a.setReference(1, .count(i + (found == nil ? 1 : 3)), c)
      return .char(found ?? u[i])
    }
    for (name, scheme) in [("Ftps", "ftps"), ("NetPipe", "net.pipe"), ("NetTcp", "net.tcp"), ("Sftp", "sftp"), ("Ssh", "ssh"), ("Telnet", "telnet"), ("Ws", "ws"), ("Wss", "wss")] {
      t.staticProperty("string UriScheme\(name) {get;}") { _ in .str(scheme) }
    }
    t.method("bool Equals(uri other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.staticMethod("static bool IsHexDigit(char character)") { a, _ in .bool(48...57 ~= a.char(0) || 65...70 ~= a.char(0) & 0xFFDF) }
    t.staticMethod("static bool CheckSchemeName(string schemeName)") { a, _ in .bool(PSUri(a.string(0) + ":x", kind: 1) != nil) }
    t.staticMethod("static System.UriHostNameType CheckHostName(string name)") { a, _ in
      let h = a.string(0)
      return .member("System.UriHostNameType", IPAddressText.v4(h) != nil ? 3 : IPAddressText.v6(h) != nil ? 4 : PSUri.isDnsName(h) ? 2 : 0)
    }
    t.staticMethod("static bool IsWellFormedUriString(string uriString, System.UriKind uriKind)") { a, _ in .bool(PSUri.isWellFormed(a.string(0), kind: a.flags(1))) }
    t.staticMethod("static bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)") { a, c in
      let u = a.text(0).flatMap { PSUri($0, kind: a.flags(1)) }
      try a.setReference(2, u.map { .other($0) } ?? .null, c)
      return .bool(u != nil)
    }
    t.staticMethod("static bool TryCreate(uri baseUri, string relativeUri, [ref] uri result)") { a, c in
      let u = try? combine(of(a.at(0)), a.string(1))
      try a.setReference(2, u ?? .null, c)
      return .bool(u != nil)
    }
  }

  private static func defineUriBuilder(_ t: NetType) {
    let n = "System.UriBuilder"
    func of(_ v: Value) -> PSUriBuilder { v.refValue as? PSUriBuilder ?? PSUriBuilder() }
    func fill(_ s: String) throws -> PSUriBuilder {
      guard let u = PSUri(s.contains("://") || PSUri(s, kind: 1) != nil ? s : "http://" + s, kind: 1) else {
        throw netError("System.UriFormatException", "Invalid URI: The hostname could not be parsed.")
      }
      let b = PSUriBuilder()
      b.scheme = u.scheme; b.host = u.host; b.path = u.path; b.query = u.query; b.fragment = u.fragment; b.port = u.port
      let info = u.userInfo.split(separator: ":", maxSplits: 1).map(String.init)
      b.user = info.first ?? ""
      b.password = info.count > 1 ? info[1] : ""
      return b
    }
    t.constructor("\(n) new()") { _, _ in .other(PSUriBuilder()) }
    t.constructor("\(n) new(string uri)") { a, _ in .other(try fill(a.string(0))) }
    t.constructor("\(n) new(uri uri)") { a, _ in .other(try fill((a.at(0).refValue as? PSUri)?.absolute ?? "")) }
    for p in [2, 3, 4, 5] {
      t.constructor("\(n) new(\(["string schemeName", "string hostName", "int portNumber", "string path", "string extraValue"].prefix(p).joined(separator: ", ")))") { a, _ in
        let b = PSUriBuilder()
        b.scheme = a.string(0); b.host = a.string(1)
        if p > 2 { b.port = a.int(2) }
        if p > 3 { b.path = a.string(3) }
        // a query, a fragment, or both
        if p > 4, let extra = a.text(4), !extra.isEmpty {
          let fragment = extra.firstIndex(of: "#") ?? extra.endIndex
          guard extra.hasPrefix("?") || extra.hasPrefix("#") else { throw argumentError("Extra portion of URI not valid.", param: "extraValue") }
          b.query = String(extra[..<fragment])
          b.fragment = String(extra[fragment...])
        }
        return .other(b)
      }
    }
    func part(_ p: String, _ k: ReferenceWritableKeyPath<PSUriBuilder, String>, _ prefix: String = "") {
      t.property("string \(p) {get;set;}", set: { v, x, _ in
        let s = Conversion.toString(x)
        of(v)[keyPath: k] = s.isEmpty || prefix.isEmpty || s.hasPrefix(prefix) ? s : prefix + s
      }) { v, _ in .str(of(v)[keyPath: k]) }
    }
    t.property("string Scheme {get;set;}", set: { v, x, _ in
      // what follows a colon is no part of it
      let scheme = Conversion.toString(x).prefix { $0 != ":" }
      if let first = scheme.utf8.first {
        func isLetter(_ u: UInt8) -> Bool { u | 32 >= 97 && u | 32 <= 122 }
        guard isLetter(first), scheme.utf8.allSatisfy({ isLetter($0) || $0 >= 48 && $0 <= 57 || $0 == 43 || $0 == 45 || $0 == 46 }) else {
          throw argumentError("Invalid URI: The URI scheme is not valid.", param: "value")
        }
      }
      of(v).scheme = scheme.lowercased()
    }) { v, _ in .str(of(v).scheme) }
    part("UserName", \.user)
    part("Password", \.password)
    part("Host", \.host)
    t.property("int Port {get;set;}", set: { v, x, _ in
      if x.asInt < -1 { throw outOfRange("value", "value ('\(x.asInt)') must be greater than or equal to '-1'.", actual: x) }
      if x.asInt > 65535 { throw outOfRange("value", "value ('\(x.asInt)') must be less than or equal to '65535'.", actual: x) }
      of(v).port = x.asInt
    }) { v, _ in .count(of(v).port) }
    part("Path", \.path)
    part("Query", \.query, "?")
    part("Fragment", \.fragment, "#")
    t.property("uri Uri {get;}") { v, _ in
      guard let u = PSUri(of(v).text()) else { throw netError("System.UriFormatException", "Invalid URI: The hostname could not be parsed.") }
      return .other(u)
    }
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
  }
}
