/// `System.Array`: members of every array and the statics.
import Engine
import Primitives

extension NetTypes {
  private static func array(_ v: Value) -> PSArray { if case .array(let a) = v.base { a } else { PSArray([]) } }

  static func defineArray(_ t: NetType) {
    t.property("int Length {get;}") { v, _ in .count(array(v).count) }
    t.property("long LongLength {get;}") { v, _ in .long(Int64(array(v).count)) }
    t.property("int Rank {get;}") { v, _ in .count(array(v).dimensions?.count ?? 1) }
    t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
    t.property("bool IsReadOnly {get;}") { _, _ in .no }
    t.property("bool IsFixedSize {get;}") { _, _ in .yes }
    t.property("bool IsSynchronized {get;}") { _, _ in .no }
    t.method("System.Object Clone()") { v, _, _ in .array(array(v).copy()) }
    t.method("void CopyTo(array array, int index)") { v, a, c in try copy(array(v), 0, a.array(0), a.int(1), array(v).count, c) }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.ArrayEnumerator", array(v).values)) }
    t.method("int GetLength(int dimension)") { v, a, _ in .count(try length(array(v), a.int(0))) }
    t.method("long GetLongLength(int dimension)") { v, a, _ in .long(Int64(try length(array(v), a.int(0)))) }
    t.method("int GetLowerBound(int dimension)") { v, a, _ in _ = try length(array(v), a.int(0)); return .int(0) }
    t.method("int GetUpperBound(int dimension)") { v, a, _ in .count(try length(array(v), a.int(0)) - 1) }
    t.method("System.Object GetValue(int index)") { v, a, _ in let x = array(v); return x[try offset(x, [a.int(0)])] }
    t.method("System.Object GetValue(int index1, int index2)") { v, a, _ in let x = array(v); return x[try offset(x, [a.int(0), a.int(1)])] }
    t.method("System.Object GetValue(int index1, int index2, int index3)") { v, a, _ in let x = array(v); return x[try offset(x, [a.int(0), a.int(1), a.int(2)])] }
    t.method("System.Object GetValue(Params int[] indices)") { v, a, _ in let x = array(v); return x[try offset(x, a.rest(0).values(0).map(\.asInt))] }
    func store(_ x: PSArray, _ i: Int, _ v: Value, _ c: ExecutionContext) throws {
      guard let e = x.elementType else { x[i] = v; return }
      x[i] = try Conversion.convert(v, to: e, c)
    }
    t.method("void SetValue(System.Object value, int index)") { v, a, c in let x = array(v); try store(x, try offset(x, [a.int(1)]), a.at(0), c); return .void }
    t.method("void SetValue(System.Object value, int index1, int index2)") { v, a, c in let x = array(v); try store(x, try offset(x, [a.int(1), a.int(2)]), a.at(0), c); return .void }
    t.method("void SetValue(System.Object value, Params int[] indices)") { v, a, c in let x = array(v); try store(x, try offset(x, a.rest(1).values(0).map(\.asInt)), a.at(0), c); return .void }
    t.method("void Initialize()") { _, _, _ in .void }
    // explicit interface members, callable from scripts all the same
    t.method("int IndexOf(System.Object value)") { v, a, _ in .count(array(v).values.firstIndex { netEquals($0, a.at(0)) } ?? -1) }
    t.method("bool Contains(System.Object value)") { v, a, _ in .bool(array(v).values.contains { netEquals($0, a.at(0)) }) }
    for s in ["int Add(System.Object value)", "void Insert(int index, System.Object value)", "void Remove(System.Object value)", "void RemoveAt(int index)"] {
      t.method(s) { _, _, _ in throw notSupported("Collection was of a fixed size.") }
    }
    t.method("void Clear()") { v, _, _ in
      let x = array(v)
      for i in 0..<x.count { x[i] = defaultValue(x.elementType) }
      return .void
    }
    t.method("System.Object Get(int index)") { v, a, _ in let x = array(v); return x[try offset(x, [a.int(0)])] }
    t.method("System.Object Get(int index1, int index2)") { v, a, _ in let x = array(v); return x[try offset(x, [a.int(0), a.int(1)])] }
    t.method("void Set(int index, System.Object value)") { v, a, c in let x = array(v); try store(x, try offset(x, [a.int(0)]), a.at(1), c); return .void }
    t.method("void Set(int index1, int index2, System.Object value)") { v, a, c in let x = array(v); try store(x, try offset(x, [a.int(0), a.int(1)]), a.at(2), c); return .void }
    t.method("System.Object Address(int index)") { v, a, _ in let x = array(v); return x[try offset(x, [a.int(0)])] }
    defineArrayStatics(t)
  }

