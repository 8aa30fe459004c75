/// `System.Collections.Immutable`: lists, sets and dictionaries whose changes are new collections.
import Engine
import Primitives

/// A collection nobody can change: its elements in order, or its keys with their values.
final class PSImmutable: Ref {
  let items: PSArray
  let table: PSHash?
  private let type: NetType
  init(_ type: NetType, _ items: [Value]) {
    self.type = type
    self.items = PSArray(items, of: type.genericArguments.first)
    table = nil
    super.init()
  }
  init(_ type: NetType, table: PSHash) { self.type = type; self.table = table; items = PSArray([]); super.init() }
  override var netType: NetType { type }
  override func enumerated() -> PSArray? { table.map { PSArray($0.isSet ? $0.orderedKeys : $0.entries) } ?? items }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { other.refValue === self }
}

extension PSHash {
  /// The keys as an immutable set or dictionary yields them: whole numbers by their value, which is their hash code.
  fileprivate var orderedKeys: [Value] {
    guard kind == .hashSet, keys.allSatisfy({ if case .int = $0 { true } else { false } }) else { return keys }
    return keys.sorted { $0.asInt < $1.asInt }
  }
}

extension NetTypes {
  private static let immutable = "System.Collections.Immutable."
  private static func of(_ v: Value) -> PSImmutable? { v.refValue as? PSImmutable }
  private static func converted(_ v: Value, _ e: NetType, _ c: ExecutionContext?) throws -> [Value] {
    try v.sequence.map { try Conversion.convert($0, to: e, c) }
  }

  static func registerImmutable() {
    let list = ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
    let sequence = ["System.Collections.ICollection", "System.Collections.IEnumerable"]
    let dictionary = ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"]
    TypeTable.registerClosed(immutable + "ImmutableList`1", interfaces: list, define: defineImmutableList)
    TypeTable.registerClosed(immutable + "ImmutableArray`1", .struct, interfaces: list, define: defineImmutableList)
    for n in ["ImmutableStack`1", "ImmutableQueue`1"] { TypeTable.registerClosed(immutable + n, interfaces: ["System.Collections.IEnumerable"], define: defineImmutableEnds) }
    for n in ["ImmutableHashSet`1", "ImmutableSortedSet`1"] { TypeTable.registerClosed(immutable + n, interfaces: sequence, define: defineImmutableSet) }
    for n in ["ImmutableDictionary`2", "ImmutableSortedDictionary`2"] { TypeTable.registerClosed(immutable + n, interfaces: dictionary, define: defineImmutableDictionary) }
    for n in ["ImmutableList", "ImmutableArray", "ImmutableStack", "ImmutableQueue", "ImmutableHashSet", "ImmutableSortedSet"] { registerImmutableMaker(n) }
    for n in ["ImmutableDictionary", "ImmutableSortedDictionary"] {
      TypeTable.register(immutable + n) {
        NetType(immutable + n, base: TypeTable.object) { t in
          t.staticMethod("static System.Object Create[TKey,TValue]()") { _, c in
            guard let closed = TypeTable.generic(immutable + n + "`2", c.typeArguments) else { return .null }
            return emptyTable(closed)
          }
        }
      }
    }
  }

  /// The class beside the generic one, which makes its values.
  private static func registerImmutableMaker(_ name: String) {
    TypeTable.register(immutable + name) {
      NetType(immutable + name, base: TypeTable.object) { t in
        func make(_ element: NetType?, _ values: [Value], _ c: ExecutionContext) throws -> Value {
          let e = c.typeArguments.first ?? element ?? values.first.map { TypeTable.typeOf($0) } ?? TypeTable.object
          guard let closed = TypeTable.generic(immutable + name + "`1", [e]) else { return .null }
          let all = try values.map { try Conversion.convert($0, to: e, c) }
          if name.hasSuffix("Set") { return table(closed, all.map { ($0, .yes) }) }
          return .other(PSImmutable(closed, name.hasSuffix("Stack") ? all.reversed() : all))
        }
        t.staticMethod("static System.Object Create[T]()") { _, c in try make(nil, [], c) }
        t.staticMethod("static System.Object Create[T](T item)") { a, c in
          if let x = a.array(0), x.kind == .array { return try make(x.elementType, x.values, c) }
          return try make(nil, [a.at(0)], c)
        }
        t.staticMethod("static System.Object Create[T](Params T[] items)") { a, c in try make(nil, a.rest(0).values(0), c) }
        t.staticMethod("static System.Object CreateRange[T](System.Collections.Generic.IEnumerable[T] items)") { a, c in
          try make(a.array(0)?.elementType ?? a.at(0).refValue?.netType.genericArguments.first, a.values(0), c)
        }
        t.staticMethod("static System.Object To\(name)[TSource](System.Collections.Generic.IEnumerable[TSource] source)") { a, c in
          try make(a.array(0)?.elementType ?? a.at(0).refValue?.netType.genericArguments.first, a.values(0), c)
        }
      }
    }
  }

