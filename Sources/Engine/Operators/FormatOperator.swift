/// `-f`: .NET's composite formatting.
import Primitives

extension Operators {
  static func formatOperator(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    var arguments = [b]
    // Only arrays of objects are argument lists; an int[] or a list is one argument.
    if case .array(let items) = b.base, items.kind == .array, items.dimensions == nil, items.elementType.map({ !$0.isValueType }) ?? true { arguments = items.values }
    return try formatOperator(a, list: arguments, context)
  }
  /// `-f` with the arguments one by one.
  static func formatOperator(_ a: Value, list arguments: [Value], _ context: ExecutionContext) throws -> Value {
    guard case .string(let text) = a else { return .str(try format(Conversion.toString(a.withoutText, context), arguments, context)) }
    return .str(try format(context.patterns.format(text), arguments, context, of: text.string))
  }

  /// `-f` for a format that is not a value of the script.
  public static func format(_ format: String, _ arguments: [Value], _ context: ExecutionContext) throws -> String {
    try self.format(CompositeFormat(format), arguments, context, of: format)
  }
  @inline(__always) private static func format(_ format: CompositeFormat, _ arguments: [Value], _ context: ExecutionContext, of text: @autoclosure () -> String) throws -> String {
    do { return try composed(format, arguments, context.culture, context.scratch) } catch let e as NetError {
      throw TerminatingError("FormatError", "Error formatting a string: \(e.message).", .invalidOperation, target: .str(text()), inner: PSException(e.typeName, e.message))
    }
  }

  /// `String.Format`: throws `NetError` as .NET throws `FormatException`.
  public static func compositeFormat(_ format: String, _ arguments: [Value], _ culture: Culture) throws -> String {
    try composed(CompositeFormat(format), arguments, culture, TextBuffer())
  }
  private static func composed(_ format: CompositeFormat, _ arguments: [Value], _ culture: Culture, _ out: TextBuffer) throws -> String {
    // An argument's own text may come from a script that formats in turn: this text ends where it began.
    let start = out.count
    do {
      for piece in format.pieces {
        switch piece {
        case .literal(let text): out.append(text)
        case .failure(let error): throw error
        case .argument(let index, let width, let isLeft, let itemFormat):
          guard index < arguments.count else { throw CompositeFormat.indexOutOfRange }
          if width == 0 {
            switch arguments[index] {
            case .string(let s): out.append(s.string); continue
            case .int(let n) where itemFormat.isEmpty: out.append(Int64(n)); continue
            default: break
            }
          }
          let text = try formatted(arguments[index], itemFormat, culture)
          let missing = width - text.utf16.count
          if missing > 0, !isLeft { out.append(blanks: missing) }
          out.append(text)
          if missing > 0, isLeft { out.append(blanks: missing) }
        }
      }
    } catch {
      out.truncate(to: start)
      throw error
    }
    return out.take(from: start)
  }

  /// One value by a format string, as its own `ToString(format, culture)` does; types without one ignore the format.
  static func formatted(_ v: Value, _ format: String, _ culture: Culture) throws -> String {
    switch v {
    case .string(let s): return s.string
    case .object(let o) where o.wrapped != nil && o.textForm != nil: return o.textForm ?? ""
    case .int(let n): return format.isEmpty ? String(n) : try NumberFormat.text(n, format, culture)
    case .long(let n): return try NumberFormat.text(n, format, culture)
    case .byte(let n): return try NumberFormat.text(n, format, culture)
    case .sbyte(let n): return try NumberFormat.text(n, format, culture)
    case .short(let n): return try NumberFormat.text(n, format, culture)
    case .ushort(let n): return try NumberFormat.text(n, format, culture)
    case .uint(let n): return try NumberFormat.text(n, format, culture)
    case .ulong(let n): return try NumberFormat.text(n, format, culture)
    case .single(let n): return try NumberFormat.text(n, format, culture)
    case .double(let n): return try NumberFormat.text(n, format, culture)
    case .datetime(let d): return try DateFormat.text(d, format, culture)
    case .timespan(let t): return try TimeSpanFormat.text(t, format, culture)
    case .object(let o):
      if let w = o.wrapped, o.type == nil { return try formatted(w, format, culture) }
      let context = ExecutionContext.current
      if o.isCustom, o.slot(Conversion.toStringSymbol) == nil, o.typeNames == nil || context.typeDataMember(v, "ToString") == nil {
        return Conversion.customText(o, format: format, culture, context)
      }
      return try Conversion.formattedText(v, of: o, format, context)
    case .other(let r):
      if let d = r.exactly(PSDecimal.self) { return try NumberFormat.text(d.value, format, culture) }
      if let f = r as? Formattable { return try f.formatted(format, culture) }
      return r.text()
    case .boxed(let b): return try formatted(b.value, format, culture)
    default: return Conversion.plainText(v)
    }
  }
}
