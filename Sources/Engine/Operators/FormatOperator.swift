/// `-f`: .NET's composite formatting.
import Primitives

extension Operators {
  static func formatOperator(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> String {
    var arguments = [b]
    // Only arrays of objects are argument lists; an int[] or a list is one argument.
    if case .array(let items) = b.base, items.kind == .array, items.dimensions == nil, items.elementType.map({ !$0.isValueType }) ?? true { arguments = items.values }
    return try format(Conversion.toString(a, context), arguments, context)
  }

  /// `-f`.
  public static func format(_ format: String, _ arguments: [Value], _ context: ExecutionContext) throws -> String {
    do { return try compositeFormat(format, arguments, .current) } catch let e as NetError {
      throw TerminatingError("FormatError", "Error formatting a string: \(e.message).", .invalidOperation, target: .str(format), inner: PSException(e.typeName, e.message))
    }
  }

  /// `String.Format`: throws `NetError` as .NET throws `FormatException`.
  public static func compositeFormat(_ format: String, _ arguments: [Value], _ culture: Culture) throws -> String {
    var text = format
    return try text.withUTF8 { try compositeFormat($0, arguments, culture) }
  }
  private static func compositeFormat(_ s: UnsafeBufferPointer<UInt8>, _ arguments: [Value], _ culture: Culture) throws -> String {
    var out: [UInt8] = []
    out.reserveCapacity(s.count + 40)
    var i = 0
    func fail(_ at: Int, _ reason: String) -> NetError {
      // Offsets count UTF-16 units.
      let units = String(decoding: s[0..<min(at, s.count)], as: UTF8.self).utf16.count
      return NetError(.format, "Input string was not in a correct format. Failure to parse near offset \(units). \(reason)")
    }
    let digitExpected = "Expected an ASCII digit.", unclosed = "Format item ends prematurely.", closing = "Unexpected closing brace without a corresponding opening brace."
    func next() throws(NetError) -> UInt8 {
      i += 1
      guard i < s.count else { throw fail(i, unclosed) }
      return s[i]
    }
    func isDigit(_ c: UInt8) -> Bool { c &- 0x30 < 10 }
    while i < s.count {
      let brace = s[i]
      guard brace == 0x7B || brace == 0x7D else { out.append(brace); i += 1; continue }
      var c: UInt8
      if brace == 0x7D, i + 1 >= s.count { throw fail(i + 1, unclosed) }
      c = try next()
      if c == brace { out.append(c); i += 1; continue }
      guard brace == 0x7B else { throw fail(i, closing) }
      guard isDigit(c) else { throw fail(i, digitExpected) }
      var index = Int(c &- 0x30), width = 0, left = false
      var itemFormat = ""
      c = try next()
      if c != 0x7D {
        while isDigit(c), index < 1_000_000 { index = index * 10 + Int(c &- 0x30); c = try next() }
        while c == 0x20 { c = try next() }
        if c == 0x2C {
          repeat { c = try next() } while c == 0x20
          if c == 0x2D { left = true; c = try next() }
          guard isDigit(c) else { throw fail(i, digitExpected) }
          width = Int(c &- 0x30)
          c = try next()
          while isDigit(c), width < 1_000_000 { width = width * 10 + Int(c &- 0x30); c = try next() }
          while c == 0x20 { c = try next() }
        }
        if c != 0x7D {
          guard c == 0x3A else { throw fail(i, unclosed) }
          let start = i + 1
          while true {
            c = try next()
            if c == 0x7D { break }
            if c == 0x7B { throw fail(i, unclosed) }
          }
          itemFormat = String(decoding: s[start..<i], as: UTF8.self)
        }
      }
      i += 1
      guard index < arguments.count else {
        throw NetError(.format, "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.")
      }
      let text = try formatted(arguments[index], itemFormat, culture)
      let missing = width - text.utf16.count
      if missing > 0, !left { out.append(contentsOf: repeatElement(0x20, count: missing)) }
      out.append(contentsOf: text.utf8)
      if missing > 0, left { out.append(contentsOf: repeatElement(0x20, count: missing)) }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// One value by a format string, as its own `ToString(format, culture)` does; types without one ignore the format.
  public static func formatted(_ v: Value, _ format: String, _ culture: Culture) throws -> String {
    switch v {
    case .string(let s): return s.string
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
      return Conversion.toString(v, o.type?.scriptClass?.context)
    case .other(let r):
      if let d = r.exactly(PSDecimal.self) { return try NumberFormat.text(d.value, format, culture) }
      if let f = r as? Formattable { return try f.formatted(format, culture) }
      return r.text()
    case .boxed(let b): return try formatted(b.value, format, culture)
    default: return Conversion.plainText(v)
    }
  }
}
