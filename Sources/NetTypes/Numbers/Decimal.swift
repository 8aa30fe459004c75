/// `System.Decimal` and `System.Numerics.BigInteger`.
import Engine
import Primitives
import Glibc

extension Value {
  static func decimal(_ d: NetDecimal) -> Value { .other(PSDecimal(d)) }
  static func big(_ b: BigInteger) -> Value { .other(PSBigInteger(b)) }
  var asDecimal: NetDecimal {
    switch base {
    case .other(let r):
      if let d = r as? PSDecimal { return d.value }
      if let b = r as? PSBigInteger { return b.value.decimal ?? .zero }
      return NetDecimal(Int64(asInt))
    case .double(let d): return NetDecimal(d) ?? .zero
    case .single(let f): return NetDecimal(f) ?? .zero
    case .ulong(let n): return NetDecimal(n)
    default: return NetDecimal(Int64(asInt))
    }
  }
  var asBig: BigInteger {
    switch base {
    case .other(let r):
      if let b = r as? PSBigInteger { return b.value }
      if let d = r as? PSDecimal { return BigInteger(d.value) }
      return BigInteger(Int64(asInt))
    case .ulong(let n): return BigInteger(n)
    case .double(let d): return BigInteger(d) ?? .zero
    default: return BigInteger(Int64(asInt))
    }
  }
}

