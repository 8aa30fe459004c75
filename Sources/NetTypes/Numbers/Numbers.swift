/// The number types: parsing, formatting, comparing, limits. One generic definition each for integers and floating point.
import Engine
import Primitives

/// Turns an error of module Primitives into the .NET exception it stands for.
func net<T>(_ body: () throws -> T) throws -> T {
  do { return try body() } catch let e as NetError { throw netError(e.typeName, e.message) }
}

extension NetTypes {
  static func installNumbers() {
    TypeTable.extend("System.Int32") { integer($0, "int", 9, Int32.self) { .int($0) } }
    TypeTable.extend("System.Int64") { integer($0, "long", 11, Int64.self) { .long($0) } }
    for (name, zero, least, most) in [("IntPtr", Value.long(0), Value.long(.min), Value.long(.max)), ("UIntPtr", .ulong(0), .ulong(.min), .ulong(.max))] {
      TypeTable.register("System." + name) {
        NetType("System." + name, .struct, base: TypeTable.valueType) { t in
          t.staticProperty("System.\(name) MaxValue {get;}") { _ in most }
          t.staticProperty("System.\(name) MinValue {get;}") { _ in least }
          t.staticProperty("int Size {get;}") { _ in .int(8) }
          t.staticProperty("System.\(name) Zero {get;}") { _ in zero }
          t.converter = { v, c in try Conversion.convert(v, to: TypeTable.typeOf(zero), c) }
        }
      }
    }
    TypeTable.extend("System.Byte") { integer($0, "byte", 6, UInt8.self) { .byte($0) } }
    TypeTable.extend("System.SByte") { integer($0, "sbyte", 5, Int8.self) { .sbyte($0) } }
    TypeTable.extend("System.Int16") { integer($0, "short", 7, Int16.self) { .short($0) } }
    TypeTable.extend("System.UInt16") { integer($0, "ushort", 8, UInt16.self) { .ushort($0) } }
    TypeTable.extend("System.UInt32") { integer($0, "uint", 10, UInt32.self) { .uint($0) } }
    TypeTable.extend("System.UInt64") { integer($0, "ulong", 12, UInt64.self) { .ulong($0) } }
    TypeTable.extend("System.Double", defineDouble)
    TypeTable.extend("System.Single", defineSingle)
    TypeTable.extend("System.Decimal", defineDecimal)
    TypeTable.extend("System.Numerics.BigInteger", defineBigInteger)
    TypeTable.extend("System.Boolean", defineBoolean)
    TypeTable.register("System.Math") { NetType("System.Math", base: TypeTable.object, define: defineMath) }
    TypeTable.register("System.Convert") { NetType("System.Convert", base: TypeTable.object, define: defineConvert) }
  }

  /// The culture of a format provider argument; nil for null.
  static func culture(of v: Value) -> Culture? { (v.refValue as? PSCulture)?.culture }

