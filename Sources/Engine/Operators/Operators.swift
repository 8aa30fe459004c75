/// Operators on values, the general case; the compiler inlines the common ones. Owned rules: `Operators/*.swift`.
///
/// Each family tries pairs of plain values first; everything else goes through the rules PowerShell's binders apply.
import Primitives
import Syntax

/// PowerShell's operators on values: conversions, array behaviour and errors included.
public enum Operators {
  /// `+ - * / %` and bitwise `-band -bor -bxor -shl -shr`.
  public static func arithmetic(_ op: TokenKind, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    switch op {
    case .plus, .plusEquals: try add(a, b, context)
    case .minus, .minusEquals: try subtract(a, b, context)
    case .multiply, .multiplyEquals: try multiply(a, b, context)
    case .divide, .divideEquals: try divide(a, b, context)
    case .rem, .remainderEquals: try remainder(a, b, context)
    case .band: try bitwise(.and, a, b, context)
    case .bor: try bitwise(.or, a, b, context)
    case .bxor: try bitwise(.xor, a, b, context)
    case .shl: try shift(left: true, a, b, context)
    case .shr: try shift(left: false, a, b, context)
    default: try other(op, a, b, context)
    }
  }

  /// Comparison family (`-eq -ne -lt … -like -match -contains -in`, with case variants): a Bool, or the filtered array when the left side is one.
  public static func comparison(_ op: TokenKind, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    switch op {
    case .ieq: try compareEqual(a, b, ignoreCase: true, negate: false, context)
    case .ine: try compareEqual(a, b, ignoreCase: true, negate: true, context)
    case .ceq: try compareEqual(a, b, ignoreCase: false, negate: false, context)
    case .cne: try compareEqual(a, b, ignoreCase: false, negate: true, context)
    case .ilt: try compareOrder(.less, a, b, ignoreCase: true, context)
    case .ile: try compareOrder(.lessOrEqual, a, b, ignoreCase: true, context)
    case .igt: try compareOrder(.greater, a, b, ignoreCase: true, context)
    case .ige: try compareOrder(.greaterOrEqual, a, b, ignoreCase: true, context)
    case .clt: try compareOrder(.less, a, b, ignoreCase: false, context)
    case .cle: try compareOrder(.lessOrEqual, a, b, ignoreCase: false, context)
    case .cgt: try compareOrder(.greater, a, b, ignoreCase: false, context)
    case .cge: try compareOrder(.greaterOrEqual, a, b, ignoreCase: false, context)
    case .ilike: try like(a, b, ignoreCase: true, negate: false, context)
    case .inotlike: try like(a, b, ignoreCase: true, negate: true, context)
    case .clike: try like(a, b, ignoreCase: false, negate: false, context)
    case .cnotlike: try like(a, b, ignoreCase: false, negate: true, context)
    case .imatch: try match(a, b, ignoreCase: true, negate: false, context)
    case .inotmatch: try match(a, b, ignoreCase: true, negate: true, context)
    case .cmatch: try match(a, b, ignoreCase: false, negate: false, context)
    case .cnotmatch: try match(a, b, ignoreCase: false, negate: true, context)
    case .icontains: .bool(try contains(a, b, ignoreCase: true, context))
    case .inotcontains: .bool(try !contains(a, b, ignoreCase: true, context))
    case .ccontains: .bool(try contains(a, b, ignoreCase: false, context))
    case .cnotcontains: .bool(try !contains(a, b, ignoreCase: false, context))
    case .iin, .in: .bool(try contains(b, a, ignoreCase: true, context))
    case .inotin: .bool(try !contains(b, a, ignoreCase: true, context))
    case .cin: .bool(try contains(b, a, ignoreCase: false, context))
    case .cnotin: .bool(try !contains(b, a, ignoreCase: false, context))
    default: try other(op, a, b, context)
    }
  }

  /// `-replace -split -join -f .. -is -isnot -as -and -or -xor` (binary forms).
  static func other(_ op: TokenKind, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    switch op {
    case .ireplace: try replace(a, b, ignoreCase: true, context)
    case .creplace: try replace(a, b, ignoreCase: false, context)
    case .isplit: try split(a, b, ignoreCase: true, context)
    case .csplit: try split(a, b, ignoreCase: false, context)
    case .join: try join(a, b, context)
    case .format: try formatOperator(a, b, context)
    case .dotDot: try range(a, b, context)
    case .is: .bool(try isType(a, b, "-is", context))
    case .isNot: .bool(try !isType(a, b, "-isnot", context))
    case .as: try asType(a, b, context)
    case .and: .bool(Conversion.toBool(a) && Conversion.toBool(b))
    case .or: .bool(Conversion.toBool(a) || Conversion.toBool(b))
    case .xor: .bool(Conversion.toBool(a) != Conversion.toBool(b))
    default: throw TerminatingError("NotImplemented", "The operator '\(op.name)' is not implemented.", .notImplemented)
    }
  }

  // MARK: Errors

  /// .NET's exception inside a bare `RuntimeException`, as arithmetic raises it.
  static func arithmeticError(_ type: String, _ message: String) -> TerminatingError {
    TerminatingError("RuntimeException", message, .notSpecified, inner: PSException(type, message))
  }
  static var divideByZero: TerminatingError { arithmeticError("System.DivideByZeroException", "Attempted to divide by zero.") }
}
