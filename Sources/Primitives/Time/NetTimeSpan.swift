/// .NET's `System.TimeSpan`: a signed count of 100-nanosecond ticks.
public struct NetTimeSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var ticks: Int64

  public static let ticksPerDay: Int64 = 864_000_000_000
  public static let ticksPerHour: Int64 = 36_000_000_000
  public static let ticksPerMinute: Int64 = 600_000_000
  public static let ticksPerSecond: Int64 = 10_000_000
  public static let ticksPerMillisecond: Int64 = 10_000

  public static let zero = NetTimeSpan(ticks: 0)
  public static let minValue = NetTimeSpan(ticks: .min)
  public static let maxValue = NetTimeSpan(ticks: .max)

  static let tooLong = NetError(.overflow, "TimeSpan overflowed because the duration is too long.")

  public init(ticks: Int64) { self.ticks = ticks }

  /// From components, each of any size and sign.
  public init(days: Int, hours: Int, minutes: Int, seconds: Int, milliseconds: Int = 0, microseconds: Int = 0) throws(NetError) {
    var total: Int64 = 0
    for (count, unit) in [
      (days, NetTimeSpan.ticksPerDay), (hours, NetTimeSpan.ticksPerHour), (minutes, NetTimeSpan.ticksPerMinute),
      (seconds, NetTimeSpan.ticksPerSecond), (milliseconds, NetTimeSpan.ticksPerMillisecond), (microseconds, 10),
    ] {
      let (product, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
      let (sum, overflow2) = total.addingReportingOverflow(product)
      guard !overflow && !overflow2 else {
        throw NetError(.argumentOutOfRange, "TimeSpan overflowed because the duration is too long.")
      }
      total = sum
    }
    ticks = total
  }

  public init(hours: Int, minutes: Int, seconds: Int) throws(NetError) {
    try self.init(days: 0, hours: hours, minutes: minutes, seconds: seconds)
  }

  /// `value` units of `unit` ticks, cut to whole ticks: FromDays, FromSeconds, ….
  public static func from(_ value: Double, unit: Int64) throws(NetError) -> NetTimeSpan {
    guard !value.isNaN else {
      throw NetError(.argument, "TimeSpan does not accept floating point Not-a-Number values.")
    }
    return try from(ticks: value * Double(unit))
  }

  private static func from(ticks: Double) throws(NetError) -> NetTimeSpan {
    if ticks == 9223372036854775808.0 { return maxValue }
    guard let whole = Int64(exactly: ticks.rounded(.towardZero)) else { throw tooLong }
    return NetTimeSpan(ticks: whole)
  }

  // MARK: Components

  public var days: Int { Int(ticks / NetTimeSpan.ticksPerDay) }
  public var hours: Int { Int(ticks / NetTimeSpan.ticksPerHour % 24) }
  public var minutes: Int { Int(ticks / NetTimeSpan.ticksPerMinute % 60) }
  public var seconds: Int { Int(ticks / NetTimeSpan.ticksPerSecond % 60) }
  public var milliseconds: Int { Int(ticks / NetTimeSpan.ticksPerMillisecond % 1000) }
  public var microseconds: Int { Int(ticks / 10 % 1000) }
  public var nanoseconds: Int { Int(ticks % 10) * 100 }
  public var totalDays: Double { Double(ticks) / 864_000_000_000 }
  public var totalHours: Double { Double(ticks) / 36_000_000_000 }
  public var totalMinutes: Double { Double(ticks) / 600_000_000 }
  public var totalSeconds: Double { Double(ticks) / 10_000_000 }
  public var totalMilliseconds: Double { Double(ticks) / 10_000 }
  public var totalMicroseconds: Double { Double(ticks) / 10 }
  public var totalNanoseconds: Double { Double(ticks) * 100 }

  // MARK: Arithmetic

  public static func adding(_ a: NetTimeSpan, _ b: NetTimeSpan) throws(NetError) -> NetTimeSpan {
    let (sum, overflow) = a.ticks.addingReportingOverflow(b.ticks)
    guard !overflow else { throw tooLong }
    return NetTimeSpan(ticks: sum)
  }

  public static func subtracting(_ a: NetTimeSpan, _ b: NetTimeSpan) throws(NetError) -> NetTimeSpan {
    let (difference, overflow) = a.ticks.subtractingReportingOverflow(b.ticks)
    guard !overflow else { throw tooLong }
    return NetTimeSpan(ticks: difference)
  }

  public func negated() throws(NetError) -> NetTimeSpan {
    guard ticks != .min else {
      throw NetError(.overflow, "Negating the minimum value of a twos complement number is invalid.")
    }
    return NetTimeSpan(ticks: -ticks)
  }

  public func duration() throws(NetError) -> NetTimeSpan {
    guard ticks != .min else {
      throw NetError(.overflow, "The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds the value of TimeSpan.MaxValue.")
    }
    return NetTimeSpan(ticks: abs(ticks))
  }

  public func multiplied(by factor: Double) throws(NetError) -> NetTimeSpan {
    guard !factor.isNaN else {
      throw NetError(.argument, "TimeSpan does not accept floating point Not-a-Number values. (Parameter 'factor')")
    }
    return try NetTimeSpan.from(ticks: (Double(ticks) * factor).rounded(.toNearestOrEven))
  }

  public func divided(by divisor: Double) throws(NetError) -> NetTimeSpan {
    guard !divisor.isNaN else {
      throw NetError(.argument, "TimeSpan does not accept floating point Not-a-Number values. (Parameter 'divisor')")
    }
    return try NetTimeSpan.from(ticks: (Double(ticks) / divisor).rounded(.toNearestOrEven))
  }

  public static func / (a: NetTimeSpan, b: NetTimeSpan) -> Double { Double(a.ticks) / Double(b.ticks) }
  public static func < (a: NetTimeSpan, b: NetTimeSpan) -> Bool { a.ticks < b.ticks }

  /// The constant form, `[-][d.]hh:mm:ss[.fffffff]`.
  public var description: String { TimeSpanFormat.constant(self) }
}
