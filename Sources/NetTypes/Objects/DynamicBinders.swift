/// `System.Dynamic`: what a class derived from `DynamicObject` is told about the member somebody asks for.
import Engine

/// A binder: the member's name, and how many arguments a call has.
public final class MemberBinder: Ref {
  public enum Purpose: String { case get = "GetMemberBinder", set = "SetMemberBinder", invoke = "InvokeMemberBinder" }
  let purpose: Purpose, name: String, count: Int
  public init(_ purpose: Purpose, _ name: String, count: Int = 0) { self.purpose = purpose; self.name = name; self.count = count; super.init() }
  public override var netType: NetType { TypeTable.get("System.Dynamic." + purpose.rawValue) }
}

extension NetTypes {
  static func registerDynamicBinders() {
    let ns = "System.Dynamic."
    for purpose in [MemberBinder.Purpose.get, .set, .invoke] {
      TypeTable.register(ns + purpose.rawValue) {
        NetType(ns + purpose.rawValue, base: TypeTable.object) { t in
          func of(_ v: Value) -> MemberBinder? { v.refValue as? MemberBinder }
          t.property("string Name {get;}") { v, _ in .str(of(v)?.name ?? "") }
          t.property("bool IgnoreCase {get;}") { _, _ in .bool(true) }
          t.property("type ReturnType {get;}") { _, _ in .type(TypeTable.object) }
          if purpose == .invoke { t.property(ns + "CallInfo CallInfo {get;}") { v, _ in .other(CallInfo(of(v)?.count ?? 0)) } }
        }
      }
    }
    TypeTable.register(ns + "CallInfo") {
      NetType(ns + "CallInfo", base: TypeTable.object) { t in
        t.property("int ArgumentCount {get;}") { v, _ in .integer((v.refValue as? CallInfo)?.count ?? 0) }
      }
    }
    // what a class overrides none of says that there is no such member
    TypeTable.register(ns + "DynamicObject") {
      NetType(ns + "DynamicObject", base: TypeTable.object) { t in
        t.method("System.Collections.Generic.IEnumerable[string] GetDynamicMemberNames()") { _, _, _ in .array(PSArray([])) }
        t.method("bool TryGetMember(\(ns)GetMemberBinder binder, [ref] System.Object result)") { _, _, _ in .bool(false) }
        t.method("bool TrySetMember(\(ns)SetMemberBinder binder, System.Object value)") { _, _, _ in .bool(false) }
        t.method("bool TryInvokeMember(\(ns)InvokeMemberBinder binder, System.Object[] args, [ref] System.Object result)") { _, _, _ in .bool(false) }
      }
    }
  }
  private final class CallInfo: Ref {
    let count: Int
    init(_ n: Int) { count = n; super.init() }
    override var netType: NetType { TypeTable.named("System.Dynamic.CallInfo") }
  }
}
