/// `Socket` and `UdpClient`: connections and single messages within this computer.
import Engine
import Glibc
import Primitives

final class PSSocket: Ref {
  /// By the numbers of `AddressFamily`, `SocketType`, `ProtocolType`.
  let family: Int, kind: Int, transport: Int
  private(set) var descriptor: Int32
  private(set) var isConnected = false, isBound = false
  var receiveTimeout = 0, blocks = true
  static let name = "System.Net.Sockets.Socket"
  init(family: Int, kind: Int, transport: Int) throws {
    (self.family, self.kind, self.transport) = (family, kind, transport)
    let types = [1: Int32(SOCK_STREAM.rawValue), 2: Int32(SOCK_DGRAM.rawValue)]
    guard let type = types[kind], [2, 23].contains(family) else { throw Sockets.error(EPROTONOSUPPORT) }
    descriptor = socket(family == 2 ? AF_INET : AF_INET6, type | Int32(SOCK_CLOEXEC.rawValue), 0)
    super.init()
    if descriptor < 0 { throw Sockets.error(errno) }
  }
  init(accepted fd: Int32, like s: PSSocket) {
    (family, kind, transport, descriptor) = (s.family, s.kind, s.transport, fd)
    isConnected = true
    isBound = true
    super.init()
  }
  deinit { close() }
  override var netType: NetType { TypeTable.named("System.Net.Sockets.Socket") }

  func open() throws -> Int32 {
    if descriptor < 0 { throw netError("System.ObjectDisposedException", "Cannot access a disposed object.\nObject name: 'System.Net.Sockets.Socket'.") }
    return descriptor
  }
  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
    isConnected = false
  }
  private func events(_ wanted: Int32) -> Bool {
    var p = pollfd(fd: descriptor, events: Int16(wanted), revents: 0)
    return Glibc.poll(&p, 1, 0) != 0
  }
  func isReady(_ mode: Int) -> Bool { events(mode == 1 ? POLLOUT : mode == 0 ? POLLIN : POLLPRI) }
  var waiting: Int {
    var n: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &n) == 0 ? Int(n) : 0
  }
  /// Waits for something to come, as long as the timeout allows.
  private func arrival(_ c: ExecutionContext) throws {
    if !blocks, !events(POLLIN) { throw Sockets.error(EAGAIN) }
    if try !Waiting.until(receiveTimeout > 0 ? receiveTimeout : -1, c, { events(POLLIN) }) { throw Sockets.error(ETIMEDOUT) }
  }
  private func here(_ ip: PSIPAddress, _ port: Int) throws -> PSIPAddress {
    // nobody outside of this computer is to be reached, nor to reach it
    let any = ip.bytes.allSatisfy { $0 == 0 }
    let own = any ? PSIPAddress(ip.bytes.count == 4 ? [127, 0, 0, 1] : [UInt8](repeating: 0, count: 15) + [1]) : ip
    guard Sockets.isHere(own) else { throw Sockets.error(ENETUNREACH, ip.bytes.count == 16 ? "[\(ip.text())]:\(port)" : "\(ip.text()):\(port)") }
    return own
  }
  func bind(_ ip: PSIPAddress, _ port: Int) throws {
    var on: Int32 = 1
    if kind == 1 { setsockopt(try open(), SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size)) }
    let fd = try open(), own = try here(ip, port)
    if Sockets.withAddress(own, port, { Glibc.bind(fd, $0, $1) }) != 0 { throw Sockets.error(errno) }
    isBound = true
  }
  func listen(_ backlog: Int) throws { if Glibc.listen(try open(), Int32(clamping: backlog)) != 0 { throw Sockets.error(errno) } }
  func accept(_ c: ExecutionContext) throws -> PSSocket {
    _ = try open()
    try arrival(c)
    let fd = Sockets.accept(from: descriptor)
    if fd < 0 { throw Sockets.error(errno) }
    return PSSocket(accepted: fd, like: self)
  }
  func connect(_ ip: PSIPAddress, _ port: Int) throws {
    let fd = try open(), own = try here(ip, port)
    if Sockets.withAddress(own, port, { Glibc.connect(fd, $0, $1) }) != 0 { throw Sockets.error(errno, ip.bytes.count == 16 ? "[\(ip.text())]:\(port)" : "\(ip.text()):\(port)") }
    isConnected = true
    isBound = true
  }
  func send(_ b: [UInt8], _ c: ExecutionContext) throws -> Int { try Sockets.send(b, to: open(), blocks: blocks, c) { Sockets.error($0) } }
  func send(_ b: [UInt8], to ip: PSIPAddress, _ port: Int) throws -> Int {
    let fd = try open(), own = try here(ip, port)
    let n = Sockets.withAddress(own, port) { a, size in b.withUnsafeBytes { sendto(fd, $0.baseAddress, $0.count, 0x4000, a, size) } }
    if n < 0 { throw Sockets.error(errno) }
    isBound = true
    return n
  }
  /// What has come, and from whom.
  func receive(_ most: Int, _ c: ExecutionContext) throws -> (bytes: [UInt8], from: (PSIPAddress, Int)?) {
    _ = try open()
    try arrival(c)
    var buffer = [UInt8](repeating: 0, count: max(1, most)), from = sockaddr_storage(), length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let n = withUnsafeMutablePointer(to: &from) { p in p.withMemoryRebound(to: sockaddr.self, capacity: 1) { recvfrom(descriptor, &buffer, most, 0, $0, &length) } }
    if n < 0 { throw Sockets.error(errno) }
    return (Array(buffer.prefix(n)), length > 0 ? Sockets.address(in: &from) : nil)
  }
  func shut(_ how: Int) throws {
    if Glibc.shutdown(try open(), Int32(how)) != 0 { throw Sockets.error(errno) }
    if how == 2 { isConnected = false }
  }
}

