/// `System.Globalization.ISOWeek`: weeks that begin on Monday, the first being the one with the year's first Thursday.
import Engine
import Primitives

extension NetTypes {
  static func registerISOWeek() {
    TypeTable.register("System.Globalization.ISOWeek") {
      NetType("System.Globalization.ISOWeek", base: TypeTable.object) { t in
        t.staticMethod("static int GetWeekOfYear(datetime date)") { a, _ in .count(isoWeek(a.at(0).asDate).week) }
        t.staticMethod("static int GetYear(datetime date)") { a, _ in .count(isoWeek(a.at(0).asDate).year) }
        t.staticMethod("static int GetWeeksInYear(int year)") { a, _ in .count(try weeks(in: a.int(0))) }
        t.staticMethod("static datetime GetYearStart(int year)") { a, _ in .datetime(try day(a.int(0), 1, 1)) }
        t.staticMethod("static datetime GetYearEnd(int year)") { a, _ in .datetime(try day(a.int(0), try weeks(in: a.int(0)), 7)) }
        t.staticMethod("static datetime ToDateTime(int year, int week, System.DayOfWeek dayOfWeek)") { a, _ in
          guard (1...53).contains(a.int(1)) else { throw outOfRange("week", "The week parameter must be in the range 1 through 53.") }
          return .datetime(try day(a.int(0), a.int(1), a.flags(2) == 0 ? 7 : a.flags(2)))
        }
      }
    }
  }
  private static func isoDay(_ d: NetDateTime) -> Int { d.dayOfWeek == 0 ? 7 : d.dayOfWeek }
  private static func isoWeek(_ d: NetDateTime) -> (year: Int, week: Int) {
    let week = (d.dayOfYear - isoDay(d) + 10) / 7
    if week < 1 { return (d.year - 1, (try? weeks(in: d.year - 1)) ?? 52) }
    if week > ((try? weeks(in: d.year)) ?? 53) { return (d.year + 1, 1) }
    return (d.year, week)
  }
  private static func weeks(in year: Int) throws -> Int {
    let first = try january(year, 1), isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return isoDay(first) == 4 || isLeap && isoDay(first) == 3 ? 53 : 52
  }
  private static func january(_ year: Int, _ d: Int) throws -> NetDateTime {
    guard (1...9999).contains(year) else { throw outOfRange("year", "The year must be between 1 and 9999.") }
    return try net { try NetDateTime(year, 1, d) }
  }
  /// - Parameter n: 1 for Monday to 7
  private static func day(_ year: Int, _ week: Int, _ n: Int) throws -> NetDateTime {
    let fourth = try january(year, 4)
    let days = (week - 1) * 7 + n - isoDay(fourth)
    return try net { try fourth.adding(NetTimeSpan(ticks: Int64(days) * 864_000_000_000)) }
  }
}
