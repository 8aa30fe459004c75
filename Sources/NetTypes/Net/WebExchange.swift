/// What all of .NET's web clients here do with an address: files of this computer, and servers on it. Nothing else is reached.
import Engine
import Glibc
import Primitives

/// Headers of a request or an answer.
final class PSWebHeaders: PSNameValues {
  override var netType: NetType { TypeTable.named("System.Net.WebHeaderCollection") }
  convenience init(_ all: [(name: String, value: String)]) {
    self.init()
    let sorted = all.filter { !HeaderFields.isOfContent($0.name) } + all.filter { HeaderFields.isOfContent($0.name) }
    for (n, v) in sorted { if let i = find(n) { pairs[i].values.append(v) } else { pairs.append((n, [v])) } }
  }
  var list: [(String, String)] { pairs.map { ($0.name ?? "", $0.values.joined(separator: ", ")) } }
  func get(_ n: String) -> String? { find(n).map { pairs[$0].values.joined(separator: ", ") } }
  func set(_ n: String, _ v: String) { if let i = find(n) { pairs[i].values = [v] } else { pairs.append((n, [v])) } }
}

enum WebExchange {
  /// An answer with the address it came from.
  struct Answer {
    var response: HttpClient.Response
    let address: String
    /// Its content, while nobody has asked for it.
    var rest: HttpAnswer?
    var isPacked = false

    /// Reads what is still to come.
    mutating func complete(_ c: ExecutionContext) throws {
      guard let answer = rest else { return }
      rest = nil
      try Turn.outside(c) { try answer.readToEnd() }
      response = answer.response
      if isPacked { try response.unpack() }
    }
  }