extension NetTypes {
  static func defineDecimal(_ t: NetType) {
    for (n, d) in [("MaxValue", NetDecimal.maxValue), ("MinValue", .minValue), ("One", .one), ("Zero", .zero), ("MinusOne", NetDecimal.one.negated)] {
      t.staticProperty("decimal \(n) {get;}") { _ in .decimal(d) }
    }
    t.property("byte Scale {get;}") { v, _ in .byte(UInt8(truncatingIfNeeded: v.asDecimal.scale)) }
    floatingPoint(
      t, exponent: { 95 - Int($0.asDecimal.scale) }, bytes: 1,
      significand: { v in (0..<12).map { UInt8(truncatingIfNeeded: v.asDecimal.mantissa >> UInt128($0 * 8)) } }, bits: 96)
    comparing(t, "decimal", code: 15, names: ("value", "value", "value", "value")) { NetDecimal.compare($0.asDecimal, $1.asDecimal) }
    formatting(t) { v, f, c in try NumberFormat.text(v.asDecimal, f, c) }
    parsing(t, "decimal", styles: .number, .decimal(.zero)) { s, st, c in .decimal(try NumberParse.decimal(s, st, culture: c)) }
    for type in ["int", "uint", "long", "ulong", "float", "double"] {
      t.constructor("decimal new(\(type) value)") { a, _ in .decimal(a.at(0).asDecimal) }
    }
    t.constructor("decimal new(int[] bits)") { a, _ in
      let b = a.values(0).map { UInt32(truncatingIfNeeded: $0.asInt) }
      guard b.count == 4 else { throw argumentError("Decimal constructor requires an array or span of four valid decimal bytes.") }
      return .decimal(NetDecimal(low: b[0], mid: b[1], high: b[2], negative: b[3] >> 31 != 0, scale: UInt8(truncatingIfNeeded: b[3] >> 16)))
    }
    t.constructor("decimal new(int lo, int mid, int hi, bool isNegative, byte scale)") { a, _ in
      guard a.int(4) <= 28 else { throw outOfRange("scale", "Decimal's scale value must be between 0 and 28, inclusive.") }
      return .decimal(
        NetDecimal(
          low: UInt32(truncatingIfNeeded: a.int(0)), mid: UInt32(truncatingIfNeeded: a.int(1)), high: UInt32(truncatingIfNeeded: a.int(2)), negative: a.bool(3),
          scale: UInt8(truncatingIfNeeded: a.int(4))))
    }
    let binary: [(String, (NetDecimal, NetDecimal) throws -> NetDecimal)] = [
      ("Add", { try NetDecimal.adding($0, $1) }), ("Subtract", { try NetDecimal.subtracting($0, $1) }), ("Multiply", { try NetDecimal.multiplying($0, $1) }),
      ("Divide", { try NetDecimal.dividing($0, $1) }), ("Remainder", { try NetDecimal.remainder($0, $1) }), ("Max", { Swift.max($0, $1) }), ("Min", { Swift.min($0, $1) }),
    ]
    for (n, f) in binary { t.staticMethod("static decimal \(n)(decimal d1, decimal d2)") { a, _ in .decimal(try net { try f(a.at(0).asDecimal, a.at(1).asDecimal) }) } }
    let unary: [(String, (NetDecimal) -> NetDecimal)] = [
      ("Abs", { $0.magnitude }), ("Negate", { $0.negated }), ("Floor", { $0.floor }), ("Ceiling", { $0.ceiling }), ("Truncate", { $0.truncated }),
      ("Round", { $0.rounded() }),
    ]
    for (n, f) in unary { t.staticMethod("static decimal \(n)(decimal d)") { a, _ in .decimal(f(a.at(0).asDecimal)) } }
    t.staticMethod("static decimal Round(decimal d, int decimals)") { a, _ in .decimal(try roundDecimal(a.at(0).asDecimal, a.int(1), 0)) }
    t.staticMethod("static decimal Round(decimal d, System.MidpointRounding mode)") { a, _ in .decimal(try roundDecimal(a.at(0).asDecimal, 0, a.flags(1))) }
    t.staticMethod("static decimal Round(decimal d, int decimals, System.MidpointRounding mode)") { a, _ in .decimal(try roundDecimal(a.at(0).asDecimal, a.int(1), a.flags(2))) }
    t.staticMethod("static int Compare(decimal d1, decimal d2)") { a, _ in .count(NetDecimal.compare(a.at(0).asDecimal, a.at(1).asDecimal)) }
    t.staticMethod("static int Sign(decimal d)") { a, _ in .count(a.at(0).asDecimal.sign) }
    t.staticMethod("static int[] GetBits(decimal d)") { a, _ in .ints(a.at(0).asDecimal.bits.map { Int($0) }) }
    t.staticMethod("static bool Equals(decimal d1, decimal d2)") { a, _ in .bool(a.at(0).asDecimal == a.at(1).asDecimal) }
    let tests: [(String, (NetDecimal) -> Bool)] = [
      ("IsCanonical", { $0.trimmed.scale == $0.scale }), ("IsInteger", { $0.truncated == $0 }), ("IsNegative", { $0.sign < 0 }), ("IsPositive", { $0.sign >= 0 }),
      ("IsEvenInteger", { $0.truncated == $0 && BigInteger($0).isEven }), ("IsOddInteger", { $0.truncated == $0 && !BigInteger($0).isEven }),
    ]
    for (n, f) in tests { t.staticMethod("static bool \(n)(decimal value)") { a, _ in .bool(f(a.at(0).asDecimal)) } }
    defineSignedChoices(t, "decimal", compare: { NetDecimal.compare($0.asDecimal, $1.asDecimal) }, negate: { .decimal($0.asDecimal.negated) }, zero: .decimal(.zero))
    t.staticMethod("static long ToOACurrency(decimal value)") { a, c in
      try Conversion.convert(.decimal(try net { try NetDecimal.multiplying(a.at(0).asDecimal, NetDecimal(10000)) }.rounded()), to: TypeTable.long, c)
    }
    t.staticMethod("static decimal FromOACurrency(long cy)") { a, _ in .decimal(try net { try NetDecimal.dividing(NetDecimal(Int64(a.int(0))), NetDecimal(10000)) }) }
    for (n, type) in [
      ("Byte", "byte"), ("Double", "double"), ("Int16", "short"), ("Int32", "int"), ("Int64", "long"), ("SByte", "sbyte"), ("Single", "float"),
      ("UInt16", "ushort"), ("UInt32", "uint"), ("UInt64", "ulong"),
    ] {
      t.staticMethod("static \(type) To\(n)(decimal value)") { a, c in
        let x = n == "Double" || n == "Single" ? a.at(0).asDecimal : a.at(0).asDecimal.truncated
        guard let made = Conversion.tryConvert(.decimal(x), to: TypeTable.get("System." + n), c) else {
          throw overflow("Value was either too large or too small for \(n == "Byte" ? "an unsigned byte" : n == "SByte" ? "a signed byte" : n.hasPrefix("U") ? "a " + n : "an " + n).")
        }
        return made
      }
    }
  }
  static func roundDecimal(_ d: NetDecimal, _ digits: Int, _ mode: Int) throws -> NetDecimal {
    guard (0...28).contains(digits) else { throw outOfRange("decimals", "Decimal can only round to between 0 and 28 digits of precision.") }
    return d.rounded(digits, NetDecimal.Rounding(rawValue: mode) ?? .toEven)
  }

