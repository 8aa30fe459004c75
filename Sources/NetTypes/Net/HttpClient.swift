/// HTTP/1.x with this computer only, plain and under TLS: requests go to loopback addresses and to sockets of the file system, everything
/// else is unreachable.
import Engine
import Primitives

public struct HttpClient {
  public struct Failure: Error {
    public let message: String
    /// Makes the inner exception. Failures come up where another engine has the turn: objects wait until it is back.
    private let makeCause: () -> PSException?
    public var kind = Kind.unknown
    /// The server was silent for longer than it may be.
    public var timedOut: Silence?
    public init(message: String, cause: @autoclosure @escaping () -> PSException? = nil, _ kind: Kind = .unknown, timedOut: Silence? = nil) {
      (self.message, makeCause, self.kind, self.timedOut) = (message, cause, kind, timedOut)
    }
    /// The inner exception.
    public var cause: PSException? { makeCause() }
  }
  public enum Silence { case beforeAnswer, withinAnswer }
  /// By the numbers of `HttpRequestError`; `endedEarly` is one that comes while a content is read, as an exception of its own.
  public enum Kind: Int { case unknown, name, connection, secureConnection, proxyTunnel = 8, invalidResponse, responseEnded = 10, endedEarly = 100 }
  public struct Request {
    public var method: String
    public var uri: PSUriParts
    public var version = "1.1"
    public var headers: [(String, String)] = []
    public var body: [UInt8] = []
    /// It has a content, be it an empty one; else a length is only told for methods that ask for one.
    public var hasContent = false
    /// The length is not told beforehand: the content goes in pieces that each tell theirs.
    public var isChunked = false
    /// Who is asked in the server's place.
    public var proxy: PSUriParts?
    /// The socket of the file system that is asked in place of the address.
    public var socketPath: String?
    public init(method: String = "GET", uri: PSUriParts) { self.method = method; self.uri = uri }
  }
  public struct Response {
    public var version = "1.1", status = 0, reason = ""
    public var headers: [(name: String, value: String)] = []
    public var body: [UInt8] = []
    public init(status: Int = 0, reason: String = "", headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
      self.status = status; self.reason = reason; self.headers = headers; self.body = body
    }
    public func header(_ n: String) -> String? { headers.first { $0.name.equalsIgnoringCase(n) }?.value }
  }
  /// What a request needs of a URI.
  public struct PSUriParts {
    public let scheme: String, host: String, port: Int
    public var target: String
    public let text: String
    public init(scheme: String, host: String, port: Int, target: String, text: String) { self.scheme = scheme; self.host = host; self.port = port; self.target = target; self.text = text }
    var authority: String { host + (port == (scheme == "https" ? 443 : 80) ? "" : ":\(port)") }
  }

  private let headPatience: Patience
  private let pause: Int
  /// How connections under TLS are made.
  public var tls = TlsSettings()
  /// Where connections are kept that can serve again; nil = each serves once.
  public var kept: HttpPool?

  /// - Parameters:
  ///   - timeout: seconds from now until the answer begins, be it after redirections; 0 = the usual hundred, negative = for ever
  ///   - pause: seconds between two pieces of the answer's content; 0 = as `timeout` goes on, negative = for ever
  public init(timeout: Int, pause: Int = 0, poll: @escaping () throws -> Void) {
    let seconds = timeout == 0 ? 100 : timeout
    headPatience = Patience(
      deadline: seconds < 0 ? nil : Patience.after(seconds: seconds), poll: poll,
      failure: Failure(message: "The request was canceled due to the configured HttpClient.Timeout of \(seconds) seconds elapsing.", timedOut: .beforeAnswer))
    self.pause = pause
  }
  /// A client of an engine: Ctrl+C there ends its waits.
  public init(timeout: Int, pause: Int = 0, for c: ExecutionContext) {
    // the server may be a job of this process: the turn is another engine's meanwhile
    self.init(timeout: timeout, pause: pause) { if !Turn.isShared { try c.poll() } else if c.stopFlag.pointee { throw FlowSignal.stopped } }
  }
  var contentPatience: Patience {
    if pause == 0 { return headPatience }
    return Patience(
      deadline: pause < 0 ? nil : Patience.after(seconds: pause), poll: headPatience.poll,
      failure: Failure(message: "The request was canceled due to the configured OperationTimeout of \(pause) seconds elapsing", timedOut: .withinAnswer))
  }

