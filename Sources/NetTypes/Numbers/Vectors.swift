/// `System.Numerics.Vector2`, `Vector3` and `Vector4`: two to four single-precision numbers that are calculated with together.
import Engine
import Glibc
import Primitives

final class PSVector: Ref {
  var n: [Float]
  init(_ n: [Float]) { self.n = n; super.init() }
  override var netType: NetType { TypeTable.get("System.Numerics.Vector\(n.count)") }
  override var assignedCopy: Ref { PSVector(n) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSVector).map { $0.n == n } ?? false }
  override var keyHash: UInt { n.reduce(0) { $0 &* 31 &+ UInt($1.bitPattern) } }
  override func text() -> String { (try? text("", .current)) ?? "" }
  func text(_ format: String, _ c: Culture) throws -> String { "<" + (try n.map { try NumberFormat.text($0, format, c) }).joined(separator: c.group + " ") + ">" }
  func dot(_ o: PSVector) -> Float { zip(n, o.n).reduce(0) { $0 + $1.0 * $1.1 } }
}

extension NetTypes {
  static func registerVectors() {
    for size in 2...4 {
      let name = "System.Numerics.Vector\(size)"
      TypeTable.register(name) { NetType(name, .struct, base: TypeTable.valueType, interfaces: ["System.IEquatable`1", "System.IFormattable"]) { defineVector($0, size) } }
    }
  }

