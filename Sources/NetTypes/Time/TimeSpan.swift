/// `System.TimeSpan`.
import Engine
import Primitives

extension NetTypes {
  static func defineTimeSpan(_ t: NetType) {
    for (n, s) in [("MaxValue", NetTimeSpan.maxValue), ("MinValue", .minValue), ("Zero", .zero)] { t.staticProperty("timespan \(n) {get;}") { _ in .timespan(s) } }
    let units: [(String, Int64)] = [("Day", 864_000_000_000), ("Hour", 36_000_000_000), ("Minute", 600_000_000), ("Second", 10_000_000), ("Millisecond", 10_000), ("Microsecond", 10)]
    for (n, ticks) in units { t.staticProperty("long TicksPer\(n) {get;}") { _ in .long(ticks) } }
    t.staticProperty("long NanosecondsPerTick {get;}") { _ in .long(100) }
    for (i, (n, ticks)) in units.enumerated() {
      for (m, part) in units.dropFirst(i + 1) {
        let isInt = n == "Day" && m == "Hour"
        t.staticProperty("\(isInt ? "int" : "long") \(m)sPer\(n) {get;}") { _ in isInt ? .count(Int(ticks / part)) : .long(ticks / part) }
      }
    }
    let parts: [(String, (NetTimeSpan) -> Int)] = [
      ("Days", { $0.days }), ("Hours", { $0.hours }), ("Microseconds", { $0.microseconds }), ("Milliseconds", { $0.milliseconds }),
      ("Minutes", { $0.minutes }), ("Nanoseconds", { $0.nanoseconds }), ("Seconds", { $0.seconds }),
    ]
    for (n, f) in parts { t.property("int \(n) {get;}") { v, _ in .count(f(v.asSpan)) } }
    t.property("long Ticks {get;}") { v, _ in .long(v.asSpan.ticks) }
    let totals: [(String, (NetTimeSpan) -> Double)] = [
      ("TotalDays", { $0.totalDays }), ("TotalHours", { $0.totalHours }), ("TotalMicroseconds", { $0.totalMicroseconds }), ("TotalMilliseconds", { $0.totalMilliseconds }),
      ("TotalMinutes", { $0.totalMinutes }), ("TotalNanoseconds", { $0.totalNanoseconds }), ("TotalSeconds", { $0.totalSeconds }),
    ]
    for (n, f) in totals { t.property("double \(n) {get;}") { v, _ in .double(f(v.asSpan)) } }
    t.orderProperties(
      "Ticks", "Days", "Hours", "Milliseconds", "Microseconds", "Nanoseconds", "Minutes", "Seconds", "TotalDays", "TotalHours", "TotalMilliseconds",
      "TotalMicroseconds", "TotalNanoseconds", "TotalMinutes", "TotalSeconds")
    t.constructor("timespan new(long ticks)") { a, _ in .timespan(NetTimeSpan(ticks: Int64(a.int(0)))) }
    t.constructor("timespan new(int hours, int minutes, int seconds)") { a, _ in .timespan(try net { try NetTimeSpan(hours: a.int(0), minutes: a.int(1), seconds: a.int(2)) }) }
    for n in 4...6 {
      let ps = ["int days", "int hours", "int minutes", "int seconds", "int milliseconds", "int microseconds"].prefix(n).joined(separator: ", ")
      t.constructor("timespan new(\(ps))") { a, _ in
        .timespan(
          try net { try NetTimeSpan(days: a.int(0), hours: a.int(1), minutes: a.int(2), seconds: a.int(3), milliseconds: a.int(4), microseconds: a.int(5)) })
      }
    }
    t.method("timespan Add(timespan ts)") { v, a, _ in .timespan(try net { try NetTimeSpan.adding(v.asSpan, a.at(0).asSpan) }) }
    t.method("timespan Subtract(timespan ts)") { v, a, _ in .timespan(try net { try NetTimeSpan.subtracting(v.asSpan, a.at(0).asSpan) }) }
    t.method("timespan Negate()") { v, _, _ in .timespan(try net { try v.asSpan.negated() }) }
    t.method("timespan Duration()") { v, _, _ in .timespan(try net { try v.asSpan.duration() }) }
    t.method("timespan Multiply(double factor)") { v, a, _ in .timespan(try net { try v.asSpan.multiplied(by: a.double(0)) }) }
    t.method("timespan Divide(double divisor)") { v, a, _ in .timespan(try net { try v.asSpan.divided(by: a.double(0)) }) }
    t.method("double Divide(timespan ts)") { v, a, _ in .double(v.asSpan / a.at(0).asSpan) }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard case .timespan(let s) = a.at(0).base else { throw argumentError("Object must be of type TimeSpan.") }
      return .count(order(v.asSpan, s))
    }
    t.method("int CompareTo(timespan value)") { v, a, _ in .count(order(v.asSpan, a.at(0).asSpan)) }
    t.method("bool Equals(System.Object value)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(timespan obj)") { v, a, _ in .bool(v.asSpan == a.at(0).asSpan) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("string ToString()") { v, _, _ in .str(TimeSpanFormat.constant(v.asSpan)) }
    spanFormatting(t, provider: "formatProvider") { v, f, c in try TimeSpanFormat.text(v.asSpan, f, c) }
    t.method("string ToString(string format)") { v, a, c in .str(try net { try TimeSpanFormat.text(v.asSpan, a.string(0), c.culture) }) }
    t.method("string ToString(string format, System.IFormatProvider formatProvider)") { v, a, c in .str(try net { try TimeSpanFormat.text(v.asSpan, a.string(0), culture(of: a.at(1)) ?? c.culture) }) }
    t.staticMethod("static int Compare(timespan t1, timespan t2)") { a, _ in .count(order(a.at(0).asSpan, a.at(1).asSpan)) }
    t.staticMethod("static bool Equals(timespan t1, timespan t2)") { a, _ in .bool(a.at(0).asSpan == a.at(1).asSpan) }
    for (n, ticks) in units { t.staticMethod("static timespan From\(n)s(double value)") { a, _ in .timespan(try net { try NetTimeSpan.from(a.double(0), unit: ticks) }) } }
    // whole numbers, exact where a double is not
    func whole(_ signature: String, _ sizes: [Int64]) {
      t.staticMethod("static timespan From\(signature)") { a, _ in
        let ticks = zip(a, sizes).reduce(Int128(0)) { $0 + Int128($1.0.asInt) * Int128($1.1) }
        guard let exact = Int64(exactly: ticks) else { throw tooLong() }
        return .timespan(NetTimeSpan(ticks: exact))
      }
    }
    func tooLong() -> TerminatingError { netError("System.ArgumentOutOfRangeException", "TimeSpan overflowed because the duration is too long.") }
    let sizes = units.map(\.1)
    whole("Days(int days)", sizes)
    whole("Days(int days, int hours = 0, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)", sizes)
    whole("Hours(int hours)", Array(sizes[1...]))
    whole("Hours(int hours, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)", Array(sizes[1...]))
    whole("Minutes(long minutes)", Array(sizes[2...]))
    whole("Minutes(long minutes, long seconds = 0, long milliseconds = 0, long microseconds = 0)", Array(sizes[2...]))
    whole("Seconds(long seconds)", Array(sizes[3...]))
    whole("Seconds(long seconds, long milliseconds = 0, long microseconds = 0)", Array(sizes[3...]))
    whole("Milliseconds(long milliseconds, long microseconds = 0)", Array(sizes[4...]))
    whole("Microseconds(long microseconds)", Array(sizes[5...]))
    t.staticMethod("static timespan FromTicks(long value)") { a, _ in .timespan(NetTimeSpan(ticks: Int64(a.int(0)))) }
    func parse(_ s: String?, _ c: Culture) throws -> NetTimeSpan {
      guard let s else { throw nullArgument("input") }
      return try net { try TimeSpanParse.parse(s, culture: c) }
    }
    func exact(_ a: [Value], _ c: ExecutionContext, styled: Bool = false) throws -> NetTimeSpan {
      // a minus sign can be assumed; standard formats have a sign of their own
      let s = try exactly(a, c)
      return styled && a.flags(3) == 1 && a.values(1).contains { Conversion.toString($0).utf16.count > 1 } ? try net { try s.negated() } : s
    }
    func exactly(_ a: [Value], _ c: ExecutionContext) throws -> NetTimeSpan {
      let formats = a.values(1).map { Conversion.toString($0) }, culture = culture(of: a.at(2)) ?? c.culture
      for f in formats { if let s = try? TimeSpanParse.parse(a.string(0), exactly: f, culture: culture) { return s } }
      return try net { try TimeSpanParse.parse(a.string(0), exactly: formats.last ?? "", culture: culture) }
    }
    t.staticMethod("static timespan Parse(string s)") { a, c in .timespan(try parse(a.text(0), c.culture)) }
    t.staticMethod("static timespan Parse(string input, System.IFormatProvider formatProvider)") { a, c in .timespan(try parse(a.text(0), culture(of: a.at(1)) ?? c.culture)) }
    t.staticMethod("static timespan ParseExact(string input, string format, System.IFormatProvider formatProvider)") { a, c in .timespan(try exact(a, c)) }
    t.staticMethod("static timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider)") { a, c in .timespan(try exact(a, c)) }
    for formats in ["string format", "string[] formats"] {
      t.staticMethod("static timespan ParseExact(string input, \(formats), System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles)")
      { a, c in .timespan(try exact(a, c, styled: true)) }
    }
    func attempt(_ a: [Value], _ at: Int, _ c: ExecutionContext, _ f: () throws -> NetTimeSpan) throws -> Value {
      let s = try? f()
      try a.setReference(at, .timespan(s ?? .zero), c)
      return .bool(s != nil)
    }
    t.staticMethod("static bool TryParse(string s, [ref] timespan result)") { a, c in try attempt(a, 1, c) { try parse(a.text(0), c.culture) } }
    t.staticMethod("static bool TryParse(string input, System.IFormatProvider formatProvider, [ref] timespan result)") { a, c in
      try attempt(a, 2, c) { try parse(a.text(0), culture(of: a.at(1)) ?? c.culture) }
    }
    for formats in ["string format", "string[] formats"] {
      t.staticMethod("static bool TryParseExact(string input, \(formats), System.IFormatProvider formatProvider, [ref] timespan result)") { a, c in try attempt(a, 3, c) { try exact(a, c) } }
      t.staticMethod(
        "static bool TryParseExact(string input, \(formats), System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles, [ref] timespan result)"
      ) { a, c in try attempt(a, 4, c) { try exact(a, c, styled: true) } }
    }
  }
}
