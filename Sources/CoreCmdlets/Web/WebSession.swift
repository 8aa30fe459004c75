/// What web requests of one session share: headers, cookies, who they say they are, how often they try.
import Engine
import NetTypes
import Primitives

final class WebSession: Record {
  private static let sessionType = RecordType("Microsoft.PowerShell.Commands.WebRequestSession", [
      "System.Collections.Generic.Dictionary[string,string] Headers {get;set;}", "System.Net.CookieContainer Cookies {get;set;}",
      "bool UseDefaultCredentials {get;set;}", "System.Net.ICredentials Credentials {get;set;}",
      "System.Security.Cryptography.X509Certificates.X509CertificateCollection Certificates {get;set;}", "string UserAgent {get;set;}",
      "System.Net.IWebProxy Proxy {get;set;}", "int MaximumRedirection {get;set;}", "int MaximumRetryCount {get;set;}", "int RetryIntervalInSeconds {get;set;}"
  ]) { t in
    t.constructor("\(t.fullName) new()") { _, c in .other(try WebSession(c)) }
    t.interfaces.append("System.IDisposable")
    t.method("void Dispose()") { v, _, _ in
      (v.refValue as? WebSession)?.connections.clear()
      return .void
    }
  }
  private static let proxyType = RecordType("Microsoft.PowerShell.Commands.WebProxy", ["System.Net.ICredentials Credentials {get;set;}"]) { t in
    t.method("uri GetProxy(uri destination)") { v, a, c in
      if a[0].isNull { throw netError("System.ArgumentNullException", "Value cannot be null. (Parameter 'destination')") }
      return Conversion.toString(try c.property(a[0], "IsLoopback") ?? .null) == "True" ? a[0] : (Record.of(v) as? Proxy)?.address ?? .null
    }
    t.method("bool IsBypassed(uri host)") { _, a, c in try c.property(a[0], "IsLoopback") ?? .no }
  }
  final class Proxy: Record {
    let address: Value
    init(_ a: Value, _ credentials: Value) { address = a; super.init(proxyType.type, [credentials]) }
  }
  static func register() { _ = sessionType; _ = proxyType }

  /// Of the call that uses the session now: no property of its objects.
  private(set) var socketPath: String?
  /// By what the connections of the last call were made.
  private var settings: String?
  /// Those that can serve again.
  let connections = HttpPool()
  /// As the last call that named them asked for.
  private var protocols: Value?
  var tls: TlsSettings {
    var t = TlsSettings()
    t.protocols = (protocols?.refValue as? PSEnum).map { Int($0.raw) } ?? 0
    t.certificates = values[4].arrayValue?.values.compactMap { $0.refValue as? X509Certificate } ?? []
    return t
  }

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
  var userAgent: String {
    get { Conversion.toString(values[5]) }
    set { values[5] = .str(newValue) }
  }
  /// The address of the proxy.
  var proxy: Value? {
    if let own = values[6].refValue as? Proxy { return own.address }
    return values[6].objectValue?.get("Address")
  }
  private func number(_ i: Int) -> Int { (try? Conversion.toInt64(values[i])).map { Int(clamping: $0) } ?? 0 }
  var maximumRedirection: Int { number(7) }
  /// The client's own when none is given.
  var redirectionLimit: Int { maximumRedirection < 0 ? 50 : maximumRedirection }
  var maximumRetryCount: Int { number(8) }
  var retryInterval: Int { number(9) }
  func header(_ name: String) -> String? { headers.pairs.first { Conversion.toString($0.key).equalsIgnoringCase(name) }.map { Conversion.toString($0.value) } }

