/// Types as the compiler sees them: .NET types of the shell, and a few that exist for the compiler only.
import Engine
import Primitives

enum Types {
  /// The type of `null`, of what has no value, and of values whose members are looked up when the code runs.
  static let null = NetType("<null>"), none = NetType("<none>"), dynamic = NetType("dynamic", base: TypeTable.object)
  static let void = TypeTable.get("System.Void")
  static let type = TypeTable.get("System.Type")
  static let delegate = TypeTable.get("System.Delegate")

  /// Type parameters of generic classes and methods; their values are looked at when the code runs.
  nonisolated(unsafe) private static var parameters: Set<ObjectIdentifier> = []
  static func parameter(_ name: String) -> NetType {
    let t = NetType(name, base: TypeTable.object)
    parameters.insert(ObjectIdentifier(t))
    kept.append(t)
    return t
  }
  nonisolated(unsafe) private static var kept: [NetType] = []
  /// Type parameters that stand for structs only, so that `T?` is a nullable one.
  nonisolated(unsafe) private static var structs: Set<ObjectIdentifier> = []
  /// Those that stand for classes only, so that their values may be null.
  nonisolated(unsafe) private static var classes: Set<ObjectIdentifier> = []
  /// Notes what `where T : …` says.
  static func constrain(_ t: NetType, _ constraints: [String]) {
    if constraints.contains("struct") { structs.insert(ObjectIdentifier(t)) }
    if constraints.contains("class") { classes.insert(ObjectIdentifier(t)) }
  }
  static func isClassParameter(_ t: NetType) -> Bool { classes.contains(ObjectIdentifier(t)) }
  static func isParameter(_ t: NetType) -> Bool { parameters.contains(ObjectIdentifier(t)) }
  /// Members are found at run time.
  static func isOpen(_ t: NetType) -> Bool { t === dynamic || isParameter(t) }
  /// A type parameter stands somewhere in it.
  static func mentionsParameter(_ t: NetType) -> Bool { isParameter(t) || t.elementType.map(mentionsParameter) ?? false || t.genericArguments.contains(where: mentionsParameter) }
  static func substitute(_ t: NetType, _ from: [NetType], _ to: [NetType]) -> NetType {
    if from.isEmpty || from.count != to.count { return t }
    if let i = from.firstIndex(where: { $0 === t }) { return to[i] }
    if t.isArray, let e = t.elementType { let s = substitute(e, from, to); return s === e ? t : TypeTable.array(of: s, rank: t.rank) }
    guard !t.genericArguments.isEmpty, let d = t.genericDefinition else { return t }
    let a = t.genericArguments.map { substitute($0, from, to) }
    if zip(a, t.genericArguments).allSatisfy({ $0 === $1 }) { return t }
    return ClassSymbol.of(t).map { TypeInstaller.close($0, a) } ?? TypeTable.generic(d, a) ?? t
  }

  static func nullable(_ t: NetType) -> NetType? { t.genericDefinition == "System.Nullable`1" ? t.genericArguments.first : nil }
  static func makeNullable(_ t: NetType) -> NetType { t.isValueType || structs.contains(ObjectIdentifier(t)) ? TypeTable.generic("System.Nullable", [t]) ?? t : t }
  static func list(of t: NetType) -> NetType { TypeTable.generic("System.Collections.Generic.List", [t]) ?? TypeTable.object }
  static func sequence(of t: NetType) -> NetType { TypeTable.generic("System.Collections.Generic.IEnumerable", [t]) ?? TypeTable.object }
  static func maybeStruct(_ t: NetType) -> Bool { t.category == .struct && ClassSymbol.of(t) != nil || isOpen(t) }
  static func underlying(_ t: NetType) -> NetType { TypeTable.get(t.enumeration?.underlying ?? "System.Int32") }

  /// What a variable of the type holds before anything is assigned.
  static func zero(_ t: NetType) -> Value {
    if let n = Num(of: t) { return Numbers.value(0, n) }
    if t === TypeTable.bool { return .no }
    if t.isEnum { return .other(PSEnum(t, 0)) }
    if !t.isValueType || nullable(t) != nil { return .null }
    if let s = ClassSymbol.of(t) { return .other(s.blank(t)) }
    if t.isByRefLike { return .array(PSArray([], of: t.genericArguments.first)) }
    switch t.fullName {
    case "System.DateTime": return .datetime(NetDateTime(bits: 0))
    case "System.TimeSpan": return .timespan(NetTimeSpan(ticks: 0))
    default: return Conversion.tryConvert(.int(0), to: t, nil) ?? (try? ExecutionContext.current.construct(t, [])) ?? .null
    }
  }

  // MARK: Delegates

