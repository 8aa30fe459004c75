/// Numbers to numbers, as `System.Convert.ChangeType` does it: halves round to even, what does not fit is an overflow.
import Primitives

extension Conversion {
  /// A whole number of any width; nil for anything else. Enums count as their number.
  @inline(__always) static func integer(_ v: Value) -> Int128? {
    switch v {
    case .int(let n): Int128(n)
    case .long(let n): Int128(n)
    case .bool(let b): b ? 1 : 0
    case .char(let n): Int128(n)
    case .byte(let n): Int128(n)
    case .sbyte(let n): Int128(n)
    case .short(let n): Int128(n)
    case .ushort(let n): Int128(n)
    case .uint(let n): Int128(n)
    case .ulong(let n): Int128(n)
    case .other(let r): r.exactly(PSEnum.self).map { $0.type.typeCode == .uint64 ? Int128(UInt64(bitPattern: $0.raw)) : Int128($0.raw) }
    default: nil
    }
  }
  /// The value of an integer type; nil when it does not fit.
  static func value(_ n: Int128, as code: TypeCode) -> Value? {
    let low = Int64(truncatingIfNeeded: n)
    if Int128(low) == n { return value(small: low, as: code) }
    return switch code {
    case .uint64: UInt64(exactly: n).map { .ulong($0) }
    case .single: .single(Float(n))
    case .double: .double(Double(n))
    case .boolean: .bool(true)
    case .decimal: .decimal(NetDecimal(mantissa: UInt128(n.magnitude), negative: n < 0))
    default: nil
    }
  }
  /// The same for what a register holds: conversions of wider numbers cost fifty times as much.
  static func value(small n: Int64, as code: TypeCode) -> Value? {
    switch code {
    case .sbyte: Int8(exactly: n).map { .sbyte($0) }
    case .byte: UInt8(exactly: n).map { .byte($0) }
    case .int16: Int16(exactly: n).map { .short($0) }
    case .uint16: UInt16(exactly: n).map { .ushort($0) }
    case .int32: Int32(exactly: n).map { .int($0) }
    case .uint32: UInt32(exactly: n).map { .uint($0) }
    case .int64: Int64(exactly: n).map { .long($0) }
    case .uint64: UInt64(exactly: n).map { .ulong($0) }
    case .char: UInt16(exactly: n).map { .char($0) }
    case .single: .single(Float(n))
    case .double: .double(Double(n))
    case .boolean: .bool(n != 0)
    case .decimal: .decimal(NetDecimal(mantissa: UInt128(n.magnitude), negative: n < 0))
    default: nil
    }
  }
  static func double(_ v: Value) -> Double? {
    switch v {
    case .double(let d): d
    case .single(let f): Double(f)
    case .other(let r): r.exactly(PSDecimal.self)?.value.double ?? integer(v).map { Double(whole: $0) }
    default: integer(v).map { Double(whole: $0) }
    }
  }

