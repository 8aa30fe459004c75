/// PowerShell's conversions between types: `LanguagePrimitives`. Owned rules: `Convert/*.swift`.
import Primitives

public enum Conversion {
  /// `[bool]`.
  public static func toBool(_ v: Value) -> Bool { if case .bool(let b) = v { return b }; return false }
  /// Text as string conversion gives it (`"$v"`, `[string]`): invariant culture, arrays joined with `$OFS` (space without context).
  public static func toString(_ v: Value, _ context: ExecutionContext? = nil) -> String { if case .string(let s) = v { return s.string }; return "" }
  /// Whole numbers; rounds half to even; throws PowerShell's InvalidCast errors.
  public static func toInt64(_ v: Value) throws -> Int64 { 0 }
  public static func toInt32(_ v: Value) throws -> Int32 { 0 }
  public static func toDouble(_ v: Value) throws -> Double { 0 }
  /// `[type] v`: throws TerminatingError with PowerShell's id and message.
  public static func convert(_ v: Value, to type: NetType, _ context: ExecutionContext?) throws -> Value { v }
  /// `v -as type`; nil when it cannot be.
  public static func tryConvert(_ v: Value, to type: NetType, _ context: ExecutionContext?) -> Value? { nil }
  /// `-is`.
  public static func isInstance(_ v: Value, of type: NetType) -> Bool { false }
  /// Order of dictionary keys.
  static func compareKeys(_ a: Value, _ b: Value, caseSensitive: Bool) -> Int { 0 }
  /// `Compare` as Sort-Object and `-lt` use it: <0, 0, >0; throws when not comparable.
  public static func compare(_ a: Value, _ b: Value, ignoreCase: Bool = true) throws -> Int { 0 }
  /// `LanguagePrimitives.Equals`.
  public static func equals(_ a: Value, _ b: Value, ignoreCase: Bool = true) -> Bool { false }
}
