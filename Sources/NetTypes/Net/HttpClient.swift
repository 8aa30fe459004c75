/// HTTP/1.x with this computer only: requests go to loopback addresses and to sockets of the file system, everything else is unreachable.
import Engine
import Primitives

public struct HttpClient {
  public struct Failure: Error {
    public let message: String
    /// The inner exception.
    public var cause: PSException?
    public var kind = Kind.unknown
    /// The server was silent for longer than it may be.
    public var timedOut: Silence?
    public init(message: String, cause: PSException? = nil, _ kind: Kind = .unknown, timedOut: Silence? = nil) {
      (self.message, self.cause, self.kind, self.timedOut) = (message, cause, kind, timedOut)
    }
  }
  public enum Silence { case beforeAnswer, withinAnswer }
  /// By the numbers of `HttpRequestError`; `endedEarly` is one that comes while a content is read, as an exception of its own.
  public enum Kind: Int { case unknown, name, connection, secureConnection, invalidResponse = 9, responseEnded = 10, endedEarly = 100 }
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
    var authority: String { host + (port == 80 ? "" : ":\(port)") }
  }

  let timeout: Int
  let pause: Int
  let poll: () throws -> Void
  /// - Parameters:
  ///   - timeout: seconds until the answer begins; 0 = the usual hundred, negative = for ever
  ///   - pause: seconds between two pieces of the answer's content; 0 = as `timeout`, negative = for ever
  public init(timeout: Int, pause: Int = 0, poll: @escaping () throws -> Void) { self.timeout = timeout; self.pause = pause; self.poll = poll }

  /// One request and its answer, on a connection of its own.
  /// - Throws: `Failure`
  public func send(_ r: Request) throws -> Response {
    guard r.uri.scheme == "http" else {
      throw Failure(
        message: "The SSL connection could not be established, see inner exception.",
        cause: PSException("System.NotSupportedException", "This shell has no TLS. Ask the service by 'http'."), .secureConnection)
    }
    let connection = try HttpConnection(to: r.proxy ?? r.uri, socketPath: r.socketPath, self)
    try connection.send(Array(head(r).utf8) + (r.isChunked ? HttpClient.chunk(r.body) : r.body))
    return try connection.answer(to: r)
  }
  private func head(_ r: Request) -> String {
    var head = "\(r.method) \(r.proxy == nil ? r.uri.target : "http://\(r.uri.authority)\(r.uri.target)") HTTP/\(r.version)\r\n"
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
    (try? HttpConnection(to: PSUriParts(scheme: "http", host: host, port: port, target: "/", text: ""), socketPath: nil, self)) != nil
  }
}
