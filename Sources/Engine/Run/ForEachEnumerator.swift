/// `$foreach` inside a loop body.
final class ForEachEnumerator: Ref {
  let array: PSArray
  var index = 0
  private let type: NetType
  /// A range stays at its last element.
  private let isRange: Bool
  /// - Parameters:
  ///   - whole: what the elements are of
  ///   - isRange: it was written as a range, which is walked without being made
  init(_ a: PSArray, of whole: Value, isRange: Bool) {
    array = a
    self.isRange = isRange
    let isOfChars: Bool = if a.count > 0, case .char = a[0] { true } else { false }
    type = ForEachEnumerator.type(
      isRange ? "System.Management.Automation.\(isOfChars ? "Char" : "")RangeEnumerator" : ForEachEnumerator.name(of: whole))
    super.init()
  }
  override var netType: NetType { type }
  private static func name(of whole: Value) -> String {
    let t = TypeTable.typeOf(whole.base)
    switch t.genericDefinition ?? t.fullName {
    case "System.Collections.ArrayList": return "System.Collections.ArrayList+ArrayListEnumeratorSimple"
    case "System.Collections.Generic.List`1":
      let arguments = t.genericArguments.map { "[\($0.fullName), \(FollowedVersion.assembly(of: $0))]" }.joined(separator: ",")
      return "System.Collections.Generic.List`1+Enumerator[\(arguments)]"
    default: return "System.ArrayEnumerator"
    }
  }
  nonisolated(unsafe) private static var types: [String: NetType] = [:]
  private static func type(_ name: String) -> NetType {
    if let t = types[name] { return t }
    let t = NetType(name, base: TypeTable.object, interfaces: ["System.Collections.IEnumerator", "System.ICloneable"])
    types[name] = t
    t.extend { t in
      func of(_ v: Value) -> ForEachEnumerator? { v.refValue?.exactly(ForEachEnumerator.self) }
      t.method("bool MoveNext()") { v, _, _ in
        guard let e = of(v) else { return .no }
        if e.index < e.array.count { e.index += 1 }
        return .bool(e.index < e.array.count)
      }
      t.method("void Reset()") { v, _, _ in of(v)?.index = -1; return .void }
      t.property("System.Object Current {get;}") { v, _ in
        guard let e = of(v), e.index >= 0 else { return .null }
        let n = e.array.count
        if e.isRange, e.index == n, n > 0 { return e.array[n - 1] }
        return e.index < n ? e.array[e.index] : .null
      }
    }
    return t
  }
}
