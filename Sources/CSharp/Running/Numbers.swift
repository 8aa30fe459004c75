/// C#'s numbers: kinds, conversions between them, arithmetic with wraparound or checks.
import Engine
import Primitives

enum Num: Int {
  case sbyte, byte, short, ushort, int, uint, long, ulong, char, float, double, decimal

  init?(of t: NetType) {
    guard let n = Num.table[ObjectIdentifier(t)] else { return nil }
    self = n
  }
  private static let table: [ObjectIdentifier: Num] = {
    let all: [(NetType, Num)] = [
      (TypeTable.sbyte, .sbyte), (TypeTable.byte, .byte), (TypeTable.short, .short), (TypeTable.ushort, .ushort), (TypeTable.int, .int),
      (TypeTable.uint, .uint), (TypeTable.long, .long), (TypeTable.ulong, .ulong), (TypeTable.char, .char), (TypeTable.single, .float),
      (TypeTable.double, .double), (TypeTable.decimal, .decimal),
    ]
    return Dictionary(uniqueKeysWithValues: all.map { (ObjectIdentifier($0.0), $0.1) })
  }()
  var type: NetType {
    switch self {
    case .sbyte: TypeTable.sbyte
    case .byte: TypeTable.byte
    case .short: TypeTable.short
    case .ushort: TypeTable.ushort
    case .int: TypeTable.int
    case .uint: TypeTable.uint
    case .long: TypeTable.long
    case .ulong: TypeTable.ulong
    case .char: TypeTable.char
    case .float: TypeTable.single
    case .double: TypeTable.double
    case .decimal: TypeTable.decimal
    }
  }
  var isInteger: Bool { rawValue <= Num.char.rawValue }
  var range: ClosedRange<Int128> {
    switch self {
    case .sbyte: -128...127
    case .byte: 0...255
    case .short: -32768...32767
    case .ushort, .char: 0...65535
    case .int: Int128(Int32.min)...Int128(Int32.max)
    case .uint: 0...Int128(UInt32.max)
    case .long: Int128(Int64.min)...Int128(Int64.max)
    default: 0...Int128(UInt64.max)
    }
  }
  /// Whether C# converts without a cast.
  func widens(to t: Num) -> Bool {
    if self == t { return true }
    switch t {
    case .decimal: return isInteger
    case .double: return isInteger || self == .float
    case .float: return isInteger
    case .char: return false
    default:
      guard isInteger else { return false }
      return t.range.lowerBound <= range.lowerBound && range.upperBound <= t.range.upperBound
    }
  }
  /// The type both operands of an arithmetic operator are promoted to; nil when there is none.
  static func meeting(_ a: Num, _ b: Num) -> Num? {
    if a == .decimal || b == .decimal { return a == .double || a == .float || b == .double || b == .float ? nil : .decimal }
    if a == .double || b == .double { return .double }
    if a == .float || b == .float { return .float }
    if a == .ulong || b == .ulong { let o = a == .ulong ? b : a; return o == .sbyte || o == .short || o == .int || o == .long ? nil : .ulong }
    if a == .long || b == .long { return .long }
    if a == .uint || b == .uint { let o = a == .uint ? b : a; return o == .sbyte || o == .short || o == .int ? .long : .uint }
    return .int
  }
}

