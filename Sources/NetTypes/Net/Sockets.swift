/// `TcpClient`, `TcpListener`, `NetworkStream`: connections within this computer.
import Engine
import Glibc
import Primitives

/// A connection as a stream.
final class PSNetworkStream: PSStream {
  let descriptor: Int32
  var readTimeout = -1
  init(_ fd: Int32) { descriptor = fd; super.init() }
  override var netType: NetType { TypeTable.named("System.Net.Sockets.NetworkStream") }
  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }
  /// Bytes that have come and were not read.
  var waiting: Int {
    var n: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &n) == 0 ? Int(n) : 0
  }
  override func read(_ n: Int) throws -> ArraySlice<UInt8> {
    guard isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a disposed object.\nObject name: 'System.Net.Sockets.NetworkStream'.") }
    let c = ExecutionContext.current
    var out: [UInt8] = [], buffer = [UInt8](repeating: 0, count: min(max(1, n), 1 << 16))
    // a reader that wants everything waits for the end
    repeat {
      var p = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = try Waiting.until(readTimeout, c) { Glibc.poll(&p, 1, 0) != 0 }
      if !ready { throw netError("System.IO.IOException", "Unable to read data from the transport connection: Connection timed out.") }
      let got = recv(descriptor, &buffer, min(buffer.count, n - out.count), 0)
      if got <= 0 { break }
      out += buffer[0..<got]
    } while n > 1 << 30 && out.count < n
    return out[...]
  }
  override func write(_ b: [UInt8]) throws {
    guard isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a disposed object.\nObject name: 'System.Net.Sockets.NetworkStream'.") }
    _ = try Sockets.send(b, to: descriptor, .current) { netError("System.IO.IOException", "Unable to write data to the transport connection: \(String(cString: strerror($0))).") }
  }
  override func flush() throws {}
  override func close() throws {
    if isOpen { shutdown(descriptor, Int32(SHUT_RDWR)) }
    isOpen = false
  }
}
final class PSTcpClient: Ref {
  var stream: PSNetworkStream?
  var settings: [String: Value] = [:]
  override var netType: NetType { TypeTable.named("System.Net.Sockets.TcpClient") }
}
final class PSTcpListener: Ref {
  let address: PSIPAddress
  var port: Int
  var descriptor: Int32 = -1
  init(_ a: PSIPAddress, _ p: Int) { address = a; port = p; super.init() }
  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }
  override var netType: NetType { TypeTable.named("System.Net.Sockets.TcpListener") }
  var hasCaller: Bool {
    var p = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return descriptor >= 0 && Glibc.poll(&p, 1, 0) > 0
  }
}
/// What `BeginConnect` returns.
final class PSAsyncResult: Ref {
  let failure: TerminatingError?
  let handle = PSWaitHandle(.manual, 1, maximum: 1)
  init(_ f: TerminatingError?) { failure = f; super.init() }
  static let name = "System.Threading.Tasks.TaskToAsyncResult+TaskAsyncResult"
  override var netType: NetType { TypeTable.get(PSAsyncResult.name) }
}

