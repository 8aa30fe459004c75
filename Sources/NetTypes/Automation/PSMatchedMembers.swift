/// What `Match` finds among an object's members: a collection that tells them by place and by name.
import Engine
import Primitives

final class PSMatchedMembers: Ref {
  let items: [PSMember]
  private let type: NetType
  init(_ items: [PSMember], _ type: NetType) { self.items = items; self.type = type; super.init() }
  override var netType: NetType { type }
  override func enumerated() -> PSArray? { PSArray(items.map { .other($0) }) }

  private static let ns = "System.Management.Automation."
  /// The ways to search: by a pattern of names, and by kinds too.
  /// - Parameter searched: what is searched, and the type that holds it
  static func defineMatch(_ t: NetType, searched: @escaping (Value) -> (items: [PSMember], type: NetType)?) {
    let result = "\(ns)ReadOnlyPSMemberInfoCollection[\(ns)PSMemberInfo]"
    func found(_ v: Value, _ a: [Value]) throws -> Value {
      if a.string(0).isEmpty {
        throw netError(
          ns + "PSArgumentException",
          "Cannot process argument because the value of argument \"name\" is not valid. Change the value of the \"name\" argument and run the operation again.")
      }
      guard let (items, type) = searched(v), let p = try? WildcardPattern(a.string(0), ignoreCase: true) else { return .null }
      let kinds = TypeTable.get(ns + "PSMemberTypes").enumeration, wanted = a.count > 1 ? (a[1].base.refValue as? PSEnum)?.raw : nil
      let hits = items.filter { m in
        guard p.matches(m.name) else { return false }
        return wanted.map { $0 & (kinds?.value(of: m.kindName) ?? 0) != 0 } ?? true
      }
      return .other(PSMatchedMembers(hits, TypeTable.generic(ns + "ReadOnlyPSMemberInfoCollection`1", type.genericArguments) ?? type))
    }
    t.method("\(result) Match(string name)") { v, a, _ in try found(v, a) }
    t.method("\(result) Match(string name, \(ns)PSMemberTypes memberTypes)") { v, a, _ in try found(v, a) }
  }
  static func define(_ t: NetType) {
    func of(_ v: Value) -> PSMatchedMembers? { v.base.refValue as? PSMatchedMembers }
    func item(_ v: Value, _ key: Value) -> Value {
      guard let items = of(v)?.items else { return .null }
      if case .int(let i) = key.base { return Int(i) < items.count && i >= 0 ? .other(items[Int(i)]) : .null }
      let name = Conversion.toString(key)
      return items.first { $0.name.equalsIgnoringCase(name) }.map { .other($0) } ?? .null
    }
    t.property("int Count {get;}") { v, _ in .count(of(v)?.items.count ?? 0) }
    defineMatch(t) { v in of(v).map { ($0.items, $0.netType) } }
    t.method("\(ns)PSMemberInfo get_Item(string name)") { v, a, _ in item(v, a.at(0)) }
    t.method("\(ns)PSMemberInfo get_Item(int index)") { v, a, _ in item(v, a.at(0)) }
    t.indexer = { v, key in item(v, key) }
  }
}
