/// `-eq -ne -lt -le -gt -ge -contains -in`.
///
/// The left operand decides: a sequence is filtered, a number compares as number, text as text (by the invariant
/// culture's rules), anything else converts the right operand to its own type first.
import Primitives

extension Operators {
  enum Order {
    case less, lessOrEqual, greater, greaterOrEqual
    @inline(__always) func holds(_ c: Int) -> Bool {
      switch self {
      case .less: c < 0
      case .lessOrEqual: c <= 0
      case .greater: c > 0
      case .greaterOrEqual: c >= 0
      }
    }
    @inline(__always) func holds<T: Comparable>(_ x: T, _ y: T) -> Bool {
      switch self {
      case .less: x < y
      case .lessOrEqual: x <= y
      case .greater: x > y
      case .greaterOrEqual: x >= y
      }
    }
  }

  // MARK: Equality

  static func compareEqual(_ a: Value, _ b: Value, ignoreCase: Bool, negate: Bool, _ context: ExecutionContext) throws -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return .bool((x == y) != negate)
    case (.string(let x), .string(let y)): return .bool(Collation.equals(x.string, y.string, ignoreCase: ignoreCase) != negate)
    default: break
    }
    if let items = Conversion.enumerable(a) {
      let r = PSArray(capacity: 4)
      for v in items.elements where try equal(v, b, ignoreCase: ignoreCase, context) != negate { r.append(v) }
      return .array(r)
    }
    return .bool(try equal(a, b, ignoreCase: ignoreCase, context) != negate)
  }

  /// `-eq` between two single values.
  static func equal(_ a: Value, _ b: Value, ignoreCase: Bool, _ context: ExecutionContext?) throws -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x == y
    case (.string(let x), .string(let y)): return Collation.equals(x.string, y.string, ignoreCase: ignoreCase)
    case (.double(let x), .double(let y)): return x == y
    default: break
    }
    if case .object(let o) = a, let k = o.type?.scriptClass, k.hasMethod("Equals"), let t = o.type, let r = try k.invoke("Equals", a, [b.orNull], ExecutionContext.current) {
      if Conversion.toBool(r) || b.isNull || t.isAssignable(from: TypeTable.typeOf(b)) { return Conversion.toBool(r) }
      // else what the other value becomes as one of the class is asked about
      guard let made = Conversion.tryConvert(b, to: t, context), let again = try k.invoke("Equals", a, [made], ExecutionContext.current) else { return false }
      return Conversion.toBool(again)
    }
    let x = a.base, y = b.base
    if x.isNull { return y.isNull }
    if y.isNull { return false }
    if x.typeCode.isNumeric {
      if let n = try? numericArgument(y, for: x) { return try numbersEqual(x, n) }
      if y.enumValue != nil { return false }
      if case .string(let s) = y {
        guard let n = try? stringToNumber(s.string, like: x) else { return false }
        return try equal(x, n, ignoreCase: ignoreCase, context)
      }
    }
    if case .string(let s) = x { return Collation.equals(s.string, Conversion.toString(y, context), ignoreCase: ignoreCase) }
    if case .char(let c) = x, ignoreCase {
      if case .char(let d) = y { return CaseMapping.upper(c) == CaseMapping.upper(d) }
      if case .string(let s) = y { return s.string.utf16.count == 1 && CaseMapping.upper(c) == CaseMapping.upper(s.string.utf16.first ?? 0) }
    }
    if same(x, y, ignoreCase: ignoreCase) { return true }
    switch (x, y) {
    case (.hash, _), (.array, _), (.object, _), (.block, _): return false
    default: break
    }
    let type = TypeTable.typeOf(x)
    if type === TypeTable.typeOf(y) { return false }
    guard let converted = Conversion.tryConvert(y, to: type, context) else { return false }
    return same(x, converted, ignoreCase: ignoreCase)
  }
  /// `Object.Equals`: same type and value, or the same object.
  static func same(_ a: Value, _ b: Value, ignoreCase: Bool) -> Bool {
    switch (a, b) {
    case (.bool(let x), .bool(let y)): x == y
    case (.char(let x), .char(let y)): x == y
    case (.int(let x), .int(let y)): x == y
    case (.long(let x), .long(let y)): x == y
    case (.double(let x), .double(let y)): x == y
    case (.datetime(let x), .datetime(let y)): x.ticks == y.ticks
    case (.timespan(let x), .timespan(let y)): x.ticks == y.ticks
    case (.string(let x), .string(let y)): x.string == y.string
    case (.array(let x), .array(let y)): x === y
    case (.hash(let x), .hash(let y)): x === y
    case (.object(let x), .object(let y)): x === y
    case (.block(let x), .block(let y)): x === y
    case (.type(let x), .type(let y)): x === y || x.fullName == y.fullName
    case (.other(let x), let y): x.isEqual(y, ignoreCase: ignoreCase)
    default: Conversion.integer(a) != nil && a.typeCode == b.typeCode && Conversion.integer(a) == Conversion.integer(b)
    }
  }

  private static func numbersEqual(_ a: Value, _ b: Value) throws -> Bool {
    switch try meeting(a, b) {
    case .int, .uint, .long, .ulong: return Conversion.integer(a) == Conversion.integer(b)
    case .decimalOrDouble: return Conversion.integer(a) == Conversion.integer(b)
    case .double: return Conversion.double(a) == Conversion.double(b)
    case .decimal:
      if let e = a.enumValue { throw noCoercion(e.type, "System.Decimal") }
      return decimals(a, b, { $0 == $1 }, { NetDecimal.compare($0, $1) == 0 })
    }
  }
  /// A decimal meets a double as decimal when it fits, else as double.
  private static func decimals(_ a: Value, _ b: Value, _ asDouble: (Double, Double) -> Bool, _ asDecimal: (NetDecimal, NetDecimal) -> Bool) -> Bool {
    if let x = try? decimalOperand(a), let y = try? decimalOperand(b) { return asDecimal(x, y) }
    return asDouble(Conversion.double(a) ?? 0, Conversion.double(b) ?? 0)
  }

  // MARK: Order

  static func compareOrder(_ order: Order, _ a: Value, _ b: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return .bool(order.holds(x, y))
    case (.double(let x), .double(let y)): return .bool(order.holds(x, y))
    case (.string(let x), .string(let y)): return .bool(order.holds(Collation.compare(x.string, y.string, ignoreCase: ignoreCase)))
    default: break
    }
    if let items = Conversion.enumerable(a) {
      let r = PSArray(capacity: 4)
      for v in items.elements where try ordered(order, v, b, ignoreCase: ignoreCase, context) { r.append(v) }
      return .array(r)
    }
    return .bool(try ordered(order, a, b, ignoreCase: ignoreCase, context))
  }

  static func ordered(_ order: Order, _ a: Value, _ b: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> Bool {
    let x = a.base, y = b.base
    if x.isNull || y.isNull { return try orderedWithNull(order, x, y) }
    if x.typeCode.isNumeric {
      if let n = try numericArgument(y, for: x) { return try numbersOrdered(order, x, n) }
      if case .string(let s) = y { return try ordered(order, x, try stringToNumber(s.string, like: x), ignoreCase: ignoreCase, context) }
    }
    if case .string(let s) = x { return order.holds(Collation.compare(s.string, Conversion.toString(y, context), ignoreCase: ignoreCase)) }
    if case .object(let o) = x, o.type == nil {
      if case .object(let p) = y, o === p { return order.holds(0) }
      throw TerminatingError(
        "PSObjectCompareTo",
        """
        Cannot compare "\(Conversion.plainText(x))" to "\(Conversion.enumerable(y) == nil ? Conversion.plainText(y) : Conversion.toString(y, context))" \
        because the objects are not the same type or the object "\(Conversion.plainText(x))" does not implement "IComparable".
        """,
        .notSpecified, exception: "System.Management.Automation.ExtendedTypeSystemException")
    }
    guard isComparable(x) else {
      if same(x, y, ignoreCase: ignoreCase) { return order.holds(0) }
      throw TerminatingError("NotIcomparable", "Cannot compare \"\(Conversion.netText(x, context))\" because it is not IComparable.", .invalidOperation)
    }
    let converted: Value
    do { converted = try Conversion.convert(y, to: TypeTable.typeOf(x), context) } catch where Conversion.isFailure(error) {
      let cause = Conversion.cause(error)
      throw TerminatingError(
        "ComparisonFailure", "Could not compare \"\(Conversion.toString(x, context))\" to \"\(Conversion.toString(y, context))\". Error: \"\(cause.message)\"",
        .invalidOperation, inner: cause)
    }
    if let c = try compareSame(x, converted, context) { return order.holds(c) }
    throw TerminatingError("NotIcomparable", "Cannot compare \"\(Conversion.netText(x))\" because it is not IComparable.", .invalidOperation)
  }
  private static func orderedWithNull(_ order: Order, _ a: Value, _ b: Value) throws -> Bool {
    // the number's sign is asked of its own type, and enums have no operators
    if let type = (a.enumValue ?? b.enumValue)?.type.fullName {
      let isLess = (order == .less || order == .lessOrEqual) == b.isNull
      throw Conversion.rawError("System.InvalidOperationException", "The binary operator \(isLess ? "LessThan" : "GreaterThanOrEqual") is not defined for the types '\(type)' and '\(type)'.")
    }
    func negative(_ v: Value) -> Bool { v.decimalValue.map { $0.sign < 0 } ?? ((Conversion.double(v) ?? 0) < 0) }
    switch order {
    case .less: return a.typeCode.isNumeric ? negative(a) : b.typeCode.isNumeric ? !negative(b) : !b.isNull
    case .lessOrEqual: return a.typeCode.isNumeric ? negative(a) : b.typeCode.isNumeric ? !negative(b) : a.isNull
    case .greater: return a.typeCode.isNumeric ? !negative(a) : b.typeCode.isNumeric ? negative(b) : !a.isNull
    case .greaterOrEqual: return a.typeCode.isNumeric ? !negative(a) : b.typeCode.isNumeric ? negative(b) : b.isNull
    }
  }
  private static func numbersOrdered(_ order: Order, _ a: Value, _ b: Value) throws -> Bool {
    switch try meeting(a, b) {
    case .int, .uint, .long, .ulong, .decimalOrDouble: return order.holds(Conversion.integer(a) ?? 0, Conversion.integer(b) ?? 0)
    case .double:
      return order.holds(Conversion.double(a) ?? 0, Conversion.double(b) ?? 0)
    case .decimal:
      if let e = a.enumValue { throw noCoercion(e.type, "System.Decimal") }
      return decimals(a, b, { order.holds($0, $1) }, { order.holds(NetDecimal.compare($0, $1)) })
    }
  }

  /// Whether the value's type is `IComparable`.
  static func isComparable(_ v: Value) -> Bool {
    switch v {
    case .hash, .array, .block, .type, .null, .void, .unset: false
    case .object(let o): o.type?.interfaces.contains { $0.hasPrefix("System.IComparable") } ?? false
    case .other(let r): r.compare(v) != nil
    case .boxed(let b): isComparable(b.value)
    default: true
    }
  }
  /// `CompareTo` between two values of one type; nil when the type has no order.
  static func compareSame(_ a: Value, _ b: Value, _ context: ExecutionContext?) throws -> Int? {
    func order<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : y < x ? 1 : 0 }
    switch (a, b) {
    case (.bool(let x), .bool(let y)): return order(x ? 1 : 0, y ? 1 : 0)
    case (.char(let x), .char(let y)): return order(x, y)
    case (.datetime(let x), .datetime(let y)): return order(x.ticks, y.ticks)
    case (.timespan(let x), .timespan(let y)): return order(x.ticks, y.ticks)
    case (.string(let x), .string(let y)): return Collation.compare(x.string, y.string)
    case (.other(let x), _): return x.compare(b)
    case (.object, _):
      guard let context else { return nil }
      return Int(try Conversion.toInt32(try context.callMethod(a, "CompareTo", [b])))
    default:
      if let x = Conversion.integer(a), let y = Conversion.integer(b) { return order(x, y) }
      if let x = Conversion.double(a), let y = Conversion.double(b) { return order(x, y) }
      return nil
    }
  }

  // MARK: Containment

  /// `-contains`: some element equals the value.
  static func contains(_ a: Value, _ b: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> Bool {
    guard let items = items(of: a) else { return try equal(a, b, ignoreCase: ignoreCase, context) }
    for v in items.elements {
      try context.poll()
      if try equal(v, b, ignoreCase: ignoreCase, context) { return true }
    }
    return false
  }
}