final class PSUdpClient: Ref {
  let socket: PSSocket
  init(_ s: PSSocket) { socket = s; super.init() }
  override var netType: NetType { TypeTable.named("System.Net.Sockets.UdpClient") }
}

extension Sockets {
  /// Address and port out of the system's form.
  static func address(in storage: inout sockaddr_storage) -> (PSIPAddress, Int) {
    withUnsafeBytes(of: &storage) { p in
      let port = Int(p[2]) << 8 | Int(p[3])
      return Int32(p.load(as: sa_family_t.self)) == AF_INET ? (PSIPAddress(Array(p[4..<8])), port) : (PSIPAddress(Array(p[8..<24])), port)
    }
  }
  /// What an `IPEndPoint` says.
  static func place(_ v: Value, _ name: String) throws -> (PSIPAddress, Int) {
    guard let o = v.objectValue, let ip = o.get("Address")?.refValue as? PSIPAddress else { throw nullArgument(name) }
    return (ip, (o.get("Port") ?? .null).asInt)
  }
  /// An address or the name of a host.
  static func host(_ v: Value) throws -> PSIPAddress {
    if let ip = v.refValue as? PSIPAddress { return ip }
    guard let ip = address(Conversion.toString(v)) else { throw unknownHost() }
    return ip
  }
}

extension NetTypes {
  static func registerSocketTypes() {
    let s = "System.Net.Sockets."
    registerEnums(in: """
      \(s)SocketFlags! None OutOfBand Peek DontRoute=4 Truncated=256 ControlDataTruncated=512 Broadcast=1024 Multicast=2048 Partial=32768
      \(s)SelectMode SelectRead SelectWrite SelectError
      \(s)SocketShutdown Receive Send Both
      \(s)SocketOptionLevel IP=0 Tcp=6 Udp=17 IPv6=41 Socket=65535
      \(s)SocketOptionName Debug=1 AcceptConnection=2 ReuseAddress=4 KeepAlive=8 DontRoute=16 Broadcast=32 UseLoopback=64 Linger=128 OutOfBandInline=256 SendBuffer=4097 ReceiveBuffer=4098 SendTimeout=4101 ReceiveTimeout=4102 Error=4103 Type=4104
      """)
    TypeTable.register(PSSocket.name) { NetType(PSSocket.name, base: TypeTable.object, interfaces: ["System.IDisposable"], define: defineSocket) }
    TypeTable.register(s + "UdpClient") { NetType(s + "UdpClient", base: TypeTable.object, interfaces: ["System.IDisposable"], define: defineUdpClient) }
  }
  private static func of(_ v: Value) throws -> PSSocket {
    if let u = v.refValue as? PSUdpClient { return u.socket }
    guard let k = v.refValue as? PSSocket else { throw nullArgument("socket") }
    return k
  }
  private static func port(_ n: Int, _ name: String = "port") throws -> Int {
    guard (0...65535).contains(n) else { throw outOfRange(name, "Specified argument was out of the range of valid values.") }
    return n
  }
  /// The bytes of a buffer that its arguments mark.
  private static func range(_ a: [Value], _ n: Int) throws -> Range<Int> {
    guard let b = a.array(0) else { throw nullArgument("buffer") }
    let offset = n == 3 ? a.int(1) : 0, size = n == 3 ? a.int(2) : n == 2 ? a.int(1) : b.count
    guard (0...b.count).contains(offset) else { throw outOfRange("offset", "Specified argument was out of the range of valid values.") }
    if size < 0 { throw mustBeNonNegative("size", size) }
    if size > b.count - offset { throw outOfRange("size", "size ('\(size)') must be less than or equal to '\(b.count - offset)'.", actual: .count(size)) }
    return offset..<(offset + size)
  }