  static func uri(_ v: Value, base: PSUri? = nil) throws -> PSUri {
    if let u = v.refValue as? PSUri { if u.isAbsolute { return u } }
    let text = (v.refValue as? PSUri)?.text() ?? Conversion.toString(v)
    if let u = PSUri(text) { return u }
    if let base, let u = PSUri(base.text() + (base.text().hasSuffix("/") || text.hasPrefix("/") ? "" : "/") + text) { return u }
    throw netError("System.UriFormatException", text.isEmpty ? "Invalid URI: The URI is empty." : "Invalid URI: The format of the URI could not be determined.")
  }
  /// How a client asks.
  struct Settings {
    /// As those of `HttpClient`.
    var timeout = 100, pause = 0
    /// How many redirections are followed.
    var redirections = 50
    var tls = TlsSettings(), kept: HttpPool?
    var jar: PSCookies?, credential: PSNetworkCredential?
    /// By the numbers of `DecompressionMethods`: what the client unpacks.
    var codings = 0
    /// The content is read when somebody asks for it.
    var leavesContent = false
  }
  /// - Throws: `HttpClient.Failure`
  static func send(_ method: String, _ u: PSUri, _ headers: [(String, String)], _ body: [UInt8], _ s: Settings, _ c: ExecutionContext) throws -> Answer {
    var at = u, method = method, body = body, headers = headers
    var client = HttpClient(timeout: s.timeout, pause: s.pause, for: c)
    (client.tls, client.kept) = (s.tls, s.kept)
    let codings = zip([1, 2, 4], HttpClient.Response.codings).filter { s.codings & $0.0 != 0 }.map(\.1)
    if !codings.isEmpty, !headers.contains(where: { $0.0.equalsIgnoringCase("Accept-Encoding") }) { headers.append(("Accept-Encoding", codings.joined(separator: ", "))) }
    var left = s.redirections
    while true {
      if at.scheme == "file" {
        if method == "PUT" || method == "POST" { try FileSystem.write(FileSystem.real(at.path), body) }
        return Answer(response: HttpClient.Response(status: 200, reason: "OK", body: try FileSystem.read(FileSystem.real(Escaping.unescape(at.path)))), address: at.text())
      }
      guard at.scheme == "http" || at.scheme == "https" else { throw notSupported("The '\(at.scheme)' scheme is not supported.") }
      let path = (at.path.isEmpty ? "/" : at.path) + at.query
      var r = HttpClient.Request(method: method, uri: .init(scheme: at.scheme, host: at.host, port: at.port, target: path, text: at.text()))
      r.headers = headers
      r.body = body
      let incoming = try exchange(&r, at, client, s, c), response = incoming.response
      guard left > 0, [300, 301, 302, 303, 307, 308].contains(response.status), let place = response.header("Location"),
        let next = try c.construct(TypeTable.get("System.Uri"), [.other(at), .str(place)]).refValue as? PSUri,
        // what was asked in secret is not told in the open
        next.scheme == "https" || next.scheme == "http" && at.scheme == "http"
      else {
        var answer = Answer(response: response, address: at.text(), rest: incoming, isPacked: !codings.isEmpty)
        if !s.leavesContent { try answer.complete(c) }
        return answer
      }
      try Turn.outside(c) { try incoming.drain() }
      left -= 1
      at = next
      headers.removeAll { $0.0.equalsIgnoringCase("Authorization") }
      if response.status == 303 ? method != "HEAD" : response.status < 303 && method == "POST" { method = "GET"; body = [] }
    }
  }
  /// One request, and once more with the client's credentials when the server asks who it is; a third time when its question was old.
  private static func exchange(_ request: inout HttpClient.Request, _ at: PSUri, _ client: HttpClient, _ s: Settings, _ c: ExecutionContext) throws -> HttpAnswer {
    func once() throws -> HttpAnswer {
      var r = request
      if let jar = s.jar {
        let cookies = jar.of(at).map { $0.text() }.joined(separator: "; ")
        if let i = r.headers.firstIndex(where: { $0.0.equalsIgnoringCase("Cookie") }) { r.headers[i].1 += cookies.isEmpty ? "" : "; " + cookies }
        else if !cookies.isEmpty { r.headers.append(("Cookie", cookies)) }
      }
      let answer = try Turn.outside(c) { try client.begin(r) }
      if let jar = s.jar {
        for h in answer.response.headers where h.name.equalsIgnoringCase("Set-Cookie") { for text in PSCookie.list(h.value) { if let c = PSCookie(header: text, from: at) { jar.add(c) } } }
      }
      return answer
    }
    var answer = try once()
    guard let k = s.credential, !request.headers.contains(where: { $0.0.equalsIgnoringCase("Authorization") }) else { return answer }
    for isAgain in [false, true] {
      guard let header = HttpAuthorization.header(
        for: answer.response, user: k.user, domain: k.domain, password: k.password, method: request.method, target: request.uri.target, body: request.body, isAgain: isAgain)
      else { break }
      try Turn.outside(c) { try answer.drain() }
      request.headers.removeAll { $0.0.equalsIgnoringCase("Authorization") }
      request.headers.append(("Authorization", header))
      answer = try once()
    }
    return answer
  }
  /// The text of a body in the character set its header names.
  static func text(_ r: HttpClient.Response, _ e: PSEncoding? = nil) -> String {
    let type = r.header("Content-Type")?.lowercased() ?? ""
    if type.contains("iso-8859-1") { return PSEncoding(.latin1).decode(r.body) }
    return (e ?? PSEncoding(.utf8, mark: false)).decodeDetecting(r.body)
  }
  /// As `HttpClient` says it.
  static func requestError(_ f: HttpClient.Failure) -> TerminatingError {
    if f.timedOut != nil {
      return netError("System.Threading.Tasks.TaskCanceledException", f.message, inner: PSException("System.TimeoutException", "The operation was canceled."))
    }
    let e = netError("System.Net.Http.HttpRequestException", f.message, inner: f.cause)
    e.record.exception.properties += [("HttpRequestError", .member("System.Net.Http.HttpRequestError", min(f.kind.rawValue, 10))), ("StatusCode", .null)]
    return e
  }
  /// As `WebClient` and `WebRequest` say it.
  static func webError(_ f: HttpClient.Failure) -> TerminatingError {
    if f.timedOut != nil { return webError("The operation has timed out.", status: 14) }
    return webError(f.message, status: f.kind == .name ? 1 : 16, inner: requestError(f).record.exception)
  }
  static func webError(_ message: String, status: Int, inner: PSException? = nil, response: Value = .null) -> TerminatingError {
    let e = netError("System.Net.WebException", message, inner: inner)
    e.record.exception.properties += [("Status", .member("System.Net.WebExceptionStatus", status)), ("Response", response)]
    return e
  }
}

