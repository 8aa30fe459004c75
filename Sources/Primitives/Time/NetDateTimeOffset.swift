/// .NET's `System.DateTimeOffset`: a moment (UTC ticks) and the offset its clock shows.
public struct NetDateTimeOffset: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var utcTicks: Int64
  public var offsetMinutes: Int16

  public init(utcTicks: Int64, offsetMinutes: Int16) {
    self.utcTicks = utcTicks
    self.offsetMinutes = offsetMinutes
  }

  /// A clock reading and its offset.
  public init(_ clock: NetDateTime, offset: NetTimeSpan) throws(NetError) {
    guard offset.ticks % NetTimeSpan.ticksPerMinute == 0 else {
      throw NetError(.argument, "Offset must be specified in whole minutes. (Parameter 'offset')")
    }
    guard abs(offset.ticks) <= 14 * NetTimeSpan.ticksPerHour else {
      throw .outOfRange("Offset must be within plus or minus 14 hours.", parameter: "offset")
    }
    let utc = clock.ticks - offset.ticks
    guard utc >= 0 && utc <= NetDateTime.maxTicks else {
      throw .outOfRange("The UTC time represented when the offset is applied must be between year 0 and 10,000.", parameter: "offset")
    }
    utcTicks = utc
    offsetMinutes = Int16(offset.ticks / NetTimeSpan.ticksPerMinute)
  }

  /// .NET's conversion of a DateTime: UTC gets offset zero, the others the local zone's.
  public init(_ time: NetDateTime) {
    let offset = time.utcOffset
    utcTicks = max(0, min(time.ticks - offset, NetDateTime.maxTicks))
    offsetMinutes = Int16(truncatingIfNeeded: offset / NetTimeSpan.ticksPerMinute)
  }

  public static var utcNow: NetDateTimeOffset { NetDateTimeOffset(utcTicks: NetDateTime.utcNow.ticks, offsetMinutes: 0) }
  public static var now: NetDateTimeOffset { NetDateTimeOffset(NetDateTime.now) }
  public static let minValue = NetDateTimeOffset(utcTicks: 0, offsetMinutes: 0)
  public static let maxValue = NetDateTimeOffset(utcTicks: NetDateTime.maxTicks, offsetMinutes: 0)

  public var offset: NetTimeSpan { NetTimeSpan(ticks: Int64(offsetMinutes) * NetTimeSpan.ticksPerMinute) }
  /// What the clock shows, kind unspecified.
  public var dateTime: NetDateTime { NetDateTime(ticks: utcTicks + offset.ticks) }
  public var utcDateTime: NetDateTime { NetDateTime(ticks: utcTicks, kind: .utc) }
  public var localDateTime: NetDateTime { utcDateTime.toLocalTime() }
  public var unixTimeSeconds: Int64 { (utcTicks / 10_000_000) - 62_135_596_800 }
  public var unixTimeMilliseconds: Int64 { (utcTicks / 10_000) - 62_135_596_800_000 }

  public static func fromUnixTime(seconds: Int64) throws(NetError) -> NetDateTimeOffset {
    guard seconds >= -62_135_596_800 && seconds <= 253_402_300_799 else {
      throw .outOfRange("Valid values are between -62135596800 and 253402300799, inclusive.", parameter: "seconds")
    }
    return NetDateTimeOffset(utcTicks: (seconds + 62_135_596_800) * 10_000_000, offsetMinutes: 0)
  }

  public static func fromUnixTime(milliseconds: Int64) throws(NetError) -> NetDateTimeOffset {
    guard milliseconds >= -62_135_596_800_000 && milliseconds <= 253_402_300_799_999 else {
      throw .outOfRange("Valid values are between -62135596800000 and 253402300799999, inclusive.", parameter: "milliseconds")
    }
    return NetDateTimeOffset(utcTicks: (milliseconds + 62_135_596_800_000) * 10_000, offsetMinutes: 0)
  }

  public func toOffset(_ offset: NetTimeSpan) throws(NetError) -> NetDateTimeOffset {
    try NetDateTimeOffset(NetDateTime(ticks: utcTicks + offset.ticks), offset: offset)
  }
  public func toUniversalTime() -> NetDateTimeOffset { NetDateTimeOffset(utcTicks: utcTicks, offsetMinutes: 0) }
  public func toLocalTime() -> NetDateTimeOffset { NetDateTimeOffset(localDateTime) }

  /// The clock moved by an operation of DateTime (`x.moved { try $0.adding(months: 1) }`); the offset stays.
  public func moved(_ change: (NetDateTime) throws(NetError) -> NetDateTime) throws(NetError) -> NetDateTimeOffset {
    try NetDateTimeOffset(try change(dateTime), offset: offset)
  }

  public static func - (a: NetDateTimeOffset, b: NetDateTimeOffset) -> NetTimeSpan { NetTimeSpan(ticks: a.utcTicks - b.utcTicks) }
  /// Equality of the moment; `EqualsExact` compares the stored fields.
  public static func == (a: NetDateTimeOffset, b: NetDateTimeOffset) -> Bool { a.utcTicks == b.utcTicks }
  public static func < (a: NetDateTimeOffset, b: NetDateTimeOffset) -> Bool { a.utcTicks < b.utcTicks }
  public func hash(into hasher: inout Hasher) { hasher.combine(utcTicks) }
  public var description: String { (try? DateFormat.text(self, "", .invariant)) ?? "" }
}

/// .NET's `System.DateOnly`: days since 0001-01-01.
public struct DateOnly: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var dayNumber: Int32
  public init(dayNumber: Int32) { self.dayNumber = max(0, min(dayNumber, 3_652_058)) }
  public init(_ year: Int, _ month: Int, _ day: Int) throws(NetError) {
    dayNumber = Int32(try NetDateTime(year, month, day).dayNumber)
  }
  public init(_ time: NetDateTime) { dayNumber = Int32(time.dayNumber) }
  public var dateTime: NetDateTime { NetDateTime(ticks: Int64(dayNumber) * NetTimeSpan.ticksPerDay) }
  public func adding(months: Int) throws(NetError) -> DateOnly { DateOnly(try dateTime.adding(months: months)) }
  public func adding(years: Int) throws(NetError) -> DateOnly { DateOnly(try dateTime.adding(years: years)) }
  public static func < (a: DateOnly, b: DateOnly) -> Bool { a.dayNumber < b.dayNumber }
  public var description: String { (try? DateFormat.text(self, "", .invariant)) ?? "" }
}

/// .NET's `System.TimeOnly`: ticks within a day.
public struct TimeOnly: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var ticks: Int64
  public init(ticks: Int64) { self.ticks = max(0, min(ticks, NetTimeSpan.ticksPerDay - 1)) }
  public init(_ hour: Int, _ minute: Int, _ second: Int = 0, millisecond: Int = 0) throws(NetError) {
    ticks = try NetDateTime(1, 1, 1, hour, minute, second, millisecond: millisecond).ticks
  }
  public init(_ time: NetDateTime) { ticks = time.timeOfDay.ticks }
  public var timeSpan: NetTimeSpan { NetTimeSpan(ticks: ticks) }
  public var dateTime: NetDateTime { NetDateTime(ticks: ticks) }
  /// Wraps around midnight.
  public func adding(_ span: NetTimeSpan) -> TimeOnly {
    let day = NetTimeSpan.ticksPerDay
    return TimeOnly(ticks: ((ticks + span.ticks % day) % day + day) % day)
  }
  public static func < (a: TimeOnly, b: TimeOnly) -> Bool { a.ticks < b.ticks }
  public var description: String { (try? DateFormat.text(self, "", .invariant)) ?? "" }
}
