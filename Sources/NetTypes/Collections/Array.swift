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
    t.method("void CopyTo(array array, long index)") { v, a, c in try copy(array(v), 0, a.array(0), a.int(1), array(v).count, c) }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.ArrayEnumerator", array(v).values)) }
    t.method("int GetLength(int dimension)") { v, a, _ in .count(try length(array(v), a.int(0))) }
    t.method("long GetLongLength(int dimension)") { v, a, _ in .long(Int64(try length(array(v), a.int(0)))) }
    t.method("int GetLowerBound(int dimension)") { v, a, _ in _ = try length(array(v), a.int(0)); return .int(0) }
    t.method("int GetUpperBound(int dimension)") { v, a, _ in .count(try length(array(v), a.int(0)) - 1) }
    for index in ["int", "long"] {
      if index == "int" { t.method("System.Object GetValue(Params int[] indices)") { v, a, _ in let x = array(v); return x[try offset(x, a.rest(0).values(0).map(\.asInt))] } }
      for n in 1...3 {
        let names = n == 1 ? "\(index) index" : (1...n).map { "\(index) index\($0)" }.joined(separator: ", ")
        t.method("System.Object GetValue(\(names))") { v, a, _ in let x = array(v); return x[try offset(x, a.map(\.asInt))] }
        t.method("void SetValue(System.Object value, \(names))") { v, a, _ in let x = array(v); try store(x, try offset(x, a.dropFirst().map(\.asInt)), a.at(0)); return .void }
      }
      if index == "long" { t.method("System.Object GetValue(Params long[] indices)") { v, a, _ in let x = array(v); return x[try offset(x, a.rest(0).values(0).map(\.asInt))] } }
      t.method("void SetValue(System.Object value, Params \(index)[] indices)") { v, a, _ in let x = array(v); try store(x, try offset(x, a.rest(1).values(0).map(\.asInt)), a.at(0)); return .void }
    }
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
    defineArrayStatics(t)
  }

  /// `Get`, `Set` and `Address` of one array type, with as many indexes as it has ranks.
  static func defineArrayAccess(_ t: NetType) {
    guard let element = t.elementType else { return }
    let name = MemberText.typeName(element), indexes = Array(repeating: "int ", count: t.rank).joined(separator: ", ")
    t.method("\(name) Get(\(indexes))") { v, a, _ in let x = array(v); return x[try offset(x, a.map(\.asInt))] }
    t.method("void Set(\(indexes), \(name) )") { v, a, _ in let x = array(v); x[try offset(x, a.dropLast().map(\.asInt))] = a.last ?? .null; return .void }
    t.method("\(element.fullName)&, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e Address(\(indexes))") { _, _, _ in
      throw netError("System.InvalidOperationException", "No coercion operator is defined between types '\(element.fullName)&' and 'System.Object'.")
    }
  }

  /// Stores a value of the array's type, or a number that widens to it.
  private static func store(_ x: PSArray, _ i: Int, _ v: Value) throws {
    guard let e = x.elementType, TypeTable.typeOf(v) !== e else { x[i] = v; return }
    if v.isNull { x[i] = defaultValue(e); return }
    if e.isAssignable(from: TypeTable.typeOf(v)) { x[i] = v; return }
    guard e.isPrimitive, TypeTable.typeOf(v).isPrimitive else { throw netError("System.InvalidCastException", "Object cannot be stored in an array of this type.") }
    guard TypeTable.typeOf(v).widens(to: e), let wide = Conversion.tryConvert(v, to: e, nil) else {
      throw argumentError("Cannot widen from source type to target type either because the source type is a not a primitive type or the conversion cannot be accomplished.")
    }
    x[i] = wide
  }
  private static func length(_ a: PSArray, _ d: Int) throws -> Int {
    let all = a.dimensions ?? [a.count]
    guard all.indices.contains(d) else { throw netError("System.IndexOutOfRangeException", "Array does not have that many dimensions.") }
    return all[d]
  }
  private static func offset(_ a: PSArray, _ indices: [Int]) throws -> Int {
    let all = a.dimensions ?? [a.count]
    guard indices.count == all.count else { throw argumentError("Array was not a one-dimensional array.") }
    var n = 0
    for (i, d) in zip(indices, all) {
      guard i >= 0, i < d else { throw outsideArray() }
      n = n * d + i
    }
    return n
  }
  /// The value a fresh array of the type is filled with.
  static func defaultValue(_ t: NetType?) -> Value { t?.defaultValue ?? .null }
  static func copy(_ from: PSArray, _ i: Int, _ to: PSArray?, _ k: Int, _ n: Int, _ c: ExecutionContext) throws -> Value {
    guard let to else { throw nullArgument("destinationArray") }
    if n < 0 { throw mustBeNonNegative("length", n) }
    if i < 0 || i + n > from.count { throw argumentError("Source array was not long enough. Check the source index, length, and the array's lower bounds.", param: "sourceArray") }
    if k < 0 || k + n > to.count { throw argumentError("Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", param: "destinationArray") }
    // within one array upwards: what is not copied yet must not be written over
    let part = from === to && k > i ? Array(from.values[i..<(i + n)]) : nil
    for j in 0..<n {
      let v = part?[j] ?? from[i + j]
      if j & 0xFFFFF == 0xFFFFF, Attention.isWanted { throw FlowSignal.stopped }
      to[k + j] = try to.elementType.map { try Conversion.convert(v, to: $0, c) } ?? v
    }
    return .void
  }

  /// Sorts the elements `from..<from+n` in place, `items` along with them.
  static func sort(_ a: PSArray, _ items: PSArray? = nil, from: Int = 0, count: Int? = nil, by comparer: Value, _ c: ExecutionContext) throws {
    let n = count ?? a.count - from
    if from < 0 { throw mustBeNonNegative("index", from) }
    if n < 0 { throw mustBeNonNegative("length", n) }
    guard from + n <= a.count else {
      throw argumentError(
        "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
    }
    var all = (0..<n).map { ($0, a[from + $0]) }
    var compared = 0
    func before(_ x: (Int, Value), _ y: (Int, Value)) throws -> Bool {
      compared &+= 1
      if compared & 0xFFF == 0 { try c.poll() }
      return try order(x.1, y.1, by: comparer, c) < 0
    }
    try comparing { try all.sort(by: before) }
    let along = items.map { x in all.map { x.count > from + $0.0 ? x[from + $0.0] : .null } }
    for (i, x) in all.enumerated() { a[from + i] = x.1 }
    if let items, let along { for (i, x) in along.enumerated() where from + i < items.count { items[from + i] = x } }
  }

  static func reverse(_ x: PSArray, _ i: Int, _ n: Int) throws {
    if i < 0 { throw mustBeNonNegative("index", i) }
    if n < 0 { throw mustBeNonNegative("length", n) }
    guard i + n <= x.count else {
      throw argumentError(
        "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
    }
    var a = i, b = i + n - 1
    while a < b {
      if a & 0xFFFFF == 0xFFFFF, Attention.isWanted { throw FlowSignal.stopped }
      let v = x[a]
      x[a] = x[b]
      x[b] = v
      a += 1
      b -= 1
    }
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
