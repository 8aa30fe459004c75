/// `System.Net.Http`: `HttpClient`, its messages and contents. A request is sent when it is made, so its task is over at once.
import Engine
import Primitives

final class PSHttpClient: Ref {
  let headers = PSHttpHeaders()
  let handler: PSHttpHandler
  init(_ h: PSHttpHandler? = nil) { handler = h ?? PSHttpHandler(PSHttpHandler.plain, ["CookieContainer": .other(PSCookies(container: true))]); super.init() }
  var base: PSUri?
  var timeout = NetTimeSpan(ticks: 1_000_000_000)
  override var netType: NetType { TypeTable.named("System.Net.Http.HttpClient") }
}
/// Headers with one property for each of the common ones.
final class PSHttpHeaders: PSNameValues {
  private let kind: String
  /// Of a content's bytes: its `Content-Length` while nobody has set it.
  var length: Int?
  /// - Parameter k: the class: of a request, an answer or a content
  init(_ k: String = "HttpRequestHeaders") { kind = k; super.init() }
  override var netType: NetType { TypeTable.get("System.Net.Http.Headers." + kind) }
  override func enumerated() -> PSArray? {
    PSArray(
      pairs.map {
        .other(
          PairEntry(
            .str($0.name ?? ""), .strings($0.values),
            TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [TypeTable.string, TypeTable.array(of: TypeTable.string)])))
      })
  }
}
final class PSHttpContent: Ref {
  var bytes: [UInt8]
  let headers = PSHttpHeaders("HttpContentHeaders")
  let kind: String
  /// Its stream was read to its end by somebody else.
  var isDisposed = false
  init(_ b: [UInt8], _ type: String?, _ k: String) {
    bytes = b
    kind = k
    super.init()
    headers.length = b.count
    if let type { headers.pairs.append(("Content-Type", [type])) }
  }
  override var netType: NetType { TypeTable.get("System.Net.Http." + kind) }
}
extension NetTypes {
  private static let h = "System.Net.Http."
  /// A task whose work has been done.
  private static func task(_ type: String, _ work: () throws -> Value) -> Value {
    let resultType = TypeTable.resolve(type)
    do { return .other(PSTask(result: try work(), resultType)) }
    catch let f as HttpClient.Failure { return .other(PSTask(failure: WebExchange.requestError(f).record.exception, resultType)) }
    catch let e as TerminatingError { return .other(PSTask(failure: e.record.exception, resultType)) }
    catch { return .other(PSTask(failure: PSException("System.Exception", "\(error)"), resultType)) }
  }
  private static func send(_ c: PSHttpClient, _ m: PSHttpMessage, _ context: ExecutionContext) throws -> PSHttpMessage {
    guard let u = m.uri else { throw invalidOperation("An invalid request URI was provided. Either the request URI must be an absolute URI or BaseAddress must be set.") }
    var all: [(String, String)] = []
    for (n, v) in (c.headers.pairs + m.headers.pairs + (m.content?.headers.pairs ?? [])) where !all.contains(where: { $0.0.equalsIgnoringCase(n ?? "") }) {
      all.append((n ?? "", v.joined(separator: ", ")))
    }
    let answer = try WebExchange.send(
      m.method, u, all, m.content?.bytes ?? [], c.handler.settings(timeout: max(1, Int(c.timeout.totalSeconds)), sender: .other(m), context), context)
    let r = PSHttpMessage(answer: true)
    r.request = m
    r.take(answer.response)
    return r
  }
  private static func success(_ m: PSHttpMessage) throws {
    if (200..<300).contains(m.status) { return }
    let e = netError("System.Net.Http.HttpRequestException", "Response status code does not indicate success: \(m.status) (\(m.reason)).")
    e.record.exception.properties.append(("StatusCode", .member("System.Net.HttpStatusCode", m.status)))
    throw e
  }
  private static func text(_ c: PSHttpContent) -> String {
    (c.headers.find("Content-Type").map { c.headers.pairs[$0].values.joined() } ?? "").lowercased().contains("iso-8859-1")
      ? PSEncoding(.latin1).decode(c.bytes) : PSEncoding(.utf8, mark: false).decodeDetecting(c.bytes)
  }

