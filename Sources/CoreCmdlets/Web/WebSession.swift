/// What web requests of one session share: headers, cookies, who they say they are, how often they try.
import Engine

final class WebSession: Record {
  private static let sessionType = RecordType("Microsoft.PowerShell.Commands.WebRequestSession", [
      "System.Collections.Generic.Dictionary[string,string] Headers {get;}", "System.Net.CookieContainer Cookies {get;set;}",
      "bool UseDefaultCredentials {get;set;}", "System.Net.ICredentials Credentials {get;set;}",
      "System.Security.Cryptography.X509Certificates.X509CertificateCollection Certificates {get;set;}", "string UserAgent {get;set;}",
      "System.Net.IWebProxy Proxy {get;set;}", "int MaximumRedirection {get;set;}", "int MaximumRetryCount {get;set;}", "int RetryIntervalInSeconds {get;set;}"
  ]) { t in t.constructor("\(t.fullName) new()") { _, c in .other(try WebSession(c)) } }
  static func register() { _ = sessionType }

  init(_ c: ExecutionContext) throws {
    let headers = PSHash(.dictionary)
    headers.keyType = TypeTable.string
    headers.valueType = TypeTable.string
    super.init(
      WebSession.sessionType.type,
      [
        .hash(headers), try c.construct(TypeTable.get("System.Net.CookieContainer"), []), .no, .null, .null, .str(UserAgents.own), .null, .int(-1), .int(0),
        .int(0)
      ])
  }
  var headers: PSHash { values[0].hashValue_ ?? PSHash() }
  var cookies: Value { values[1] }
  var userAgent: String { Conversion.toString(values[5]) }
  func number(_ i: Int) -> Int { (try? Conversion.toInt64(values[i])).map { Int(clamping: $0) } ?? 0 }
  var maximumRedirection: Int { number(7) }
  var maximumRetryCount: Int { number(8) }
  var retryInterval: Int { number(9) }

  /// The session a call works in: the one given, else a new one; what the call says about itself stays in it.
  static func prepare(_ p: WebRequestParameters, _ shell: Invocation) throws -> WebSession {
    let s = try p.webSession?.refValue as? WebSession ?? WebSession(shell.context)
    if let name = p.sessionVariable { try shell.context.setVariable(name, .other(s)) }
    if case .hash(let h)? = p.headers?.base { for (k, v) in h.pairs where !v.isNull { s.headers.set(k, .str(Conversion.toString(v, shell.context))) } }
    if let credential = p.credential { s.values[3] = credential }
    if p.useDefaultCredentials.isOn { s.values[2] = .bool(true) }
    if let u = p.userAgent { s.values[5] = .str(u) }
    if let n = p.maximumRedirection { s.values[7] = .integer(n) }
    if let n = p.maximumRetryCount, n > 0 {
      s.values[8] = .integer(n)
      s.values[9] = .integer(p.retryIntervalSec ?? 5)
    }
    return s
  }
  /// The cookies a request to an address carries; nil when there are none.
  func cookieHeader(_ uri: Value, _ c: ExecutionContext) throws -> String? {
    let text = Conversion.toString(try c.callMethod(cookies, "GetCookieHeader", [uri]))
    return text.isEmpty ? nil : text
  }
  func keepCookies(_ headers: [(name: String, value: String)], from uri: Value, _ c: ExecutionContext) throws {
    for h in headers where h.name.equalsIgnoringCase("Set-Cookie") { _ = try? c.callMethod(cookies, "SetCookies", [uri, .str(h.value)]) }
  }
}

extension WebCall {
  /// The `Link` headers of an answer: addresses by relation, whatever its case.
  static func relationLinks(_ headers: [(name: String, value: String)], at address: String, _ c: ExecutionContext) throws -> PSHash {
    let all = PSHash(.dictionary)
    all.keyType = TypeTable.string
    all.valueType = TypeTable.string
    for h in headers where h.name.equalsIgnoringCase("Link") {
      for piece in h.value.split(separator: "<").dropFirst() {
        guard let end = piece.firstIndex(of: ">"), let mark = piece.range(of: "rel=") else { continue }
        var relation = piece[mark.upperBound...]
        if relation.first == "\"" {
          relation = relation.dropFirst()
          relation = relation[..<(relation.firstIndex(of: "\"") ?? relation.endIndex)]
        } else { relation = relation[..<(relation.firstIndex { $0 == "," || $0 == ";" } ?? relation.endIndex)] }
        let key = Value.str(String(relation).trimmed)
        if !relation.isEmpty, !all.contains(key) { all.set(key, .str(try absolute(String(piece[..<end]), at: address, c))) }
      }
    }
    return all
  }
  /// An address in an answer, relative to where the answer came from.
  static func absolute(_ text: String, at address: String, _ c: ExecutionContext) throws -> String {
    if text.contains("://") { return text }
    let type = TypeTable.get("System.Uri")
    return Conversion.toString(try c.property(try c.construct(type, [try c.construct(type, [.str(address)]), .str(text)]), "AbsoluteUri") ?? .null)
  }
}
