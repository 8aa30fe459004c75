/// `System.Net.NetworkInformation`: this computer's interfaces and names, `Ping` of itself.
import Engine
import Glibc
import Primitives

extension NetTypes {
  private final class PSPing: Ref { override var netType: NetType { TypeTable.named("System.Net.NetworkInformation.Ping") } }
  /// An object of a .NET type that is nothing but its values.
  private static func record(_ type: String, _ values: [(String, Value)], text: String? = nil) -> Value {
    let o = PSObject(type: TypeTable.get(type))
    for (n, v) in values { o.set(n, v) }
    o.textForm = text
    return .object(o)
  }
  private static func file(_ path: String) -> String {
    (try? FileSystem.read(path)).map { NetString.trim(String(decoding: $0, as: UTF8.self)) } ?? ""
  }

  static func registerNetworkInformation() {
    let i = "System.Net.NetworkInformation."
    registerExceptions(in: "\(i)PingException System.InvalidOperationException An exception occurred during a Ping request.\n\(i)NetworkInformationException System.ComponentModel.Win32Exception")
    for n in ["PingReply", "PingOptions", "IPInterfaceProperties", "UnicastIPAddressInformation", "PhysicalAddress", "TcpConnectionInformation"] {
      TypeTable.declare(i + n) { NetType(i + n, base: TypeTable.object) }
    }
    TypeTable.register(i + "Ping") {
      NetType(i + "Ping", base: TypeTable.get("System.ComponentModel.Component"), interfaces: ["System.IDisposable"]) { t in
        t.constructor("\(i)Ping new()") { _, _ in .other(PSPing()) }
        func reply(_ v: Value) throws -> Value {
          if v.isNull { throw nullArgument("hostNameOrAddress") }
          let host = Conversion.toString(v)
          if host.isEmpty { throw nullArgument("hostNameOrAddress") }
          guard let ip = Sockets.address(host) else { throw netError(i + "PingException", "An exception occurred during a Ping request.", inner: Sockets.unknownHost().record.exception) }
          let here = Sockets.isHere(ip)
          return record(i + "PingReply", [
            ("Status", .member(i + "IPStatus", here ? 0 : 11010)), ("Address", .other(here ? ip : PSIPAddress([0, 0, 0, 0]))),
            ("RoundtripTime", .long(0)), ("Options", .null), ("Buffer", .bytes(here ? [UInt8](repeating: 0, count: 32) : [])),
          ])
        }
        for p in ["string hostNameOrAddress", "ipaddress address"] {
          for more in ["", ", int timeout", ", int timeout, byte[] buffer", ", int timeout, byte[] buffer, \(i)PingOptions options"] {
            t.method("\(i)PingReply Send(\(p)\(more))") { _, a, _ in try reply(a.at(0)) }
            t.method("System.Threading.Tasks.Task[\(i)PingReply] SendPingAsync(\(p)\(more))") { _, a, _ in
              do { return .other(PSTask(result: try reply(a.at(0)), TypeTable.get(i + "PingReply"))) } catch let e as TerminatingError { return .other(PSTask(failure: e.record.exception)) }
            }
          }
        }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    TypeTable.register(i + "IPGlobalProperties") {
      NetType(i + "IPGlobalProperties", base: TypeTable.object) { t in
        t.staticMethod("static \(i)IPGlobalProperties GetIPGlobalProperties()") { _, _ in
          let full = file("/proc/sys/kernel/hostname"), dot = full.firstIndex(of: ".")
          let domain = file("/proc/sys/kernel/domainname")
          return record(i + "IPGlobalProperties", [
            ("DhcpScopeName", .str("")),
            ("DomainName", .str(dot.map { String(full[full.index(after: $0)...]) } ?? (domain == "(none)" ? "" : domain))),
            ("HostName", .str(dot.map { String(full[..<$0]) } ?? full)), ("IsWinsProxy", .no), ("NodeType", .member(i + "NetBiosNodeType", 0)),
          ])
        }
        /// End points in `/proc/net/tcp` whose state is among these.
        func points(_ names: [String], listening: Bool) -> [(local: (PSIPAddress, Int), remote: (PSIPAddress, Int), state: Int)] {
          func end(_ s: Substring) -> (PSIPAddress, Int)? {
            let parts = s.split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1], radix: 16) else { return nil }
            let hex = Array(parts[0].utf8)
            var b: [UInt8] = []
            for k in stride(from: 0, to: hex.count - 1, by: 2) { b.append(UInt8(String(decoding: hex[k...(k + 1)], as: UTF8.self), radix: 16) ?? 0) }
            // words of four bytes, each turned round
            return (PSIPAddress(stride(from: 0, to: b.count, by: 4).flatMap { b[$0..<min(b.count, $0 + 4)].reversed() }), port)
          }
          return names.flatMap { n in file("/proc/net/" + n).split(separator: "\n").dropFirst().compactMap { line in
            let w = line.split(separator: " ")
            guard w.count > 3, let state = Int(w[3], radix: 16), (state == 10) == listening, let local = end(w[1]), let remote = end(w[2]) else { return nil }
            return (local, remote, state)
          } }
        }
        for (m, names) in [("GetActiveTcpListeners", ["tcp", "tcp6"]), ("GetActiveUdpListeners", [])] {
          t.method("IPEndpoint[] \(m)()") { _, _, c in .array(PSArray(try points(names, listening: true).map { try Sockets.endPoint($0.local, c) }, of: TypeTable.get("System.Net.IPEndPoint"))) }
        }
        t.method("\(i)TcpConnectionInformation[] GetActiveTcpConnections()") { _, _, c in
          let states = [1: 5, 2: 3, 3: 4, 4: 6, 5: 7, 6: 11, 7: 1, 8: 8, 9: 10, 11: 9]
          return .arr(try points(["tcp", "tcp6"], listening: false).map { p in
              record(
                i + "TcpConnectionInformation",
                [
                  ("LocalEndPoint", try Sockets.endPoint(p.local, c)), ("RemoteEndPoint", try Sockets.endPoint(p.remote, c)),
                  ("State", .member(i + "TcpState", states[p.state] ?? 0))
                ])
          })
        }
      }
    }
    TypeTable.register(i + "NetworkInterface") {
      NetType(i + "NetworkInterface", base: TypeTable.object) { t in
        t.staticMethod("static \(i)NetworkInterface[] GetAllNetworkInterfaces()") { _, _ in
          let names = ((try? FileSystem.names("/sys/class/net")) ?? []).sorted { $0 == "lo" ? true : $1 == "lo" ? false : $0 < $1 }
          return .array(PSArray(names.filter { FileSystem.facts("/sys/class/net/" + $0)?.isDirectory ?? false }.map { n in
            func get(_ f: String) -> String { file("/sys/class/net/\(n)/\(f)") }
            let isUp = get("operstate") == "up" || n == "lo"
            return record(i + "NetworkInterface", [
              ("Id", .str(n)), ("Name", .str(n)), ("Description", .str(n)),
              ("NetworkInterfaceType", .member(i + "NetworkInterfaceType", n == "lo" ? 24 : 6)),
              ("OperationalStatus", .member(i + "OperationalStatus", isUp ? 1 : get("operstate") == "down" ? 2 : 4)),
              ("Speed", .long(Int64(get("speed")).flatMap { $0 > 0 ? $0 * 1_000_000 : -1 } ?? -1)), ("IsReceiveOnly", .no),
              ("SupportsMulticast", .yes),
            ])
          }, of: t))
        }
        t.staticMethod("static bool GetIsNetworkAvailable()") { _, _ in .yes }
        t.staticProperty("int LoopbackInterfaceIndex {get;}") { _ in .int(1) }
        func name(_ v: Value) -> String { v.objectValue?.get("Id")?.stringValue ?? "" }
        t.method("\(i)PhysicalAddress GetPhysicalAddress()") { v, _, _ in
          let hex = file("/sys/class/net/\(name(v))/address").split(separator: ":").map { $0.uppercased() }.joined()
          return record(i + "PhysicalAddress", [], text: name(v) == "lo" ? "000000000000" : hex)
        }
        t.method("bool Supports(int networkInterfaceComponent)") { _, _, _ in .yes }
        t.method("\(i)IPInterfaceProperties GetIPProperties()") { v, _, _ in
          var found: [Value] = [], list: UnsafeMutablePointer<ifaddrs>?
          if getifaddrs(&list) == 0 {
            var at = list
            while let a = at {
              defer { at = a.pointee.ifa_next }
              guard String(cString: a.pointee.ifa_name) == name(v), let raw = a.pointee.ifa_addr else { continue }
              let bytes = UnsafeRawPointer(raw), family = Int32(raw.pointee.sa_family)
              let length = family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0
              if length == 0 { continue }
              let offset = family == AF_INET ? 4 : 8
              func ip(_ p: UnsafeRawPointer) -> [UInt8] { (0..<length).map { p.load(fromByteOffset: offset + $0, as: UInt8.self) } }
              let mask = a.pointee.ifa_netmask.map { ip(UnsafeRawPointer($0)) } ?? []
              found.append(
                record(
                  i + "UnicastIPAddressInformation",
                  [
                    ("Address", .other(PSIPAddress(ip(bytes)))), ("IPv4Mask", .other(PSIPAddress(length == 4 ? mask : [0, 0, 0, 0]))),
                    ("PrefixLength", .count(mask.reduce(0) { $0 + $1.nonzeroBitCount }))
                  ]))
            }
            freeifaddrs(list)
          }
          let servers = file("/etc/resolv.conf").split(separator: "\n").compactMap { line -> Value? in
            let w = line.split(separator: " ")
            return w.first == "nameserver" && w.count > 1 ? PSIPAddress.parse(String(w[1])).map { .other($0) } : nil
          }
          return record(i + "IPInterfaceProperties", [
            ("UnicastAddresses", .arr(found)), ("MulticastAddresses", .arr([])), ("AnycastAddresses", .arr([])), ("DnsAddresses", .arr(servers)),
            ("DnsSuffix", .str("")), ("GatewayAddresses", .arr([])), ("DhcpServerAddresses", .arr([])), ("WinsServersAddresses", .arr([])),
            ("IsDnsEnabled", .no), ("IsDynamicDnsEnabled", .no),
          ])
        }
      }
    }
  }
}
