/// `TimeZoneInfo.AdjustmentRule` and `TransitionTime`: when the clocks of a zone change.
import Engine
import Primitives

/// The moment of a year at which clocks change: a date, or a weekday of some week of a month.
final class PSTransitionTime: Ref {
  let change: NetTimeZone.Change
  init(_ c: NetTimeZone.Change) { change = c; super.init() }
  override var netType: NetType { TypeTable.named("System.TimeZoneInfo+TransitionTime") }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSTransitionTime)?.change == change }
}
final class PSAdjustmentRule: Ref {
  let from: NetDateTime, to: NetDateTime
  /// Ticks.
  let delta: Int64
  let start: PSTransitionTime, end: PSTransitionTime
  init(from: NetDateTime, to: NetDateTime, delta: Int64, start: PSTransitionTime, end: PSTransitionTime) {
    self.from = from; self.to = to; self.delta = delta; self.start = start; self.end = end
    super.init()
  }
  override var netType: NetType { TypeTable.named("System.TimeZoneInfo+AdjustmentRule") }
}

extension NetTypes {
  static func registerAdjustmentRules() {
    let zone = "System.TimeZoneInfo", rule = zone + "+AdjustmentRule", moment = zone + "+TransitionTime"
    let ticksPerDay: Int64 = 864_000_000_000
    TypeTable.register(moment) {
      NetType(moment, .struct, base: TypeTable.valueType) { t in
        func of(_ v: Value) -> NetTimeZone.Change { (v.refValue as? PSTransitionTime)?.change ?? NetTimeZone.Change() }
        func month(_ n: Int) throws -> Int {
          guard (1...12).contains(n) else { throw outOfRange("month", "The Month parameter must be in the range 1 through 12.") }
          return n
        }
        func time(_ v: Value) throws -> Int64 {
          guard v.asDate.ticks < ticksPerDay else {
            let sentence = "The supplied DateTime must have the Year, Month, and Day properties set to 1.  The time cannot be specified more precisely than whole milliseconds."
            throw argumentError(sentence, param: "timeOfDay")
          }
          return v.asDate.ticks / 10_000_000
        }
        t.staticMethod("static \(moment) CreateFloatingDateRule(datetime timeOfDay, int month, int week, System.DayOfWeek dayOfWeek)") { a, _ in
          guard (1...5).contains(a.int(2)) else { throw outOfRange("week", "The Week parameter must be in the range 1 through 5.") }
          return .other(PSTransitionTime(.init(month: try month(a.int(1)), week: a.int(2), weekday: a.flags(3), seconds: try time(a.at(0)))))
        }
        t.staticMethod("static \(moment) CreateFixedDateRule(datetime timeOfDay, int month, int day)") { a, _ in
          guard (1...31).contains(a.int(2)) else { throw outOfRange("day", "The Day parameter must be in the range 1 through 31.") }
          return .other(PSTransitionTime(.init(month: try month(a.int(1)), dayOfMonth: a.int(2), seconds: try time(a.at(0)))))
        }
        t.property("datetime TimeOfDay {get;}") { v, _ in .datetime(NetDateTime(ticks: ((of(v).seconds % 86400 + 86400) % 86400) * 10_000_000)) }
        t.property("int Month {get;}") { v, _ in .count(of(v).month) }
        t.property("int Week {get;}") { v, _ in .count(max(1, of(v).week)) }
        t.property("int Day {get;}") { v, _ in .count(max(1, of(v).dayOfMonth)) }
        t.property("System.DayOfWeek DayOfWeek {get;}") { v, _ in .member("System.DayOfWeek", of(v).weekday) }
        t.property("bool IsFixedDateRule {get;}") { v, _ in .bool(of(v).week == 0) }
      }
    }
    TypeTable.register(rule) {
      NetType(rule, base: TypeTable.object) { t in
        func of(_ v: Value) throws -> PSAdjustmentRule {
          guard let r = v.refValue as? PSAdjustmentRule else { throw nullArgument("adjustmentRule") }
          return r
        }
        let parameters = "datetime dateStart, datetime dateEnd, timespan daylightDelta, \(moment) daylightTransitionStart, \(moment) daylightTransitionEnd"
        t.staticMethod("static \(rule) CreateAdjustmentRule(\(parameters))") { a, _ in
          guard let start = a.at(3).refValue as? PSTransitionTime, let end = a.at(4).refValue as? PSTransitionTime else { throw nullArgument("daylightTransitionStart") }
          if a.at(0).asDate.ticks > a.at(1).asDate.ticks { throw argumentError("The DateStart property must come before the DateEnd property.", param: "dateStart") }
          if start.change == end.change { throw argumentError("The DaylightTransitionStart property must not equal the DaylightTransitionEnd property.", param: "daylightTransitionEnd") }
          return .other(PSAdjustmentRule(from: a.at(0).asDate, to: a.at(1).asDate, delta: a.at(2).asSpan.ticks, start: start, end: end))
        }
        t.property("datetime DateStart {get;}") { v, _ in .datetime(try of(v).from) }
        t.property("datetime DateEnd {get;}") { v, _ in .datetime(try of(v).to) }
        t.property("timespan DaylightDelta {get;}") { v, _ in .timespan(NetTimeSpan(ticks: try of(v).delta)) }
        t.property("\(moment) DaylightTransitionStart {get;}") { v, _ in .other(try of(v).start) }
        t.property("\(moment) DaylightTransitionEnd {get;}") { v, _ in .other(try of(v).end) }
        t.property("timespan BaseUtcOffsetDelta {get;}") { _, _ in .timespan(NetTimeSpan(ticks: 0)) }
      }
    }
    TypeTable.extend(zone) { t in
      // the rule that holds today and later: what held earlier stands in the zone's table of moments
      t.method("\(rule)[] GetAdjustmentRules()") { v, _, _ in
        let changes = (v.refValue as? PSTimeZone)?.zone.yearlyChanges
        let all: [Value] = changes.map { c in
          [.other(PSAdjustmentRule(
            from: .minValue, to: NetDateTime(ticks: NetDateTime.maxValue.ticks / ticksPerDay * ticksPerDay), delta: c.delta,
            start: PSTransitionTime(c.start), end: PSTransitionTime(c.end)))]
        } ?? []
        return .array(PSArray(all, of: TypeTable.get(rule)))
      }
      let parameters = "string id, timespan baseUtcOffset, string displayName, string standardDisplayName, string daylightDisplayName, \(rule)[] adjustmentRules"
      for more in ["", ", bool disableDaylightSavingTime"] {
        t.staticMethod("static \(zone) CreateCustomTimeZone(\(parameters)\(more))") { a, _ in
          let plain = try PSTimeZone.custom(a)
          guard !(a.count > 6 && a.bool(6)), let r = a.values(5).last?.refValue as? PSAdjustmentRule else { return .other(plain) }
          let zone = NetTimeZone.yearly(a.string(0), offset: a.at(1).asSpan.ticks, delta: r.delta, start: r.start.change, end: r.end.change)
          return .other(PSTimeZone(zone, id: a.string(0), names: (a.string(2), a.string(3), a.string(4))))
        }
      }
    }
  }
}
