/// `System.Array`: what `[array]::` offers, in the order .NET declares it.
import Engine
import Primitives

extension NetTypes {
  private static func need(_ v: Value, _ name: String = "array") throws -> PSArray {
    guard case .array(let a) = v.base else { throw nullArgument(name) }
    return a
  }

  static func defineArrayStatics(_ t: NetType) {
    t.staticProperty("int MaxLength {get;}") { _ in .int(2_147_483_591) }
    t.staticMethod("static System.Collections.ObjectModel.ReadOnlyCollection[T] AsReadOnly[T](T[] array)") { a, _ in
      let x = try need(a.at(0))
      return ReadOnlyView.make(x, x.elementType)
    }
    t.staticMethod("static void Resize[T]([ref] T[] array, int newSize)") { a, c in
      guard let old = try c.property(a.at(0), "Value")?.arrayValue else { throw TerminatingError.noOverload("Resize", 2) }
      let n = a.int(1)
      if n < 0 { throw mustBeNonNegative("newSize", n) }
      try PSArray.checkRoom(n)
      let new = PSArray(capacity: n), filler = defaultValue(old.elementType)
      new.elementType = old.elementType
      for v in old.elements.prefix(n).attentive { new.append(v) }
      while new.count < n {
        if new.count & 0xFFFFF == 0, Attention.isWanted { throw FlowSignal.stopped }
        new.append(filler)
      }
      try whole(())
      try a.setReference(0, .array(new), c)
      return .void
    }
    defineArrayMaking(t)
    t.staticMethod("static void Copy(array sourceArray, array destinationArray, int length)") { a, c in try copy(try need(a.at(0), "sourceArray"), 0, a.array(1), 0, a.int(2), c) }
    t.staticMethod("static void Copy(array sourceArray, array destinationArray, long length)") { a, c in try copy(try need(a.at(0), "sourceArray"), 0, a.array(1), 0, a.int(2), c) }
    for signature in [
      "Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)",
      "Copy(array sourceArray, long sourceIndex, array destinationArray, long destinationIndex, long length)",
                      "ConstrainedCopy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)"] {
      t.staticMethod("static void " + signature) { a, c in try copy(try need(a.at(0), "sourceArray"), a.int(1), a.array(2), a.int(3), a.int(4), c) }
    }
    t.staticMethod("static void Clear(array array)") { a, _ in
      let x = try need(a.at(0))
      let none = defaultValue(x.elementType)
      for i in (0..<x.count).attentive { x[i] = none }
      return .void
    }
    t.staticMethod("static void Clear(array array, int index, int length)") { a, _ in
      let x = try need(a.at(0)), i = a.int(1), n = a.int(2)
      guard i >= 0, n >= 0, i + n <= x.count else { throw outsideArray() }
      for k in i..<(i + n) { x[k] = defaultValue(x.elementType) }
      return .void
    }
    defineArraySearch(t)
    defineArrayPredicates(t)
    defineArrayOrder(t)
  }

  private static func defineArrayMaking(_ t: NetType) {
    func grid(_ v: Value, _ d: [Int], _ name: String = "length") throws -> Value {
      guard case .type(let e) = v.base else { throw nullArgument("elementType") }
      if let i = d.firstIndex(where: { $0 < 0 }) { throw mustBeNonNegative(d.count > 1 ? "\(name)\(i + 1)" : name, d[i]) }
      let x = try PSArray.filled(defaultValue(e), d, of: e === TypeTable.object ? nil : e)
      if d.count > 1 { x.dimensions = d }
      return .array(x)
    }
    t.staticMethod("static array CreateInstance(type elementType, int length)") { a, _ in try grid(a.at(0), [a.int(1)]) }
    t.staticMethod("static array CreateInstance(type elementType, int length1, int length2)") { a, _ in try grid(a.at(0), [a.int(1), a.int(2)]) }
    t.staticMethod("static array CreateInstance(type elementType, int length1, int length2, int length3)") { a, _ in try grid(a.at(0), [a.int(1), a.int(2), a.int(3)]) }
    t.staticMethod("static array CreateInstance(type elementType, Params int[] lengths)") { a, _ in try grid(a.at(0), a.rest(1).values(0).map(\.asInt), "lengths") }
    t.staticMethod("static array CreateInstance(type elementType, Params long[] lengths)") { a, _ in try grid(a.at(0), a.rest(1).values(0).map(\.asInt), "lengths") }
    for (parameters, list) in [("int length", false), ("Params int[] lengths", true)] {
      t.staticMethod("static array CreateInstanceFromArrayType(type arrayType, \(parameters))") { a, _ in
        guard case .type(let u) = a.at(0).base else { throw nullArgument("arrayType") }
        guard u.isArray, let e = u.elementType else { throw argumentError("The type is not an array type.", param: "arrayType") }
        return try grid(.type(e), list ? a.rest(1).values(0).map(\.asInt) : [a.int(1)])
      }
    }
    t.staticMethod("static T[] Empty[T]()") { _, c in .array(PSArray([], of: c.typeArguments.first)) }
  }

