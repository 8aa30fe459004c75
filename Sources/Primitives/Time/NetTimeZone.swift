import Glibc

/// A time zone: offsets from UTC over time, read from the tz database (TZif files) or a POSIX rule; UTC is special-cased.
public final class NetTimeZone: @unchecked Sendable {
  public let id: String
  /// UTC seconds at which `kinds[index]` begins.
  private let transitions: [Int64]
  private let kinds: [Int]
  private let types: [(offset: Int64, daylight: Bool, name: String)]
  let rule: PosixRule?
  public let isUtc: Bool

  init(id: String, transitions: [Int64], kinds: [Int], types: [(offset: Int64, daylight: Bool, name: String)], rule: PosixRule?) {
    self.id = id
    self.transitions = transitions
    self.kinds = kinds
    self.types = types
    self.rule = rule
    isUtc = transitions.isEmpty && (rule?.isFixedUtc ?? true) && types.allSatisfy { $0.offset == 0 }
  }

  public static let utc = NetTimeZone(id: "UTC", transitions: [], kinds: [], types: [(0, false, "UTC")], rule: nil)
  /// From TZ, else /etc/localtime; UTC when neither can be read.
  public static let local: NetTimeZone = findLocal()

  /// The zones of the computer's list, UTC among them, in no order.
  public static var system: [NetTimeZone] {
    var all = [utc]
    if let bytes = read("/usr/share/zoneinfo/zone.tab") {
      for line in bytes.split(separator: 10) where line.first != 35 {
        let fields = line.split(separator: 9)
        if fields.count > 2, let zone = named(String(decoding: fields[2], as: UTF8.self)) { all.append(zone) }
      }
    }
    return all
  }

  private static func findLocal() -> NetTimeZone {
    if let raw = getenv("TZ") {
      var name = String(cString: raw)
      if name.utf8.first == 58 { name.removeFirst() }
      if name.isEmpty || name == "UTC" || name == "UTC0" { return utc }
      if let zone = named(name) { return zone }
      if let rule = PosixRule(name) { return NetTimeZone(id: name, transitions: [], kinds: [], types: [(rule.standardOffset, false, rule.standardName)], rule: rule) }
      return utc
    }
    guard let bytes = read("/etc/localtime") else { return utc }
    var buffer = [Int8](repeating: 0, count: 4096)
    let length = readlink("/etc/localtime", &buffer, 4095)
    var id = "Local"
    if length > 0 {
      let path = String(decoding: buffer[0..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if let range = NetTimeZone.index(of: "zoneinfo/", in: path) { id = range }
    }
    if id == "Etc/UTC" || id == "UTC" { return utc }
    return parse(id, bytes) ?? utc
  }

  private static func index(of marker: String, in path: String) -> String? {
    let bytes = [UInt8](path.utf8), mark = [UInt8](marker.utf8)
    guard bytes.count >= mark.count else { return nil }
    for start in 0...(bytes.count - mark.count) where bytes[start..<(start + mark.count)].elementsEqual(mark) {
      return String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
    }
    return nil
  }

  /// A zone of the tz database by its id (`Europe/Berlin`), or nil.
  public static func named(_ id: String) -> NetTimeZone? {
    if id == "UTC" || id == "Etc/UTC" { return utc }
    guard !id.utf8.isEmpty, id.utf8.first != 47, index(of: "..", in: id) == nil else { return nil }
    return read("/usr/share/zoneinfo/" + id).flatMap { parse(id, $0) }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8]()
    var chunk = [UInt8](repeating: 0, count: 8192)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      guard count > 0, bytes.count < 1 << 20 else { break }
      bytes.append(contentsOf: chunk[0..<count])
    }
    return bytes
  }

