/// `SecureString`, `PSCredential`, `NetworkCredential`.
import Engine
import Primitives

public final class PSSecureString: Ref {
  public var plain: String
  var isReadOnly = false
  public init(_ s: String) { plain = s; super.init() }
  public override var netType: NetType { TypeTable.named("System.Security.SecureString") }
}
/// A user name and a `SecureString`.
public final class PSCredential: Ref {
  public let userName: String
  public let password: PSSecureString
  public init(_ user: String, _ password: PSSecureString) { userName = user; self.password = password; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.PSCredential") }
}

extension NetTypes {
  static func registerCredentials() {
    TypeTable.register("System.Security.SecureString", "securestring") {
      NetType("System.Security.SecureString", base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        func of(_ v: Value) -> PSSecureString { v.refValue as? PSSecureString ?? PSSecureString("") }
        func change(_ v: Value) throws {
          if of(v).isReadOnly { throw invalidOperation("Instance is read-only.") }
        }
        t.constructor("securestring new()") { _, _ in .other(PSSecureString("")) }
        t.property("int Length {get;}") { v, _ in .count(of(v).plain.netLength) }
        t.method("void AppendChar(char c)") { v, a, _ in try change(v); of(v).plain += String(units: [a.char(0)]); return .void }
        t.method("void Clear()") { v, _, _ in try change(v); of(v).plain = ""; return .void }
        t.method("securestring Copy()") { v, _, _ in .other(PSSecureString(of(v).plain)) }
        t.method("void InsertAt(int index, char c)") { v, a, _ in
          try change(v)
          let s = of(v).plain
          guard a.int(0) >= 0, a.int(0) <= s.netLength else { throw positionOutOfRange("index") }
          of(v).plain = s.units(0, a.int(0)) + String(units: [a.char(1)]) + s.units(from: a.int(0))
          return .void
        }
        t.method("void RemoveAt(int index)") { v, a, _ in
          try change(v)
          let s = of(v).plain
          guard a.int(0) >= 0, a.int(0) < s.netLength else { throw indexOutOfRange() }
          of(v).plain = s.units(0, a.int(0)) + s.units(from: a.int(0) + 1)
          return .void
        }
        t.method("void SetAt(int index, char c)") { v, a, _ in
          try change(v)
          let s = of(v).plain
          guard a.int(0) >= 0, a.int(0) < s.netLength else { throw indexOutOfRange() }
          of(v).plain = s.units(0, a.int(0)) + String(units: [a.char(1)]) + s.units(from: a.int(0) + 1)
          return .void
        }
        t.method("bool IsReadOnly()") { v, _, _ in .bool(of(v).isReadOnly) }
        t.method("void MakeReadOnly()") { v, _, _ in of(v).isReadOnly = true; return .void }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
    TypeTable.register("System.Management.Automation.PSCredential", "pscredential") {
      NetType("System.Management.Automation.PSCredential", base: TypeTable.object, interfaces: ["System.Runtime.Serialization.ISerializable"]) { t in
        func of(_ v: Value) -> PSCredential { v.refValue as? PSCredential ?? PSCredential("", PSSecureString("")) }
        t.constructor("pscredential new(string userName, securestring password)") { a, _ in
          if a.string(0).isEmpty {
            throw netError(
              "System.Management.Automation.PSArgumentException",
              """
              Cannot process argument because the value of argument "userName" is not valid. Change the value of the "userName" argument and run the \
              operation again.
              """
            )
          }
          guard let p = a.at(1).refValue as? PSSecureString else {
            throw netError(
              "System.Management.Automation.PSArgumentNullException",
              "Cannot process argument because the value of argument \"password\" is null. Change the value of argument \"password\" to a non-null value.")
          }
          return .other(PSCredential(a.string(0), p))
        }
        t.constructor("pscredential new(psobject pso)") { a, c in
          if a.at(0).isNull { throw nullArgument("pso") }
          let user = try c.property(a.at(0), "UserName") ?? .null, password = try c.property(a.at(0), "Password")
          return .other(PSCredential(user.isNull ? "" : Conversion.toString(user, c), password?.refValue as? PSSecureString ?? PSSecureString("")))
        }
        t.staticProperty("pscredential Empty {get;}") { _ in .other(PSCredential("", PSSecureString(""))) }
        t.property("string UserName {get;}") { v, _ in of(v).userName.isEmpty ? .null : .str(of(v).userName) }
        t.property("securestring Password {get;}") { v, _ in of(v).userName.isEmpty ? .null : .other(of(v).password) }
        t.method("System.Net.NetworkCredential GetNetworkCredential()") { v, _, _ in PSNetworkCredential.of(of(v)) }
      }
    }
    TypeTable.register("System.Net.NetworkCredential") {
      NetType("System.Net.NetworkCredential", base: TypeTable.object) { t in
        func of(_ v: Value) -> PSNetworkCredential { v.refValue as? PSNetworkCredential ?? PSNetworkCredential("", "", "") }
        func secret(_ v: Value) -> String { (v.refValue as? PSSecureString)?.plain ?? v.stringValue ?? "" }
        t.converter = { v, _ in (v.refValue as? PSCredential).map { PSNetworkCredential.of($0) } }
        t.constructor("System.Net.NetworkCredential new()") { _, _ in .other(PSNetworkCredential("", "", "")) }
        for p in ["string", "securestring"] {
          t.constructor("System.Net.NetworkCredential new(string userName, \(p) password)") { a, _ in .other(PSNetworkCredential(a.string(0), secret(a.at(1)), "")) }
          t.constructor("System.Net.NetworkCredential new(string userName, \(p) password, string domain)") { a, _ in .other(PSNetworkCredential(a.string(0), secret(a.at(1)), a.string(2))) }
        }
        t.property("string Domain {get;set;}", set: { v, x, _ in of(v).domain = Conversion.toString(x) }) { v, _ in .str(of(v).domain) }
        t.property("string Password {get;set;}", set: { v, x, _ in of(v).password = Conversion.toString(x) }) { v, _ in .str(of(v).password) }
        t.property("securestring SecurePassword {get;set;}", set: { v, x, _ in of(v).password = secret(x) }) { v, _ in .other(PSSecureString(of(v).password)) }
        t.property("string UserName {get;set;}", set: { v, x, _ in of(v).user = Conversion.toString(x) }) { v, _ in .str(of(v).user) }
      }
    }
  }
}
final class PSNetworkCredential: Ref {
  var user: String, password: String, domain: String
  init(_ u: String, _ p: String, _ d: String) { user = u; password = p; domain = d; super.init() }
  /// The same for .NET; the empty credential is nothing there.
  static func of(_ c: PSCredential) -> Value {
    if c.userName.isEmpty { return .null }
    var user = c.userName, domain = ""
    if let i = user.firstIndex(of: "\\") { domain = String(user[..<i]); user = String(user[user.index(after: i)...]) }
    else if let i = user.lastIndex(of: "@") { domain = String(user[user.index(after: i)...]); user = String(user[..<i]) }
    return .other(PSNetworkCredential(user, c.password.plain, domain))
  }
  override var netType: NetType { TypeTable.named("System.Net.NetworkCredential") }
}
