/// `HttpClientHandler` and `SocketsHttpHandler`: how a client makes its connections.
import Engine
import Primitives

final class PSHttpHandler: Ref {
  private let kind: String
  fileprivate var settings: [String: Value]
  private let kept = HttpPool()
  static let plain = "System.Net.Http.HttpClientHandler"
  init(_ k: String, _ s: [String: Value]) { kind = k; settings = s; super.init() }
  override var netType: NetType { TypeTable.get(kind) }

  /// - Parameter sender: the request, which callbacks are told
  func settings(timeout: Int, sender: Value, _ c: ExecutionContext) -> WebExchange.Settings {
    func isOn(_ name: String) -> Bool { Conversion.toBool(settings[name] ?? .yes) }
    let ssl = (settings["SslOptions"]?.refValue as? PSHttpHandler)?.settings ?? settings
    let tls = TlsSettings(
      protocols: ssl["SslProtocols"] ?? ssl["EnabledSslProtocols"], certificates: ssl["ClientCertificates"],
      judge: ssl["ServerCertificateCustomValidationCallback"] ?? ssl["RemoteCertificateValidationCallback"], sender: sender, c)
    return WebExchange.Settings(
      timeout: timeout, redirections: isOn("AllowAutoRedirect") ? settings["MaxAutomaticRedirections"]?.asInt ?? 50 : 0, tls: tls, kept: kept,
      jar: isOn("UseCookies") ? settings["CookieContainer"]?.refValue as? PSCookies : nil, credential: settings["Credentials"]?.refValue as? PSNetworkCredential,
      codings: settings["AutomaticDecompression"]?.asInt ?? 0)
  }
}

extension NetTypes {
  static func registerHttpHandlers() {
    let h = "System.Net.Http.", ns = X509Certificate.ns, ssl = "System.Net.Security.SslClientAuthenticationOptions"
    let message = "System.Func`5[[\(h)HttpRequestMessage],[\(X509Certificate.typeName)],[\(ns)X509Chain],[System.Net.Security.SslPolicyErrors],[bool]]"
    func handler(_ v: Value) throws -> PSHttpHandler {
      guard let r = v.refValue as? PSHttpHandler else { throw nullArgument("handler") }
      return r
    }
    func certificates() -> Value {
      let all = PSArray([], of: TypeTable.get(ns + "X509Certificate"))
      all.kind = .collection
      return .array(all)
    }
    func register(_ name: String, base: String, _ properties: @escaping () -> [(type: String, name: String, first: Value)], _ more: @escaping (NetType) -> Void = { _ in }) {
      TypeTable.register(name) {
        NetType(name, base: TypeTable.get(base), interfaces: base == "System.Object" ? [] : ["System.IDisposable"]) { t in
          t.constructor("\(name) new()") { _, _ in .other(PSHttpHandler(name, Dictionary(uniqueKeysWithValues: properties().map { ($0.name, $0.first) }))) }
          for p in properties() {
            t.property("\(p.type) \(p.name) {get;set;}", set: { v, x, _ in try handler(v).settings[p.name] = x }) { v, _ in try handler(v).settings[p.name] ?? .null }
          }
          more(t)
        }
      }
    }
    func common() -> [(type: String, name: String, first: Value)] {
      [
        ("bool", "AllowAutoRedirect", .yes), ("System.Net.DecompressionMethods", "AutomaticDecompression", .member("System.Net.DecompressionMethods", 0)),
        ("System.Net.CookieContainer", "CookieContainer", .other(PSCookies(container: true))), ("System.Net.ICredentials", "Credentials", .null),
        ("int", "MaxAutomaticRedirections", .int(50)), ("bool", "PreAuthenticate", .no), ("System.Net.IWebProxy", "Proxy", .null), ("bool", "UseCookies", .yes),
        ("bool", "UseProxy", .yes),
      ]
    }
    let base = h + "HttpMessageHandler", protocols = "System.Security.Authentication.SslProtocols"
    TypeTable.register(base) { NetType(base, base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in t.method("void Dispose()") { _, _, _ in .void } } }
    register(PSHttpHandler.plain, base: base) {
      common() + [
        ("bool", "CheckCertificateRevocationList", .no), (ns + "X509CertificateCollection", "ClientCertificates", certificates()),
        ("System.Object", "ServerCertificateCustomValidationCallback", .null), (protocols, "SslProtocols", .member(protocols, 0)), ("bool", "UseDefaultCredentials", .no),
      ]
    } _: { t in
      let all = PSDelegate(TypeTable.resolve(message) ?? TypeTable.object, [PSDelegate.Target(method: t, object: .null) { _, _ in .yes }])
      t.staticProperty("System.Object DangerousAcceptAnyServerCertificateValidator {get;}") { _ in .other(all) }
    }
    register(h + "SocketsHttpHandler", base: base) {
      common() + [(ssl, "SslOptions", .other(PSHttpHandler(ssl, ["EnabledSslProtocols": .member(protocols, 0)])))]
    }
    register(ssl, base: "System.Object") {
      [
        (ns + "X509CertificateCollection", "ClientCertificates", .null), (protocols, "EnabledSslProtocols", .member(protocols, 0)),
        ("System.Net.Security.RemoteCertificateValidationCallback", "RemoteCertificateValidationCallback", .null), ("string", "TargetHost", .null),
      ]
    }
  }
}
