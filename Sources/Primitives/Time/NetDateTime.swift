import Glibc

/// .NET's `System.DateTime`: 100-nanosecond ticks since 0001-01-01 in 62 bits and the kind in the top two.
public struct NetDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  public enum Kind: UInt8, Sendable {
    case unspecified, utc, local
  }

  public var bits: UInt64

  static let tickMask: UInt64 = 1 << 62 - 1
  public static let maxTicks: Int64 = 3_155_378_975_999_999_999
  static let unixEpochTicks: Int64 = 621_355_968_000_000_000

  public init(bits: UInt64) { self.bits = bits }

  /// Ticks outside the range are clamped; use `checked` for input from outside.
  public init(ticks: Int64, kind: Kind = .unspecified) {
    bits = UInt64(truncatingIfNeeded: max(0, min(ticks, NetDateTime.maxTicks))) | UInt64(kind.rawValue) << 62
  }

  public static func checked(ticks: Int64, kind: Kind = .unspecified) throws(NetError) -> NetDateTime {
    guard ticks >= 0 && ticks <= maxTicks else {
      throw .outOfRange("Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.", parameter: "ticks")
    }
    return NetDateTime(ticks: ticks, kind: kind)
  }

  /// From components; throws .NET's sentence when they do not make a date.
  public init(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0, millisecond: Int = 0,
    kind: Kind = .unspecified
  ) throws(NetError) {
    guard year >= 1 && year <= 9999 && month >= 1 && month <= 12, day >= 1 && day <= NetDateTime.daysInMonth(year, month) else {
      throw NetError(.argumentOutOfRange, "Year, Month, and Day parameters describe an un-representable DateTime.")
    }
    guard hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 else {
      throw NetError(.argumentOutOfRange, "Hour, Minute, and Second parameters describe an un-representable DateTime.")
    }
    guard millisecond >= 0 && millisecond < 1000 else {
      throw .outOfRange("Valid values are between 0 and 999, inclusive.", parameter: "millisecond")
    }
    let time = Int64(hour * 3600 + minute * 60 + second) * 10_000_000 + Int64(millisecond) * 10_000
    self.init(ticks: Int64(NetDateTime.days(year, month, day)) * 864_000_000_000 + time, kind: kind)
  }

  public static let minValue = NetDateTime(bits: 0)
  public static let maxValue = NetDateTime(ticks: maxTicks)
  public static let unixEpoch = NetDateTime(ticks: unixEpochTicks, kind: .utc)

  public var ticks: Int64 { Int64(bits & NetDateTime.tickMask) }
  public var kind: Kind {
    switch bits >> 62 {
    case 0: return .unspecified
    case 1: return .utc
    default: return .local
    }
  }

  public func specifying(_ kind: Kind) -> NetDateTime { NetDateTime(ticks: ticks, kind: kind) }

  // MARK: The clock

  public static var utcNow: NetDateTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return NetDateTime(ticks: unixEpochTicks + Int64(time.tv_sec) * 10_000_000 + Int64(time.tv_nsec) / 100, kind: .utc)
  }

  public static var now: NetDateTime { utcNow.toLocalTime() }
  public static var today: NetDateTime { now.date }

  // MARK: Components

  public var dayNumber: Int { Int(ticks / 864_000_000_000) }
  public var components: (year: Int, month: Int, day: Int) { NetDateTime.civil(dayNumber) }
  public var year: Int { components.year }
  public var month: Int { components.month }
  public var day: Int { components.day }
  public var hour: Int { Int(ticks / 36_000_000_000 % 24) }
  public var minute: Int { Int(ticks / 600_000_000 % 60) }
  public var second: Int { Int(ticks / 10_000_000 % 60) }
  public var millisecond: Int { Int(ticks / 10_000 % 1000) }
  public var microsecond: Int { Int(ticks / 10 % 1000) }
  public var nanosecond: Int { Int(ticks % 10) * 100 }
  /// Ticks within the second.
  public var fraction: Int { Int(ticks % 10_000_000) }
  /// 0 = Sunday.
  public var dayOfWeek: Int { (dayNumber + 1) % 7 }
  public var dayOfYear: Int { dayNumber - NetDateTime.days(year, 1, 1) + 1 }
  public var date: NetDateTime { NetDateTime(ticks: ticks - ticks % 864_000_000_000, kind: kind) }
  public var timeOfDay: NetTimeSpan { NetTimeSpan(ticks: ticks % 864_000_000_000) }

  public static func isLeapYear(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// 0 for a month that does not exist.
  public static func daysInMonth(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: return isLeapYear(year) ? 29 : 28
    case 4, 6, 9, 11: return 30
    case 1...12: return 31
    default: return 0
    }
  }

  /// Days since 0001-01-01 of a proleptic Gregorian date.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let ofEra = y - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 306
  }

  static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 306
    let era = z / 146_097
    let ofEra = z - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1)
  }

  // MARK: Arithmetic

  static let outOfRange = NetError.outOfRange(
    "The added or subtracted value results in an un-representable DateTime.", parameter: "value")

  public func adding(ticks more: Int64) throws(NetError) -> NetDateTime {
    let (sum, overflow) = ticks.addingReportingOverflow(more)
    guard !overflow, sum >= 0 && sum <= NetDateTime.maxTicks else { throw NetDateTime.outOfRange }
    return NetDateTime(ticks: sum, kind: kind)
  }

  public func adding(_ span: NetTimeSpan) throws(NetError) -> NetDateTime { try adding(ticks: span.ticks) }
  public func subtracting(_ span: NetTimeSpan) throws(NetError) -> NetDateTime {
    guard span.ticks != .min else { throw NetDateTime.outOfRange }
    return try adding(ticks: -span.ticks)
  }

  private func adding(_ value: Double, unit: Int64) throws(NetError) -> NetDateTime {
    guard value.magnitude * Double(unit) <= Double(NetDateTime.maxTicks) else {
      throw .outOfRange("Value to add was out of range.", parameter: "value")
    }
    let whole = value.rounded(.towardZero)
    return try adding(ticks: Int64(whole) * unit + Int64((value - whole) * Double(unit)))
  }

  public func adding(days: Double) throws(NetError) -> NetDateTime { try adding(days, unit: 864_000_000_000) }
  public func adding(hours: Double) throws(NetError) -> NetDateTime { try adding(hours, unit: 36_000_000_000) }
  public func adding(minutes: Double) throws(NetError) -> NetDateTime { try adding(minutes, unit: 600_000_000) }
  public func adding(seconds: Double) throws(NetError) -> NetDateTime { try adding(seconds, unit: 10_000_000) }
  public func adding(milliseconds: Double) throws(NetError) -> NetDateTime { try adding(milliseconds, unit: 10_000) }
  public func adding(microseconds: Double) throws(NetError) -> NetDateTime { try adding(microseconds, unit: 10) }

  /// The same day of another month, or that month's last day.
  public func adding(months: Int) throws(NetError) -> NetDateTime {
    guard months >= -120_000 && months <= 120_000 else {
      throw .outOfRange("Months value must be between +/-120000.", parameter: "months")
    }
    let (y, m, d) = components
    let total = y * 12 + m - 1 + months
    guard total >= 12 && total < 120_000 else {
      throw .outOfRange("The added or subtracted value results in an un-representable DateTime.", parameter: "months")
    }
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    let newDay = min(d, NetDateTime.daysInMonth(newYear, newMonth))
    return NetDateTime(ticks: Int64(NetDateTime.days(newYear, newMonth, newDay)) * 864_000_000_000 + timeOfDay.ticks, kind: kind)
  }

  public func adding(years: Int) throws(NetError) -> NetDateTime {
    guard years >= -10_000 && years <= 10_000 else {
      throw .outOfRange("Years value must be between +/-10000.", parameter: "value")
    }
    let target = year + years
    guard target >= 1 && target <= 9999 else {
      throw .outOfRange("The added or subtracted value results in an un-representable DateTime.", parameter: "value")
    }
    return try adding(months: years * 12)
  }

  public static func - (a: NetDateTime, b: NetDateTime) -> NetTimeSpan { NetTimeSpan(ticks: a.ticks - b.ticks) }

  // MARK: Identity and order (kinds do not count)

  public static func == (a: NetDateTime, b: NetDateTime) -> Bool { a.ticks == b.ticks }
  public static func < (a: NetDateTime, b: NetDateTime) -> Bool { a.ticks < b.ticks }
  public func hash(into hasher: inout Hasher) { hasher.combine(ticks) }

  // MARK: Zones and other clocks

  /// To UTC; unspecified counts as local.
  public func toUniversalTime(_ zone: NetTimeZone = .local) -> NetDateTime {
    if kind == .utc { return self }
    return NetDateTime(ticks: ticks - zone.offset(localTicks: ticks), kind: .utc)
  }

  /// To the local zone; unspecified counts as UTC.
  public func toLocalTime(_ zone: NetTimeZone = .local) -> NetDateTime {
    if kind == .local { return self }
    return NetDateTime(ticks: ticks + zone.offset(utcTicks: ticks), kind: .local)
  }

  /// Offset of this time from UTC in ticks: zero for UTC, the local zone's otherwise.
  public var utcOffset: Int64 { kind == .utc ? 0 : NetTimeZone.local.offset(localTicks: ticks) }

  public var isDaylightSavingTime: Bool { kind != .utc && NetTimeZone.local.isDaylight(localTicks: ticks) }

  /// `ToBinary`: the kind in the top bits over the ticks, which are those of UTC when the kind is local.
  public var binary: Int64 {
    let stored = UInt64(bitPattern: kind == .local ? ticks - utcOffset : ticks) & NetDateTime.tickMask
    return Int64(bitPattern: stored | UInt64(kind.rawValue) << 62)
  }
  /// `FromBinary`.
  /// - Throws: argument error when the ticks lie outside the calendar
  public init(binary: Int64) throws(NetError) {
    let kind = NetDateTime(bits: UInt64(bitPattern: binary)).kind
    var ticks = Int64(UInt64(bitPattern: binary) & NetDateTime.tickMask)
    if kind == .local {
      // what lies before the calendar in UTC wraps around
      if ticks > Int64(NetDateTime.tickMask) - 864_000_000_000 { ticks -= Int64(NetDateTime.tickMask) + 1 }
      ticks += NetTimeZone.local.offset(utcTicks: max(0, ticks))
      if ticks < 0 { ticks += 864_000_000_000 }
    }
    guard ticks >= 0, ticks <= NetDateTime.maxTicks else {
      throw NetError(
        .argument, "The binary data must result in a DateTime with ticks between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'dateData')")
    }
    self.init(ticks: ticks, kind: kind)
  }

  static let fileTimeEpoch: Int64 = 504_911_232_000_000_000

  /// nil before 1601.
  public var fileTimeUtc: Int64? {
    let value = (kind == .local ? toUniversalTime() : self).ticks - NetDateTime.fileTimeEpoch
    return value < 0 ? nil : value
  }

  /// Like `ToFileTime`: unspecified counts as local. nil before 1601.
  public var fileTime: Int64? { toUniversalTime().fileTimeUtc }

  public static func fromFileTimeUtc(_ value: Int64) throws(NetError) -> NetDateTime {
    guard value >= 0 && value <= maxTicks - fileTimeEpoch else {
      throw .outOfRange("Not a valid Win32 FileTime.", parameter: "fileTime")
    }
    return NetDateTime(ticks: value + fileTimeEpoch, kind: .utc)
  }

  /// Days since 1899-12-30, the time as a fraction.
  public func oaDate() throws(NetError) -> Double {
    if ticks == 0 { return 0 }
    var value = ticks
    if value < 864_000_000_000 { value += 599_264_352_000_000_000 }
    // The year 100 is the first that has such dates.
    guard value >= 31_241_376_000_000_000 else { throw NetError(.overflow, "Not a legal OleAut date.") }
    var millis = (value - 599_264_352_000_000_000) / 10_000
    if millis < 0 {
      let part = millis % 86_400_000
      if part != 0 { millis -= (86_400_000 + part) * 2 }
    }
    return Double(millis) / 86_400_000
  }

  public static func fromOADate(_ value: Double) throws(NetError) -> NetDateTime {
    guard value < 2_958_466, value > -657_435 else { throw NetError(.argument, "Not a legal OleAut date.") }
    var millis = Int64(value * 86_400_000 + (value >= 0 ? 0.5 : -0.5))
    if millis < 0 { millis -= (millis % 86_400_000) * 2 }
    return NetDateTime(ticks: (millis + 59_926_435_200_000) * 10_000)
  }

  /// Invariant `MM/dd/yyyy HH:mm:ss`.
  public var description: String { DateFormat.string(self, "", .invariant) }
}
