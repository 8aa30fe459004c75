/// `-band -bor -bxor -bnot -shl -shr`.
///
/// Doubles and decimals take part as whole numbers; enums keep their type when on the left.
import Primitives

extension Operators {
  enum BitOperation {
    case and, or, xor
    var method: String { self == .and ? "op_BitwiseAnd" : self == .or ? "op_BitwiseOr" : "op_ExclusiveOr" }
    var symbol: String { self == .and ? "-band" : self == .or ? "-bor" : "-bxor" }
    @inline(__always) func apply<T: FixedWidthInteger>(_ x: T, _ y: T) -> T { self == .and ? x & y : self == .or ? x | y : x ^ y }
  }

  static func bitwise(_ op: BitOperation, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b { return .int(op.apply(x, y)) }
    let x = a.base, y = b.base
    if x.isNull && y.isNull { return .int(0) }
    let l = x.typeCode, r = y.typeCode
    if l.isNumericOrPrimitive || r.isNumericOrPrimitive {
      var left: Value? = x, right: Value? = y
      // .NET's code of a missing value counts as the lowest; texts count as the highest.
      let wide = max(l, r)
      if !l.isNumericOrPrimitive { left = try numericArgument(x, for: zero(bitType(r))) }
      else if !r.isNumericOrPrimitive { right = try numericArgument(y, for: zero(bitType(l))) }
      if wide == .decimal || wide.isFloating {
        guard let left, let right else { throw Conversion.rawError("System.NullReferenceException", "Object reference not set to an instance of an object.") }
        let type = wide == .decimal ? TypeTable.decimal : TypeTable.double
        return try bits(op, try Conversion.convert(left, to: type, context), try Conversion.convert(right, to: type, context), context)
      }
      if let left, let right {
        let v = try bits(op, left, right, as: bitType(wide))
        guard let e = x.enumValue, let n = Conversion.integer(v) else { return v }
        return .other(PSEnum(e.type, Conversion.cut(n, to: e.type.typeCode)))
      }
    }
    switch (x, y) {
    case (.string(let s), .string(let t)):
      return try bitwise(op, try stringToNumber(s.string, like: y), try stringToNumber(t.string, like: x), context)
    case (.string(let s), _): return try bitwise(op, try stringToNumber(s.string, like: y), y, context)
    case (_, .string(let t)): return try bitwise(op, x, try stringToNumber(t.string, like: x), context)
    default: return try implicitOperation(op.method, op.symbol, x, y, context)
    }
  }
  private static func bitType(_ code: TypeCode) -> TypeCode {
    code <= .int32 ? .int32 : code <= .uint32 ? .uint32 : code <= .int64 ? .int64 : .uint64
  }
  private static func zero(_ code: TypeCode) -> Value { Conversion.value(0, as: code) ?? .int(0) }

