/// The simple types of CLIXML: tag and text of a value, and back.
import Engine
import Primitives

enum CliXmlText {
  /// Types of which only these properties are written.
  static let chosen: [String: [String]] = [
    "System.Globalization.CultureInfo": [
      "LCID", "Name", "DisplayName", "IetfLanguageTag", "ThreeLetterISOLanguageName", "ThreeLetterWindowsLanguageName", "TwoLetterISOLanguageName"
    ]
  ]

  /// `_xHHHH_` for control characters, surrogates, and an underscore that would read as the beginning of one.
  static func encode(_ s: String) -> String {
    var plain = true
    var previous: UInt8 = 0
    for b in s.utf8 {
      if b < 32 || b == 127 || b == 0xC2 || b >= 0xF0 || ((b == 120 || b == 88) && previous == 95) { plain = false; break }
      previous = b
    }
    if plain { return s }
    var out: [UInt16] = []
    let u = Array(s.utf16)
    let digits = Array("0123456789ABCDEF".utf16)
    for (i, c) in u.enumerated() {
      let mark = c == 95 && i + 1 < u.count && (u[i + 1] == 120 || u[i + 1] == 88)
      if c <= 0x1F || (c >= 0x7F && c <= 0x9F) || (c >= 0xD800 && c <= 0xDFFF) || mark {
        out += [95, 120, digits[Int(c >> 12)], digits[Int(c >> 8 & 15)], digits[Int(c >> 4 & 15)], digits[Int(c & 15)], 95]
      } else { out.append(c) }
    }
    return String(decoding: out, as: UTF16.self)
  }
  static func decode(_ s: String) -> String {
    guard s.utf8.contains(95) else { return s }
    let u = Array(s.utf16)
    var out: [UInt16] = []
    out.reserveCapacity(u.count)
    var i = 0
    func digit(_ c: UInt16) -> UInt16? { switch c { case 48...57: c - 48; case 65...70: c - 55; case 97...102: c - 87; default: nil } }
    while i < u.count {
      if u[i] == 95, i + 6 < u.count, u[i + 1] == 120, u[i + 6] == 95, let a = digit(u[i + 2]), let b = digit(u[i + 3]), let c = digit(u[i + 4]), let d = digit(u[i + 5]) {
        out.append(a << 12 | b << 8 | c << 4 | d)
        i += 7
      } else { out.append(u[i]); i += 1 }
    }
    return String(decoding: out, as: UTF16.self)
  }

