/// `System.DateTime`.
import Engine
import Primitives

extension Value {
  var asDate: NetDateTime { if case .datetime(let d) = base { d } else { NetDateTime(bits: 0) } }
  var asSpan: NetTimeSpan { if case .timespan(let t) = base { t } else { .zero } }
}

extension NetTypes {
  static func installTime() {
    TypeTable.extend("System.DateTime", defineDateTime)
    TypeTable.extend("System.TimeSpan", defineTimeSpan)
    TypeTable.registerLater {
      registerDateTimeOffset()
      registerDateAndTimeOnly()
      registerTimeZones()
      registerStopwatch()
    }
  }
  static func styles(_ v: Value) -> DateTimeStyles { DateTimeStyles(rawValue: v.asInt) }

  private static func defineDateTime(_ t: NetType) {
    t.staticProperty("datetime MaxValue {get;}") { _ in .datetime(.maxValue) }
    t.staticProperty("datetime MinValue {get;}") { _ in .datetime(.minValue) }
    t.staticProperty("datetime UnixEpoch {get;}") { _ in .datetime(.unixEpoch) }
    t.staticProperty("datetime Now {get;}") { _ in .datetime(.now) }
    t.staticProperty("datetime UtcNow {get;}") { _ in .datetime(.utcNow) }
    t.staticProperty("datetime Today {get;}") { _ in .datetime(.today) }
    defineDateProperties(t) { $0.asDate }
    t.property("datetime Date {get;}") { v, _ in .datetime(v.asDate.date) }
    t.property("System.DateTimeKind Kind {get;}") { v, _ in .member("System.DateTimeKind", kindNumber(v.asDate)) }
    t.property("long Ticks {get;}") { v, _ in .long(v.asDate.ticks) }
    t.property("timespan TimeOfDay {get;}") { v, _ in .timespan(v.asDate.timeOfDay) }
    t.orderProperties("Date", "Day", "DayOfWeek", "DayOfYear", "Hour", "Kind", "Millisecond", "Microsecond", "Nanosecond", "Minute", "Month", "Second", "Ticks", "TimeOfDay", "Year")
    defineDateConstructors(t)
    t.method("datetime Add(timespan value)") { v, a, _ in .datetime(try net { try v.asDate.adding(a.at(0).asSpan) }) }
    defineDateArithmetic(t, "datetime") { v, f in .datetime(try net { try f(v.asDate) }) }
    t.method("timespan Subtract(datetime value)") { v, a, _ in .timespan(v.asDate - a.at(0).asDate) }
    t.method("datetime Subtract(timespan value)") { v, a, _ in .datetime(try net { try v.asDate.subtracting(a.at(0).asSpan) }) }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard case .datetime(let d) = a.at(0).base else { throw argumentError("Object must be of type DateTime.") }
      return .count(order(v.asDate, d))
    }
    t.method("int CompareTo(datetime value)") { v, a, _ in .count(order(v.asDate, a.at(0).asDate)) }
    t.method("bool Equals(System.Object value)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(datetime value)") { v, a, _ in .bool(v.asDate == a.at(0).asDate) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("System.TypeCode GetTypeCode()") { _, _, _ in .member("System.TypeCode", 16) }
    for more in ["", "System.IFormatProvider provider"] {
      t.method("string[] GetDateTimeFormats(\(more))") { v, a, c in
        let culture = culture(of: a.at(0)) ?? c.culture
        return .strings(try net { try ["d", "D", "f", "F", "g", "G", "m", "o", "r", "s", "t", "T", "u", "U", "y"].map { try DateFormat.text(v.asDate, $0, culture) } })
      }
    }
    for more in ["", ", System.IFormatProvider provider"] {
      t.method("string[] GetDateTimeFormats(char format\(more))") { v, a, c in
        .strings(try net { [try DateFormat.text(v.asDate, String(units: [a.char(0)]), culture(of: a.at(1)) ?? c.culture)] })
      }
    }
    t.method("void Deconstruct([ref] System.DateOnly date, [ref] System.TimeOnly time)") { v, a, c in
      try a.setReference(0, .other(PSDateOnly(DateOnly(v.asDate))), c)
      try a.setReference(1, .other(PSTimeOnly(TimeOnly(v.asDate))), c)
      return .void
    }
    t.method("void Deconstruct([ref] int year, [ref] int month, [ref] int day)") { v, a, c in
      for (i, x) in [v.asDate.year, v.asDate.month, v.asDate.day].enumerated() { try a.setReference(i, .count(x), c) }
      return .void
    }
    t.method("bool IsDaylightSavingTime()") { v, _, _ in .bool(v.asDate.isDaylightSavingTime) }
    t.method("long ToBinary()") { v, _, _ in .long(v.asDate.binary) }
    t.method("long ToFileTime()") { v, _, _ in
      guard let f = v.asDate.fileTime else { throw netError("System.ArgumentOutOfRangeException", "Not a valid Win32 FileTime.") }
      return .long(f)
    }
    t.method("long ToFileTimeUtc()") { v, _, _ in
      guard let f = v.asDate.fileTimeUtc else { throw netError("System.ArgumentOutOfRangeException", "Not a valid Win32 FileTime.") }
      return .long(f)
    }
    t.method("double ToOADate()") { v, _, _ in .double(try net { try v.asDate.oaDate() }) }
    t.method("datetime ToLocalTime()") { v, _, _ in .datetime(v.asDate.toLocalTime()) }
    t.method("datetime ToUniversalTime()") { v, _, _ in .datetime(v.asDate.toUniversalTime()) }
    for (n, f) in [("ToLongDateString", "D"), ("ToLongTimeString", "T"), ("ToShortDateString", "d"), ("ToShortTimeString", "t")] {
      t.method("string \(n)()") { v, _, c in .str(try net { try DateFormat.text(v.asDate, f, c.culture) }) }
    }
    formatting(t) { v, f, c in try DateFormat.text(v.asDate, f, c) }
    defineDateStatics(t)
  }
  private static func kindNumber(_ d: NetDateTime) -> Int { d.kind == .utc ? 1 : d.kind == .local ? 2 : 0 }
  private static func kind(_ n: Int) -> NetDateTime.Kind { n == 1 ? .utc : n == 2 ? .local : .unspecified }