  /// `Convert.ChangeType` between numbers, bools and chars.
  static func changeType(_ v: Value, to code: TypeCode) throws(NetError) -> Value {
    if let n = integer(v) {
      let from = v.typeCode
      if from == .boolean && code == .char || from == .char && (code == .boolean || code.isFloating || code == .decimal) { throw invalidCast(from, code) }
      guard let r = value(n, as: code) else { throw NetError.tooLarge(code.inOverflowMessage) }
      return r
    }
    switch v {
    case .double(let d): return try real(d, to: code, from: .double)
    case .single(let f): return code == .decimal ? try decimal(NetDecimal(f)) : try real(Double(f), to: code, from: .single)
    default: break
    }
    if let d = v.decimalValue {
      switch code {
      case .decimal: return v
      case .double: return .double(d.double)
      case .single: return .single(Float(d.double))
      case .boolean: return .bool(!d.isZero)
      case .char: throw invalidCast(.decimal, code)
      default:
        let r = d.rounded(0, .toEven)
        let n = Int128(clamping: r.mantissa)
        guard let x = value(r.isNegative ? 0 - n : n, as: code) else { throw NetError.tooLarge(code.inOverflowMessage) }
        return x
      }
    }
    throw invalidCast(v.typeCode, code)
  }
  static func invalidCast(_ from: TypeCode, _ to: TypeCode) -> NetError {
    NetError(.invalidCast, "Invalid cast from '\(from.name)' to '\(to.name)'.")
  }
  private static func decimal(_ d: NetDecimal?) throws(NetError) -> Value {
    guard let d else { throw NetError.decimalOverflow }
    return .decimal(d)
  }
  private static func real(_ d: Double, to code: TypeCode, from: TypeCode) throws(NetError) -> Value {
    switch code {
    case .double: return .double(d)
    case .single: return .single(Float(d))
    case .decimal: return try decimal(NetDecimal(d))
    case .boolean: return .bool(d != 0)
    case .char, .dateTime: throw invalidCast(from, code)
    case .uint32:
      guard d >= -0.5, d < 4294967295.5 else { throw NetError.tooLarge("a UInt32") }
      return .uint(UInt32(max(0, d.rounded(.toNearestOrEven))))
    case .int64:
      guard let n = Int64(exactly: d.rounded(.toNearestOrEven)) else { throw NetError.arithmeticOverflow }
      return .long(n)
    case .uint64:
      let r = d.rounded(.toNearestOrEven)
      guard let n = UInt64(exactly: r == 0 ? 0 : r) else { throw NetError.arithmeticOverflow }
      return .ulong(n)
    default:
      // The small types go through Int32, and its overflow is what is reported.
      guard d >= -2147483648.5, d < 2147483647.5, let n = Int32(exactly: d.rounded(.toNearestOrEven)) else { throw NetError.tooLarge("an Int32") }
      guard let r = value(Int128(n), as: code) else { throw NetError.tooLarge(code.inOverflowMessage) }
      return r
    }
  }

  /// A number to another numeric type, with PowerShell's error.
  static func numberToNumber(_ v: Value, _ type: NetType) throws -> Value {
    do { return try changeType(v, to: type.typeCode) } catch {
      throw castError("InvalidCastIConvertible", plainText(v), to: type, because: cause(error))
    }
  }

  // MARK: BigInteger

  /// Any number to `bigint`; fractions are cut off.
  static func toBigInteger(_ v: Value, _ type: NetType) throws -> Value? {
    if let n = integer(v) { return .bigInteger(BigInteger(n)) }
    switch v {
    case .double, .single:
      let d = double(v) ?? 0
      if let b = BigInteger(d) { return .bigInteger(b) }
      let message = d.isNaN ? "The value is not a number." : "BigInteger cannot represent infinity."
      throw castError("InvalidCastConstructorException", plainText(v), to: type, because: PSException("System.OverflowException", message))
    default:
      if let d = v.decimalValue { return .bigInteger(BigInteger(d)) }
      return nil
    }
  }
  /// `bigint` to a number type: its explicit operators.
  static func fromBigInteger(_ b: BigInteger, _ v: Value, _ type: NetType) throws -> Value {
    let code = type.typeCode
    func fail(_ e: NetError) -> TerminatingError { castError("InvalidCastTargetInvocationExceptionop_Explicit", plainText(v), to: type, because: PSException(e.typeName, e.message)) }
    switch code {
    case .double: return .double(b.double)
    case .single: return .single(Float(b.double))
    case .decimal:
      guard let d = b.decimal else { throw fail(.decimalOverflow) }
      return .decimal(d)
    case .uint64:
      guard let n = b.uint64 else { throw fail(.tooLarge("a UInt64")) }
      return .ulong(n)
    case .int64, .int32, .uint32:
      guard let n = b.int64, let r = value(Int128(n), as: code) else { throw fail(.tooLarge(code.inOverflowMessage)) }
      return r
    default:
      guard let n = b.int64, Int32(exactly: n) != nil else { throw fail(.tooLarge("an Int32")) }
      guard let r = value(Int128(n), as: code) else { throw fail(.arithmeticOverflow) }
      return r
    }
  }
}

extension Double {
  init(whole n: Int128) {
    let low = Int64(truncatingIfNeeded: n)
    self = Int128(low) == n ? Double(low) : Double(n)
  }
}

extension BigInteger {
  init(_ n: Int128) {
    if let small = Int64(exactly: n) { self.init(small) } else { self.init(UInt64(truncatingIfNeeded: n)) }
  }
}