  private static func bits(_ op: BitOperation, _ a: Value, _ b: Value, as code: TypeCode) throws -> Value {
    let x = Conversion.integer(a) ?? 0, y = Conversion.integer(b) ?? 0
    switch code {
    case .int32: return .int(op.apply(Int32(truncatingIfNeeded: x), Int32(truncatingIfNeeded: y)))
    case .uint32: return .uint(op.apply(UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: y)))
    case .int64: return .long(op.apply(Int64(truncatingIfNeeded: x), Int64(truncatingIfNeeded: y)))
    default: return .ulong(op.apply(UInt64(truncatingIfNeeded: x), UInt64(truncatingIfNeeded: y)))
    }
  }
  /// Doubles or decimals, by way of 64 bits; signed when one of them is negative.
  private static func bits(_ op: BitOperation, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    func isNegative(_ v: Value) -> Bool { v.decimalValue.map { $0.isNegative && !$0.isZero } ?? ((Conversion.double(v) ?? 0) < 0) }
    func word(_ v: Value) throws -> UInt64 {
      if isNegative(v) { return UInt64(bitPattern: try Conversion.toInt64(v)) }
      if case .ulong(let n) = try Conversion.convert(v, to: TypeTable.ulong, context) { return n }
      return 0
    }
    let x = try word(a), y = try word(b)
    let r = op.apply(x, y)
    return isNegative(a) || isNegative(b) ? .long(Int64(bitPattern: r)) : .ulong(r)
  }

  // MARK: Shifts

  static func shift(left: Bool, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    let x = a.base, y = b.base
    if x.isNull { return .int(0) }
    switch (x, y) {
    case (.string(let s), .string(let t)): return try shift(left: left, try stringToNumber(s.string, like: y), try stringToNumber(t.string, like: x), context)
    case (.string(let s), _): return try shift(left: left, try stringToNumber(s.string, like: y), y, context)
    case (_, .string(let t)): return try shift(left: left, x, try stringToNumber(t.string, like: x), context)
    default: break
    }
    let code = x.typeCode
    guard code.isNumeric else { return try implicitOperation(left ? "op_LeftShift" : "op_RightShift", left ? "-shl" : "-shr", x, y, context) }
    let n = try Conversion.toInt32(try Conversion.convert(y, to: TypeTable.int, context))
    if code == .decimal || code.isFloating {
      let narrow = try wholeNumber(x, failing: code == .decimal ? TypeTable.int : TypeTable.ulong)
      return shifted(left, narrow, Int(n) & (narrow.typeCode < .int64 ? 0x1F : 0x3F))
    }
    if let e = x.enumValue {
      throw Conversion.rawError("System.InvalidOperationException", "The binary operator \(left ? "LeftShift" : "RightShift") is not defined for the types '\(e.type.fullName)' and 'System.Int32'.")
    }
    return shifted(left, x, Int(n) & (code < .int64 ? 0x1F : 0x3F))
  }
  /// Shifts within the width of the type; the narrow types fall off at their own width.
  private static func shifted(_ left: Bool, _ v: Value, _ n: Int) -> Value {
    switch v {
    case .int(let x): .int(left ? x << n : x >> n)
    case .uint(let x): .uint(left ? x << n : x >> n)
    case .long(let x): .long(left ? x << n : x >> n)
    case .ulong(let x): .ulong(left ? x << n : x >> n)
    case .byte(let x): .byte(left ? x << n : x >> n)
    case .sbyte(let x): .sbyte(left ? x << n : x >> n)
    case .short(let x): .short(left ? x << n : x >> n)
    case .ushort(let x): .ushort(left ? x << n : x >> n)
    default: v
    }
  }
  /// A double or decimal as the narrowest of int, uint, long, ulong that holds it.
  static func wholeNumber(_ v: Value, failing: NetType) throws -> Value {
    if let d = v.decimalValue {
      for (t, low, high) in [
        (TypeTable.int, Int64(Int32.min), UInt64(Int32.max)), (TypeTable.uint, 0, UInt64(UInt32.max)), (TypeTable.long, Int64.min, UInt64(Int64.max)),
        (TypeTable.ulong, 0, UInt64.max)
      ]
      where NetDecimal.compare(d, NetDecimal(low)) >= 0 && NetDecimal.compare(d, NetDecimal(high)) <= 0 { return try Conversion.convert(v, to: t, nil) }
    } else if let d = Conversion.double(v) {
      for (t, low, high) in [
        (TypeTable.int, -2147483648.0, 2147483647.0), (TypeTable.uint, 0, 4294967295), (TypeTable.long, -9223372036854775808, 9223372036854775807),
        (TypeTable.ulong, 0, 18446744073709551615)
      ]
      where d >= low && d <= high { return try Conversion.convert(.double(d), to: t, nil) }
    }
    throw Conversion.finalError(v, to: failing)
  }

  // MARK: -bnot

  static func complement(_ v: Value, _ context: ExecutionContext) throws -> Value {
    switch v {
    case .null, .void, .unset: return .int(-1)
    case .int(let x): return .int(~x)
    case .uint(let x): return .uint(~x)
    case .long(let x): return .long(~x)
    case .ulong(let x): return .ulong(~x)
    case .byte(let x): return .int(~Int32(x))
    case .sbyte(let x): return .int(~Int32(x))
    case .short(let x): return .int(~Int32(x))
    case .ushort(let x): return .int(~Int32(x))
    case .string(let s): return try complement(try stringToNumber(s.string, like: .int(0)), context)
    case .other(let r):
      if let b = r.exactly(PSBigInteger.self) { return .bigInteger(~b.value) }
      if let e = r.exactly(PSEnum.self) { return .other(PSEnum(e.type, e.type.withinUnderlying(~e.raw))) }
    default: break
    }
    if v.typeCode.isNumeric { return try complement(try wholeNumber(v, failing: v.decimalValue != nil ? TypeTable.int : TypeTable.ulong), context) }
    return try complement(try Conversion.convert(v, to: TypeTable.int, context), context)
  }
}

extension NetType {
  /// The bits of an enum's value that its underlying type keeps.
  fileprivate func withinUnderlying(_ raw: Int64) -> Int64 {
    switch enumeration?.underlying {
    case "System.Byte": raw & 0xFF
    case "System.UInt16": raw & 0xFFFF
    case "System.UInt32": raw & 0xFFFF_FFFF
    default: raw
    }
  }
}
