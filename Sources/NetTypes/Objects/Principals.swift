/// `WindowsIdentity`, `WindowsPrincipal`, `NTAccount`, `SecurityIdentifier`.
///
/// PowerShell on Linux refuses all of them. Scripts of a Lync server ask them whether they run "as administrator"; here the account that
/// works in the simulated forest answers.
import Engine
import Glibc
import Primitives

final class PSIdentity: Ref {
  let name: String
  let groups: [String]
  init(_ n: String, _ g: [String]) { name = n; groups = g; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Principal.WindowsIdentity") }
  static func current(_ c: ExecutionContext) -> PSIdentity {
    if let a = c.forestAccount?() { return PSIdentity(a.name, a.groups) }
    let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? ""
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    return PSIdentity(String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) + "\\" + user, geteuid() == 0 ? ["Administrators"] : [])
  }
  var isAdministrator: Bool { groups.contains { $0.lowercased().hasSuffix("admins") || $0.equalsIgnoringCase("Administrators") } }
  /// In a group given with or without its domain.
  func isIn(_ role: String) -> Bool {
    let leaf = role.utf8.lastIndex(of: 92).map { String(role[role.utf8.index(after: $0)...]) } ?? role
    if leaf.equalsIgnoringCase("Administrators") { return isAdministrator }
    return groups.contains { $0.equalsIgnoringCase(leaf) } || ["Users", "Domain Users", "Everyone", "Authenticated Users"].contains { $0.equalsIgnoringCase(leaf) }
  }
}
final class PSPrincipal: Ref {
  let identity: PSIdentity
  init(_ i: PSIdentity) { identity = i; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Principal.WindowsPrincipal") }
}
/// An account's name, or its number.
final class PSAccountReference: Ref {
  let value: String
  let isNumber: Bool
  init(_ v: String, isNumber: Bool) { value = v; self.isNumber = isNumber; super.init() }
  override var netType: NetType { TypeTable.get("System.Security.Principal." + (isNumber ? "SecurityIdentifier" : "NTAccount")) }
  override func text() -> String { value }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSAccountReference).map { $0.isNumber == isNumber && $0.value.equalsIgnoringCase(value) } ?? false }
  override var keyHash: UInt { UInt(bitPattern: value.lowercased().hashValue) }
  static let known: [(sid: String, name: String)] = [
    ("S-1-1-0", "Everyone"), ("S-1-3-0", "CREATOR OWNER"), ("S-1-5-7", "NT AUTHORITY\\ANONYMOUS LOGON"), ("S-1-5-11", "NT AUTHORITY\\Authenticated Users"), ("S-1-5-18", "NT AUTHORITY\\SYSTEM"),
    ("S-1-5-19", "NT AUTHORITY\\LOCAL SERVICE"), ("S-1-5-20", "NT AUTHORITY\\NETWORK SERVICE"), ("S-1-5-32-544", "BUILTIN\\Administrators"), ("S-1-5-32-545", "BUILTIN\\Users"),
    ("S-1-5-32-546", "BUILTIN\\Guests"), ("S-1-5-32-551", "BUILTIN\\Backup Operators"), ("S-1-5-32-555", "BUILTIN\\Remote Desktop Users"),
  ]
  func translated(number: Bool) throws -> PSAccountReference {
    if number == isNumber { return self }
    let hit = PSAccountReference.known.first { isNumber ? $0.sid == value : $0.name.equalsIgnoringCase(value) || $0.name.lowercased().hasSuffix("\\" + value.lowercased()) }
    guard let hit else { throw netError("System.Security.Principal.IdentityNotMappedException", "Some or all identity references could not be translated.") }
    return PSAccountReference(number ? hit.sid : hit.name, isNumber: number)
  }
}

