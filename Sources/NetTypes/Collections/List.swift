/// `List<T>`, `ArrayList`, `Collection<T>`, `ReadOnlyCollection<T>`.
import Engine
import Primitives

extension NetTypes {
  private static func list(_ v: Value) -> PSArray {
    switch v.base {
    case .array(let a): a
    case .other(let r): (r as? ReadOnlyView)?.source ?? PSArray([])
    default: PSArray([])
    }
  }
  /// Elements of a sequence argument, converted to the list's element type.
  private static func items(_ v: Value, _ t: NetType?, _ c: ExecutionContext?) throws -> [Value] {
    guard let t, t !== TypeTable.object else { return v.sequence }
    return try v.sequence.map { try Conversion.convert($0, to: t, c) }
  }
  private static func make(_ kind: PSArray.Kind, _ e: NetType?, _ values: [Value]) -> Value {
    let a = PSArray(values, of: e)
    a.kind = kind
    return .array(a)
  }
  private static func check(_ x: PSArray, _ i: Int, _ n: Int) throws {
    for (name, number) in [("index", i), ("count", n)] where number < 0 {
      throw x.kind == .arrayList ? mustBeNonNegative(name, number) : outOfRange(name, "Non-negative number required.")
    }
    guard i + n <= x.count else {
      throw argumentError(
        "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
    }
  }
  private static func insertIndex(_ x: PSArray, _ i: Int) throws {
    guard i >= 0, i <= x.count else { throw outOfRange("index", "Index must be within the bounds of the List.") }
  }
  private static func removeIndex(_ x: PSArray, _ i: Int) throws {
    guard i >= 0, i < x.count else { throw indexOutOfRange() }
  }

  static func defineList(_ t: NetType) {
    let e = t.genericArguments.first ?? TypeTable.object
    let T = signatureName(e), self_ = signatureName(t)
    t.constructor("\(self_) new()") { _, _ in make(.list, e, []) }
    t.constructor("\(self_) new(int capacity)") { a, _ in
      if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
      try PSArray.checkRoom(a.int(0))
      let l = make(.list, e, [])
      l.arrayValue?.reserve(a.int(0))
      return l
    }
    t.constructor("\(self_) new(System.Collections.Generic.IEnumerable[\(T)] collection)") { a, c in
      if a.at(0).isNull { throw nullArgument("collection") }
      return make(.list, e, try items(a.at(0), e, c))
    }
    defineListCore(t, T)
    defineCapacity(t)
    t.method("void Add(\(T) item)") { v, a, _ in list(v).append(a.at(0)); return .void }
    t.method("void AddRange(System.Collections.Generic.IEnumerable[\(T)] collection)") { v, a, c in
      if a.at(0).isNull { throw nullArgument("collection") }
      for x in try items(a.at(0), e, c) { list(v).append(x) }
      return .void
    }
    t.method("System.Collections.ObjectModel.ReadOnlyCollection[\(T)] AsReadOnly()") { v, _, _ in ReadOnlyView.make(list(v), e) }
    t.method("System.Collections.Generic.List[TOutput] ConvertAll[TOutput](System.Converter[\(T),TOutput] converter)") { v, a, c in
      make(.list, (a.at(0).refValue as? PSDelegate)?.netType.genericArguments.last ?? TypeTable.object, try list(v).values.map { try call(a.at(0), [$0], c) })
    }
    t.method("int EnsureCapacity(int capacity)") { v, a, _ in
      if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
      try PSArray.checkRoom(a.int(0))
      if list(v).capacity < a.int(0) { list(v).reserve(a.int(0)) }
      return .count(max(a.int(0), list(v).capacity))
    }
    t.method("bool Exists(System.Predicate[\(T)] match)") { v, a, c in .bool(try list(v).values.contains { try test(a.at(0), $0, c) }) }
    t.method("\(T) Find(System.Predicate[\(T)] match)") { v, a, c in try list(v).values.first { try test(a.at(0), $0, c) } ?? defaultValue(e) }
    t.method("\(T) FindLast(System.Predicate[\(T)] match)") { v, a, c in try list(v).values.last { try test(a.at(0), $0, c) } ?? defaultValue(e) }
    t.method("\(self_) FindAll(System.Predicate[\(T)] match)") { v, a, c in make(.list, e, try list(v).values.filter { try test(a.at(0), $0, c) }) }
    for (name, last) in [("FindIndex", false), ("FindLastIndex", true)] {
      for more in ["", "int startIndex, ", "int startIndex, int count, "] {
        t.method("int \(name)(\(more)System.Predicate[\(T)] match)") { v, a, c in
          .count(try findIndex(list(v), a.count > 1 ? a.int(0) : nil, a.count > 2 ? a.int(1) : nil, last: last) { try test(a.at(a.count - 1), $0, c) })
        }
      }
    }
    t.method("void ForEach(System.Action[\(T)] action)") { v, a, c in
      for x in list(v).values { _ = try call(a.at(0), [x], c) }
      return .void
    }
    t.method("System.Collections.Generic.List`1+Enumerator[\(T)] GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.Generic.List`1+Enumerator", list(v).values)) }
    t.method("\(self_) GetRange(int index, int count)") { v, a, _ in
      try check(list(v), a.int(0), a.int(1))
      return make(.list, e, Array(list(v).values[a.int(0)..<(a.int(0) + a.int(1))]))
    }
    t.method("\(self_) Slice(int start, int length)") { v, a, _ in
      try check(list(v), a.int(0), a.int(1))
      return make(.list, e, Array(list(v).values[a.int(0)..<(a.int(0) + a.int(1))]))
    }
    t.method("void Insert(int index, \(T) item)") { v, a, _ in try insertIndex(list(v), a.int(0)); list(v).insert(a.at(1), at: a.int(0)); return .void }
    t.method("void InsertRange(int index, System.Collections.Generic.IEnumerable[\(T)] collection)") { v, a, c in try insertRange(list(v), a.int(0), try items(a.at(1), e, c)) }
    t.method("bool Remove(\(T) item)") { v, a, _ in
      guard let i = list(v).values.firstIndex(where: { netEquals($0, a.at(0)) }) else { return .no }
      list(v).remove(at: i)
      return .yes
    }
    t.method("int RemoveAll(System.Predicate[\(T)] match)") { v, a, c in
      let x = list(v)
      let keep = try x.values.filter { try !test(a.at(0), $0, c) }
      let gone = x.count - keep.count
      x.replaceAll(keep)
      return .count(gone)
    }
    t.method("void Sort(System.Collections.Generic.IComparer[\(T)] comparer)") { v, a, c in try sort(list(v), by: a.at(0), c); return .void }
    t.method("void Sort(int index, int count, System.Collections.Generic.IComparer[\(T)] comparer)") { v, a, c in try sort(list(v), from: a.int(0), count: a.int(1), by: a.at(2), c); return .void }
    t.method("void Sort(System.Comparison[\(T)] comparison)") { v, a, c in try sort(list(v), by: a.at(0), c); return .void }
    t.method("\(T)[] ToArray()") { v, _, _ in .array(PSArray(list(v).values, of: e === TypeTable.object ? nil : e)) }
    t.method("void TrimExcess()") { _, _, _ in .void }
    t.method("bool TrueForAll(System.Predicate[\(T)] match)") { v, a, c in .bool(try list(v).values.allSatisfy { try test(a.at(0), $0, c) }) }
  }

  private static func insertRange(_ x: PSArray, _ i: Int, _ new: [Value]) throws -> Value {
    guard i >= 0, i <= x.count else { throw positionOutOfRange("index") }
    var all = x.values
    all.insert(contentsOf: new, at: i)
    x.replaceAll(all)
    return .void
  }

  /// What `List<T>` and `ArrayList` share.
  private static func defineListCore(_ t: NetType, _ T: String) {
    t.property("int Count {get;}") { v, _ in .count(list(v).count) }
    t.property("bool IsReadOnly {get;}") { _, _ in .no }
    t.property("bool IsFixedSize {get;}") { _, _ in .no }
    t.property("bool IsSynchronized {get;}") { _, _ in .no }
    t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
    t.method("\(T) Item(int index)") { v, a, _ in try removeIndex(list(v), a.int(0)); return list(v)[a.int(0)] }
    t.method("\(T) get_Item(int index)") { v, a, _ in try removeIndex(list(v), a.int(0)); return list(v)[a.int(0)] }
    t.method("void set_Item(int index, \(T) value)") { v, a, _ in try removeIndex(list(v), a.int(0)); list(v)[a.int(0)] = a.at(1); return .void }
    // an ArrayList calls what it looks for by other names
    let isList = !t.genericArguments.isEmpty, item = isList ? "item" : "value", start = isList ? "index" : "startIndex"
    let comparer = isList ? "System.Collections.Generic.IComparer[\(T)] comparer" : "System.Collections.IComparer comparer"
    t.method("int BinarySearch(int index, int count, \(T) \(item), \(comparer))") { v, a, c in
      try check(list(v), a.int(0), a.int(1))
      return .count(try binarySearch(list(v), a.int(0), a.int(1), a.at(2), a.at(3), c))
    }
    t.method("int BinarySearch(\(T) \(item))") { v, a, c in .count(try binarySearch(list(v), 0, list(v).count, a.at(0), .null, c)) }
    t.method("int BinarySearch(\(T) \(item), \(comparer))") { v, a, c in .count(try binarySearch(list(v), 0, list(v).count, a.at(0), a.at(1), c)) }
    t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("bool Contains(\(T) item)") { v, a, _ in
      let x = a.at(0)
      return .bool(list(v).elements.contains { netEquals($0, x) })
    }
    let room = isList ? "\(T)[]" : "array"
    t.method("void CopyTo(\(room) array)") { v, a, _ in try copyInto(list(v).values, a.array(0), 0, "destinationArray") }
    func tail() { t.method("void CopyTo(\(room) array, int arrayIndex)") { v, a, _ in try copyInto(list(v).values, a.array(0), a.int(1), "destinationArray") } }
    if !isList { tail() }
    t.method("void CopyTo(int index, \(room) array, int arrayIndex, int count)") { v, a, _ in
      guard a.int(0) >= 0, a.int(3) >= 0, a.int(0) + a.int(3) <= list(v).count else {
        throw argumentError(
          "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
      }
      return try copyInto(Array(list(v).values[a.int(0)..<(a.int(0) + a.int(3))]), a.array(1), a.int(2), "destinationArray")
    }
    if isList { tail() }
    for more in ["", ", int \(start)", ", int \(start), int count"] {
      t.method("int IndexOf(\(T) \(item)\(more))") { v, a, _ in
        let x = list(v), i = a.int(1), n = a.count > 2 ? a.int(2) : x.count - i
        guard i >= 0, i <= x.count else { throw positionOutOfRange("index") }
        guard n >= 0, i + n <= x.count else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
        return .count(x.values[i..<(i + n)].firstIndex { netEquals($0, a.at(0)) } ?? -1)
      }
      t.method("int LastIndexOf(\(T) \(item)\(more))") { v, a, _ in
        let x = list(v)
        if x.count == 0 { return .int(-1) }
        let i = a.count > 1 ? a.int(1) : x.count - 1, n = a.count > 2 ? a.int(2) : i + 1
        guard i >= 0, i < x.count else { throw indexOutOfRange() }
        guard n >= 0, n <= i + 1 else { throw outOfRange("count", "Larger than collection size.") }
        return .count(x.values[(i - n + 1)...i].lastIndex { netEquals($0, a.at(0)) } ?? -1)
      }
    }
    t.method("void RemoveAt(int index)") { v, a, _ in try removeIndex(list(v), a.int(0)); list(v).remove(at: a.int(0)); return .void }
    t.method("void RemoveRange(int index, int count)") { v, a, _ in
      try check(list(v), a.int(0), a.int(1))
      var all = list(v).values
      all.removeSubrange(a.int(0)..<(a.int(0) + a.int(1)))
      list(v).replaceAll(all)
      return .void
    }
    t.method("void Reverse()") { v, _, _ in try reverse(list(v), 0, list(v).count); return .void }
    t.method("void Reverse(int index, int count)") { v, a, _ in try check(list(v), a.int(0), a.int(1)); try reverse(list(v), a.int(0), a.int(1)); return .void }
    t.method("void Sort()") { v, _, c in try sort(list(v), by: .null, c); return .void }
  }
  /// - Parameter name: of the parameter an error about it names when there is no array
  static func copyInto(_ values: [Value], _ to: PSArray?, _ at: Int, _ name: String = "array") throws -> Value {
    guard let to else { throw nullArgument(name) }
    guard at >= 0, at + values.count <= to.count else {
      throw argumentError(
        "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", param: "destinationArray")
    }
    for (i, x) in values.enumerated() { to[at + i] = x }
    return .void
  }

  private static func defineCapacity(_ t: NetType) {
    t.property("int Capacity {get;set;}", set: { v, n, _ in
      guard n.asInt >= list(v).count else { throw outOfRange("value", "capacity was less than the current size.") }
      try PSArray.checkRoom(n.asInt)
      list(v).reserve(n.asInt)
    }) { v, _ in .count(list(v).count == 0 && list(v).capacity == 4 ? 0 : list(v).capacity) }
  }
  static func defineArrayList(_ t: NetType) {
    let T = "System.Object"
    t.constructor("System.Collections.ArrayList new()") { _, _ in make(.arrayList, nil, []) }
    t.constructor("System.Collections.ArrayList new(int capacity)") { a, _ in
      if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
      try PSArray.checkRoom(a.int(0))
      let l = make(.arrayList, nil, [])
      l.arrayValue?.reserve(a.int(0))
      return l
    }
    t.constructor("System.Collections.ArrayList new(System.Collections.ICollection c)") { a, _ in
      if a.at(0).isNull { throw nullArgument("c") }
      return make(.arrayList, nil, a.at(0).sequence)
    }
    // wrappers are the list itself: what they forbid or lock, one thread does not meet
    t.staticMethod("static System.Collections.ArrayList Adapter(System.Collections.IList list)") { a, _ in make(.arrayList, nil, a.at(0).sequence) }
    t.staticMethod("static System.Collections.ArrayList Repeat(System.Object value, int count)") { a, _ in
      if a.int(1) < 0 { throw mustBeNonNegative("count", a.int(1)) }
      try PSArray.checkRoom(a.int(1))
      return make(.arrayList, nil, Array(repeating: a.at(0), count: a.int(1)))
    }
    t.staticMethod("static System.Collections.ArrayList Synchronized(System.Collections.ArrayList list)") { a, _ in
      if a.at(0).isNull { throw nullArgument("list") }
      return a.at(0).base
    }
    defineListCore(t, T)
    defineCapacity(t)
    t.orderProperties("Capacity", "Count", "IsFixedSize", "IsReadOnly", "IsSynchronized", "SyncRoot")
    t.method("int Add(System.Object value)") { v, a, _ in list(v).append(a.at(0)); return .count(list(v).count - 1) }
    t.method("void AddRange(System.Collections.ICollection c)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("c") }
      for x in a.at(0).sequence { list(v).append(x) }
      return .void
    }
    t.method("System.Object Clone()") { v, _, _ in .array(list(v).copy()) }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.ArrayList+ArrayListEnumeratorSimple", list(v).values)) }
    t.method("System.Collections.IEnumerator GetEnumerator(int index, int count)") { v, a, _ in
      try check(list(v), a.int(0), a.int(1))
      return .other(Enumerator("System.Collections.ArrayList+ArrayListEnumerator", Array(list(v).values[a.int(0)..<(a.int(0) + a.int(1))])))
    }
    t.method("System.Collections.ArrayList GetRange(int index, int count)") { v, a, _ in
      try check(list(v), a.int(0), a.int(1))
      return make(.arrayList, nil, Array(list(v).values[a.int(0)..<(a.int(0) + a.int(1))]))
    }
    t.method("void Insert(int index, System.Object value)") { v, a, _ in
      guard a.int(0) >= 0, a.int(0) <= list(v).count else { throw positionOutOfRange("index") }
      list(v).insert(a.at(1), at: a.int(0))
      return .void
    }
    t.method("void InsertRange(int index, System.Collections.ICollection c)") { v, a, _ in try insertRange(list(v), a.int(0), a.at(1).sequence) }
    t.method("void Remove(System.Object obj)") { v, a, _ in
      if let i = list(v).values.firstIndex(where: { netEquals($0, a.at(0)) }) { list(v).remove(at: i) }
      return .void
    }
    t.method("void SetRange(int index, System.Collections.ICollection c)") { v, a, _ in
      let new = a.at(1).sequence, i = a.int(0)
      guard i >= 0, i + new.count <= list(v).count else { throw indexOutOfRange() }
      for (k, x) in new.enumerated() { list(v)[i + k] = x }
      return .void
    }
    t.method("void Sort(System.Collections.IComparer comparer)") { v, a, c in try sort(list(v), by: a.at(0), c); return .void }
    t.method("void Sort(int index, int count, System.Collections.IComparer comparer)") { v, a, c in try sort(list(v), from: a.int(0), count: a.int(1), by: a.at(2), c); return .void }
    t.method("System.Object[] ToArray()") { v, _, _ in .array(PSArray(list(v).values)) }
    t.method("array ToArray(type type)") { v, a, c in
      guard case .type(let e) = a.at(0).base else { throw nullArgument("type") }
      return .array(PSArray(try list(v).values.map { try Conversion.convert($0, to: e, c) }, of: e === TypeTable.object ? nil : e))
    }
    t.method("void TrimToSize()") { _, _, _ in .void }
  }

  public static func defineCollection(_ t: NetType) {
    let e = t.genericArguments.first ?? TypeTable.object
    let T = signatureName(e), self_ = signatureName(t)
    t.constructor("\(self_) new()") { _, _ in make(.collection, e, []) }
    t.constructor("\(self_) new(System.Collections.Generic.IList[\(T)] list)") { a, c in make(.collection, e, try items(a.at(0), e, c)) }
    collectionMembers(t)
  }
  /// Who subscribed to a collection's events notices its changes (`Register-ObjectEvent`).
  static func defineObservableCollection(_ t: NetType) {
    let e = t.genericArguments.first ?? TypeTable.object
    func own(_ values: [Value]) -> Value {
      let a = PSArray(values, of: e)
      a.kind = .collection
      a.exactType = t
      return .array(a)
    }
    t.constructor("\(signatureName(t)) new()") { _, _ in own([]) }
    t.constructor("\(signatureName(t)) new(System.Collections.Generic.IEnumerable[\(signatureName(e))] collection)") { a, c in own(try items(a.at(0), e, c)) }
    collectionMembers(t)
    t.method("void Move(int oldIndex, int newIndex)") { v, a, _ in
      let l = list(v)
      try removeIndex(l, a.int(0))
      try removeIndex(l, a.int(1))
      let x = l[a.int(0)]
      l.remove(at: a.int(0))
      l.insert(x, at: a.int(1))
      return .void
    }
  }
  private static func defineListState(_ t: NetType, isFixed: Bool, root: @escaping (Value) -> Value) {
    t.property("bool IsReadOnly {get;}") { _, _ in .bool(isFixed) }
    t.property("bool IsFixedSize {get;}") { _, _ in .bool(isFixed) }
    t.property("System.Object SyncRoot {get;}") { v, _ in root(v) }
    t.property("bool IsSynchronized {get;}") { _, _ in .no }
  }
  private static func collectionMembers(_ t: NetType) {
    let e = t.genericArguments.first ?? TypeTable.object
    let T = signatureName(e)
    t.property("int Count {get;}") { v, _ in .count(list(v).count) }
    // it is a shell around a list
    defineListState(t, isFixed: false) { make(.list, e, list($0).values) }
    t.method("\(T) Item(int index)") { v, a, _ in try removeIndex(list(v), a.int(0)); return list(v)[a.int(0)] }
    t.method("void Add(\(T) item)") { v, a, _ in list(v).append(a.at(0)); return .void }
    t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("bool Contains(\(T) item)") { v, a, _ in .bool(list(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method("void CopyTo(\(T)[] array, int index)") { v, a, _ in try copyInto(list(v).values, a.array(0), a.int(1), "destinationArray") }
    t.method("System.Collections.Generic.IEnumerator[\(T)] GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.Generic.List`1+Enumerator", list(v).values)) }
    t.method("int IndexOf(\(T) item)") { v, a, _ in .count(list(v).values.firstIndex { netEquals($0, a.at(0)) } ?? -1) }
    t.method("void Insert(int index, \(T) item)") { v, a, _ in try insertIndex(list(v), a.int(0)); list(v).insert(a.at(1), at: a.int(0)); return .void }
    t.method("bool Remove(\(T) item)") { v, a, _ in
      guard let i = list(v).values.firstIndex(where: { netEquals($0, a.at(0)) }) else { return .no }
      list(v).remove(at: i)
      return .yes
    }
    t.method("void RemoveAt(int index)") { v, a, _ in try removeIndex(list(v), a.int(0)); list(v).remove(at: a.int(0)); return .void }
  }

  static func defineReadOnlyCollection(_ t: NetType) {
    let e = t.genericArguments.first ?? TypeTable.object
    let T = signatureName(e)
    t.constructor("\(signatureName(t)) new(System.Collections.Generic.IList[\(T)] list)") { a, c in
      // around a list of that very type; anything else is converted first
      if case .array(let x) = a.at(0).base, x.elementType === e || x.elementType == nil && e === TypeTable.object { return ReadOnlyView.make(x, e) }
      return make(.readOnlyCollection, e, try items(a.at(0), e, c))
    }
    t.property("int Count {get;}") { v, _ in .count(list(v).count) }
    defineListState(t, isFixed: true) { .array(list($0)) }
    t.method("\(T) Item(int index)") { v, a, _ in try removeIndex(list(v), a.int(0)); return list(v)[a.int(0)] }
    t.method("bool Contains(\(T) value)") { v, a, _ in .bool(list(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method("void CopyTo(\(T)[] array, int index)") { v, a, _ in try copyInto(list(v).values, a.array(0), a.int(1), "destinationArray") }
    t.method("System.Collections.Generic.IEnumerator[\(T)] GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.Generic.List`1+Enumerator", list(v).values)) }
    t.method("int IndexOf(\(T) value)") { v, a, _ in .count(list(v).values.firstIndex { netEquals($0, a.at(0)) } ?? -1) }
  }
}
