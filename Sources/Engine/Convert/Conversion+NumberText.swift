/// Text to numbers: first as a PowerShell literal (`0x1F`, `1kb`, `1e3`), then as .NET parses, then through a double.
import Primitives
import Syntax

extension Conversion {
  /// `Parser.ScanNumber`: the number a text is written as; white space alone is 0.
  public static func scanNumber(_ s: String) -> Value? {
    if let plain = plainNumber(s) { return plain }
    if let literal = Parser.parseNumber(s) { return value(literal) }
    return isBlank(s) ? .int(0) : nil
  }
  /// Digits with a point among them or none, the common case, without the scanner.
  private static func plainNumber(_ s: String) -> Value? {
    let u = s.utf8
    // up to fifteen digits and their power of ten are exact, so one division rounds correctly
    guard u.count <= 16, let first = u.first, first &- 0x30 < 10 else { return nil }
    var n: Int64 = 0, digits = 0, decimals = -1
    for b in u {
      if b == 0x2E, decimals < 0 { decimals = 0; continue }
      guard b &- 0x30 < 10 else { return nil }
      n = n * 10 + Int64(b &- 0x30)
      digits += 1
      if decimals >= 0 { decimals += 1 }
    }
    if decimals > 0, digits <= 15 { return .double(Double(n) / NetDecimal.doublePowers[decimals]) }
    return decimals < 0 && digits <= 9 ? .int(Int32(n)) : nil
  }
  /// A number literal as a value of its type.
  public static func value(_ n: NumberLiteral) -> Value {
    switch n {
    case .byte(let x): .byte(x)
    case .sbyte(let x): .sbyte(x)
    case .short(let x): .short(x)
    case .ushort(let x): .ushort(x)
    case .int(let x): .int(x)
    case .uint(let x): .uint(x)
    case .long(let x): .long(x)
    case .ulong(let x): .ulong(x)
    case .double(let x): .double(x)
    case .decimal(let s): .decimal((try? NumberParse.decimal(s, culture: .invariant)) ?? .zero)
    case .bigInteger(let s): .bigInteger((try? NumberParse.bigInteger(s, culture: .invariant)) ?? .zero)
    }
  }
  static func isBlank(_ s: String) -> Bool { trimmed(s).isEmpty }
  static func trimmed(_ s: String) -> String {
    let scalars = s.unicodeScalars
    var a = scalars.startIndex, b = scalars.endIndex
    while a < b, scalars[a].properties.isWhitespace { a = scalars.index(after: a) }
    while b > a, scalars[scalars.index(before: b)].properties.isWhitespace { b = scalars.index(before: b) }
    return a == scalars.startIndex && b == scalars.endIndex ? s : String(scalars[a..<b])
  }

  /// `[int]'…'` and the other integer types.
  static func textToInteger(_ s: String, _ type: NetType) throws -> Value {
    let code = type.typeCode
    if case .int(let n)? = plainNumber(s), let v = value(small: Int64(n), as: code) { return v }
    if s.isEmpty { return value(0, as: code) ?? .int(0) }
    if let scanned = scanNumber(s) {
      if let b = scanned.bigIntegerValue { if let r = try? fromBigInteger(b, scanned, type) { return r } }
      else if let r = try? changeType(scanned, to: code) { return r }
    }
    let failure: NetError
    do { return try parseInteger(trimmed(s), code) } catch { failure = error }
    if failure.kind == .format, let d = try? NumberParse.double(s, culture: .invariant), let r = try? changeType(.double(d), to: code) { return r }
    throw castError("InvalidCastFromStringToInteger", s, to: type, because: PSException(failure.typeName, failure.message))
  }
  /// `Int32.Parse` and its kind, with the hexadecimal prefixes of the type converters.
  private static func parseInteger(_ s: String, _ code: TypeCode) throws(NetError) -> Value {
    var bytes = Array(s.utf8)
    var hex = false
    if bytes.first == 0x23 { hex = true; bytes.removeFirst() }
    else if bytes.count > 2, bytes[0] == 0x30, bytes[1] | 0x20 == 0x78 { hex = true; bytes.removeFirst(2) }
    else if bytes.count > 2, bytes[0] == 0x26, bytes[1] | 0x20 == 0x68 { hex = true; bytes.removeFirst(2) }
    var n: Int128 = 0
    var negative = false
    if !hex, let f = bytes.first, f == 0x2B || f == 0x2D { negative = f == 0x2D; bytes.removeFirst() }
    guard !bytes.isEmpty else { throw NetError.inputString(s) }
    var tooLarge = false
    for b in bytes {
      let d: Int128
      if b &- 0x30 < 10 { d = Int128(b &- 0x30) } else if hex, (b | 0x20) &- 0x61 < 6 { d = Int128((b | 0x20) &- 0x61) + 10 } else { throw NetError.inputString(s) }
      if n < Int128(1) << 100 { n = n * (hex ? 16 : 10) + d } else { tooLarge = true }
    }
    guard !tooLarge, let v = value(negative ? 0 - n : n, as: code) else {
      throw NetError.tooLarge(
        hex && code == .int32 ? TypeCode.uint32.inOverflowMessage : hex && code == .int64 ? TypeCode.uint64.inOverflowMessage : code.inOverflowMessage)
    }
    return v
  }

  /// `[double]'…'` and `[single]'…'`.
  static func textToReal(_ s: String, _ type: NetType) throws -> Value {
    if s.isEmpty { return try changeType(.int(0), to: type.typeCode) }
    if let scanned = scanNumber(s) {
      if let b = scanned.bigIntegerValue { return try fromBigInteger(b, scanned, type) }
      if let r = try? changeType(scanned, to: type.typeCode) { return r }
    }
    do {
      return type.typeCode == .single ? .single(try NumberParse.single(s, culture: .invariant)) : .double(try NumberParse.double(s, culture: .invariant))
    } catch {
      throw castError("InvalidCastFromStringToDoubleOrSingle", s, to: type, because: cause(error))
    }
  }

  /// `[decimal]'…'`.
  static func textToDecimal(_ s: String, _ type: NetType) throws -> Value {
    if s.isEmpty { return .decimal(.zero) }
    if let scanned = scanNumber(s) {
      if let b = scanned.bigIntegerValue { if let d = b.decimal { return .decimal(d) } }
      else if let r = try? changeType(scanned, to: .decimal) { return r }
    }
    do { return .decimal(try NumberParse.decimal(s, culture: .invariant)) } catch {
      if error.kind == .format, let d = try? NumberParse.double(s, culture: .invariant), let r = try? changeType(.double(d), to: .decimal) { return r }
      throw castError("InvalidCastFromStringToDecimal", s, to: type, because: cause(error))
    }
  }

  /// `[bigint]'…'`.
  static func textToBigInteger(_ s: String, _ type: NetType) throws -> Value {
    if s.isEmpty { return .bigInteger(.zero) }
    if let scanned = scanNumber(s) {
      if scanned.bigIntegerValue != nil { return scanned }
      if let r = try? toBigInteger(scanned, type) { return r }
    }
    // what no literal holds is read digit by digit
    do { return .bigInteger(try NumberParse.bigInteger(s, [.integer, .thousands], culture: .invariant)) } catch {
      throw castError("InvalidCastFromStringToInteger", s, to: type, because: cause(error))
    }
  }
}