  /// Year, month … shared with `DateTimeOffset`.
  static func defineDateProperties(_ t: NetType, _ of: @escaping (Value) -> NetDateTime) {
    let parts: [(String, (NetDateTime) -> Int)] = [
      ("Day", { $0.day }), ("DayOfYear", { $0.dayOfYear }), ("Hour", { $0.hour }), ("Microsecond", { $0.microsecond }), ("Millisecond", { $0.millisecond }), ("Minute", { $0.minute }),
      ("Month", { $0.month }), ("Nanosecond", { $0.nanosecond }), ("Second", { $0.second }), ("Year", { $0.year }),
    ]
    for (n, f) in parts { t.property("int \(n) {get;}") { v, _ in .count(f(of(v))) } }
    t.property("System.DayOfWeek DayOfWeek {get;}") { v, _ in .member("System.DayOfWeek", of(v).dayOfWeek) }
  }
  /// `AddDays` and its siblings; `apply` runs the change on the value's clock.
  /// - Parameter named: the parameters are called as what they add
  static func defineDateArithmetic(_ t: NetType, _ name: String, named: Bool = false, _ apply: @escaping (Value, (NetDateTime) throws(NetError) -> NetDateTime) throws -> Value) {
    t.method("\(name) AddDays(double \(named ? "days" : "value"))") { v, a, _ in let n = a.double(0); return try apply(v) { d throws(NetError) in try d.adding(days: n) } }
    t.method("\(name) AddHours(double \(named ? "hours" : "value"))") { v, a, _ in let n = a.double(0); return try apply(v) { d throws(NetError) in try d.adding(hours: n) } }
    t.method("\(name) AddMinutes(double \(named ? "minutes" : "value"))") { v, a, _ in let n = a.double(0); return try apply(v) { d throws(NetError) in try d.adding(minutes: n) } }
    t.method("\(name) AddSeconds(double \(named ? "seconds" : "value"))") { v, a, _ in let n = a.double(0); return try apply(v) { d throws(NetError) in try d.adding(seconds: n) } }
    t.method("\(name) AddMilliseconds(double \(named ? "milliseconds" : "value"))") { v, a, _ in let n = a.double(0); return try apply(v) { d throws(NetError) in try d.adding(milliseconds: n) } }
    t.method("\(name) AddMicroseconds(double \(named ? "microseconds" : "value"))") { v, a, _ in let n = a.double(0); return try apply(v) { d throws(NetError) in try d.adding(microseconds: n) } }
    t.method("\(name) AddMonths(int months)") { v, a, _ in let n = a.int(0); return try apply(v) { d throws(NetError) in try d.adding(months: n) } }
    t.method("\(name) AddYears(int \(named ? "years" : "value"))") { v, a, _ in let n = a.int(0); return try apply(v) { d throws(NetError) in try d.adding(years: n) } }
    t.method("\(name) AddTicks(long \(named ? "ticks" : "value"))") { v, a, _ in let n = Int64(a.int(0)); return try apply(v) { d throws(NetError) in try d.adding(ticks: n) } }
  }

