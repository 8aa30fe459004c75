/// Text to numbers: first as a PowerShell literal (`0x1F`, `1kb`, `1e3`), then as .NET parses, then through a double.
import Primitives
import Syntax

extension Conversion {
  /// `Parser.ScanNumber`: the number a text is written as; white space alone is 0.
  static func scanNumber(_ s: String) -> Value? {
    if let literal = Parser.parseNumber(s) { return value(literal) }
    return isBlank(s) ? .int(0) : nil
  }
  static func value(_ n: NumberLiteral) -> Value {
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
    case .decimal(let s): .decimal(parseDecimal(s) ?? .zero)
    case .bigInteger(let s): .bigInteger(parseBigInteger(s) ?? .zero)
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
    if let small = smallInteger(s), let v = value(Int128(small), as: code) { return v }
    if s.isEmpty { return value(0, as: code) ?? .int(0) }
    if let scanned = scanNumber(s) {
      if let b = scanned.bigIntegerValue { if let r = try? fromBigInteger(b, scanned, type) { return r } }
      else if let r = try? changeType(scanned, to: code) { return r }
    }
    let failure: NetError
    do { return try parseInteger(trimmed(s), code) } catch { failure = error }
    if failure.kind == .format, let d = parseDouble(s), let r = try? changeType(.double(d), to: code) { return r }
    throw castError("InvalidCastFromStringToInteger", s, to: type, because: PSException(failure.typeName, failure.message))
  }
  /// Up to nine plain digits, the common case, without the scanner.
  private static func smallInteger(_ s: String) -> Int? {
    let u = s.utf8
    guard !u.isEmpty, u.count <= 9 else { return nil }
    var n = 0
    for b in u { guard b &- 0x30 < 10 else { return nil }; n = n * 10 + Int(b &- 0x30) }
    return n
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
    guard !tooLarge, let v = value(negative ? 0 - n : n, as: code) else { throw NetError.tooLarge(code.inOverflowMessage) }
    return v
  }

  /// `[double]'…'` and `[single]'…'`.
  static func textToReal(_ s: String, _ type: NetType) throws -> Value {
    if s.isEmpty { return try changeType(.int(0), to: type.typeCode) }
    if let scanned = scanNumber(s) {
      if let b = scanned.bigIntegerValue { return try fromBigInteger(b, scanned, type) }
      if let r = try? changeType(scanned, to: type.typeCode) { return r }
    }
    if type.typeCode == .single, let f = parseFloat(s) { return .single(f) }
    if let d = parseDouble(s) { return type.typeCode == .single ? .single(Float(d)) : .double(d) }
    throw castError("InvalidCastFromStringToDoubleOrSingle", s, to: type, because: PSException("System.FormatException", NetError.inputString(s).message))
  }

  /// `[decimal]'…'`.
  static func textToDecimal(_ s: String, _ type: NetType) throws -> Value {
    if s.isEmpty { return .decimal(.zero) }
    if let scanned = scanNumber(s) {
      if let b = scanned.bigIntegerValue { if let d = b.decimal { return .decimal(d) } }
      else if let r = try? changeType(scanned, to: .decimal) { return r }
    }
    if let d = parseDecimal(s) { return .decimal(d) }
    if let d = parseDouble(s), let r = try? changeType(.double(d), to: .decimal) { return r }
    throw castError("InvalidCastFromStringToDecimal", s, to: type, because: PSException("System.FormatException", NetError.inputString(s).message))
  }

  /// `[bigint]'…'`.
  static func textToBigInteger(_ s: String, _ type: NetType) throws -> Value {
    if s.isEmpty { return .bigInteger(.zero) }
    if let scanned = scanNumber(s) {
      if scanned.bigIntegerValue != nil { return scanned }
      if let r = try toBigInteger(scanned, type) { return r }
    }
    if let b = parseBigInteger(s) { return .bigInteger(b) }
    throw castError("InvalidCastFromStringToInteger", s, to: type, because: PSException("System.FormatException", "The value could not be parsed."))
  }

  // MARK: .NET's own number syntax, invariant culture