enum Numbers {
  /// A whole number, also of an enum, a character or a boolean.
  static func integer(_ v: Value) -> Int128 {
    switch v {
    case .int(let n): return Int128(n)
    case .long(let n): return Int128(n)
    case .byte(let n): return Int128(n)
    case .sbyte(let n): return Int128(n)
    case .short(let n): return Int128(n)
    case .ushort(let n): return Int128(n)
    case .uint(let n): return Int128(n)
    case .ulong(let n): return Int128(n)
    case .char(let n): return Int128(n)
    case .bool(let b): return b ? 1 : 0
    case .double(let d): return whole(d)
    case .single(let d): return whole(Double(d))
    case .other(let r):
      if let e = r.exactly(PSEnum.self) {
        let isUnsigned = e.type.enumeration?.underlying == "System.UInt64"
        return isUnsigned ? Int128(UInt64(bitPattern: e.raw)) : Int128(e.raw)
      }
      if let d = r.exactly(PSDecimal.self) { return whole(Double(d.value.description) ?? 0) }
      return (try? Conversion.toInt64(v)).map { Int128($0) } ?? 0
    case .object(let o): return o.wrapped.map { integer($0) } ?? 0
    default: return 0
    }
  }
  private static func whole(_ d: Double) -> Int128 { d.isNaN || d.isInfinite || abs(d) >= 1.7e38 ? 0 : Int128(d) }
  static func real(_ v: Value) -> Double {
    switch v {
    case .double(let d): return d
    case .single(let f): return Double(f)
    case .int(let n): return Double(n)
    case .long(let n): return Double(n)
    case .ulong(let n): return Double(n)
    case .other(let r): if let d = r.exactly(PSDecimal.self) { return Double(d.value.description) ?? 0 }; return Double(integer(v))
    default: return Double(integer(v))
    }
  }
  static func decimal(_ v: Value) -> NetDecimal {
    if case .other(let r) = v, let d = r.exactly(PSDecimal.self) { return d.value }
    if case .other(let r)? = Conversion.tryConvert(v, to: TypeTable.decimal, nil), let d = r.exactly(PSDecimal.self) { return d.value }
    return .zero
  }
  /// A whole number as a value of an integer kind; cut to its bits.
  static func value(_ n: Int128, _ kind: Num) -> Value {
    switch kind {
    case .sbyte: .sbyte(Int8(truncatingIfNeeded: n))
    case .byte: .byte(UInt8(truncatingIfNeeded: n))
    case .short: .short(Int16(truncatingIfNeeded: n))
    case .ushort: .ushort(UInt16(truncatingIfNeeded: n))
    case .int: .int(Int32(truncatingIfNeeded: n))
    case .uint: .uint(UInt32(truncatingIfNeeded: n))
    case .long: .long(Int64(truncatingIfNeeded: n))
    case .ulong: .ulong(UInt64(truncatingIfNeeded: n))
    case .char: .char(UInt16(truncatingIfNeeded: n))
    case .float: .single(Float(n))
    case .double: .double(Double(n))
    case .decimal: .other(PSDecimal(decimal(.long(Int64(truncatingIfNeeded: n)))))
    }
  }
  /// `(T)v`; with `isChecked`, what does not fit is an `OverflowException`.
  static func convert(_ v: Value, to kind: Num, isChecked: Bool = false) throws -> Value {
    switch kind {
    case .int: if case .int = v { return v }
    case .double: return .double(real(v))
    case .float: return .single(Float(real(v)))
    case .decimal:
      if case .double(let d) = v, d.isNaN || abs(d) >= 7.92281625142643e28 { throw Runtime.error("System.OverflowException", "Value was either too large or too small for a Decimal.") }
      return .other(PSDecimal(decimal(v)))
    default: break
    }
    var n: Int128
    switch v {
    case .double, .single:
      let d = real(v)
      if isChecked, d.isNaN || d <= Double(kind.range.lowerBound) - 1 || d >= Double(kind.range.upperBound) + 1 { throw Runtime.overflow() }
      // what does not fit is the nearest value of the type since .NET 9; NaN is 0
      n = d.isNaN ? 0 : d >= Double(kind.range.upperBound) ? kind.range.upperBound : d <= Double(kind.range.lowerBound) ? kind.range.lowerBound : Int128(d)
      if kind == .sbyte || kind == .byte || kind == .short || kind == .ushort || kind == .char { n = d.isNaN ? 0 : Int128(max(Double(Int32.min), min(Double(Int32.max), d))) }
    case .other(let r) where r.exactly(PSDecimal.self) != nil:
      guard let d = r.exactly(PSDecimal.self), let whole = Int128(d.value.description.split(separator: ".").first.map(String.init) ?? "0"), kind.range.contains(whole) else {
        throw Runtime.error("System.OverflowException", "Value was either too large or too small for \(article(kind)).")
      }
      n = whole
    default: n = integer(v)
    }
    if isChecked, !kind.range.contains(n) { throw Runtime.overflow() }
    return value(n, kind)
  }
  private static func article(_ k: Num) -> String {
    switch k {
    case .int: "an Int32"
    case .long: "an Int64"
    case .uint: "a UInt32"
    case .ulong: "a UInt64"
    case .byte: "an unsigned byte"
    case .sbyte: "a signed byte"
    case .short: "an Int16"
    case .ushort: "a UInt16"
    default: "a character"
    }
  }

