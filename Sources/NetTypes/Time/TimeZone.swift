/// `System.TimeZoneInfo` and the older `System.TimeZone`.
import Engine
import Primitives

public final class PSTimeZone: Ref {
  let zone: NetTimeZone
  /// The id it was asked for by: a Windows id names the zone it stands for.
  let id: String
  private let names: (display: String, standard: String, daylight: String)?
  public convenience init(_ z: NetTimeZone) { self.init(z, id: z.id) }
  init(_ z: NetTimeZone, id: String, names: (display: String, standard: String, daylight: String)? = nil) { zone = z; self.id = id; self.names = names; super.init() }
  /// All there are, by offset, then display name.
  public static var system: [PSTimeZone] {
    NetTimeZone.system.map { z in
      let p = PSTimeZone(z)
      return (z.baseOffset, p.text(), p)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
  public override var netType: NetType { TypeTable.named("System.TimeZoneInfo") }
  public override func text() -> String { names?.display ?? (zone.isUtc ? "(UTC) Coordinated Universal Time" : "(UTC\(offsetText)) \(TimeZoneNames.generic(of: zone.id) ?? zone.id)") }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSTimeZone).map { $0.id.equalsIgnoringCase(id) && $0.zone.agrees(with: zone) } ?? false }
  public var standardName: String { names?.standard ?? (zone.isUtc ? "Coordinated Universal Time" : TimeZoneNames.names(of: zone.id)?.standard ?? zone.id) }
  var daylightName: String { names?.daylight ?? (zone.isUtc ? standardName : TimeZoneNames.names(of: zone.id)?.daylight ?? zone.id) }
  var offsetText: String {
    (zone.baseOffset < 0 ? "-" : "+") + TimeSpanFormat.constant(NetTimeSpan(ticks: abs(zone.baseOffset))).prefix(5)
  }
  /// Of one offset: the first arguments of `CreateCustomTimeZone`.
  static func custom(_ a: [Value]) throws -> PSTimeZone {
    if a.string(0).isEmpty { throw argumentError("The specified ID parameter '\(a.string(0))' is not supported.", param: "id") }
    let ticks = a.at(1).asSpan.ticks
    guard ticks % 600_000_000 == 0 else { throw argumentError("The TimeSpan parameter cannot be specified more precisely than whole minutes.", param: "baseUtcOffset") }
    guard ticks.magnitude <= 14 * 36_000_000_000 else { throw outOfRange("baseUtcOffset", "The TimeSpan parameter must be within plus or minus 14.0 hours.") }
    return PSTimeZone(.fixed(a.string(0), offset: ticks), id: a.string(0), names: (a.string(2), a.string(3), a.text(4) ?? a.string(3)))
  }
  /// By the id of the tz database or of Windows.
  static func named(_ id: String) throws -> PSTimeZone {
    if let z = NetTimeZone.named(id) { return PSTimeZone(z) }
    if let place = WindowsTimeZones.place(of: id), let z = NetTimeZone.named(place) { return PSTimeZone(z, id: id) }
    throw netError("System.TimeZoneNotFoundException", "The time zone ID '\(id)' was not found on the local computer.")
  }
}

extension NetTypes {
  static func registerTimeZones() {
    TypeTable.register("System.TimeZoneInfo") { NetType("System.TimeZoneInfo", base: TypeTable.object, define: defineTimeZone) }
    TypeTable.register("System.TimeZone") { NetType("System.TimeZone", base: TypeTable.object, define: defineCurrentTimeZone) }
  }