  private static func parse(_ id: String, _ bytes: [UInt8]) -> NetTimeZone? {
    func word(_ at: Int, _ size: Int) -> Int64 {
      guard at >= 0, at + size <= bytes.count else { return 0 }
      var value: UInt64 = 0
      for byte in bytes[at..<(at + size)] { value = value << 8 | UInt64(byte) }
      return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
    guard bytes.count > 44, bytes[0...3].elementsEqual([84, 90, 105, 102]) else { return nil }
    func counts(_ at: Int) -> [Int] { (0..<6).map { Int(max(0, min(word(at + 20 + $0 * 4, 4), 100_000))) } }
    var header = 0
    var size = 4
    var c = counts(0)
    if bytes[4] >= 50 {
      header = 44 + c[3] * 5 + c[4] * 6 + c[5] + c[2] * 8 + c[1] + c[0]
      size = 8
      c = counts(header)
    }
    let (isutCount, isstdCount, leapCount, timeCount, typeCount, charCount) = (c[0], c[1], c[2], c[3], c[4], c[5])
    let times = header + 44
    let indexes = times + timeCount * size
    let infos = indexes + timeCount
    let names = infos + typeCount * 6
    let footer = names + charCount + leapCount * (size + 4) + isstdCount + isutCount
    guard footer <= bytes.count else { return nil }
    let types = (0..<typeCount).map { index -> (offset: Int64, daylight: Bool, name: String) in
      let at = infos + index * 6
      let name = bytes[min(names + Int(bytes[at + 5]), bytes.count)...].prefix { $0 != 0 }
      return (word(at, 4), bytes[at + 4] != 0, String(decoding: name, as: UTF8.self))
    }
    guard !types.isEmpty else { return nil }
    let transitions = (0..<timeCount).map { word(times + $0 * size, size) }
    let kinds = (0..<timeCount).map { min(Int(bytes[indexes + $0]), types.count - 1) }
    let tail = bytes[footer...].drop { $0 == 10 }.prefix { $0 != 10 }
    return NetTimeZone(id: id, transitions: transitions, kinds: kinds, types: types, rule: PosixRule(String(decoding: tail, as: UTF8.self)))
  }

  // MARK: Offsets

  private func type(unix: Int64) -> (offset: Int64, daylight: Bool, name: String) {
    if let last = transitions.last, unix >= last || transitions.isEmpty, let rule { return rule.type(unix: unix) }
    if transitions.isEmpty { return rule?.type(unix: unix) ?? types[0] }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= unix { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? types.first { !$0.daylight } ?? types[0] : types[kinds[low - 1]]
  }

  private static func unix(_ ticks: Int64) -> Int64 { (ticks - NetDateTime.unixEpochTicks).quotientFloor(10_000_000) }

  /// Offset in ticks at a UTC time.
  public func offset(utcTicks: Int64) -> Int64 {
    isUtc ? 0 : type(unix: NetTimeZone.unix(utcTicks)).offset * 10_000_000
  }

  /// The type a local reading has; in a gap or an overlap the one that is not daylight time.
  private func type(localTicks: Int64) -> (offset: Int64, daylight: Bool, name: String) {
    let local = NetTimeZone.unix(localTicks)
    let before = type(unix: local - 86_400)
    let after = type(unix: local + 86_400)
    if before.offset == after.offset { return type(unix: local - before.offset) }
    let first = type(unix: local - before.offset)
    let second = type(unix: local - after.offset)
    if first.offset == before.offset && second.offset == after.offset { return first.daylight ? second : first }
    if first.offset == before.offset { return first }
    if second.offset == after.offset { return second }
    return before.daylight ? after : before
  }

  /// Every offset in ticks a local reading can have: none in the hour a clock skips, two in the hour it repeats.
  public func offsets(localTicks: Int64) -> [Int64] {
    if isUtc { return [0] }
    let local = NetTimeZone.unix(localTicks)
    var found: [Int64] = []
    for near in [type(unix: local - 86_400).offset, type(unix: local + 86_400).offset]
    where !found.contains(near * 10_000_000) && type(unix: local - near).offset == near { found.append(near * 10_000_000) }
    return found
  }
  /// A zone of one offset under a name of its own.
  public static func fixed(_ id: String, offset ticks: Int64) -> NetTimeZone {
    NetTimeZone(id: id, transitions: [], kinds: [], types: [(ticks / 10_000_000, false, id)], rule: nil)
  }
  /// Whether clocks in both zones always agree, as far as their tables say.
  public func agrees(with other: NetTimeZone) -> Bool {
    isUtc == other.isUtc && transitions == other.transitions && kinds == other.kinds && types.map(\.offset) == other.types.map(\.offset)
  }
  /// Offset in ticks at a local reading.
  public func offset(localTicks: Int64) -> Int64 { isUtc ? 0 : type(localTicks: localTicks).offset * 10_000_000 }
  public func isDaylight(localTicks: Int64) -> Bool { isUtc ? false : type(localTicks: localTicks).daylight }

  /// The offset without daylight time now, in ticks.
  public var baseOffset: Int64 {
    if isUtc { return 0 }
    if let rule { return rule.standardOffset * 10_000_000 }
    return (types.last { !$0.daylight } ?? types[0]).offset * 10_000_000
  }
  public var supportsDaylightSavingTime: Bool { types.contains { $0.daylight } }
}

extension Int64 {
  func quotientFloor(_ divisor: Int64) -> Int64 { self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor) }
}

/// A POSIX TZ rule such as `CET-1CEST,M3.5.0,M10.5.0/3`: what holds after a zone file's last entry.
struct PosixRule {
  var standardName = "", daylightName = ""
  var standardOffset: Int64 = 0, daylightOffset: Int64 = 0
  var start: Change?, end: Change?