extension NetTypes {
  static func registerPrincipals() {
    let p = "System.Security.Principal."
    registerEnums(in: """
      \(p)TokenImpersonationLevel None Anonymous Identification Impersonation Delegation
      \(p)WindowsAccountType Normal Guest System Anonymous
      \(p)TokenAccessLevels! AssignPrimary=1 Duplicate=2 Impersonate=4 Query=8 QuerySource=16 AdjustPrivileges=32 AdjustGroups=64 AdjustDefault=128 \
      AdjustSessionId=256 Read=131080 Write=131296 AllAccess=983551 MaximumAllowed=33554432
      """)
    registerExceptions(in: "\(p)IdentityNotMappedException System.SystemException Some or all identity references could not be translated.")
    func identity(_ v: Value, _ c: ExecutionContext) -> PSIdentity { v.refValue as? PSIdentity ?? (v.refValue as? PSPrincipal)?.identity ?? PSIdentity.current(c) }
    func reg(_ n: String, _ base: String = "System.Object", _ define: @escaping (NetType) -> Void) { TypeTable.register(p + n) { NetType(p + n, base: TypeTable.get(base), define: define) } }
    reg("WindowsIdentity", "System.Security.Claims.ClaimsIdentity") { t in
      for parameters in ["", "bool ifImpersonating", "\(p)TokenAccessLevels desiredAccess"] {
        t.staticMethod("static \(p)WindowsIdentity GetCurrent(\(parameters))") { _, c in .other(PSIdentity.current(c)) }
      }
      t.property("string AuthenticationType {get;}") { _, _ in .str("Kerberos") }
      t.property("\(p)TokenImpersonationLevel ImpersonationLevel {get;}") { _, _ in .member(p + "TokenImpersonationLevel", 0) }
      t.property("bool IsAuthenticated {get;}") { _, _ in .yes }
      for n in ["IsGuest", "IsSystem", "IsAnonymous"] { t.property("bool \(n) {get;}") { _, _ in .no } }
      t.property("string Name {get;}") { v, c in .str(identity(v, c).name) }
      // a number that is the same for the same account
      func number(_ i: PSIdentity) -> Value {
        let h = i.name.lowercased().utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return .other(PSAccountReference("S-1-5-21-1004336348-1177238915-682003330-" + (i.name.lowercased().hasSuffix("\\administrator") ? "500" : String(1000 + h % 60_000)), isNumber: true))
      }
      t.property("\(p)SecurityIdentifier Owner {get;}") { v, c in identity(v, c).isAdministrator ? .other(PSAccountReference("S-1-5-32-544", isNumber: true)) : number(identity(v, c)) }
      t.property("\(p)SecurityIdentifier User {get;}") { v, c in number(identity(v, c)) }
      t.property("\(p)IdentityReferenceCollection Groups {get;}") { v, c in
        let i = identity(v, c), domain = i.name.utf8.firstIndex(of: 92).map { String(i.name[...$0]) } ?? ""
        let all =
          i.groups.map { PSAccountReference($0 == "Administrators" ? "BUILTIN\\" + $0 : domain + $0, isNumber: false) }
          + ["Everyone", "BUILTIN\\Users", "NT AUTHORITY\\Authenticated Users"].map { PSAccountReference($0, isNumber: false) }
        return .array(PSArray(all.map { .other($0) }))
      }
      t.property("System.IntPtr Token {get;}") { _, _ in .int(0) }
      t.orderProperties("AuthenticationType", "ImpersonationLevel", "IsAuthenticated", "IsGuest", "IsSystem", "IsAnonymous", "Name", "Owner", "User", "Groups", "Token")
      t.method("void Dispose()") { _, _, _ in .void }
    }
    TypeTable.register("System.Security.Claims.ClaimsIdentity") { NetType("System.Security.Claims.ClaimsIdentity", base: TypeTable.object) }
    reg("WindowsPrincipal") { t in
      t.constructor("\(p)WindowsPrincipal new(\(p)WindowsIdentity ntIdentity)") { a, _ in
        guard let i = a.at(0).refValue as? PSIdentity else { throw nullArgument("ntIdentity") }
        return .other(PSPrincipal(i))
      }
      t.property("System.Security.Principal.IIdentity Identity {get;}") { v, c in .other(identity(v, c)) }
      func isIn(_ v: Value, _ number: Int, _ c: ExecutionContext) -> Value {
        let i = identity(v, c)
        return .bool(number == 544 ? i.isAdministrator : number == 545)
      }
      t.method("bool IsInRole(\(p)WindowsBuiltInRole role)") { v, a, c in isIn(v, a.flags(0), c) }
      t.method("bool IsInRole(\(p)SecurityIdentifier sid)") { v, a, c in
        guard let s = a.at(0).refValue as? PSAccountReference else { throw nullArgument("sid") }
        if s.value.hasPrefix("S-1-5-32-") { return isIn(v, Int(s.value.dropFirst(9)) ?? 0, c) }
        if s.value.hasSuffix("-512") || s.value.hasSuffix("-519") { return .bool(identity(v, c).isAdministrator) }
        return .bool(["S-1-1-0", "S-1-5-11"].contains(s.value))
      }
      t.method("bool IsInRole(int rid)") { v, a, c in isIn(v, a.int(0), c) }
      t.method("bool IsInRole(string role)") { v, a, c in
        let role = a.string(0)
        if let known = TypeTable.get(p + "WindowsBuiltInRole").enumeration?.value(of: role) { return isIn(v, Int(known), c) }
        return .bool(identity(v, c).isIn(role))
      }
    }
    reg("IdentityReference") { t in
      func of(_ v: Value) throws -> PSAccountReference {
        guard let r = v.refValue as? PSAccountReference else { throw nullArgument("identity") }
        return r
      }
      t.property("string Value {get;}") { v, _ in .str(try of(v).value) }
      t.method("\(p)IdentityReference Translate(type targetType)") { v, a, _ in
        guard case .type(let target) = a.at(0).base else { throw nullArgument("targetType") }
        return .other(try of(v).translated(number: target.name == "SecurityIdentifier"))
      }
      t.method("string ToString()") { v, _, _ in .str(try of(v).value) }
    }
    reg("NTAccount", p + "IdentityReference") { t in
      t.constructor("\(p)NTAccount new(string name)") { a, _ in
        if a.string(0).isEmpty { throw argumentError("The value cannot be an empty string.", param: "name") }
        return .other(PSAccountReference(a.string(0), isNumber: false))
      }
      t.constructor("\(p)NTAccount new(string domainName, string accountName)") { a, _ in
        .other(PSAccountReference(a.string(0).isEmpty ? a.string(1) : a.string(0) + "\\" + a.string(1), isNumber: false))
      }
    }
    reg("SecurityIdentifier", p + "IdentityReference") { t in
      t.constructor("\(p)SecurityIdentifier new(string sddlForm)") { a, _ in
        let s = a.string(0).uppercased(), parts = s.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "S", parts[1] == "1", parts.dropFirst(2).allSatisfy({ UInt64($0) != nil }) else { throw argumentError("Value was invalid.", param: "sddlForm") }
        return .other(PSAccountReference(s, isNumber: true))
      }
      t.property("\(p)SecurityIdentifier AccountDomainSid {get;}") { v, _ in
        guard let s = (v.refValue as? PSAccountReference)?.value, s.hasPrefix("S-1-5-21-"), let cut = s.lastIndex(of: "-") else { return .null }
        return .other(PSAccountReference(String(s[..<cut]), isNumber: true))
      }
      t.property("int BinaryLength {get;}") { v, _ in .count(8 + 4 * max(0, ((v.refValue as? PSAccountReference)?.value.split(separator: "-").count ?? 3) - 3)) }
    }
  }
}
