/// `System.Int128`, `System.UInt128` and `System.Half`: numbers PowerShell has no operators of its own for.
import Engine
import Primitives

final class PSInt128: Ref {
  let value: Int128
  init(_ v: Int128) { value = v; super.init() }
  override var netType: NetType { TypeTable.named("System.Int128") }
  override func text() -> String { String(value) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSInt128)?.value == value }
  override func compare(_ other: Value) -> Int? { (other.refValue as? PSInt128).map { NetTypes.order(value, $0.value) } }
  override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
final class PSUInt128: Ref {
  let value: UInt128
  init(_ v: UInt128) { value = v; super.init() }
  override var netType: NetType { TypeTable.named("System.UInt128") }
  override func text() -> String { String(value) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSUInt128)?.value == value }
  override func compare(_ other: Value) -> Int? { (other.refValue as? PSUInt128).map { NetTypes.order(value, $0.value) } }
  override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
/// Half a float: five bits of exponent, ten of fraction.
final class PSHalf: Ref {
  let bits: UInt16
  init(bits: UInt16) { self.bits = bits; super.init() }
  convenience init(_ d: Double) { self.init(bits: PSHalf.round(d)) }
  override var netType: NetType { TypeTable.named("System.Half") }
  override func text() -> String { (try? PSHalf.shortest(self, Culture.invariant)) ?? "" }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSHalf)?.double == double }
  override func compare(_ other: Value) -> Int? { (other.refValue as? PSHalf).map { NetTypes.order(double, $0.double) } }
  override var keyHash: UInt { UInt(bits) }

  var double: Double {
    let e = Int(bits >> 10 & 31), f = Double(bits & 1023), sign = bits & 0x8000 != 0 ? -1.0 : 1.0
    if e == 31 { return f == 0 ? sign * .infinity : .nan }
    return sign * (e == 0 ? f * 0x1p-24 : (1024 + f) * Double(sign: .plus, exponent: e - 25, significand: 1))
  }
  /// The nearest half, ties to even.
  private static func round(_ d: Double) -> UInt16 {
    let sign: UInt16 = d.sign == .minus ? 0x8000 : 0, m = d.magnitude
    if d.isNaN { return 0xFE00 }
    if m >= 65520 { return sign | 0x7C00 }
    if m < 0x1p-14 { return sign | UInt16((m * 0x1p24).rounded(.toNearestOrEven)) }
    let e = m.exponent, f = (m.significand * 1024).rounded(.toNearestOrEven)
    return sign + UInt16(Int(e) + 14) << 10 + UInt16(f)
  }
  /// The fewest digits that read back as the same half.
  static func shortest(_ h: PSHalf, _ culture: Culture) throws -> String {
    if h.double.isFinite {
      for digits in 1...6 {
        let text = try NumberFormat.text(h.double, "G\(digits)", .invariant)
        if let d = Double(text), PSHalf(d).bits == h.bits { return try NumberFormat.text(d, "", culture) }
      }
    }
    return try NumberFormat.text(h.double, "", culture)
  }
}

extension NetTypes {
  static func registerWideNumbers() {
    let interfaces = ["System.IComparable", "System.IFormattable"]
    func whole<T: FixedWidthInteger>(_ name: String, _ make: @escaping (T) -> Value, _ of: @escaping (Value) -> T?) {
      let full = "System." + name
      TypeTable.register(full) {
        let t = NetType(full, .struct, base: TypeTable.valueType, interfaces: interfaces) { t in defineWhole(t, full, make) { of($0) ?? 0 } }
        t.converter = { v, _ in
          if let s = v.stringValue { return make(try net { try NumberParse.integer(s, as: T.self) }) }
          if v.isNull || of(v) != nil { return of(v).map(make) }
          guard TypeTable.typeOf(v).isPrimitive || v.refValue is PSDecimal || v.refValue is PSBigInteger || v.refValue is PSInt128 || v.refValue is PSUInt128 else { return nil }
          let (n, beyond) = Int128.wide(v)
          guard beyond == nil, let exact = T(exactly: n) else { throw overflow("Arithmetic operation resulted in an overflow.") }
          return make(exact)
        }
        defineWholeOperators(t, full, make) { of($0) ?? 0 }
        return t
      }
    }
    whole("Int128", { (n: Int128) in .other(PSInt128(n)) }) { ($0.refValue as? PSInt128)?.value }
    whole("UInt128", { (n: UInt128) in .other(PSUInt128(n)) }) { ($0.refValue as? PSUInt128)?.value }
    TypeTable.register("System.Half") {
      let t = NetType("System.Half", .struct, base: TypeTable.valueType, interfaces: interfaces, define: defineHalf)
      t.converter = { v, c in
        if let s = v.stringValue { return .other(PSHalf(try net { try NumberParse.double(s, culture: c?.culture ?? .invariant) })) }
        guard TypeTable.typeOf(v).isPrimitive || v.refValue is PSDecimal else { return nil }
        return .other(PSHalf(v.asDouble))
      }
      defineHalfOperators(t)
      return t
    }
  }

