/// What .NET's generic mathematics adds to the number types, beyond `System.Math`: rarely called, each one line of a table.
import Engine
import Glibc
import Primitives

extension NetTypes {
  /// Functions of `[double]` that `[Math]` has not.
  static func defineFloatingFunctions(_ t: NetType) {
    let unary: [(String, (Double) -> Double)] = [
      ("AcosPi", { acos($0) / .pi }), ("AsinPi", { asin($0) / .pi }), ("AtanPi", { atan($0) / .pi }),
      ("CosPi", { turned($0, cos) }), ("SinPi", { turned($0, sin) }), ("TanPi", { turned($0, tan) }),
      ("DegreesToRadians", { $0 * (.pi / 180) }), ("RadiansToDegrees", { $0 * 180 / .pi }),
      ("Exp2", { pow(2, $0) }), ("Exp10", { pow(10, $0) }), ("ExpM1", { exp($0) - 1 }), ("Exp2M1", { pow(2, $0) - 1 }), ("Exp10M1", { pow(10, $0) - 1 }),
      ("LogP1", { log($0 + 1) }), ("Log2P1", { log2($0 + 1) }), ("Log10P1", { log10($0 + 1) }),
      ("ReciprocalEstimate", { 1 / $0 }), ("ReciprocalSqrtEstimate", { 1 / $0.squareRoot() }),
    ]
    for (n, f) in unary { t.staticMethod("static double \(n)(double x)") { a, _ in .double(f(a.double(0))) } }
    let binary: [(String, (Double, Double) -> Double)] = [
      ("Atan2Pi", { atan2($0, $1) / .pi }), ("Hypot", { hypot($0, $1) }), ("Ieee754Remainder", { remainder($0, $1) }),
      ("MaxNative", { $0 > $1 ? $0 : $1 }), ("MinNative", { $0 < $1 ? $0 : $1 }),
      ("MaxNumber", { $0.isNaN ? $1 : $1.isNaN ? $0 : Swift.max($0, $1) }), ("MinNumber", { $0.isNaN ? $1 : $1.isNaN ? $0 : Swift.min($0, $1) }),
      ("MaxMagnitudeNumber", { $0.isNaN ? $1 : $1.isNaN ? $0 : abs($0) >= abs($1) ? $0 : $1 }), ("MinMagnitudeNumber", { $0.isNaN ? $1 : $1.isNaN ? $0 : abs($0) <= abs($1) ? $0 : $1 }),
    ]
    for (n, f) in binary { t.staticMethod("static double \(n)(double x, double y)") { a, _ in .double(f(a.double(0), a.double(1))) } }
    t.staticMethod("static double ClampNative(double value, double min, double max)") { a, _ in .double(Swift.min(Swift.max(a.double(0), a.double(1)), a.double(2))) }
    t.staticMethod("static double Lerp(double value1, double value2, double amount)") { a, _ in .double(a.double(0) * (1 - a.double(2)) + a.double(1) * a.double(2)) }
    t.staticMethod("static double MultiplyAddEstimate(double left, double right, double addend)") { a, _ in .double(a.double(0) * a.double(1) + a.double(2)) }
    t.staticMethod("static double RootN(double x, int n)") { a, _ in
      let x = a.double(0), n = a.int(1)
      if n == 2 { return .double(x.squareRoot()) }
      if n == 3 { return .double(cbrt(x)) }
      if n == 0 { return .double(.nan) }
      let r = pow(x.magnitude, 1 / Double(n))
      return .double(x < 0 ? (n % 2 == 0 ? .nan : -r) : r)
    }
    t.staticMethod("static System.ValueTuple[double,double] SinCosPi(double x)") { a, _ in valueTuple([.double(turned(a.double(0), sin)), .double(turned(a.double(0), cos))]) }
    t.staticMethod("static bool IsPow2(double value)") { a, _ in .bool(a.double(0) > 0 && a.double(0).isFinite && a.double(0).significand == 1) }
  }
  /// A function of an angle given in half turns; whole turns are taken away first, so that large ones stay exact.
  private static func turned(_ x: Double, _ f: (Double) -> Double) -> Double {
    let r = x.truncatingRemainder(dividingBy: 2)
    if r == 0 || r.magnitude == 1 {
      let y = f(r * .pi)
      return y.rounded()
    }
    return r.magnitude == 0.5 || r.magnitude == 1.5 ? exactQuarter(r, f) : f(r * .pi)
  }
  private static func exactQuarter(_ r: Double, _ f: (Double) -> Double) -> Double {
    let y = f(r * .pi)
    return y.magnitude > 1e15 ? (y < 0 ? -.infinity : .infinity) : y.rounded()
  }