  /// What a delegate takes and yields; nil for other types.
  static func signature(_ t: NetType) -> (parameters: [NetType], result: NetType)? {
    if let s = ClassSymbol.of(t), let m = s.invoke {
      return (m.parameters.map { substitute($0.type, s.typeParameters, t.genericArguments) }, substitute(m.returnType, s.typeParameters, t.genericArguments))
    }
    let a = t.genericArguments, object = TypeTable.object
    guard let d = t.genericDefinition else {
      switch t.fullName {
      case "System.Action", "System.Threading.ThreadStart": return ([], void)
      case "System.EventHandler": return ([object, TypeTable.get("System.EventArgs")], void)
      case "System.Threading.WaitCallback", "System.Threading.TimerCallback", "System.Threading.ParameterizedThreadStart": return ([object], void)
      case "System.Text.RegularExpressions.MatchEvaluator": return ([TypeTable.get("System.Text.RegularExpressions.Match")], TypeTable.string)
      case "System.Net.Security.RemoteCertificateValidationCallback":
        let ns = "System.Security.Cryptography.X509Certificates."
        return ([object, TypeTable.get(ns + "X509Certificate"), TypeTable.get(ns + "X509Chain"), TypeTable.get("System.Net.Security.SslPolicyErrors")], TypeTable.bool)
      default: return nil
      }
    }
    guard let last = a.last else { return nil }
    if d.hasPrefix("System.Func`") { return (Array(a.dropLast()), last) }
    if d.hasPrefix("System.Action`") { return (a, void) }
    switch d {
    case "System.Converter`2": return ([a[0]], last)
    case "System.Predicate`1": return ([last], TypeTable.bool)
    case "System.Comparison`1": return ([last, last], TypeTable.int)
    case "System.EventHandler`1": return ([object, last], void)
    default: return nil
    }
  }
  static func isDelegate(_ t: NetType) -> Bool { signature(t) != nil || t.category == .delegate }
  /// `Func<…>` or `Action<…>` of a shape.
  static func function(_ parameters: [NetType], _ result: NetType) -> NetType {
    if result === void { return parameters.isEmpty ? TypeTable.get("System.Action") : TypeTable.generic("System.Action", parameters) ?? TypeTable.object }
    return TypeTable.generic("System.Func", parameters + [result]) ?? TypeTable.object
  }

  // MARK: Sequences

  /// What `foreach` yields of a type; nil when it cannot be enumerated, `object` when nothing more is known.
  static func element(of t: NetType) -> NetType? {
    if t.isArray { return t.elementType }
    if t === TypeTable.string { return TypeTable.char }
    if isOpen(t) { return t === dynamic ? dynamic : TypeTable.object }
    if t.fullName.hasSuffix("KeyCollection") || t.fullName.hasSuffix("ValueCollection") { return TypeTable.object }
    if let d = t.genericDefinition {
      let a = t.genericArguments
      if [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2", "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Generic.IReadOnlyDictionary`2",
      ].contains(d) { return TypeTable.generic("System.Collections.Generic.KeyValuePair", a) }
      if d == "System.Linq.IGrouping`2" { return a.last }
      if d.hasPrefix("System.Collections.") || d.hasPrefix("System.Linq.") { if a.count == 1 { return a[0] } }
    }
    if t.fullName == "System.Collections.Hashtable" || t.fullName == "System.Collections.IDictionary"
      || t.fullName == "System.Collections.Specialized.OrderedDictionary" || t.fullName == "System.Collections.SortedList"
    {
      return TypeTable.get("System.Collections.DictionaryEntry")
    }
    if t.fullName == "System.Text.RegularExpressions.MatchCollection" { return TypeTable.get("System.Text.RegularExpressions.Match") }
    if t.fullName == "System.Text.RegularExpressions.GroupCollection" { return TypeTable.get("System.Text.RegularExpressions.Group") }
    for i in allInterfaces(t) where i.genericDefinition == "System.Collections.Generic.IEnumerable`1" { return i.genericArguments.first }
    if let s = ClassSymbol.of(t) {
      if let m = s.find(method: "GetEnumerator", count: 0) {
        let r = substitute(m.returnType, s.typeParameters, t.genericArguments)
        if r.genericDefinition == "System.Collections.Generic.IEnumerator`1" { return r.genericArguments.first }
        if let e = ClassSymbol.of(r), let p = e.find(property: "Current") { return p.type }
        return TypeTable.object
      }
      if let b = t.baseType, b !== TypeTable.object, let e = element(of: b) { return e }
    }
    if t === TypeTable.object { return nil }
    if NetInterfaces.isSequence(t) || TypeTable.get("System.Collections.IEnumerable").isAssignable(from: t) || t.instanceMember("GetEnumerator") != nil { return TypeTable.object }
    return nil
  }
  static func allInterfaces(_ t: NetType) -> [NetType] {
    var all: [NetType] = []
    for u in t.chain { for s in u.interfaces { all.append(interface(named: s)) } }
    return all
  }
  nonisolated(unsafe) static var interfacesByName: [String: NetType] = [:]
  static func interface(named s: String) -> NetType { interfacesByName[s] ?? TypeTable.resolve(s) ?? TypeTable.get(s) }
}
