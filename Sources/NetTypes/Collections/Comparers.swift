/// Comparers as objects, and what the collections do with one: `StringComparer`, `Comparer<T>`, `EqualityComparer<T>`, `Comparer`,
/// those that classes of a script implement, and script blocks for a `Comparison`.
import Engine
import Primitives

/// `[StringComparer]::OrdinalIgnoreCase` and its relatives, numbered like `StringComparison`.
public final class PSComparer: Ref {
  let comparison: Comparison
  convenience init(_ raw: Int) { self.init(Comparison(raw: raw)) }
  init(_ c: Comparison) { comparison = c; super.init() }
  public override var netType: NetType {
    TypeTable.get(!comparison.isOrdinal ? "System.CultureAwareComparer" : comparison.ignoresCase ? "System.OrdinalIgnoreCaseComparer" : "System.OrdinalCaseSensitiveComparer")
  }
}

/// `Comparer<T>.Default`, `EqualityComparer<T>.Default`, `Comparer`, `CaseInsensitiveComparer`, and those `Create` made of delegates.
final class PSDefaultComparer: Ref {
  private let type: NetType
  private let ignoresCase: Bool
  /// What `Create` was given; nil = the comparison of the values themselves.
  private let comparison: Value?
  private let hashing: Value?
  init(_ type: NetType, ignoresCase: Bool = false, comparison: Value? = nil, hashing: Value? = nil) {
    self.type = type
    self.ignoresCase = ignoresCase
    self.comparison = comparison
    self.hashing = hashing
    super.init()
  }
  override var netType: NetType { type }
  /// It compares as collections do without one.
  var isDefault: Bool { comparison == nil && !ignoresCase }
  func compare(_ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Value {
    if let comparison { return try NetTypes.call(comparison, [a, b], c) }
    do { return .count(try Conversion.compare(a, b, ignoreCase: ignoresCase)) } catch { throw argumentError("At least one object must implement IComparable.") }
  }
  func equals(_ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Value {
    try comparison.map { try NetTypes.call($0, [a, b], c) } ?? .bool(netEquals(a, b))
  }
  func hash(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if let hashing, !hashing.isNull { return try NetTypes.call(hashing, [v], c) }
    if comparison != nil { throw notSupported("Specified method is not supported.") }
    return .int(netHash(v))
  }
}

extension NetTypes {
  /// Order of two values by a comparer argument: a `StringComparer`, a `Comparison` script block, a script class, or the default.
  static func order(_ a: Value, _ b: Value, by comparer: Value, _ context: ExecutionContext) throws -> Int {
    switch comparer.base {
    case .null, .void, .unset: return try defaultOrder(a, b)
    case .block(let block): return try context.invokeBlock(block, arguments: [a, b]).asInt
    case .other(let r):
      if let c = r as? PSComparer {
        if let x = a.stringValue, let y = b.stringValue { return c.comparison.compare(x, y) }
        return try Conversion.compare(a, b, ignoreCase: c.comparison.ignoresCase)
      }
      if let d = r as? PSDelegate { return try d.invoke([a, b], context).asInt }
      return try context.callMethod(comparer, "Compare", [a, b]).asInt
    default: return try context.callMethod(comparer, "Compare", [a, b]).asInt
    }
  }
  /// `Comparer.Default`: null comes first, and a value compares with its own type only.
  private static func defaultOrder(_ a: Value, _ b: Value) throws -> Int {
    if !a.isNull, !b.isNull {
      let t = TypeTable.typeOf(a)
      if t !== TypeTable.typeOf(b), t.isValueType || t === TypeTable.string { throw argumentError("Object must be of type \(t.name).") }
    }
    return try Conversion.compare(a, b, ignoreCase: false)
  }
  /// Whether a comparer argument makes string keys ignore case.
  private static func ignoresCase(_ v: Value) -> Bool { (v.refValue as? PSComparer)?.comparison.ignoresCase ?? false }
  /// An empty dictionary or set that compares its keys by a comparer argument; null = as .NET does by itself.
  static func keyed(_ kind: PSHash.Kind, by comparer: Value = .null) -> PSHash {
    let h = PSHash(kind, caseSensitive: !ignoresCase(comparer))
    h.comparer = keyComparer(comparer, for: kind)
    return h
  }
  /// One with the comparison of another.
  static func keyed(_ kind: PSHash.Kind, like other: PSHash) -> PSHash {
    let h = PSHash(kind, caseSensitive: other.caseSensitive)
    h.comparer = other.comparer
    return h
  }
  /// The comparer a dictionary shows.
  static func comparer(of h: PSHash) -> Value {
    if let c = h.comparer { return c.value }
    if !h.caseSensitive { return .other(PSComparer(5)) }
    let isSorted = h.kind == .sortedSet || h.kind == .sortedDictionary || h.kind == .sortedList
    return defaultComparer(isSorted ? "Comparer`1" : "EqualityComparer`1", of: h.keyType ?? TypeTable.object)
  }
  /// `Comparer<T>.Default` or `EqualityComparer<T>.Default`.
  private static func defaultComparer(_ name: String, of t: NetType) -> Value {
    let comparesItself = t.isValueType && t.enumeration == nil || t === TypeTable.string || t.interfaces.contains { $0 == "System.IComparable" }
    return TypeTable.generic("System.Collections.Generic." + (comparesItself ? "Generic" : "Object") + name, [t]).map { .other(PSDefaultComparer($0)) } ?? .null
  }
  /// Nil where the dictionary compares that way by itself.
  private static func keyComparer(_ comparer: Value, for kind: PSHash.Kind) -> KeyComparer? {
    if comparer.isNull { return nil }
    if (comparer.refValue as? PSDefaultComparer)?.isDefault ?? false { return nil }
    switch kind {
    case .sortedDictionary, .sortedSet: return KeyComparer(comparer) { try order($0, $1, by: comparer, .current) }
    case .sortedList: return KeyComparer(comparer) { a, b in try comparing { try order(a, b, by: comparer, .current) } }
    case .hashtable, .ordered, .dictionary, .hashSet, .concurrent:
      if (comparer.refValue as? PSComparer)?.comparison.isOrdinal ?? false { return nil }
      return KeyComparer(
        comparer, hash: { Int32(truncatingIfNeeded: try ExecutionContext.current.callMethod(comparer, "GetHashCode", [$0]).asInt) },
        equal: { Conversion.toBool(try ExecutionContext.current.callMethod(comparer, "Equals", [$0, $1])) })
    }
  }

  /// What arrays say of a comparer that threw.
  static func comparing<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let e as TerminatingError {
      throw netError("System.InvalidOperationException", "Failed to compare two elements in the array.", inner: e.record.exception)
    }
  }

  static let comparerInterfaces = ["System.Collections.IComparer", "System.Collections.IEqualityComparer"]

  static func registerComparers() {
    let generic = "System.Collections.Generic."
    for n in ["Comparer`1", "EqualityComparer`1"] {
      TypeTable.registerClosed(generic + n, interfaces: comparerInterfaces, define: defineComparer)
      // the first is of what compares itself
      for kind in ["Generic", "Object"] { TypeTable.registerClosed(generic + kind + n, base: generic + n) }
    }
    for (n, base) in [("ComparisonComparer`1", "Comparer`1"), ("DelegateEqualityComparer`1", "EqualityComparer`1")] { TypeTable.registerClosed(generic + n, base: generic + base) }
    for (n, ignoresCase) in [("Comparer", false), ("CaseInsensitiveComparer", true)] {
      let full = "System.Collections." + n
      TypeTable.register(full) {
        NetType(full, base: TypeTable.object, interfaces: ["System.Collections.IComparer"]) { t in
          for name in ["Default", "DefaultInvariant"] { t.staticProperty("\(full) \(name) {get;}") { _ in .other(PSDefaultComparer(t, ignoresCase: ignoresCase)) } }
          if ignoresCase { t.constructor("\(full) new()") { _, _ in .other(PSDefaultComparer(t, ignoresCase: true)) } }
          t.constructor("\(full) new(cultureinfo culture)") { _, _ in .other(PSDefaultComparer(t, ignoresCase: ignoresCase)) }
          t.method("int Compare(System.Object a, System.Object b)") { v, a, c in try (v.refValue as? PSDefaultComparer)?.compare(a.at(0), a.at(1), c) ?? .int(0) }
        }
      }
    }
  }

  static func registerStringComparers() {
    TypeTable.register("System.StringComparer") {
      NetType("System.StringComparer", base: TypeTable.object, interfaces: ["System.Collections.IComparer", "System.Collections.IEqualityComparer"]) { t in
        for (i, n) in ["CurrentCulture", "CurrentCultureIgnoreCase", "InvariantCulture", "InvariantCultureIgnoreCase", "Ordinal", "OrdinalIgnoreCase"].enumerated() {
          t.staticProperty("System.StringComparer \(n) {get;}") { _ in .other(PSComparer(i)) }
        }
        t.staticMethod("static System.StringComparer Create(cultureinfo culture, bool ignoreCase)") { a, _ in
          .other(PSComparer(Comparison(options: a.bool(1) ? 1 : 0, culture: culture(of: a.at(0)))))
        }
        t.staticMethod("static System.StringComparer FromComparison(System.StringComparison comparisonType)") { a, _ in .other(PSComparer(a.flags(0))) }
        func of(_ v: Value) -> Comparison { (v.refValue as? PSComparer)?.comparison ?? .current }
        t.method("int Compare(System.Object x, System.Object y)") { v, a, c in .count(try order(a.at(0), a.at(1), by: v, c)) }
        t.method("int Compare(string x, string y)") { v, a, c in .count(try order(a.at(0), a.at(1), by: v, c)) }
        t.method("bool Equals(System.Object x, System.Object y)") { v, a, c in .bool(try order(a.at(0), a.at(1), by: v, c) == 0) }
        t.method("bool Equals(string x, string y)") { v, a, c in .bool(try order(a.at(0), a.at(1), by: v, c) == 0) }
        t.method("int GetHashCode(string obj)") { v, a, _ in .int(netHash(.str(of(v).fold(a.string(0))))) }
      }
    }
    for (n, base) in [
      ("OrdinalComparer", "StringComparer"), ("CultureAwareComparer", "StringComparer"),
      ("OrdinalIgnoreCaseComparer", "OrdinalComparer"), ("OrdinalCaseSensitiveComparer", "OrdinalComparer"),
    ] {
      TypeTable.register("System." + n) { NetType("System." + n, base: TypeTable.get("System." + base), interfaces: comparerInterfaces) }
    }
  }

  private static func defineComparer(_ t: NetType) {
    let e = t.genericArguments[0], T = signatureName(e), name = t.genericDefinition?.contains("EqualityComparer") == true ? "EqualityComparer`1" : "Comparer`1"
    func of(_ v: Value) -> PSDefaultComparer? { v.refValue as? PSDefaultComparer }
    func made(_ definition: String, _ comparison: Value, _ hashing: Value? = nil) -> Value {
      TypeTable.generic("System.Collections.Generic." + definition, [e]).map { .other(PSDefaultComparer($0, comparison: comparison, hashing: hashing)) } ?? .null
    }
    t.staticProperty("\(signatureName(t)) Default {get;}") { _ in defaultComparer(name, of: e) }
    if name == "EqualityComparer`1" {
      t.staticMethod("static \(signatureName(t)) Create(System.Func[\(T),\(T),bool] equals, System.Func[\(T),int] getHashCode = default)") { a, _ in
        made("DelegateEqualityComparer`1", a.at(0), a.at(1))
      }
      t.method("bool Equals(\(T) x, \(T) y)") { v, a, c in try of(v)?.equals(a.at(0), a.at(1), c) ?? .no }
      t.method("int GetHashCode(\(T) obj)") { v, a, c in try of(v)?.hash(a.at(0), c) ?? .int(0) }
    } else {
      t.staticMethod("static \(signatureName(t)) Create(System.Comparison[\(T)] comparison)") { a, _ in made("ComparisonComparer`1", a.at(0)) }
      t.method("int Compare(\(T) x, \(T) y)") { v, a, c in try of(v)?.compare(a.at(0), a.at(1), c) ?? .int(0) }
    }
  }
}
