/// PowerShell's conversions between types: `LanguagePrimitives`. Owned rules: `Convert/*.swift`.
///
/// The order is PowerShell's own: fixed conversions between plain types, then assignability, then those of the language
/// (bool, string, arrays, …), then what the target type offers (`Parse`, constructor, cast operator), then by way of a
/// string or of `IConvertible`, then property by property.
import Primitives

public enum Conversion {
  /// `[bool]`.
  @inline(__always) public static func toBool(_ v: Value) -> Bool { if case .bool(let b) = v { return b }; return boolSlow(v) }

  /// Text as string conversion gives it (`"$v"`, `[string]`): invariant culture, arrays joined with `$OFS` (space without context).
  @inline(__always) public static func toString(_ v: Value, _ context: ExecutionContext? = nil) -> String {
    if case .string(let s) = v { return s.string }
    if case .int(let n) = v { return String(n) }
    return textSlow(v, context)
  }
  /// Whole numbers; rounds half to even; throws PowerShell's InvalidCast errors.
  public static func toInt64(_ v: Value) throws -> Int64 {
    switch v {
    case .int(let n): return Int64(n)
    case .long(let n): return n
    default: if case .long(let n) = try convert(v, to: TypeTable.long, nil) { return n }; return 0
    }
  }
  /// As `[int]` converts: rounds to even.
  /// - Throws: what the cast would
  public static func toInt32(_ v: Value) throws -> Int32 {
    if case .int(let n) = v { return n }
    if case .int(let n) = try convert(v, to: TypeTable.int, nil) { return n }
    return 0
  }
  /// As `[double]` converts.
  /// - Throws: what the cast would
  public static func toDouble(_ v: Value) throws -> Double {
    if case .double(let d) = v { return d }
    if case .double(let d) = try convert(v, to: TypeTable.double, nil) { return d }
    return 0
  }

  /// `[type] v`: throws TerminatingError with PowerShell's id and message.
  public static func convert(_ v: Value, to type: NetType, _ context: ExecutionContext?) throws -> Value {
    let target = type.target
    switch v {
    case .null, .void, .unset: return try fromNull(type, target, v)
    case .boxed(let b): return try convert(b.value, to: type, context)
    case .object(let o):
      if target == .object || target == .psObject { return v }
      if let t = o.type, o.wrapped != nil, type.isAssignable(from: t) { return v }
      if let w = o.wrapped {
        if target == .psCustomObject { return v }
        // a number of the command line that keeps the text it was written with
        if let text = o.textForm {
          if target == .string { return .str(text) }
          if goesByText(w, text, type, target) { return try convert(.str(text), to: type, context) }
          if type.isArray, let e = type.elementType {
            do { return .array(PSArray([e === TypeTable.object ? w : try convert(v, to: e, context)], of: e)) } catch where isFailure(error) {
              if let e = error as? TerminatingError, e.record.errorId == "ConvertToFinalInvalidCastException" { throw finalError(w, to: type) }
              throw castError("InvalidCastExceptionScalarToArray", text, to: type, because: cause(error))
            }
          }
          if target == .collection { return try convert(.str(text), to: type, context) }
        }
        if !isScalar(w), type.isAssignable(from: TypeTable.typeOf(w)) { return v }
        guard o.type?.scriptClass != nil else { return try convert(w, to: type, context) }
        // an instance of a class is told by its own type, and its own text is what a string is made of
        if target == .string { return .str(try context.map { try text(v, $0) } ?? toString(v)) }
        do { return try convert(w, to: type, context) } catch let e as TerminatingError where e.record.errorId == finalId(w, type) { throw finalError(v, to: type) }
      }
    default: break
    }
    switch target {
    case .object, .psObject: return v
    case .bool: return .bool(toBool(v))
    case .string:
      if case .string = v { return v }
      if case .other(let r) = v, r === NullString.value { return .null }
      return .str(try context.map { try text(v, $0) } ?? toString(v))
    case .number: if let r = try toNumber(v, type) { return r }
    case .nullable: if let t = type.genericArguments.first { return try toNullable(v, t, type, context) }
    default: break
    }
    if type.isAssignable(from: TypeTable.typeOf(v)) { return v }
    if let r = try languageConversion(v, type, target, context) { return r }
    if let r = try typesOwnConversion(v, type, target, context) { return r }
    throw finalError(v, to: type)
  }
  /// Whether a number becomes one of a type by its text: 2.0 is a version as it was written, not as the number prints.
  private static func goesByText(_ number: Value, _ text: String, _ type: NetType, _ target: ConversionTarget) -> Bool {
    if type.isEnum { return !number.typeCode.isInteger }
    switch target {
    case .number, .bool, .char, .bigInteger, .xml, .anyArray: return false
    case .type: return true
    default: return !type.isAssignable(from: TypeTable.typeOf(number)) && !constructs(number, type) && mayConvert(.str(text), to: type)
    }
  }
  /// `v -as type`; nil when it cannot be.
  public static func tryConvert(_ v: Value, to type: NetType, _ context: ExecutionContext?) -> Value? {
    try? convert(v, to: type, context)
  }

