/// Orders and groups of sequences.
import Engine
import NetTypes

/// Sort keys of a sequence, first the most important one.
final class Ordering {
  let source: (ExecutionContext) throws -> [Value]
  let keys: [(key: (Value) throws -> Value, isDescending: Bool)]
  init(_ s: @escaping (ExecutionContext) throws -> [Value], _ k: [(key: (Value) throws -> Value, isDescending: Bool)]) { source = s; keys = k }
  func sorted(_ c: ExecutionContext) throws -> [Value] {
    let all = try source(c).enumerated().map { i, v in (i, v, try keys.map { try $0.key(v) }) }
    return try all.sorted { x, y in
      for (i, k) in keys.enumerated() {
        let o = try Linq.compare(x.2[i], y.2[i])
        if o != 0 { return k.isDescending ? o > 0 : o < 0 }
      }
      return x.0 < y.0
    }.map(\.1)
  }
}

/// A key and what has it, of `GroupBy`.
final class Grouping: Ref {
  let type: NetType
  let key: Value
  let items: PSArray
  init(_ t: NetType, _ k: Value, _ items: PSArray) { type = t; key = k; self.items = items; super.init() }
  override var netType: NetType { type }
  override func text() -> String { "System.Linq.Grouping`2[\(type.genericArguments.map { Text.clrName($0) }.joined(separator: ","))]" }
  override func enumerated() -> PSArray? { items }
  nonisolated(unsafe) private static var isKnown = false
  static func type(_ key: NetType, _ element: NetType) -> NetType {
    if !isKnown {
      isKnown = true
      TypeTable.registerGeneric("System.Linq.IGrouping`2") { a in
        let t = NetType("System.Linq.IGrouping`2[[" + a.map(\.fullName).joined(separator: "],[") + "]]", base: TypeTable.object, interfaces: ["System.Collections.IEnumerable"])
        t.genericArguments = a
        t.genericDefinition = "System.Linq.IGrouping`2"
        t.property("\(Text.memberName(a[0])) Key {get;}") { v, _ in v.refValue?.exactly(Grouping.self)?.key ?? .null }
        return t
      }
    }
    return TypeTable.generic("System.Linq.IGrouping", [key, element]) ?? TypeTable.object
  }
  static func groups(_ all: [Value], _ t: NetType, _ key: (Value) throws -> Value, _ pick: (Value) throws -> Value) throws -> [Grouping] {
    let table = PSHash(.dictionary, caseSensitive: true)
    var list: [Grouping] = []
    for v in all {
      let k = try key(v), x = k.isNull ? Value.str("\u{0}null") : k
      if case .int(let i)? = table.get(x) { list[Int(i)].items.append(try pick(v)); continue }
      table.set(x, .int(Int32(list.count)))
      list.append(Grouping(t, k, PSArray([try pick(v)], of: t.genericArguments.last)))
    }
    return list
  }
}