  /// `Clamp`, `CopySign`, `MaxMagnitude`, `MinMagnitude` for numbers that are ordered and have a sign.
  static func defineSignedChoices(_ t: NetType, _ name: String, compare: @escaping (Value, Value) -> Int, negate: @escaping (Value) throws -> Value, zero: Value) {
    func magnitude(_ v: Value) throws -> Value { compare(v, zero) < 0 ? try negate(v) : v }
    t.staticMethod("static \(name) Clamp(\(name) value, \(name) min, \(name) max)") { a, _ in
      guard compare(a.at(1), a.at(2)) <= 0 else { throw argumentError("'\(Conversion.toString(a.at(1)))' cannot be greater than \(Conversion.toString(a.at(2))).") }
      return compare(a.at(0), a.at(1)) < 0 ? a.at(1) : compare(a.at(0), a.at(2)) > 0 ? a.at(2) : a.at(0)
    }
    t.staticMethod("static \(name) CopySign(\(name) value, \(name) sign)") { a, _ in
      let m = try magnitude(a.at(0))
      return compare(a.at(1), zero) < 0 ? try negate(m) : m
    }
    for (n, sign) in [("MaxMagnitude", 1), ("MinMagnitude", -1)] {
      t.staticMethod("static \(name) \(n)(\(name) x, \(name) y)") { a, _ in
        let c = compare(try magnitude(a.at(0)), try magnitude(a.at(1))) * sign
        if c != 0 { return c > 0 ? a.at(0) : a.at(1) }
        return compare(a.at(0), a.at(1)) * sign >= 0 ? a.at(0) : a.at(1)
      }
    }
  }

  enum Creation { case checked, saturating, truncating }
  /// `CreateChecked`, `CreateSaturating` and `CreateTruncating` from any other number.
  static func creating(_ t: NetType, _ name: String, zero: Value, _ make: @escaping (Value, Creation) throws -> Value) {
    for (n, way) in [("CreateChecked", Creation.checked), ("CreateSaturating", .saturating), ("CreateTruncating", .truncating)] {
      t.staticMethod("static \(name) \(n)[TOther](TOther value)") { a, _ in
        if a.at(0).isNull { return zero }
        return try make(a.at(0), way)
      }
    }
  }

  /// `System.MathF`: `[Math]` on floats.
  static func registerSinglePrecision() {
    TypeTable.register("System.MathF") {
      NetType("System.MathF", base: TypeTable.object) { t in
        func of(_ v: Value) -> Float { if case .single(let f) = v.base { f } else { Float(v.asDouble) } }
        for (n, x) in [("E", Float(2.7182817)), ("PI", .pi), ("Tau", 2 * .pi)] { t.staticProperty("float \(n) {get;}") { _ in .single(x) } }
        let unary: [(String, (Float) -> Float)] = [
          ("Abs", { $0.magnitude }), ("Acos", { acosf($0) }), ("Acosh", { acoshf($0) }), ("Asin", { asinf($0) }), ("Asinh", { asinhf($0) }),
          ("Atan", { atanf($0) }), ("Atanh", { atanhf($0) }), ("Cbrt", { cbrtf($0) }),
          ("Ceiling", { ceilf($0) }), ("Cos", { cosf($0) }), ("Cosh", { coshf($0) }), ("Exp", { expf($0) }), ("Floor", { floorf($0) }), ("Log", { logf($0) }),
          ("Log10", { log10f($0) }), ("Log2", { log2f($0) }),
          ("Round", { $0.rounded(.toNearestOrEven) }), ("Sin", { sinf($0) }), ("Sinh", { sinhf($0) }), ("Sqrt", { $0.squareRoot() }), ("Tan", { tanf($0) }),
          ("Tanh", { tanhf($0) }), ("Truncate", { truncf($0) }),
          ("BitIncrement", { $0.nextUp }), ("BitDecrement", { $0.nextDown }),
        ]
        for (n, f) in unary { t.staticMethod("static float \(n)(float x)") { a, _ in .single(f(of(a.at(0)))) } }
        let binary: [(String, (Float, Float) -> Float)] = [
          ("Atan2", { atan2f($0, $1) }), ("Pow", { powf($0, $1) }), ("IEEERemainder", { remainderf($0, $1) }), ("Log", { logf($0) / logf($1) }), ("CopySign", { copysignf($0, $1) }),
          ("Max", { $0.isNaN ? $0 : $1.isNaN ? $1 : Swift.max($0, $1) }), ("Min", { $0.isNaN ? $0 : $1.isNaN ? $1 : Swift.min($0, $1) }),
          ("MaxMagnitude", { $0.magnitude >= $1.magnitude ? $0 : $1 }), ("MinMagnitude", { $0.magnitude <= $1.magnitude ? $0 : $1 }),
        ]
        for (n, f) in binary { t.staticMethod("static float \(n)(float x, float y)") { a, _ in .single(f(of(a.at(0)), of(a.at(1)))) } }
        t.staticMethod("static float Round(float x, int digits)") { a, _ in .single(Float(try round(Double(of(a.at(0))), a.int(1), 0))) }
        t.staticMethod("static float Round(float x, System.MidpointRounding mode)") { a, _ in .single(Float(try round(Double(of(a.at(0))), 0, a.flags(1)))) }
        t.staticMethod("static float Round(float x, int digits, System.MidpointRounding mode)") { a, _ in .single(Float(try round(Double(of(a.at(0))), a.int(1), a.flags(2)))) }
        t.staticMethod("static int Sign(float x)") { a, _ in .int(of(a.at(0)) > 0 ? 1 : of(a.at(0)) < 0 ? -1 : 0) }
      }
    }
  }

