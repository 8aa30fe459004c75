/// `LanguagePrimitives.Compare` and `Equals`, and the `-is` test: what cmdlets such as Sort-Object use.
import Primitives

extension Conversion {
  /// Order of dictionary keys.
  static func compareKeys(_ a: Value, _ b: Value, caseSensitive: Bool) -> Int { (try? compare(a, b, ignoreCase: !caseSensitive)) ?? 0 }

  /// `Compare` as Sort-Object and `-lt` use it: <0, 0, >0; throws when not comparable.
  public static func compare(_ a: Value, _ b: Value, ignoreCase: Bool = true) throws -> Int {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.string(let x), .string(let y)): return Collation.compare(x.string, y.string, ignoreCase: ignoreCase)
    default: break
    }
    if case .object(let o) = a, let k = o.type?.scriptClass, k.hasMethod("CompareTo"), !b.isNull, let r = try k.invoke("CompareTo", a, [b], ExecutionContext.current) { return Int(try toInt32(r)) }
    let x = a.base, y = b.base
    if x.isNull { return y.isNull ? 0 : compareToNull(y, right: true) }
    if y.isNull { return compareToNull(x, right: false) }
    if case .string(let s) = x { return Collation.compare(s.string, toString(y), ignoreCase: ignoreCase) }
    if x.typeCode.isNumeric, y.typeCode.isNumeric { return compareNumbers(x, y) }
    let converted: Value
    do { converted = try convert(y, to: TypeTable.typeOf(x), nil) } catch where isFailure(error) {
      throw comparisonError("Could not compare \"\(plainText(x))\" to \"\(plainText(y))\". Error: \"\(cause(error).message)\"")
    }
    if Operators.isComparable(x), let c = try Operators.compareSame(x, converted, nil) { return c }
    if Operators.same(x, y, ignoreCase: ignoreCase) { return 0 }
    throw comparisonError("Cannot compare \"\(netText(x))\" because it is not IComparable.")
  }
  private static func comparisonError(_ message: String) -> TerminatingError {
    TerminatingError("Argument", message, .invalidArgument, exception: "System.Management.Automation.PSArgumentException")
  }
  private static func compareToNull(_ v: Value, right: Bool) -> Int {
    let i = right ? -1 : 1
    switch v.typeCode {
    case .sbyte, .int16, .int32, .int64, .single, .double: return v.enumValue == nil && (double(v) ?? 0) < 0 ? -i : i
    case .decimal: return (v.decimalValue?.sign ?? 0) < 0 ? -i : i
    default: return i
    }
  }
  /// Numbers of any two types in .NET's order: NaN is less than everything.
  static func compareNumbers(_ a: Value, _ b: Value) -> Int {
    if let x = integer(a), let y = integer(b) { return x < y ? -1 : x > y ? 1 : 0 }
    if a.typeCode == .decimal || b.typeCode == .decimal, let x = try? changeType(a, to: .decimal).decimalValue, let y = try? changeType(b, to: .decimal).decimalValue {
      return NetDecimal.compare(x, y)
    }
    let x = double(a) ?? 0, y = double(b) ?? 0
    if x.isNaN || y.isNaN { return x.isNaN ? y.isNaN ? 0 : -1 : 1 }
    return x < y ? -1 : x > y ? 1 : 0
  }

  /// `LanguagePrimitives.Equals`.
  public static func equals(_ a: Value, _ b: Value, ignoreCase: Bool = true) -> Bool {
    (try? Operators.equal(a, b, ignoreCase: ignoreCase, nil)) ?? false
  }

  /// `-is`.
  public static func isInstance(_ v: Value, of type: NetType) -> Bool {
    switch type.target {
    case .psObject: if case .object(let o) = v { return o.type?.scriptClass == nil }
    case .psCustomObject: if case .object(let o) = v, o.wrapped == nil, o.type == nil { return true }
    default: break
    }
    let x = v.base
    if x.isNull { return false }
    if type.target == .object { return true }
    return type.isAssignable(from: TypeTable.typeOf(x))
  }
}

extension Conversion {
  /// What .NET's own formatting puts into a message: a type by its full name, where PowerShell would write `int`.
  static func netText(_ v: Value, _ context: ExecutionContext? = nil) -> String {
    if case .type(let t) = v.base { return t.fullName }
    if case .array = v.base { return plainText(v) }
    return context.map { toString(v, $0) } ?? plainText(v)
  }
}