  /// `ToString` with and without format and provider, for a type that formats by `text`, and `TryFormat`.
  static func formatting(_ t: NetType, provider: String = "provider", _ text: @escaping (Value, String, Culture) throws -> String) {
    t.method("string ToString()") { v, _, c in .str(try net { try text(v, "", c.culture) }) }
    func withFormat() { t.method("string ToString(string format)") { v, a, c in .str(try net { try text(v, a.string(0), c.culture) }) } }
    let isFormatFirst = !["Int16", "Int64", "Int128", "UInt16", "UInt32", "UInt64", "UInt128", "Single", "BigInteger"].contains(t.name)
    if isFormatFirst { withFormat() }
    t.method("string ToString(System.IFormatProvider \(provider))") { v, a, c in .str(try net { try text(v, "", culture(of: a.at(0)) ?? c.culture) }) }
    if !isFormatFirst { withFormat() }
    t.method("string ToString(string format, System.IFormatProvider \(provider))") { v, a, c in .str(try net { try text(v, a.string(0), culture(of: a.at(1)) ?? c.culture) }) }
    spanFormatting(t, provider: provider, hasBytes: t !== TypeTable.bigInteger, text)
  }
  /// `Parse` and `TryParse` in all their forms.
  static func parsing(_ t: NetType, _ name: String, styles: NumberStyles, _ zero: Value, _ parse: @escaping (String, NumberStyles, Culture) throws -> Value) {
    func run(_ s: String?, _ st: NumberStyles, _ c: Culture) throws -> Value {
      guard let s else { throw nullArgument("s") }
      return try net { try parse(s, st, c) }
    }
    /// Digits of another base go with white space alone, and not with fractions.
    func style(_ v: Value) throws -> NumberStyles {
      let n = v.asInt
      if n & ~2047 != 0 { throw argumentError("An undefined NumberStyles value is being used.", param: "style") }
      if n & ~511 != 0 {
        if styles != .integer { throw argumentError("The number styles AllowHexSpecifier and AllowBinarySpecifier are not supported on floating point data types.", param: "style") }
        if n & ~515 != 0, n & ~1027 != 0 {
          throw argumentError(
            "With the AllowHexSpecifier or AllowBinarySpecifier bit set in the enum bit field, the only other valid bits that can be combined into the enum value must be "
              + "AllowLeadingWhite and AllowTrailingWhite.", param: "style")
        }
      }
      return NumberStyles(rawValue: n)
    }
    t.staticMethod("static \(name) Parse(string s)") { a, c in try run(a.text(0), styles, c.culture) }
    t.staticMethod("static \(name) Parse(string s, System.Globalization.NumberStyles style)") { a, c in try run(a.text(0), try style(a.at(1)), c.culture) }
    t.staticMethod("static \(name) Parse(string s, System.IFormatProvider provider)") { a, c in try run(a.text(0), styles, culture(of: a.at(1)) ?? c.culture) }
    t.staticMethod("static \(name) Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)") { a, c in
      try run(a.text(0), try style(a.at(1)), culture(of: a.at(2)) ?? c.culture)
    }
    func attempt(_ a: [Value], _ st: NumberStyles, _ culture: Culture, _ at: Int, _ c: ExecutionContext) throws -> Value {
      let r = try? run(a.text(0), st, culture)
      try a.setReference(at, r ?? zero, c)
      return .bool(r != nil)
    }
    t.staticMethod("static bool TryParse(string s, [ref] \(name) result)") { a, c in try attempt(a, styles, c.culture, 1, c) }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, [ref] \(name) result)") { a, c in try attempt(a, styles, culture(of: a.at(1)) ?? c.culture, 2, c) }
    t.staticMethod("static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] \(name) result)") { a, c in
      try attempt(a, try style(a.at(1)), culture(of: a.at(2)) ?? c.culture, 3, c)
    }
  }
  /// `CompareTo`, `Equals`, `GetHashCode`, `GetTypeCode`.
  /// - Parameters:
  ///   - code: nil for a type that is not `IConvertible`
  ///   - names: of the parameters of `CompareTo` and `Equals`, for any object and for one of the type
  static func comparing(
    _ t: NetType, _ name: String, code: Int?, names: (any: String, compared: String, object: String, equal: String) = ("value", "value", "obj", "obj"),
    _ compare: @escaping (Value, Value) -> Int
  ) {
    t.method("int CompareTo(System.Object \(names.any))") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard TypeTable.typeOf(a.at(0)) === t else {
        throw t === TypeTable.bigInteger ? argumentError("The parameter must be a BigInteger.", param: "obj") : argumentError("Object must be of type \(t.name).")
      }
      return .count(compare(v, a.at(0)))
    }
    t.method("int CompareTo(\(name) \(names.compared))") { v, a, _ in .count(compare(v, a.at(0))) }
    t.method("bool Equals(System.Object \(names.object))") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(\(name) \(names.equal))") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    if let code { t.method("System.TypeCode GetTypeCode()") { _, _, _ in .member("System.TypeCode", code) } }
  }
  static func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : b < a ? 1 : 0 }

  private static func integer<T: FixedWidthInteger>(_ t: NetType, _ name: String, _ code: Int, _ type: T.Type, _ make: @escaping (T) -> Value) {
    func of(_ v: Value) -> T {
      if case .ulong(let n) = v.base { return T(truncatingIfNeeded: n) }
      return T(truncatingIfNeeded: v.asInt)
    }
    t.staticProperty("\(name) MaxValue {get;}") { _ in make(.max) }
    t.staticProperty("\(name) MinValue {get;}") { _ in make(.min) }
    comparing(t, name, code: code, names: (name == "sbyte" ? "obj" : "value", "value", "obj", "obj")) {
      // the small ones subtract
      let a = of($0), b = of($1)
      return T.bitWidth < 32 ? Int(truncatingIfNeeded: a) - Int(truncatingIfNeeded: b) : order(a, b)
    }
    binaryInteger(t, of)
    formatting(t) { v, f, c in try NumberFormat.text(of(v), f, c) }
    parsing(t, name, styles: .integer, make(0)) { s, st, c in make(try NumberParse.integer(s, st, culture: c, as: T.self)) }
    if T.isSigned { t.staticMethod("static \(name) Abs(\(name) value)") { a, _ in
      guard of(a.at(0)) != .min else { throw overflow("Negating the minimum value of a twos complement number is invalid.") }
      return make(T(truncatingIfNeeded: of(a.at(0)).magnitude))
    } }
    t.staticMethod("static \(name) Max(\(name) x, \(name) y)") { a, _ in make(max(of(a.at(0)), of(a.at(1)))) }
    t.staticMethod("static \(name) Min(\(name) x, \(name) y)") { a, _ in make(min(of(a.at(0)), of(a.at(1)))) }
    t.staticMethod("static \(name) Clamp(\(name) value, \(name) min, \(name) max)") { a, _ in
      guard of(a.at(1)) <= of(a.at(2)) else { throw argumentError("'\(of(a.at(1)))' cannot be greater than \(of(a.at(2))).") }
      return make(Swift.min(Swift.max(of(a.at(0)), of(a.at(1))), of(a.at(2))))
    }
    t.staticMethod("static \(name) MaxMagnitude(\(name) x, \(name) y)") { a, _ in
      let x = of(a.at(0)), y = of(a.at(1)); return make(x.magnitude > y.magnitude || x.magnitude == y.magnitude && x > y ? x : y)
    }
    t.staticMethod("static \(name) MinMagnitude(\(name) x, \(name) y)") { a, _ in
      let x = of(a.at(0)), y = of(a.at(1)); return make(x.magnitude < y.magnitude || x.magnitude == y.magnitude && x < y ? x : y)
    }
    if T.isSigned {
      t.staticMethod("static \(name) CopySign(\(name) value, \(name) sign)") { a, _ in
        let m = of(a.at(0)).magnitude
        if of(a.at(1)) < 0 { return make(T(truncatingIfNeeded: 0 &- m)) }
        guard let positive = T(exactly: m) else { throw overflow("Negating the minimum value of a twos complement number is invalid.") }
        return make(positive)
      }
    }
    creating(t, name, zero: make(0)) { v, way in
      let (n, clamped) = Int128.wide(v)
      if clamped == nil, let exact = T(exactly: n) { return make(exact) }
      switch way {
      case .checked: throw overflow("Arithmetic operation resulted in an overflow.")
      case .truncating where clamped == nil: return make(T(truncatingIfNeeded: n))
      default: return make(clamped == .nan ? 0 : n < 0 ? .min : .max)
      }
    }
    if name == "int" { t.staticMethod("static long BigMul(int left, int right)") { a, _ in .long(Int64(a.int(0)) * Int64(a.int(1))) } }
    t.staticMethod("static \(name) RotateLeft(\(name) value, int rotateAmount)") { a, _ in make(rotated(of(a.at(0)), a.int(1))) }
    t.staticMethod("static \(name) RotateRight(\(name) value, int rotateAmount)") { a, _ in make(rotated(of(a.at(0)), T.bitWidth - a.int(1) % T.bitWidth)) }
    t.staticMethod("static int Sign(\(name) value)") { a, _ in .count(of(a.at(0)).signum() > 0 ? 1 : of(a.at(0)) == 0 ? 0 : -1) }
    t.staticMethod("static bool IsEvenInteger(\(name) value)") { a, _ in .bool(of(a.at(0)) & 1 == 0) }
    t.staticMethod("static bool IsOddInteger(\(name) value)") { a, _ in .bool(of(a.at(0)) & 1 != 0) }
    t.staticMethod("static bool IsNegative(\(name) value)") { a, _ in .bool(of(a.at(0)) < 0) }
    t.staticMethod("static bool IsPositive(\(name) value)") { a, _ in .bool(of(a.at(0)) >= 0) }
    t.staticMethod("static bool IsPow2(\(name) value)") { a, _ in .bool(of(a.at(0)) > 0 && of(a.at(0)).nonzeroBitCount == 1) }
    for (n, f) in [("PopCount", \T.nonzeroBitCount), ("LeadingZeroCount", \T.leadingZeroBitCount), ("TrailingZeroCount", \T.trailingZeroBitCount)] as [(String, KeyPath<T, Int>)] {
      t.staticMethod("static \(name) \(n)(\(name) value)") { a, _ in make(T(truncatingIfNeeded: of(a.at(0))[keyPath: f])) }
    }
    t.staticMethod("static \(name) Log2(\(name) value)") { a, _ in
      guard of(a.at(0)) > 0 else { throw outOfRange("value", "Non-negative number required.") }
      return make(T(truncatingIfNeeded: T.bitWidth - 1 - of(a.at(0)).leadingZeroBitCount))
    }
    t.staticMethod("static System.ValueTuple[\(name),\(name)] DivRem(\(name) left, \(name) right)") { a, _ in
      let y = of(a.at(1))
      if y == 0 { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
      let (q, over) = of(a.at(0)).dividedReportingOverflow(by: y)
      if over { throw overflow("Arithmetic operation resulted in an overflow.") }
      return valueTuple([make(q), make(of(a.at(0)) % y)])
    }
  }

  private static func rotated<T: FixedWidthInteger>(_ x: T, _ n: Int) -> T {
    let w = T.bitWidth, k = ((n % w) + w) % w
    if k == 0 { return x }
    let bits = T.Magnitude(truncatingIfNeeded: x)
    return T(truncatingIfNeeded: bits << T.Magnitude(truncatingIfNeeded: k) | bits >> T.Magnitude(truncatingIfNeeded: w - k))
  }
  static func valueTuple(_ items: [Value]) -> Value {
    guard let t = TypeTable.generic("System.ValueTuple`\(items.count)", items.map { TypeTable.typeOf($0) }) else { return .null }
    return .other(PSTuple(t, items))
  }

  private static func defineDouble(_ t: NetType) {
    let constants: [(String, Double)] = [
      ("MaxValue", .greatestFiniteMagnitude), ("MinValue", -.greatestFiniteMagnitude), ("Epsilon", .leastNonzeroMagnitude), ("NaN", .nan),
      ("PositiveInfinity", .infinity), ("NegativeInfinity", -.infinity), ("NegativeZero", -0.0), ("E", 2.718281828459045), ("Pi", .pi),
      ("Tau", 2 * .pi),
    ]
    for (n, d) in constants { t.staticProperty("double \(n) {get;}") { _ in .double(d) } }
    floatingPoint(t, pattern: { $0.asDouble.bitPattern }, bits: 52, exponentBits: 11)
    comparing(t, "double", code: 14) { compareFloating($0.asDouble, $1.asDouble) }
    formatting(t) { v, f, c in try NumberFormat.text(v.asDouble, f, c) }
    parsing(t, "double", styles: .floatThousands, .double(0)) { s, st, c in .double(try NumberParse.double(s, st, culture: c)) }
    floatTests(t, "double") { $0.asDouble }
    creating(t, "double", zero: .double(0)) { v, _ in .double(v.asDouble) }
    defineMathFunctions(t, full: false)
    defineFloatingFunctions(t)
  }
  private static func defineSingle(_ t: NetType) {
    func of(_ v: Value) -> Float { if case .single(let f) = v.base { f } else { Float(v.asDouble) } }
    let constants: [(String, Float)] = [
      ("MaxValue", .greatestFiniteMagnitude), ("MinValue", -.greatestFiniteMagnitude), ("Epsilon", .leastNonzeroMagnitude), ("NaN", .nan),
      ("PositiveInfinity", .infinity), ("NegativeInfinity", -.infinity),
    ]
    for (n, d) in constants { t.staticProperty("float \(n) {get;}") { _ in .single(d) } }
    floatingPoint(t, pattern: { UInt64(of($0).bitPattern) }, bits: 23, exponentBits: 8)
    comparing(t, "float", code: 13) { compareFloating(Double(of($0)), Double(of($1))) }
    formatting(t) { v, f, c in try NumberFormat.text(of(v), f, c) }
    parsing(t, "float", styles: .floatThousands, .single(0)) { s, st, c in .single(try NumberParse.single(s, st, culture: c)) }
    floatTests(t, "float") { $0.asDouble }
    creating(t, "float", zero: .single(0)) { v, _ in .single(Float(v.asDouble)) }
  }
  /// NaN sorts before everything, as `CompareTo` has it.
  private static func compareFloating(_ a: Double, _ b: Double) -> Int {
    if a < b { return -1 }
    if a > b { return 1 }
    if a == b { return 0 }
    return a.isNaN ? (b.isNaN ? 0 : -1) : 1
  }
  private static func floatTests(_ t: NetType, _ name: String, _ of: @escaping (Value) -> Double) {
    let tests: [(String, (Double) -> Bool)] = [
      ("IsNaN", { $0.isNaN }), ("IsInfinity", { $0.isInfinite }), ("IsFinite", { $0.isFinite }), ("IsPositiveInfinity", { $0 == .infinity }), ("IsNegativeInfinity", { $0 == -.infinity }),
      ("IsNegative", { $0.sign == .minus }), ("IsPositive", { $0.sign == .plus }), ("IsInteger", { $0.isFinite && $0 == $0.rounded() }),
      ("IsNormal", { $0.isNormal }), ("IsSubnormal", { $0.isSubnormal }),
      ("IsEvenInteger", { $0.isFinite && $0.truncatingRemainder(dividingBy: 2) == 0 }),
      ("IsOddInteger", { $0.isFinite && abs($0.truncatingRemainder(dividingBy: 2)) == 1 }), ("IsRealNumber", { !$0.isNaN })
    ]
    for (n, f) in tests { t.staticMethod("static bool \(n)(\(name) d)") { a, _ in .bool(f(of(a.at(0)))) } }
  }

  /// A truth value as `Boolean.Parse` reads it: white space and zero characters around do not count.
  static func boolean(_ s: String) -> Bool? {
    let u = Array(s.utf16)
    var i = 0, j = u.count
    while i < j, isWhite(u[i]) || u[i] == 0 { i += 1 }
    while j > i, isWhite(u[j - 1]) || u[j - 1] == 0 { j -= 1 }
    let w = String(units: u[i..<j])
    return w.equalsIgnoringCase("true") ? true : w.equalsIgnoringCase("false") ? false : nil
  }

  private static func defineBoolean(_ t: NetType) {
    t.staticProperty("string TrueString {get;}") { _ in .str("True") }
    t.staticProperty("string FalseString {get;}") { _ in .str("False") }
    comparing(t, "bool", code: 3, names: ("obj", "value", "obj", "obj")) { ($0.asInt) - ($1.asInt) }
    spanFormatting(t, behind: "", hasBytes: false) { v, _, _ in v.asInt != 0 ? "True" : "False" }
    t.method("string ToString()") { v, _, _ in .str(v.asInt != 0 ? "True" : "False") }
    t.method("string ToString(System.IFormatProvider provider)") { v, _, _ in .str(v.asInt != 0 ? "True" : "False") }
    t.staticMethod("static bool Parse(string value)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("value") }
      guard let b = boolean(s) else { throw formatError("String '\(s)' was not recognized as a valid Boolean.") }
      return .bool(b)
    }
    t.staticMethod("static bool TryParse(string value, [ref] bool result)") { a, c in
      let b = boolean(a.string(0))
      try a.setReference(1, .bool(b ?? false), c)
      return .bool(b != nil)
    }
  }
}
