/// Members added to one array, dictionary or .NET-like object, which have no slots of their own for them.
///
/// The members live beside the object, for as long as it lives; objects nobody added to cost nothing but a test of a flag.
import Primitives

/// The members of one object, which is not kept alive by them.
private struct AddedMembers {
  weak var owner: Ref?
  let members: PSObject
}

/// By the object's identity; shared by all sessions of the process.
private enum AddedMemberTable {
  nonisolated(unsafe) static var all: [ObjectIdentifier: AddedMembers] = [:]
  /// How many there may be before those of objects that are gone are looked for.
  nonisolated(unsafe) static var limit = 1000
  static func tidy() {
    guard all.count > limit else { return }
    all = all.filter { $0.value.owner != nil }
    limit = max(1000, 2 * all.count)
  }
}

extension ExecutionContext {
  private static func reference(_ v: Value) -> Ref? {
    switch v {
    case .array(let a): a
    case .hash(let h): h
    case .other(let r): r
    case .block(let b): b
    default: nil
    }
  }
  /// Members added to a value; nil when there are none, or when it is a value that must be wrapped to get some.
  public func instanceMembers(of v: Value) -> PSObject? {
    if AddedMemberTable.all.isEmpty { return nil }
    guard let r = ExecutionContext.reference(v), let e = AddedMemberTable.all[ObjectIdentifier(r)], e.owner === r else { return nil }
    return e.members
  }
  /// The members of an array, dictionary or object, made when there are none yet; nil for plain values.
  public func makeInstanceMembers(of v: Value) -> PSObject? {
    guard let r = ExecutionContext.reference(v) else { return nil }
    if let known = instanceMembers(of: v) { return known }
    AddedMemberTable.tidy()
    let o = PSObject()
    AddedMemberTable.all[ObjectIdentifier(r)] = AddedMembers(owner: r, members: o)
    return o
  }
  /// Adds a member to an object, and to the .NET-like object it wraps: PowerShell knows the members by that.
  public func addMember(_ name: String, _ v: Value, kind: Shape.Member = .note, to o: PSObject) {
    o.set(name, v, kind: kind)
    if o.type == nil, case .other? = o.wrapped, let beside = o.wrapped.flatMap(makeInstanceMembers) { beside.set(name, v, kind: kind) }
  }
  /// What a wrapper wraps. The members added to the wrapper are found on the object alone too, as they are in PowerShell, which
  /// knows them by the object.
  public func unwrapping(_ v: Value) -> Value {
    guard case .object(let o) = v, o.type == nil, o.count > 0, let inner = o.wrapped, let beside = makeInstanceMembers(of: inner.base) else { return v.base }
    for m in o.members { beside.set(m.name, m.value, kind: m.kind) }
    return inner.base
  }
  @inline(__always) func instanceMember(_ v: Value, _ name: String) -> (owner: PSObject, slot: Int)? {
    if AddedMemberTable.all.isEmpty { return nil }
    guard let o = instanceMembers(of: v), let i = o.slot(Symbol.of(name)) else { return nil }
    return (o, i)
  }
}