  private static func defineArraySearch(_ t: NetType) {
    func search(_ a: [Value], _ comparer: Int, _ c: ExecutionContext) throws -> Value {
      let x = try need(a.at(0)), part = a.count > 3
      let from = part ? a.int(1) : 0, n = part ? a.int(2) : x.count
      if from < 0 { throw mustBeNonNegative("index", from) }
      if n < 0 { throw mustBeNonNegative("length", n) }
      guard from + n <= x.count else {
        throw argumentError(
          "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
      }
      return .count(try comparing { try binarySearch(x, from, n, a.at(part ? 3 : 1), comparer < 0 ? .null : a.at(comparer), c) })
    }
    t.staticMethod("static int BinarySearch(array array, System.Object value)") { a, c in try search(a, -1, c) }
    t.staticMethod("static int BinarySearch(array array, int index, int length, System.Object value)") { a, c in try search(a, -1, c) }
    t.staticMethod("static int BinarySearch(array array, System.Object value, System.Collections.IComparer comparer)") { a, c in try search(a, 2, c) }
    t.staticMethod("static int BinarySearch(array array, int index, int length, System.Object value, System.Collections.IComparer comparer)") { a, c in try search(a, 4, c) }
    t.staticMethod("static int BinarySearch[T](T[] array, T value)") { a, c in try search(a, -1, c) }
    t.staticMethod("static int BinarySearch[T](T[] array, T value, System.Collections.Generic.IComparer[T] comparer)") { a, c in try search(a, 2, c) }
    t.staticMethod("static int BinarySearch[T](T[] array, int index, int length, T value)") { a, c in try search(a, -1, c) }
    t.staticMethod("static int BinarySearch[T](T[] array, int index, int length, T value, System.Collections.Generic.IComparer[T] comparer)") { a, c in try search(a, 4, c) }
    func find(_ a: [Value], last: Bool) throws -> Value {
      let x = try need(a.at(0))
      let start = a.count > 2 ? a.int(2) : last ? x.count - 1 : 0
      if last, x.count == 0 { return .int(-1) }
      guard start >= 0, last ? start < x.count : start <= x.count else {
        throw last ? indexOutOfRange("startIndex") : positionOutOfRange("startIndex")
      }
      let n = a.count > 3 ? a.int(3) : last ? start + 1 : x.count - start
      guard n >= 0, last ? start - n + 1 >= 0 : start + n <= x.count else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
      for k in 0..<n {
        if k & 0xFFFFF == 0xFFFFF, Attention.isWanted { throw FlowSignal.stopped }
        let i = last ? start - k : start + k
        if netEquals(x[i], a.at(1)) { return .count(i) }
      }
      return .int(-1)
    }
    for (name, last) in [("IndexOf", false), ("LastIndexOf", true)] {
      for (array, value, type) in [("array", "System.Object", ""), ("T[]", "T", "[T]")] {
        for more in ["", ", int startIndex", ", int startIndex, int count"] {
          t.staticMethod("static int \(name)\(type)(\(array) array, \(value) value\(more))") { a, _ in try find(a, last: last) }
        }
      }
    }
  }

  private static func defineArrayPredicates(_ t: NetType) {
    t.staticMethod("static TOutput[] ConvertAll[TInput, TOutput](TInput[] array, System.Converter[TInput,TOutput] converter)") { a, c in
      let out = try need(a.at(0)).values.map { try call(a.at(1), [$0], c) }
      return .array(PSArray(out, of: (a.at(1).refValue as? PSDelegate)?.netType.genericArguments.last))
    }
    t.staticMethod("static bool Exists[T](T[] array, System.Predicate[T] match)") { a, c in .bool(try need(a.at(0)).values.contains { try test(a.at(1), $0, c) }) }
    t.staticMethod("static void Fill[T](T[] array, T value)") { a, c in
      let x = try need(a.at(0))
      let v = try x.elementType.map { try Conversion.convert(a.at(1), to: $0, c) } ?? a.at(1)
      for i in (0..<x.count).attentive { x[i] = v }
      return .void
    }
    t.staticMethod("static void Fill[T](T[] array, T value, int startIndex, int count)") { a, c in
      let x = try need(a.at(0)), i = a.int(2), n = a.int(3)
      guard i >= 0, i <= x.count else { throw positionOutOfRange("startIndex") }
      guard n >= 0, i + n <= x.count else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
      let v = try x.elementType.map { try Conversion.convert(a.at(1), to: $0, c) } ?? a.at(1)
      for k in i..<(i + n) { x[k] = v }
      return .void
    }
    t.staticMethod("static T Find[T](T[] array, System.Predicate[T] match)") { a, c in
      let x = try need(a.at(0))
      return try x.values.first { try test(a.at(1), $0, c) } ?? defaultValue(x.elementType)
    }
    t.staticMethod("static T[] FindAll[T](T[] array, System.Predicate[T] match)") { a, c in
      let x = try need(a.at(0))
      return .array(PSArray(try x.values.filter { try test(a.at(1), $0, c) }, of: x.elementType))
    }
    for (name, last) in [("FindIndex", false), ("FindLastIndex", true)] {
      for more in ["", "int startIndex, ", "int startIndex, int count, "] {
        t.staticMethod("static int \(name)[T](T[] array, \(more)System.Predicate[T] match)") { a, c in
          let x = try need(a.at(0))
          return .count(try findIndex(x, a.count > 2 ? a.int(1) : nil, a.count > 3 ? a.int(2) : nil, last: last) { try test(a.at(a.count - 1), $0, c) })
        }
      }
    }
    t.staticMethod("static T FindLast[T](T[] array, System.Predicate[T] match)") { a, c in
      let x = try need(a.at(0))
      return try x.values.last { try test(a.at(1), $0, c) } ?? defaultValue(x.elementType)
    }
    t.staticMethod("static void ForEach[T](T[] array, System.Action[T] action)") { a, c in
      for x in try need(a.at(0)).values { _ = try call(a.at(1), [x], c) }
      return .void
    }
    t.staticMethod("static bool TrueForAll[T](T[] array, System.Predicate[T] match)") { a, c in .bool(try need(a.at(0)).values.allSatisfy { try test(a.at(1), $0, c) }) }
  }
  /// `FindIndex` and `FindLastIndex` of arrays and lists: from a start, for so many elements.
  static func findIndex(_ x: PSArray, _ start: Int?, _ count: Int?, last: Bool, _ match: (Value) throws -> Bool) throws -> Int {
    let i = start ?? (last ? x.count - 1 : 0)
    if last, x.count == 0, i == -1 { return -1 }
    guard i >= 0, last ? i < x.count : i <= x.count else {
      throw last ? indexOutOfRange("startIndex") : positionOutOfRange("startIndex")
    }
    let n = count ?? (last ? i + 1 : x.count - i)
    guard n >= 0, last ? i - n + 1 >= 0 : i + n <= x.count else { throw outOfRange("count", "Count must be positive and count must refer to a location within the string/array/collection.") }
    for k in 0..<n {
      let at = last ? i - k : i + k
      if try match(x[at]) { return at }
    }
    return -1
  }

  private static func defineArrayOrder(_ t: NetType) {
    for (array, type) in [("array", ""), ("T[]", "[T]")] {
      t.staticMethod("static void Reverse\(type)(\(array) array)") { a, _ in let x = try need(a.at(0)); try reverse(x, 0, x.count); return .void }
      t.staticMethod("static void Reverse\(type)(\(array) array, int index, int length)") { a, _ in try reverse(try need(a.at(0)), a.int(1), a.int(2)); return .void }
    }
    func order(_ a: [Value], items: Bool, part: Bool, comparer: Bool, _ c: ExecutionContext) throws -> Value {
      let x = try need(a.at(0), items ? "keys" : "array"), at = items ? 2 : 1
      try sort(x, items ? a.array(1) : nil, from: part ? a.int(at) : 0, count: part ? a.int(at + 1) : nil, by: comparer ? a.at(a.count - 1) : .null, c)
      return .void
    }
    for generic in [false, true] {
      let one = generic ? "[T](T[] array" : "(array array", two = generic ? "[TKey, TValue](TKey[] keys, TValue[] items" : "(array keys, array items"
      func comparer(_ key: String) -> String { generic ? ", System.Collections.Generic.IComparer[\(key)] comparer" : ", System.Collections.IComparer comparer" }
      for part in [false, true] {
        for compared in [false, true] {
          let more = part ? ", int index, int length" : ""
          t.staticMethod("static void Sort\(one)\(more)\(compared ? comparer("T") : ""))") { a, c in try order(a, items: false, part: part, comparer: compared, c) }
          t.staticMethod("static void Sort\(two)\(more)\(compared ? comparer("TKey") : ""))") { a, c in try order(a, items: true, part: part, comparer: compared, c) }
        }
      }
    }
    t.staticMethod("static void Sort[T](T[] array, System.Comparison[T] comparison)") { a, c in try order(a, items: false, part: false, comparer: true, c) }
  }
}
