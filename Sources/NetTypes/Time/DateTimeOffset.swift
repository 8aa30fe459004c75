/// `System.DateTimeOffset`.
import Engine
import Primitives

public final class PSDateTimeOffset: Ref {
  public let value: NetDateTimeOffset
  public init(_ v: NetDateTimeOffset) { value = v; super.init() }
  public override var netType: NetType { TypeTable.named("System.DateTimeOffset") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSDateTimeOffset).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSDateTimeOffset).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
extension PSDateTimeOffset: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try DateFormat.text(value, format, culture) }
}

extension NetTypes {
  static func registerDateTimeOffset() {
    TypeTable.register("System.DateTimeOffset") {
      NetType(
        "System.DateTimeOffset", .struct, base: TypeTable.valueType, interfaces: ["System.IComparable", "System.IFormattable"], define: defineDateTimeOffset)
    }
  }

  private static func defineDateTimeOffset(_ t: NetType) {
    let n = "System.DateTimeOffset"
    func of(_ v: Value) -> NetDateTimeOffset { (v.refValue as? PSDateTimeOffset)?.value ?? .minValue }
    func make(_ d: NetDateTimeOffset) -> Value { .other(PSDateTimeOffset(d)) }
    t.staticProperty("\(n) MaxValue {get;}") { _ in make(.maxValue) }
    t.staticProperty("\(n) MinValue {get;}") { _ in make(.minValue) }
    t.staticProperty("\(n) Now {get;}") { _ in make(.now) }
    t.staticProperty("\(n) UtcNow {get;}") { _ in make(.utcNow) }
    t.staticProperty("\(n) UnixEpoch {get;}") { _ in make(NetDateTimeOffset(.unixEpoch)) }
    t.converter = { v, _ in if case .datetime(let d) = v.base { make(NetDateTimeOffset(d)) } else { nil } }
    Operators.define(for: n, [
      "op_Addition": [Operators.OperatorOverload(left: t, right: TypeTable.timespan) { a, b in
        let s = b.asSpan
        guard let moved = try? of(a).moved({ d throws(NetError) in try d.adding(s) }) else { throw outOfRange("t", "The added or subtracted value results in an un-representable DateTime.") }
        return make(moved)
      }],
      "op_Subtraction": [
        Operators.OperatorOverload(left: t, right: t) { a, b in .timespan(of(a) - of(b)) },
        Operators.OperatorOverload(left: t, right: TypeTable.timespan) { a, b in
          let s = b.asSpan
          guard let moved = try? of(a).moved({ d throws(NetError) in try d.subtracting(s) }) else { throw outOfRange("t", "The added or subtracted value results in an un-representable DateTime.") }
          return make(moved)
        },
      ],
    ])
    defineDateProperties(t) { of($0).dateTime }
    t.property("datetime Date {get;}") { v, _ in .datetime(of(v).dateTime.date) }
    t.property("datetime DateTime {get;}") { v, _ in .datetime(of(v).dateTime) }
    t.property("datetime LocalDateTime {get;}") { v, _ in .datetime(of(v).localDateTime) }
    t.property("datetime UtcDateTime {get;}") { v, _ in .datetime(of(v).utcDateTime) }
    t.property("timespan Offset {get;}") { v, _ in .timespan(of(v).offset) }
    t.property("int TotalOffsetMinutes {get;}") { v, _ in .count(Int(of(v).offsetMinutes)) }
    t.property("long Ticks {get;}") { v, _ in .long(of(v).dateTime.ticks) }
    t.property("long UtcTicks {get;}") { v, _ in .long(of(v).utcTicks) }
    t.property("timespan TimeOfDay {get;}") { v, _ in .timespan(of(v).dateTime.timeOfDay) }
    t.orderProperties(
      "DateTime", "UtcDateTime", "LocalDateTime", "Date", "Day", "DayOfWeek", "DayOfYear", "Hour", "Millisecond", "Microsecond", "Nanosecond", "Minute",
      "Month", "Offset", "TotalOffsetMinutes", "Second", "Ticks", "UtcTicks", "TimeOfDay", "Year")
    t.makeDefault = { make(.minValue) }
    t.constructor("\(n) new(datetime dateTime)") { a, _ in make(NetDateTimeOffset(a.at(0).asDate)) }
    t.constructor("\(n) new(datetime dateTime, timespan offset)") { a, _ in
      let clock = a.at(0).asDate, offset = a.at(1).asSpan
      if clock.kind != .unspecified, clock.utcOffset != offset.ticks {
        throw argumentError(
          clock.kind == .utc
            ? "The UTC Offset for Utc DateTime instances must be 0." : "The UTC Offset of the local dateTime parameter does not match the offset argument.",
          param: "offset")
      }
      return make(try net { try NetDateTimeOffset(clock, offset: offset) })
    }
    t.constructor("\(n) new(long ticks, timespan offset)") { a, _ in make(try net { try NetDateTimeOffset(NetDateTime.checked(ticks: Int64(a.int(0))), offset: a.at(1).asSpan) }) }
    t.constructor("\(n) new(int year, int month, int day, int hour, int minute, int second, timespan offset)") { a, _ in
      make(try net { try NetDateTimeOffset(NetDateTime(a.int(0), a.int(1), a.int(2), a.int(3), a.int(4), a.int(5)), offset: a.at(6).asSpan) })
    }
    t.constructor("\(n) new(int year, int month, int day, int hour, int minute, int second, int millisecond, timespan offset)") { a, _ in
      make(try net { try NetDateTimeOffset(NetDateTime(a.int(0), a.int(1), a.int(2), a.int(3), a.int(4), a.int(5), millisecond: a.int(6)), offset: a.at(7).asSpan) })
    }
    t.constructor("\(n) new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, timespan offset)") { a, _ in
      guard (0...999).contains(a.int(7)) else { throw outOfRange("microsecond", "Valid values are between 0 and 999, inclusive.") }
      return make(
        try net {
          try NetDateTimeOffset(
            NetDateTime(a.int(0), a.int(1), a.int(2), a.int(3), a.int(4), a.int(5), millisecond: a.int(6)).adding(ticks: Int64(a.int(7)) * 10),
            offset: a.at(8).asSpan)
        })
    }
    t.method("\(n) Add(timespan timeSpan)") { v, a, _ in let s = a.at(0).asSpan; return make(try net { try of(v).moved { d throws(NetError) in try d.adding(s) } }) }
    defineDateArithmetic(t, n, named: true) { v, f in make(try net { try of(v).moved(f) }) }
    t.method("timespan Subtract(\(n) value)") { v, a, _ in .timespan(of(v) - of(a.at(0))) }
    t.method("\(n) Subtract(timespan value)") { v, a, _ in let s = a.at(0).asSpan; return make(try net { try of(v).moved { d throws(NetError) in try d.subtracting(s) } }) }
    t.method("int CompareTo(\(n) other)") { v, a, _ in .count(order(of(v), of(a.at(0)))) }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool EqualsExact(\(n) other)") { v, a, _ in .bool(of(v) == of(a.at(0)) && of(v).offsetMinutes == of(a.at(0)).offsetMinutes) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("\(n) ToLocalTime()") { v, _, _ in make(of(v).toLocalTime()) }
    t.method("\(n) ToUniversalTime()") { v, _, _ in make(of(v).toUniversalTime()) }
    t.method("\(n) ToOffset(timespan offset)") { v, a, _ in make(try net { try of(v).toOffset(a.at(0).asSpan) }) }
    t.method("long ToUnixTimeSeconds()") { v, _, _ in .long(of(v).unixTimeSeconds) }
    t.method("long ToUnixTimeMilliseconds()") { v, _, _ in .long(of(v).unixTimeMilliseconds) }
    t.method("long ToFileTime()") { v, _, _ in .long(of(v).utcDateTime.fileTimeUtc ?? 0) }
    formatting(t, provider: "formatProvider") { v, f, c in try DateFormat.text(of(v), f, c) }
    t.staticMethod("static \(n) FromUnixTimeSeconds(long seconds)") { a, _ in make(try net { try NetDateTimeOffset.fromUnixTime(seconds: Int64(a.int(0))) }) }
    t.staticMethod("static \(n) FromUnixTimeMilliseconds(long milliseconds)") { a, _ in make(try net { try NetDateTimeOffset.fromUnixTime(milliseconds: Int64(a.int(0))) }) }
    t.staticMethod("static bool Equals(\(n) first, \(n) second)") { a, _ in .bool(netEquals(a.at(0), a.at(1))) }
    t.staticMethod("static \(n) FromFileTime(long fileTime)") { a, _ in make(NetDateTimeOffset(try net { try NetDateTime.fromFileTimeUtc(Int64(a.int(0))) }.toLocalTime())) }
    t.staticMethod("static int Compare(\(n) first, \(n) second)") { a, _ in .count(order(of(a.at(0)), of(a.at(1)))) }
    func parse(_ a: [Value], _ c: ExecutionContext) throws -> NetDateTimeOffset {
      guard let s = a.text(0) else { throw nullArgument("input") }
      return try net { try DateParse.dateTimeOffset(s, culture: culture(of: a.at(1)) ?? c.culture, styles: styles(a.at(2))) }
    }
    t.staticMethod("static \(n) Parse(string input)") { a, c in make(try parse(a, c)) }
    t.staticMethod("static \(n) Parse(string input, System.IFormatProvider formatProvider)") { a, c in make(try parse(a, c)) }
    t.staticMethod("static \(n) Parse(string input, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)") { a, c in make(try parse(a, c)) }
    func exact(_ a: [Value], _ c: ExecutionContext, styled: Bool) throws -> NetDateTimeOffset {
      guard let s = a.text(0) else { throw nullArgument("input") }
      return try net { try DateParse.dateTimeOffset(s, exactly: a.values(1).map { Conversion.toString($0) }, culture: culture(of: a.at(2)) ?? c.culture, styles: styled ? styles(a.at(3)) : []) }
    }
    t.staticMethod("static \(n) ParseExact(string input, string format, System.IFormatProvider formatProvider)") { a, c in make(try exact(a, c, styled: false)) }
    t.staticMethod("static \(n) ParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)") {
      a, c in make(try exact(a, c, styled: true))
    }
    t.staticMethod("static \(n) ParseExact(string input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)")
    { a, c in make(try exact(a, c, styled: true)) }
    func attempt(_ a: [Value], _ at: Int, _ c: ExecutionContext, _ f: () throws -> NetDateTimeOffset) throws -> Value {
      let d = try? f()
      try a.setReference(at, make(d ?? .minValue), c)
      return .bool(d != nil)
    }
    t.staticMethod("static bool TryParse(string input, [ref] \(n) result)") { a, c in try attempt(a, 1, c) { try parse([a.at(0)], c) } }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, [ref] \(n) result)") { a, c in try attempt(a, 2, c) { try parse(Array(a.prefix(2)), c) } }
    t.staticMethod("static bool TryParse(string input, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles, [ref] \(n) result)") {
      a, c in try attempt(a, 3, c) { try parse(a, c) }
    }
    for formats in ["string format", "string[] formats"] {
      t.staticMethod(
        "static bool TryParseExact(string input, \(formats), System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles, [ref] \(n) result)"
      ) { a, c in try attempt(a, 4, c) { try exact(a, c, styled: true) } }
    }
    t.constructor("\(n) new(System.DateOnly date, System.TimeOnly time, timespan offset)") { a, _ in
      make(try net { try NetDateTimeOffset(joined(a.at(0), a.at(1)), offset: a.at(2).asSpan) })
    }
    t.method("void Deconstruct([ref] System.DateOnly date, [ref] System.TimeOnly time, [ref] timespan offset)") { v, a, c in
      try a.setReference(0, .other(PSDateOnly(DateOnly(of(v).dateTime))), c)
      try a.setReference(1, .other(PSTimeOnly(TimeOnly(of(v).dateTime))), c)
      try a.setReference(2, .timespan(of(v).offset), c)
      return .void
    }
  }
}
