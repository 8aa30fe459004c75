/// `System.Math`.
import Engine
import Primitives
import Glibc

extension NetTypes {
  static func defineMath(_ t: NetType) { defineMathFunctions(t, full: true) }

  /// The functions on doubles, shared with `[double]::…`; `full` adds the overloads for the other number types.
  static func defineMathFunctions(_ t: NetType, full: Bool) {
    if full {
      t.staticProperty("double E {get;}") { _ in .double(2.718281828459045) }
      t.staticProperty("double PI {get;}") { _ in .double(.pi) }
      t.staticProperty("double Tau {get;}") { _ in .double(2 * .pi) }
      defineWholeMath(t)
    }
    let unary: [(String, String, (Double) -> Double)] = [
      ("Abs", "value", { $0.magnitude }), ("Acos", "d", { acos($0) }), ("Acosh", "d", { acosh($0) }), ("Asin", "d", { asin($0) }),
      ("Asinh", "d", { asinh($0) }), ("Atan", "d", { atan($0) }), ("Atanh", "d", { atanh($0) }),
      ("Cbrt", "d", { cbrt($0) }), ("Ceiling", "a", { ceil($0) }), ("Cos", "d", { cos($0) }), ("Cosh", "value", { cosh($0) }), ("Exp", "d", { exp($0) }), ("Floor", "d", { floor($0) }),
      ("Log", "d", { log($0) }), ("Log10", "d", { log10($0) }), ("Log2", "x", { log2($0) }), ("Sin", "a", { sin($0) }), ("Sinh", "value", { sinh($0) }), ("Sqrt", "d", { $0.squareRoot() }),
      ("Tan", "a", { tan($0) }), ("Tanh", "value", { tanh($0) }), ("Truncate", "d", { trunc($0) }), ("BitIncrement", "x", { $0.nextUp }),
      ("BitDecrement", "x", { $0.nextDown }), ("Round", "a", { $0.rounded(.toNearestOrEven) })
    ]
    for (n, p, f) in unary {
      t.staticMethod("static double \(n)(double \(p))") { a, _ in .double(f(a.double(0))) }
      if full, n == "Ceiling" || n == "Floor" || n == "Truncate" || n == "Round" || n == "Abs" {
        t.staticMethod("static decimal \(n)(decimal d)") { a, _ in
          let d = a.at(0).asDecimal
          switch n {
          case "Ceiling": return .decimal(d.ceiling)
          case "Floor": return .decimal(d.floor)
          case "Truncate": return .decimal(d.truncated)
          case "Abs": return .decimal(d.magnitude)
          default: return .decimal(d.rounded())
          }
        }
      }
    }
    let binary: [(String, String, (Double, Double) -> Double)] = [
      ("Atan2", "double y, double x", { atan2($0, $1) }), ("Pow", "double x, double y", { power($0, $1) }), ("IEEERemainder", "double x, double y", { remainder($0, $1) }),
      ("Log", "double a, double newBase", { logBase($0, $1) }), ("CopySign", "double x, double y", { copysign($0, $1) }),
      ("Max", "double val1, double val2", { $0.isNaN ? $0 : $1.isNaN ? $1 : Swift.max($0, $1) }), ("Min", "double val1, double val2", { $0.isNaN ? $0 : $1.isNaN ? $1 : Swift.min($0, $1) }),
      ("MaxMagnitude", "double x, double y", { $0.isNaN || !($1.isNaN) && abs($0) >= abs($1) ? $0 : $1 }),
      ("MinMagnitude", "double x, double y", { $0.isNaN || !($1.isNaN) && abs($0) <= abs($1) ? $0 : $1 }),
    ]
    for (n, p, f) in binary { t.staticMethod("static double \(n)(\(p))") { a, _ in .double(f(a.double(0), a.double(1))) } }
    t.staticMethod("static double Clamp(double value, double min, double max)") { a, _ in
      guard a.double(1) <= a.double(2) else { throw argumentError("'\(Conversion.toString(a.at(1)))' cannot be greater than \(Conversion.toString(a.at(2))).") }
      return .double(Swift.min(Swift.max(a.double(0), a.double(1)), a.double(2)))
    }
    t.staticMethod("static double FusedMultiplyAdd(double x, double y, double z)") { a, _ in .double(fma(a.double(0), a.double(1), a.double(2))) }
    t.staticMethod("static double ScaleB(double x, int n)") { a, _ in .double(scalbn(a.double(0), Int32(truncatingIfNeeded: a.int(1)))) }
    t.staticMethod("static int ILogB(double x)") { a, _ in .int(a.double(0).isNaN ? .max : ilogb(a.double(0)).asInt32) }
    t.staticMethod("static int Sign(double value)") { a, _ in
      let d = a.double(0)
      if d.isNaN { throw netError("System.ArithmeticException", "Function does not accept floating point Not-a-Number values.") }
      return .int(d > 0 ? 1 : d < 0 ? -1 : 0)
    }
    t.staticMethod("static double Round(double value, int digits)") { a, _ in .double(try round(a.double(0), a.int(1), 0)) }
    t.staticMethod("static double Round(double value, System.MidpointRounding mode)") { a, _ in .double(try round(a.double(0), 0, a.flags(1))) }
    t.staticMethod("static double Round(double value, int digits, System.MidpointRounding mode)") { a, _ in .double(try round(a.double(0), a.int(1), a.flags(2))) }
    t.staticMethod("static System.ValueTuple[double,double] SinCos(double x)") { a, _ in valueTuple([.double(sin(a.double(0))), .double(cos(a.double(0)))]) }
  }