  /// Digits with separators taken out, ready for a strict parser; nil when the text is no number.
  private static func plainNumber(_ s: String, exponent: Bool) -> [UInt8]? {
    var out: [UInt8] = []
    let b = Array(trimmed(s).utf8)
    var i = 0
    if i < b.count, b[i] == 0x2B || b[i] == 0x2D { if b[i] == 0x2D { out.append(0x2D) }; i += 1 }
    var digits = 0, point = false
    while i < b.count {
      let c = b[i]
      if c &- 0x30 < 10 { digits += 1; out.append(c) }
      else if c == 0x2C, digits > 0, !point { }
      else if c == 0x2E, !point { point = true; if digits == 0 { out.append(0x30) }; out.append(c) }
      else { break }
      i += 1
    }
    guard digits > 0 else { return nil }
    if out.last == 0x2E { out.append(0x30) }
    if exponent, i < b.count, b[i] | 0x20 == 0x65 {
      var j = i + 1
      var e: [UInt8] = [0x65]
      if j < b.count, b[j] == 0x2B || b[j] == 0x2D { e.append(b[j]); j += 1 }
      let from = j
      while j < b.count, b[j] &- 0x30 < 10 { e.append(b[j]); j += 1 }
      if j > from { out += e; i = j }
    }
    return i == b.count ? out : nil
  }
  /// `double.Parse` with `Float | AllowThousands`.
  static func parseDouble(_ s: String) -> Double? {
    if let p = plainNumber(s, exponent: true) { return Double(String(decoding: p, as: UTF8.self)) }
    return namedDouble(s)
  }
  static func parseFloat(_ s: String) -> Float? {
    if let p = plainNumber(s, exponent: true) { return Float(String(decoding: p, as: UTF8.self)) }
    return namedDouble(s).map { Float($0) }
  }
  private static func namedDouble(_ s: String) -> Double? {
    switch trimmed(s).lowercased() {
    case "nan", "-nan", "+nan": .nan
    case "infinity", "+infinity", "∞", "+∞": .infinity
    case "-infinity", "-∞": -.infinity
    default: nil
    }
  }
  /// `decimal.Parse` with `Number`; an exponent is accepted by nothing that calls this.
  static func parseDecimal(_ s: String) -> NetDecimal? {
    guard let p = plainNumber(s, exponent: false) else { return nil }
    var negative = false
    var m: UInt128 = 0
    var scale = 0, point = false, dropped = 0, sticky = false, last: UInt8 = 0
    let limit: UInt128 = 1 << 96
    for c in p {
      if c == 0x2D { negative = true; continue }
      if c == 0x2E { point = true; continue }
      let d = c &- 0x30
      let next = m * 10 + UInt128(d)
      if dropped == 0, next < limit, !(point && scale == 28) {
        m = next
        if point { scale += 1 }
      } else {
        if !point { return nil }
        if dropped == 0 { last = d } else if d != 0 { sticky = true }
        dropped += 1
      }
    }
    if last > 5 || last == 5 && (sticky || m & 1 == 1) { m += 1; if m >= limit { return nil } }
    return NetDecimal(mantissa: m, scale: scale, negative: negative)
  }
  /// `BigInteger.Parse` with `Integer | AllowThousands`.
  static func parseBigInteger(_ s: String) -> BigInteger? {
    guard let p = plainNumber(s, exponent: false), !p.contains(0x2E) else { return nil }
    var n = BigInteger.zero
    let ten9 = BigInteger(1_000_000_000)
    var chunk = 0, size = 0, negative = false
    func flush() {
      guard size > 0 else { return }
      var scale = 1
      for _ in 0..<size { scale *= 10 }
      n = n * (size == 9 ? ten9 : BigInteger(scale)) + BigInteger(chunk)
      chunk = 0; size = 0
    }
    for c in p {
      if c == 0x2D { negative = true; continue }
      chunk = chunk * 10 + Int(c &- 0x30); size += 1
      if size == 9 { flush() }
    }
    flush()
    return negative ? -n : n
  }
}
