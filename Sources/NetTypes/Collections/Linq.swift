/// `System.Linq.Enumerable`, on whole sequences: nothing is lazy here.
import Engine
import Primitives

extension NetTypes {
  static func registerLinq() {
    TypeTable.register("System.Linq.Enumerable") { NetType("System.Linq.Enumerable", base: TypeTable.object) { t in
      defineLinq(t)
      defineLinqKeys(t)
      for m in t.allMembers(isStatic: true) { for o in m.overloads { o.infersTypes = true } }
    } }
    registerGroupings()
  }

  /// What a query gives.
  static func results(_ v: [Value], of type: NetType? = nil) -> Value {
    let a = PSArray(v, of: type)
    a.isQueryResult = true
    return .array(a)
  }

  /// The elements of a sequence among the arguments; those of a text are its characters.
  static func source(_ a: [Value], _ i: Int = 0) throws -> [Value] {
    if a.at(i).isNull { throw nullArgument("source") }
    if case .string(let s) = a.at(i).base { return s.string.utf16.map { .char($0) } }
    return a.at(i).sequence
  }

  private static func defineLinq(_ t: NetType) {
    let seq = "System.Collections.IEnumerable source", f2 = "System.Object predicate"
    /// A result with the element type of its source.
    func like(_ a: [Value], _ v: [Value]) -> Value { results(v, of: elementType(a.at(0))) }
    let none = "Sequence contains no elements"
    t.staticMethod("static System.Object[] Where(\(seq), \(f2))") { a, c in like(a, try source(a).filter { try test(a.at(1), $0, c) }) }
    t.staticMethod("static System.Object[] Select(\(seq), System.Object selector)") { a, c in results(try source(a).map { try call(a.at(1), [$0], c) }, of: resultType(a.at(1))) }
    t.staticMethod("static System.Object[] SelectMany(\(seq), System.Object selector)") { a, c in results(try source(a).flatMap { try call(a.at(1), [$0], c).sequence }) }
    t.staticMethod("static bool Any(\(seq))") { a, _ in .bool(try !source(a).isEmpty) }
    t.staticMethod("static bool Any(\(seq), \(f2))") { a, c in .bool(try source(a).contains { try test(a.at(1), $0, c) }) }
    t.staticMethod("static bool All(\(seq), \(f2))") { a, c in .bool(try source(a).allSatisfy { try test(a.at(1), $0, c) }) }
    t.staticMethod("static int Count(\(seq))") { a, _ in .count(try source(a).count) }
    t.staticMethod("static int Count(\(seq), \(f2))") { a, c in .count(try source(a).filter { try test(a.at(1), $0, c) }.count) }
    for (n, last, orDefault) in [("First", false, false), ("Last", true, false), ("FirstOrDefault", false, true), ("LastOrDefault", true, true)] {
      func pick(_ all: [Value], _ a: [Value]) throws -> Value {
        if let x = last ? all.last : all.first { return x }
        if orDefault { return defaultValue(elementType(a.at(0))) }
        throw invalidOperation(a.count > 1 ? "Sequence contains no matching element" : none)
      }
      t.staticMethod("static System.Object \(n)(\(seq))") { a, _ in try pick(try source(a), a) }
      t.staticMethod("static System.Object \(n)(\(seq), \(f2))") { a, c in try pick(try source(a).filter { try test(a.at(1), $0, c) }, a) }
    }
    t.staticMethod("static System.Object Single(\(seq))") { a, _ in
      let all = try source(a)
      guard let x = all.first else { throw invalidOperation(none) }
      if all.count > 1 { throw invalidOperation("Sequence contains more than one element") }
      return x
    }
    t.staticMethod("static System.Object ElementAt(\(seq), int index)") { a, _ in
      let all = try source(a)
      guard all.indices.contains(a.int(1)) else { throw indexOutOfRange() }
      return all[a.int(1)]
    }
    t.staticMethod("static System.Object[] Skip(\(seq), int count)") { a, _ in like(a, Array(try source(a).dropFirst(max(0, a.int(1))))) }
    t.staticMethod("static System.Object[] Take(\(seq), int count)") { a, _ in like(a, Array(try source(a).prefix(max(0, a.int(1))))) }
    t.staticMethod("static System.Object[] SkipWhile(\(seq), \(f2))") { a, c in like(a, Array(try source(a).drop { try test(a.at(1), $0, c) })) }
    t.staticMethod("static System.Object[] TakeWhile(\(seq), \(f2))") { a, c in like(a, Array(try source(a).prefix { try test(a.at(1), $0, c) })) }
    t.staticMethod("static System.Object[] Reverse(\(seq))") { a, _ in like(a, try source(a).reversed()) }
    func distinct(_ v: [Value], _ comparer: Value = .null) -> [Value] {
      let h = keyed(.hashSet, by: comparer)
      for x in v.attentive where !h.contains(x) { h.set(x, .yes) }
      return h.keys
    }
    t.staticMethod("static System.Object[] Distinct(\(seq))") { a, _ in like(a, distinct(try source(a))) }
    t.staticMethod("static System.Object[] Distinct(\(seq), System.Object comparer)") { a, _ in like(a, distinct(try source(a), a.at(1))) }
    /// Of the first sequence what is, or is not, in the second.
    func kept(_ a: [Value], _ comparer: Value, wanted: Bool) throws -> Value {
      let others = keyed(.hashSet, by: comparer)
      for x in try source(a, 1).attentive { others.set(x, .yes) }
      return like(a, distinct(try source(a).filter { others.contains($0) == wanted }, comparer))
    }
    let second = "System.Collections.IEnumerable second"
    for (more, comparer) in [("", { (_: [Value]) in .null }), (", System.Object comparer", { $0.at(2) })] as [(String, ([Value]) -> Value)] {
      t.staticMethod("static System.Object[] Union(\(seq), \(second)\(more))") { a, _ in like(a, distinct(try source(a) + source(a, 1), comparer(a))) }
      t.staticMethod("static System.Object[] Intersect(\(seq), \(second)\(more))") { a, _ in try kept(a, comparer(a), wanted: true) }
      t.staticMethod("static System.Object[] Except(\(seq), \(second)\(more))") { a, _ in try kept(a, comparer(a), wanted: false) }
    }
    t.staticMethod("static System.Object[] Concat(\(seq), \(second))") { a, _ in like(a, try source(a) + source(a, 1)) }
    t.staticMethod("static System.Object[] Zip(\(seq), \(second), System.Object resultSelector)") { a, c in
      results(try zip(source(a), source(a, 1)).map { try call(a.at(2), [$0, $1], c) }, of: resultType(a.at(2)))
    }
    func equal(_ x: Value, _ y: Value, _ comparer: Value, _ c: ExecutionContext) throws -> Bool {
      comparer.isNull ? netEquals(x, y) : Conversion.toBool(try c.callMethod(comparer, "Equals", [x, y]))
    }
    for more in ["", ", System.Object comparer"] {
      t.staticMethod("static bool SequenceEqual(\(seq), \(second)\(more))") { a, c in
        let x = try source(a), y = try source(a, 1)
        return .bool(try x.count == y.count && zip(x, y).attentive.allSatisfy { try equal($0, $1, a.at(2), c) })
      }
      t.staticMethod("static bool Contains(\(seq), System.Object value\(more))") { a, c in .bool(try source(a).contains { try equal($0, a.at(1), a.at(2), c) }) }
    }
    func total(_ v: [Value], _ c: ExecutionContext) throws -> Value {
      var sum = Value.int(0)
      for x in v.attentive { sum = try Operators.arithmetic(.plus, sum, x, c) }
      return sum
    }
    t.staticMethod("static System.Object Sum(\(seq))") { a, c in
      let all = try source(a), sum = try total(all, c)
      guard case .int = TypeTable.typeOf(all.first ?? .int(0)) === TypeTable.int ? Value.int(0) : .null else { return sum }
      guard case .int = sum else { throw overflow("Arithmetic operation resulted in an overflow.") }
      return sum
    }
    t.staticMethod("static System.Object Sum(\(seq), System.Object selector)") { a, c in try total(try source(a).map { try call(a.at(1), [$0], c) }, c) }
    t.staticMethod("static double Average(\(seq))") { a, c in
      let all = try source(a)
      if all.isEmpty { throw invalidOperation(none) }
      return .double(try total(all, c).asDouble / Double(all.count))
    }
    for (n, sign) in [("Max", 1), ("Min", -1)] {
      func best(_ v: [Value], _ c: ExecutionContext) throws -> Value {
        guard var x = v.first else { throw invalidOperation(none) }
        for y in v.dropFirst().attentive where try Conversion.compare(y, x, ignoreCase: false) * sign > 0 { x = y }
        return x
      }
      t.staticMethod("static System.Object \(n)(\(seq))") { a, c in try best(try source(a), c) }
      t.staticMethod("static System.Object \(n)(\(seq), System.Object selector)") { a, c in try best(try source(a).map { try call(a.at(1), [$0], c) }, c) }
    }
    t.staticMethod("static System.Object Aggregate(\(seq), System.Object func)") { a, c in
      let all = try source(a)
      guard let first = all.first else { throw invalidOperation(none) }
      return try all.dropFirst().reduce(first) { try call(a.at(1), [$0, $1], c) }
    }
    t.staticMethod("static System.Object Aggregate(\(seq), System.Object seed, System.Object func)") { a, c in try source(a).reduce(a.at(1)) { try call(a.at(2), [$0, $1], c) } }
    t.staticMethod("static int[] Range(int start, int count)") { a, _ in
      if a.int(1) < 0 { throw outOfRange("count", "Specified argument was out of the range of valid values.") }
      try PSArray.checkRoom(a.int(1))
      let start = a.int(0)
      return .ints((start..<(start + a.int(1))))
    }
    t.staticMethod("static System.Object[] Repeat(System.Object element, int count)") { a, _ in
      if a.int(1) < 0 { throw outOfRange("count", "Specified argument was out of the range of valid values.") }
      let e = TypeTable.typeOf(a.at(0))
      return .array(try PSArray.filled(a.at(0), [a.int(1)], of: e))
    }
    t.staticMethod("static System.Object[] ToArray(\(seq))") { a, _ in like(a, try source(a)) }
    t.staticMethod("static System.Collections.Generic.List[System.Object] ToList(\(seq))") { a, _ in
      let l = PSArray(try source(a), of: elementType(a.at(0)) ?? TypeTable.object)
      l.kind = .list
      return .array(l)
    }
    t.staticMethod("static System.Object[] AsEnumerable(\(seq))") { a, _ in like(a, try source(a)) }
    t.staticMethod("static System.Object[] Cast(\(seq))") { a, c in
      guard let type = c.typeArguments.first else { return like(a, try source(a)) }
      return .array(PSArray(try source(a).map { x in
        guard type.isAssignable(from: TypeTable.typeOf(x)) else {
          throw netError("System.InvalidCastException", "Unable to cast object of type '\(TypeTable.typeOf(x).fullName)' to type '\(type.fullName)'.")
        }
        return x
      }, of: type))
    }
    t.staticMethod("static System.Object[] OfType(\(seq))") { a, c in
      guard let type = c.typeArguments.first else { return like(a, try source(a)) }
      return .array(PSArray(try source(a).filter { type.isAssignable(from: TypeTable.typeOf($0)) }, of: type))
    }
    t.staticMethod("static System.Object[] Empty()") { _, c in .array(PSArray([], of: c.typeArguments.first)) }
  }
}
