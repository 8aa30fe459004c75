/// `-is -isnot -as ..`.
import Primitives

extension Operators {
  static func isType(_ a: Value, _ b: Value, _ name: String, _ context: ExecutionContext) throws -> Bool {
    let operand: NetType?
    do { operand = try typeOperand(b, context) } catch where Conversion.isFailure(error) {
      let cause = Conversion.cause(error)
      throw TerminatingError("RuntimeException", cause.message, .notSpecified, inner: cause)
    }
    guard let type = operand else { throw TerminatingError("IsOperatorRequiresType", "The right operand of '-is' must be a type.", .invalidOperation) }
    return Conversion.isInstance(a, of: type)
  }
  static func asType(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    guard let type = try typeOperand(b, context) else { throw TerminatingError("AsOperatorRequiresType", "The right operand of '-as' must be a type.", .invalidOperation) }
    if type.isByRefLike { return .null }
    // -as hands the rules of numbers alone to what reads the text: dates and spans are read as the current culture writes them
    if case .string = a.base, dateTypes.contains(type.fullName) { return (try? context.callStatic(type, "Parse", [a.base])) ?? .null }
    // and so are the texts made of dates and times, alone or in a list
    if type === TypeTable.string, case .void = a { return .emptyString }
    if type === TypeTable.string { return try textAsShown(a, context).map { .str($0) } ?? Conversion.tryConvert(a, to: type, context)?.orNull ?? .null }
    return Conversion.tryConvert(a, to: type, context)?.orNull ?? .null
  }
  private static func textAsShown(_ a: Value, _ context: ExecutionContext) throws -> String? {
    func isDate(_ v: Value) -> Bool { dateTypes.contains(TypeTable.typeOf(v.base).fullName) }
    if isDate(a) { return try format("{0}", [a.base], context) }
    guard case .array(let list) = a.base, list.values.contains(where: isDate), case .string(let separator) = context.variable("OFS")?.base ?? .str(" ") else { return nil }
    return try list.values.map { try isDate($0) ? format("{0}", [$0.base], context) : Conversion.text($0, context) }.joined(separator: separator.string)
  }
  private static let dateTypes: Set = ["System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly"]
  private static func typeOperand(_ v: Value, _ context: ExecutionContext) throws -> NetType? {
    switch v.base {
    case .type(let t): return t
    case .null, .void, .unset: return nil
    case let x:
      if case .type(let t) = try Conversion.convert(x, to: TypeTable.get("System.Type"), context) { return t }
      return nil
    }
  }

  /// `a..b`: whole numbers, or characters when both ends are such.
  static func range(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    let x = a.base, y = b.base
    if let from = character(x), let to = character(y) {
      let r = PSArray(capacity: abs(Int(to) - Int(from)) + 1)
      var c = Int(from)
      let step = from <= to ? 1 : -1
      while true { r.append(.char(UInt16(truncatingIfNeeded: c))); if c == Int(to) { break }; c += step }
      return .array(r)
    }
    let from = Int(try rangeEnd(x)), to = Int(try rangeEnd(y))
    let count = abs(to - from) + 1
    guard count <= 1 << 31 - 1 else { throw Conversion.rawError("System.OverflowException", "Arithmetic operation resulted in an overflow.") }
    try PSArray.checkRoom(count)
    let r = PSArray(capacity: count)
    var n = from
    let step = from <= to ? 1 : -1
    for _ in 0..<count { r.append(.int(Int32(truncatingIfNeeded: n))); n += step }
    return .array(r)
  }
  private static func character(_ v: Value) -> UInt16? {
    switch v {
    case .char(let c): return c
    case .string(let s):
      let u = s.string.utf16
      guard u.count == 1, let c = u.first, c < 0x30 || c > 0x39 else { return nil }
      return c
    default: return nil
    }
  }
  /// `Convert.ToInt32`, whose errors come unwrapped.
  private static func rangeEnd(_ v: Value) throws -> Int32 {
    switch v {
    case .int(let n): return n
    case .null, .void, .unset: return 0
    case .string(let s):
      let t = Conversion.trimmed(s.string)
      let digits = t.utf8.first.map { $0 == 0x2D || $0 == 0x2B } == true ? t.utf8.dropFirst() : t.utf8[...]
      guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { throw Conversion.rawError("System.FormatException", "The input string '\(s.string)' was not in a correct format.") }
      guard let n = Int32(t) else { throw Conversion.rawError("System.OverflowException", "Value was either too large or too small for an Int32.") }
      return n
    default:
      guard v.typeCode.isNumericOrPrimitive || v.typeCode == .dateTime else {
        let type = TypeTable.typeOf(v), shown = Conversion.typeText(type === TypeTable.psCustomObject ? TypeTable.psObject : type)
        throw Conversion.rawError("System.InvalidCastException", "Unable to cast object of type '\(shown)' to type 'System.IConvertible'.")
      }
      do { if case .int(let n) = try Conversion.changeType(v, to: .int32) { return n }; return 0 } catch { throw Conversion.rawError(Conversion.cause(error)) }
    }
  }
}