  struct Change {
    var month = 0, week = 0, weekday = 0
    /// Julian day (1…365, no leap day) or zero-based day when `month` is 0.
    var day = 0, julian = false
    var seconds: Int64 = 7200
  }

  var isFixedUtc: Bool { start == nil && standardOffset == 0 }

  init?(_ text: String) {
    let bytes = [UInt8](text.utf8)
    var at = 0
    func name() -> String? {
      var out = [UInt8]()
      if at < bytes.count, bytes[at] == 60 {
        at += 1
        while at < bytes.count, bytes[at] != 62 { out.append(bytes[at]); at += 1 }
        at += 1
      } else {
        while at < bytes.count, bytes[at] | 32 >= 97, bytes[at] | 32 <= 122 { out.append(bytes[at]); at += 1 }
      }
      return out.count >= 3 ? String(decoding: out, as: UTF8.self) : nil
    }
    func number() -> Int? {
      var value = 0
      let begin = at
      while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57, value < 100_000 { value = value * 10 + Int(bytes[at] - 48); at += 1 }
      return at > begin ? value : nil
    }
    func seconds() -> Int64? {
      var negative = false
      if at < bytes.count, bytes[at] == 45 || bytes[at] == 43 { negative = bytes[at] == 45; at += 1 }
      guard var total = number().map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] where at < bytes.count && bytes[at] == 58 {
        at += 1
        total += (number() ?? 0) * unit
      }
      return Int64(negative ? -total : total)
    }
    func change() -> Change? {
      guard at < bytes.count, bytes[at] == 44 else { return nil }
      at += 1
      var result = Change()
      if at < bytes.count, bytes[at] == 77 {
        at += 1
        guard let month = number() else { return nil }
        at += 1
        guard let week = number() else { return nil }
        at += 1
        guard let weekday = number(), (1...12).contains(month), (1...5).contains(week), weekday < 7 else { return nil }
        (result.month, result.week, result.weekday) = (month, week, weekday)
      } else {
        if at < bytes.count, bytes[at] == 74 { result.julian = true; at += 1 }
        guard let day = number() else { return nil }
        result.day = day
      }
      if at < bytes.count, bytes[at] == 47 {
        at += 1
        result.seconds = seconds() ?? 7200
      }
      return result
    }
    guard let standard = name(), let offset = seconds() else { return nil }
    standardName = standard
    standardOffset = -offset
    guard at < bytes.count, let daylight = name() else { return }
    daylightName = daylight
    daylightOffset = standardOffset + 3600
    if at < bytes.count, bytes[at] != 44, let given = seconds() { daylightOffset = -given }
    start = change()
    end = change()
  }

  /// Seconds since 1970 of a change's local moment, not yet corrected by the offset.
  private func moment(_ change: Change, _ year: Int) -> Int64 {
    let epoch = NetDateTime.days(1970, 1, 1)
    let day: Int
    if change.month > 0 {
      let first = NetDateTime.days(year, change.month, 1)
      var date = first + ((change.weekday - (first + 1) % 7) + 7) % 7 + (change.week - 1) * 7
      while date >= first + NetDateTime.daysInMonth(year, change.month) { date -= 7 }
      day = date
    } else if change.julian {
      day = NetDateTime.days(year, 1, 1) + change.day - 1 + (NetDateTime.isLeapYear(year) && change.day >= 60 ? 1 : 0)
    } else {
      day = NetDateTime.days(year, 1, 1) + change.day
    }
    return Int64(day - epoch) * 86_400 + change.seconds
  }

  func type(unix: Int64) -> (offset: Int64, daylight: Bool, name: String) {
    guard let start, let end else { return (standardOffset, false, standardName) }
    let days = Int((unix + standardOffset).quotientFloor(86_400)) + NetDateTime.days(1970, 1, 1)
    let year = NetDateTime.civil(max(0, days)).year
    let begins = moment(start, year) - standardOffset
    let ends = moment(end, year) - daylightOffset
    let daylight = begins < ends ? unix >= begins && unix < ends : unix >= begins || unix < ends
    return daylight ? (daylightOffset, true, daylightName) : (standardOffset, false, standardName)
  }
}
