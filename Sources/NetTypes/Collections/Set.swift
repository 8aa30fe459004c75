/// `HashSet<T>` and `SortedSet<T>`: dictionaries whose keys are the elements.
import Engine
import Primitives

extension NetTypes {
  private static func hash(_ v: Value) -> PSHash { if case .hash(let h) = v.base { h } else { PSHash(.hashSet) } }

  static func defineSet(_ t: NetType) {
    let e = t.genericArguments.first ?? TypeTable.object
    let T = signatureName(e), n = signatureName(t)
    let kind: PSHash.Kind = (t.genericDefinition ?? "").contains("SortedSet") ? .sortedSet : .hashSet
    let comparer = kind == .hashSet ? "System.Collections.Generic.IEqualityComparer[\(T)]" : "System.Collections.Generic.IComparer[\(T)]"
    let other = "System.Collections.Generic.IEnumerable[\(T)] other"
    func items(_ v: Value, _ c: ExecutionContext?, _ name: String = "other") throws -> [Value] {
      if v.isNull { throw nullArgument(name) }
      return try e === TypeTable.object ? v.sequence : v.sequence.map { try Conversion.convert($0, to: e, c) }
    }
    func new(_ v: [Value], _ comparer: Value = .null) -> PSHash {
      let h = keyed(kind, by: comparer)
      h.keyType = e
      for x in v where !h.contains(x) { h.set(x, .yes) }
      return h
    }
    /// .NET sorts what a sorted set is made of as an array first.
    func new(of items: [Value], _ comparer: Value) throws -> PSHash {
      let h = new(items, comparer)
      if kind == .sortedSet { try comparing { if let e = ExecutionContext.current.takeKeyFailure() { throw e } } }
      return h
    }
    /// The other side as a set under this set's comparison.
    func set(_ a: [Value], _ h: PSHash, _ c: ExecutionContext?) throws -> PSHash {
      let s = keyed(kind, like: h)
      for x in try items(a.at(0), c) where !s.contains(x) { s.set(x, .yes) }
      return s
    }
    t.constructor("\(n) new()") { _, _ in .hash(new([])) }
    if kind == .hashSet { t.constructor("\(n) new(int capacity)") { _, _ in .hash(new([])) } }
    t.constructor("\(n) new(\(comparer) comparer)") { a, _ in .hash(new([], a.at(0))) }
    t.constructor("\(n) new(System.Collections.Generic.IEnumerable[\(T)] collection)") { a, c in .hash(new(try items(a.at(0), c, "collection"))) }
    t.constructor("\(n) new(System.Collections.Generic.IEnumerable[\(T)] collection, \(comparer) comparer)") { a, c in .hash(try new(of: try items(a.at(0), c, "collection"), a.at(1))) }
    t.property("int Count {get;}") { v, _ in .count(hash(v).count) }
    t.property("bool IsReadOnly {get;}") { _, _ in .no }
    if kind == .sortedSet {
      t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
      t.property("bool IsSynchronized {get;}") { _, _ in .no }
    }
    t.property("\(comparer) Comparer {get;}") { v, _ in NetTypes.comparer(of: hash(v)) }
    t.method("bool Add(\(T) item)") { v, a, _ in
      // of what is there already the first one stays
      let h = hash(v), before = h.count
      h.set(a.at(0), .yes)
      return .bool(h.count > before)
    }
    t.method("void Clear()") { v, _, _ in hash(v).removeAll(); return .void }
    t.method("bool Contains(\(T) item)") { v, a, _ in .bool(hash(v).contains(a.at(0))) }
    let place = kind == .sortedSet ? "index" : "arrayIndex"
    func copy(_ v: Value, _ a: [Value], _ at: Int, _ count: Int?) throws -> Value {
      guard let array = a.array(0) else { throw nullArgument("array") }
      let count = count ?? hash(v).count
      if at < 0 { throw mustBeNonNegative(place, at) }
      if count < 0 { throw mustBeNonNegative("count", count) }
      guard at <= array.count, count <= array.count - at else {
        throw argumentError("Destination array is not long enough to copy all the items in the collection. Check array index and length.")
      }
      return try copyInto(Array(hash(v).keys.prefix(count)), array, at)
    }
    t.method("void CopyTo(\(T)[] array)") { v, a, _ in try copy(v, a, 0, nil) }
    t.method("void CopyTo(\(T)[] array, int \(place))") { v, a, _ in try copy(v, a, a.int(1), nil) }
    t.method("void CopyTo(\(T)[] array, int \(place), int count)") { v, a, _ in try copy(v, a, a.int(1), a.int(2)) }
    t.method("void ExceptWith(\(other))") { v, a, c in
      for x in try items(a.at(0), c).attentive { hash(v).remove(x) }
      return .void
    }
    t.method("void IntersectWith(\(other))") { v, a, c in
      let h = hash(v), s = try set(a, h, c)
      for x in h.keys.attentive where !s.contains(x) { h.remove(x) }
      return .void
    }
    t.method("void UnionWith(\(other))") { v, a, c in
      let h = hash(v)
      for x in try items(a.at(0), c).attentive where !h.contains(x) { h.set(x, .yes) }
      return .void
    }
    t.method("void SymmetricExceptWith(\(other))") { v, a, c in
      let h = hash(v), s = try set(a, h, c)
      // a set of the same comparison is gone through once; of anything else what is new comes before what goes
      if case .hash(let o) = a.at(0).base, o.kind == .hashSet, o.comparer === h.comparer, o.caseSensitive == h.caseSensitive {
        for x in s.keys.attentive { if h.contains(x) { h.remove(x) } else { h.set(x, .yes) } }
      } else {
        let both = s.keys.attentive.filter { h.contains($0) }
        for x in s.keys.attentive where !h.contains(x) { h.set(x, .yes) }
        for x in both { h.remove(x) }
      }
      return .void
    }
    func relation(_ name: String, _ f: @escaping (PSHash, PSHash) -> Bool) {
      t.method("bool \(name)(\(other))") { v, a, c in let h = hash(v); return .bool(f(h, try set(a, h, c))) }
    }
    func within(_ a: PSHash, _ b: PSHash) -> Bool { a.keys.attentive.allSatisfy { b.contains($0) } }
    relation("IsSubsetOf") { within($0, $1) }
    relation("IsProperSubsetOf") { $0.count < $1.count && within($0, $1) }
    relation("IsSupersetOf") { within($1, $0) }
    relation("IsProperSupersetOf") { $1.count < $0.count && within($1, $0) }
    relation("Overlaps") { a, b in a.keys.attentive.contains { b.contains($0) } }
    relation("SetEquals") { $0.count == $1.count && within($0, $1) }
    let enumerator = (t.genericDefinition ?? "System.Collections.Generic.HashSet`1") + "+Enumerator"
    t.method("\(enumerator)[\(T)] GetEnumerator()") { v, _, _ in .other(Enumerator(enumerator, hash(v).keys)) }
    t.method("bool Remove(\(T) item)") { v, a, _ in .bool(hash(v).remove(a.at(0))) }
    t.method("int RemoveWhere(System.Predicate[\(T)] match)") { v, a, c in
      let h = hash(v)
      let gone = try h.keys.filter { try test(a.at(0), $0, c) }
      for x in gone { h.remove(x) }
      return .count(gone.count)
    }
    t.method("bool TryGetValue(\(T) equalValue, [ref] \(T) actualValue)") { v, a, c in
      let h = hash(v), i = h.index(of: a.at(0))
      try a.setReference(1, i >= 0 ? h.entry(at: i).key : defaultValue(e), c)
      return .bool(i >= 0)
    }
    if kind == .hashSet {
      t.method("void TrimExcess()") { _, _, _ in .void }
      t.constructor("\(n) new(int capacity, \(comparer) comparer)") { a, _ in .hash(new([], a.at(1))) }
      t.property("int Capacity {get;}") { v, _ in .count(hashCapacity(hash(v).count)) }
      t.method("int EnsureCapacity(int capacity)") { v, a, _ in
        if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
        return .count(hashCapacity(max(a.int(0), hash(v).count)))
      }
      t.method("void TrimExcess(int capacity)") { v, a, _ in
        if a.int(0) < hash(v).count { throw outOfRange("capacity", "capacity was less than the current size.") }
        return .void
      }
    }
    if kind == .sortedSet {
      func end(_ v: Value, last: Bool) -> Value {
        let h = hash(v)
        return h.count == 0 ? defaultValue(e) : h.entry(at: h.sortedSlot(last ? h.count - 1 : 0)).key
      }
      t.property("\(T) Min {get;}") { v, _ in end(v, last: false) }
      t.property("\(T) Max {get;}") { v, _ in end(v, last: true) }
      t.method("System.Collections.Generic.IEnumerable[\(T)] Reverse()") { v, _, _ in .array(PSArray(Array(hash(v).keys.reversed()), of: e)) }
      t.method("\(n) GetViewBetween(\(T) lowerValue, \(T) upperValue)") { v, a, c in
        let comparer = hash(v).comparer?.value ?? .null
        return .hash(new(try hash(v).keys.filter { try order($0, a.at(0), by: comparer, c) >= 0 && order($0, a.at(1), by: comparer, c) <= 0 }, comparer))
      }
    }
  }
}