  // MARK: Lists

  private static func defineImmutableList(_ t: NetType) {
    let e = t.genericArguments[0], T = signatureName(e), n = signatureName(t), isArray = t.genericDefinition?.hasSuffix("Array`1") == true
    let sequence = "System.Collections.Generic.IEnumerable[\(T)] items"
    func values(_ v: Value) -> [Value] { of(v)?.items.values ?? [] }
    func new(_ all: [Value]) -> Value { .other(PSImmutable(t, all)) }
    func place(_ v: Value, _ i: Int, end: Bool = false) throws -> Int {
      guard i >= 0, i < values(v).count || end && i == values(v).count else {
        if isArray, !end { throw outsideArray() }
        throw netError("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'index')")
      }
      return i
    }
    func range(_ v: Value, _ i: Int, _ count: Int) throws -> Range<Int> {
      guard i >= 0, count >= 0, i + count <= values(v).count else {
        let named = i < 0 || i > values(v).count ? "index" : "count"
        throw netError("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter '\(named)')")
      }
      return i..<(i + count)
    }
    t.staticProperty("\(n) Empty {get;}") { _ in new([]) }
    t.indexer = { v, k in values(v)[try place(v, k.asInt)] }
    t.property("int \(isArray ? "Length" : "Count") {get;}") { v, _ in .count(values(v).count) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(values(v).isEmpty) }
    if isArray { for p in ["IsDefault", "IsDefaultOrEmpty"] { t.property("bool \(p) {get;}") { v, _ in .bool(p == "IsDefaultOrEmpty" && values(v).isEmpty) } } }
    t.method("\(T) Item(int index)") { v, a, _ in values(v)[try place(v, a.int(0))] }
    t.method("\(T) get_Item(int index)") { v, a, _ in values(v)[try place(v, a.int(0))] }
    t.method("\(n) Add(\(T) value)") { v, a, _ in new(values(v) + [a.at(0)]) }
    t.method("\(n) AddRange(\(sequence))") { v, a, c in new(values(v) + (try converted(a.at(0), e, c))) }
    t.method("\(n) Clear()") { _, _, _ in new([]) }
    t.method("bool Contains(\(T) value)") { v, a, _ in .bool(values(v).contains { netEquals($0, a.at(0)) }) }
    t.method("void CopyTo(\(T)[] array)") { v, a, _ in try copyInto(values(v), a.array(0), 0) }
    t.method("void CopyTo(\(T)[] array, int arrayIndex)") { v, a, _ in try copyInto(values(v), a.array(0), a.int(1)) }
    t.method("int IndexOf(\(T) value)") { v, a, _ in .count(values(v).firstIndex { netEquals($0, a.at(0)) } ?? -1) }
    t.method("int LastIndexOf(\(T) value)") { v, a, _ in .count(values(v).lastIndex { netEquals($0, a.at(0)) } ?? -1) }
    t.method("\(n) Insert(int index, \(T) element)") { v, a, _ in
      var all = values(v)
      all.insert(a.at(1), at: try place(v, a.int(0), end: true))
      return new(all)
    }
    t.method("\(n) InsertRange(int index, \(sequence))") { v, a, c in
      var all = values(v)
      all.insert(contentsOf: try converted(a.at(1), e, c), at: try place(v, a.int(0), end: true))
      return new(all)
    }
    t.method("\(n) Remove(\(T) value)") { v, a, _ in
      var all = values(v)
      guard let i = all.firstIndex(where: { netEquals($0, a.at(0)) }) else { return v }
      all.remove(at: i)
      return new(all)
    }
    t.method("\(n) RemoveAll(System.Predicate[\(T)] match)") { v, a, c in new(try values(v).filter { try !test(a.at(0), $0, c) }) }
    t.method("\(n) RemoveAt(int index)") { v, a, _ in
      var all = values(v)
      all.remove(at: try place(v, a.int(0)))
      return new(all)
    }
    t.method("\(n) RemoveRange(int index, int count)") { v, a, _ in
      var all = values(v)
      all.removeSubrange(try range(v, a.int(0), a.int(1)))
      return new(all)
    }
    t.method("\(n) Replace(\(T) oldValue, \(T) newValue)") { v, a, _ in
      var all = values(v)
      guard let i = all.firstIndex(where: { netEquals($0, a.at(0)) }) else { throw argumentError("Cannot find the old value", param: "oldValue") }
      all[i] = a.at(1)
      return new(all)
    }
    t.method("\(n) SetItem(int index, \(T) value)") { v, a, _ in
      var all = values(v)
      all[try place(v, a.int(0))] = a.at(1)
      return new(all)
    }
    func sorted(_ v: Value, _ comparer: Value, _ c: ExecutionContext) throws -> Value {
      let all = try values(v).enumerated().sorted { x, y in
        let o = try order(x.element, y.element, by: comparer, c)
        return o < 0 || o == 0 && x.offset < y.offset
      }
      return new(all.map(\.element))
    }
    t.method("\(n) Sort()") { v, _, c in try sorted(v, .null, c) }
    t.method("\(n) Sort(System.Comparison[\(T)] comparison)") { v, a, c in try sorted(v, a.at(0), c) }
    t.method("\(n) Sort(System.Collections.Generic.IComparer[\(T)] comparer)") { v, a, c in try sorted(v, a.at(0), c) }
    if isArray { return }
    t.method("\(n) GetRange(int index, int count)") { v, a, _ in new(Array(values(v)[try range(v, a.int(0), a.int(1))])) }
    t.method("\(n) Reverse()") { v, _, _ in new(values(v).reversed()) }
    t.method("bool Exists(System.Predicate[\(T)] match)") { v, a, c in .bool(try values(v).contains { try test(a.at(0), $0, c) }) }
    t.method("\(T) Find(System.Predicate[\(T)] match)") { v, a, c in try values(v).first { try test(a.at(0), $0, c) } ?? defaultValue(e) }
    t.method("\(n) FindAll(System.Predicate[\(T)] match)") { v, a, c in new(try values(v).filter { try test(a.at(0), $0, c) }) }
    t.method("int FindIndex(System.Predicate[\(T)] match)") { v, a, c in .count(try values(v).firstIndex { try test(a.at(0), $0, c) } ?? -1) }
    t.method("bool TrueForAll(System.Predicate[\(T)] match)") { v, a, c in .bool(try values(v).allSatisfy { try test(a.at(0), $0, c) }) }
    t.method("void ForEach(System.Action[\(T)] action)") { v, a, c in
      for x in values(v) { _ = try call(a.at(0), [x], c) }
      return .void
    }
  }

