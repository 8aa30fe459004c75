/// `$foreach` inside a loop body.
final class ForEachEnumerator: Ref {
  let array: PSArray
  var index = 0
  init(_ a: PSArray) { array = a; super.init() }
  override var netType: NetType { ForEachEnumerator.type }
  private static let type: NetType = {
    let t = NetType("System.Array+ArrayEnumerator", base: TypeTable.object, interfaces: ["System.Collections.IEnumerator", "System.ICloneable"])
    t.extend { t in
      func of(_ v: Value) -> ForEachEnumerator? { v.refValue?.exactly(ForEachEnumerator.self) }
      t.method("bool MoveNext()") { v, _, _ in
        guard let e = of(v) else { return .no }
        if e.index < e.array.count { e.index += 1 }
        return .bool(e.index < e.array.count)
      }
      t.method("void Reset()") { v, _, _ in of(v)?.index = -1; return .void }
      t.property("System.Object Current {get;}") { v, _ in
        guard let e = of(v), e.index >= 0, e.index < e.array.count else { return .null }
        return e.array[e.index]
      }
    }
    return t
  }()
}