enum Sockets {
  /// `SocketError` has Windows' numbers.
  private static let kinds: [Int32: Int] = [
    EACCES: 10013, EPERM: 10013, EINVAL: 10022, EAGAIN: 10035, EINPROGRESS: 10036, EALREADY: 10037, EDESTADDRREQ: 10039, EMSGSIZE: 10040, EPROTONOSUPPORT: 10043,
    EOPNOTSUPP: 10045, EAFNOSUPPORT: 10047, EADDRINUSE: 10048, EADDRNOTAVAIL: 10049, ENETUNREACH: 10051, ECONNABORTED: 10053, ECONNRESET: 10054, EISCONN: 10056,
    ENOTCONN: 10057, EPIPE: 10058, ETIMEDOUT: 10060, ECONNREFUSED: 10061, EHOSTUNREACH: 10065,
  ]
  static func error(_ code: Int32, _ place: String = "") -> TerminatingError {
    let e = netError("System.Net.Sockets.SocketException", String(cString: strerror(code)) + (place.isEmpty ? "" : " " + place))
    e.record.exception.properties += [
      ("NativeErrorCode", .int(code)), ("ErrorCode", .int(code)),
      ("SocketErrorCode", .member("System.Net.Sockets.SocketError", kinds[code] ?? -1))
    ]
    return e
  }
  /// Sends all of it, however long the other side leaves it unread: Ctrl+C ends the wait. When nobody waits, what there is room for.
  static func send(_ b: [UInt8], to fd: Int32, blocks: Bool = true, _ c: ExecutionContext, failure: (Int32) -> TerminatingError) throws -> Int {
    var sent = 0
    repeat {
      let n = b[sent...].withUnsafeBytes { Glibc.send(fd, $0.baseAddress, $0.count, 0x4040 /* no SIGPIPE, no wait */) }
      if n >= 0 { sent += n; continue }
      let code = errno
      if code == EINTR { continue }
      guard code == EAGAIN else { throw failure(code) }
      if !blocks {
        if sent > 0 { return sent }
        throw failure(code)
      }
      var p = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
      _ = try Waiting.until(-1, c) { Glibc.poll(&p, 1, 0) != 0 }
    } while sent < b.count
    return sent
  }
  /// The connection of the next caller, which programs started meanwhile do not keep open; negative when there is none.
  static func accept(from listener: Int32) -> Int32 {
    let fd = Glibc.accept(listener, nil, nil)
    if fd >= 0 { fcntl(fd, F_SETFD, FD_CLOEXEC) }
    return fd
  }
  static func unknownHost() -> TerminatingError {
    let e = netError("System.Net.Sockets.SocketException", "Name or service not known")
    e.record.exception.properties += [("NativeErrorCode", .int(-131073)), ("ErrorCode", .int(-131073)), ("SocketErrorCode", .member("System.Net.Sockets.SocketError", 11001))]
    return e
  }
  /// Addresses of this computer a name or address stands for.
  static func address(_ host: String) -> PSIPAddress? {
    if let ip = PSIPAddress.parse(host) { return ip }
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, 255)
    let own = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return host.equalsIgnoringCase("localhost") || host.equalsIgnoringCase(own) ? PSIPAddress([127, 0, 0, 1]) : nil
  }
  static func isHere(_ ip: PSIPAddress) -> Bool { ip.bytes.count == 4 ? ip.bytes[0] == 127 : ip.bytes == [UInt8](repeating: 0, count: 15) + [1] }
  /// Calls `body` with the system's form of an address.
  static func withAddress<T>(_ ip: PSIPAddress, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
    if ip.bytes.count == 4 {
      var a = sockaddr_in()
      a.sin_family = sa_family_t(AF_INET)
      a.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
      withUnsafeMutableBytes(of: &a.sin_addr) { $0.copyBytes(from: ip.bytes) }
      return withUnsafePointer(to: &a) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) } }
    }
    var a = sockaddr_in6()
    a.sin6_family = sa_family_t(AF_INET6)
    a.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
    withUnsafeMutableBytes(of: &a.sin6_addr) { $0.copyBytes(from: ip.bytes) }
    return withUnsafePointer(to: &a) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in6>.size)) } }
  }
  static func connect(_ host: String, _ port: Int) throws -> PSNetworkStream {
    guard (1...65535).contains(port) else { throw outOfRange("port", "Specified argument was out of the range of valid values.") }
    guard let ip = address(host) else { throw unknownHost() }
    let shown = ip.bytes.count == 16 ? "[\(ip.text())]:\(port)" : "[::ffff:\(ip.text())]:\(port)"
    guard isHere(ip) else { throw error(ENETUNREACH, shown) }
    let fd = socket(ip.bytes.count == 4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { throw error(errno) }
    if withAddress(ip, port, { Glibc.connect(fd, $0, $1) }) != 0 {
      let code = errno
      Glibc.close(fd)
      throw error(code, shown)
    }
    return PSNetworkStream(fd)
  }
  /// Address and port of a connection's end.
  static func end(_ fd: Int32, remote: Bool) -> (PSIPAddress, Int)? {
    var storage = sockaddr_storage(), length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let rc = withUnsafeMutablePointer(to: &storage) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { remote ? getpeername(fd, $0, &length) : getsockname(fd, $0, &length) } }
    guard rc == 0 else { return nil }
    return address(in: &storage)
  }
  static func endPoint(_ e: (PSIPAddress, Int)?, _ c: ExecutionContext) throws -> Value {
    guard let e else { return .null }
    return try c.construct(TypeTable.get("System.Net.IPEndPoint"), [.other(e.0), .count(e.1)])
  }
}