  static func defineTimeZone(_ t: NetType) {
    let n = "System.TimeZoneInfo"
    func of(_ v: Value) -> NetTimeZone { (v.refValue as? PSTimeZone)?.zone ?? .utc }
    func offset(_ v: Value) -> NetDateTimeOffset { (v.refValue as? PSDateTimeOffset)?.value ?? .minValue }
    t.staticProperty("\(n) Local {get;}") { _ in .other(PSTimeZone(.local)) }
    t.staticProperty("\(n) Utc {get;}") { _ in .other(PSTimeZone(.utc)) }
    for parameters in ["", "bool skipSorting"] {
      t.staticMethod("static System.Collections.ObjectModel.ReadOnlyCollection[\(n)] GetSystemTimeZones(\(parameters))") { _, _ in
        let a = PSArray(PSTimeZone.system.map { .other($0) }, of: t)
        a.kind = .readOnlyCollection
        return .array(a)
      }
    }
    t.property("timespan BaseUtcOffset {get;}") { v, _ in .timespan(NetTimeSpan(ticks: of(v).baseOffset)) }
    t.property("string Id {get;}") { v, _ in .str((v.refValue as? PSTimeZone)?.id ?? "") }
    t.property("string DisplayName {get;}") { v, _ in .str(v.refValue?.text() ?? "") }
    t.property("string StandardName {get;}") { v, _ in .str((v.refValue as? PSTimeZone)?.standardName ?? "") }
    t.property("string DaylightName {get;}") { v, _ in .str((v.refValue as? PSTimeZone)?.daylightName ?? "") }
    t.property("bool SupportsDaylightSavingTime {get;}") { v, _ in .bool(of(v).supportsDaylightSavingTime) }
    t.property("bool HasIanaId {get;}") { v, _ in .bool((v.refValue as? PSTimeZone)?.id == of(v).id) }
    t.orderProperties("Id", "HasIanaId", "DisplayName", "StandardName", "DaylightName", "BaseUtcOffset", "SupportsDaylightSavingTime")
    t.method("bool Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool HasSameRules(\(n) other)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("other") }
      return .bool(of(v).agrees(with: of(a.at(0))))
    }
    // a moment known by its offset, or a reading of a clock: in the zone itself unless it says which
    func reading(_ d: NetDateTime, in z: NetTimeZone) -> Int64 {
      if d.kind == .utc { return d.ticks + z.offset(utcTicks: d.ticks) }
      guard d.kind == .local else { return d.ticks }
      let utc = d.toUniversalTime().ticks
      return utc + z.offset(utcTicks: utc)
    }
    t.method("timespan GetUtcOffset(datetime dateTime)") { v, a, _ in
      let d = a.at(0).asDate
      return .timespan(NetTimeSpan(ticks: d.kind == .unspecified ? of(v).offset(localTicks: d.ticks) : of(v).offset(utcTicks: d.toUniversalTime().ticks)))
    }
    t.method("timespan GetUtcOffset(System.DateTimeOffset dateTimeOffset)") { v, a, _ in .timespan(NetTimeSpan(ticks: of(v).offset(utcTicks: offset(a.at(0)).utcTicks))) }
    t.method("bool IsDaylightSavingTime(datetime dateTime)") { v, a, _ in .bool(of(v).isDaylight(localTicks: reading(a.at(0).asDate, in: of(v)))) }
    t.method("bool IsDaylightSavingTime(System.DateTimeOffset dateTimeOffset)") { v, a, _ in
      let utc = offset(a.at(0)).utcTicks
      return .bool(of(v).isDaylight(localTicks: utc + of(v).offset(utcTicks: utc)))
    }
    t.method("bool IsInvalidTime(datetime dateTime)") { v, a, _ in .bool(a.at(0).asDate.kind == .unspecified && of(v).offsets(localTicks: a.at(0).asDate.ticks).isEmpty) }
    func both(_ v: Value, _ a: Value) -> [Int64] {
      if a.refValue is PSDateTimeOffset {
        let utc = offset(a).utcTicks
        return of(v).offsets(localTicks: utc + of(v).offset(utcTicks: utc))
      }
      return of(v).offsets(localTicks: reading(a.asDate, in: of(v)))
    }
    for (type, name) in [("datetime", "dateTime"), ("System.DateTimeOffset", "dateTimeOffset")] {
      t.method("bool IsAmbiguousTime(\(type) \(name))") { v, a, _ in .bool(both(v, a.at(0)).count > 1) }
      t.method("timespan[] GetAmbiguousTimeOffsets(\(type) \(name))") { v, a, _ in
        let all = both(v, a.at(0))
        guard all.count > 1 else { throw argumentError("The supplied DateTime\(type == "datetime" ? "" : "Offset") is not in an ambiguous time range.", param: name) }
        return .array(PSArray(all.sorted().map { .timespan(NetTimeSpan(ticks: $0)) }, of: TypeTable.timespan))
      }
    }
    t.staticMethod("static void ClearCachedData()") { _, _ in .void }
    t.staticMethod("static \(n) FindSystemTimeZoneById(string id)") { a, _ in .other(try PSTimeZone.named(a.string(0))) }
    t.staticMethod("static bool TryFindSystemTimeZoneById(string id, [ref] \(n) timeZoneInfo)") { a, c in
      let z = try? PSTimeZone.named(a.string(0))
      try a.setReference(1, z.map { .other($0) } ?? .null, c)
      return .bool(z != nil)
    }
    t.staticMethod("static bool TryConvertWindowsIdToIanaId(string windowsId, [ref] string ianaId)") { a, c in
      let place = WindowsTimeZones.place(of: a.string(0))
      try a.setReference(1, place.map { .str($0) } ?? .null, c)
      return .bool(place != nil)
    }
    t.staticMethod("static bool TryConvertWindowsIdToIanaId(string windowsId, string region, [ref] string ianaId)") { a, c in
      let place = WindowsTimeZones.place(of: a.string(0))
      try a.setReference(2, place.map { .str($0) } ?? .null, c)
      return .bool(place != nil)
    }
    t.staticMethod("static bool TryConvertIanaIdToWindowsId(string ianaId, [ref] string windowsId)") { a, c in
      let id = WindowsTimeZones.id(of: a.string(0))
      try a.setReference(1, id.map { .str($0) } ?? .null, c)
      return .bool(id != nil)
    }
    t.staticMethod("static \(n) CreateCustomTimeZone(string id, timespan baseUtcOffset, string displayName, string standardDisplayName)") { a, _ in
      .other(try PSTimeZone.custom(a))
    }
    defineTimeZoneConversions(t)
  }

