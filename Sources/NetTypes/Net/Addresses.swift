/// `IPAddress`, `IPEndPoint`, `MailAddress`, `PhysicalAddress`, `Dns`.
import Engine
import Primitives
import Glibc

enum IPAddressText {
  static func v4(_ s: String) -> [UInt8]? {
    let parts = s.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count) else { return nil }
    var n: [UInt64] = []
    for p in parts {
      if p.isEmpty || !p.utf8.allSatisfy({ Escaping.isAlphanumeric($0) }) { return nil }
      guard let x = p.hasPrefix("0x") || p.hasPrefix("0X") ? UInt64(p.dropFirst(2), radix: 16) : p.count > 1 && p.hasPrefix("0") ? UInt64(p, radix: 8) : UInt64(p) else { return nil }
      n.append(x)
    }
    guard n.dropLast().allSatisfy({ $0 < 256 }), let last = n.last else { return nil }
    let free = 5 - n.count
    guard last < 1 << UInt64(8 * free) else { return nil }
    var all = n.dropLast().map { UInt8($0) }
    for i in stride(from: free - 1, through: 0, by: -1) { all.append(UInt8(truncatingIfNeeded: last >> UInt64(8 * i))) }
    return all
  }
  static func v6(_ text: String) -> (bytes: [UInt8], scope: UInt32)? {
    var s = text
    if s.hasPrefix("["), s.hasSuffix("]") { s = String(s.dropFirst().dropLast()) }
    var scope: UInt32 = 0
    if let i = s.firstIndex(of: "%") { scope = UInt32(s[s.index(after: i)...]) ?? 0; s = String(s[..<i]) }
    var a = in6_addr()
    guard s.contains(":"), inet_pton(AF_INET6, s, &a) == 1 else { return nil }
    return (withUnsafeBytes(of: &a) { Array($0) }, scope)
  }
  static func text(_ b: [UInt8], _ scope: UInt32) -> String {
    if b.count == 4 { return b.map { String($0) }.joined(separator: ".") }
    var buffer = [CChar](repeating: 0, count: 64)
    let s = b.withUnsafeBytes { p -> String in
      guard let base = p.baseAddress, inet_ntop(AF_INET6, base, &buffer, 64) != nil else { return "" }
      return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return scope == 0 ? s : s + "%\(scope)"
  }
}

/// `System.Net.IPAddress`.
public final class PSIPAddress: Ref {
  public let bytes: [UInt8]
  let scope: UInt32
  public init(_ b: [UInt8], scope: UInt32 = 0) { bytes = b; self.scope = scope; super.init() }
  public override var netType: NetType { TypeTable.named("System.Net.IPAddress") }
  public override func text() -> String { IPAddressText.text(bytes, scope) }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSIPAddress).map { $0.bytes == bytes && $0.scope == scope } ?? false }
  public override var keyHash: UInt { UInt(bitPattern: bytes.hashValue) }
  static func parse(_ s: String) -> PSIPAddress? { IPAddressText.v4(s).map { PSIPAddress($0) } ?? IPAddressText.v6(s).map { PSIPAddress($0.bytes, scope: $0.scope) } }
}
/// `System.Net.Mail.MailAddress`.
public final class PSMailAddress: Ref {
  let displayName: String, user: String, host: String
  init(_ user: String, _ host: String, _ display: String) { self.user = user; self.host = host; displayName = display; super.init() }
  public override var netType: NetType { TypeTable.named("System.Net.Mail.MailAddress") }
  var address: String { user + "@" + host }
  public override func text() -> String { displayName.isEmpty ? address : "\"\(displayName)\" <\(address)>" }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSMailAddress).map { $0.text().equalsIgnoringCase(text()) } ?? false }
  public override var keyHash: UInt { UInt(bitPattern: text().lowercased().hashValue) }
  static func parse(_ text: String, display: String? = nil) -> PSMailAddress? {
    var s = NetString.trim(text), name = display ?? ""
    if s.hasSuffix(">"), let i = s.lastIndex(of: "<") {
      if display == nil {
        name = NetString.trim(String(s[..<i]))
        if name.count > 1, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
      }
      s = String(s[s.index(after: i)...].dropLast())
    }
    guard let at = s.lastIndex(of: "@") else { return nil }
    let user = String(s[..<at]), host = String(s[s.index(after: at)...])
    let bad: (UInt8) -> Bool = { $0 <= 32 || "()<>,;:\\\"[]".utf8.contains($0) }
    guard !user.isEmpty, !host.isEmpty, !user.utf8.contains(where: bad), !user.contains("@"), !host.utf8.contains(where: bad), !user.hasPrefix("."),
      !user.hasSuffix("."), !user.contains(".."), !host.hasPrefix("."), !host.hasSuffix("."), !host.contains("..")
    else { return nil }
    return PSMailAddress(user, host, name)
  }
}