extension NetTypes {
  static func registerSockets() {
    let s = "System.Net.Sockets."
    func client(_ v: Value) -> PSTcpClient { v.refValue as? PSTcpClient ?? PSTcpClient() }
    /// Connects to what a name, an address or an end point says.
    func connect(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws {
      if client(v).stream != nil { throw Sockets.error(EISCONN) }
      if let e = a.at(0).objectValue, e.type?.fullName == "System.Net.IPEndPoint" {
        client(v).stream = try Sockets.connect(Conversion.toString(e.get("Address") ?? .null), (e.get("Port") ?? .null).asInt)
      } else { client(v).stream = try Sockets.connect(Conversion.toString(a.at(0)), a.int(1)) }
    }
    TypeTable.register(PSAsyncResult.name) {
      NetType(PSAsyncResult.name, base: TypeTable.object, interfaces: ["System.IAsyncResult"]) { t in
        t.property("System.Object AsyncState {get;}") { _, _ in .null }
        t.property("System.Threading.WaitHandle AsyncWaitHandle {get;}") { v, _ in (v.refValue as? PSAsyncResult).map { .other($0.handle) } ?? .null }
        t.property("bool CompletedSynchronously {get;}") { _, _ in .no }
        t.property("bool IsCompleted {get;}") { _, _ in .yes }
      }
    }
    TypeTable.register(s + "NetworkStream") {
      NetType(s + "NetworkStream", base: TypeTable.get("System.IO.Stream")) { t in
        func of(_ v: Value) -> PSNetworkStream? { v.refValue as? PSNetworkStream }
        t.property("bool DataAvailable {get;}") { v, _ in .bool((of(v)?.waiting ?? 0) > 0) }
        t.property("bool CanSeek {get;}") { _, _ in .no }
        t.property("bool CanTimeout {get;}") { _, _ in .yes }
        t.property("int ReadTimeout {get;set;}", set: { v, x, _ in of(v)?.readTimeout = x.asInt }) { v, _ in .count(of(v)?.readTimeout ?? -1) }
        t.property("int WriteTimeout {get;set;}", set: { _, _, _ in }) { _, _ in .int(-1) }
      }
    }
    TypeTable.register(s + "TcpClient") {
      NetType(s + "TcpClient", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        t.constructor("\(s)TcpClient new()") { _, _ in .other(PSTcpClient()) }
        t.constructor("\(s)TcpClient new(System.Net.Sockets.AddressFamily family)") { _, _ in .other(PSTcpClient()) }
        t.constructor("\(s)TcpClient new(string hostname, int port)") { a, c in
          let v = Value.other(PSTcpClient())
          try connect(v, a, c)
          return v
        }
        for p in ["string hostname, int port", "ipaddress address, int port", "IPEndpoint remoteEP"] {
          t.method("void Connect(\(p))") { v, a, c in try connect(v, a, c); return .void }
          t.method("System.Threading.Tasks.Task ConnectAsync(\(p))") { v, a, c in
            do { try connect(v, a, c); return .other(PSTask(result: .void)) } catch let e as TerminatingError { return .other(PSTask(failure: e.record.exception)) }
          }
        }
        for p in ["string host", "ipaddress address"] {
          t.method("System.IAsyncResult BeginConnect(\(p), int port, System.AsyncCallback requestCallback, System.Object state)") { v, a, c in
            do { try connect(v, a, c); return .other(PSAsyncResult(nil)) } catch let e as TerminatingError { return .other(PSAsyncResult(e)) }
          }
        }
        t.method("void EndConnect(System.IAsyncResult asyncResult)") { _, a, _ in
          if let e = (a.at(0).refValue as? PSAsyncResult)?.failure { throw e }
          return .void
        }
        t.property("int Available {get;}") { v, _ in .count(client(v).stream?.waiting ?? 0) }
        t.property("System.Net.Sockets.Socket Client {get;}") { v, _ in v }
        t.property("bool Connected {get;}") { v, _ in .bool(client(v).stream?.isOpen ?? false) }
        for (type, n, first) in [
          ("bool", "ExclusiveAddressUse", Value.no), ("int", "ReceiveBufferSize", .int(131_072)), ("int", "SendBufferSize", .int(16_384)),
          ("int", "ReceiveTimeout", .int(0)), ("int", "SendTimeout", .int(0)), ("bool", "NoDelay", .no),
        ] {
          t.property("\(type) \(n) {get;set;}", set: { v, x, _ in
            client(v).settings[n] = x
            if n == "ReceiveTimeout" { client(v).stream?.readTimeout = x.asInt > 0 ? x.asInt : -1 }
          }) { v, _ in client(v).settings[n] ?? first }
        }
        t.property("System.Net.EndPoint RemoteEndPoint {get;}") { v, c in try Sockets.endPoint(client(v).stream.flatMap { Sockets.end($0.descriptor, remote: true) }, c) }
        t.property("System.Net.EndPoint LocalEndPoint {get;}") { v, c in try Sockets.endPoint(client(v).stream.flatMap { Sockets.end($0.descriptor, remote: false) }, c) }
        t.method("System.Net.Sockets.NetworkStream GetStream()") { v, _, _ in
          guard let stream = client(v).stream else { throw invalidOperation("The operation is not allowed on non-connected sockets.") }
          if case let ms = (client(v).settings["ReceiveTimeout"] ?? .null).asInt, ms > 0 { stream.readTimeout = ms }
          return .other(stream)
        }
        for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try client(v).stream?.close(); return .void } }
      }
    }
    TypeTable.register(s + "TcpListener") {
      NetType(s + "TcpListener", base: TypeTable.object) { t in
        func of(_ v: Value) -> PSTcpListener { v.refValue as? PSTcpListener ?? PSTcpListener(PSIPAddress([127, 0, 0, 1]), 0) }
        func make(_ ip: PSIPAddress, _ port: Int) throws -> Value {
          guard (0...65535).contains(port) else { throw outOfRange("port", "Specified argument was out of the range of valid values.") }
          return .other(PSTcpListener(ip, port))
        }
        t.constructor("\(s)TcpListener new(ipaddress localaddr, int port)") { a, _ in
          guard let ip = a.at(0).refValue as? PSIPAddress else { throw nullArgument("localaddr") }
          return try make(ip, a.int(1))
        }
        t.constructor("\(s)TcpListener new(IPEndpoint localEP)") { a, _ in
          try make(
            (a.at(0).objectValue?.get("Address")?.refValue as? PSIPAddress) ?? PSIPAddress([127, 0, 0, 1]), (a.at(0).objectValue?.get("Port") ?? .null).asInt)
        }
        t.constructor("\(s)TcpListener new(int port)") { a, _ in try make(PSIPAddress([127, 0, 0, 1]), a.int(0)) }
        t.property("System.Net.EndPoint LocalEndpoint {get;}") { v, c in try Sockets.endPoint((of(v).address, of(v).port), c) }
        t.property("bool ExclusiveAddressUse {get;set;}", set: { _, _, _ in }) { _, _ in .no }
        t.method("void Start()") { v, _, _ in
          let l = of(v)
          if l.descriptor >= 0 { return .void }
          // nobody outside of this computer is to reach it
          let ip = l.address.bytes.count == 16 ? PSIPAddress([UInt8](repeating: 0, count: 15) + [1]) : l.address.bytes[0] == 127 ? l.address : PSIPAddress([127, 0, 0, 1])
          let fd = socket(ip.bytes.count == 4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
          guard fd >= 0 else { throw Sockets.error(errno) }
          var on: Int32 = 1
          setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
          guard Sockets.withAddress(ip, l.port, { bind(fd, $0, $1) }) == 0, listen(fd, 128) == 0 else {
            let code = errno
            Glibc.close(fd)
            throw Sockets.error(code)
          }
          l.descriptor = fd
          l.port = Sockets.end(fd, remote: false)?.1 ?? l.port
          return .void
        }
        t.method("void Stop()") { v, _, _ in
          if of(v).descriptor >= 0 { Glibc.close(of(v).descriptor) }
          of(v).descriptor = -1
          return .void
        }
        t.method("bool Pending()") { v, _, _ in
          if of(v).descriptor < 0 { throw invalidOperation("Not listening. You must call the Start() method before calling this method.") }
          return .bool(of(v).hasCaller)
        }
        func accept(_ l: PSTcpListener) -> Value {
          let k = PSTcpClient()
          let fd = Sockets.accept(from: l.descriptor)
          if fd >= 0 { k.stream = PSNetworkStream(fd) }
          return .other(k)
        }
        t.method("System.Net.Sockets.TcpClient AcceptTcpClient()") { v, _, c in
          let l = of(v)
          if l.descriptor < 0 { throw invalidOperation("Not listening. You must call the Start() method before calling this method.") }
          _ = try Waiting.until(-1, c) { l.hasCaller }
          return accept(l)
        }
        t.method("System.Threading.Tasks.Task[System.Net.Sockets.TcpClient] AcceptTcpClientAsync()") { v, _, _ in
          let l = of(v)
          return .other(PSTask(resultType: TypeTable.get(s + "TcpClient")) { c, limit in try Waiting.until(limit, c) { l.hasCaller } ? accept(l) : nil })
        }
      }
    }
  }
}