  /// Stacks and queues: what comes out next stands first.
  private static func defineImmutableEnds(_ t: NetType) {
    let e = t.genericArguments[0], T = signatureName(e), n = signatureName(t), isStack = t.genericDefinition?.hasSuffix("Stack`1") == true
    func values(_ v: Value) throws -> [Value] { of(v)?.items.values ?? [] }
    func some(_ v: Value) throws -> [Value] {
      let all = try values(v)
      if all.isEmpty { throw invalidOperation("This operation does not apply to an empty instance.") }
      return all
    }
    func new(_ all: [Value]) -> Value { .other(PSImmutable(t, all)) }
    t.staticProperty("\(n) Empty {get;}") { _ in new([]) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(try values(v).isEmpty) }
    t.method("\(n) Clear()") { _, _, _ in new([]) }
    t.method("\(T) Peek()") { v, _, _ in try some(v).first ?? .null }
    if isStack { t.method("\(n) Push(\(T) value)") { v, a, _ in new([a.at(0)] + (try values(v))) } }
    else { t.method("\(n) Enqueue(\(T) value)") { v, a, _ in new(try values(v) + [a.at(0)]) } }
    let take = isStack ? "Pop" : "Dequeue"
    t.method("\(n) \(take)()") { v, _, _ in new(Array(try some(v).dropFirst())) }
    t.method("\(n) \(take)([ref] \(T) value)") { v, a, c in
      let all = try some(v)
      try a.setReference(0, all.first ?? .null, c)
      return new(Array(all.dropFirst()))
    }
  }