  private static func defineTimeZoneConversions(_ t: NetType) {
    let n = "System.TimeZoneInfo"
    func of(_ v: Value, _ name: String) throws -> NetTimeZone {
      guard let z = v.refValue as? PSTimeZone else { throw nullArgument(name) }
      return z.zone
    }
    /// The moment a clock in a zone shows.
    func universal(_ d: NetDateTime, _ source: NetTimeZone) throws -> NetDateTime {
      guard d.kind == .unspecified || d.kind == .utc && source.isUtc || d.kind == .local && source.id == NetTimeZone.local.id else {
        throw argumentError(
          """
          The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For example, when the Kind \
          property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.
          """,
          param: "sourceTimeZone")
      }
      guard !source.offsets(localTicks: d.ticks).isEmpty else {
        throw argumentError("The supplied DateTime represents an invalid time.  For example, when the clock is adjusted forward, any time in the period that is skipped is invalid.", param: "dateTime")
      }
      return d.specifying(.unspecified).toUniversalTime(source)
    }
    func local(_ d: NetDateTime, _ target: NetTimeZone) -> Value {
      .datetime(target.isUtc ? d.specifying(.utc) : d.specifying(.utc).toLocalTime(target).specifying(target.id == NetTimeZone.local.id ? .local : .unspecified))
    }
    func own(_ d: NetDateTime) -> NetTimeZone { d.kind == .utc ? .utc : .local }
    func moved(_ v: Value, _ target: NetTimeZone) throws -> Value {
      let utc = (v.refValue as? PSDateTimeOffset)?.value.utcDateTime ?? .minValue
      return .other(
        PSDateTimeOffset(
          try net {
            try NetDateTimeOffset(
              utc.specifying(.utc).toLocalTime(target).specifying(.unspecified), offset: NetTimeSpan(ticks: target.offset(utcTicks: utc.ticks)))
          }))
    }
    t.staticMethod("static System.DateTimeOffset ConvertTimeBySystemTimeZoneId(System.DateTimeOffset dateTimeOffset, string destinationTimeZoneId)") { a, _ in
      try moved(a.at(0), try PSTimeZone.named(a.string(1)).zone)
    }
    t.staticMethod("static datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)") { a, _ in
      local(try universal(a.at(0).asDate, own(a.at(0).asDate)), try PSTimeZone.named(a.string(1)).zone)
    }
    t.staticMethod("static datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string sourceTimeZoneId, string destinationTimeZoneId)") { a, _ in
      local(try universal(a.at(0).asDate, try PSTimeZone.named(a.string(1)).zone), try PSTimeZone.named(a.string(2)).zone)
    }
    t.staticMethod("static System.DateTimeOffset ConvertTime(System.DateTimeOffset dateTimeOffset, \(n) destinationTimeZone)") { a, _ in try moved(a.at(0), try of(a.at(1), "destinationTimeZone")) }
    t.staticMethod("static datetime ConvertTime(datetime dateTime, \(n) destinationTimeZone)") { a, _ in
      local(try universal(a.at(0).asDate, own(a.at(0).asDate)), try of(a.at(1), "destinationTimeZone"))
    }
    t.staticMethod("static datetime ConvertTime(datetime dateTime, \(n) sourceTimeZone, \(n) destinationTimeZone)") { a, _ in
      local(try universal(a.at(0).asDate, try of(a.at(1), "sourceTimeZone")), try of(a.at(2), "destinationTimeZone"))
    }
    t.staticMethod("static datetime ConvertTimeFromUtc(datetime dateTime, \(n) destinationTimeZone)") { a, _ in local(try universal(a.at(0).asDate, .utc), try of(a.at(1), "destinationTimeZone")) }
    t.staticMethod("static datetime ConvertTimeToUtc(datetime dateTime)") { a, _ in .datetime(a.at(0).asDate.toUniversalTime()) }
    t.staticMethod("static datetime ConvertTimeToUtc(datetime dateTime, \(n) sourceTimeZone)") { a, _ in .datetime(try universal(a.at(0).asDate, try of(a.at(1), "sourceTimeZone"))) }
  }

