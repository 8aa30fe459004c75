/// `DnsEndPoint`, more of `IPEndPoint` and of `Dns`.
import Engine
import Primitives

extension NetTypes {
  static func registerEndPoints() {
    let n = "System.Net.DnsEndPoint", family = "System.Net.Sockets.AddressFamily"
    TypeTable.extend("System.Net.IPEndPoint") { t in
      t.staticProperty("int MaxPort {get;}") { _ in .int(65535) }
      t.staticProperty("int MinPort {get;}") { _ in .int(0) }
      t.staticMethod("static bool TryParse(string s, [ref] IPEndpoint result)") { a, c in
        let made = try? t.staticMember("Parse")?.overloads.first?.body(.null, [a.at(0)], c)
        try a.setReference(1, made ?? .null, c)
        return .bool(made != nil)
      }
    }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get("System.Net.EndPoint")) { t in
        func make(_ a: [Value]) throws -> Value {
          guard let host = a.text(0) else { throw nullArgument("host") }
          if host.isEmpty { throw argumentError("The value cannot be an empty string.", param: "host") }
          let port = a.int(1), name = a.count > 2 ? Conversion.toString(a.at(2)) : "Unspecified"
          if port < 0 { throw outOfRange("port", "port ('\(port)') must be greater than or equal to '0'.", actual: a.at(1)) }
          if port > 65535 { throw outOfRange("port", "port ('\(port)') must be less than or equal to '65535'.", actual: a.at(1)) }
          let o = PSObject(type: t)
          o.set("Host", .str(host))
          o.set("AddressFamily", a.count > 2 ? a.at(2) : .member(family, 0))
          o.set("Port", .count(port))
          o.textForm = "\(name)/\(host):\(port)"
          return .object(o)
        }
        t.constructor("\(n) new(string host, int port)") { a, _ in try make(a) }
        t.constructor("\(n) new(string host, int port, \(family) addressFamily)") { a, _ in try make(a) }
      }
    }
    TypeTable.extend("System.Net.Dns") { t in
      func call(_ method: String, _ v: Value, _ c: ExecutionContext) throws -> Value {
        guard let all = t.staticMember(method)?.overloads else { return .null }
        return try (all.first { $0.parameters.count == 1 && $0.types[0] === TypeTable.string } ?? all[0]).body(.null, [v], c)
      }
      t.staticMethod("static System.Net.IPHostEntry GetHostByAddress(string address)") { a, c in
        guard PSIPAddress.parse(a.string(0)) != nil else { throw formatError("An invalid IP address was specified.") }
        return try call("GetHostEntry", a.at(0), c)
      }
      t.staticMethod("static System.Net.IPHostEntry GetHostByAddress(ipaddress address)") { a, c in
        guard let ip = a.at(0).refValue as? PSIPAddress else { throw nullArgument("address") }
        return try call("GetHostEntry", .str(ip.text()), c)
      }
      t.staticMethod("static ipaddress[] GetHostAddresses(string hostNameOrAddress, \(family) family)") { a, c in
        let all = try call("GetHostAddresses", a.at(0), c).sequence, wanted = a.int(1)
        let size = [2: 4, 23: 16][wanted]
        return .array(PSArray(all.filter { v in wanted == 0 || (v.refValue as? PSIPAddress)?.bytes.count == size }, of: TypeTable.get("System.Net.IPAddress")))
      }
    }
  }
}
