/// A connection of an HTTP client: TCP to a loopback address, or a socket of the file system. It reads an answer to its end as the
/// answer's head tells it, since a server may keep the connection open after it. It closes when nobody holds it.
import Engine
import Glibc
import Primitives

final class HttpConnection {
  typealias Failure = HttpClient.Failure
  private let descriptor: Int32
  private let client: HttpClient
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// What was received, and how much of it has been read.
  private var held: [UInt8] = [], at = 0
  private var isInContent = false

  init(to place: HttpClient.PSUriParts, socketPath: String?, _ c: HttpClient) throws {
    client = c
    descriptor = try socketPath.map { try HttpConnection.open(path: $0, for: "\(place.host):\(place.port)") } ?? HttpConnection.open(place.host, place.port)
    limit(c.timeout == 0 ? 100 : c.timeout)
  }
  deinit { close(descriptor) }

  // MARK: Connecting

  private static func refused(_ name: String) -> Failure {
    // .NET has no word for a socket's file that is missing
    let code = errno == ENOENT ? EADDRNOTAVAIL : errno
    return Failure(message: "\(String(cString: strerror(code))) (\(name))", cause: Sockets.error(code).record.exception, .connection)
  }
  private static func open(_ host: String, _ port: Int) throws -> Int32 {
    let name = host.lowercased(), isV6 = name == "[::1]" || name == "::1"
    var v4 = in_addr()
    guard isV6 || (name == "localhost" || name.hasPrefix("127.")) && inet_aton(name == "localhost" ? "127.0.0.1" : name, &v4) != 0 else {
      throw Failure(message: "Name or service not known (\(host):\(port))", cause: Sockets.unknownHost().record.exception, .name)
    }
    if isV6 {
      var a = sockaddr_in6()
      a.sin6_family = sa_family_t(AF_INET6)
      a.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
      a.sin6_addr = in6addr_loopback
      return try open(AF_INET6, &a, MemoryLayout<sockaddr_in6>.size, "\(host):\(port)")
    }
    var a = sockaddr_in()
    a.sin_family = sa_family_t(AF_INET)
    a.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    a.sin_addr = v4
    return try open(AF_INET, &a, MemoryLayout<sockaddr_in>.size, "\(host):\(port)")
  }
  private static func open(path: String, for name: String) throws -> Int32 {
    var a = sockaddr_un()
    a.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &a.sun_path) { $0.copyBytes(from: bytes.prefix($0.count - 1)) }
    return try open(AF_UNIX, &a, MemoryLayout<sockaddr_un>.size, name)
  }
  private static func open<Address>(_ family: Int32, _ address: inout Address, _ size: Int, _ name: String) throws -> Int32 {
    let fd = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { throw refused(name) }
    let rc = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, socklen_t(size)) } }
    guard rc == 0 else {
      defer { close(fd) }
      throw refused(name)
    }
    return fd
  }

  // MARK: Bytes

  /// How long a read may wait: seconds; negative = for ever.
  private func limit(_ seconds: Int) {
    var limit = timeval(tv_sec: max(0, seconds), tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
  /// A server may answer and close before it has read everything: what it said is read then.
  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let n = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, 0x4000 /* no SIGPIPE */) }
      if n < 0 {
        if errno == EINTR { try client.poll(); continue }
        return
      }
      sent += n
    }
  }
  /// Receives more; false at the end.
  private func fill() throws -> Bool {
    while true {
      try client.poll()
      let n = recv(descriptor, &buffer, buffer.count, 0)
      if n == 0 { return false }
      if n > 0 {
        if at == held.count { held.removeAll(keepingCapacity: true); at = 0 }
        held.append(contentsOf: buffer[0..<n])
        return true
      }
      if errno == EINTR { continue }
      guard errno == EAGAIN || errno == EWOULDBLOCK else { return false }
      if client.pause > 0, isInContent {
        throw Failure(message: "The request was canceled due to the configured OperationTimeout of \(client.pause) seconds elapsing", timedOut: .withinAnswer)
      }
      throw Failure(message: "The request was canceled due to the configured HttpClient.Timeout of \(client.timeout) seconds elapsing.", timedOut: .beforeAnswer)
    }
  }
  private func line() throws -> String? {
    var from = at
    while true {
      if let end = held[from...].firstIndex(of: 10) {
        defer { at = end + 1 }
        return String(decoding: held[at..<(end > at && held[end - 1] == 13 ? end - 1 : end)], as: UTF8.self)
      }
      from = held.count - at
      if try !fill() { return nil }
      from += at
    }
  }
  private func take(_ count: Int) throws -> [UInt8] {
    while held.count - at < count {
      if try fill() { continue }
      let missing = count - (held.count - at)
      throw Failure(message: "The response ended prematurely, with at least \(missing) additional bytes expected. (ResponseEnded)", .endedEarly)
    }
    defer { at += count }
    return Array(held[at..<(at + count)])
  }

  // MARK: Answers

  func answer(to request: HttpClient.Request) throws -> HttpClient.Response {
    var r = try head()
    // what is said beforehand is no answer
    while (100..<200).contains(r.status), r.status != 101 { r = try head() }
    isInContent = true
    if client.pause != 0 { limit(client.pause) }
    if request.method == "HEAD" || r.status < 200 || r.status == 204 || r.status == 304 { return r }
    if r.headers.contains(where: { $0.name.equalsIgnoringCase("Transfer-Encoding") && $0.value.lowercased().hasSuffix("chunked") }) {
      try readChunks(&r)
    } else if let length = r.header("Content-Length").flatMap({ Int($0) }), length >= 0 {
      r.body = try take(length)
    } else {
      while try fill() {}
      r.body = Array(held[at...])
    }
    return r
  }
  private func head() throws -> HttpClient.Response {
    guard let first = try line() else {
      throw Failure(message: "An error occurred while sending the request.", cause: PSException("System.Net.Http.HttpIOException", "The response ended prematurely. (ResponseEnded)"), .responseEnded)
    }
    let words = first.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { throw Failure(message: "Received an invalid status line: '\(first)'.", .invalidResponse) }
    var r = HttpClient.Response(status: status, reason: words.count > 2 ? words[2] : "")
    r.version = String(words[0].dropFirst(5))
    while let l = try line(), !l.isEmpty {
      guard let colon = l.firstIndex(of: ":") else { continue }
      r.headers.append((String(l[..<colon]), NetString.trim(String(l[l.index(after: colon)...]))))
    }
    return r
  }
  private func readChunks(_ r: inout HttpClient.Response) throws {
    while let size = try line() {
      guard let n = Int(NetString.trim(String(size.prefix { $0 != ";" })), radix: 16) else { throw Failure(message: "Received an invalid chunk header line: '\(size)'.") }
      if n == 0 {
        while let l = try line(), !l.isEmpty {}
        return
      }
      r.body += try take(n)
      _ = try line()
    }
  }
}
