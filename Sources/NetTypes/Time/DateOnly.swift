/// `System.DateOnly` and `System.TimeOnly`.
import Engine
import Primitives

/// `System.DateOnly`.
public final class PSDateOnly: Ref {
  public let value: DateOnly
  public init(_ v: DateOnly) { value = v; super.init() }
  public override var netType: NetType { TypeTable.named("System.DateOnly") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSDateOnly).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSDateOnly).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
extension PSDateOnly: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try DateFormat.text(value, format, culture) }
}
/// `System.TimeOnly`.
public final class PSTimeOnly: Ref {
  public let value: TimeOnly
  public init(_ v: TimeOnly) { value = v; super.init() }
  public override var netType: NetType { TypeTable.named("System.TimeOnly") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSTimeOnly).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSTimeOnly).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
extension PSTimeOnly: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try DateFormat.text(value, format, culture) }
}

extension NetTypes {
  static func registerDateAndTimeOnly() {
    let comparable = ["System.IComparable", "System.IFormattable"]
    TypeTable.register("System.DateOnly") { NetType("System.DateOnly", .struct, base: TypeTable.valueType, interfaces: comparable, define: defineDateOnly) }
    TypeTable.register("System.TimeOnly") { NetType("System.TimeOnly", .struct, base: TypeTable.valueType, interfaces: comparable, define: defineTimeOnly) }
  }

  /// The clock reading of a `DateOnly` and a `TimeOnly`.
  static func joined(_ date: Value, _ time: Value) throws(NetError) -> NetDateTime {
    let d = (date.refValue as? PSDateOnly)?.value.dateTime ?? NetDateTime(bits: 0)
    return try d.adding((time.refValue as? PSTimeOnly)?.value.timeSpan ?? .zero)
  }