extension NetTypes {
  static func registerWebClients() {
    registerEnums(in: webEnums)
    TypeTable.register("System.Net.WebHeaderCollection") {
      NetType("System.Net.WebHeaderCollection", base: TypeTable.get("System.Collections.Specialized.NameValueCollection")) { t in
        t.constructor("System.Net.WebHeaderCollection new()") { _, _ in .other(PSWebHeaders()) }
        t.method("void Add(string header)") { v, a, _ in
          let s = a.string(0)
          guard let i = s.firstIndex(of: ":") else { throw argumentError("Specified value does not have a ':' separator.", param: "header") }
          (v.refValue as? PSWebHeaders)?.set(NetString.trim(String(s[..<i])), NetString.trim(String(s[s.index(after: i)...])))
          return .void
        }
        t.method("void Add(string name, string value)") { v, a, _ in
          guard let h = v.refValue as? PSWebHeaders else { return .void }
          if let i = h.find(a.string(0)) { h.pairs[i].values.append(a.string(1)) } else { h.pairs.append((a.string(0), [a.string(1)])) }
          return .void
        }
        for m in ["Set", "set_Item"] {
          t.method("void \(m)(string name, string value)") { v, a, _ in (v.refValue as? PSWebHeaders)?.set(a.string(0), a.string(1)); return .void }
          t.method("void \(m)(System.Net.HttpRequestHeader header, string value)") { v, a, _ in
            (v.refValue as? PSWebHeaders)?.set(headerName(Conversion.toString(a.at(0))), a.string(1)); return .void
          }
        }
        t.method("string ToString()") { v, _, _ in .str(((v.refValue as? PSWebHeaders)?.list ?? []).map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n") }
      }
    }
    registerWebClient()
    registerWebRequests()
    registerHttpClient()
    registerContentStreams()
    registerUnixSocketAddress()
    registerNetworkInformation()
    registerSockets()
    registerSocketTypes()
    registerMail()
  }
  /// `ContentType` as it stands in a request: `Content-Type`.
  private static func headerName(_ s: String) -> String {
    var out = ""
    for c in s { if c.isUppercase, !out.isEmpty { out.append("-") }; out.append(c) }
    return out
  }

  private final class PSWebClient: Ref {
    let headers = PSWebHeaders(), query = PSNameValues()
    var encoding = PSEncoding(.utf8, mark: false), answer: PSWebHeaders?, base: PSUri?
    var credentials = Value.null, proxy = Value.null, usesDefaults = false
    override var netType: NetType { TypeTable.named("System.Net.WebClient") }
  }
  private static func registerWebClient() {
    let n = "System.Net.WebClient"
    func of(_ v: Value) -> PSWebClient { v.refValue as? PSWebClient ?? PSWebClient() }
    func send(_ v: Value, _ method: String, _ address: Value, _ body: [UInt8], _ type: String?, _ c: ExecutionContext) throws -> HttpClient.Response {
      let w = of(v)
      if address.isNull { throw nullArgument("address") }
      var text = (address.refValue as? PSUri)?.text() ?? Conversion.toString(address)
      // a path is a file
      if w.base == nil, !text.contains(":") { text = "file://" + FileSystem.real(text) }
      if !w.query.pairs.isEmpty { text += (text.contains("?") ? "&" : "?") + w.query.pairs.map { "\($0.name ?? "")=\($0.values.joined(separator: ","))" }.joined(separator: "&") }
      let u = try WebExchange.uri(.str(text), base: w.base)
      var headers = [("Connection", "Keep-Alive")] + w.headers.list
      if let type, w.headers.get("Content-Type") == nil { headers.append(("Content-Type", type)) }
      do {
        let s = WebExchange.Settings(pause: 300, tls: NetTypes.servicePointTls(sender: v, c), credential: w.credentials.refValue as? PSNetworkCredential)
        let answer = try WebExchange.send(method, u, headers, body, s, c)
        w.answer = PSWebHeaders(answer.response.headers)
        if !(200..<300).contains(answer.response.status) {
          throw WebExchange.webError("The remote server returned an error: (\(answer.response.status)) \(answer.response.reason).", status: 7, response: .other(PSWebResponse(answer, method)))
        }
        return answer.response
      } catch let f as HttpClient.Failure { throw WebExchange.webError(f) }
      catch let e as TerminatingError where u.scheme == "file" { throw WebExchange.webError(e.record.exception.message, status: 16, inner: e.record.exception) }
    }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get("System.ComponentModel.Component"), interfaces: ["System.IDisposable"]) { t in
        t.constructor("\(n) new()") { _, _ in .other(PSWebClient()) }
        t.property("System.Text.Encoding Encoding {get;set;}", set: { v, x, _ in if let e = encoding(x) { of(v).encoding = e } }) { v, _ in .other(of(v).encoding) }
        t.property("string BaseAddress {get;set;}", set: { v, x, _ in of(v).base = PSUri(Conversion.toString(x)) }) { v, _ in .str(of(v).base?.text() ?? "") }
        t.property("System.Net.ICredentials Credentials {get;set;}", set: { v, x, _ in of(v).credentials = x }) { v, _ in of(v).credentials }
        t.property("bool UseDefaultCredentials {get;set;}", set: { v, x, _ in of(v).usesDefaults = x.asInt != 0 }) { v, _ in .bool(of(v).usesDefaults) }
        t.property("System.Net.WebHeaderCollection Headers {get;set;}", set: { v, x, _ in of(v).headers.pairs = (x.refValue as? PSNameValues)?.pairs ?? [] }) { v, _ in .other(of(v).headers) }
        t.property(
          "System.Collections.Specialized.NameValueCollection QueryString {get;set;}",
          set: { v, x, _ in of(v).query.pairs = (x.refValue as? PSNameValues)?.pairs ?? [] }
        ) { v, _ in .other(of(v).query) }
        t.property("System.Net.WebHeaderCollection ResponseHeaders {get;}") { v, _ in of(v).answer.map { .other($0) } ?? .null }
        t.property("System.Net.IWebProxy Proxy {get;set;}", set: { v, x, _ in of(v).proxy = x }) { v, _ in of(v).proxy }
        t.property("bool IsBusy {get;}") { _, _ in .no }
        t.method("void Dispose()") { _, _, _ in .void }
        /// A method for texts and for addresses, and its asynchronous form.
        func both(_ result: String, _ name: String, _ more: String, _ body: @escaping (Value, [Value], ExecutionContext) throws -> Value) {
          for p in ["string address", "uri address"] {
            t.method("\(result) \(name)(\(p)\(more))", body)
            t.method("System.Threading.Tasks.Task \(name)TaskAsync(\(p)\(more))") { v, a, c in
              do {
                let r = try body(v, a, c)
                return .other(PSTask(result: r, result == "void" ? nil : TypeTable.resolve(result)))
              } catch let e as TerminatingError { return .other(PSTask(failure: e.record.exception, result == "void" ? nil : TypeTable.resolve(result))) }
            }
          }
        }
        both("string", "DownloadString", "") { v, a, c in .str(WebExchange.text(try send(v, "GET", a.at(0), [], nil, c), of(v).encoding)) }
        both("byte[]", "DownloadData", "") { v, a, c in .bytes(try send(v, "GET", a.at(0), [], nil, c).body) }
        both("void", "DownloadFile", ", string fileName") { v, a, c in
          try FileSystem.write(try FileSystem.check(a.text(1), "fileName"), try send(v, "GET", a.at(0), [], nil, c).body)
          return .void
        }
        both("System.IO.Stream", "OpenRead", "") { v, a, c in .other(PSStream(try send(v, "GET", a.at(0), [], nil, c).body, writable: false)) }
        both("string", "UploadString", ", string data") { v, a, c in .str(WebExchange.text(try send(v, "POST", a.at(0), of(v).encoding.encode(a.string(1)), nil, c), of(v).encoding)) }
        both("string", "UploadString", ", string method, string data") { v, a, c in
          .str(WebExchange.text(try send(v, a.string(1).uppercased(), a.at(0), of(v).encoding.encode(a.string(2)), nil, c), of(v).encoding))
        }
        both("byte[]", "UploadData", ", byte[] data") { v, a, c in .bytes(try send(v, "POST", a.at(0), a.bytes(1), nil, c).body) }
        both("byte[]", "UploadData", ", string method, byte[] data") { v, a, c in .bytes(try send(v, a.string(1).uppercased(), a.at(0), a.bytes(2), nil, c).body) }
        both("byte[]", "UploadValues", ", System.Collections.Specialized.NameValueCollection data") { v, a, c in
          let text = ((a.at(1).refValue as? PSNameValues)?.pairs ?? []).map { Escaping.form($0.name ?? "") + "=" + Escaping.form($0.values.joined(separator: ",")) }.joined(separator: "&")
          return .bytes(try send(v, "POST", a.at(0), Array(text.utf8), "application/x-www-form-urlencoded", c).body)
        }
        both("byte[]", "UploadFile", ", string fileName") { v, a, c in
          .bytes(try send(v, "POST", a.at(0), try FileSystem.read(try FileSystem.check(a.text(1), "fileName")), "application/octet-stream", c).body)
        }
      }
    }
  }
}

