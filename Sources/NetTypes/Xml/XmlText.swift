/// Values and names as XML writes them: the rules behind `XmlConvert`.
import Engine
import Primitives

enum XmlText {
  static func double(_ d: Double) -> String {
    if d.isNaN { return "NaN" }
    if d.isInfinite { return d < 0 ? "-INF" : "INF" }
    if d == 0, d.sign == .minus { return "-0" }
    return (try? NumberFormat.text(d, "R", .invariant)) ?? ""
  }
  /// `P1DT2H3M4.5S`.
  static func duration(_ t: NetTimeSpan) -> String {
    let n = t.ticks.magnitude, days = n / 864_000_000_000, rest = n % 864_000_000_000
    let hours = rest / 36_000_000_000, minutes = rest / 600_000_000 % 60, ticks = rest % 600_000_000
    var s = t.ticks < 0 ? "-P" : "P"
    if days > 0 { s += "\(days)D" }
    if rest > 0 {
      s += "T"
      if hours > 0 { s += "\(hours)H" }
      if minutes > 0 { s += "\(minutes)M" }
      if ticks > 0 {
        s += String(ticks / 10_000_000)
        if ticks % 10_000_000 > 0 {
          var f = String(ticks % 10_000_000 + 10_000_000).dropFirst()
          while f.hasSuffix("0") { f.removeLast() }
          s += "." + f
        }
        s += "S"
      }
    }
    return n == 0 ? "PT0S" : s
  }
  static func isNameStart(_ c: UInt16) -> Bool { c > 191 && c != 215 && c != 247 || c == 95 || (65...90).contains(c) || (97...122).contains(c) }
  static func isNamePart(_ c: UInt16) -> Bool { isNameStart(c) || (48...57).contains(c) || c == 45 || c == 46 || c == 183 }

  /// What is wrong with a name, as `XmlException` says it; nil for a good one.
  static func fault(ofName s: String, colons: Bool) -> String? {
    for (i, c) in s.utf16.enumerated() where !(i == 0 ? isNameStart(c) : isNamePart(c)) && !(colons && c == 58) && !(0xD800...0xDFFF).contains(c) {
      let hex = String(c, radix: 16, uppercase: true), shown = "'\(String(units: [c]))' character, hexadecimal value 0x\(hex.utf8.count < 2 ? "0" + hex : hex)"
      return i == 0 ? "Name cannot begin with the \(shown)." : "The \(shown), cannot be included in a name."
    }
    return nil
  }
  /// A prefix or local name as a document checks it: any character of a name may come first, a colon never.
  /// - Throws: `XmlException`
  static func checkPart(_ s: String) throws {
    for c in s.utf16 where !isNamePart(c) && !(0xD800...0xDFFF).contains(c) {
      let hex = String(c, radix: 16, uppercase: true)
      throw netError("System.Xml.XmlException", "The '\(String(units: [c]))' character, hexadecimal value 0x\(hex.utf8.count < 2 ? "0" + hex : hex), cannot be included in a name.")
    }
  }
  /// The parts of `prefix:name`; a colon at either end divides nothing.
  /// - Throws: `XmlException`
  static func checkQualified(_ s: String) throws {
    let u = Array(s.utf16)
    guard let colon = u.firstIndex(of: 58), colon > 0, colon < u.count - 1 else { return try checkPart(s) }
    try checkPart(String(units: Array(u[(colon + 1)...])))
    try checkPart(String(units: Array(u[..<colon])))
  }
  /// As `checkQualified`, for an attribute, which says otherwise that its name is empty.
  /// - Throws: `XmlException`, `ArgumentException`
  static func checkAttribute(_ s: String) throws {
    if s.isEmpty { throw argumentError("The attribute local name cannot be empty.") }
    try checkQualified(s)
  }
  /// Characters a name cannot have as `_x0020_`.
  static func encodeName(_ s: String, colons: Bool) -> String {
    let u = Array(s.utf16)
    var out: [UInt16] = []
    for (i, c) in u.enumerated() {
      // an underscore that would read as the beginning of such a code
      let looksEncoded = c == 95 && i + 6 < u.count && u[i + 1] == 120 && u[i + 6] == 95 && u[(i + 2)...(i + 5)].allSatisfy { Character(UnicodeScalar($0) ?? " ").isHexDigit }
      if !looksEncoded, i == 0 ? isNameStart(c) : isNamePart(c) || UTF16.isTrailSurrogate(c) || UTF16.isLeadSurrogate(c) { out.append(c); continue }
      if c == 58, colons { out.append(c); continue }
      let hex = String(c, radix: 16, uppercase: true)
      out += Array(("_x" + String(repeating: "0", count: 4 - hex.utf8.count) + hex + "_").utf16)
    }
    return String(units: out)
  }
  static func decodeName(_ s: String) -> String {
    let u = Array(s.utf16)
    var out: [UInt16] = [], i = 0
    while i < u.count {
      if u[i] == 95, i + 6 < u.count, u[i + 1] == 120, u[i + 6] == 95, let n = UInt16(String(units: u[(i + 2)...(i + 5)]), radix: 16) { out.append(n); i += 7; continue }
      out.append(u[i])
      i += 1
    }
    return String(units: out)
  }
}

extension XmlText {
  /// A value as `XmlConvert.ToString` writes it.
  static func value(_ v: Value) -> String {
    switch v.base {
    case .bool(let b): b ? "true" : "false"
    case .datetime(let d): dateTime(d, mode: 3)
    case .timespan(let t): duration(t)
    case .double(let d): double(d)
    case .single(let f): f.isNaN ? "NaN" : f.isInfinite ? (f < 0 ? "-INF" : "INF") : (try? NumberFormat.text(f, "R", .invariant)) ?? ""
    case .array(let a) where a.elementType === TypeTable.byte: ByteText.base64(v.asBytes)
    case .other(let r):
      if let o = r as? PSDateTimeOffset { (try? DateFormat.text(o.value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", .invariant)) ?? "" } else { Conversion.toString(v) }
    default: Conversion.toString(v)
    }
  }
  /// - Parameter mode: by the numbers of `XmlDateTimeSerializationMode`
  static func dateTime(_ d: NetDateTime, mode: Int) -> String {
    var x = d
    switch mode {
    case 0: x = d.kind == .utc ? d.toLocalTime() : d.specifying(.local)
    case 1: x = d.kind == .local ? d.toUniversalTime() : d.specifying(.utc)
    case 2: x = d.specifying(.unspecified)
    default: break
    }
    return (try? DateFormat.text(x, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", .invariant)) ?? ""
  }
}