  /// Values that carry no identity: a wrapper around them is dropped by any conversion.
  private static func isScalar(_ v: Value) -> Bool {
    switch v {
    case .array, .hash, .object, .block, .type, .other: false
    default: true
    }
  }

  private static func fromNull(_ type: NetType, _ target: ConversionTarget, _ v: Value) throws -> Value {
    switch target {
    case .psCustomObject: return v
    case .object, .psObject: return .null
    case .bool: return .no
    case .string: if case .void = v { return .null }; return .emptyString
    case .char: return .char(0)
    case .number: return value(0, as: type.typeCode) ?? .null
    case .bigInteger: return .bigInteger(.zero)
    case .switchParameter: return .other(SwitchParameter(false))
    case .void: return .void
    case .nullable: return .null
    case .reference: return try referenceTo(.null)
    default:
      guard type.isValueType else { return .null }
      // the output of what wrote nothing is an object without properties, of which a structure is made with none of them set
      if case .void = v { return type.defaultValue }
      throw finalError(.null, to: type)
    }
  }

  /// The fixed conversions into numeric types.
  @inline(__always) private static func toNumber(_ v: Value, _ type: NetType) throws -> Value? {
    switch v {
    case .int: return type.typeCode == .int32 ? v : try numberToNumber(v, type)
    case .bool, .char, .byte, .sbyte, .short, .ushort, .uint, .long, .ulong, .single, .double, .datetime:
      if case .char = v, type.typeCode.isFloating || type.typeCode == .decimal, let n = integer(v) { return value(n, as: type.typeCode) }
      return try numberToNumber(v, type)
    case .string(let s):
      switch type.typeCode {
      case .single, .double: return try textToReal(s.string, type)
      case .decimal: return try textToDecimal(s.string, type)
      default: return try textToInteger(s.string, type)
      }
    case .other(let r):
      if r.exactly(PSDecimal.self) != nil || r.exactly(PSEnum.self) != nil { return try numberToNumber(v, type) }
      if let b = r.exactly(PSBigInteger.self) { return try fromBigInteger(b.value, v, type) }
      return nil
    default: return nil
    }
  }

  private static func toNullable(_ v: Value, _ inner: NetType, _ type: NetType, _ context: ExecutionContext?) throws -> Value {
    let isRecord = switch v {
    case .hash(let h): h.enumerated() == nil
    case .object(let o): o.isCustom
    default: false
    }
    if isRecord, inner.typeCode.isNumericOrPrimitive, inner.typeCode != .decimal, inner.target != .bool, !inner.isEnum {
      throw castError(
        "InvalidCastConstructorException", plainText(v), to: type,
        because: PSException(
          "System.Management.Automation.PSArgumentNullException",
          "Cannot process argument because the value of argument \"obj\" is null. Change the value of argument \"obj\" to a non-null value."))
    }
    guard isRecord || mayConvert(v, to: inner) else { throw finalError(v, to: type) }
    return try convert(v, to: inner, context)
  }
}
