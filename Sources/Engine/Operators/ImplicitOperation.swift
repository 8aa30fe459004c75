/// Operators that types define themselves: `op_Addition` and its kind.
///
/// The type asked is the left operand's, or the right one's when the left is a primitive. Dates, spans, decimals and big
/// integers are known here; other types are asked for a static method of that name.
import Primitives

extension Operators {
  static func implicitOperation(_ method: String, _ symbol: String, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    let x = a.base, y = b.base
    guard let type = operatorType(x, y) else {
      throw TerminatingError("NotADefinedOperationForType", "The operation '[\(operandName(x))] \(symbol) [\(operandName(y))]' is not defined.", .invalidOperation, target: x)
    }
    // Asking for the member defines the type, which may bring operators.
    let own = type.staticMember(method)
    if let overloads = known[type.fullName]?[method] { return try call(overloads, method, x, y, context) }
    if own != nil { return try context.callStatic(type, method, [x, y]) }
    if type === TypeTable.psCustomObject { throw missing(TypeTable.psObject, method) }
    throw missing(type, method)
  }
  private static func missing(_ type: NetType, _ method: String) -> TerminatingError {
    TerminatingError("MethodNotFound", "Method invocation failed because [\(type.fullName)] does not contain a method named '\(method)'.", .invalidOperation, target: .str(method))
  }
  private static func operandName(_ v: Value) -> String { v.isNull ? "$null" : Conversion.typeText(TypeTable.typeOf(v)) }
  private static func isPrimitive(_ v: Value) -> Bool {
    switch v {
    case .bool, .char, .byte, .sbyte, .short, .ushort, .int, .uint, .long, .ulong, .single, .double, .null, .void, .unset: true
    default: false
    }
  }
  private static func operatorType(_ a: Value, _ b: Value) -> NetType? {
    if !isPrimitive(a) { return TypeTable.typeOf(a) }
    return isPrimitive(b) ? nil : TypeTable.typeOf(b)
  }

  // MARK: Known types

  /// One `op_…` of a type.
  public struct OperatorOverload {
    let left: NetType, right: NetType
    let body: (Value, Value) throws -> Value
    public init(left: NetType, right: NetType, body: @escaping (Value, Value) throws -> Value) { self.left = left; self.right = right; self.body = body }
  }
  /// Gives a type operators: method name (`op_Addition`) to overloads.
  public static func define(for type: String, _ operators: [String: [OperatorOverload]]) { known[type] = operators }

  nonisolated(unsafe) private static var known: [String: [String: [OperatorOverload]]] = {
    let date = TypeTable.datetime, span = TypeTable.timespan, number = TypeTable.double, dec = TypeTable.decimal, big = TypeTable.bigInteger
    func one(_ l: NetType, _ r: NetType, _ body: @escaping (Value, Value) throws -> Value) -> OperatorOverload { OperatorOverload(left: l, right: r, body: body) }
    func spans(_ f: @escaping (NetTimeSpan, NetTimeSpan) throws -> Value) -> OperatorOverload {
      one(span, span) { a, b in if case .timespan(let x) = a, case .timespan(let y) = b { return try f(x, y) }; return .null }
    }
    func decimals(_ op: NumberOperation) -> [OperatorOverload] {
      [one(dec, dec) { a, b in .decimal(try decimal(op, a.decimalValue ?? .zero, b.decimalValue ?? .zero)) }]
    }
    func bigs(_ f: @escaping (BigInteger, BigInteger) throws -> BigInteger) -> [OperatorOverload] {
      [one(big, big) { a, b in
        let result = try f(a.bigIntegerValue ?? .zero, b.bigIntegerValue ?? .zero)
        if Attention.isWanted { throw FlowSignal.stopped }
        return .bigInteger(result)
      }]
    }
    func shifts(_ f: @escaping (BigInteger, Int) -> BigInteger) -> [OperatorOverload] {
      [one(big, TypeTable.int) { a, b in .bigInteger(f(a.bigIntegerValue ?? .zero, Int(Conversion.integer(b) ?? 0))) }]
    }
    return [
      "System.DateTime": [
        "op_Addition": [one(date, span) { a, b in if case .datetime(let d) = a, case .timespan(let t) = b { return .datetime(try d.adding(t)) }; return .null }],
        "op_Subtraction": [
          one(date, date) { a, b in if case .datetime(let d) = a, case .datetime(let e) = b { return .timespan(d - e) }; return .null },
          one(date, span) { a, b in if case .datetime(let d) = a, case .timespan(let t) = b { return .datetime(try d.subtracting(t)) }; return .null },
        ],
      ],
      "System.TimeSpan": [
        "op_Addition": [spans { .timespan(try NetTimeSpan.adding($0, $1)) }],
        "op_Subtraction": [spans { .timespan(try NetTimeSpan.subtracting($0, $1)) }],
        "op_Multiply": [
          one(span, number) { a, b in if case .timespan(let t) = a { return .timespan(try t.multiplied(by: Conversion.double(b) ?? 0)) }; return .null },
          one(number, span) { a, b in if case .timespan(let t) = b { return .timespan(try t.multiplied(by: Conversion.double(a) ?? 0)) }; return .null },
        ],
        "op_Division": [
          one(span, number) { a, b in if case .timespan(let t) = a { return .timespan(try t.divided(by: Conversion.double(b) ?? 0)) }; return .null },
          spans { .double($0 / $1) },
        ],
      ],
      "System.Decimal": [
        "op_Addition": decimals(.add), "op_Subtraction": decimals(.subtract), "op_Multiply": decimals(.multiply),
        "op_Division": decimals(.divide), "op_Modulus": decimals(.remainder),
      ],
      "System.Numerics.BigInteger": [
        "op_Addition": bigs { $0 + $1 }, "op_Subtraction": bigs { $0 - $1 }, "op_Multiply": bigs { $0 * $1 },
        "op_Division": bigs { if $1.isZero { throw NetError.divideByZero }; return $0 / $1 },
        "op_Modulus": bigs { if $1.isZero { throw NetError.divideByZero }; return $0 % $1 },
        "op_BitwiseAnd": bigs { $0 & $1 }, "op_BitwiseOr": bigs { $0 | $1 }, "op_ExclusiveOr": bigs { $0 ^ $1 },
        "op_LeftShift": shifts { $0 << $1 }, "op_RightShift": shifts { $0 >> $1 },
      ],
    ]
  }()