  private static func defineWhole<T: FixedWidthInteger>(_ t: NetType, _ n: String, _ make: @escaping (T) -> Value, _ of: @escaping (Value) -> T) {
    for (name, x) in [("MaxValue", T.max), ("MinValue", .min), ("One", 1), ("Zero", 0)] as [(String, T)] { t.staticProperty("\(n) \(name) {get;}") { _ in make(x) } }
    comparing(t, n, code: nil, names: ("value", "value", "obj", "other")) { order(of($0), of($1)) }
    binaryInteger(t, of)
    formatting(t) { v, f, c in try NumberFormat.text(of(v), f, c) }
    parsing(t, n, styles: .integer, make(0)) { s, st, c in make(try NumberParse.integer(s, st, culture: c, as: T.self)) }
    creating(t, n, zero: make(0)) { v, way in
      let (x, beyond) = Int128.wide(v)
      if beyond == nil, let exact = T(exactly: x) { return make(exact) }
      switch way {
      case .checked: throw overflow("Arithmetic operation resulted in an overflow.")
      case .truncating where beyond == nil: return make(T(truncatingIfNeeded: x))
      default: return make(x < 0 ? .min : .max)
      }
    }
    for (name, f) in [("Max", { Swift.max($0, $1) }), ("Min", { Swift.min($0, $1) })] as [(String, (T, T) -> T)] {
      t.staticMethod("static \(n) \(name)(\(n) x, \(n) y)") { a, _ in make(f(of(a.at(0)), of(a.at(1)))) }
    }
    if T.isSigned { t.staticMethod("static \(n) Abs(\(n) value)") { a, _ in
      guard of(a.at(0)) != .min else { throw overflow("Negating the minimum value of a twos complement number is invalid.") }
      return make(T(truncatingIfNeeded: of(a.at(0)).magnitude))
    } }
    t.staticMethod("static \(n) Clamp(\(n) value, \(n) min, \(n) max)") { a, _ in
      guard of(a.at(1)) <= of(a.at(2)) else { throw argumentError("'\(of(a.at(1)))' cannot be greater than \(of(a.at(2))).") }
      return make(Swift.min(Swift.max(of(a.at(0)), of(a.at(1))), of(a.at(2))))
    }
    t.staticMethod("static int Sign(\(n) value)") { a, _ in .int(of(a.at(0)) > 0 ? 1 : of(a.at(0)) == 0 ? 0 : -1) }
    for (name, f) in [
      ("IsEvenInteger", { $0 & 1 == 0 }), ("IsOddInteger", { $0 & 1 != 0 }), ("IsNegative", { $0 < 0 }), ("IsPositive", { $0 >= 0 }),
      ("IsPow2", { $0 > 0 && $0.nonzeroBitCount == 1 }),
    ] as [(String, (T) -> Bool)] {
      t.staticMethod("static bool \(name)(\(n) value)") { a, _ in .bool(f(of(a.at(0)))) }
    }
    for (name, f) in [("PopCount", { $0.nonzeroBitCount }), ("LeadingZeroCount", { $0.leadingZeroBitCount }), ("TrailingZeroCount", { $0.trailingZeroBitCount })] as [(String, (T) -> Int)] {
      t.staticMethod("static \(n) \(name)(\(n) value)") { a, _ in make(T(truncatingIfNeeded: f(of(a.at(0))))) }
    }
    t.staticMethod("static System.ValueTuple[\(n),\(n)] DivRem(\(n) left, \(n) right)") { a, _ in
      let x = of(a.at(0)), y = of(a.at(1))
      return valueTuple([make(try divided(x, y)), make(y == -1 as? T ? 0 : x % y)])
    }
  }
  private static func divided<T: FixedWidthInteger>(_ x: T, _ y: T) throws -> T {
    if y == 0 { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
    let (q, over) = x.dividedReportingOverflow(by: y)
    if over { throw overflow("Arithmetic operation resulted in an overflow.") }
    return q
  }
  private static func defineWholeOperators<T: FixedWidthInteger>(_ t: NetType, _ name: String, _ make: @escaping (T) -> Value, _ of: @escaping (Value) -> T) {
    func two(_ f: @escaping (T, T) throws -> T) -> [Operators.OperatorOverload] { [Operators.OperatorOverload(left: t, right: t) { make(try f(of($0), of($1))) }] }
    Operators.define(for: name, [
      "op_Addition": two { $0 &+ $1 }, "op_Subtraction": two { $0 &- $1 }, "op_Multiply": two { $0 &* $1 }, "op_Division": two { try divided($0, $1) },
      "op_Modulus": two { x, y in
        if y == 0 { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
        return x.remainderReportingOverflow(dividingBy: y).partialValue
      },
      "op_BitwiseAnd": two { $0 & $1 }, "op_BitwiseOr": two { $0 | $1 }, "op_ExclusiveOr": two { $0 ^ $1 },
    ])
  }

  private static func defineHalf(_ t: NetType) {
    let n = "System.Half"
    func of(_ v: Value) -> PSHalf { v.refValue as? PSHalf ?? PSHalf(0) }
    for (name, bits) in [
      ("E", 0x4170), ("Epsilon", 1), ("MaxValue", 0x7BFF), ("MinValue", 0xFBFF), ("NaN", 0xFE00), ("NegativeInfinity", 0xFC00),
      ("NegativeOne", 0xBC00), ("NegativeZero", 0x8000), ("One", 0x3C00), ("Pi", 0x4248), ("PositiveInfinity", 0x7C00), ("Tau", 0x4648), ("Zero", 0),
    ] as [(String, UInt16)] {
      t.staticProperty("\(n) \(name) {get;}") { _ in .other(PSHalf(bits: bits)) }
    }
    comparing(t, n, code: nil, names: ("obj", "other", "obj", "other")) { order(of($0).double, of($1).double) }
    floatingPoint(t, pattern: { UInt64(of($0).bits) }, bits: 10, exponentBits: 5)
    formatting(t) { v, f, c in f.isEmpty || f == "G" || f == "R" || f == "g" || f == "r" ? try PSHalf.shortest(of(v), c) : try NumberFormat.text(of(v).double, f, c) }
    parsing(t, n, styles: .floatThousands, .other(PSHalf(0))) { s, st, c in .other(PSHalf(try NumberParse.double(s, st, culture: c))) }
    let unary: [(String, (Double) -> Double)] = [
      ("Abs", { $0.magnitude }), ("Ceiling", { $0.rounded(.up) }), ("Floor", { $0.rounded(.down) }), ("Round", { $0.rounded(.toNearestOrEven) }),
      ("Sqrt", { $0.squareRoot() }), ("Truncate", { $0.rounded(.towardZero) }),
    ]
    for (name, f) in unary { t.staticMethod("static \(n) \(name)(\(n) x)") { a, _ in .other(PSHalf(f(of(a.at(0)).double))) } }
    for (name, f) in [("Max", { Swift.max($0, $1) }), ("Min", { Swift.min($0, $1) })] as [(String, (Double, Double) -> Double)] {
      t.staticMethod("static \(n) \(name)(\(n) x, \(n) y)") { a, _ in .other(PSHalf(f(of(a.at(0)).double, of(a.at(1)).double))) }
    }
    let tests: [(String, (Double) -> Bool)] = [
      ("IsNaN", { $0.isNaN }), ("IsInfinity", { $0.isInfinite }), ("IsFinite", { $0.isFinite }), ("IsNegative", { $0.sign == .minus }),
      ("IsPositive", { $0.sign == .plus }), ("IsInteger", { $0.isFinite && $0 == $0.rounded() }), ("IsPositiveInfinity", { $0 == .infinity }),
      ("IsNegativeInfinity", { $0 == -.infinity }),
    ]
    for (name, f) in tests { t.staticMethod("static bool \(name)(\(n) value)") { a, _ in .bool(f(of(a.at(0)).double)) } }
  }
  private static func defineHalfOperators(_ t: NetType) {
    func two(_ f: @escaping (Double, Double) -> Double) -> [Operators.OperatorOverload] {
      [Operators.OperatorOverload(left: t, right: t) { .other(PSHalf(f(($0.refValue as? PSHalf)?.double ?? 0, ($1.refValue as? PSHalf)?.double ?? 0))) }]
    }
    Operators.define(for: "System.Half", [
      "op_Addition": two { $0 + $1 }, "op_Subtraction": two { $0 - $1 }, "op_Multiply": two { $0 * $1 }, "op_Division": two { $0 / $1 },
      "op_Modulus": two { $0.truncatingRemainder(dividingBy: $1) },
    ])
  }
}