  /// One request and the whole of its answer.
  /// - Throws: `Failure`
  public func send(_ r: Request) throws -> Response {
    let answer = try begin(r)
    try answer.readToEnd()
    return answer.response
  }
  /// One request and the head of its answer.
  /// - Throws: `Failure`
  public func begin(_ r: Request) throws -> HttpAnswer {
    // a server of many names is asked for by the one the request gives it
    let name = r.headers.first { $0.0.equalsIgnoringCase("Host") }.map { $0.1.hasPrefix("[") ? $0.1 : String($0.1.prefix { $0 != ":" }) } ?? r.uri.host
    let key = [r.uri.scheme, r.uri.host, "\(r.uri.port)", r.uri.scheme == "https" ? name : "", r.proxy.map { $0.text } ?? "", r.socketPath ?? ""].joined(separator: "|")
    let bytes = Array(head(r).utf8) + (r.isChunked ? HttpClient.chunk(r.body) : r.body)
    while let connection = kept?.take(key) {
      // one that was closed at this moment has heard nothing: the request goes on another, unless it may have done something with a content
      do { return try ask(r, bytes, on: connection, key) } catch let f as Failure where f.kind == .responseEnded && !connection.hasHeard && r.body.isEmpty { continue }
    }
    return try ask(r, bytes, on: try connect(r, name), key)
  }
  private func ask(_ r: Request, _ bytes: [UInt8], on connection: HttpConnection, _ key: String) throws -> HttpAnswer {
    try connection.send(bytes, headPatience)
    var head = try connection.head(headPatience)
    // what is said beforehand is no answer
    while (100..<200).contains(head.status), head.status != 101 { head = try connection.head(headPatience) }
    return HttpAnswer(head, to: r, on: connection, of: self, key: key)
  }
  private func connect(_ r: Request, _ name: String) throws -> HttpConnection {
    let socket = try ClientSocket(to: r.proxy ?? r.uri, path: r.socketPath, headPatience)
    guard r.uri.scheme == "https" else { return HttpConnection(socket) }
    if let proxy = r.proxy { try tunnel(r, through: HttpConnection(socket), of: proxy) }
    return HttpConnection(try TlsChannel(socket, host: name, tls, headPatience))
  }
  /// Asks a proxy to hand on what it cannot read.
  private func tunnel(_ r: Request, through connection: HttpConnection, of proxy: PSUriParts) throws {
    let place = "\(r.uri.host):\(r.uri.port)", agent = r.headers.first { $0.0.equalsIgnoringCase("User-Agent") }.map { "User-Agent: \($0.1)\r\n" } ?? ""
    try connection.send(Array("CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\n\(agent)\r\n".utf8), headPatience)
    let answer = try connection.head(headPatience)
    // .NET's sentence ends with the odd mark
    if answer.status != 200 { throw Failure(message: "The proxy tunnel request to proxy '\(proxy.text)' failed with status code '\(answer.status)'.\"", .proxyTunnel) }
  }
  private func head(_ r: Request) -> String {
    var head = "\(r.method) \(r.proxy == nil || r.uri.scheme == "https" ? r.uri.target : "http://\(r.uri.authority)\(r.uri.target)") HTTP/\(r.version)\r\n"
    var headers: [(String, String)] = []
    for (n, v) in r.headers { if let i = headers.firstIndex(where: { $0.0.equalsIgnoringCase(n) }) { headers[i].1 += ", " + v } else { headers.append((n, v)) } }
    let names = Set(headers.map { $0.0.lowercased() })
    if !names.contains("host") { head += "Host: \(r.uri.authority)\r\n" }
    for (n, v) in headers { head += "\(n): \(v.replacing("\r", with: "").replacing("\n", with: " "))\r\n" }
    let tellsLength = r.hasContent || !r.body.isEmpty || !["GET", "HEAD", "CONNECT", "OPTIONS", "DELETE"].contains(r.method)
    if tellsLength, !r.isChunked, !names.contains("content-length") { head += "Content-Length: \(r.body.count)\r\n" }
    return head + "\r\n"
  }
  private static func chunk(_ body: [UInt8]) -> [UInt8] {
    (body.isEmpty ? [] : Array("\(String(body.count, radix: 16, uppercase: true))\r\n".utf8) + body + [13, 10]) + Array("0\r\n\r\n".utf8)
  }
  /// Whether something listens there.
  public func canConnect(_ host: String, _ port: Int) -> Bool {
    (try? ClientSocket(to: PSUriParts(scheme: "http", host: host, port: port, target: "/", text: ""), path: nil, headPatience)) != nil
  }
}