  private static func defineDateConstructors(_ t: NetType) {
    t.constructor("datetime new(long ticks)") { a, _ in .datetime(try net { try NetDateTime.checked(ticks: Int64(a.int(0))) }) }
    t.constructor("datetime new(long ticks, System.DateTimeKind kind)") { a, _ in .datetime(try net { try NetDateTime.checked(ticks: Int64(a.int(0)), kind: kind(a.flags(1))) }) }
    let names = ["int year", "int month", "int day", "int hour", "int minute", "int second", "int millisecond", "int microsecond"]
    for n in [3, 6, 7, 8] {
      let ps = names.prefix(n).joined(separator: ", ")
      func make(_ a: [Value], _ k: NetDateTime.Kind) throws -> Value {
        let p = (0..<8).map { $0 < n ? a.int($0) : 0 }
        guard (0...999).contains(p[7]) else { throw outOfRange("microsecond", "Valid values are between 0 and 999, inclusive.") }
        let d = try net { try NetDateTime(p[0], p[1], p[2], p[3], p[4], p[5], millisecond: p[6], kind: k) }
        return .datetime(p[7] == 0 ? d : try net { try d.adding(microseconds: Double(p[7])) })
      }
      t.constructor("datetime new(\(ps))") { a, _ in try make(a, .unspecified) }
      if n > 3 { t.constructor("datetime new(\(ps), System.DateTimeKind kind)") { a, _ in try make(a, kind(a.flags(n))) } }
      func inCalendar(_ a: [Value], _ k: NetDateTime.Kind) throws -> Value {
        let d = try PSCalendar.of(a.at(n)).date(a.int(0), a.int(1), a.int(2))
        return try make([.count(d.year), .count(d.month), .count(d.day)] + a[3..<n], k)
      }
      t.constructor("datetime new(\(ps), System.Globalization.Calendar calendar)") { a, _ in try inCalendar(a, .unspecified) }
      if n > 6 { t.constructor("datetime new(\(ps), System.Globalization.Calendar calendar, System.DateTimeKind kind)") { a, _ in try inCalendar(a, kind(a.flags(n + 1))) } }
    }
    t.constructor("datetime new(System.DateOnly date, System.TimeOnly time)") { a, _ in .datetime(try net { try joined(a.at(0), a.at(1)) }) }
    t.constructor("datetime new(System.DateOnly date, System.TimeOnly time, System.DateTimeKind kind)") { a, _ in .datetime(try net { try joined(a.at(0), a.at(1)) }.specifying(kind(a.flags(2)))) }
  }