  /// Tag and text of a value of a simple type; nil for every other.
  static func primitive(_ v: Value) -> (String, String)? {
    switch v {
    case .string(let s): return ("S", encode(s.string))
    case .int(let n): return ("I32", String(n))
    case .bool(let b): return ("B", b ? "true" : "false")
    case .long(let n): return ("I64", String(n))
    case .double(let d): return ("Db", floating(d) { try? NumberFormat.text(d, "R", .invariant) })
    case .single(let f): return ("Sg", floating(Double(f)) { try? NumberFormat.text(f, "R", .invariant) })
    case .datetime(let d): return ("DT", (try? DateFormat.text(d, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFK", .invariant)) ?? "")
    case .timespan(let t): return ("TS", duration(t))
    case .char(let c): return ("C", String(c))
    case .byte(let n): return ("By", String(n))
    case .sbyte(let n): return ("SB", String(n))
    case .short(let n): return ("I16", String(n))
    case .ushort(let n): return ("U16", String(n))
    case .uint(let n): return ("U32", String(n))
    case .ulong(let n): return ("U64", String(n))
    case .block(let b): return ("SBK", encode(b.text()))
    case .array(let a):
      guard a.kind == .array, a.elementType === TypeTable.byte, a.dimensions == nil else { return nil }
      return ("BA", ByteText.base64(a.values.map { if case .byte(let b) = $0.base { b } else { 0 } }))
    case .other(let r):
      switch r {
      case let x as PSDecimal: return ("D", x.text())
      case let x as PSGuid: return ("G", x.text())
      case let x as PSVersion: return ("Version", x.text())
      case let x as PSUri: return ("URI", encode(x.text()))
      case let x as PSSecureString: return ("SS", secure(x.plain))
      case let x as PSXmlNode: return x.kind == .document ? ("XD", encode(x.outer)) : nil
      default: return nil
      }
    default: return nil
    }
  }
  static func isPrimitive(_ v: Value) -> Bool {
    switch v {
    case .array(let a): a.kind == .array && a.elementType === TypeTable.byte && a.dimensions == nil
    case .other(let r): r is PSDecimal || r is PSGuid || r is PSVersion || r is PSUri || r is PSSecureString || (r as? PSXmlNode)?.kind == .document
    case .hash, .object, .type, .boxed, .null, .void, .unset: false
    default: true
    }
  }
  /// The number an enum value stands for, in the enum's own type.
  static func number(of e: PSEnum) -> Value {
    switch e.type.enumeration?.underlying ?? "" {
    case "System.Byte": .byte(UInt8(truncatingIfNeeded: e.raw))
    case "System.SByte": .sbyte(Int8(truncatingIfNeeded: e.raw))
    case "System.Int16": .short(Int16(truncatingIfNeeded: e.raw))
    case "System.UInt16": .ushort(UInt16(truncatingIfNeeded: e.raw))
    case "System.UInt32": .uint(UInt32(truncatingIfNeeded: e.raw))
    case "System.Int64": .long(e.raw)
    case "System.UInt64": .ulong(UInt64(bitPattern: e.raw))
    default: .int(Int32(truncatingIfNeeded: e.raw))
    }
  }
  private static func floating(_ d: Double, _ text: () -> String?) -> String {
    d.isNaN ? "NaN" : d.isInfinite ? (d < 0 ? "-INF" : "INF") : text() ?? ""
  }
  /// `P1DT2H3M4.5S`, as XML Schema writes durations.
  static func duration(_ t: NetTimeSpan) -> String {
    if t.ticks == 0 { return "PT0S" }
    var rest = t.ticks.magnitude
    func take(_ unit: UInt64) -> UInt64 { let n = rest / unit; rest %= unit; return n }
    let d = take(864_000_000_000), h = take(36_000_000_000), m = take(600_000_000), s = take(10_000_000)
    var out = (t.ticks < 0 ? "-" : "") + "P"
    if d > 0 { out += "\(d)D" }
    if h > 0 || m > 0 || s > 0 || rest > 0 {
      out += "T"
      if h > 0 { out += "\(h)H" }
      if m > 0 { out += "\(m)M" }
      if s > 0 || rest > 0 {
        out += "\(s)"
        if rest > 0 {
          var f = String(rest + 10_000_000).dropFirst()
          while f.utf8.last == 48 { f = f.dropLast() }
          out += "." + f
        }
        out += "S"
      }
    }
    return out
  }
  private static func span(_ s: String) -> NetTimeSpan? {
    var u = Array(s.utf8)[...]
    let negative = u.first == 45
    if negative { u = u.dropFirst() }
    guard u.first == 80 else { return nil }
    u = u.dropFirst()
    var ticks: Int64 = 0, inTime = false, any = false
    while let c = u.first {
      if c == 84 { inTime = true; u = u.dropFirst(); continue }
      var n: Int64 = 0, fraction: Int64 = 0, scale: Int64 = 1_000_000, digits = 0
      while let d = u.first, d &- 48 < 10 { let (m, o) = n.multipliedReportingOverflow(by: 10); if o { return nil }; n = m &+ Int64(d - 48); digits += 1; u = u.dropFirst() }
      if u.first == 46 { u = u.dropFirst(); while let d = u.first, d &- 48 < 10 { fraction += Int64(d - 48) * scale; scale /= 10; digits += 1; u = u.dropFirst() } }
      guard digits > 0, let mark = u.popFirst() else { return nil }
      let unit: Int64
      switch (mark, inTime) {
      case (89, false): unit = 315_360_000_000_000
      case (77, false): unit = 25_920_000_000_000
      case (68, false): unit = 864_000_000_000
      case (72, true): unit = 36_000_000_000
      case (77, true): unit = 600_000_000
      case (83, true): unit = 10_000_000
      default: return nil
      }
      let (m, o) = n.multipliedReportingOverflow(by: unit)
      let (sum, p) = ticks.addingReportingOverflow(m &+ fraction)
      if o || p { return nil }
      ticks = sum
      any = true
    }
    return any ? NetTimeSpan(ticks: negative ? -ticks : ticks) : nil
  }
  static func secure(_ s: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for u in s.utf16 { for b in [UInt8(truncatingIfNeeded: u), UInt8(truncatingIfNeeded: u >> 8)] { out.append(digits[Int(b >> 4)]); out.append(digits[Int(b & 15)]) } }
    return String(decoding: out, as: UTF8.self)
  }
  private static func unsecured(_ s: String) -> String? {
    let b = Array(s.utf8)
    guard b.count % 4 == 0 else { return nil }
    var units: [UInt16] = []
    var i = 0
    while i < b.count {
      guard let low = UInt16(String(decoding: b[i..<(i + 2)], as: UTF8.self), radix: 16), let high = UInt16(String(decoding: b[(i + 2)..<(i + 4)], as: UTF8.self), radix: 16) else { return nil }
      units.append(high << 8 | low)
      i += 4
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Full names of the types behind tags, for the sentence about content that does not fit.
  static let typeOfTag = [
    "B": "System.Boolean", "By": "System.Byte", "C": "System.Char", "DT": "System.DateTime", "D": "System.Decimal", "Db": "System.Double", "G": "System.Guid",
    "I16": "System.Int16", "I32": "System.Int32", "I64": "System.Int64", "SB": "System.SByte", "Sg": "System.Single", "SBK": "System.Management.Automation.ScriptBlock", "S": "System.String",
    "TS": "System.TimeSpan", "U16": "System.UInt16", "U32": "System.UInt32", "U64": "System.UInt64", "URI": "System.Uri", "BA": "System.Byte[]",
    "Version": "System.Version", "XD": "System.Xml.XmlDocument", "SS": "System.Security.SecureString"
  ]

  /// The value of a simple element; nil when the text is none of the type.
  static func value(_ tag: String, _ text: String) -> Value? {
    func trimmed() -> String { NetString.trim(text) }
    switch tag {
    case "S": return .str(decode(text))
    case "I32": return Int32(trimmed()).map { .int($0) }
    case "B": switch trimmed() { case "true", "1": return .yes; case "false", "0": return .no; default: return nil }
    case "I64": return Int64(trimmed()).map { .long($0) }
    case "Db", "Sg":
      let t = trimmed()
      let d: Double?
      switch t { case "INF": d = .infinity; case "-INF": d = -.infinity; case "NaN": d = .nan; default: d = try? NumberParse.double(t, culture: .invariant) }
      if tag == "Db" { return d.map { .double($0) } }
      if let d, !d.isFinite { return .single(Float(d)) }
      return (try? NumberParse.single(t, culture: .invariant)).map { .single($0) }
    case "DT": return (try? DateParse.dateTime(trimmed(), culture: .invariant, styles: .roundtripKind)).map { .datetime($0) }
    case "TS": return span(trimmed()).map { .timespan($0) }
    case "C": return UInt16(trimmed()).map { .char($0) }
    case "By": return UInt8(trimmed()).map { .byte($0) }
    case "SB": return Int8(trimmed()).map { .sbyte($0) }
    case "I16": return Int16(trimmed()).map { .short($0) }
    case "U16": return UInt16(trimmed()).map { .ushort($0) }
    case "U32": return UInt32(trimmed()).map { .uint($0) }
    case "U64": return UInt64(trimmed()).map { .ulong($0) }
    case "D": return (try? NumberParse.decimal(trimmed(), culture: .invariant)).map { .other(PSDecimal($0)) }
    // a script block comes back as its text, which cannot run by accident
    case "SBK": return .str(decode(text))
    case "BA":
      guard let bytes = try? ByteText.bytes(base64: text) else { return nil }
      return .array(PSArray(bytes.map { .byte($0) }, of: TypeTable.byte))
    case "G", "Version": return try? Conversion.convert(.str(trimmed()), to: TypeTable.get(tag == "G" ? "System.Guid" : "System.Version"), nil)
    case "URI": return PSUri(decode(text), kind: 0).map { .other($0) }
    case "SS": return unsecured(trimmed()).map { .other(PSSecureString($0)) }
    case "XD": return nil
    default: return nil
    }
  }
}