extension NetTypes {
  static func registerAddresses() {
    TypeTable.register("System.Net.IPAddress", "ipaddress") { NetType("System.Net.IPAddress", base: TypeTable.object, interfaces: ["System.IFormattable"], define: defineIPAddress) }
    TypeTable.register("System.Net.Mail.MailAddress", "mailaddress") { NetType("System.Net.Mail.MailAddress", base: TypeTable.object, define: defineMailAddress) }
    TypeTable.register("System.Net.IPEndPoint", "IPEndpoint") {
      NetType("System.Net.IPEndPoint", base: TypeTable.get("System.Net.EndPoint")) { t in
        func make(_ ip: PSIPAddress?, _ port: Int) throws -> Value {
          guard let ip else { throw formatError("An invalid IPEndPoint was specified.") }
          guard (0...65535).contains(port) else { throw outOfRange("port", "Specified argument was out of the range of valid values.") }
          let o = PSObject(type: t)
          o.set("AddressFamily", .member("System.Net.Sockets.AddressFamily", ip.bytes.count == 4 ? 2 : 23))
          o.set("Address", .other(ip))
          o.set("Port", .count(port))
          o.textForm = (ip.bytes.count == 4 ? ip.text() : "[" + ip.text() + "]") + ":\(port)"
          return .object(o)
        }
        t.constructor("IPEndpoint new(ipaddress address, int port)") { a, _ in try make(a.at(0).refValue as? PSIPAddress, a.int(1)) }
        t.staticMethod("static IPEndpoint Parse(string s)") { a, _ in
          let s = a.string(0)
          if let ip = PSIPAddress.parse(s) { return try make(ip, 0) }
          guard let i = s.lastIndex(of: ":"), let p = Int(s[s.index(after: i)...]) else { throw formatError("An invalid IPEndPoint was specified.") }
          return try make(PSIPAddress.parse(String(s[..<i])), p)
        }
      }
    }
    TypeTable.register("System.Net.Dns") {
      NetType("System.Net.Dns", base: TypeTable.object) { t in
        t.staticMethod("static string GetHostName()") { _, c in try c.property(.null, "") ?? (try TypeTable.get("System.Environment").staticMember("MachineName")?.getter?(.null, c) ?? .null) }
        t.staticMethod("static ipaddress[] GetHostAddresses(string hostNameOrAddress)") { a, _ in
          if let ip = PSIPAddress.parse(a.string(0)) { return .array(PSArray([.other(ip)], of: TypeTable.get("System.Net.IPAddress"))) }
          if a.string(0) == "localhost" { return .array(PSArray([.other(PSIPAddress([127, 0, 0, 1]))], of: TypeTable.get("System.Net.IPAddress"))) }
          throw netError("System.Net.Sockets.SocketException", "Name or service not known")
        }
      }
    }
  }