  private static func defineDateStatics(_ t: NetType) {
    t.staticMethod("static int Compare(datetime t1, datetime t2)") { a, _ in .count(order(a.at(0).asDate, a.at(1).asDate)) }
    t.staticMethod("static bool Equals(datetime t1, datetime t2)") { a, _ in .bool(a.at(0).asDate == a.at(1).asDate) }
    t.staticMethod("static int DaysInMonth(int year, int month)") { a, _ in
      guard (1...12).contains(a.int(1)) else { throw outOfRange("month", "Month must be between one and twelve.", actual: .count(a.int(1))) }
      guard (1...9999).contains(a.int(0)) else { throw outOfRange("year", "Year must be between 1 and 9999.") }
      return .count(NetDateTime.daysInMonth(a.int(0), a.int(1)))
    }
    t.staticMethod("static bool IsLeapYear(int year)") { a, _ in
      guard (1...9999).contains(a.int(0)) else { throw outOfRange("year", "Year must be between 1 and 9999.") }
      return .bool(NetDateTime.isLeapYear(a.int(0)))
    }
    t.staticMethod("static datetime FromBinary(long dateData)") { a, _ in .datetime(try net { try NetDateTime(binary: Int64(a.int(0))) }) }
    t.staticMethod("static datetime FromFileTime(long fileTime)") { a, _ in .datetime(try net { try NetDateTime.fromFileTimeUtc(Int64(a.int(0))) }.toLocalTime()) }
    t.staticMethod("static datetime FromFileTimeUtc(long fileTime)") { a, _ in .datetime(try net { try NetDateTime.fromFileTimeUtc(Int64(a.int(0))) }) }
    t.staticMethod("static datetime FromOADate(double d)") { a, _ in .datetime(try net { try NetDateTime.fromOADate(a.double(0)) }) }
    t.staticMethod("static datetime SpecifyKind(datetime value, System.DateTimeKind kind)") { a, _ in .datetime(a.at(0).asDate.specifying(kind(a.flags(1)))) }
    func parse(_ s: String?, _ c: Culture, _ st: DateTimeStyles = []) throws -> NetDateTime {
      guard let s else { throw nullArgument("s") }
      return try net { try DateParse.dateTime(s, culture: c, styles: st) }
    }
    t.staticMethod("static datetime Parse(string s)") { a, c in .datetime(try parse(a.text(0), c.culture)) }
    t.staticMethod("static datetime Parse(string s, System.IFormatProvider provider)") { a, c in .datetime(try parse(a.text(0), culture(of: a.at(1)) ?? c.culture)) }
    t.staticMethod("static datetime Parse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles)") { a, c in
      .datetime(try parse(a.text(0), culture(of: a.at(1)) ?? c.culture, styles(a.at(2))))
    }
    func exact(_ a: [Value], _ c: ExecutionContext, _ st: DateTimeStyles) throws -> NetDateTime {
      guard let s = a.text(0) else { throw nullArgument("s") }
      return try net { try DateParse.dateTime(s, exactly: a.values(1).map { Conversion.toString($0) }, culture: culture(of: a.at(2)) ?? c.culture, styles: st) }
    }
    t.staticMethod("static datetime ParseExact(string s, string format, System.IFormatProvider provider)") { a, c in .datetime(try exact(a, c, [])) }
    t.staticMethod("static datetime ParseExact(string s, string format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style)") { a, c in
      .datetime(try exact(a, c, styles(a.at(3))))
    }
    t.staticMethod("static datetime ParseExact(string s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style)") {
      a, c in .datetime(try exact(a, c, styles(a.at(3))))
    }
    func attempt(_ a: [Value], _ at: Int, _ c: ExecutionContext, _ f: () throws -> NetDateTime) throws -> Value {
      let d = try? f()
      try a.setReference(at, .datetime(d ?? .minValue), c)
      return .bool(d != nil)
    }
    t.staticMethod("static bool TryParse(string s, [ref] datetime result)") { a, c in try attempt(a, 1, c) { try parse(a.text(0), c.culture) } }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)") { a, c in
      try attempt(a, 2, c) { try parse(a.text(0), culture(of: a.at(1)) ?? c.culture) }
    }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles, [ref] datetime result)") {
      a, c in try attempt(a, 3, c) { try parse(a.text(0), culture(of: a.at(1)) ?? c.culture, styles(a.at(2))) }
    }
    t.staticMethod(
      "static bool TryParseExact(string s, string format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)"
    ) { a, c in try attempt(a, 4, c) { try exact(a, c, styles(a.at(3))) } }
    t.staticMethod(
      "static bool TryParseExact(string s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)"
    ) { a, c in try attempt(a, 4, c) { try exact(a, c, styles(a.at(3))) } }
  }
}
