/// The members of `Enumerable` that go by keys: groups, joins, orders within orders, dictionaries; and the smaller ones.
import Engine
import Primitives

/// What `OrderBy` gives: its source with the keys to go by, so that `ThenBy` can add one.
final class PSOrderedSequence: Ref {
  typealias Key = (selector: Value?, isDown: Bool)
  let source: [Value]
  let keys: [Key]
  let elementType: NetType?
  let sorted: [Value]
  init(_ source: [Value], _ keys: [Key], of type: NetType?, _ c: ExecutionContext) throws {
    self.source = source
    self.keys = keys
    elementType = type
    let rows = try source.map { x in (x, try keys.map { try $0.selector.map { try NetTypes.call($0, [x], c) } ?? x }) }
    sorted = try rows.enumerated().sorted { a, b in
      for (i, key) in keys.enumerated() {
        let order = try Conversion.compare(a.element.1[i], b.element.1[i], ignoreCase: false)
        if order != 0 { return key.isDown ? order > 0 : order < 0 }
      }
      return a.offset < b.offset
    }.map(\.element.0)
    super.init()
  }
  override var netType: NetType { TypeTable.named("System.Linq.IOrderedEnumerable") }
  override func enumerated() -> PSArray? { PSArray(sorted, of: elementType) }
}
/// A group of `GroupBy` and `ToLookup`.
final class PSGrouping: Ref {
  let key: Value
  fileprivate(set) var items: [Value] = []
  private let type: NetType
  init(_ key: Value, _ type: NetType) { self.key = key; self.type = type; super.init() }
  override var netType: NetType { type }
  override func enumerated() -> PSArray? { PSArray(items, of: type.genericArguments.last) }
}

extension NetTypes {
  /// The type of the elements of a sequence; nil when nothing says it.
  static func elementType(_ v: Value) -> NetType? {
    if let o = v.refValue as? PSOrderedSequence { return o.elementType }
    if case .string = v.base { return TypeTable.char }
    return v.arrayValue?.elementType
  }
  /// What a delegate returns.
  static func resultType(_ v: Value) -> NetType? { (v.refValue as? PSDelegate)?.netType.genericArguments.last }

  static func registerGroupings() {
    TypeTable.register("System.Linq.IOrderedEnumerable") { NetType("System.Linq.IOrderedEnumerable", base: TypeTable.object, interfaces: ["System.Collections.IEnumerable"]) }
    TypeTable.registerClosed("System.Linq.Grouping`2", interfaces: ["System.Collections.IEnumerable"]) { t in
      t.property("\(signatureName(t.genericArguments[0])) Key {get;}") { v, _ in (v.refValue as? PSGrouping)?.key ?? .null }
    }
  }