  private static func defineSocket(_ t: NetType) {
    let s = "System.Net.Sockets.", n = PSSocket.name
    t.constructor("\(n) new(\(s)SocketType socketType, \(s)ProtocolType protocolType)") { a, _ in .other(try PSSocket(family: 2, kind: a.int(0), transport: a.int(1))) }
    t.constructor("\(n) new(\(s)AddressFamily addressFamily, \(s)SocketType socketType, \(s)ProtocolType protocolType)") { a, _ in
      .other(try PSSocket(family: a.int(0), kind: a.int(1), transport: a.int(2)))
    }
    for p in ["SupportsIPv4", "SupportsIPv6", "OSSupportsIPv4", "OSSupportsIPv6", "OSSupportsUnixDomainSockets"] { t.staticProperty("bool \(p) {get;}") { _ in .yes } }
    t.property("int Available {get;}") { v, _ in .count(try of(v).waiting) }
    t.property("System.Net.EndPoint LocalEndPoint {get;}") { v, c in try of(v).isBound ? Sockets.endPoint(Sockets.end(of(v).descriptor, remote: false), c) : .null }
    t.property("System.Net.EndPoint RemoteEndPoint {get;}") { v, c in try of(v).isConnected ? Sockets.endPoint(Sockets.end(of(v).descriptor, remote: true), c) : .null }
    t.property("System.IntPtr Handle {get;}") { v, _ in .long(Int64(try of(v).descriptor)) }
    t.property("bool Blocking {get;set;}", set: { v, x, _ in try of(v).blocks = x.asInt != 0 }) { v, _ in .bool(try of(v).blocks) }
    t.property("bool Connected {get;}") { v, _ in .bool(try of(v).isConnected) }
    t.property("\(s)AddressFamily AddressFamily {get;}") { v, _ in .member(s + "AddressFamily", try of(v).family) }
    t.property("\(s)SocketType SocketType {get;}") { v, _ in .member(s + "SocketType", try of(v).kind) }
    t.property("\(s)ProtocolType ProtocolType {get;}") { v, _ in .member(s + "ProtocolType", try of(v).transport) }
    t.property("bool IsBound {get;}") { v, _ in .bool(try of(v).isBound) }
    t.property("int ReceiveTimeout {get;set;}", set: { v, x, _ in
      if x.asInt < -1 { throw outOfRange("value", "Specified argument was out of the range of valid values.") }
      try of(v).receiveTimeout = max(0, x.asInt)
    }) { v, _ in .count(try of(v).receiveTimeout) }
    t.method("void Bind(System.Net.EndPoint localEP)") { v, a, _ in
      let p = try Sockets.place(a.at(0), "localEP")
      try of(v).bind(p.0, p.1)
      return .void
    }
    t.method("void Connect(System.Net.EndPoint remoteEP)") { v, a, _ in
      let p = try Sockets.place(a.at(0), "remoteEP")
      try of(v).connect(p.0, p.1)
      return .void
    }
    for p in ["ipaddress address", "string host"] { t.method("void Connect(\(p), int port)") { v, a, _ in try of(v).connect(Sockets.host(a.at(0)), port(a.int(1))); return .void } }
    for p in ["", "int backlog"] { t.method("void Listen(\(p))") { v, a, _ in try of(v).listen(p.isEmpty ? 128 : a.int(0)); return .void } }
    t.method("\(n) Accept()") { v, _, c in .other(try of(v).accept(c)) }
    for (p, count) in [("", 1), (", int size", 2), (", int offset, int size", 3)] {
      for flags in count == 1 ? ["", ", \(s)SocketFlags socketFlags"] : [", \(s)SocketFlags socketFlags"] {
        t.method("int Send(byte[] buffer\(p)\(flags))") { v, a, c in .count(try of(v).send(Array(a.bytes(0)[range(a, count)]), c)) }
        t.method("int Receive(byte[] buffer\(p)\(flags))") { v, a, c in
          let place = try range(a, count), got = try of(v).receive(place.count, c).bytes
          if let b = a.array(0) { for (i, x) in got.enumerated() { b[place.lowerBound + i] = .byte(x) } }
          return .count(got.count)
        }
      }
    }
    t.method("int SendTo(byte[] buffer, System.Net.EndPoint remoteEP)") { v, a, _ in
      let p = try Sockets.place(a.at(1), "remoteEP")
      return .count(try of(v).send(a.bytes(0), to: p.0, p.1))
    }
    t.method("int ReceiveFrom(byte[] buffer, [ref] System.Net.EndPoint remoteEP)") { v, a, c in
      let place = try range(a, 1), got = try of(v).receive(place.count, c)
      if let b = a.array(0) { for (i, x) in got.bytes.enumerated() { b[i] = .byte(x) } }
      try a.setReference(1, Sockets.endPoint(got.from, c), c)
      return .count(got.bytes.count)
    }
    t.method("bool Poll(int microSeconds, \(s)SelectMode mode)") { v, a, c in
      let k = try of(v), ms = a.int(0) < 0 ? -1 : (a.int(0) + 999) / 1000
      return .bool(try Waiting.until(ms, c) { k.isReady(a.int(1)) })
    }
    t.method("void Shutdown(\(s)SocketShutdown how)") { v, a, _ in try of(v).shut(a.int(0)); return .void }
    t.method("void Disconnect(bool reuseSocket)") { v, _, _ in try of(v).shut(2); return .void }
    for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try of(v).close(); return .void } }
  }

  private static func defineUdpClient(_ t: NetType) {
    let n = "System.Net.Sockets.UdpClient"
    func make(_ family: Int = 2) throws -> PSUdpClient { PSUdpClient(try PSSocket(family: family, kind: 2, transport: 17)) }
    t.constructor("\(n) new()") { _, _ in .other(try make()) }
    t.constructor("\(n) new(System.Net.Sockets.AddressFamily family)") { a, _ in .other(try make(a.int(0))) }
    t.constructor("\(n) new(int port)") { a, _ in
      let u = try make()
      try u.socket.bind(PSIPAddress([0, 0, 0, 0]), port(a.int(0)))
      return .other(u)
    }
    t.constructor("\(n) new(IPEndpoint localEP)") { a, _ in
      let p = try Sockets.place(a.at(0), "localEP"), u = try make(p.0.bytes.count == 4 ? 2 : 23)
      try u.socket.bind(p.0, p.1)
      return .other(u)
    }
    t.constructor("\(n) new(string hostname, int port)") { a, _ in
      let ip = try Sockets.host(a.at(0)), u = try make(ip.bytes.count == 4 ? 2 : 23)
      try u.socket.connect(ip, port(a.int(1)))
      return .other(u)
    }
    t.property("int Available {get;}") { v, _ in .count(try of(v).waiting) }
    t.property("System.Net.Sockets.Socket Client {get;}") { v, _ in .other(try of(v)) }
    t.method("void Connect(IPEndpoint endPoint)") { v, a, _ in
      let p = try Sockets.place(a.at(0), "endPoint")
      try of(v).connect(p.0, p.1)
      return .void
    }
    for p in ["string hostname", "ipaddress addr"] { t.method("void Connect(\(p), int port)") { v, a, _ in try of(v).connect(Sockets.host(a.at(0)), port(a.int(1))); return .void } }
    func datagram(_ a: [Value]) throws -> [UInt8] {
      guard a.array(0) != nil else { throw nullArgument("dgram") }
      return Array(a.bytes(0).prefix(max(0, a.int(1))))
    }
    t.method("int Send(byte[] dgram, int bytes)") { v, a, c in
      if try !of(v).isConnected { throw invalidOperation("The operation is not allowed on non-connected sockets.") }
      return .count(try of(v).send(datagram(a), c))
    }
    t.method("int Send(byte[] dgram, int bytes, IPEndpoint endPoint)") { v, a, c in
      if a.at(2).isNull { return .count(try of(v).send(datagram(a), c)) }
      let p = try Sockets.place(a.at(2), "endPoint")
      return .count(try of(v).send(datagram(a), to: p.0, p.1))
    }
    t.method("int Send(byte[] dgram, int bytes, string hostname, int port)") { v, a, _ in .count(try of(v).send(datagram(a), to: Sockets.host(a.at(2)), port(a.int(3)))) }
    t.method("byte[] Receive([ref] IPEndpoint remoteEP)") { v, a, c in
      let got = try of(v).receive(65536, c)
      try a.setReference(0, Sockets.endPoint(got.from, c), c)
      return .bytes(got.bytes)
    }
    t.method("System.Threading.Tasks.Task[System.Net.Sockets.UdpReceiveResult] ReceiveAsync()") { v, _, _ in
      let k = try of(v), type = TypeTable.get("System.Net.Sockets.UdpReceiveResult")
      return .other(PSTask(resultType: type) { c, limit in
        guard try Waiting.until(limit, c, { k.isReady(0) }) else { return nil }
        let got = try k.receive(65536, c)
        return EnvelopedMessage.bag(type.fullName, [("Buffer", .bytes(got.bytes)), ("RemoteEndPoint", try Sockets.endPoint(got.from, c))])
      })
    }
    for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try of(v).close(); return .void } }
  }
}
