/// The calendars of `System.Globalization`: each tells the date of a day and the day of a date; the rest follows.
import Engine
import Primitives

final class PSCalendar: Ref {
  enum System: String, CaseIterable { case gregorian, julian, thaiBuddhist, taiwan, korean, japanese, hijri, persian }
  let system: System
  init(_ s: System) { system = s; super.init() }
  override var netType: NetType { TypeTable.get(PSCalendar.typeName(system)) }
  static func typeName(_ s: System) -> String { "System.Globalization." + s.rawValue.prefix(1).uppercased() + s.rawValue.dropFirst() + "Calendar" }
  /// The calendar an argument stands for; a culture's own is the Gregorian.
  static func of(_ v: Value) -> PSCalendar { v.refValue as? PSCalendar ?? PSCalendar(.gregorian) }

  /// The first day the calendar has.
  var firstDay: Int32 {
    switch system {
    case .gregorian, .julian, .thaiBuddhist, .korean: 0
    case .taiwan: 697_976
    case .japanese: 681_937
    case .hijri: 227_013
    case .persian: 226_894
    }
  }
  /// First day and the year before the first of each era of Japan, the latest first.
  private static let eras: [(day: Int32, offset: Int)] = [(737_179, 2018), (726_109, 1988), (703_441, 1925), (698_173, 1911), (681_937, 1867)]
  func era(_ day: Int32) -> Int {
    guard system == .japanese else { return 1 }
    return PSCalendar.eras.firstIndex { day >= $0.day }.map { PSCalendar.eras.count - $0 } ?? 1
  }
  private func yearOffset(_ day: Int32) -> Int {
    switch system {
    case .thaiBuddhist: 543
    case .taiwan: -1911
    case .korean: 2333
    case .japanese: -(PSCalendar.eras.first { day >= $0.day }?.offset ?? 1867)
    default: 0
    }
  }

  func parts(_ d: NetDateTime) throws -> (year: Int, month: Int, day: Int) {
    let n = Int32(d.dayNumber)
    guard n >= firstDay else {
      throw netError(
        "System.ArgumentOutOfRangeException",
        """
        Specified time is not supported in this calendar. It should be between \(try NetDateTime(ticks: Int64(firstDay) * NetTimeSpan.ticksPerDay).described) \
        (Gregorian date) and \(try NetDateTime.maxValue.described) (Gregorian date), inclusive. (Parameter 'time')
        Actual value was \(try d.described).
        """
      )
    }
    switch system {
    case .julian: return julianParts(Int(n))
    case .hijri, .persian:
      // the year is guessed from the mean length, then set right
      let length = system == .hijri ? 354.367 : 365.2422
      var year = max(1, Int(Double(n - firstDay) / length) + 1)
      while year > 1, days(before: year) > Int(n) { year -= 1 }
      while days(before: year + 1) <= Int(n) { year += 1 }
      var rest = Int(n) - days(before: year), month = 1
      while month < 12, rest >= daysInMonth(year, month) { rest -= daysInMonth(year, month); month += 1 }
      return (year, month, rest + 1)
    default: return (d.year + yearOffset(n), d.month, d.day)
    }
  }
  func isLeap(_ year: Int) -> Bool {
    switch system {
    case .julian: year % 4 == 0
    case .hijri: (year * 11 + 14) % 30 < 11
    case .persian: days(before: year + 1) - days(before: year) == 366
    case .japanese: NetDateTime.isLeapYear(min(max(year + 2018, 1), 9999))
    default: NetDateTime.isLeapYear(min(max(year - yearOffset(0), 1), 9999))
    }
  }
  func daysInYear(_ year: Int) -> Int { system == .hijri ? isLeap(year) ? 355 : 354 : isLeap(year) ? 366 : 365 }
  func daysInMonth(_ year: Int, _ month: Int) -> Int {
    switch system {
    case .hijri: month == 12 ? isLeap(year) ? 30 : 29 : month % 2 == 1 ? 30 : 29
    case .persian: month <= 6 ? 31 : month < 12 ? 30 : isLeap(year) ? 30 : 29
    case .julian: month == 2 ? isLeap(year) ? 29 : 28 : NetDateTime.daysInMonth(2023, month)
    default: month == 2 ? isLeap(year) ? 29 : 28 : NetDateTime.daysInMonth(2023, month)
    }
  }
  /// The day number of a year's first day, for calendars that count their own years.
  private func days(before year: Int) -> Int {
    if system == .hijri {
      let cycle = (year - 1) / 30 * 30
      var n = cycle * 10631 / 30 + 227_013
      for y in 0..<(year - cycle - 1) { n += isLeap(y + 1) ? 355 : 354 }
      return n
    }
    return PSCalendar.persianNewYear(year)
  }
  /// Leap years of Persia come every 33 years eight times, with breaks where the astronomical year drifts.
  private static func persianNewYear(_ year: Int) -> Int {
    let breaks = [-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178]
    let gregorian = year + 621
    var leaps = -14, last = breaks[0], jump = 0
    for b in breaks.dropFirst() {
      jump = b - last
      if year < b { break }
      leaps += jump / 33 * 8 + jump % 33 / 4
      last = b
    }
    let n = year - last
    leaps += n / 33 * 8 + (n % 33 + 3) / 4
    if jump % 33 == 4, jump - n == 4 { leaps += 1 }
    let march = 20 + leaps - (gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150)
    return ((try? NetDateTime(min(max(gregorian, 1), 9999), 3, 1))?.dayNumber).map { Int($0) + march - 1 } ?? 0
  }
  private func julianParts(_ n: Int) -> (year: Int, month: Int, day: Int) {
    let c = n + 2 // days since the Julian 0001-01-01
    let cycle = c / 1461, rest = c % 1461, y = min(rest / 365, 3)
    let year = cycle * 4 + y + 1
    var day = rest - y * 365, month = 1
    while month < 12, day >= daysInMonth(year, month) { day -= daysInMonth(year, month); month += 1 }
    return (year, month, day + 1)
  }

