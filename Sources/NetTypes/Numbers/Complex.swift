/// `System.Numerics.Complex`.
import Engine
import Glibc
import Primitives

final class PSComplex: Ref {
  let re: Double, im: Double
  init(_ re: Double, _ im: Double) { self.re = re; self.im = im; super.init() }
  override var netType: NetType { TypeTable.named("System.Numerics.Complex") }
  override func text() -> String { "<\(Conversion.toString(.double(re))); \(Conversion.toString(.double(im)))>" }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { NetTypes.complex(other).map { $0.re == re && $0.im == im } ?? false }
  override var keyHash: UInt { UInt(truncatingIfNeeded: re.hashValue ^ im.hashValue &* 31) }
  var magnitude: Double { hypot(re, im) }
  var phase: Double { atan2(im, re) }
  static func polar(_ m: Double, _ p: Double) -> PSComplex { PSComplex(m * cos(p), m * sin(p)) }
}

extension NetTypes {
  /// A complex number, or a real one as such.
  static func complex(_ v: Value) -> PSComplex? {
    if let c = v.refValue as? PSComplex { return c }
    return v.typeCodeIsNumeric ? PSComplex(v.asDouble, 0) : nil
  }

  static func registerComplex() {
    let n = "System.Numerics.Complex"
    TypeTable.register(n) {
      let t = NetType(n, .struct, base: TypeTable.valueType, interfaces: ["System.IEquatable`1", "System.IFormattable"]) { t in
        func of(_ v: Value) -> PSComplex { complex(v) ?? PSComplex(0, 0) }
        for (name, c) in [("Zero", PSComplex(0, 0)), ("One", PSComplex(1, 0)), ("ImaginaryOne", PSComplex(0, 1))] { t.staticProperty("\(n) \(name) {get;}") { _ in .other(c) } }
        t.constructor("\(n) new(double real, double imaginary)") { a, _ in .other(PSComplex(a.double(0), a.double(1))) }
        t.property("double Real {get;}") { v, _ in .double(of(v).re) }
        t.property("double Imaginary {get;}") { v, _ in .double(of(v).im) }
        t.property("double Magnitude {get;}") { v, _ in .double(of(v).magnitude) }
        t.property("double Phase {get;}") { v, _ in .double(of(v).phase) }
        t.method("bool Equals(\(n) value)") { v, a, _ in .bool(of(v).isEqual(a.at(0), ignoreCase: false)) }
        t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
        t.method("string ToString(string format)") { v, a, c in
          let c = c.culture, z = of(v)
          return .str("<\(try NumberFormat.text(z.re, a.string(0), c)); \(try NumberFormat.text(z.im, a.string(0), c))>")
        }
        t.staticMethod("static double Abs(\(n) value)") { a, _ in .double(of(a.at(0)).magnitude) }
        t.staticMethod("static \(n) FromPolarCoordinates(double magnitude, double phase)") { a, _ in .other(PSComplex.polar(a.double(0), a.double(1))) }
        let unary: [(String, (PSComplex) -> PSComplex)] = [
          ("Negate", { PSComplex(-$0.re, -$0.im) }), ("Conjugate", { PSComplex($0.re, -$0.im) }), ("Reciprocal", { $0.re == 0 && $0.im == 0 ? PSComplex(0, 0) : divide(PSComplex(1, 0), $0) }),
          (
            "Sqrt",
            {
              $0.im == 0
                ? $0.re < 0 ? PSComplex(0, (-$0.re).squareRoot()) : PSComplex($0.re.squareRoot(), 0) : PSComplex.polar($0.magnitude.squareRoot(), $0.phase / 2)
            }
          ), ("Exp", { PSComplex.polar(exp($0.re), $0.im) }), ("Log", { PSComplex(log($0.magnitude), $0.phase) })
        ]
        for (name, f) in unary { t.staticMethod("static \(n) \(name)(\(n) value)") { a, _ in .other(f(of(a.at(0)))) } }
        for (name, f) in complexArithmetic {
          t.staticMethod("static \(n) \(name.method)(\(n) left, \(n) right)") { a, _ in .other(f(of(a.at(0)), of(a.at(1)))) }
          t.staticMethod("static \(n) \(name.op)(\(n) left, \(n) right)") { a, _ in .other(f(of(a.at(0)), of(a.at(1)))) }
        }
        t.staticMethod("static \(n) op_UnaryNegation(\(n) value)") { a, _ in .other(PSComplex(-of(a.at(0)).re, -of(a.at(0)).im)) }
        t.staticMethod("static \(n) Pow(\(n) value, double power)") { a, _ in
          let z = of(a.at(0)), p = a.double(1)
          if p == 0 { return .other(PSComplex(1, 0)) }
          return .other(z.magnitude == 0 ? PSComplex(0, 0) : PSComplex.polar(pow(z.magnitude, p), z.phase * p))
        }
      }
      t.converter = { v, _ in complex(v).map { .other($0) } }
      return t
    }
  }
  private static let complexArithmetic: [((method: String, op: String), (PSComplex, PSComplex) -> PSComplex)] = [
    (("Add", "op_Addition"), { PSComplex($0.re + $1.re, $0.im + $1.im) }), (("Subtract", "op_Subtraction"), { PSComplex($0.re - $1.re, $0.im - $1.im) }),
    (("Multiply", "op_Multiply"), { PSComplex($0.re * $1.re - $0.im * $1.im, $0.im * $1.re + $0.re * $1.im) }), (("Divide", "op_Division"), divide),
  ]
  /// Smith's way of dividing, which does not overflow where the quotient does not.
  private static func divide(_ x: PSComplex, _ y: PSComplex) -> PSComplex {
    if y.im.magnitude < y.re.magnitude {
      let r = y.im / y.re, d = y.re + y.im * r
      return PSComplex((x.re + x.im * r) / d, (x.im - x.re * r) / d)
    }
    let r = y.re / y.im, d = y.im + y.re * r
    return PSComplex((x.im + x.re * r) / d, (-x.re + x.im * r) / d)
  }
}

private extension Value {
  var typeCodeIsNumeric: Bool {
    switch base {
    case .int, .long, .byte, .sbyte, .short, .ushort, .uint, .ulong, .double, .single: true
    case .other(let r): r is PSDecimal || r is PSBigInteger
    default: false
    }
  }
}