  private static func power(_ x: Double, _ y: Double) -> Double {
    if x == -1, y.isInfinite { return 1 }
    return pow(x, y)
  }
  private static func logBase(_ a: Double, _ b: Double) -> Double {
    if a.isNaN { return a }
    if b.isNaN { return b }
    if b == 1 || a != 1 && (b == 0 || b == .infinity) { return .nan }
    return log(a) / log(b)
  }

  /// `Math.Round`: scales by a power of ten, rounds, scales back.
  static func round(_ d: Double, _ digits: Int, _ mode: Int) throws -> Double {
    guard (0...15).contains(digits) else { throw outOfRange("digits", "Rounding digits must be between 0 and 15, inclusive.") }
    func whole(_ x: Double) -> Double {
      switch mode {
      case 1: x.rounded(.toNearestOrAwayFromZero)
      case 2: x.rounded(.towardZero)
      case 3: x.rounded(.down)
      case 4: x.rounded(.up)
      default: x.rounded(.toNearestOrEven)
      }
    }
    if digits == 0 { return whole(d) }
    guard d.magnitude < 1e16 else { return d }
    let p = powersOfTen[digits]
    return whole(d * p) / p
  }
  private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

  private static func defineWholeMath(_ t: NetType) {
    func family<T: FixedWidthInteger>(_ name: String, _ type: T.Type, _ make: @escaping (T) -> Value) {
      func of(_ v: Value) -> T { if case .ulong(let n) = v.base { T(truncatingIfNeeded: n) } else { T(truncatingIfNeeded: v.asInt) } }
      if T.isSigned {
        t.staticMethod("static \(name) Abs(\(name) value)") { a, _ in
          let n = of(a.at(0))
          if n == T.min { throw overflow("Negating the minimum value of a twos complement number is invalid.") }
          return make(n < 0 ? 0 - n : n)
        }
        t.staticMethod("static int Sign(\(name) value)") { a, _ in .int(of(a.at(0)) > 0 ? 1 : of(a.at(0)) < 0 ? -1 : 0) }
      }
      t.staticMethod("static \(name) Max(\(name) val1, \(name) val2)") { a, _ in make(Swift.max(of(a.at(0)), of(a.at(1)))) }
      t.staticMethod("static \(name) Min(\(name) val1, \(name) val2)") { a, _ in make(Swift.min(of(a.at(0)), of(a.at(1)))) }
      t.staticMethod("static \(name) Clamp(\(name) value, \(name) min, \(name) max)") { a, _ in
        let low = of(a.at(1)), high = of(a.at(2))
        guard low <= high else { throw argumentError("'\(low)' cannot be greater than \(high).") }
        return make(Swift.min(Swift.max(of(a.at(0)), low), high))
      }
      func divide(_ a: [Value]) throws -> (T, T) {
        let x = of(a.at(0)), y = of(a.at(1))
        if y == 0 { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
        let (q, over) = x.dividedReportingOverflow(by: y)
        if over { throw overflow("Arithmetic operation resulted in an overflow.") }
        return (q, x - q * y)
      }
      t.staticMethod("static System.ValueTuple[\(name),\(name)] DivRem(\(name) left, \(name) right)") { a, _ in
        let (q, r) = try divide(a)
        return valueTuple([make(q), make(r)])
      }
      if name == "int" || name == "long" {
        t.staticMethod("static \(name) DivRem(\(name) a, \(name) b, [ref] \(name) result)") { a, c in
          let (q, r) = try divide(a)
          try a.setReference(2, make(r), c)
          return make(q)
        }
      }
    }
    family("int", Int32.self) { .int($0) }
    family("long", Int64.self) { .long($0) }
    family("short", Int16.self) { .short($0) }
    family("sbyte", Int8.self) { .sbyte($0) }
    family("byte", UInt8.self) { .byte($0) }
    family("ushort", UInt16.self) { .ushort($0) }
    family("uint", UInt32.self) { .uint($0) }
    family("ulong", UInt64.self) { .ulong($0) }
    t.staticMethod("static long BigMul(int a, int b)") { a, _ in .long(Int64(a.int(0)) * Int64(a.int(1))) }
    t.staticMethod("static ulong BigMul(uint a, uint b)") { a, _ in .ulong(UInt64(UInt32(truncatingIfNeeded: a.int(0))) * UInt64(UInt32(truncatingIfNeeded: a.int(1)))) }
    t.staticMethod("static System.Int128 BigMul(long a, long b)") { a, _ in .other(PSInt128(Int128(a.int(0)) * Int128(a.int(1)))) }
    t.staticMethod("static System.UInt128 BigMul(ulong a, ulong b)") { a, _ in
      .other(PSUInt128(UInt128(truncatingIfNeeded: Int128.wide(a.at(0)).0) * UInt128(truncatingIfNeeded: Int128.wide(a.at(1)).0)))
    }
    t.staticMethod("static double ReciprocalEstimate(double d)") { a, _ in .double(1 / a.double(0)) }
    t.staticMethod("static double ReciprocalSqrtEstimate(double d)") { a, _ in .double(1 / a.double(0).squareRoot()) }
    t.staticMethod("static decimal Max(decimal val1, decimal val2)") { a, _ in .decimal(Swift.max(a.at(0).asDecimal, a.at(1).asDecimal)) }
    t.staticMethod("static decimal Min(decimal val1, decimal val2)") { a, _ in .decimal(Swift.min(a.at(0).asDecimal, a.at(1).asDecimal)) }
    t.staticMethod("static int Sign(decimal value)") { a, _ in .count(a.at(0).asDecimal.sign) }
    t.staticMethod("static decimal Clamp(decimal value, decimal min, decimal max)") { a, _ in .decimal(Swift.min(Swift.max(a.at(0).asDecimal, a.at(1).asDecimal), a.at(2).asDecimal)) }
    t.staticMethod("static decimal Round(decimal d, int decimals)") { a, _ in .decimal(try roundDecimal(a.at(0).asDecimal, a.int(1), 0)) }
    t.staticMethod("static decimal Round(decimal d, System.MidpointRounding mode)") { a, _ in .decimal(try roundDecimal(a.at(0).asDecimal, 0, a.flags(1))) }
    t.staticMethod("static decimal Round(decimal d, int decimals, System.MidpointRounding mode)") { a, _ in .decimal(try roundDecimal(a.at(0).asDecimal, a.int(1), a.flags(2))) }
    func single(_ v: Value) -> Float { if case .single(let f) = v.base { f } else { Float(v.asDouble) } }
    t.staticMethod("static float Abs(float value)") { a, _ in .single(single(a.at(0)).magnitude) }
    t.staticMethod("static float Max(float val1, float val2)") { a, _ in .single(Swift.max(single(a.at(0)), single(a.at(1)))) }
    t.staticMethod("static float Min(float val1, float val2)") { a, _ in .single(Swift.min(single(a.at(0)), single(a.at(1)))) }
    t.staticMethod("static int Sign(float value)") { a, _ in let f = single(a.at(0)); return .int(f > 0 ? 1 : f < 0 ? -1 : 0) }
  }
}

private extension BinaryInteger {
  var asInt32: Int32 { Int32(truncatingIfNeeded: self) }
}