  static func defineLinqKeys(_ t: NetType) {
    let seq = "System.Collections.IEnumerable source", selector = "System.Object keySelector"
    func list(_ a: [Value], _ v: [Value]) -> Value { results(v, of: elementType(a.at(0))) }
    let none = "Sequence contains no elements"

    // order
    for (n, isDown) in [("OrderBy", false), ("OrderByDescending", true)] {
      t.staticMethod("static System.Linq.IOrderedEnumerable \(n)(\(seq), \(selector))") { a, c in
        .other(try PSOrderedSequence(try source(a), [(a.at(1), isDown)], of: elementType(a.at(0)), c))
      }
    }
    for (n, isDown) in [("Order", false), ("OrderDescending", true)] {
      t.staticMethod("static System.Linq.IOrderedEnumerable \(n)(\(seq))") { a, c in .other(try PSOrderedSequence(try source(a), [(nil, isDown)], of: elementType(a.at(0)), c)) }
    }
    for (n, isDown) in [("ThenBy", false), ("ThenByDescending", true)] {
      t.staticMethod("static System.Linq.IOrderedEnumerable \(n)(System.Linq.IOrderedEnumerable source, \(selector))") { a, c in
        guard let o = a.at(0).refValue as? PSOrderedSequence else { throw nullArgument("source") }
        return .other(try PSOrderedSequence(o.source, o.keys + [(a.at(1), isDown)], of: o.elementType, c))
      }
    }

    // groups
    func groups(_ a: [Value], _ element: Value?, _ c: ExecutionContext) throws -> [PSGrouping] {
      let found = PSHash(.hashtable, caseSensitive: true)
      var all: [PSGrouping] = []
      let K = resultType(a.at(1)) ?? TypeTable.object
      let E = element.flatMap(resultType) ?? elementType(a.at(0)) ?? TypeTable.object
      let type = TypeTable.generic("System.Linq.Grouping`2", [K, E]) ?? TypeTable.object
      for x in try source(a) {
        let key = try call(a.at(1), [x], c)
        let index = found.get(key)?.asInt ?? all.count
        if index == all.count {
          found.set(key, .count(index))
          all.append(PSGrouping(key, type))
        }
        all[index].items.append(try element.map { try call($0, [x], c) } ?? x)
      }
      return all
    }
    for name in ["GroupBy", "ToLookup"] {
      t.staticMethod("static System.Object[] \(name)(\(seq), \(selector))") { a, c in results(try groups(a, nil, c).map { .other($0) }) }
      t.staticMethod("static System.Object[] \(name)(\(seq), \(selector), System.Object elementSelector)") { a, c in results(try groups(a, a.at(2), c).map { .other($0) }) }
    }
    func pair(_ key: Value, _ value: Value, _ c: ExecutionContext) throws -> Value {
      guard let type = TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [TypeTable.typeOf(key), TypeTable.typeOf(value)]) else { return .null }
      return try c.construct(type, [key, value])
    }
    t.staticMethod("static System.Object[] CountBy(\(seq), \(selector))") { a, c in results(try groups(a, nil, c).map { try pair($0.key, .count($0.items.count), c) }) }
    t.staticMethod("static System.Object[] AggregateBy(\(seq), \(selector), System.Object seed, System.Object func)") { a, c in
      results(try groups(a, nil, c).map { g in try pair(g.key, try g.items.reduce(a.at(2)) { try call(a.at(3), [$0, $1], c) }, c) })
    }
    func dictionary(_ a: [Value], _ element: Value?, _ c: ExecutionContext) throws -> Value {
      let K = resultType(a.at(1)) ?? TypeTable.object, V = element.flatMap(resultType) ?? elementType(a.at(0)) ?? TypeTable.object
      guard let type = TypeTable.generic("System.Collections.Generic.Dictionary`2", [K, V]) else { return .null }
      let made = try c.construct(type, [])
      guard case .hash(let h) = made.base else { return .null }
      for x in try source(a) {
        let key = try call(a.at(1), [x], c)
        if h.contains(key) { throw argumentError("An item with the same key has already been added. Key: \(Conversion.toString(key))") }
        h.set(key, try element.map { try call($0, [x], c) } ?? x)
      }
      return made
    }
    t.staticMethod("static System.Object ToDictionary(\(seq), \(selector))") { a, c in try dictionary(a, nil, c) }
    t.staticMethod("static System.Object ToDictionary(\(seq), \(selector), System.Object elementSelector)") { a, c in try dictionary(a, a.at(2), c) }
    for more in ["", ", System.Object comparer"] {
      t.staticMethod("static System.Object ToHashSet(\(seq)\(more))") { a, _ in
        let h = keyed(.hashSet, by: a.at(1))
        h.keyType = elementType(a.at(0)) ?? TypeTable.object
        for x in try source(a) where !h.contains(x) { h.set(x, .yes) }
        return .hash(h)
      }
    }

