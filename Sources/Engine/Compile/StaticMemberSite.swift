/// A place in the source that reads a static property or a value of an enumeration: remembers what the last type has there.
final class StaticMemberSite {
  private let name: String
  private enum Found { case property(Getter), enumeration(Int64) }
  @exclusivity(unchecked) private var type: NetType?
  @exclusivity(unchecked) private var found: Found?
  init(_ name: String) { self.name = name }

  func read(_ t: NetType, _ c: ExecutionContext) throws -> Value {
    if t !== type {
      type = t
      found = find(t)
    }
    switch found {
    case .property(let get)?: return try get(.type(t), c)
    case .enumeration(let n)?: return .other(PSEnum(t, n))
    case nil: return try c.readStatic(t, name)
    }
  }
  /// Classes of scripts are looked up each time.
  private func find(_ t: NetType) -> Found? {
    if let e = t.enumeration { return e.value(of: name).map { .enumeration($0) } }
    guard t.scriptClass == nil, !name.equalsIgnoringCase("new") else { return nil }
    return t.staticMember(name)?.getter.map { .property($0) }
  }
}