  // MARK: Sets and dictionaries

  private static func storage(_ t: NetType) -> PSHash {
    let isSorted = t.genericDefinition?.contains("Sorted") == true, isSet = t.genericArguments.count == 1
    let h = PSHash(isSet ? isSorted ? .sortedSet : .hashSet : isSorted ? .sortedDictionary : .dictionary, caseSensitive: true)
    h.keyType = t.genericArguments.first
    h.valueType = isSet ? nil : t.genericArguments.last
    return h
  }
  private static func table(_ t: NetType, _ pairs: [(Value, Value)], from old: PSHash? = nil) -> Value {
    let h = old?.copy() ?? storage(t)
    for p in pairs { h.set(p.0, p.1) }
    return .other(PSImmutable(t, table: h))
  }
  private static func emptyTable(_ t: NetType) -> Value { table(t, []) }

  private static func defineImmutableSet(_ t: NetType) {
    let e = t.genericArguments[0], T = signatureName(e), n = signatureName(t), other = "System.Collections.Generic.IEnumerable[\(T)] other"
    func hash(_ v: Value) -> PSHash { of(v)?.table ?? storage(t) }
    func new(_ keys: [Value]) -> Value { table(t, keys.map { ($0, .yes) }) }
    t.staticProperty("\(n) Empty {get;}") { _ in emptyTable(t) }
    t.property("int Count {get;}") { v, _ in .count(hash(v).count) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(hash(v).count == 0) }
    t.method("\(n) Add(\(T) item)") { v, a, _ in hash(v).contains(a.at(0)) ? v : table(t, [(a.at(0), .yes)], from: hash(v)) }
    t.method("\(n) Remove(\(T) item)") { v, a, _ in
      guard hash(v).contains(a.at(0)) else { return v }
      let h = hash(v).copy()
      h.remove(a.at(0))
      return .other(PSImmutable(t, table: h))
    }
    t.method("\(n) Clear()") { _, _, _ in emptyTable(t) }
    t.method("bool Contains(\(T) item)") { v, a, _ in .bool(hash(v).contains(a.at(0))) }
    t.method("bool TryGetValue(\(T) equalValue, [ref] \(T) actualValue)") { v, a, c in
      try a.setReference(1, a.at(0), c)
      return .bool(hash(v).contains(a.at(0)))
    }
    t.method("\(n) Union(\(other))") { v, a, c in table(t, try converted(a.at(0), e, c).filter { !hash(v).contains($0) }.map { ($0, .yes) }, from: hash(v)) }
    func others(_ a: [Value], _ c: ExecutionContext) throws -> PSHash {
      let h = storage(t)
      for x in try converted(a.at(0), e, c) { h.set(x, .yes) }
      return h
    }
    t.method("\(n) Intersect(\(other))") { v, a, c in let o = try others(a, c); return new(hash(v).keys.filter { o.contains($0) }) }
    t.method("\(n) Except(\(other))") { v, a, c in let o = try others(a, c); return new(hash(v).keys.filter { !o.contains($0) }) }
    t.method("\(n) SymmetricExcept(\(other))") { v, a, c in
      let o = try others(a, c)
      return new(hash(v).keys.filter { !o.contains($0) } + o.keys.filter { !hash(v).contains($0) })
    }
    func relation(_ name: String, _ holds: @escaping (PSHash, PSHash) -> Bool) { t.method("bool \(name)(\(other))") { v, a, c in .bool(holds(hash(v), try others(a, c))) } }
    func within(_ a: PSHash, _ b: PSHash) -> Bool { a.keys.allSatisfy { b.contains($0) } }
    relation("IsSubsetOf") { within($0, $1) }
    relation("IsProperSubsetOf") { $0.count < $1.count && within($0, $1) }
    relation("IsSupersetOf") { within($1, $0) }
    relation("IsProperSupersetOf") { $1.count < $0.count && within($1, $0) }
    relation("Overlaps") { a, b in a.keys.contains { b.contains($0) } }
    relation("SetEquals") { $0.count == $1.count && within($0, $1) }
    guard t.genericDefinition?.contains("Sorted") == true else { return }
    t.indexer = { v, k in
      guard k.asInt >= 0, k.asInt < hash(v).count else { throw netError("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'index')") }
      return hash(v).keys[k.asInt]
    }
    t.property("\(T) Min {get;}") { v, _ in hash(v).keys.first ?? defaultValue(e) }
    t.property("\(T) Max {get;}") { v, _ in hash(v).keys.last ?? defaultValue(e) }
    t.method("System.Collections.Generic.IEnumerable[\(T)] Reverse()") { v, _, _ in .array(PSArray(hash(v).keys.reversed(), of: e)) }
  }

