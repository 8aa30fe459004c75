/// `- + ! -not -bnot -split -join ,` and `++ --`.
import Primitives
import Syntax

extension Operators {
  /// `- + ! -not -bnot -split -join ,` (unary forms).
  static func unary(_ op: TokenKind, _ v: Value, _ context: ExecutionContext) throws -> Value {
    switch op {
    // The signs are PowerShell's `0 - v` and `0 + v`, with all they do to types.
    case .minus: return try subtract(.int(0), v, context)
    case .plus: return try add(.int(0), v, context)
    case .exclaim, .not: return .bool(!Conversion.toBool(v))
    case .bnot: return try complement(v.base, context)
    case .isplit, .csplit: return try splitOnWhiteSpace(v, context)
    case .join: return try join(v, .emptyString, context)
    case .comma: return .arr([v.orNull])
    default: throw TerminatingError("UnexpectedUnaryOperator", "Internal error - unexpected unary operator \(op.name).", .notImplemented)
    }
  }
  /// `++`/`--` on a value (null counts as 0).
  static func increment(_ v: Value, by d: Int32, _ context: ExecutionContext) throws -> Value {
    let x = v.base
    if x.isNull { return .int(d) }
    guard x.typeCode.isNumeric else {
      throw TerminatingError(
        "OperatorRequiresNumber",
        """
        The '\(d > 0 ? "++" : "--")' operator works only on numbers. The operand is a \
        '\(Conversion.typeText(TypeTable.typeOf(x) === TypeTable.psCustomObject ? TypeTable.psObject : TypeTable.typeOf(x)))'.
        """,
        .invalidOperation)
    }
    return try add(x, .int(d), context)
  }
}