  private static func length(_ a: PSArray, _ d: Int) throws -> Int {
    let all = a.dimensions ?? [a.count]
    guard all.indices.contains(d) else { throw netError("System.IndexOutOfRangeException", "Index was outside the bounds of the array.") }
    return all[d]
  }
  private static func offset(_ a: PSArray, _ indices: [Int]) throws -> Int {
    let all = a.dimensions ?? [a.count]
    guard indices.count == all.count else { throw argumentError("Array was not a one-dimensional array.") }
    var n = 0
    for (i, d) in zip(indices, all) {
      guard i >= 0, i < d else { throw netError("System.IndexOutOfRangeException", "Index was outside the bounds of the array.") }
      n = n * d + i
    }
    return n
  }
  /// The value a fresh array of the type is filled with.
  static func defaultValue(_ t: NetType?) -> Value {
    guard let t, t.isValueType else { return .null }
    switch t.fullName {
    case "System.Boolean": return .no
    case "System.Char": return .char(0)
    case "System.DateTime": return .datetime(NetDateTime(bits: 0))
    case "System.TimeSpan": return .timespan(NetTimeSpan(ticks: 0))
    default: return t.isEnum ? .other(PSEnum(t, 0)) : Conversion.tryConvert(.int(0), to: t, nil) ?? .null
    }
  }
  private static func copy(_ from: PSArray, _ i: Int, _ to: PSArray?, _ k: Int, _ n: Int, _ c: ExecutionContext) throws -> Value {
    guard let to else { throw nullArgument("destinationArray") }
    if n < 0 { throw mustBeNonNegative("length", n) }
    if i < 0 || i + n > from.count { throw argumentError("Source array was not long enough. Check the source index, length, and the array's lower bounds.", param: "sourceArray") }
    if k < 0 || k + n > to.count { throw argumentError("Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", param: "destinationArray") }
    let part = Array(from.values[i..<(i + n)])
    for (j, v) in part.enumerated() { to[k + j] = try to.elementType.map { try Conversion.convert(v, to: $0, c) } ?? v }
    return .void
  }

  /// Sorts the elements `from..<from+n` in place, `items` along with them.
  static func sort(_ a: PSArray, _ items: PSArray? = nil, from: Int = 0, count: Int? = nil, by comparer: Value, _ c: ExecutionContext) throws {
    let n = count ?? a.count - from
    if from < 0 { throw mustBeNonNegative("index", from) }
    if n < 0 { throw mustBeNonNegative("length", n) }
    guard from + n <= a.count else { throw argumentError("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.") }
    var all = (0..<n).map { ($0, a[from + $0]) }
    do { try all.sort { try order($0.1, $1.1, by: comparer, c) < 0 } } catch let e as TerminatingError {
      throw netError("System.InvalidOperationException", "Failed to compare two elements in the array.", inner: e.record.exception)
    }
    let along = items.map { x in all.map { x.count > from + $0.0 ? x[from + $0.0] : .null } }
    for (i, x) in all.enumerated() { a[from + i] = x.1 }
    if let items, let along { for (i, x) in along.enumerated() where from + i < items.count { items[from + i] = x } }
  }

