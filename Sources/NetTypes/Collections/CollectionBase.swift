/// `CollectionBase`: the class that older scripts and programs derive typed collections from.
import Engine

extension NetTypes {
  static func registerCollectionBase() {
    let n = "System.Collections.CollectionBase"
    TypeTable.register(n) {
      let t = NetType(n, interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
        func list(_ v: Value) -> PSArray { v.objectValue?.wrapped?.arrayValue ?? v.arrayValue ?? PSArray([]) }
        t.property("int Count {get;}") { v, _ in .count(list(v).count) }
        t.property("int Capacity {get;set;}", set: { _, _, _ in }) { v, _ in .count(max(4, list(v).count)) }
        t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
        t.method("void RemoveAt(int index)") { v, a, _ in
          let all = list(v)
          guard a.int(0) >= 0, a.int(0) < all.count else { throw indexOutOfRange() }
          all.remove(at: a.int(0))
          return .void
        }
        t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.ArrayList+ArrayListEnumeratorSimple", list(v).values)) }
      }
      t.baseType = TypeTable.object
      t.isAbstract = true
      t.compiledBase = CollectionBaseMembers()
      return t
    }
  }
}

/// The list inside, which derived classes work on.
private final class CollectionBaseMembers: CompiledBase {
  func makeInside() -> Value {
    let all = PSArray([])
    all.kind = .arrayList
    return .array(all)
  }
  let constructors = [Overload("System.Collections.CollectionBase new()") { _, _, _ in .void }]
  func protectedMember(_ name: String) -> Member? {
    switch name.lowercased() {
    case "list", "innerlist": Member(name, .property, isStatic: false, definition: "System.Collections.IList \(name) {get;}", get: { v, _ in v.objectValue?.wrapped ?? .null })
    default: nil
    }
  }
  func ownMethod(_ name: String, isInside: Bool) -> Member? { TypeTable.get("System.Collections.CollectionBase").instanceMember(name).flatMap { $0.kind == .method ? $0 : nil } }
  let abstractMethods: [AbstractMethod] = []
}
