/// The socket of a client's connection: TCP to a loopback address, or a socket of the file system. It closes when nobody holds it.
import Engine
import Glibc
import Primitives

final class ClientSocket: ByteChannel {
  private typealias Failure = HttpClient.Failure
  private let descriptor: Int32
  deinit { close(descriptor) }

  init(to place: HttpClient.PSUriParts, path: String?, _ patience: Patience) throws {
    let name = "\(place.host):\(place.port)"
    descriptor = try path.map { try ClientSocket.open(path: $0, name, patience) } ?? ClientSocket.open(place.host, place.port, name, patience)
  }

  // MARK: Connecting

  private static func refused(_ error: Int32, _ name: String) -> Failure {
    // .NET has no word for a socket's file that is missing
    let code = error == ENOENT ? EADDRNOTAVAIL : error
    return Failure(message: "\(String(cString: strerror(code))) (\(name))", cause: Sockets.error(code).record.exception, .connection)
  }
  private static func open(_ host: String, _ port: Int, _ name: String, _ patience: Patience) throws -> Int32 {
    let lower = host.lowercased(), isV6 = lower == "[::1]" || lower == "::1"
    var v4 = in_addr()
    guard isV6 || (lower == "localhost" || lower.hasPrefix("127.")) && inet_aton(lower == "localhost" ? "127.0.0.1" : lower, &v4) != 0 else {
      throw Failure(message: "Name or service not known (\(name))", cause: Sockets.unknownHost().record.exception, .name)
    }
    if isV6 {
      var a = sockaddr_in6()
      a.sin6_family = sa_family_t(AF_INET6)
      a.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
      a.sin6_addr = in6addr_loopback
      return try open(AF_INET6, &a, MemoryLayout<sockaddr_in6>.size, name, patience)
    }
    var a = sockaddr_in()
    a.sin_family = sa_family_t(AF_INET)
    a.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    a.sin_addr = v4
    return try open(AF_INET, &a, MemoryLayout<sockaddr_in>.size, name, patience)
  }
  private static func open(path: String, _ name: String, _ patience: Patience) throws -> Int32 {
    var a = sockaddr_un()
    a.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &a.sun_path) { $0.copyBytes(from: bytes.prefix($0.count - 1)) }
    return try open(AF_UNIX, &a, MemoryLayout<sockaddr_un>.size, name, patience)
  }
  private static func open<Address>(_ family: Int32, _ address: inout Address, _ size: Int, _ name: String, _ patience: Patience) throws -> Int32 {
    let fd = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard fd >= 0 else { throw refused(errno, name) }
    do {
      while withUnsafePointer(to: &address, { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, socklen_t(size)) } }) != 0 {
        switch errno {
        case EINTR: continue
        // a socket of the file system has no room for another caller: nothing says when it has
        case EAGAIN: try patience.pause(10)
        case EINPROGRESS, EALREADY:
          try patience.wait(for: POLLOUT, of: fd)
          var error: Int32 = 0, length = socklen_t(MemoryLayout<Int32>.size)
          getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length)
          if error != 0 { throw refused(error, name) }
          return fd
        default: throw refused(errno, name)
        }
      }
      return fd
    } catch {
      close(fd)
      throw error
    }
  }

  // MARK: Bytes

  func send(_ bytes: [UInt8], _ patience: Patience) throws {
    var sent = 0
    while sent < bytes.count {
      let n = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, 0x4000 /* no SIGPIPE */) }
      if n >= 0 { sent += n; continue }
      if errno == EINTR { continue }
      guard errno == EAGAIN else { return }
      try patience.wait(for: POLLOUT, of: descriptor)
    }
  }
  func receive(_ buffer: inout [UInt8], _ patience: Patience) throws -> Int {
    while true {
      try patience.wait(for: POLLIN, of: descriptor)
      let n = recv(descriptor, &buffer, buffer.count, 0)
      if n >= 0 { return n }
      if errno != EINTR, errno != EAGAIN { return 0 }
    }
  }
  /// What is there already; nil when nothing is, 0 at the end.
  func receiveAtOnce(_ buffer: inout [UInt8]) -> Int? {
    let n = recv(descriptor, &buffer, buffer.count, 0)
    return n >= 0 ? n : errno == EAGAIN ? nil : 0
  }
  var isIdle: Bool {
    var p = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&p, 1, 0) == 0
  }
}