  private static func defineIPAddress(_ t: NetType) {
    func of(_ v: Value) -> PSIPAddress { v.refValue as? PSIPAddress ?? PSIPAddress([0, 0, 0, 0]) }
    func parse(_ s: String?) throws -> PSIPAddress {
      guard let s else { throw nullArgument("ipString") }
      guard let ip = PSIPAddress.parse(s) else { throw formatError("An invalid IP address was specified.") }
      return ip
    }
    let zero = [UInt8](repeating: 0, count: 15)
    for (n, b) in [
      ("Any", [0, 0, 0, 0]), ("Broadcast", [255, 255, 255, 255]), ("Loopback", [127, 0, 0, 1]), ("None", [255, 255, 255, 255]),
      ("IPv6Any", zero + [0]), ("IPv6Loopback", zero + [1]), ("IPv6None", zero + [0]),
    ] as [(String, [UInt8])] {
      t.staticProperty("ipaddress \(n) {get;}") { _ in .other(PSIPAddress(b)) }
    }
    t.constructor("ipaddress new(long newAddress)") { a, _ in
      let n = UInt64(bitPattern: Int64(a.int(0)))
      if n > 0xFFFF_FFFF { throw outOfRange("newAddress", "newAddress ('\(n)') must be less than or equal to '4294967295'.", actual: .ulong(n)) }
      return .other(PSIPAddress((0..<4).map { UInt8(truncatingIfNeeded: a.int(0) >> ($0 * 8)) })) }
    t.constructor("ipaddress new(byte[] address)") { a, _ in
      let b = a.bytes(0)
      guard b.count == 4 || b.count == 16 else { throw argumentError("An invalid IP address was specified.", param: "address") }
      return .other(PSIPAddress(b))
    }
    t.property("System.Net.Sockets.AddressFamily AddressFamily {get;}") { v, _ in .member("System.Net.Sockets.AddressFamily", of(v).bytes.count == 4 ? 2 : 23) }
    t.property("long Address {get;set;}") { v, _ in
      guard of(v).bytes.count == 4 else { throw netError("System.Net.Sockets.SocketException", "Operation not supported") }
      return .long(of(v).bytes.enumerated().reduce(0) { $0 | Int64($1.1) << Int64($1.0 * 8) })
    }
    t.property("long ScopeId {get;set;}") { v, _ in
      guard of(v).bytes.count == 16 else { throw netError("System.Net.Sockets.SocketException", "Operation not supported") }
      return .long(Int64(of(v).scope))
    }
    let flags: [(String, ([UInt8]) -> Bool)] = [
      ("IsIPv6LinkLocal", { $0.count == 16 && $0[0] == 0xFE && $0[1] & 0xC0 == 0x80 }),
      ("IsIPv6SiteLocal", { $0.count == 16 && $0[0] == 0xFE && $0[1] & 0xC0 == 0xC0 }), ("IsIPv6Multicast", { $0.count == 16 && $0[0] == 0xFF }),
      ("IsIPv6Teredo", { $0.count == 16 && $0.starts(with: [0x20, 1, 0, 0]) }), ("IsIPv6UniqueLocal", { $0.count == 16 && $0[0] & 0xFE == 0xFC }),
      ("IsIPv4MappedToIPv6", { $0.count == 16 && $0.prefix(10).allSatisfy { $0 == 0 } && $0[10] == 255 && $0[11] == 255 })
    ]
    for (n, f) in flags { t.property("bool \(n) {get;}") { v, _ in .bool(f(of(v).bytes)) } }
    t.orderProperties("AddressFamily", "ScopeId", "IsIPv6Multicast", "IsIPv6LinkLocal", "IsIPv6SiteLocal", "IsIPv6Teredo", "IsIPv6UniqueLocal", "IsIPv4MappedToIPv6", "Address")
    t.method("byte[] GetAddressBytes()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("ipaddress MapToIPv4()") { v, _, _ in .other(PSIPAddress(Array(of(v).bytes.suffix(4)))) }
    t.method("ipaddress MapToIPv6()") { v, _, _ in .other(of(v).bytes.count == 16 ? of(v) : PSIPAddress([UInt8](repeating: 0, count: 10) + [255, 255] + of(v).bytes)) }
    t.method("bool Equals(System.Object comparand)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(.str(of(v).text()))) }
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
    spanFormatting(t, behind: "") { v, _, _ in of(v).text() }
    t.method("bool TryWriteBytes(System.Span[byte] destination, [ref] int bytesWritten)") { v, a, c in try store(of(v).bytes.map { .byte($0) }, a, countAt: 1, c) }
    t.staticMethod("static ipaddress Parse(string ipString)") { a, _ in .other(try parse(a.text(0))) }
    t.staticMethod("static bool TryParse(string ipString, [ref] ipaddress address)") { a, c in
      let ip = PSIPAddress.parse(a.string(0))
      try a.setReference(1, ip.map { .other($0) } ?? .null, c)
      return .bool(ip != nil)
    }
    t.staticMethod("static bool IsLoopback(ipaddress address)") { a, _ in .bool(of(a.at(0)).bytes.count == 4 ? of(a.at(0)).bytes[0] == 127 : of(a.at(0)).bytes == zero + [1]) }
    for (name, parameter) in [("HostToNetworkOrder", "host"), ("NetworkToHostOrder", "network")] {
      t.staticMethod("static long \(name)(long \(parameter))") { a, _ in .long(Int64(a.int(0)).bigEndian) }
      t.staticMethod("static short \(name)(short \(parameter))") { a, _ in .short(Int16(truncatingIfNeeded: a.int(0)).bigEndian) }
    }
    t.staticMethod("static int HostToNetworkOrder(int host)") { a, _ in .int(Int32(truncatingIfNeeded: a.int(0)).bigEndian) }
    t.staticMethod("static int NetworkToHostOrder(int network)") { a, _ in .int(Int32(truncatingIfNeeded: a.int(0)).bigEndian) }
  }

  private static func defineMailAddress(_ t: NetType) {
    func of(_ v: Value) -> PSMailAddress { v.refValue as? PSMailAddress ?? PSMailAddress("", "", "") }
    func make(_ s: String?, _ display: String?) throws -> Value {
      guard let s else { throw nullArgument("address") }
      if s.isEmpty { throw argumentError("The value cannot be an empty string.", param: "address") }
      guard let m = PSMailAddress.parse(s, display: display) else { throw formatError("The specified string is not in the form required for an e-mail address.") }
      return .other(m)
    }
    t.constructor("mailaddress new(string address)") { a, _ in try make(a.text(0), nil) }
    t.constructor("mailaddress new(string address, string displayName)") { a, _ in try make(a.text(0), a.text(1)) }
    t.property("string Address {get;}") { v, _ in .str(of(v).address) }
    t.property("string DisplayName {get;}") { v, _ in .str(of(v).displayName) }
    t.property("string Host {get;}") { v, _ in .str(of(v).host) }
    t.property("string User {get;}") { v, _ in .str(of(v).user) }
    t.orderProperties("DisplayName", "User", "Host", "Address")
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
    t.staticMethod("static bool TryCreate(string address, [ref] mailaddress result)") { a, c in
      let m = PSMailAddress.parse(a.string(0))
      try a.setReference(1, m.map { .other($0) } ?? .null, c)
      return .bool(m != nil)
    }
  }
}