  private static func defineArrayStatics(_ t: NetType) {
    func need(_ v: Value, _ name: String = "array") throws -> PSArray {
      guard case .array(let a) = v.base else { throw nullArgument(name) }
      return a
    }
    t.staticProperty("int MaxLength {get;}") { _ in .int(2_147_483_591) }
    for (sig, at) in [("array array", -1), ("array array, System.Collections.IComparer comparer", 1)] {
      t.staticMethod("static void Sort(\(sig))") { a, c in try sort(try need(a.at(0)), by: at < 0 ? .null : a.at(at), c); return .void }
    }
    t.staticMethod("static void Sort(array keys, array items)") { a, c in try sort(try need(a.at(0), "keys"), a.array(1), by: .null, c); return .void }
    t.staticMethod("static void Sort(array keys, array items, System.Collections.IComparer comparer)") { a, c in try sort(try need(a.at(0), "keys"), a.array(1), by: a.at(2), c); return .void }
    t.staticMethod("static void Sort(array array, int index, int length)") { a, c in try sort(try need(a.at(0)), from: a.int(1), count: a.int(2), by: .null, c); return .void }
    t.staticMethod("static void Sort(array array, int index, int length, System.Collections.IComparer comparer)") { a, c in try sort(try need(a.at(0)), from: a.int(1), count: a.int(2), by: a.at(3), c); return .void }
    t.staticMethod("static void Sort(array array, System.Comparison[System.Object] comparison)") { a, c in try sort(try need(a.at(0)), by: a.at(1), c); return .void }
    t.staticMethod("static void Reverse(array array)") { a, _ in let x = try need(a.at(0)); try reverse(x, 0, x.count); return .void }
    t.staticMethod("static void Reverse(array array, int index, int length)") { a, _ in try reverse(try need(a.at(0)), a.int(1), a.int(2)); return .void }
    func find(_ a: [Value], last: Bool) throws -> Value {
      let x = try need(a.at(0))
      let start = a.count > 2 ? a.int(2) : last ? x.count - 1 : 0
      guard start >= (last ? -1 : 0), start <= x.count else { throw outOfRange("startIndex", "Index was out of range. Must be non-negative and less than or equal to the size of the collection.") }
      let n = a.count > 3 ? a.int(3) : last ? start + 1 : x.count - start
      let span = last ? stride(from: start, through: start - n + 1, by: -1).map { $0 } : Array(start..<(start + n))
      for i in span where i >= 0 && i < x.count && netEquals(x[i], a.at(1)) { return .count(i) }
      return .int(-1)
    }
    for (name, last) in [("IndexOf", false), ("LastIndexOf", true)] {
      t.staticMethod("static int \(name)(array array, System.Object value)") { a, _ in try find(a, last: last) }
      t.staticMethod("static int \(name)(array array, System.Object value, int startIndex)") { a, _ in try find(a, last: last) }
      t.staticMethod("static int \(name)(array array, System.Object value, int startIndex, int count)") { a, _ in try find(a, last: last) }
    }
    t.staticMethod("static int BinarySearch(array array, System.Object value)") { a, c in
      let x = try need(a.at(0)); return .count(try binarySearch(x, 0, x.count, a.at(1), .null, c))
    }
    t.staticMethod("static int BinarySearch(array array, System.Object value, System.Collections.IComparer comparer)") { a, c in
      let x = try need(a.at(0)); return .count(try binarySearch(x, 0, x.count, a.at(1), a.at(2), c))
    }
    t.staticMethod("static void Copy(array sourceArray, array destinationArray, int length)") { a, c in try copy(try need(a.at(0), "sourceArray"), 0, a.array(1), 0, a.int(2), c) }
    t.staticMethod("static void Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)") { a, c in try copy(try need(a.at(0), "sourceArray"), a.int(1), a.array(2), a.int(3), a.int(4), c) }
    t.staticMethod("static void Clear(array array)") { a, _ in
      let x = try need(a.at(0))
      for i in 0..<x.count { x[i] = defaultValue(x.elementType) }
      return .void
    }
    t.staticMethod("static void Clear(array array, int index, int length)") { a, _ in
      let x = try need(a.at(0)), i = a.int(1), n = a.int(2)
      guard i >= 0, n >= 0, i + n <= x.count else { throw netError("System.IndexOutOfRangeException", "Index was outside the bounds of the array.") }
      for k in i..<(i + n) { x[k] = defaultValue(x.elementType) }
      return .void
    }
    t.staticMethod("static void Fill(array array, System.Object value)") { a, _ in
      let x = try need(a.at(0))
      for i in 0..<x.count { x[i] = a.at(1) }
      return .void
    }
    t.staticMethod("static void Resize([ref] array array, int newSize)") { a, c in
      let old = try c.property(a.at(0), "Value")?.arrayValue ?? PSArray([]), n = a.int(1)
      if n < 0 { throw mustBeNonNegative("newSize", n) }
      try PSArray.checkRoom(n)
      let new = PSArray(Array(old.values.prefix(n)), of: old.elementType)
      while new.count < n { new.append(defaultValue(old.elementType)) }
      try a.setReference(0, .array(new), c)
      return .void
    }
    t.staticMethod("static array CreateInstance(type elementType, int length)") { a, _ in
      guard case .type(let e) = a.at(0).base else { throw nullArgument("elementType") }
      if a.int(1) < 0 { throw mustBeNonNegative("length", a.int(1)) }
      return .array(try PSArray.filled(defaultValue(e), [a.int(1)], of: e === TypeTable.object ? nil : e))
    }
    func grid(_ v: Value, _ d: [Int]) throws -> Value {
      guard case .type(let e) = v.base else { throw nullArgument("elementType") }
      if d.contains(where: { $0 < 0 }) { throw mustBeNonNegative("lengths[0]", d.first { $0 < 0 } ?? 0) }
      let x = try PSArray.filled(defaultValue(e), d, of: e === TypeTable.object ? nil : e)
      if d.count > 1 { x.dimensions = d }
      return .array(x)
    }
    t.staticMethod("static array CreateInstance(type elementType, int length1, int length2)") { a, _ in try grid(a.at(0), [a.int(1), a.int(2)]) }
    t.staticMethod("static array CreateInstance(type elementType, int length1, int length2, int length3)") { a, _ in try grid(a.at(0), [a.int(1), a.int(2), a.int(3)]) }
    t.staticMethod("static array CreateInstance(type elementType, Params int[] lengths)") { a, _ in try grid(a.at(0), a.rest(1).values(0).map(\.asInt)) }
    t.staticMethod("static System.Object[] Empty()") { _, c in .array(PSArray([], of: c.typeArguments.first)) }
    t.staticMethod("static System.Collections.ObjectModel.ReadOnlyCollection[System.Object] AsReadOnly(array array)") { a, _ in
      let x = try need(a.at(0))
      return ReadOnlyView.make(x, x.elementType)
    }
    t.staticMethod("static System.Object Find(array array, System.Predicate[System.Object] match)") { a, c in
      let x = try need(a.at(0))
      return try x.values.first { try test(a.at(1), $0, c) } ?? defaultValue(x.elementType)
    }
    t.staticMethod("static System.Object FindLast(array array, System.Predicate[System.Object] match)") { a, c in
      let x = try need(a.at(0))
      return try x.values.last { try test(a.at(1), $0, c) } ?? defaultValue(x.elementType)
    }
    t.staticMethod("static System.Object[] FindAll(array array, System.Predicate[System.Object] match)") { a, c in
      let x = try need(a.at(0))
      return .array(PSArray(try x.values.filter { try test(a.at(1), $0, c) }, of: x.elementType))
    }
    t.staticMethod("static int FindIndex(array array, System.Predicate[System.Object] match)") { a, c in .count(try need(a.at(0)).values.firstIndex { try test(a.at(1), $0, c) } ?? -1) }
    t.staticMethod("static int FindLastIndex(array array, System.Predicate[System.Object] match)") { a, c in .count(try need(a.at(0)).values.lastIndex { try test(a.at(1), $0, c) } ?? -1) }
    t.staticMethod("static bool Exists(array array, System.Predicate[System.Object] match)") { a, c in .bool(try need(a.at(0)).values.contains { try test(a.at(1), $0, c) }) }
    t.staticMethod("static bool TrueForAll(array array, System.Predicate[System.Object] match)") { a, c in .bool(try need(a.at(0)).values.allSatisfy { try test(a.at(1), $0, c) }) }
    t.staticMethod("static void ForEach(array array, System.Action[System.Object] action)") { a, c in
      for x in try need(a.at(0)).values { _ = try call(a.at(1), [x], c) }
      return .void
    }
    t.staticMethod("static System.Object[] ConvertAll(array array, System.Converter[System.Object,System.Object] converter)") { a, c in
      .array(PSArray(try need(a.at(0)).values.map { try call(a.at(1), [$0], c) }))
    }
  }

  static func reverse(_ x: PSArray, _ i: Int, _ n: Int) throws {
    if i < 0 { throw mustBeNonNegative("index", i) }
    if n < 0 { throw mustBeNonNegative("length", n) }
    guard i + n <= x.count else { throw argumentError("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.") }
    var a = i, b = i + n - 1
    while a < b { let v = x[a]; x[a] = x[b]; x[b] = v; a += 1; b -= 1 }
  }
  static func binarySearch(_ x: PSArray, _ from: Int, _ n: Int, _ v: Value, _ comparer: Value, _ c: ExecutionContext) throws -> Int {
    var low = from, high = from + n - 1
    while low <= high {
      let mid = low + (high - low) / 2
      let o = try order(x[mid], v, by: comparer, c)
      if o == 0 { return mid }
      if o < 0 { low = mid + 1 } else { high = mid - 1 }
    }
    return ~low
  }
}
