/// HTTP/1.1 with this computer only: requests go to loopback addresses, everything else is unreachable.
import Engine
import Glibc
import Primitives

public struct HttpClient {
  public struct Failure: Error {
    public let message: String
    /// The server was silent for longer than it may be.
    public var timedOut: Silence?
  }
  public enum Silence { case beforeAnswer, withinAnswer }
  public struct Request {
    public var method: String
    public var uri: PSUriParts
    public var headers: [(String, String)] = []
    public var body: [UInt8] = []
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
  }

  let timeout: Int
  let pause: Int
  let poll: () throws -> Void
  /// - Parameters:
  ///   - timeout: seconds until the answer begins; 0 = the usual hundred, negative = for ever
  ///   - pause: seconds between two pieces of the answer's content; 0 = as `timeout`, negative = for ever
  public init(timeout: Int, pause: Int = 0, poll: @escaping () throws -> Void) { self.timeout = timeout; self.pause = pause; self.poll = poll }

  public func send(_ r: Request) throws -> Response {
    guard r.uri.scheme == "http" else { throw Failure(message: "The SSL connection could not be established, see inner exception.") }
    let fd = try connect(r.uri.host, r.uri.port)
    defer { close(fd) }
    var head = "\(r.method) \(r.uri.target) HTTP/1.1\r\nHost: \(r.uri.host)\(r.uri.port == 80 ? "" : ":\(r.uri.port)")\r\n"
    for (n, v) in r.headers { head += "\(n): \(v.replacing("\r", with: "").replacing("\n", with: " "))\r\n" }
    if !r.body.isEmpty || ["POST", "PUT", "PATCH"].contains(r.method) { head += "Content-Length: \(r.body.count)\r\n" }
    head += "Connection: close\r\n\r\n"
    let bytes = Array(head.utf8) + r.body
    var sent = 0
    while sent < bytes.count {
      let n = bytes.withUnsafeBytes { Glibc.send(fd, $0.baseAddress.map { $0 + sent }, bytes.count - sent, 0x4000 /* no SIGPIPE */) }
      if n < 0 { if errno == EINTR { try poll(); continue }; throw Failure(message: "An error occurred while sending the request.") }
      sent += n
    }
    return try HttpClient.parse(try receive(fd), isHead: r.method == "HEAD")
  }
  /// Whether something listens there.
  public func canConnect(_ host: String, _ port: Int) -> Bool {
    guard let fd = try? connect(host, port) else { return false }
    close(fd)
    return true
  }
  func connect(_ host: String, _ port: Int) throws -> Int32 {
    let name = host.lowercased()
    let isV6 = name == "[::1]" || name == "::1"
    guard name == "localhost" || name.hasPrefix("127.") || isV6 else { throw Failure(message: "Name or service not known (\(host):\(port))") }
    let fd = socket(isV6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { throw Failure(message: String(cString: strerror(errno))) }
    HttpClient.limit(fd, timeout == 0 ? 100 : timeout)
    let rc: Int32
    if isV6 {
      var a = sockaddr_in6()
      a.sin6_family = sa_family_t(AF_INET6)
      a.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
      a.sin6_addr = in6addr_loopback
      rc = withUnsafePointer(to: &a) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) } }
    } else {
      var a = sockaddr_in()
      a.sin_family = sa_family_t(AF_INET)
      a.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
      guard inet_pton(AF_INET, name == "localhost" ? "127.0.0.1" : name, &a.sin_addr) == 1 else {
        close(fd)
        throw Failure(message: "Name or service not known (\(host):\(port))")
      }
      rc = withUnsafePointer(to: &a) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) } }
    }
    if rc != 0 {
      let why = String(cString: strerror(errno))
      close(fd)
      throw Failure(message: "\(why) (\(host):\(port))")
    }
    return fd
  }
  /// How long a read may wait: seconds; negative = for ever.
  private static func limit(_ fd: Int32, _ seconds: Int) {
    var limit = timeval(tv_sec: max(0, seconds), tv_usec: 0)
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
  private func receive(_ fd: Int32) throws -> [UInt8] {
    var all: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16), isContent = pause == 0
    while true {
      try poll()
      let n = recv(fd, &buffer, buffer.count, 0)
      if n == 0 { return all }
      if n < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN || errno == EWOULDBLOCK {
          if pause > 0, isContent { throw Failure(message: "The request was canceled due to the configured OperationTimeout of \(pause) seconds elapsing", timedOut: .withinAnswer) }
          throw Failure(message: "The request was canceled due to the configured HttpClient.Timeout of \(timeout) seconds elapsing.", timedOut: .beforeAnswer)
        }
        if !all.isEmpty { return all }
        throw Failure(message: "An error occurred while sending the request.")
      }
      all.append(contentsOf: buffer[0..<n])
      if !isContent, all.contains(sequence: [13, 10, 13, 10]) {
        isContent = true
        HttpClient.limit(fd, pause)
      }
    }
  }
  static func parse(_ b: [UInt8], isHead: Bool = false) throws -> Response {
    var r = Response(), at = 0
    func line() -> String? {
      guard let end = b[at...].firstIndex(of: 10) else { return nil }
      let s = String(decoding: b[at..<(end > at && b[end - 1] == 13 ? end - 1 : end)], as: UTF8.self)
      at = end + 1
      return s
    }
    guard let first = line() else { throw Failure(message: "The response ended prematurely. (ResponseEnded)") }
    let words = first.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { throw Failure(message: "Received an invalid status line: '\(first)'.") }
    r.version = String(words[0].dropFirst(5))
    r.status = status
    r.reason = words.count > 2 ? words[2] : ""
    while let l = line(), !l.isEmpty {
      guard let colon = l.firstIndex(of: ":") else { continue }
      r.headers.append((String(l[..<colon]), NetString.trim(String(l[l.index(after: colon)...]))))
    }
    if isHead { return r }
    guard r.header("Transfer-Encoding")?.lowercased() == "chunked" else {
      r.body = Array(b[at...].prefix(r.header("Content-Length").flatMap { Int($0) }.map { max(0, $0) } ?? .max))
      return r
    }
    while let size = line() {
      guard let n = Int(size.prefix { $0 != ";" }, radix: 16), n > 0, n <= b.count - at else { break }
      r.body.append(contentsOf: b[at..<(at + n)])
      at += n
      _ = line()
    }
    return r
  }
}

extension Array where Element == UInt8 {
  fileprivate func contains(sequence s: [UInt8]) -> Bool {
    if count < s.count { return false }
    return (0...(count - s.count)).contains { self[$0..<($0 + s.count)].elementsEqual(s) }
  }
}
