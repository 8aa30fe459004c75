/// `WebRequest` with its answers, `ServicePointManager`.
import Engine
import Primitives

final class PSWebRequest: Ref {
  let uri: PSUri
  var method = "GET", timeout = 100_000, redirects = true
  let headers = PSWebHeaders()
  var body: PSStream?
  /// What is kept because scripts set it: credentials, proxy, cookies and their like.
  var settings: [String: Value] = [:]
  init(_ u: PSUri) { uri = u; super.init() }
  override var netType: NetType { TypeTable.get(uri.scheme == "file" ? "System.Net.FileWebRequest" : "System.Net.HttpWebRequest") }
}
final class PSWebResponse: Ref {
  private(set) var answer: WebExchange.Answer
  let method: String
  private var made: PSStream?
  func stream(_ c: ExecutionContext) throws -> PSStream {
    if let made { return made }
    do { try answer.complete(c) } catch let f as HttpClient.Failure { throw netError("System.IO.IOException", f.message, inner: f.cause) }
    let s = PSStream(answer.response.body, writable: false)
    made = s
    return s
  }
  init(_ a: WebExchange.Answer, _ m: String) { answer = a; method = m; super.init() }
  override var netType: NetType { TypeTable.get(answer.address.hasPrefix("file:") ? "System.Net.FileWebResponse" : "System.Net.HttpWebResponse") }
}
extension NetTypes {
  static func registerWebRequests() {
    func request(_ v: Value) throws -> PSWebRequest {
      guard let r = v.refValue as? PSWebRequest else { throw nullArgument("request") }
      return r
    }
    let n = "System.Net.WebRequest", disposable = ["System.IDisposable"]
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get("System.MarshalByRefObject")) { t in
        for m in ["Create", "CreateDefault", "CreateHttp"] {
          for p in ["string requestUriString", "uri requestUri"] {
            t.staticMethod("static \(n) \(m)(\(p))") { a, _ in
              if a.at(0).isNull { throw nullArgument(p.split(separator: " ").last.map(String.init) ?? "") }
              let u = try WebExchange.uri(a.at(0))
              guard ["http", "https", "file"].contains(u.scheme) else { throw notSupported("The URI prefix is not recognized.") }
              return .other(PSWebRequest(u))
            }
          }
        }
        t.staticProperty("System.Net.IWebProxy DefaultWebProxy {get;set;}", set: { _, _, _ in }) { _ in .null }
        t.staticMethod("static System.Net.IWebProxy GetSystemWebProxy()") { _, _ in .null }
        t.property("uri RequestUri {get;}") { v, _ in .other(try request(v).uri) }
        t.property("string Method {get;set;}", set: { v, x, _ in try request(v).method = Conversion.toString(x).uppercased() }) { v, _ in .str(try request(v).method) }
        t.property(
          "System.Net.WebHeaderCollection Headers {get;set;}", set: { v, x, _ in try request(v).headers.pairs = (x.refValue as? PSNameValues)?.pairs ?? [] }
        ) { v, _ in .other(try request(v).headers) }
        t.property("int Timeout {get;set;}", set: { v, x, _ in try request(v).timeout = x.asInt }) { v, _ in .count(try request(v).timeout) }
        for (p, header) in [("ContentType", "Content-Type"), ("UserAgent", "User-Agent"), ("Accept", "Accept"), ("Referer", "Referer"), ("Host", "Host")] {
          t.property("string \(p) {get;set;}", set: { v, x, _ in try request(v).headers.set(header, Conversion.toString(x)) }) { v, _ in try request(v).headers.get(header).map { .str($0) } ?? .null }
        }
        t.property("long ContentLength {get;set;}", set: { _, _, _ in }) { v, _ in .long(Int64(try request(v).body?.bytes.count ?? -1)) }
        t.property("bool AllowAutoRedirect {get;set;}", set: { v, x, _ in try request(v).redirects = x.asInt != 0 }) { v, _ in .bool(try request(v).redirects) }
        let firsts: [String: Value] = ["KeepAlive": .yes, "MaximumAutomaticRedirections": .int(50), "ReadWriteTimeout": .int(300_000)]
        for (type, p) in [
          ("System.Net.ICredentials", "Credentials"), ("System.Net.IWebProxy", "Proxy"), ("System.Net.CookieContainer", "CookieContainer"),
          ("bool", "UseDefaultCredentials"), ("bool", "KeepAlive"), ("bool", "PreAuthenticate"), ("int", "ReadWriteTimeout"),
          ("System.Net.DecompressionMethods", "AutomaticDecompression"), ("System.Net.Security.RemoteCertificateValidationCallback", "ServerCertificateValidationCallback"),
          ("System.Security.Cryptography.X509Certificates.X509CertificateCollection", "ClientCertificates"),
          ("int", "MaximumAutomaticRedirections"), ("System.Object", "CachePolicy"), ("bool", "SendChunked"),
        ] {
          t.property("\(type) \(p) {get;set;}", set: { v, x, _ in try request(v).settings[p] = x }) { v, _ in
            try request(v).settings[p] ?? firsts[p] ?? (type == "bool" ? .no : .null)
          }
        }
        t.method("System.IO.Stream GetRequestStream()") { v, _, _ in
          let r = try request(v)
          if r.method == "GET" || r.method == "HEAD" { throw netError("System.Net.ProtocolViolationException", "Cannot send a content-body with this verb-type.") }
          let s = r.body ?? PSStream()
          r.body = s
          return .other(s)
        }
        func answer(_ v: Value, _ c: ExecutionContext) throws -> Value {
          let r = try request(v)
          let s = WebExchange.Settings(
            timeout: max(1, r.timeout / 1000), pause: 300, redirections: r.redirects ? r.settings["MaximumAutomaticRedirections"]?.asInt ?? 50 : 0,
            tls: servicePointTls(certificates: r.settings["ClientCertificates"], judge: r.settings["ServerCertificateValidationCallback"], sender: v, c),
            jar: r.settings["CookieContainer"]?.refValue as? PSCookies, credential: r.settings["Credentials"]?.refValue as? PSNetworkCredential,
            codings: r.settings["AutomaticDecompression"]?.asInt ?? 0, leavesContent: true)
          let headers = [("Connection", Conversion.toBool(r.settings["KeepAlive"] ?? .yes) ? "Keep-Alive" : "close")] + r.headers.list
          do {
            let a = try WebExchange.send(r.method, r.uri, headers, r.body?.bytes ?? [], s, c)
            let response = Value.other(PSWebResponse(a, r.method))
            // a redirection that was to be followed, and could not be, is a failure
            if !(200..<(r.redirects ? 300 : 400)).contains(a.response.status) {
              throw WebExchange.webError("The remote server returned an error: (\(a.response.status)) \(a.response.reason).", status: 7, response: response)
            }
            return response
          } catch let f as HttpClient.Failure { throw WebExchange.webError(f) }
        }
        t.method("System.Net.WebResponse GetResponse()") { v, _, c in try answer(v, c) }
        t.method("System.Threading.Tasks.Task GetResponseAsync()") { v, _, c in
          do { return .other(PSTask(result: try answer(v, c), TypeTable.get("System.Net.WebResponse"))) } catch let e as TerminatingError { return .other(PSTask(failure: e.record.exception)) }
        }
        t.method("void Abort()") { _, _, _ in .void }
      }
    }
    for k in ["HttpWebRequest", "FileWebRequest"] { TypeTable.register("System.Net." + k) { NetType("System.Net." + k, base: TypeTable.get(n)) } }
    func response(_ v: Value) throws -> PSWebResponse {
      guard let r = v.refValue as? PSWebResponse else { throw nullArgument("response") }
      return r
    }
    TypeTable.register("System.Net.WebResponse") {
      NetType("System.Net.WebResponse", base: TypeTable.get("System.MarshalByRefObject"), interfaces: disposable) { t in
        t.property("bool IsMutuallyAuthenticated {get;}") { _, _ in .no }
        t.property("System.Net.CookieCollection Cookies {get;}") { _, _ in .other(PSCookies(container: false)) }
        t.property("System.Net.WebHeaderCollection Headers {get;}") { v, _ in .other(PSWebHeaders(try response(v).answer.response.headers)) }
        t.property("long ContentLength {get;}") { v, _ in
          let a = try response(v).answer
          return .long(Int64(a.response.header("Content-Length").flatMap { Int($0) } ?? (a.rest == nil ? a.response.body.count : -1)))
        }
        t.property("string ContentEncoding {get;}") { v, _ in .str(try response(v).answer.response.header("Content-Encoding") ?? "") }
        t.property("string ContentType {get;}") { v, _ in .str(try response(v).answer.response.header("Content-Type") ?? "") }
        t.property("string CharacterSet {get;}") { v, _ in
          let type = try response(v).answer.response.header("Content-Type") ?? ""
          return .str(NetString.indexOf(type, "charset=") >= 0 ? type.units(NetString.indexOf(type, "charset=") + 8, type.netLength - NetString.indexOf(type, "charset=") - 8) : "")
        }
        t.property("string Server {get;}") { v, _ in .str(try response(v).answer.response.header("Server") ?? "") }
        t.property("System.Net.HttpStatusCode StatusCode {get;}") { v, _ in .member("System.Net.HttpStatusCode", try response(v).answer.response.status) }
        t.property("string StatusDescription {get;}") { v, _ in .str(try response(v).answer.response.reason) }
        t.property("version ProtocolVersion {get;}") { v, c in try Conversion.convert(.str(try response(v).answer.response.version), to: TypeTable.get("System.Version"), c) }
        t.property("uri ResponseUri {get;}") { v, _ in PSUri(try response(v).answer.address).map { .other($0) } ?? .null }
        t.property("string Method {get;}") { v, _ in .str(try response(v).method) }
        t.property("bool SupportsHeaders {get;}") { _, _ in .yes }
        t.method("System.IO.Stream GetResponseStream()") { v, _, c in .other(try response(v).stream(c)) }
        t.method("string GetResponseHeader(string headerName)") { v, a, _ in .str(try response(v).answer.response.header(a.string(0)) ?? "") }
        for m in ["Close", "Dispose"] { t.method("void \(m)()") { _, _, _ in .void } }
      }
    }
    for k in ["HttpWebResponse", "FileWebResponse"] { TypeTable.register("System.Net." + k) { NetType("System.Net." + k, base: TypeTable.get("System.Net.WebResponse")) } }
    registerExceptions(in: """
      System.Net.ProtocolViolationException System.InvalidOperationException
      System.Net.CookieException System.FormatException
      System.Net.HttpListenerException System.ComponentModel.Win32Exception
      """)
    registerServicePoints()
    registerCookies()
  }

  nonisolated(unsafe) private static var servicePoint: [String: Value] = [:]
  /// What `ServicePointManager` says of connections under TLS, and a request of its own.
  static func servicePointTls(certificates: Value? = nil, judge: Value? = nil, sender: Value, _ c: ExecutionContext) -> TlsSettings {
    func set(_ v: Value?) -> Value? { v.flatMap { $0.isNull ? nil : $0 } }
    var s = TlsSettings(
      protocols: servicePoint["SecurityProtocol"], certificates: certificates, judge: set(judge) ?? set(servicePoint["ServerCertificateValidationCallback"]), sender: sender, c)
    // requests of this kind always put a callback in the system's place
    if s.judge == nil { s.judge = { _, errors in errors == 0 } }
    return s
  }
  private static func registerServicePoints() {
    let n = "System.Net.ServicePointManager"
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        let all: [(String, String, Value)] = [
          ("System.Net.SecurityProtocolType", "SecurityProtocol", .member("System.Net.SecurityProtocolType", 0)), ("int", "MaxServicePoints", .int(0)), ("int", "DefaultConnectionLimit", .int(2)),
          ("int", "MaxServicePointIdleTime", .int(100_000)), ("bool", "UseNagleAlgorithm", .yes), ("bool", "Expect100Continue", .yes),
          ("bool", "EnableDnsRoundRobin", .no), ("int", "DnsRefreshTimeout", .int(120_000)), ("System.Net.Security.RemoteCertificateValidationCallback", "ServerCertificateValidationCallback", .null),
          ("bool", "ReusePort", .no), ("bool", "CheckCertificateRevocationList", .no), ("System.Object", "CertificatePolicy", .null),
        ]
        for (type, p, first) in all { t.staticProperty("\(type) \(p) {get;set;}", set: { _, x, _ in servicePoint[p] = x }) { _ in servicePoint[p] ?? first } }
        t.staticMethod("static void SetTcpKeepAlive(bool enabled, int keepAliveTime, int keepAliveInterval)") { _, _ in .void }
      }
    }
    TypeTable.register("System.Net.Security.RemoteCertificateValidationCallback") { NetType("System.Net.Security.RemoteCertificateValidationCallback", .delegate, base: TypeTable.object) }
    TypeTable.register("System.Net.WebProxy") {
      NetType("System.Net.WebProxy", base: TypeTable.object) { t in
        for p in ["", "string Address", "uri Address", "string Address, bool BypassOnLocal", "string Host, int Port"] {
          t.constructor("System.Net.WebProxy new(\(p))") { a, _ in
            let o = PSObject(type: t)
            o.set(
              "Address",
              a.isEmpty
                ? .null
                : a.count == 2 && a.at(1).stringValue == nil && p.hasPrefix("string Host")
                  ? (PSUri("http://\(a.string(0)):\(a.int(1))/").map { .other($0) } ?? .null) : .other(try WebExchange.uri(a.at(0))))
            o.set("BypassProxyOnLocal", .bool(p.contains("Bypass") && a.bool(1)))
            o.set("BypassList", .array(PSArray([], of: TypeTable.string)))
            o.set("Credentials", .null)
            o.set("UseDefaultCredentials", .no)
            return .object(o)
          }
        }
      }
    }
  }
}