  /// The day of a date of this calendar.
  func date(_ year: Int, _ month: Int, _ day: Int, era: Int = 0) throws -> NetDateTime {
    guard (1...12).contains(month) else { throw outOfRange("month", "Month must be between one and twelve.") }
    guard year >= 1, year <= 9999 + max(0, yearOffset(0)) else { throw outOfRange("year", "Valid values are between 1 and \(9999 + max(0, yearOffset(0))), inclusive.") }
    guard day >= 1, day <= daysInMonth(year, month) || system == .japanese && day <= 31 else { throw outOfRange("day", "Day must be between 1 and \(daysInMonth(year, month)) for month \(month).") }
    switch system {
    case .julian:
      var n = (year - 1) * 365 + (year - 1) / 4 - 2 + day - 1
      for m in 1..<month { n += daysInMonth(year, m) }
      return NetDateTime(ticks: Int64(max(0, n)) * NetTimeSpan.ticksPerDay)
    case .hijri, .persian:
      var n = days(before: year) + day - 1
      for m in 1..<month { n += daysInMonth(year, m) }
      return NetDateTime(ticks: Int64(max(0, n)) * NetTimeSpan.ticksPerDay)
    case .japanese:
      let e = PSCalendar.eras[min(max(era == 0 ? 0 : PSCalendar.eras.count - era, 0), PSCalendar.eras.count - 1)]
      return try net { try NetDateTime(year + e.offset, month, day) }
    default: return try net { try NetDateTime(year - yearOffset(0), month, day) }
    }
  }
}

private extension NetDateTime {
  var described: String { get throws { try DateFormat.text(self, "MM/dd/yyyy HH:mm:ss", .invariant) } }
}