  static func defineBigInteger(_ t: NetType) {
    let wholes: [(String, (Value) -> BigInteger)] = [
      ("long", { BigInteger(Int64($0.asInt)) }), ("ulong", { if case .ulong(let n) = $0.base { BigInteger(n) } else { BigInteger(Int64($0.asInt)) } }),
    ]
    for (n, b) in [("One", BigInteger.one), ("Zero", .zero), ("MinusOne", .minusOne)] { t.staticProperty("bigint \(n) {get;}") { _ in .big(b) } }
    t.property("bool IsEven {get;}") { v, _ in .bool(v.asBig.isEven) }
    t.property("bool IsOne {get;}") { v, _ in .bool(v.asBig.isOne) }
    t.property("bool IsPowerOfTwo {get;}") { v, _ in .bool(v.asBig.isPowerOfTwo) }
    t.property("bool IsZero {get;}") { v, _ in .bool(v.asBig.isZero) }
    t.property("int Sign {get;}") { v, _ in .count(v.asBig.sign) }
    t.orderProperties("IsPowerOfTwo", "IsZero", "IsOne", "IsEven", "Sign")
    for (type, of) in wholes { t.method("int CompareTo(\(type) other)") { v, a, _ in .count(order(v.asBig, of(a.at(0)))) } }
    comparing(t, "bigint", code: nil, names: ("obj", "other", "obj", "other")) { BigInteger.compare($0.asBig, $1.asBig) }
    for (type, of) in wholes { t.method("bool Equals(\(type) other)") { v, a, _ in .bool(v.asBig == of(a.at(0))) } }
    formatting(t) { v, f, c in try NumberFormat.text(v.asBig, f, c) }
    parsing(t, "bigint", styles: .integer, .big(.zero)) { s, st, c in .big(try NumberParse.bigInteger(s, st, culture: c)) }
    t.method("byte[] ToByteArray()") { v, _, _ in .bytes(v.asBig.bytes) }
    t.method("byte[] ToByteArray(bool isUnsigned = False, bool isBigEndian = False)") { v, a, _ in
      var b = v.asBig.bytes
      if a.bool(0) {
        if v.asBig < .zero { throw overflow("Negative values do not have an unsigned representation.") }
        if b.count > 1, b.last == 0 { b.removeLast() }
      }
      return .bytes(a.bool(1) ? b.reversed() : b)
    }
    creating(t, "bigint", zero: .big(.zero)) { v, _ in
      if case .ulong(let n) = v.base { return .big(BigInteger(n)) }
      guard let made = Conversion.tryConvert(v, to: TypeTable.bigInteger, nil) else { throw overflow("BigInteger cannot represent infinity.") }
      return made
    }
    t.method("long GetBitLength()") { v, _, _ in .long(Int64(v.asBig.bitLength)) }
    for type in ["int", "uint", "long", "ulong", "float", "double", "decimal"] { t.constructor("bigint new(\(type) value)") { a, _ in .big(a.at(0).asBig) } }
    t.constructor("bigint new(byte[] value)") { a, _ in .big(BigInteger(bytes: a.bytes(0))) }
    let binary: [(String, (BigInteger, BigInteger) throws -> BigInteger)] = [
      ("Add", { $0 + $1 }), ("Subtract", { $0 - $1 }), ("Multiply", { $0 * $1 }), ("GreatestCommonDivisor", { BigInteger.greatestCommonDivisor($0, $1) }),
      ("Divide", { if $1.isZero { throw NetError.divideByZero }; return $0 / $1 }), ("Remainder", { if $1.isZero { throw NetError.divideByZero }; return $0 % $1 }),
      ("Max", { $0 < $1 ? $1 : $0 }), ("Min", { $1 < $0 ? $1 : $0 }),
    ]
    for (n, f) in binary { t.staticMethod("static bigint \(n)(bigint left, bigint right)") { a, _ in .big(try net { try f(a.at(0).asBig, a.at(1).asBig) }) } }
    t.staticMethod("static bigint Abs(bigint value)") { a, _ in .big(a.at(0).asBig.magnitude) }
    t.staticMethod("static bigint Negate(bigint value)") { a, _ in .big(-a.at(0).asBig) }
    t.staticMethod("static bigint Pow(bigint value, int exponent)") { a, _ in
      if a.int(1) < 0 { throw mustBeNonNegative("exponent", a.int(1)) }
      return .big(try whole(a.at(0).asBig.power(a.int(1))))
    }
    t.staticMethod("static bigint ModPow(bigint value, bigint exponent, bigint modulus)") { a, _ in
      if a.at(2).asBig.isZero { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
      return .big(try whole(a.at(0).asBig.power(a.at(1).asBig, modulo: a.at(2).asBig)))
    }
    t.staticMethod("static int Compare(bigint left, bigint right)") { a, _ in .count(BigInteger.compare(a.at(0).asBig, a.at(1).asBig)) }
    t.staticMethod("static bigint DivRem(bigint dividend, bigint divisor, [ref] bigint remainder)") { a, c in
      guard let r = a.at(0).asBig.quotientAndRemainder(dividingBy: a.at(1).asBig) else { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
      try a.setReference(2, .big(r.remainder), c)
      return .big(r.quotient)
    }
    t.staticMethod("static System.ValueTuple[bigint,bigint] DivRem(bigint left, bigint right)") { a, _ in
      guard let r = a.at(0).asBig.quotientAndRemainder(dividingBy: a.at(1).asBig) else { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
      return valueTuple([.big(r.quotient), .big(r.remainder)])
    }
    defineSignedChoices(t, "bigint", compare: { BigInteger.compare($0.asBig, $1.asBig) }, negate: { .big(-$0.asBig) }, zero: .big(.zero))
    t.staticMethod("static bigint Log2(bigint value)") { a, _ in
      guard a.at(0).asBig.sign > 0 else { throw outOfRange("value", "Non-negative number required.") }
      return .big(BigInteger(Int64(a.at(0).asBig.bitLength - 1)))
    }
    t.method("int GetByteCount(bool isUnsigned = False)") { v, a, _ in .count(max(1, v.asBig.bytes.count - (a.bool(0) && v.asBig.bytes.last == 0 ? 1 : 0))) }
    binaryInteger(t, count: { ($0.asBig.bytes.count + 3) & ~3 }, length: { v in v.asBig.bitLength + (v.asBig < .zero ? 1 : 0) }) { v in
      let b = v.asBig.bytes
      return b + [UInt8](repeating: v.asBig < .zero ? 255 : 0, count: -b.count & 3)
    }
    func ln(_ b: BigInteger) -> Double {
      let bits = b.bitLength
      if bits < 1000 { return log(b.double) }
      return log((b >> (bits - 900)).double) + Double(bits - 900) * 0.6931471805599453
    }
    t.staticMethod("static double Log(bigint value)") { a, _ in .double(ln(a.at(0).asBig)) }
    t.staticMethod("static double Log(bigint value, double baseValue)") { a, _ in .double(ln(a.at(0).asBig) / log(a.double(1))) }
    t.staticMethod("static double Log10(bigint value)") { a, _ in .double(ln(a.at(0).asBig) / 2.302585092994046) }
    for (n, f) in [
      ("IsEvenInteger", { $0.isEven }), ("IsOddInteger", { !$0.isEven }), ("IsNegative", { $0.isNegative }), ("IsPositive", { !$0.isNegative }),
      ("IsPow2", { $0.isPowerOfTwo }),
    ] as [(String, (BigInteger) -> Bool)] {
      t.staticMethod("static bool \(n)(bigint value)") { a, _ in .bool(f(a.at(0).asBig)) }
    }
  }
}