    // two sequences
    let inner = "System.Collections.IEnumerable inner, System.Object outerKeySelector, System.Object innerKeySelector, System.Object resultSelector"
    func join(_ a: [Value], _ c: ExecutionContext) throws -> [(Value, [Value])] {
      let found = PSHash(.hashtable, caseSensitive: true)
      var all: [[Value]] = []
      for x in try source(a, 1) {
        let key = try call(a.at(3), [x], c)
        if let i = found.get(key)?.asInt { all[i].append(x) } else { found.set(key, .count(all.count)); all.append([x]) }
      }
      return try source(a).map { x in (x, found.get(try call(a.at(2), [x], c)).map { all[$0.asInt] } ?? []) }
    }
    t.staticMethod("static System.Object[] Join(\(seq), \(inner))") { a, c in
      .array(PSArray(try join(a, c).flatMap { x, all in try all.map { try call(a.at(4), [x, $0], c) } }, of: resultType(a.at(4))))
    }
    t.staticMethod("static System.Object[] GroupJoin(\(seq), \(inner))") { a, c in
      .array(PSArray(try join(a, c).map { x, all in try call(a.at(4), [x, .array(PSArray(all, of: elementType(a.at(1))))], c) }, of: resultType(a.at(4))))
    }
    t.staticMethod("static System.Object[] Zip(\(seq), System.Collections.IEnumerable second)") { a, _ in results(zip(try source(a), try source(a, 1)).map { valueTuple([$0, $1]) }) }
    func keys(_ v: [Value], _ f: Value?, _ c: ExecutionContext) throws -> PSHash {
      let h = PSHash(.hashSet, caseSensitive: true)
      for x in v { h.set(try f.map { try call($0, [x], c) } ?? x, .yes) }
      return h
    }
    func firsts(_ v: [Value], _ f: Value, _ seen: PSHash, _ c: ExecutionContext) throws -> [Value] {
      try v.filter { x in
        let k = try call(f, [x], c)
        if seen.contains(k) { return false }
        seen.set(k, .yes)
        return true
      }
    }
    t.staticMethod("static System.Object[] DistinctBy(\(seq), \(selector))") { a, c in list(a, try firsts(try source(a), a.at(1), try keys([], nil, c), c)) }
    t.staticMethod("static System.Object[] UnionBy(\(seq), System.Collections.IEnumerable second, \(selector))") { a, c in
      list(a, try firsts(try source(a) + source(a, 1), a.at(2), try keys([], nil, c), c))
    }
    t.staticMethod("static System.Object[] ExceptBy(\(seq), System.Collections.IEnumerable second, \(selector))") { a, c in
      list(a, try firsts(try source(a), a.at(2), try keys(try source(a, 1), nil, c), c))
    }
    t.staticMethod("static System.Object[] IntersectBy(\(seq), System.Collections.IEnumerable second, \(selector))") { a, c in
      let wanted = try keys(try source(a, 1), nil, c)
      return list(a, try firsts(try source(a).filter { wanted.contains(try call(a.at(2), [$0], c)) }, a.at(2), try keys([], nil, c), c))
    }
    for (n, sign) in [("MaxBy", 1), ("MinBy", -1)] {
      t.staticMethod("static System.Object \(n)(\(seq), \(selector))") { a, c in
        var best: (Value, Value)?
        for x in try source(a) {
          let key = try call(a.at(1), [x], c)
          if let b = best, try Conversion.compare(key, b.1, ignoreCase: false) * sign <= 0 { continue }
          best = (x, key)
        }
        guard let best else { if elementType(a.at(0))?.isValueType ?? false { throw invalidOperation(none) }; return .null }
        return best.0
      }
    }

    // ends and positions
    t.staticMethod("static System.Object[] TakeLast(\(seq), int count)") { a, _ in list(a, Array(try source(a).suffix(max(0, a.int(1))))) }
    t.staticMethod("static System.Object[] SkipLast(\(seq), int count)") { a, _ in list(a, Array(try source(a).dropLast(max(0, a.int(1))))) }
    t.staticMethod("static System.Object[] Append(\(seq), System.Object element)") { a, _ in list(a, try source(a) + [a.at(1)]) }
    t.staticMethod("static System.Object[] Prepend(\(seq), System.Object element)") { a, _ in list(a, [a.at(1)] + (try source(a))) }
    for (p, given) in [("", false), (", System.Object defaultValue", true)] {
      t.staticMethod("static System.Object[] DefaultIfEmpty(\(seq)\(p))") { a, _ in
        let all = try source(a)
        return list(a, all.isEmpty ? [given ? a.at(1) : defaultValue(elementType(a.at(0)))] : all)
      }
      t.staticMethod("static System.Object SingleOrDefault(\(seq)\(p))") { a, _ in
        let all = try source(a)
        if all.count > 1 { throw invalidOperation("Sequence contains more than one element") }
        return all.first ?? (given ? a.at(1) : defaultValue(elementType(a.at(0))))
      }
    }
    t.staticMethod("static System.Object ElementAtOrDefault(\(seq), int index)") { a, _ in
      let all = try source(a)
      return all.indices.contains(a.int(1)) ? all[a.int(1)] : defaultValue(elementType(a.at(0)))
    }
    t.staticMethod("static long LongCount(\(seq))") { a, _ in .long(Int64(try source(a).count)) }
    t.staticMethod("static System.Object[] Index(\(seq))") { a, _ in results(try source(a).enumerated().map { valueTuple([.count($0.offset), $0.element]) }) }
    t.staticMethod("static System.Object[] Chunk(\(seq), int size)") { a, _ in
      guard a.int(1) > 0 else { throw outOfRange("size", "Specified argument was out of the range of valid values.") }
      let all = try source(a), size = a.int(1)
      return results(stride(from: 0, to: all.count, by: size).map { .array(PSArray(Array(all[$0..<min(all.count, $0 + size)]), of: elementType(a.at(0)))) })
    }
    t.staticMethod("static bool TryGetNonEnumeratedCount(\(seq), [ref] int count)") { a, c in
      try a.setReference(1, .count(try source(a).count), c)
      return .yes
    }
  }
}
