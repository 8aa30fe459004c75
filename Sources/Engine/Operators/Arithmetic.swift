/// `+ - * / %`.
///
/// Numbers meet in the wider of their types; whole numbers that overflow become doubles. Anything else is text or
/// sequence building, or an operator of one of the types involved.
import Primitives

extension Operators {
  enum NumberOperation { case add, subtract, multiply, divide, remainder }

  static func add(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      let r = x.addingReportingOverflow(y)
      return r.overflow ? .double(Double(x) + Double(y)) : .int(r.partialValue)
    case (.double(let x), .double(let y)): return .double(x + y)
    case (.string(let x), .string(let y)): return .str(x.string.followed(by: y.string))
    case (.string(let x), _): return .str(x.string.followed(by: try Conversion.text(b.orNull.withoutText, context)))
    default: break
    }
    if let items = Conversion.enumerable(a) {
      // The sum is always an Object[], whatever the left side was.
      let r = PSArray(capacity: items.count + 1)
      r.append(contentsOf: items)
      if items.count > 0xFFFF { try context.poll() }
      // what a command without output gives adds nothing
      if case .void = b { return .array(r) }
      if let more = Conversion.enumerable(b) { r.append(contentsOf: more) } else { r.append(b) }
      return .array(r)
    }
    let x = a.base, y = b.base.orNull
    let code = x.typeCode
    if code == .empty { return b.orNull }
    if code.isNumericOrPrimitive, code != .char {
      if let n = try numericArgument(y, for: x) { return try number(.add, x, n) }
      if case .string(let s) = y { return try add(x, try stringToNumber(s.string, like: x), context) }
    }
    if case .string(let s) = x { return .str(s.string + (try Conversion.text(y, context))) }
    if case .char(let c) = x { return .str(Conversion.charText(c) + (try Conversion.text(y, context))) }
    if case .hash(let h) = x {
      guard case .hash(let more) = y, !more.isSet else { throw TerminatingError("AddHashTableToNonHashTable", "A hash table can only be added to another hash table.", .invalidOperation) }
      return try addTables(h, more)
    }
    return try implicitOperation("op_Addition", "+", x, y, context)
  }

  static func subtract(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      let r = x.subtractingReportingOverflow(y)
      return r.overflow ? .double(Double(x) - Double(y)) : .int(r.partialValue)
    case (.double(let x), .double(let y)): return .double(x - y)
    default: return try numberOrImplicit(.subtract, "op_Subtraction", "-", a, b, context)
    }
  }
  static func divide(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    if case .double(let x) = a, case .double(let y) = b { return .double(x / y) }
    return try numberOrImplicit(.divide, "op_Division", "/", a, b, context)
  }
  static func remainder(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    try numberOrImplicit(.remainder, "op_Modulus", "%", a, b, context)
  }

  private static func numberOrImplicit(_ op: NumberOperation, _ method: String, _ symbol: String, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    var x = a.base
    let y = b.base.orNull
    if x.isNull { x = .int(0) }
    if x.typeCode.isNumericOrPrimitive {
      if let n = try numericArgument(y, for: x) { return try number(op, x, n) }
      if case .string(let s) = y { return try numberOrImplicit(op, method, symbol, x, try stringToNumber(s.string, like: x), context) }
    }
    if case .string(let s) = x {
      let left = try stringToNumber(s.string, like: y)
      if case .string(let t) = y { return try numberOrImplicit(op, method, symbol, left, try stringToNumber(t.string, like: x), context) }
      return try numberOrImplicit(op, method, symbol, left, y, context)
    }
    return try implicitOperation(method, symbol, x, y, context)
  }

  static func multiply(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      let r = x.multipliedReportingOverflow(by: y)
      return r.overflow ? .double(Double(Int64(x) * Int64(y))) : .int(r.partialValue)
    case (.double(let x), .double(let y)): return .double(x * y)
    default: break
    }
    let x = a.base, y = b.base
    if x.isNull { return .null }
    if x.typeCode.isNumeric {
      if let n = try numericArgument(y, for: x) { return try number(.multiply, x, n) }
      if case .string(let s) = y { return try multiply(x, try stringToNumber(s.string, like: x), context) }
    }
    if case .string(let s) = x {
      let n = try repeatCount(y, TypeTable.int, context)
      guard n >= 0 else { throw Conversion.rawError("System.ArgumentOutOfRangeException", "times ('\(n)') must be a non-negative value. (Parameter 'times')\nActual value was \(n).") }
      guard n * s.string.utf8.count < 1 << 31 else { throw Conversion.rawError("System.OutOfMemoryException", "Insufficient memory to continue the execution of the program.") }
      // .NET's longest string
      if n > 0, s.string.utf16.count > 0x3FFF_FFDF / n {
        throw TerminatingError("System.OutOfMemoryException", "Insufficient memory to continue the execution of the program.", .notSpecified, exception: "System.OutOfMemoryException")
      }
      let text = NetString.repeated(s.string, n)
      try context.poll()
      return .str(text)
    }
    if let items = Conversion.enumerable(x) {
      let n = try repeatCount(y, TypeTable.uint, context)
      if let t = x.arrayValue.map({ TypeTable.typeOf(.array($0)) }), t.rank > 1, let element = t.elementType {
        throw Operators.enumCast(t, TypeTable.array(of: element).fullName)
      }
      let isArray = if case .array(let arr) = x { arr.kind == .array } else { false }
      if n == 1, isArray { return x }
      guard n * items.count <= Int(Int32.max) else {
        throw Conversion.finalError(.long(Int64(n * items.count)), to: TypeTable.int)
      }
      if items.count == 0 { return .array(PSArray([])) }
      guard n * items.count < 1 << 27 else { throw Conversion.rawError("System.OutOfMemoryException", "Array dimensions exceeded supported range.") }
      let r = PSArray(capacity: items.count * n)
      if isArray { r.elementType = items.elementType }
      for i in 0..<n {
        r.append(contentsOf: items)
        if i & 0xFFF == 0xFFF || items.count > 0xFFFF { try context.poll() }
      }
      return .array(r)
    }
    return try implicitOperation("op_Multiply", "*", x, y, context)
  }
  private static func repeatCount(_ v: Value, _ type: NetType, _ context: ExecutionContext) throws -> Int {
    var n = v
    if case .string(let s) = v { n = try stringToNumber(s.string, like: .int(0)) }
    let c = try Conversion.convert(n, to: type, context)
    return Int(Conversion.integer(c) ?? 0)
  }

  private static func addTables(_ a: PSHash, _ b: PSHash) throws -> Value {
    let r = PSHash(a.kind == .ordered ? .ordered : .hashtable, capacity: a.count + b.count)
    for (k, v) in a.pairs.attentive { r.set(k, v) }
    for (k, v) in b.pairs.attentive {
      if r.contains(k) {
        throw Conversion.rawError(
          "System.ArgumentException",
          "Item has already been added. Key in dictionary: '\(Conversion.toString(r.entry(at: r.index(of: k)).key))'  Key being added: '\(Conversion.toString(k))'"
        )
      }
      r.set(k, v)
    }
    return .hash(r)
  }

  // MARK: Operands

  /// The right operand of a numeric operation: null is 0, numbers stay, enums take the left type; nil = not a number.
  static func numericArgument(_ v: Value, for left: Value) throws -> Value? {
    let code = v.typeCode
    if code == .empty { return .int(0) }
    guard code.isNumericOrPrimitive else { return nil }
    if v.enumValue != nil { return try Conversion.convert(v, to: TypeTable.typeOf(left), nil) }
    if code == .boolean, left.decimalValue != nil { return try Conversion.changeType(v, to: .decimal) }
    return v
  }
  /// A text operand as a number: as it is written, else converted to the other operand's type (`int` when that is none).
  static func stringToNumber(_ s: String, like other: Value) throws -> Value {
    if let n = Conversion.scanNumber(s) { return n }
    let type = other.typeCode.isNumeric ? TypeTable.typeOf(other) : TypeTable.int
    // the blanks around it are gone before it is looked at
    return try Conversion.convert(.str(Conversion.trimmed(s)), to: type, nil)
  }

  /// The type in which two plain operands meet.
  enum Meeting { case int, uint, long, ulong, double, decimal, decimalOrDouble }
  static func meeting(_ a: Value, _ b: Value) throws -> Meeting {
    let l = a.typeCode, r = b.typeCode
    let wide = max(l, r)
    // which of the two signs counts is asked of the enum itself, which cannot answer
    if wide == .uint32 || wide == .uint64, l.isSigned, let e = a.enumValue {
      throw Conversion.rawError(
        "System.InvalidOperationException", "The binary operator GreaterThanOrEqual is not defined for the types '\(e.type.fullName)' and 'System.Int32'.")
    }
    func negative(_ v: Value, _ code: TypeCode) -> Bool { code.isSigned && (Conversion.integer(v) ?? 0) < 0 }
    if wide <= .int32 { return .int }
    if wide == .uint32 { return negative(a, l) || negative(b, r) ? .long : .uint }
    if wide == .int64 { return .long }
    if wide == .uint64 { return negative(a, l) || negative(b, r) ? .decimalOrDouble : .ulong }
    return wide == .decimal ? .decimal : .double
  }

  static func number(_ op: NumberOperation, _ a: Value, _ b: Value) throws -> Value {
    let r: Value
    switch try meeting(a, b) {
    case .int: r = try whole(op, a, b, .int32)
    case .uint: r = try whole(op, a, b, .uint32)
    case .long: r = try whole(op, a, b, .int64)
    case .ulong: r = try whole(op, a, b, .uint64)
    case .double:
      if let e = a.enumValue { throw enumCast(e.type, "System.Double") }
      r = .double(real(op, Conversion.double(a) ?? 0, Conversion.double(b) ?? 0))
    case .decimal:
      if let e = a.enumValue { throw noCoercion(e.type, "System.Decimal") }
      if case .bool = a { throw noCoercion(TypeTable.bool, "System.Decimal") }
      r = try decimal(op, a, b)
    case .decimalOrDouble:
      do { r = try decimal(op, a, b) } catch let e as TerminatingError {
        guard e.record.exception.inner?.type.fullName == "System.OverflowException" else { throw e }
        r = .double(real(op, Conversion.double(a) ?? 0, Conversion.double(b) ?? 0))
      }
    }
    guard let e = a.enumValue else { return r }
    // An enum on the left wants its own type back; only its underlying type converts.
    guard r.typeCode == e.type.typeCode, let n = Conversion.integer(r) else {
      throw Conversion.rawError("System.InvalidCastException", "Unable to cast object of type '\(TypeTable.typeOf(r).fullName)' to type '\(e.type.fullName)'.")
    }
    return .other(PSEnum(e.type, Int64(truncatingIfNeeded: n)))
  }
  static func enumCast(_ type: NetType, _ to: String) -> TerminatingError {
    Conversion.rawError("System.InvalidCastException", "Unable to cast object of type '\(type.fullName)' to type '\(to)'.")
  }
  static func noCoercion(_ type: NetType, _ to: String) -> TerminatingError {
    Conversion.rawError("System.InvalidOperationException", "No coercion operator is defined between types '\(type.fullName)' and '\(to)'.")
  }

  private static func whole(_ op: NumberOperation, _ a: Value, _ b: Value, _ code: TypeCode) throws -> Value {
    let x = Conversion.integer(a) ?? 0, y = Conversion.integer(b) ?? 0
    let r: Int128
    switch op {
    case .add: r = x + y
    case .subtract: r = x - y
    case .multiply:
      let p = x.multipliedReportingOverflow(by: y)
      if p.overflow { return .double(Double(whole: x) * Double(whole: y)) }
      if let v = Conversion.value(p.partialValue, as: code) { return v }
      return .double(cutToDouble(p.partialValue))
    case .divide:
      if y == 0 { throw divideByZero }
      if x % y != 0 { return .double(Double(whole: x) / Double(whole: y)) }
      r = x / y
    case .remainder:
      if y == 0 { throw divideByZero }
      r = x % y
    }
    return Conversion.value(r, as: code) ?? .double(Double(whole: r))
  }
  /// A long product as double the way .NET's BigInteger converts: what does not fit 53 bits is cut off.
  private static func cutToDouble(_ n: Int128) -> Double {
    let m = n.magnitude
    let extra = max(0, 128 - m.leadingZeroBitCount - 53)
    let d = Double(UInt64(truncatingIfNeeded: m >> UInt128(extra))) * Double(sign: .plus, exponent: extra, significand: 1)
    return n < 0 ? -d : d
  }
  static func real(_ op: NumberOperation, _ x: Double, _ y: Double) -> Double {
    switch op {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .remainder: x.truncatingRemainder(dividingBy: y)
    }
  }
  /// An operand as decimal; a double that does not fit is .NET's bare overflow.
  static func decimalOperand(_ v: Value) throws -> NetDecimal {
    if let n = Conversion.integer(v) { return NetDecimal(mantissa: UInt128(n.magnitude), negative: n < 0) }
    do { return try Conversion.changeType(v, to: .decimal).decimalValue ?? .zero } catch {
      throw Conversion.rawError("System.OverflowException", "Value was either too large or too small for a Decimal.")
    }
  }
  private static func decimal(_ op: NumberOperation, _ a: Value, _ b: Value) throws -> Value {
    let x = try decimalOperand(a), y = try decimalOperand(b)
    return .decimal(try decimal(op, x, y))
  }
  static func decimal(_ op: NumberOperation, _ x: NetDecimal, _ y: NetDecimal) throws -> NetDecimal {
    do {
      switch op {
      case .add: return try NetDecimal.adding(x, y)
      case .subtract: return try NetDecimal.subtracting(x, y)
      case .multiply: return try NetDecimal.multiplying(x, y)
      case .divide: return try NetDecimal.dividing(x, y)
      case .remainder: return try NetDecimal.remainder(x, y)
      }
    } catch {
      let e = Conversion.cause(error)
      throw arithmeticError(e.type.fullName, e.message)
    }
  }
}