private let webEnums = """
System.Net.WebExceptionStatus Success NameResolutionFailure ConnectFailure ReceiveFailure SendFailure PipelineFailure RequestCanceled ProtocolError ConnectionClosed TrustFailure SecureChannelFailure ServerProtocolViolation KeepAliveFailure Pending Timeout ProxyNameResolutionFailure UnknownError MessageLengthLimitExceeded CacheEntryNotFound RequestProhibitedByCachePolicy RequestProhibitedByProxy
System.Net.HttpRequestHeader CacheControl Connection Date KeepAlive Pragma Trailer TransferEncoding Upgrade Via Warning Allow ContentLength ContentType ContentEncoding ContentLanguage ContentLocation ContentMd5 ContentRange Expires LastModified Accept AcceptCharset AcceptEncoding AcceptLanguage Authorization Cookie Expect From Host IfMatch IfModifiedSince IfNoneMatch IfRange IfUnmodifiedSince MaxForwards ProxyAuthorization Referer Range Te Translate UserAgent
System.Net.DecompressionMethods! None=0 GZip=1 Deflate=2 Brotli=4 All=-1
System.Net.AuthenticationSchemes! None=0 Digest=1 Negotiate=2 Ntlm=4 IntegratedWindowsAuthentication=6 Basic=8 Anonymous=32768
System.Net.Http.HttpRequestError Unknown NameResolutionError ConnectionError SecureConnectionError HttpProtocolError ExtendedConnectNotSupported VersionNegotiationError UserAuthenticationError ProxyTunnelError InvalidResponse ResponseEnded ConfigurationLimitExceeded
System.Net.Http.HttpVersionPolicy RequestVersionOrLower RequestVersionOrHigher RequestVersionExact
System.Net.Http.HttpCompletionOption ResponseContentRead ResponseHeadersRead
System.Net.NetworkInformation.IPStatus Success=0 DestinationNetworkUnreachable=11002 DestinationHostUnreachable=11003 DestinationProtocolUnreachable=11004 DestinationPortUnreachable=11005 NoResources=11006 BadOption=11007 HardwareError=11008 PacketTooBig=11009 TimedOut=11010 BadRoute=11012 TtlExpired=11013 TtlReassemblyTimeExceeded=11014 ParameterProblem=11015 SourceQuench=11016 BadDestination=11018 Unknown=-1
System.Net.NetworkInformation.OperationalStatus Up=1 Down Testing Unknown Dormant NotPresent LowerLayerDown
System.Net.NetworkInformation.NetworkInterfaceType Unknown=1 Ethernet=6 TokenRing=9 Fddi=15 Ppp=23 Loopback=24 Slip=28 Wireless80211=71 Tunnel=131
System.Net.NetworkInformation.NetBiosNodeType Unknown Broadcast Peer2Peer Mixed=4 Hybrid=8
System.Net.NetworkInformation.TcpState Unknown Closed Listen SynSent SynReceived Established FinWait1 FinWait2 CloseWait Closing LastAck TimeWait DeleteTcb
System.Net.Sockets.SocketError Success=0 OperationAborted=995 IOPending=997 Interrupted=10004 AccessDenied=10013 Fault=10014 InvalidArgument=10022 TooManyOpenSockets=10024 WouldBlock=10035 InProgress=10036 AlreadyInProgress=10037 NotSocket=10038 DestinationAddressRequired=10039 MessageSize=10040 ProtocolType=10041 ProtocolOption=10042 ProtocolNotSupported=10043 SocketNotSupported=10044 OperationNotSupported=10045 ProtocolFamilyNotSupported=10046 AddressFamilyNotSupported=10047 AddressAlreadyInUse=10048 AddressNotAvailable=10049 NetworkDown=10050 NetworkUnreachable=10051 NetworkReset=10052 ConnectionAborted=10053 ConnectionReset=10054 NoBufferSpaceAvailable=10055 IsConnected=10056 NotConnected=10057 Shutdown=10058 TimedOut=10060 ConnectionRefused=10061 HostDown=10064 HostUnreachable=10065 ProcessLimit=10067 SystemNotReady=10091 VersionNotSupported=10092 NotInitialized=10093 Disconnecting=10101 TypeNotFound=10109 HostNotFound=11001 TryAgain=11002 NoRecovery=11003 NoData=11004 SocketError=-1
System.Net.Sockets.SocketShutdown Receive Send Both
System.Net.Sockets.SelectMode SelectRead SelectWrite SelectError
System.Net.Mail.MailPriority Normal Low High
System.Net.Mail.SmtpDeliveryMethod Network SpecifiedPickupDirectory PickupDirectoryFromIis
System.Net.Mail.DeliveryNotificationOptions! None=0 OnSuccess=1 OnFailure=2 Delay=4 Never=134217728
System.Net.Mail.SmtpStatusCode GeneralFailure=-1 Ok=250
"""
