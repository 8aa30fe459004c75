/// Type parameters of a generic method that a call does not name: PowerShell has to find them in the arguments, and does for few.

/// What is asked of the methods of `System.Linq.Enumerable`.
enum TypeInference {
  /// Whether the elements of the sequences follow from the arguments and the sequences are of such elements.
  ///
  /// A script block tells nothing. An `object[]` whose elements are of one type counts as an array of that type, which it is not.
  /// A type is an object of a class of its own, not of that which parameters name, unless it is cast to that.
  /// - Parameter casts: a bit for each argument that is written as a cast to `object[]` or `type`
  static func suits(_ o: Overload, _ a: [Value], casts: UInt64) -> Bool {
    if a.count == 1, case .type = a[0].base, (o.parameters[0].type == "type") != (casts & 1 == 1) { return false }
    if a.contains(where: { if case .block = $0.base { true } else { false } }) { return false }
    let places = o.parameters.indices.filter { $0 < a.count && o.parameters[$0].type == sequence }
    let isTold = a.contains { v in
      let t = TypeTable.typeOf(v.base)
      return t.target == .delegate && t.genericArguments.dropLast().contains { $0 === TypeTable.object }
    }
    var common: NetType?
    for i in places {
      guard let own = elements(a[i].base) else { return false }
      guard let own else { continue }
      let apparent = casts >> UInt64(i & 63) & 1 == 1 ? own : apparentElements(a[i].base) ?? own
      let t = isTold ? TypeTable.object : apparent
      guard own === t || !own.isValueType && t.isAssignable(from: own) else { return false }
      if places.count == 1, i + 1 < o.parameters.count, o.parameters[i + 1].name == "value", !a[i + 1].isNull, !t.isAssignable(from: TypeTable.typeOf(a[i + 1].base)) { return false }
      if isPaired(o), let common, common !== t, common !== TypeTable.object { return false }
      common = t
    }
    if a.count == 1, isSum(o), let common { return common.isValueType }
    return true
  }
  /// Whether the sequences of a call that names its elements are of such.
  static func suits(_ o: Overload, _ a: [Value], elements t: NetType) -> Bool {
    guard !namesResult(o), o.parameters.first?.type == sequence, a.count == 1, let own = a.first.flatMap({ elements($0.base) }), let own else { return true }
    return own === t || !own.isValueType && t.isAssignable(from: own)
  }
  /// Its type parameter is that of the result, of which no argument tells.
  static func namesResult(_ o: Overload) -> Bool { ["Cast", "OfType", "Empty"].contains(NetType.memberName(o.signature)) || o.parameters.isEmpty && o.signature.hasSuffix("]()") }

  private static let sequence = "System.Collections.IEnumerable"
  private static func isSum(_ o: Overload) -> Bool { ["Sum", "Average"].contains(NetType.memberName(o.signature)) }
  private static func isPaired(_ o: Overload) -> Bool { ["Concat", "Union", "Intersect", "Except", "SequenceEqual"].contains(NetType.memberName(o.signature)) }
  /// The declared elements of a sequence; nil inside = not known here, nil = it declares none.
  private static func elements(_ v: Value) -> NetType?? {
    switch v {
    case .string: return .some(TypeTable.char)
    case .array(let a):
      if a.kind == .array || a.kind == .list { return .some(a.elementType ?? TypeTable.object) }
      return a.netType.isGenericSequence ? .some(a.elementType) : nil
    case .other(let r): return r.enumerated() == nil ? nil : .some(nil)
    default: return TypeTable.typeOf(v).isGenericSequence ? .some(nil) : nil
    }
  }
  private static func apparentElements(_ v: Value) -> NetType? {
    guard case .array(let a) = v, a.kind == .array, !a.isQueryResult, a.elementType == nil || a.elementType === TypeTable.object, let first = a.values.first, !first.isNull else { return nil }
    let t = TypeTable.typeOf(first.base)
    return a.values.allSatisfy { !$0.isNull && TypeTable.typeOf($0.base) === t } ? t : nil
  }
}
