/// `XmlConvert`: values ↔ the text XML has for them.
import Engine
import Primitives

extension XmlText {
  /// The value XML text stands for; white space around it does not count.
  static func parse(_ text: String, _ type: NetType, _ c: ExecutionContext) throws -> Value {
    let s = NetString.trim(text)
    switch type.fullName {
    case "System.Boolean":
      switch s {
      case "true", "1": return .yes
      case "false", "0": return .no
      default: throw formatError("The string '\(text)' is not a valid Boolean value.")
      }
    case "System.Double": if s == "INF" { return .double(.infinity) }; if s == "-INF" { return .double(-.infinity) }
    case "System.DateTime": return .datetime(try date(s, mode: 3, c))
    case "System.TimeSpan": return .timespan(try span(s))
    default: break
    }
    return try NetTypes.changed(.str(s), type, c, .invariant)
  }
  static func date(_ s: String, mode: Int, _ c: ExecutionContext) throws -> NetDateTime {
    // a date alone has no time to be read with
    let styles = Value.member("System.Globalization.DateTimeStyles", 128)
    guard s.utf8.count >= 10, s.utf8.prefix(4).allSatisfy({ (48...57).contains($0) }),
      case .datetime(let d)? = try? c.callStatic(TypeTable.datetime, "Parse", [.str(s), .other(PSCulture(.invariant)), styles])
    else {
      throw formatError("The string '\(s)' is not a valid AllXsd value.")
    }
    switch mode {
    case 0: return d.kind == .utc ? d.toLocalTime() : d.specifying(.local)
    case 1: return d.kind == .local ? d.toUniversalTime() : d.specifying(.utc)
    case 2: return d.specifying(.unspecified)
    default: return d
    }
  }
  /// `-P1Y2M3DT4H5M6.7S`; a year has 365 days, a month 30.
  static func span(_ s: String) throws -> NetTimeSpan {
    func bad() -> TerminatingError { formatError("The string '\(s)' is not a valid TimeSpan value.") }
    var u = Array(s.utf8)[...], isNegative = false
    if u.first == 45 { isNegative = true; u.removeFirst() }
    guard u.first == 80 else { throw bad() }
    u.removeFirst()
    var total = 0.0, inTime = false, any = false
    while !u.isEmpty {
      if u.first == 84 { if inTime { throw bad() }; inTime = true; u.removeFirst(); continue }
      let digits = u.prefix { (48...57).contains($0) || $0 == 46 }
      u = u.dropFirst(digits.count)
      guard let n = Double(String(decoding: digits, as: UTF8.self)), let unit = u.popFirst() else { throw bad() }
      switch (unit, inTime) {
      case (89, false): total += n * 365 * 86400
      case (77, false): total += n * 30 * 86400
      case (68, false): total += n * 86400
      case (72, true): total += n * 3600
      case (77, true): total += n * 60
      case (83, true): total += n
      default: throw bad()
      }
      any = true
    }
    guard any, total < 9e11 else { throw bad() }
    return NetTimeSpan(ticks: Int64((total * 1e7).rounded()) * (isNegative ? -1 : 1))
  }
}

extension NetTypes {
  static func registerXmlConvert() {
    TypeTable.register("System.Xml.XmlConvert") { NetType("System.Xml.XmlConvert", base: TypeTable.object, define: defineXmlConvert) }
  }
  private static func defineXmlConvert(_ t: NetType) {
    for (n, type) in [
      ("Boolean", "bool"), ("Byte", "byte"), ("Char", "char"), ("Decimal", "decimal"), ("Double", "double"), ("Guid", "guid"), ("Int16", "short"),
      ("Int32", "int"), ("Int64", "long"), ("SByte", "sbyte"), ("Single", "float"), ("TimeSpan", "timespan"), ("UInt16", "ushort"),
      ("UInt32", "uint"), ("UInt64", "ulong"), ("DateTime", "datetime"),
    ] {
      t.staticMethod("static \(type) To\(n)(string s)") { a, c in
        guard let s = a.text(0) else { throw nullArgument("s") }
        return try XmlText.parse(s, TypeTable.get("System." + n), c)
      }
      if n != "DateTime" { t.staticMethod("static string ToString(\(type) value)") { a, _ in .str(XmlText.value(a.at(0))) } }
    }
    t.staticMethod("static datetime ToDateTime(string s, System.Xml.XmlDateTimeSerializationMode dateTimeOption)") { a, c in .datetime(try XmlText.date(a.string(0), mode: a.int(1), c)) }
    t.staticMethod("static datetime ToDateTime(string s, string format)") { a, c in try c.callStatic(TypeTable.datetime, "ParseExact", [a.at(0), a.at(1), .other(PSCulture(.invariant))]) }
    t.staticMethod("static string ToString(datetime value)") { a, _ in .str((try? DateFormat.text(a.at(0).asDate, "yyyy-MM-ddTHH:mm:ss.fffffffzzzzzz", .invariant)) ?? "") }
    t.staticMethod("static string ToString(datetime value, System.Xml.XmlDateTimeSerializationMode dateTimeOption)") { a, _ in .str(XmlText.dateTime(a.at(0).asDate, mode: a.int(1))) }
    t.staticMethod("static string ToString(datetime value, string format)") { a, _ in .str(try net { try DateFormat.text(a.at(0).asDate, a.string(1), .invariant) }) }
    t.staticMethod("static string ToString(System.DateTimeOffset value)") { a, _ in .str(XmlText.value(a.at(0))) }
    t.staticMethod("static System.DateTimeOffset ToDateTimeOffset(string s)") { a, c in try c.callStatic(TypeTable.get("System.DateTimeOffset"), "Parse", [a.at(0), .other(PSCulture(.invariant))]) }
    func named(_ n: String, _ f: @escaping (String) -> String) { t.staticMethod("static string \(n)(string name)") { a, _ in a.text(0).map { .str($0.isEmpty ? "" : f($0)) } ?? .null } }
    named("EncodeName") { XmlText.encodeName($0, colons: true) }
    named("EncodeLocalName") { XmlText.encodeName($0, colons: false) }
    named("EncodeNmToken") { String(XmlText.encodeName("a" + $0, colons: true).dropFirst()) }
    named("DecodeName", XmlText.decodeName)
    func verified(_ n: String, colons: Bool) {
      t.staticMethod("static string \(n)(string name)") { a, _ in
        guard let s = a.text(0) else { throw nullArgument("name") }
        if s.isEmpty { throw netError("System.ArgumentNullException", "The empty string '' is not a valid name.", param: "name") }
        if let m = XmlText.fault(ofName: s, colons: colons) { throw netError("System.Xml.XmlException", m) }
        return a.at(0)
      }
    }
    verified("VerifyName", colons: true)
    verified("VerifyNCName", colons: false)
    t.staticMethod("static bool IsXmlChar(char ch)") { a, _ in
      let c = a.char(0)
      return .bool(c == 9 || c == 10 || c == 13 || c >= 32 && c < 0xD800 || c >= 0xE000 && c <= 0xFFFD)
    }
    t.staticMethod("static bool IsWhitespaceChar(char ch)") { a, _ in .bool([9, 10, 13, 32].contains(a.char(0))) }
    t.staticMethod("static bool IsStartNCNameChar(char ch)") { a, _ in .bool(XmlText.isNameStart(a.char(0))) }
    t.staticMethod("static bool IsNCNameChar(char ch)") { a, _ in .bool(XmlText.isNamePart(a.char(0))) }
  }
}