  private static func call(_ overloads: [OperatorOverload], _ method: String, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    let l = TypeTable.typeOf(a), r = TypeTable.typeOf(b)
    var chosen = overloads.first { $0.left === l && $0.right === r }
    if chosen == nil {
      // Those whose operands could be converted at all; a conversion that fails later is reported for its argument.
      let possible = overloads.filter { o in
        Conversion.mayConvert(a, to: o.left) && Conversion.mayConvert(b, to: o.right) && !(b.isNull && Conversion.rank(b, to: o.right) == 0)
      }
      if overloads.count == 1 { chosen = overloads[0] } else if possible.count == 1 { chosen = possible[0] } else {
        let exactLeft = possible.filter { $0.left === l }, exactRight = possible.filter { $0.right === r }
        if exactLeft.count == 1 { chosen = exactLeft[0] } else if exactLeft.isEmpty, exactRight.count == 1 { chosen = exactRight[0] }
        else if let n = numericRight(possible, b) ?? best(exactLeft, b) { chosen = n } else {
          throw TerminatingError(
            "MethodCountCouldNotFindBest",
            possible.isEmpty
              ? "Cannot find an overload for \"\(method)\" and the argument count: \"2\"."
              : "Multiple ambiguous overloads found for \"\(method)\" and the argument count: \"2\".", .notSpecified,
            exception: "System.Management.Automation.MethodException")
        }
      }
    }
    guard let chosen else { return .null }
    let x = try argument(a, chosen.left, 0, method, context), y = try argument(b, chosen.right, 1, method, context)
    do { return try chosen.body(x, y) } catch {
      let cause = Conversion.cause(error)
      throw TerminatingError("DotNetMethodException",
        "Exception calling \"\(method)\" with \"2\" argument(s): \"\(cause.message)\"", .notSpecified, exception: "System.Management.Automation.MethodInvocationException", inner: cause)
    }
  }
  /// A number goes to the overload that takes a number.
  private static func numericRight(_ overloads: [OperatorOverload], _ b: Value) -> OperatorOverload? {
    guard b.typeCode.isNumeric || b.typeCode == .string else { return nil }
    let numeric = overloads.filter { $0.right.typeCode.isNumeric }
    return numeric.count == 1 ? numeric[0] : nil
  }
  /// The one whose right operand converts better than that of all others.
  private static func best(_ overloads: [OperatorOverload], _ b: Value) -> OperatorOverload? {
    let ranks = overloads.map { Conversion.rank(b, to: $0.right) }
    guard let most = ranks.max(), most > 0, let i = ranks.firstIndex(of: most), !ranks[(i + 1)...].contains(most) else { return nil }
    return overloads[i]
  }
  private static func argument(_ v: Value, _ type: NetType, _ index: Int, _ method: String, _ context: ExecutionContext) throws -> Value {
    do { return try Conversion.convert(v, to: type, context) } catch {
      let cause = Conversion.cause(error)
      throw TerminatingError(
        "MethodArgumentConversionInvalidCastArgument",
        """
        Cannot convert argument "\(index)", with value: "\(Conversion.plainText(v))", for "\(method)" to type "\(Conversion.typeText(type))": \
        "\(cause.message)"
        """,
        .notSpecified, exception: "System.Management.Automation.MethodException", inner: cause)
    }
  }
}