  /// The older class, which knows the computer's own zone only.
  static func defineCurrentTimeZone(_ t: NetType) {
    t.staticProperty("System.TimeZone CurrentTimeZone {get;}") { _ in .other(CurrentTimeZone()) }
    let zone = NetTimeZone.local
    let name = zone.isUtc ? "Coordinated Universal Time" : zone.id
    t.property("string StandardName {get;}") { _, _ in .str(name) }
    t.property("string DaylightName {get;}") { _, _ in .str(name) }
    t.method("timespan GetUtcOffset(datetime time)") { _, a, _ in
      let d = a.at(0).asDate
      return .timespan(NetTimeSpan(ticks: d.kind == .utc ? 0 : zone.offset(localTicks: d.ticks)))
    }
    t.method("bool IsDaylightSavingTime(datetime time)") { _, a, _ in .bool(zone.isDaylight(localTicks: a.at(0).asDate.ticks)) }
    t.method("datetime ToLocalTime(datetime time)") { _, a, _ in .datetime(a.at(0).asDate.toLocalTime()) }
    t.method("datetime ToUniversalTime(datetime time)") { _, a, _ in .datetime(a.at(0).asDate.toUniversalTime()) }
  }
  private final class CurrentTimeZone: Ref {
    override var netType: NetType { TypeTable.named("System.TimeZone") }
    override func text() -> String { "System.CurrentSystemTimeZone" }
  }
}
