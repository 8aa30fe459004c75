/// `Cookie`, `CookieCollection` and `CookieContainer`: what servers leave with those who ask, and get back.
import Engine
import Primitives

final class PSCookie: Ref {
  var name: String, value: String, path: String, domain: String
  var expires = NetDateTime.minValue, isHttpOnly = false, isSecure = false
  init(_ n: String, _ v: String, _ p: String, _ d: String) { name = n; value = v; path = p; domain = d; super.init() }
  override var netType: NetType { TypeTable.named("System.Net.Cookie") }
  override func text() -> String { name.isEmpty ? "" : name + "=" + value }
}
final class PSCookies: Ref {
  var all: [PSCookie] = []
  let isContainer: Bool
  init(container: Bool) { isContainer = container; super.init() }
  override var netType: NetType { TypeTable.get("System.Net.Cookie" + (isContainer ? "Container" : "Collection")) }
  override func enumerated() -> PSArray? { isContainer ? nil : PSArray(all.map { .other($0) }) }
  /// Of the address, by domain and path; those that are over are no longer there.
  func of(_ uri: PSUri) -> [PSCookie] {
    let now = NetDateTime.utcNow
    all.removeAll { $0.expires != NetDateTime.minValue && $0.expires.toUniversalTime() <= now }
    let host = uri.host.lowercased(), path = uri.path.isEmpty ? "/" : uri.path
    let found = all.filter { c in
      let domain = c.domain.lowercased()
      let isHere = domain.hasPrefix(".") ? ("." + host).hasSuffix(domain) : domain == host
      let folder = c.path.hasSuffix("/") ? c.path : c.path + "/"
      return isHere && (path == c.path || path.hasPrefix(folder) || c.path.isEmpty) && (!c.isSecure || uri.scheme == "https")
    }
    // those of the longer path come first
    return Dictionary(grouping: found) { $0.path.utf8.count }.sorted { $0.key > $1.key }.flatMap(\.value)
  }
  func add(_ c: PSCookie) { all.removeAll { $0.name == c.name && $0.domain == c.domain && $0.path == c.path }; all.append(c) }
}
extension PSCookie {
  /// The cookies of a `Set-Cookie` header: a comma separates them, but not the weekday of a date from its day.
  static func list(_ header: String) -> [String] {
    var all: [String] = []
    for part in header.split(separator: ",") {
      let isDate = all.last?.split(separator: ";").last.map { NetString.trim(String($0)).lowercased().hasPrefix("expires=") && !$0.contains(":") } ?? false
      if isDate { all[all.count - 1] += "," + part } else { all.append(String(part)) }
    }
    return all
  }
  /// One cookie with its attributes; nil for what has no name.
  convenience init?(header: String, from uri: PSUri) {
    let parts = header.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { NetString.trim(String($0)) } }
    guard let first = parts.first, first.count == 2, !first[0].isEmpty else { return nil }
    let folder = uri.path.lastIndex(of: "/").map { String(uri.path[..<$0]) } ?? ""
    self.init(first[0], first[1], folder.isEmpty ? "/" : folder, uri.host)
    for p in parts.dropFirst() {
      let value = p.count > 1 ? p[1] : ""
      switch p[0].lowercased() {
      case "path": if !value.isEmpty { path = value }
      case "domain": if !value.isEmpty { domain = value.hasPrefix(".") ? value : "." + value }
      case "expires": if expires == NetDateTime.minValue, let d = try? Conversion.convert(.str(value), to: TypeTable.get("System.DateTime"), nil) { expires = d.asDate }
      case "max-age": if let seconds = Double(value) { expires = (try? NetDateTime.now.adding(seconds: seconds)) ?? NetDateTime.minValue }
      case "httponly": isHttpOnly = true
      case "secure": isSecure = true
      default: break
      }
    }
    if domain.hasPrefix("."), !("." + uri.host.lowercased()).hasSuffix(domain.lowercased()) { return nil }
  }
}