extension NetTypes {
  static func registerCalendars() {
    let base = "System.Globalization.Calendar"
    TypeTable.register(base) { NetType(base, base: TypeTable.object, interfaces: ["System.ICloneable"], define: defineCalendar) }
    for s in PSCalendar.System.allCases {
      let full = PSCalendar.typeName(s)
      TypeTable.register(full) {
        NetType(full, base: TypeTable.get(base)) { t in
          if s == .gregorian {
            t.constructor("\(full) new()") { _, _ in .other(PSCulture(.invariant, .calendar)) }
            t.constructor("\(full) new(System.Globalization.GregorianCalendarTypes type)") { _, _ in .other(PSCulture(.invariant, .calendar)) }
            // its own properties stand first, in this order
            defineCalendarProperties(t)
            t.property("System.Globalization.GregorianCalendarTypes CalendarType {get;}") { _, _ in .member("System.Globalization.GregorianCalendarTypes", 1) }
            t.orderProperties("MinSupportedDateTime", "MaxSupportedDateTime", "AlgorithmType", "CalendarType", "Eras", "TwoDigitYearMax", "IsReadOnly")
          } else { t.constructor("\(full) new()") { _, _ in .other(PSCalendar(s)) } }
        }
      }
    }
  }

  private static func defineCalendarProperties(_ t: NetType) {
    func of(_ v: Value) -> PSCalendar { PSCalendar.of(v) }
    t.property("System.Globalization.CalendarAlgorithmType AlgorithmType {get;}") { v, _ in .member("System.Globalization.CalendarAlgorithmType", of(v).system == .hijri ? 2 : 1) }
    t.property("int[] Eras {get;}") { v, _ in .ints(of(v).system == .japanese ? [5, 4, 3, 2, 1] : [1]) }
    t.property("bool IsReadOnly {get;}") { v, _ in .bool((v.refValue as? PSCulture).map { !$0.culture.isWritable } ?? false) }
    t.property("datetime MaxSupportedDateTime {get;}") { _, _ in .datetime(.maxValue) }
    t.property("datetime MinSupportedDateTime {get;}") { v, _ in .datetime(NetDateTime(ticks: Int64(of(v).firstDay) * NetTimeSpan.ticksPerDay)) }
    t.property("int TwoDigitYearMax {get;}") { v, _ in
      switch of(v).system {
      case .hijri: .int(1451)
      case .persian: .int(1410)
      case .thaiBuddhist: .int(2592)
      case .korean: .int(4382)
      case .taiwan, .japanese: .int(99)
      default: .int(2049)
      }
    }
  }
  private static func defineCalendar(_ t: NetType) {
    func of(_ v: Value) -> PSCalendar { PSCalendar.of(v) }
    t.staticProperty("int CurrentEra {get;}") { _ in .int(0) }
    defineCalendarProperties(t)
    let parts: [(String, (PSCalendar, NetDateTime) throws -> Int)] = [
      ("GetYear", { try $0.parts($1).year }), ("GetMonth", { try $0.parts($1).month }), ("GetDayOfMonth", { try $0.parts($1).day }), ("GetEra", { $0.era(Int32($1.dayNumber)) }),
      (
        "GetDayOfYear",
        { c, d in
          let p = try c.parts(d); return (1..<p.month).reduce(p.day) { $0 + c.daysInMonth(p.year, $1) }
        }
      ), ("GetHour", { $1.hour }), ("GetMinute", { $1.minute }), ("GetSecond", { $1.second })
    ]
    for (n, f) in parts { t.method("int \(n)(datetime time)") { v, a, _ in .count(try f(of(v), a.at(0).asDate)) } }
    t.method("double GetMilliseconds(datetime time)") { _, a, _ in .double(Double(a.at(0).asDate.millisecond)) }
    t.method("System.DayOfWeek GetDayOfWeek(datetime time)") { _, a, _ in .member("System.DayOfWeek", a.at(0).asDate.dayOfWeek) }
    t.method("int GetWeekOfYear(datetime time, System.Globalization.CalendarWeekRule rule, System.DayOfWeek firstDayOfWeek)") { _, a, _ in
      guard (0...6).contains(a.flags(2)) else { throw outOfRange("firstDayOfWeek", "Valid values are between Sunday and Saturday, inclusive.") }
      return .count(weekOfYear(a.at(0).asDate, rule: a.flags(1), firstDay: a.flags(2)))
    }
    for era in ["", ", int era"] {
      t.method("int GetDaysInMonth(int year, int month\(era))") { v, a, _ in
        guard (1...12).contains(a.int(1)) else { throw outOfRange("month", "Month must be between one and twelve.") }
        return .count(of(v).daysInMonth(a.int(0), a.int(1)))
      }
      t.method("int GetDaysInYear(int year\(era))") { v, a, _ in .count(of(v).daysInYear(a.int(0))) }
      t.method("int GetMonthsInYear(int year\(era))") { _, _, _ in .int(12) }
      t.method("int GetLeapMonth(int year\(era))") { _, _, _ in .int(0) }
      t.method("bool IsLeapYear(int year\(era))") { v, a, _ in .bool(of(v).isLeap(a.int(0))) }
      t.method("bool IsLeapMonth(int year, int month\(era))") { _, _, _ in .no }
      t.method("bool IsLeapDay(int year, int month, int day\(era))") { v, a, _ in
        let c = of(v), leap = c.isLeap(a.int(0))
        switch c.system {
        case .hijri, .persian: return .bool(leap && a.int(1) == 12 && a.int(2) == 30)
        default: return .bool(leap && a.int(1) == 2 && a.int(2) == 29)
        }
      }
      t.method("datetime ToDateTime(int year, int month, int day, int hour, int minute, int second, int millisecond\(era))") { v, a, _ in
        let d = try of(v).date(a.int(0), a.int(1), a.int(2), era: a.int(7))
        let time = try net { try TimeOnly(a.int(3), a.int(4), a.int(5), millisecond: a.int(6)) }
        return .datetime(try net { try d.adding(time.timeSpan) })
      }
    }
    t.method("int ToFourDigitYear(int year)") { _, a, _ in .count(a.int(0) < 100 ? a.int(0) + (a.int(0) > 49 ? 1900 : 2000) : a.int(0)) }
    let steps: [(String, String, (NetDateTime, Double) throws(NetError) -> NetDateTime)] = [
      ("AddDays", "int days", { d, n throws(NetError) in try d.adding(days: n) }),
      ("AddWeeks", "int weeks", { d, n throws(NetError) in try d.adding(days: n * 7) }),
      ("AddHours", "int hours", { d, n throws(NetError) in try d.adding(hours: n) }),
      ("AddMinutes", "int minutes", { d, n throws(NetError) in try d.adding(minutes: n) }),
      ("AddSeconds", "int seconds", { d, n throws(NetError) in try d.adding(seconds: n) }),
      ("AddMilliseconds", "double milliseconds", { d, n throws(NetError) in try d.adding(milliseconds: n) })
    ]
    for (n, p, f) in steps { t.method("datetime \(n)(datetime time, \(p))") { _, a, _ in .datetime(try net { try f(a.at(0).asDate, a.double(1)) }) } }
    func months(_ v: Value, _ d: NetDateTime, _ n: Int) throws -> Value {
      let c = of(v)
      if c.system != .hijri, c.system != .persian, c.system != .julian { return .datetime(try net { try d.adding(months: n) }) }
      guard abs(n) <= 120_000 else { throw outOfRange("months", "Valid values are between -120000 and 120000, inclusive.") }
      let p = try c.parts(d), m = p.year * 12 + p.month - 1 + n
      let year = m / 12, month = m % 12 + 1
      return .datetime(try net { try c.date(year, month, min(p.day, c.daysInMonth(year, month))).adding(d.timeOfDay) })
    }
    t.method("datetime AddMonths(datetime time, int months)") { v, a, _ in try months(v, a.at(0).asDate, a.int(1)) }
    t.method("datetime AddYears(datetime time, int years)") { v, a, _ in try months(v, a.at(0).asDate, a.int(1) * 12) }
    t.method("System.Object Clone()") { v, _, _ in v.base }
  }
}