  static func registerHttpClient() {
    let disposable = ["System.IDisposable"]
    func reg(_ n: String, _ base: String = "System.Object", _ define: @escaping (NetType) -> Void) {
      TypeTable.register(h + n) { NetType(h + n, base: TypeTable.get(base), interfaces: disposable, define: define) }
    }
    func client(_ v: Value) -> PSHttpClient { v.refValue as? PSHttpClient ?? PSHttpClient() }
    func message(_ v: Value) throws -> PSHttpMessage {
      guard let m = v.refValue as? PSHttpMessage else { throw nullArgument("request") }
      return m
    }
    func content(_ v: Value) throws -> PSHttpContent {
      guard let c = v.refValue as? PSHttpContent else { throw nullArgument("content") }
      return c
    }
    func version(_ v: Value, _ c: ExecutionContext) throws -> Value { try Conversion.convert(.str(try message(v).version), to: TypeTable.get("System.Version"), c) }
    func setVersion(_ v: Value, _ x: Value, _ c: ExecutionContext) throws { try message(v).version = Conversion.toString(x) }
    func open(_ v: Value) throws -> PSHttpContent {
      let c = try content(v)
      if c.isDisposed { throw netError("System.ObjectDisposedException", "Cannot access a disposed object.\nObject name: 'System.Net.Http.\(c.kind)'.") }
      return c
    }
    reg("HttpMessageInvoker") { _ in }
    reg("HttpClient", h + "HttpMessageInvoker") { t in
      for p in ["", "\(h)HttpMessageHandler handler", "\(h)HttpMessageHandler handler, bool disposeHandler"] {
        t.constructor("\(h)HttpClient new(\(p))") { a, _ in .other(PSHttpClient(a.at(0).refValue as? PSHttpHandler)) }
      }
      t.property("\(h)Headers.HttpRequestHeaders DefaultRequestHeaders {get;}") { v, _ in .other(client(v).headers) }
      t.property("version DefaultRequestVersion {get;set;}", set: { _, _, _ in }) { _, c in try Conversion.convert(.str("1.1"), to: TypeTable.get("System.Version"), c) }
      t.property("uri BaseAddress {get;set;}", set: { v, x, _ in client(v).base = try WebExchange.uri(x) }) { v, _ in client(v).base.map { .other($0) } ?? .null }
      t.property("timespan Timeout {get;set;}", set: { v, x, _ in client(v).timeout = x.asSpan }) { v, _ in .timespan(client(v).timeout) }
      t.property("long MaxResponseContentBufferSize {get;set;}", set: { _, _, _ in }) { _, _ in .long(2_147_483_647) }
      func request(_ v: Value, _ method: String, _ address: Value, _ body: Value = .null) throws -> PSHttpMessage {
        let m = PSHttpMessage(answer: false)
        m.method = method
        m.uri = try WebExchange.uri(address, base: client(v).base)
        m.content = body.refValue as? PSHttpContent
        return m
      }
      // requests are over when they are made: a token has nothing left to cancel
      let cancelled = ", System.Threading.CancellationToken cancellationToken"
      for (p, token) in ["string requestUri", "uri requestUri"].flatMap({ [($0, ""), ($0, cancelled)] }) {
        for (name, type) in [("GetStringAsync", "string"), ("GetByteArrayAsync", "byte[]"), ("GetStreamAsync", "System.IO.Stream")] {
          t.method("System.Threading.Tasks.Task[\(type)] \(name)(\(p)\(token))") { v, a, c in
            task(type) {
              let r = try send(client(v), try request(v, "GET", a.at(0)), c)
              try success(r)
              guard let body = r.content else { return .null }
              return type == "string" ? .str(text(body)) : type == "byte[]" ? .bytes(body.bytes) : .other(PSStream(body.bytes, writable: false))
            }
          }
        }
        for (name, method) in [("GetAsync", "GET"), ("DeleteAsync", "DELETE")] {
          t.method("System.Threading.Tasks.Task[\(h)HttpResponseMessage] \(name)(\(p)\(token))") { v, a, c in
            task(h + "HttpResponseMessage") { .other(try send(client(v), try request(v, method, a.at(0)), c)) }
          }
        }
        for (name, method) in [("PostAsync", "POST"), ("PutAsync", "PUT"), ("PatchAsync", "PATCH")] {
          t.method("System.Threading.Tasks.Task[\(h)HttpResponseMessage] \(name)(\(p), \(h)HttpContent content\(token))") { v, a, c in
            task(h + "HttpResponseMessage") { .other(try send(client(v), try request(v, method, a.at(0), a.at(1)), c)) }
          }
        }
      }
      func sent(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
        let m = try message(a.at(0))
        if let base = client(v).base, let u = m.uri, !u.isAbsolute { m.uri = try WebExchange.uri(.other(u), base: base) }
        return .other(try send(client(v), m, c))
      }
      for token in ["", cancelled] {
        t.method("System.Threading.Tasks.Task[\(h)HttpResponseMessage] SendAsync(\(h)HttpRequestMessage request\(token))") { v, a, c in
          task(h + "HttpResponseMessage") { try sent(v, a, c) }
        }
      }
      t.method("\(h)HttpResponseMessage Send(\(h)HttpRequestMessage request)") { v, a, c in do { return try sent(v, a, c) } catch let f as HttpClient.Failure { throw WebExchange.requestError(f) } }
      for m in ["CancelPendingRequests", "Dispose"] { t.method("void \(m)()") { _, _, _ in .void } }
    }
    registerHttpHandlers()
    reg("HttpMethod") { t in
      func method(_ s: String) -> Value {
        let o = PSObject(type: t)
        o.set("Method", .str(s))
        o.textForm = s
        return .object(o)
      }
      for m in ["Get", "Post", "Put", "Delete", "Head", "Options", "Patch", "Trace"] { t.staticProperty("\(h)HttpMethod \(m) {get;}") { _ in method(m.uppercased()) } }
      t.constructor("\(h)HttpMethod new(string method)") { a, _ in method(a.string(0)) }
    }
    reg("HttpRequestMessage") { t in
      func make(_ a: [Value]) throws -> Value {
        let m = PSHttpMessage(answer: false)
        if a.count > 0 { m.method = Conversion.toString(a.at(0)).uppercased() }
        if a.count > 1 { m.uri = try WebExchange.uri(a.at(1)) }
        return .other(m)
      }
      t.constructor("\(h)HttpRequestMessage new()") { a, _ in try make([]) }
      t.constructor("\(h)HttpRequestMessage new(\(h)HttpMethod method, string requestUri)") { a, _ in try make(a) }
      t.constructor("\(h)HttpRequestMessage new(\(h)HttpMethod method, uri requestUri)") { a, _ in try make(a) }
      t.property("version Version {get;set;}", set: setVersion, version)
      t.property("\(h)HttpVersionPolicy VersionPolicy {get;set;}", set: { _, _, _ in }) { _, _ in .member(h + "HttpVersionPolicy", 0) }
      t.property("\(h)HttpContent Content {get;set;}", set: { v, x, _ in try message(v).content = x.refValue as? PSHttpContent }) { v, _ in try message(v).content.map { .other($0) } ?? .null }
      t.property("\(h)HttpMethod Method {get;set;}", set: { v, x, _ in try message(v).method = Conversion.toString(x).uppercased() }) { v, c in
        try c.construct(TypeTable.get("System.Net.Http.HttpMethod"), [.str(try message(v).method)])
      }
      t.property("uri RequestUri {get;set;}", set: { v, x, _ in try message(v).uri = try WebExchange.uri(x) }) { v, _ in try message(v).uri.map { .other($0) } ?? .null }
      t.property("\(h)Headers.HttpRequestHeaders Headers {get;}") { v, _ in .other(try message(v).headers) }
      t.property("System.Collections.Generic.IDictionary[string,System.Object] Properties {get;}") { _, _ in .hash(PSHash(.dictionary)) }
      t.property("\(h)HttpRequestOptions Options {get;}") { _, _ in .hash(PSHash(.dictionary)) }
      t.method("void Dispose()") { _, _, _ in .void }
      t.orderProperties("Version", "VersionPolicy", "Content", "Method", "RequestUri", "Headers", "Properties", "Options")
    }
    reg("HttpResponseMessage") { t in
      t.property("version Version {get;set;}", set: setVersion, version)
      t.property("\(h)HttpContent Content {get;set;}", set: { v, x, _ in try message(v).content = x.refValue as? PSHttpContent }) { v, _ in try message(v).content.map { .other($0) } ?? .null }
      t.property("System.Net.HttpStatusCode StatusCode {get;set;}", set: { v, x, _ in try message(v).status = x.asInt }) { v, _ in .member("System.Net.HttpStatusCode", try message(v).status) }
      t.property("string ReasonPhrase {get;set;}", set: { v, x, _ in try message(v).reason = Conversion.toString(x) }) { v, _ in .str(try message(v).reason) }
      t.property("\(h)Headers.HttpResponseHeaders Headers {get;}") { v, _ in .other(try message(v).headers) }
      t.property("\(h)Headers.HttpResponseHeaders TrailingHeaders {get;}") { _, _ in .other(PSHttpHeaders("HttpResponseHeaders")) }
      t.property("\(h)HttpRequestMessage RequestMessage {get;set;}", set: { _, _, _ in }) { v, _ in try message(v).request.map { .other($0) } ?? .null }
      t.property("bool IsSuccessStatusCode {get;}") { v, _ in .bool((200..<300).contains(try message(v).status)) }
      t.orderProperties("Version", "Content", "StatusCode", "ReasonPhrase", "Headers", "TrailingHeaders", "RequestMessage", "IsSuccessStatusCode")
      t.method("\(h)HttpResponseMessage EnsureSuccessStatusCode()") { v, _, _ in
        try success(try message(v))
        return v
      }
      t.method("void Dispose()") { _, _, _ in .void }
    }
    reg("HttpContent") { t in
      t.property("\(h)Headers.HttpContentHeaders Headers {get;}") { v, _ in .other(try content(v).headers) }
      t.method("System.Threading.Tasks.Task[string] ReadAsStringAsync()") { v, _, _ in try task("string") { [c = try open(v)] in .str(text(c)) } }
      t.method("System.Threading.Tasks.Task[byte[]] ReadAsByteArrayAsync()") { v, _, _ in try task("byte[]") { [c = try open(v)] in .bytes(c.bytes) } }
      t.method("System.Threading.Tasks.Task[System.IO.Stream] ReadAsStreamAsync()") { v, _, _ in try task("System.IO.Stream") { [c = try open(v)] in .other(PSStream(c.bytes, writable: false)) } }
      t.method("System.Threading.Tasks.Task CopyToAsync(System.IO.Stream stream)") { v, a, _ in
        let bytes = try open(v).bytes
        return task("System.Object") {
          try (a.at(0).refValue as? PSStream)?.write(bytes)
          return .void
        }
      }
      t.method("void Dispose()") { _, _, _ in .void }
    }
    reg("HttpConnectionResponseContent", h + "HttpContent") { _ in }
    reg("ByteArrayContent", h + "HttpContent") { t in t.constructor("\(h)ByteArrayContent new(byte[] content)") { a, _ in .other(PSHttpContent(a.bytes(0), nil, "ByteArrayContent")) } }
    reg("StreamContent", h + "HttpContent") { t in
      t.constructor("\(h)StreamContent new(System.IO.Stream content)") { a, _ in
        .other(PSHttpContent(try (a.at(0).refValue as? PSStream)?.readToEnd() ?? [], nil, "StreamContent"))
      }
    }
    reg("StringContent", h + "ByteArrayContent") { t in
      for (p, n) in [("string content", 1), ("string content, System.Text.Encoding encoding", 2), ("string content, System.Text.Encoding encoding, string mediaType", 3)] {
        t.constructor("\(h)StringContent new(\(p))") { a, _ in
          let e = (n > 1 ? encoding(a.at(1)) : nil) ?? PSEncoding(.utf8, mark: false)
          return .other(
            PSHttpContent(
              e.encode(a.string(0)),
              (n > 2 ? a.string(2) : "text/plain") + "; charset="
                + (e.kind == .utf16 ? "utf-16" : e.kind == .ascii ? "us-ascii" : e.kind == .latin1 ? "iso-8859-1" : "utf-8"), "StringContent"))
        }
      }
    }
    for kind in ["Request", "Response", "Content"] {
      TypeTable.register(h + "Headers.Http\(kind)Headers") { NetType(h + "Headers.Http\(kind)Headers", base: TypeTable.get(h + "Headers.HttpHeaders")) }
    }
    TypeTable.register(h + "Headers.HttpHeaders") {
      NetType(h + "Headers.HttpHeaders", base: TypeTable.object, interfaces: ["System.Collections.IEnumerable"]) { t in
        func of(_ v: Value) -> PSHttpHeaders { v.refValue as? PSHttpHeaders ?? PSHttpHeaders() }
        func put(_ v: Value, _ a: [Value]) {
          let all = a.values(1).map { Conversion.toString($0) }
          if let i = of(v).find(a.string(0)) { of(v).pairs[i].values += all } else { of(v).pairs.append((a.string(0), all)) }
        }
        for p in ["string value", "string[] values"] {
          t.method("void Add(string name, \(p))") { v, a, _ in put(v, a); return .void }
          t.method("bool TryAddWithoutValidation(string name, \(p))") { v, a, _ in put(v, a); return .yes }
        }
        t.method("void Clear()") { v, _, _ in of(v).pairs = []; return .void }
        t.method("bool Contains(string name)") { v, a, _ in .bool(of(v).find(a.string(0)) != nil) }
        t.method("string[] GetValues(string name)") { v, a, _ in
          guard let i = of(v).find(a.string(0)) else { throw invalidOperation("The given header was not found.") }
          return .strings(of(v).pairs[i].values)
        }
        t.method("bool Remove(string name)") { v, a, _ in
          guard let i = of(v).find(a.string(0)) else { return .no }
          of(v).pairs.remove(at: i)
          return .yes
        }
        for (p, n) in [("Authorization", "Authorization"), ("ContentType", "Content-Type"), ("Host", "Host"), ("Location", "Location"), ("Server", "Server"), ("ContentLength", "Content-Length")] {
          t.property("System.Object \(p) {get;set;}", set: { v, x, _ in
            let s = Conversion.toString(x)
            if let i = of(v).find(n) { of(v).pairs[i].values = [s] } else { of(v).pairs.append((n, [s])) }
          }) { v, c in
            guard let i = of(v).find(n) else { return p == "ContentLength" ? of(v).length.map { .long(Int64($0)) } ?? .null : .null }
            let text = of(v).pairs[i].values.joined(separator: n == "Server" ? " " : ", ")
            switch p {
            case "ContentLength": return try Conversion.convert(.str(text), to: TypeTable.get("System.Int64"), c)
            case "ContentType": return try c.callStatic(TypeTable.get(h + "Headers.MediaTypeHeaderValue"), "Parse", [.str(text)])
            default: return .str(text)
            }
          }
        }
      }
    }
    for (n, p, joined) in [
      ("AuthenticationHeaderValue", "string scheme, string parameter", " "), ("MediaTypeWithQualityHeaderValue", "string mediaType", ""),
      ("MediaTypeHeaderValue", "string mediaType", ""), ("ProductInfoHeaderValue", "string productName, string productVersion", "/"),
    ] {
      let full = h + "Headers." + n
      TypeTable.register(full) {
        NetType(full, base: TypeTable.object) { t in
          func make(_ s: String) -> Value {
            let o = PSObject(type: t)
            for (i, part) in p.split(separator: ",").enumerated() {
              let name = part.split(separator: " ").last.map(String.init) ?? "", words = joined.isEmpty ? [Substring(s)] : s.split(separator: Character(joined), maxSplits: 1)
              o.set(name.prefix(1).uppercased() + name.dropFirst(), i < words.count ? .str(String(words[i])) : .null)
            }
            if n.hasPrefix("MediaType") {
              let type = o.get("MediaType") ?? .null
              o.remove("MediaType")
              o.set("CharSet", HeaderFields.parameter("charset", of: s).map { .str($0) } ?? .null)
              o.set("MediaType", .str(NetString.trim(String(Conversion.toString(type).prefix { $0 != ";" }))))
            }
            o.textForm = s
            return .object(o)
          }
          t.constructor("\(full) new(\(p))") { a, _ in make(a.map { Conversion.toString($0) }.joined(separator: joined)) }
          if n == "AuthenticationHeaderValue" { t.constructor("\(full) new(string scheme)") { a, _ in make(a.string(0)) } }
          t.staticMethod("static \(full) Parse(string input)") { a, _ in make(a.string(0)) }
        }
      }
    }
  }
}