  /// `Parse`, `ParseExact` and their `Try…` of a part of a date.
  private static func partParsing<T>(
    _ t: NetType, _ n: String, _ empty: T, _ make: @escaping (T) -> Value, _ parse: @escaping (String, Culture) throws -> T,
    _ exact: @escaping (String, [String], Culture, DateTimeStyles) throws -> T
  ) {
    func culture(_ v: Value, _ c: ExecutionContext) -> Culture { NetTypes.culture(of: v) ?? c.culture }
    func attempt(_ a: [Value], _ c: ExecutionContext, _ f: () throws -> T) throws -> Value {
      let d = try? f()
      try a.setReference(a.count - 1, make(d ?? empty), c)
      return .bool(d != nil)
    }
    func read(_ a: [Value], _ c: ExecutionContext) throws -> T { try net { try parse(a.string(0), culture(a.at(1), c)) } }
    func readExactly(_ a: [Value], _ c: ExecutionContext) throws -> T {
      try net { try exact(a.string(0), a.values(1).map { Conversion.toString($0) }, culture(a.at(2), c), a.count > 3 ? styles(a.at(3)) : []) }
    }
    let styled = "System.IFormatProvider provider, System.Globalization.DateTimeStyles style = System.Globalization.DateTimeStyles.None"
    t.staticMethod("static \(n) Parse(string s)") { a, c in make(try read(a, c)) }
    t.staticMethod("static \(n) Parse(string s, \(styled))") { a, c in make(try read(a, c)) }
    for formats in ["string format", "string[] formats"] {
      t.staticMethod("static \(n) ParseExact(string s, \(formats))") { a, c in make(try readExactly(a, c)) }
      t.staticMethod("static \(n) ParseExact(string s, \(formats), \(styled))") { a, c in make(try readExactly(a, c)) }
    }
    t.staticMethod("static bool TryParse(string s, [ref] \(n) result)") { a, c in try attempt(a, c) { try read([a.at(0)], c) } }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, [ref] \(n) result)") { a, c in try attempt(a, c) { try read(a, c) } }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] \(n) result)") { a, c in try attempt(a, c) { try read(a, c) } }
    for formats in ["string format", "string[] formats"] {
      t.staticMethod("static bool TryParseExact(string s, \(formats), [ref] \(n) result)") { a, c in try attempt(a, c) { try readExactly(Array(a.prefix(2)), c) } }
      t.staticMethod(
        "static bool TryParseExact(string s, \(formats), System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] \(n) result)"
      ) { a, c in try attempt(a, c) { try readExactly(Array(a.prefix(4)), c) } }
    }
  }
  /// `CompareTo`, `Equals` and `GetHashCode`.
  private static func partComparing(_ t: NetType, _ n: String) {
    t.method("int CompareTo(\(n) value)") { v, a, _ in .count(v.refValue?.compare(a.at(0)) ?? 1) }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard let o = v.refValue?.compare(a.at(0)) else { throw argumentError("Object must be of type \(t.name).") }
      return .count(o)
    }
    t.method("bool Equals(\(n) value)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(System.Object value)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
  }

  static func defineDateOnly(_ t: NetType) {
    let n = "System.DateOnly"
    func of(_ v: Value) -> DateOnly { (v.refValue as? PSDateOnly)?.value ?? DateOnly(dayNumber: 0) }
    func make(_ d: DateOnly) -> Value { .other(PSDateOnly(d)) }
    t.staticProperty("\(n) MaxValue {get;}") { _ in make(DateOnly(.maxValue)) }
    t.staticProperty("\(n) MinValue {get;}") { _ in make(DateOnly(dayNumber: 0)) }
    t.makeDefault = { make(DateOnly(dayNumber: 0)) }
    t.constructor("\(n) new(int year, int month, int day)") { a, _ in make(try net { try DateOnly(a.int(0), a.int(1), a.int(2)) }) }
    t.constructor("\(n) new(int year, int month, int day, System.Globalization.Calendar calendar)") { a, _ in
      .other(PSDateOnly(DateOnly(try PSCalendar.of(a.at(3)).date(a.int(0), a.int(1), a.int(2)))))
    }
    for (p, f) in [("Day", { $0.day }), ("DayOfYear", { $0.dayOfYear }), ("Month", { $0.month }), ("Year", { $0.year })] as [(String, (NetDateTime) -> Int)] {
      t.property("int \(p) {get;}") { v, _ in .count(f(of(v).dateTime)) }
    }
    t.property("int DayNumber {get;}") { v, _ in .int(of(v).dayNumber) }
    t.property("System.DayOfWeek DayOfWeek {get;}") { v, _ in .member("System.DayOfWeek", of(v).dateTime.dayOfWeek) }
    t.orderProperties("Year", "Month", "Day", "DayOfWeek", "DayOfYear", "DayNumber")
    t.method("\(n) AddDays(int value)") { v, a, _ in
      let day = Int(of(v).dayNumber) + a.int(0)
      guard (0...3_652_058).contains(day) else { throw outOfRange("value", "Value to add was out of range.") }
      return make(DateOnly(dayNumber: Int32(day)))
    }
    t.method("\(n) AddMonths(int value)") { v, a, _ in make(try net { try of(v).adding(months: a.int(0)) }) }
    t.method("\(n) AddYears(int value)") { v, a, _ in make(try net { try of(v).adding(years: a.int(0)) }) }
    partComparing(t, n)
    t.method("void Deconstruct([ref] int year, [ref] int month, [ref] int day)") { v, a, c in
      let d = of(v).dateTime
      for (i, x) in [d.year, d.month, d.day].enumerated() { try a.setReference(i, .count(x), c) }
      return .void
    }
    t.method("datetime ToDateTime(System.TimeOnly time)") { v, a, _ in .datetime(try net { try joined(v, a.at(0)) }) }
    t.method("datetime ToDateTime(System.TimeOnly time, System.DateTimeKind kind)") { v, a, _ in
      .datetime(try net { try joined(v, a.at(0)) }.specifying(a.flags(1) == 1 ? .utc : a.flags(1) == 2 ? .local : .unspecified))
    }
    formatting(t) { v, f, c in try DateFormat.text(of(v), f, c) }
    t.method("string ToLongDateString()") { v, _, c in .str(try net { try DateFormat.text(of(v), "D", c.culture) }) }
    t.method("string ToShortDateString()") { v, _, c in .str(try net { try DateFormat.text(of(v), "d", c.culture) }) }
    t.staticMethod("static \(n) FromDateTime(datetime dateTime)") { a, _ in make(DateOnly(a.at(0).asDate)) }
    t.staticMethod("static \(n) FromDayNumber(int dayNumber)") { a, _ in
      guard (0...3_652_058).contains(a.int(0)) else { throw outOfRange("dayNumber", "Day number must be between 0 and DateOnly.MaxValue.DayNumber.") }
      return make(DateOnly(dayNumber: Int32(a.int(0))))
    }
    partParsing(t, n, DateOnly(dayNumber: 0), make, { try DateParse.dateOnly($0, culture: $1) }) { s, formats, c, st in
      guard let d = try? DateParse.dateTime(s, exactly: formats.map { wholeFormat($0, date: true) }, culture: c, styles: st) else {
        throw NetError(.format, "String '\(s)' was not recognized as a valid DateOnly.")
      }
      return DateOnly(d)
    }
    t.converter = { v, _ in if case .datetime(let d) = v.base { make(DateOnly(d)) } else { nil } }
  }
  /// The standard formats of parts of dates, as the formats of whole dates that have the same letters.
  private static func wholeFormat(_ f: String, date: Bool) -> String {
    switch f {
    case "o", "O": date ? "yyyy-MM-dd" : "HH:mm:ss.fffffff"
    case "r", "R": date ? "ddd, dd MMM yyyy" : "HH:mm:ss"
    default: f
    }
  }

  static func defineTimeOnly(_ t: NetType) {
    let n = "System.TimeOnly"
    func of(_ v: Value) -> TimeOnly { (v.refValue as? PSTimeOnly)?.value ?? TimeOnly(ticks: 0) }
    func make(_ d: TimeOnly) -> Value { .other(PSTimeOnly(d)) }
    t.staticProperty("\(n) MaxValue {get;}") { _ in make(TimeOnly(ticks: .max)) }
    t.staticProperty("\(n) MinValue {get;}") { _ in make(TimeOnly(ticks: 0)) }
    let names = ["int hour", "int minute", "int second", "int millisecond", "int microsecond"]
    for count in 2...5 {
      t.constructor("\(n) new(\(names.prefix(count).joined(separator: ", ")))") { a, _ in
        guard (0...999).contains(a.int(4)) else { throw outOfRange("microsecond", "Valid values are between 0 and 999, inclusive.") }
        return make(TimeOnly(ticks: try net { try TimeOnly(a.int(0), a.int(1), a.int(2), millisecond: a.int(3)).ticks } + Int64(a.int(4)) * 10))
      }
    }
    t.constructor("\(n) new(long ticks)") { a, _ in
      guard a.int(0) >= 0, Int64(a.int(0)) < NetTimeSpan.ticksPerDay else { throw outOfRange("ticks", "Ticks must be between 0 and TimeOnly.MaxValue.Ticks.") }
      return make(TimeOnly(ticks: Int64(a.int(0))))
    }
    for (p, f) in [
      ("Hour", { $0.hour }), ("Microsecond", { $0.microsecond }), ("Millisecond", { $0.millisecond }), ("Minute", { $0.minute }),
      ("Nanosecond", { $0.nanosecond }), ("Second", { $0.second })
    ] as [(String, (NetDateTime) -> Int)] { t.property("int \(p) {get;}") { v, _ in .count(f(of(v).dateTime)) } }
    t.property("long Ticks {get;}") { v, _ in .long(of(v).ticks) }
    t.orderProperties("Hour", "Minute", "Second", "Millisecond", "Microsecond", "Nanosecond", "Ticks")
    func moved(_ v: Value, _ span: NetTimeSpan, _ a: [Value], _ at: Int, _ c: ExecutionContext) throws -> Value {
      if a.count > at {
        let (days, rest) = (of(v).ticks &+ span.ticks).quotientAndRemainder(dividingBy: NetTimeSpan.ticksPerDay)
        try a.setReference(at, .count(Int(rest < 0 ? days - 1 : days)), c)
      }
      return make(of(v).adding(span))
    }
    for more in ["", ", [ref] int wrappedDays"] {
      t.method("\(n) Add(timespan value\(more))") { v, a, c in try moved(v, a.at(0).asSpan, a, 1, c) }
      t.method("\(n) AddHours(double value\(more))") { v, a, c in try moved(v, try net { try NetTimeSpan.from(a.double(0), unit: NetTimeSpan.ticksPerHour) }, a, 1, c) }
      t.method("\(n) AddMinutes(double value\(more))") { v, a, c in try moved(v, try net { try NetTimeSpan.from(a.double(0), unit: NetTimeSpan.ticksPerMinute) }, a, 1, c) }
    }
    partComparing(t, n)
    let parts: [(String, (NetDateTime) -> Int)] = [
      ("hour", { $0.hour }), ("minute", { $0.minute }), ("second", { $0.second }), ("millisecond", { $0.millisecond }), ("microsecond", { $0.microsecond })
    ]
    for count in 2...5 {
      t.method("void Deconstruct(\(parts.prefix(count).map { "[ref] int " + $0.0 }.joined(separator: ", ")))") { v, a, c in
        for i in 0..<count { try a.setReference(i, .count(parts[i].1(of(v).dateTime)), c) }
        return .void
      }
    }
    t.method("bool IsBetween(\(n) start, \(n) end)") { v, a, _ in
      let x = of(v), s = of(a.at(0)), e = of(a.at(1))
      return .bool(s <= e ? s <= x && x < e : s <= x || x < e)
    }
    t.method("timespan ToTimeSpan()") { v, _, _ in .timespan(of(v).timeSpan) }
    formatting(t) { v, f, c in try DateFormat.text(of(v), f, c) }
    t.method("string ToLongTimeString()") { v, _, c in .str(try net { try DateFormat.text(of(v), "T", c.culture) }) }
    t.method("string ToShortTimeString()") { v, _, c in .str(try net { try DateFormat.text(of(v), "t", c.culture) }) }
    t.staticMethod("static \(n) FromDateTime(datetime dateTime)") { a, _ in make(TimeOnly(a.at(0).asDate)) }
    t.staticMethod("static \(n) FromTimeSpan(timespan timeSpan)") { a, _ in
      let ticks = a.at(0).asSpan.ticks
      guard ticks >= 0, ticks < NetTimeSpan.ticksPerDay else { throw outOfRange("ticks", "Ticks must be between 0 and TimeOnly.MaxValue.Ticks.") }
      return make(TimeOnly(ticks: ticks))
    }
    partParsing(t, n, TimeOnly(ticks: 0), make, { try DateParse.timeOnly($0, culture: $1) }) { s, formats, c, st in
      guard let d = try? DateParse.dateTime(s, exactly: formats.map { wholeFormat($0, date: false) }, culture: c, styles: st.union(.noCurrentDateDefault))
      else { throw NetError(.format, "String '\(s)' was not recognized as a valid TimeOnly.") }
      return TimeOnly(d)
    }
    t.converter = { v, _ in if case .datetime(let d) = v.base { make(TimeOnly(d)) } else { nil } }
    Operators.define(for: n, ["op_Subtraction": [Operators.OperatorOverload(left: t, right: t) { a, b in
      let d = of(a).ticks - of(b).ticks
      return .timespan(NetTimeSpan(ticks: d < 0 ? d + NetTimeSpan.ticksPerDay : d))
    }]])
  }
}
