/// Changes of clocks that come back every year: as a zone's rule says them, and zones made of them.
extension NetTimeZone {
  /// A moment of every year: a weekday of some week of a month (5: the last), or a day of a month.
  public struct Change: Equatable {
    public var month: Int
    /// 0 when the day is fixed.
    public var week: Int
    public var weekday: Int
    public var dayOfMonth: Int
    /// Since midnight, by the clock that is about to change.
    public var seconds: Int64
    public init(month: Int = 1, week: Int = 0, weekday: Int = 0, dayOfMonth: Int = 0, seconds: Int64 = 0) {
      self.month = month; self.week = week; self.weekday = weekday; self.dayOfMonth = dayOfMonth; self.seconds = seconds
    }
  }

  /// When clocks go forward and back these years, and by how many ticks; nil where they do not change.
  public var yearlyChanges: (start: Change, end: Change, delta: Int64)? {
    guard let rule, let start = rule.start, let end = rule.end else { return nil }
    return (start.yearly, end.yearly, (rule.daylightOffset - rule.standardOffset) * 10_000_000)
  }
  /// A zone whose clocks change by so many ticks at these moments.
  public static func yearly(_ id: String, offset ticks: Int64, delta: Int64, start: Change, end: Change) -> NetTimeZone {
    let standard = ticks / 10_000_000, rule = PosixRule(standard: standard, daylight: standard + delta / 10_000_000, start: start, end: end)
    return NetTimeZone(id: id, transitions: [], kinds: [], types: [(standard, false, id), (standard + delta / 10_000_000, true, id)], rule: rule)
  }
}

extension PosixRule {
  init(standard: Int64, daylight: Int64, start: NetTimeZone.Change, end: NetTimeZone.Change) {
    (standardOffset, daylightOffset) = (standard, daylight)
    (self.start, self.end) = (Change(start), Change(end))
  }
}
extension PosixRule.Change {
  init(_ c: NetTimeZone.Change) {
    self.init(seconds: c.seconds)
    if c.week > 0 { (month, week, weekday) = (c.month, c.week, c.weekday) } else { (day, julian) = (Self.julianDay(c.month, c.dayOfMonth), true) }
  }
  private static let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
  private static func julianDay(_ month: Int, _ day: Int) -> Int { daysBefore[max(0, min(11, month - 1))] + day }
  var yearly: NetTimeZone.Change {
    if month > 0 { return .init(month: month, week: week, weekday: weekday, seconds: seconds) }
    let number = julian ? day : day + 1, m = Self.daysBefore.lastIndex { $0 < number } ?? 0
    return .init(month: m + 1, dayOfMonth: number - Self.daysBefore[m], seconds: seconds)
  }
}