  /// `a op b` of two values of one kind, `int` at least.
  static func arithmetic(_ op: String, _ a: Value, _ b: Value, _ kind: Num, isChecked: Bool) throws -> Value {
    switch kind {
    case .double: return .double(real(op, real(a), real(b)))
    case .float: return .single(Float(real(op, real(a), real(b))))
    case .decimal:
      let x = decimal(a), y = decimal(b)
      do {
        switch op {
        case "+": return .other(PSDecimal(try NetDecimal.adding(x, y)))
        case "-": return .other(PSDecimal(try NetDecimal.subtracting(x, y)))
        case "*": return .other(PSDecimal(try NetDecimal.multiplying(x, y)))
        case "/": if y == .zero { throw Runtime.divideByZero() }; return .other(PSDecimal(try NetDecimal.dividing(x, y)))
        default: if y == .zero { throw Runtime.divideByZero() }; return .other(PSDecimal(try NetDecimal.remainder(x, y)))
        }
      } catch let e as NetError { throw Runtime.error(e.typeName, e.message) }
    default: break
    }
    let x = integer(a), y = integer(b)
    var n: Int128
    switch op {
    case "+": n = x + y
    case "-": n = x - y
    case "*": n = x.multipliedReportingOverflow(by: y).partialValue
    case "/":
      if y == 0 { throw Runtime.divideByZero() }
      n = x / y
      if !kind.range.contains(n) { throw Runtime.overflow() }
    case "%":
      if y == 0 { throw Runtime.divideByZero() }
      n = x % y
    case "&": n = x & y
    case "|": n = x | y
    default: n = x ^ y
    }
    if isChecked, !kind.range.contains(n) { throw Runtime.overflow() }
    return value(n, kind)
  }
  private static func real(_ op: String, _ x: Double, _ y: Double) -> Double {
    switch op { case "+": x + y; case "-": x - y; case "*": x * y; case "/": x / y; default: x.truncatingRemainder(dividingBy: y) }
  }
  /// < 0, 0, > 0; nil when one is not a number.
  static func compare(_ a: Value, _ b: Value, _ kind: Num) -> Int? {
    switch kind {
    case .double, .float:
      let x = real(a), y = real(b)
      return x < y ? -1 : x > y ? 1 : x == y ? 0 : nil
    case .decimal: return NetDecimal.compare(decimal(a), decimal(b))
    default:
      let x = integer(a), y = integer(b)
      return x < y ? -1 : x > y ? 1 : 0
    }
  }
  static func shift(_ left: Bool, _ a: Value, by n: Int, _ kind: Num) -> Value {
    switch kind {
    case .long: let x = Int64(truncatingIfNeeded: integer(a)); return .long(left ? x &<< Int64(n & 63) : x &>> Int64(n & 63))
    case .ulong: let x = UInt64(truncatingIfNeeded: integer(a)); return .ulong(left ? x &<< UInt64(n & 63) : x &>> UInt64(n & 63))
    case .uint: let x = UInt32(truncatingIfNeeded: integer(a)); return .uint(left ? x &<< UInt32(n & 31) : x &>> UInt32(n & 31))
    default: let x = Int32(truncatingIfNeeded: integer(a)); return .int(left ? x &<< Int32(n & 31) : x &>> Int32(n & 31))
    }
  }
  static func negated(_ v: Value, _ kind: Num, isChecked: Bool) throws -> Value {
    switch kind {
    case .double: return .double(-real(v))
    case .float: return .single(Float(-real(v)))
    case .decimal: return .other(PSDecimal(decimal(v).negated))
    default: return try arithmetic("-", .int(0), v, kind, isChecked: isChecked)
    }
  }
}