  /// `System.Numerics.BitOperations`.
  static func registerBitOperations() {
    TypeTable.register("System.Numerics.BitOperations") {
      NetType("System.Numerics.BitOperations", base: TypeTable.object) { t in
        func family<T: FixedWidthInteger & UnsignedInteger>(_ name: String, _ type: T.Type, _ make: @escaping (T) -> Value) {
          func of(_ v: Value) -> T { T(truncatingIfNeeded: v.asInt) }
          let counts: [(String, (T) -> Int)] = [
            ("LeadingZeroCount", { $0.leadingZeroBitCount }), ("TrailingZeroCount", { $0.trailingZeroBitCount }),
            ("PopCount", { $0.nonzeroBitCount }), ("Log2", { $0 == 0 ? 0 : T.bitWidth - 1 - $0.leadingZeroBitCount }),
          ]
          for (n, f) in counts { t.staticMethod("static int \(n)(\(name) value)") { a, _ in .count(f(of(a.at(0)))) } }
          t.staticMethod("static bool IsPow2(\(name) value)") { a, _ in .bool(of(a.at(0)).nonzeroBitCount == 1) }
          t.staticMethod("static \(name) RoundUpToPowerOf2(\(name) value)") { a, _ in
            let x = of(a.at(0))
            if x <= 1 { return make(x) }
            let shift = T.bitWidth - (x - 1).leadingZeroBitCount
            return make(shift >= T.bitWidth ? 0 : 1 << T(shift))
          }
          func turn(_ x: T, _ n: Int) -> T {
            let k = ((n % T.bitWidth) + T.bitWidth) % T.bitWidth
            return k == 0 ? x : x << T(k) | x >> T(T.bitWidth - k)
          }
          t.staticMethod("static \(name) RotateLeft(\(name) value, int offset)") { a, _ in make(turn(of(a.at(0)), a.int(1))) }
          t.staticMethod("static \(name) RotateRight(\(name) value, int offset)") { a, _ in make(turn(of(a.at(0)), -a.int(1))) }
        }
        family("uint", UInt32.self) { .uint($0) }
        family("ulong", UInt64.self) { .ulong($0) }
      }
    }
  }
}

extension Int128 {
  enum Beyond { case range, nan }
  /// A number's integer part; for one that does not fit, the end of the range it lies behind.
  static func wide(_ v: Value) -> (Int128, Beyond?) {
    switch v.base {
    case .ulong(let n): return (Int128(n), nil)
    case .double, .single:
      let d = v.asDouble
      if d.isNaN { return (0, .nan) }
      return d < -0x1p127 ? (.min, .range) : d >= 0x1p127 ? (.max, .range) : (Int128(d), nil)
    case .other(let r):
      if let x = r as? PSInt128 { return (x.value, nil) }
      if let x = r as? PSUInt128 { return x.value > UInt128(Int128.max) ? (.max, .range) : (Int128(x.value), nil) }
      if let x = r as? PSHalf { return wide(.double(x.double)) }
      let text = (r as? PSBigInteger)?.value.description ?? (r as? PSDecimal)?.value.truncated.description
      guard let text else { return (Int128(v.asInt), nil) }
      return Int128(text).map { ($0, nil) } ?? (text.hasPrefix("-") ? .min : .max, .range)
    default: return (Int128(v.asInt), nil)
    }
  }
}
