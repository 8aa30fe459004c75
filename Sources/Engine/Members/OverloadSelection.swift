/// Which overload a call means: PowerShell's ranking of candidates, argument by argument, the first ones weighing most.
import Primitives

/// An overload with the ranks of its arguments' conversions.
struct OverloadCandidate {
  let overload: Overload
  var ranks: [Int]
  /// The arguments beyond the fixed ones go one by one into the last parameter.
  var isExpanded = false
  /// Every parameter has one type that is no array. Rows with open types and arrays are written more loosely than .NET
  /// declares them: of several that fit equally well the first is meant.
  var isExact: Bool { overload.types.allSatisfy { t in t.map { !$0.isArray && $0 !== TypeTable.arrayBase && $0.genericArguments.isEmpty } ?? false } }

  private static let sequence = TypeTable.get("System.Collections.IEnumerable")
  func type(_ i: Int) -> NetType {
    if overload.takesAnySequence(i) { return OverloadCandidate.sequence }
    let t = overload.types.isEmpty ? nil : overload.types[min(i, overload.types.count - 1)]
    guard let t else { return TypeTable.object }
    return overload.takesRest && !isExpanded && i >= overload.types.count - 1 ? TypeTable.array(of: t) : t
  }
}

enum OverloadSelection {
  enum Choice { case none, one(Int), several }
  /// The best overload by its index; several when the best ones are equally good.
  static func choose(_ overloads: [Overload], _ a: [Value]) -> Choice {
    if let exact = Overload.exact(overloads, a), let i = overloads.firstIndex(where: { $0 === exact }) { return .one(i) }
    var best: (index: Int, candidate: OverloadCandidate)?
    var isTie = false
    for (i, o) in overloads.enumerated() {
      guard let c = candidate(o, a) else { continue }
      guard let b = best else { best = (i, c); continue }
      let order = compare(b.candidate, c)
      if order < 0 { best = (i, c); isTie = false } else if order == 0, b.candidate.isExact, c.isExact { isTie = true }
    }
    guard let best else { return .none }
    return isTie ? .several : .one(best.index)
  }

  /// How what a variable holds becomes a value of the parameter's type; 0 = it cannot: nothing becomes no date.
  static func rank(_ r: PSReference, _ t: NetType?) -> Int {
    guard let t, t !== TypeTable.object, t.fullName.hasPrefix("System.Management.Automation.PSReference") == false else { return ConversionRank.identity }
    return Conversion.rank(r.value.orNull, to: t)
  }
  private static func rank(_ v: Value, _ t: NetType?) -> Int {
    if case .other(let r) = v.base, let reference = r.exactly(PSReference.self) { return rank(reference, t) }
    guard let t else { return ConversionRank.convertible }
    return Conversion.rank(v, to: t)
  }
  /// Whether the one argument for the last parameter becomes an element of it, although it is a collection: as a text it fits better.
  static func isExpanded(_ o: Overload, _ a: [Value]) -> Bool {
    guard o.takesRest, a.count == o.parameters.count, case .array? = a.last?.base else { return false }
    return candidate(o, a)?.isExpanded ?? false
  }
  /// Of an array and the comparer of its elements, whose type is a parameter of the method; nil where that is not asked.
  private static func ownElements(_ o: Overload, _ a: [Value], _ i: Int) -> Int? {
    guard let place = o.comparerPlace, i == 0 || i == place, case .array(let array)? = a.first?.base, array.kind == .array else { return nil }
    if i == 0 { return ConversionRank.identity }
    return TypeTable.generic("System.Collections.Generic.IComparer`1", [array.elementType ?? TypeTable.object]).map { Conversion.rank(a[i], to: $0) }
  }
  private static func candidate(_ o: Overload, _ a: [Value]) -> OverloadCandidate? {
    let n = o.parameters.count
    if a.count > n { guard o.takesRest else { return nil } }
    else if a.count < n { guard a.count >= n - o.optionalCount || o.takesRest && a.count + 1 == n else { return nil } }
    var c = OverloadCandidate(overload: o, ranks: [])
    c.ranks.reserveCapacity(a.count)
    let fixed = o.takesRest ? n - 1 : n
    for i in 0..<min(fixed, a.count) {
      let r = o.takesAnySequence(i) ? TypeTable.typeOf(a[i].base).isGenericSequence ? ConversionRank.assignable : 0 : ownElements(o, a, i) ?? rank(a[i], o.types[i])
      if r == 0 { return nil }
      c.ranks.append(r)
    }
    guard o.takesRest else { return c }
    let element = o.types.last ?? nil
    if a.count == n, let v = a.last {
      let whole = rank(v, TypeTable.array(of: element ?? TypeTable.object)), single = rank(v, element)
      if max(whole, single) == 0 { return nil }
      c.isExpanded = single > whole
      c.ranks.append(max(whole, single))
      return c
    }
    c.isExpanded = true
    for v in a.dropFirst(fixed) {
      let r = rank(v, element)
      if r == 0 { return nil }
      c.ranks.append(r)
    }
    return c
  }

  /// > 0 when the first is better, < 0 when the second is.
  private static func compare(_ x: OverloadCandidate, _ y: OverloadCandidate) -> Int {
    let n = x.ranks.count
    guard y.ranks.count == n else { return 0 }
    var better = 0
    for i in 0..<n {
      if x.ranks[i] < y.ranks[i] { better -= n - i } else if x.ranks[i] > y.ranks[i] { better += n - i }
    }
    if better != 0 { return better }
    var weight = n
    for i in 0..<n {
      defer { weight = abs(weight) - 1 }
      let p = x.ranks[i], q = y.ranks[i]
      if p < ConversionRank.nullToValue || q < ConversionRank.nullToValue { continue }
      if (p >= ConversionRank.numericImplicit) != (q >= ConversionRank.numericImplicit) { continue }
      // Where both widen, the narrower parameter is better; where both narrow, the wider.
      if p >= ConversionRank.numericImplicit { weight = -weight }
      let r = Conversion.rank(from: x.type(i), to: y.type(i)), s = Conversion.rank(from: y.type(i), to: x.type(i))
      if r < s { better += weight } else if r > s { better -= weight }
    }
    if better != 0 { return better }
    if x.isExact, y.isExact, (0..<n).contains(where: { x.type($0) !== y.type($0) }) { return 0 }
    if x.isExpanded != y.isExpanded { return x.isExpanded ? -1 : 1 }
    let p = x.overload.parameters.count, q = y.overload.parameters.count
    if x.isExpanded { return p > q ? 1 : p < q ? -1 : 0 }
    return p < q ? 1 : p > q ? -1 : 0
  }
}
