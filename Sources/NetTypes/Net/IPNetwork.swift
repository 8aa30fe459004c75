/// `IPNetwork`, and what `Dns` answers with: `IPHostEntry`. Names are looked up on this computer only.
import Engine
import Primitives

final class PSIPNetwork: Ref {
  let base: PSIPAddress
  let prefix: Int
  init(_ base: PSIPAddress, _ prefix: Int) { self.base = base; self.prefix = prefix; super.init() }
  override var netType: NetType { TypeTable.named("System.Net.IPNetwork") }
  override func text() -> String { base.text() + "/\(prefix)" }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSIPNetwork)?.text() == text() }

  /// Whether the bits behind the prefix are all zero.
  static func isBase(_ bytes: [UInt8], _ prefix: Int) -> Bool { masked(bytes, prefix) == bytes }
  static func masked(_ bytes: [UInt8], _ prefix: Int) -> [UInt8] {
    bytes.enumerated().map { i, b in
      let bits = min(8, max(0, prefix - i * 8))
      return bits == 8 ? b : b & ~(UInt8(0xFF) >> UInt8(bits))
    }
  }
  static func parse(_ s: String) -> PSIPNetwork? {
    let parts = s.parts(at: 47)
    guard parts.count == 2, let ip = PSIPAddress.parse(parts[0]), let n = Int(parts[1]), parts[1].utf8.allSatisfy({ $0 &- 48 < 10 }), n <= ip.bytes.count * 8, isBase(ip.bytes, n) else { return nil }
    return PSIPNetwork(ip, n)
  }
}

extension NetTypes {
  static func registerIPNetwork() {
    let n = "System.Net.IPNetwork"
    TypeTable.register(n) {
      NetType(n, .struct, base: TypeTable.valueType) { t in
        func of(_ v: Value) -> PSIPNetwork { v.refValue as? PSIPNetwork ?? PSIPNetwork(PSIPAddress([0, 0, 0, 0]), 0) }
        t.constructor("\(n) new(ipaddress baseAddress, int prefixLength)") { a, _ in
          guard let ip = a.at(0).refValue as? PSIPAddress else { throw nullArgument("baseAddress") }
          guard a.int(1) >= 0, a.int(1) <= ip.bytes.count * 8 else { throw outOfRange("prefixLength", "Specified argument was out of the range of valid values.") }
          guard PSIPNetwork.isBase(ip.bytes, a.int(1)) else { throw argumentError("The specified baseAddress has non-zero bits after the network prefix.", param: "baseAddress") }
          return .other(PSIPNetwork(ip, a.int(1)))
        }
        t.staticMethod("static \(n) Parse(string s)") { a, _ in
          guard let s = a.text(0) else { throw nullArgument("s") }
          guard let x = PSIPNetwork.parse(s) else { throw formatError("An invalid IP network was specified.") }
          return .other(x)
        }
        t.staticMethod("static bool TryParse(string s, [ref] \(n) result)") { a, c in
          let x = PSIPNetwork.parse(a.string(0))
          try a.setReference(1, x.map { .other($0) } ?? .other(PSIPNetwork(PSIPAddress([0, 0, 0, 0]), 0)), c)
          return .bool(x != nil)
        }
        t.property("ipaddress BaseAddress {get;}") { v, _ in .other(of(v).base) }
        t.property("int PrefixLength {get;}") { v, _ in .count(of(v).prefix) }
        t.method("bool Contains(ipaddress address)") { v, a, _ in
          guard let ip = a.at(0).refValue as? PSIPAddress else { throw nullArgument("address") }
          return .bool(ip.bytes.count == of(v).base.bytes.count && PSIPNetwork.masked(ip.bytes, of(v).prefix) == of(v).base.bytes)
        }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
        t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("int GetHashCode()") { v, _, _ in .int(netHash(.str(of(v).text()))) }
      }
    }
    registerHostEntries()
  }

  private static func registerHostEntries() {
    let n = "System.Net.IPHostEntry", address = TypeTable.get("System.Net.IPAddress")
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        t.constructor("\(n) new()") { _, _ in .object(PSObject(type: t)) }
      }
    }
    func entry(_ name: String, _ ip: PSIPAddress?) -> Value {
      let o = PSObject(type: TypeTable.get(n))
      o.set("HostName", .str(name))
      o.set("Aliases", .strings([]))
      o.set("AddressList", .array(PSArray([.other(ip ?? PSIPAddress([127, 0, 0, 1]))], of: address)))
      return .object(o)
    }
    func resolve(_ a: [Value], _ c: ExecutionContext) throws -> Value {
      let own = Conversion.toString(try c.callStatic(TypeTable.get("System.Net.Dns"), "GetHostName", []))
      if let ip = a.at(0).refValue as? PSIPAddress ?? PSIPAddress.parse(a.string(0)) {
        return entry(ip.bytes.first == 127 ? "localhost" : ip.text(), ip)
      }
      guard let name = a.text(0) else { throw nullArgument("hostNameOrAddress") }
      if name.isEmpty || name.equalsIgnoringCase(own) { return entry(own, nil) }
      guard name.equalsIgnoringCase("localhost") else { throw Sockets.unknownHost() }
      return entry("localhost", nil)
    }
    TypeTable.extend("System.Net.Dns") { t in
      for p in ["string hostNameOrAddress", "ipaddress address"] {
        t.staticMethod("static \(n) GetHostEntry(\(p))") { a, c in try resolve(a, c) }
        t.staticMethod("static System.Threading.Tasks.Task[\(n)] GetHostEntryAsync(\(p))") { a, c in done(try resolve(a, c), TypeTable.get(n)) }
      }
      t.staticMethod("static \(n) GetHostByName(string hostName)") { a, c in try resolve(a, c) }
      t.staticMethod("static \(n) Resolve(string hostName)") { a, c in try resolve(a, c) }
      t.staticMethod("static System.Threading.Tasks.Task[ipaddress[]] GetHostAddressesAsync(string hostNameOrAddress)") { a, c in
        done(try c.callStatic(t, "GetHostAddresses", [a.at(0)]), TypeTable.array(of: address))
      }
    }
  }
  /// A task that was over when it began.
  static func done(_ result: Value, _ type: NetType? = nil) -> Value { .other(PSTask(result: result, type)) }
}