  private static func defineVector(_ t: NetType, _ size: Int) {
    let n = t.fullName, axes = Array(["X", "Y", "Z", "W"].prefix(size))
    func of(_ v: Value) -> PSVector { v.refValue as? PSVector ?? PSVector([Float](repeating: 0, count: size)) }
    func number(_ v: Value) -> Float { Float(v.asDouble) }
    func all(_ x: Float) -> Value { .other(PSVector([Float](repeating: x, count: size))) }
    func each(_ a: Value, _ f: (Float) -> Float) -> Value { .other(PSVector(of(a).n.map(f))) }
    func each(_ a: Value, _ b: Value, _ f: (Float, Float) -> Float) -> Value { .other(PSVector(zip(of(a).n, of(b).n).map(f))) }
    func place(_ i: Int) throws -> Int {
      guard (0..<size).contains(i) else { throw outOfRange("index", "Specified argument was out of the range of valid values.") }
      return i
    }
    t.makeDefault = { all(0) }
    for (k, axis) in axes.enumerated() {
      t.add(Member(axis, .field, isStatic: false, definition: "float \(axis) {get;set;}", get: { v, _ in .single(of(v).n[k]) }, set: { v, x, _ in of(v).n[k] = number(x) }))
      let unit = (0..<size).map { Float($0 == k ? 1 : 0) }
      t.staticProperty("\(n) Unit\(axis) {get;}") { _ in .other(PSVector(unit)) }
    }
    let constants: [(String, Float)] = [
      ("E", 2.7182817), ("Epsilon", .leastNonzeroMagnitude), ("NaN", .nan), ("NegativeInfinity", -.infinity), ("NegativeZero", -0.0), ("One", 1), ("Pi", .pi), ("PositiveInfinity", .infinity),
      ("Tau", 2 * .pi), ("Zero", 0),
    ]
    for (name, x) in constants { t.staticProperty("\(n) \(name) {get;}") { _ in all(x) } }
    t.constructor("\(n) new(float value)") { a, _ in all(number(a.at(0))) }
    let parts = axes.map { "float " + $0.lowercased() }.joined(separator: ", ")
    if size > 2 {
      for shorter in 2..<size {
        let rest = axes[shorter...].map { "float " + $0.lowercased() }.joined(separator: ", ")
        t.constructor("\(n) new(System.Numerics.Vector\(shorter) value, \(rest))") { a, _ in .other(PSVector(((a.at(0).refValue as? PSVector)?.n ?? []) + a.dropFirst().map(number))) }
      }
    }
    t.constructor("\(n) new(\(parts))") { a, _ in .other(PSVector(a.map(number))) }
    t.staticMethod("static \(n) Create(float value)") { a, _ in all(number(a.at(0))) }
    t.staticMethod("static \(n) Create(\(parts))") { a, _ in .other(PSVector(a.map(number))) }
    t.indexer = { v, k in .single(of(v).n[try place(k.asInt)]) }
    t.indexerText = "float Item(int index) {get;set;}"
    t.method("float get_Item(int index)") { v, a, _ in .single(of(v).n[try place(a.int(0))]) }
    t.method("void set_Item(int index, float value)") { v, a, _ in of(v).n[try place(a.int(0))] = number(a.at(1)); return .void }
    for m in ["get_Item", "set_Item"] { t.hide(m) }

    let unary: [(String, String, (Float) -> Float)] = [
      ("Abs", "value", { $0.magnitude }), ("Negate", "value", { -$0 }), ("SquareRoot", "value", { $0.squareRoot() }), ("Cos", "vector", cosf), ("Sin", "vector", sinf), ("Exp", "vector", expf),
      ("Log", "vector", logf), ("Log2", "vector", log2f), ("Round", "vector", { $0.rounded(.toNearestOrEven) }), ("Truncate", "vector", { $0.rounded(.towardZero) }),
      ("DegreesToRadians", "degrees", { $0 * (.pi / 180) }), ("RadiansToDegrees", "radians", { $0 * (180 / .pi) }),
    ]
    for (name, p, f) in unary { t.staticMethod("static \(n) \(name)(\(n) \(p))") { a, _ in each(a.at(0), f) } }
    t.staticMethod("static \(n) op_UnaryNegation(\(n) value)") { a, _ in each(a.at(0), -) }
    let binary: [(String, String, (Float, Float) -> Float)] = [("Add", "op_Addition", +), ("Subtract", "op_Subtraction", -), ("Multiply", "op_Multiply", *), ("Divide", "op_Division", /)]
    for (name, op, f) in binary {
      for m in [name, op] {
        t.staticMethod("static \(n) \(m)(\(n) left, \(n) right)") { a, _ in each(a.at(0), a.at(1), f) }
        if name == "Multiply" || name == "Divide" {
          let names = m == "op_Division" ? ("value1", "value2") : ("left", m == "Divide" ? "divisor" : "right")
          t.staticMethod("static \(n) \(m)(\(n) \(names.0), float \(names.1))") { a, _ in each(a.at(0)) { f($0, number(a.at(1))) } }
        }
        if name == "Multiply" { t.staticMethod("static \(n) \(m)(float left, \(n) right)") { a, _ in each(a.at(1)) { number(a.at(0)) * $0 } } }
      }
    }
    for (name, f) in [("Max", { $0.isNaN || $0 > $1 ? $0 : $1 }), ("Min", { $0.isNaN || $0 < $1 ? $0 : $1 })] as [(String, (Float, Float) -> Float)] {
      t.staticMethod("static \(n) \(name)(\(n) value1, \(n) value2)") { a, _ in each(a.at(0), a.at(1), f) }
    }
    t.staticMethod("static \(n) Clamp(\(n) value1, \(n) min, \(n) max)") { a, _ in each(each(a.at(0), a.at(1)) { Swift.max($0, $1) }, a.at(2)) { Swift.min($0, $1) } }
    let dot = size == 2 ? ("value1", "value2") : ("vector1", "vector2")
    t.staticMethod("static float Dot(\(n) \(dot.0), \(n) \(dot.1))") { a, _ in .single(of(a.at(0)).dot(of(a.at(1)))) }
    func square(_ a: [Value]) -> Float {
      let d = PSVector(zip(of(a.at(0)).n, of(a.at(1)).n).map(-))
      return d.dot(d)
    }
    t.staticMethod("static float Distance(\(n) value1, \(n) value2)") { a, _ in .single(square(a).squareRoot()) }
    t.staticMethod("static float DistanceSquared(\(n) value1, \(n) value2)") { a, _ in .single(square(a)) }
    t.staticMethod("static float Sum(\(n) value)") { a, _ in .single(of(a.at(0)).n.reduce(0, +)) }
    t.staticMethod("static \(n) Lerp(\(n) value1, \(n) value2, float amount)") { a, _ in each(a.at(0), a.at(1)) { $0 * (1 - number(a.at(2))) + $1 * number(a.at(2)) } }
    t.staticMethod("static \(n) Normalize(\(n) v\(size == 4 ? "ector" : "alue"))") { a, _ in
      let length = of(a.at(0)).dot(of(a.at(0))).squareRoot()
      return each(a.at(0)) { $0 / length }
    }
    if size < 4 {
      t.staticMethod("static \(n) Reflect(\(n) vector, \(n) normal)") { a, _ in
        let d = 2 * of(a.at(0)).dot(of(a.at(1)))
        return each(a.at(0), a.at(1)) { $0 - d * $1 }
      }
    }
    if size == 2 {
      t.staticMethod("static float Cross(\(n) value1, \(n) value2)") { a, _ in
        let x = of(a.at(0)).n, y = of(a.at(1)).n
        return .single(x[0] * y[1] - x[1] * y[0])
      }
    }
    if size == 3 {
      t.staticMethod("static \(n) Cross(\(n) vector1, \(n) vector2)") { a, _ in
        let x = of(a.at(0)).n, y = of(a.at(1)).n
        return .other(PSVector([x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]]))
      }
    }
    t.staticMethod("static bool op_Equality(\(n) left, \(n) right)") { a, _ in .bool(netEquals(a.at(0), a.at(1))) }
    t.staticMethod("static bool op_Inequality(\(n) left, \(n) right)") { a, _ in .bool(!netEquals(a.at(0), a.at(1))) }
    for (p, from) in [("float[] array", 1), ("float[] array, int index", 2)] {
      t.method("void CopyTo(\(p))") { v, a, _ in
        guard let to = a.array(0) else { throw nullReference() }
        let at = from == 2 ? a.int(1) : 0
        guard at >= 0, at < to.count else { throw outOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.") }
        guard to.count - at >= size else { throw argumentError("The target array is too short: \(at), Number of elements: \(to.count).") }
        for (i, x) in of(v).n.enumerated() { to[at + i] = .single(x) }
        return .void
      }
    }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool IEquatable[\(t.name)].Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("float Length()") { v, _, _ in .single(of(v).dot(of(v)).squareRoot()) }
    t.method("float LengthSquared()") { v, _, _ in .single(of(v).dot(of(v))) }
    t.method("string ToString()") { v, _, c in .str(try net { try of(v).text("", c.culture) }) }
    t.method("string ToString(string format)") { v, a, c in .str(try net { try of(v).text(a.string(0), c.culture) }) }
    for p in ["", "IFormattable."] {
      t.method("string \(p)ToString(string format, System.IFormatProvider formatProvider)") { v, a, c in .str(try net { try of(v).text(a.string(0), culture(of: a.at(1)) ?? c.culture) }) }
    }
  }
}