  /// The session a call works in: the one given, else a new one; what the call says about itself stays in it.
  static func prepare(_ p: WebRequestParameters, _ shell: Invocation) throws -> WebSession {
    let c = shell.context, s = try p.webSession?.refValue as? WebSession ?? WebSession(c)
    if let name = p.sessionVariable { try shell.keep(.other(s), in: name) }
    if let authorization = try p.authorization(c) {
      s.setHeader("Authorization", authorization)
    } else if let credential = p.credential {
      s.values[3] = try c.callMethod(credential, "GetNetworkCredential", [])
      s.values[2] = .no
    } else if p.useDefaultCredentials.isOn { s.values[2] = .yes }
    try s.take(p.certificateThumbprint, p.certificate, shell)
    if let u = p.userAgent { s.values[5] = .str(u) }
    if p.noProxy.isOn { s.values[6] = .null } else if let proxy = p.proxy {
      s.values[6] = .other(Proxy(proxy, try p.proxyCredential.map { try c.callMethod($0, "GetNetworkCredential", []) } ?? .null))
    }
    if let protocols = p.sslProtocol { s.protocols = protocols }
    if let n = p.maximumRedirection { s.values[7] = .integer(n) }
    if let socket = p.unixSocket { s.socketPath = Conversion.toString(socket) } else { s.socketPath = nil }
    if case .hash(let h)? = p.headers?.base { for (k, v) in h.pairs where !v.isNull { s.setHeader(Conversion.toString(k), WebCall.ownText(v, c)) } }
    if let n = p.maximumRetryCount, n > 0 {
      s.values[8] = .integer(n)
      s.values[9] = .integer(p.retryIntervalSec ?? 5)
    }
    return s
  }
  private func setHeader(_ name: String, _ value: String) {
    let h = headers, known = h.pairs.first { Conversion.toString($0.key).equalsIgnoringCase(name) }?.key
    h.set(known ?? .str(name), .str(value))
  }
  private func take(_ thumbprint: String?, _ certificate: Value?, _ shell: Invocation) throws {
    if let thumbprint {
      func problem(_ message: String) -> TerminatingError {
        shell.terminating("WebCmdletCertificateException", .securityError, message, exception: "System.Security.Cryptography.CryptographicException")
      }
      if !X509Certificate.isStoreThere { throw problem("The specified X509 certificate store does not exist.") }
      let found = X509Certificate.stored.filter { $0.thumbprint.equalsIgnoringCase(thumbprint) }
      if found.isEmpty { throw problem("Unable to retrieve certificates because the thumbprint is not valid. Verify the thumbprint and retry. ") }
      for c in found { add(.other(c)) }
    }
    if let certificate { add(certificate) }
  }
  private func add(_ certificate: Value) {
    let all = values[4].arrayValue ?? PSArray([])
    let new = certificate.refValue as? X509Certificate
    if !all.values.contains(where: { ($0.refValue as? X509Certificate)?.raw == new?.raw }) { all.append(certificate) }
    values[4] = .array(all)
  }
  /// Whether connections of an earlier call cannot serve this one.
  func isRenewed(by p: WebRequestParameters, _ stepsItself: Bool) -> Bool {
    func identity(_ v: Value) -> String { v.refValue.map { "\(ObjectIdentifier($0))" } ?? Conversion.toString(v) }
    let now = [
      identity(values[1]), identity(values[2]), identity(values[3]), "\(values[4].arrayValue?.values.count ?? 0)", proxy.map { Conversion.toString($0) } ?? "", "\(maximumRedirection)",
      protocols.map { Conversion.toString($0) } ?? "", "\(stepsItself || maximumRedirection == 0)", "\(p.skipCertificateCheck.isOn)", "\(p.noProxy.isOn)",
      "\(p.connectionTimeoutSeconds ?? 0)", socketPath ?? "",
    ].joined(separator: "|")
    defer { settings = now }
    guard let settings, settings != now else { return false }
    connections.clear()
    return true
  }

  // MARK: What a request carries

  /// What the session's credentials say to a server that asks; nil when there are none. Those of the user at this computer are for ways
  /// that are not spoken here.
  func authorization(for r: HttpClient.Response, _ request: WebCall.Request, target: String, isAgain: Bool, _ c: ExecutionContext) throws -> String? {
    if values[3].isNull { return nil }
    func part(_ name: String) throws -> String { Conversion.toString(try c.property(values[3], name) ?? .null) }
    return HttpAuthorization.header(
      for: r, user: try part("UserName"), domain: try part("Domain"), password: try part("Password"), method: request.method, target: target,
      body: request.content?.bytes ?? [], isAgain: isAgain)
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

extension Invocation {
  /// Sets a variable whose name may begin with a scope.
  func keep(_ v: Value, in name: String) throws {
    if name.isEmpty {
      throw terminating(
        "Argument", .invalidArgument, "Cannot process argument because the value of argument \"path\" is not valid. Change the value of the \"path\" argument and run the operation again.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    guard let colon = name.firstIndex(of: ":") else { return try context.setVariable(name, v) }
    try context.setVariable(String(name[name.index(after: colon)...]), v, scope: String(name[..<colon]))
  }
}

extension WebRequestParameters {
  /// The header that `-Authentication` asks for. Without it a token is sent to nobody, and a credential to who asks for it.
  fileprivate func authorization(_ c: ExecutionContext) throws -> String? {
    switch authentication.map({ Conversion.toString($0).lowercased() }) {
    case "basic"?:
      guard let credential else { return nil }
      return HttpAuthorization.basic(Conversion.toString(try c.property(credential, "UserName") ?? .null), SecureText.read(try c.property(credential, "Password") ?? .null, c))
    case "bearer"?, "oauth"?: return token.map { "Bearer " + SecureText.read($0, c) }
    default: return nil
    }
  }
}