extension NetTypes {
  static func registerCookies() {
    let n = "System.Net.Cookie"
    func of(_ v: Value) -> PSCookie { v.refValue as? PSCookie ?? PSCookie("", "", "", "") }
    func jar(_ v: Value) -> PSCookies { v.refValue as? PSCookies ?? PSCookies(container: true) }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        t.constructor("\(n) new()") { _, _ in .other(PSCookie("", "", "", "")) }
        for (p, count) in [("string name, string value", 2), ("string name, string value, string path", 3), ("string name, string value, string path, string domain", 4)] {
          t.constructor("\(n) new(\(p))") { a, _ in .other(PSCookie(a.string(0), a.string(1), count > 2 ? a.string(2) : "", count > 3 ? a.string(3) : "")) }
        }
        for (p, k) in [("Name", \PSCookie.name), ("Value", \.value), ("Path", \.path), ("Domain", \.domain)] as [(String, ReferenceWritableKeyPath<PSCookie, String>)] {
          t.property("string \(p) {get;set;}", set: { v, x, _ in of(v)[keyPath: k] = Conversion.toString(x) }) { v, _ in .str(of(v)[keyPath: k]) }
        }
        t.property("bool HttpOnly {get;set;}", set: { v, x, _ in of(v).isHttpOnly = x.asInt != 0 }) { v, _ in .bool(of(v).isHttpOnly) }
        t.property("bool Secure {get;set;}", set: { v, x, _ in of(v).isSecure = x.asInt != 0 }) { v, _ in .bool(of(v).isSecure) }
        t.property("datetime Expires {get;set;}", set: { v, x, _ in of(v).expires = x.asDate }) { v, _ in .datetime(of(v).expires) }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
      }
    }
    TypeTable.register("System.Net.CookieCollection") {
      NetType("System.Net.CookieCollection", base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
        t.constructor("System.Net.CookieCollection new()") { _, _ in .other(PSCookies(container: false)) }
        t.property("int Count {get;}") { v, _ in .count(jar(v).all.count) }
        t.method("void Add(\(n) cookie)") { v, a, _ in jar(v).add(of(a.at(0))); return .void }
        t.indexer = { v, k in
          if let s = k.stringValue { return jar(v).all.first { $0.name.equalsIgnoringCase(s) }.map { .other($0) } ?? .null }
          guard jar(v).all.indices.contains(k.asInt) else { throw indexOutOfRange() }
          return .other(jar(v).all[k.asInt])
        }
      }
    }
    TypeTable.register("System.Net.CookieContainer") {
      NetType("System.Net.CookieContainer", base: TypeTable.object) { t in
        t.constructor("System.Net.CookieContainer new()") { _, _ in .other(PSCookies(container: true)) }
        t.property("int Capacity {get;set;}", set: { _, _, _ in }) { _, _ in .int(300) }
        t.property("int Count {get;}") { v, _ in .count(jar(v).all.count) }
        t.property("int MaxCookieSize {get;set;}", set: { _, _, _ in }) { _, _ in .int(4096) }
        t.property("int PerDomainCapacity {get;set;}", set: { _, _, _ in }) { _, _ in .int(20) }
        t.method("void Add(\(n) cookie)") { v, a, _ in
          if of(a.at(0)).domain.isEmpty { throw argumentError("The parameter 'cookie.Domain' cannot be an empty string.", param: "cookie.Domain") }
          jar(v).add(of(a.at(0)))
          return .void
        }
        t.method("void Add(uri uri, \(n) cookie)") { v, a, _ in
          let c = of(a.at(1))
          if c.domain.isEmpty { c.domain = (a.at(0).refValue as? PSUri)?.host ?? "" }
          if c.path.isEmpty { c.path = "/" }
          jar(v).add(c)
          return .void
        }
        t.method("System.Net.CookieCollection GetCookies(uri uri)") { v, a, _ in
          let found = PSCookies(container: false)
          if let uri = a.at(0).refValue as? PSUri { found.all = jar(v).of(uri) }
          return .other(found)
        }
        t.method("string GetCookieHeader(uri uri)") { v, a, _ in
          .str((a.at(0).refValue as? PSUri).map { jar(v).of($0).map { $0.text() }.joined(separator: "; ") } ?? "")
        }
        t.method("void SetCookies(uri uri, string cookieHeader)") { v, a, _ in
          guard let uri = a.at(0).refValue as? PSUri else { throw nullArgument("uri") }
          for text in PSCookie.list(a.string(1)) { if let c = PSCookie(header: text, from: uri) { jar(v).add(c) } }
          return .void
        }
      }
    }
  }
}
