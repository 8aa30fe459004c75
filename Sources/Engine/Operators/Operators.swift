/// Operators on values, the general case; the compiler inlines the common ones. Owned rules: `Operators/*.swift`.
import Syntax

public enum Operators {
  /// `+ - * / %` and bitwise `-band -bor -bxor -shl -shr`.
  public static func arithmetic(_ op: TokenKind, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value { .null }
  /// Comparison family (`-eq -ne -lt … -like -match -contains -in`, with case variants): a Bool, or the filtered array when the left side is one.
  public static func comparison(_ op: TokenKind, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value { .null }
  /// `-replace -split -join -f .. -is -isnot -as -xor` (binary forms).
  public static func other(_ op: TokenKind, _ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value { .null }
  /// `- + ! -not -bnot -split -join ,` (unary forms).
  public static func unary(_ op: TokenKind, _ v: Value, _ context: ExecutionContext) throws -> Value { .null }
  /// `++`/`--` on a value (null counts as 0).
  public static func increment(_ v: Value, by d: Int32, _ context: ExecutionContext) throws -> Value { .null }
  /// `-f`.
  public static func format(_ format: String, _ arguments: [Value], _ context: ExecutionContext) throws -> String { "" }
}