  private static func defineImmutableDictionary(_ t: NetType) {
    let k = t.genericArguments[0], w = t.genericArguments[1], K = signatureName(k), V = signatureName(w), n = signatureName(t)
    func hash(_ v: Value) -> PSHash { of(v)?.table ?? storage(t) }
    func key(_ v: Value) throws -> Value {
      if v.isNull { throw nullArgument("key") }
      return v
    }
    func item(_ v: Value, _ key: Value) throws -> Value {
      guard let x = hash(v).get(key) else { throw netError("System.Collections.Generic.KeyNotFoundException", "The given key '\(Conversion.toString(key))' was not present in the dictionary.") }
      return x
    }
    func pairs(_ v: Value, _ c: ExecutionContext) throws -> [(Value, Value)] {
      try v.sequence.compactMap { $0.refValue as? PairEntry }.map { (try Conversion.convert($0.key, to: k, c), try Conversion.convert($0.value, to: w, c)) }
    }
    /// A key may be added again with the value it has.
    func adding(_ v: Value, _ new: [(Value, Value)]) throws -> Value {
      for p in new {
        guard let x = hash(v).get(p.0), !netEquals(x, p.1) else { continue }
        throw argumentError("An element with the same key but a different value already exists. Key: '\(Conversion.toString(p.0))'")
      }
      return table(t, new, from: hash(v))
    }
    func removing(_ v: Value, _ keys: [Value]) -> Value {
      let h = hash(v).copy()
      for x in keys { h.remove(x) }
      return .other(PSImmutable(t, table: h))
    }
    t.staticProperty("\(n) Empty {get;}") { _ in emptyTable(t) }
    t.indexer = { v, x in hash(v).get((try? Conversion.convert(x, to: k, nil)) ?? x) ?? .null }
    t.property("int Count {get;}") { v, _ in .count(hash(v).count) }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(hash(v).count == 0) }
    t.property("System.Collections.Generic.IEnumerable[\(K)] Keys {get;}") { v, _ in .array(PSArray(hash(v).keys, of: k)) }
    t.property("System.Collections.Generic.IEnumerable[\(V)] Values {get;}") { v, _ in .array(PSArray(hash(v).values, of: w)) }
    for name in ["Item", "get_Item"] { t.method("\(V) \(name)(\(K) key)") { v, a, _ in try item(v, try key(a.at(0))) } }
    t.method("\(n) Add(\(K) key, \(V) value)") { v, a, _ in try adding(v, [(try key(a.at(0)), a.at(1))]) }
    t.method("\(n) AddRange(System.Collections.Generic.IEnumerable[System.Collections.Generic.KeyValuePair[\(K),\(V)]] pairs)") { v, a, c in try adding(v, try pairs(a.at(0), c)) }
    t.method("\(n) SetItem(\(K) key, \(V) value)") { v, a, _ in table(t, [(try key(a.at(0)), a.at(1))], from: hash(v)) }
    t.method("\(n) SetItems(System.Collections.Generic.IEnumerable[System.Collections.Generic.KeyValuePair[\(K),\(V)]] items)") { v, a, c in table(t, try pairs(a.at(0), c), from: hash(v)) }
    t.method("\(n) Remove(\(K) key)") { v, a, _ in hash(v).contains(try key(a.at(0))) ? removing(v, [a.at(0)]) : v }
    t.method("\(n) RemoveRange(System.Collections.Generic.IEnumerable[\(K)] keys)") { v, a, c in removing(v, try converted(a.at(0), k, c)) }
    t.method("\(n) Clear()") { _, _, _ in emptyTable(t) }
    t.method("bool ContainsKey(\(K) key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    t.method("bool ContainsValue(\(V) value)") { v, a, _ in .bool(hash(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method("bool TryGetValue(\(K) key, [ref] \(V) value)") { v, a, c in
      let x = hash(v).get(try key(a.at(0)))
      try a.setReference(1, x ?? defaultValue(w), c)
      return .bool(x != nil)
    }
  }
}
