/// .NET's `DateTimeStyles`, with its bit values.
public struct DateTimeStyles: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
  public static let allowLeadingWhite = DateTimeStyles(rawValue: 1)
  public static let allowTrailingWhite = DateTimeStyles(rawValue: 2)
  public static let allowInnerWhite = DateTimeStyles(rawValue: 4)
  public static let allowWhiteSpaces = DateTimeStyles(rawValue: 7)
  public static let noCurrentDateDefault = DateTimeStyles(rawValue: 8)
  public static let adjustToUniversal = DateTimeStyles(rawValue: 16)
  public static let assumeLocal = DateTimeStyles(rawValue: 32)
  public static let assumeUniversal = DateTimeStyles(rawValue: 64)
  public static let roundtripKind = DateTimeStyles(rawValue: 128)
}

/// Text → dates, the forgiving way of `DateTime.Parse`: ISO 8601, RFC 1123, month and day names, AM/PM, two-digit
/// years, the culture's order of day and month. `ParseExact` is next door.
public enum DateParse {
  /// What a text said: a clock reading and, if given, its offset.
  struct Reading {
    var clock: NetDateTime
    var offset: Int64?
    /// Whether the zone was written as Z or GMT.
    var isUtc = false
  }

  static func invalid(_ text: String) -> NetError { NetError(.format, "String '\(text)' was not recognized as a valid DateTime.") }
  /// The text has the right form, but there is no such day or time of day.
  static func outsideCalendar(_ text: String) -> NetError {
    NetError(.format, "The DateTime represented by the string '\(text)' is not supported in calendar 'System.Globalization.GregorianCalendar'.")
  }
  static func wrongWeekday(_ text: String) -> NetError {
    NetError(.format, "String '\(text)' was not recognized as a valid DateTime because the day of week was incorrect.")
  }
  static func farOffset(_ text: String) -> NetError {
    NetError(.format, "The time zone offset of string '\(text)' must be within plus or minus 14 hours.")
  }

  public static func dateTime(_ text: String, culture: Culture = .current, styles: DateTimeStyles = []) throws(NetError) -> NetDateTime {
    finish(try read(text, culture, styles), styles)
  }

  public static func dateTimeOffset(_ text: String, culture: Culture = .current, styles: DateTimeStyles = []) throws(NetError)
    -> NetDateTimeOffset
  {
    try offset(try read(text, culture, styles), styles, text)
  }

  public static func dateOnly(_ text: String, culture: Culture = .current) throws(NetError) -> DateOnly {
    let (scanner, reading) = try part(text, culture, "DateOnly")
    guard scanner.isPlain || !scanner.hasTime, reading.offset == nil else { throw foreignParts(text, "DateOnly") }
    return DateOnly(reading.clock)
  }

  public static func timeOnly(_ text: String, culture: Culture = .current) throws(NetError) -> TimeOnly {
    let (scanner, reading) = try part(text, culture, "TimeOnly")
    guard scanner.isPlain && scanner.hasTime || !scanner.hasDate || scanner.isDayOfMonth, reading.offset == nil else {
      throw foreignParts(text, "TimeOnly")
    }
    return TimeOnly(reading.clock)
  }

  private static func part(_ text: String, _ culture: Culture, _ type: String) throws(NetError) -> (DateScanner, Reading) {
    var scanner = DateScanner(text, culture, .noCurrentDateDefault)
    do throws(NetError) {
      let reading = try scanner.read()
      return (scanner, reading)
    } catch {
      if error.kind != .format { throw error }
      throw NetError(.format, "String '\(text)' was not recognized as a valid \(type).")
    }
  }

  private static func foreignParts(_ text: String, _ type: String) -> NetError {
    NetError(.format, "String '\(text)' contains parts which are not specific to the \(type).")
  }

  private static func read(_ text: String, _ culture: Culture, _ styles: DateTimeStyles) throws(NetError) -> Reading {
    var scanner = DateScanner(text, culture, styles)
    return try scanner.read()
  }

  /// Kind and zone of the result, as the styles want them.
  static func finish(_ reading: Reading, _ styles: DateTimeStyles) -> NetDateTime {
    let clock = reading.clock
    if let offset = reading.offset {
      let utc = NetDateTime(ticks: clock.ticks - offset, kind: .utc)
      if styles.contains(.adjustToUniversal) { return utc }
      if styles.contains(.roundtripKind) && reading.isUtc { return utc }
      return utc.toLocalTime()
    }
    if styles.contains(.assumeUniversal) {
      let utc = clock.specifying(.utc)
      return styles.contains(.adjustToUniversal) ? utc : utc.toLocalTime()
    }
    if styles.contains(.assumeLocal) {
      let local = clock.specifying(.local)
      return styles.contains(.adjustToUniversal) ? local.toUniversalTime() : local
    }
    return clock
  }

  static func offset(_ reading: Reading, _ styles: DateTimeStyles, _ text: String) throws(NetError) -> NetDateTimeOffset {
    var offset = reading.offset ?? 0
    if reading.offset == nil, !styles.contains(.assumeUniversal) {
      offset = NetTimeZone.local.offset(localTicks: reading.clock.ticks)
    }
    let result: NetDateTimeOffset
    do throws(NetError) { result = try NetDateTimeOffset(reading.clock, offset: NetTimeSpan(ticks: offset)) } catch {
      throw NetError(.format, "The UTC representation of the date '\(text)' falls outside the year range 1-9999.")
    }
    return styles.contains(.adjustToUniversal) ? result.toUniversalTime() : result
  }

  /// Years 0…49 are 20xx, 50…99 are 19xx.
  static func fullYear(_ year: Int, digits: Int) -> Int { digits > 2 || year > 99 ? year : year <= 49 ? 2000 + year : 1900 + year }
}

/// One pass over a date text: collects numbers, names, a time and a zone, then decides what the numbers mean.
struct DateScanner {
  private let text: String
  private let bytes: [UInt8]
  private let culture: Culture
  private let styles: DateTimeStyles
  private var at = 0
  private var numbers = [(value: Int, digits: Int)]()
  private var month: Int?
  /// How many numbers stood before the month's name.
  private var numbersBeforeMonth = 0
  private var weekday: Int?
  private var hour = 0, minute = 0, second = 0, fraction = 0
  private var designator: Int?
  /// Whether the letter T stood before the time: then it has two digits a part.
  private var followsT = false
  private var offset: Int64?
  private var zoneIsUtc = false
  private(set) var hasTime = false
  /// Whether the text is a plain ISO 8601 one.
  private(set) var isPlain = false
  var hasDate: Bool { month != nil || !numbers.isEmpty }
  /// A month's name and a day, without a year.
  var isDayOfMonth: Bool { month != nil && numbers.count == 1 && numbers[0].digits <= 2 }

  init(_ text: String, _ culture: Culture, _ styles: DateTimeStyles) {
    self.text = text
    self.culture = culture
    self.styles = styles
    let all = [UInt8](text.utf8)
    // #1/2/2020# is how some languages write a date
    bytes = all.count > 2 && all.first == 35 && all.last == 35 ? Array(all[1..<(all.count - 1)]) : all
  }

  private var failure: NetError { DateParse.invalid(text) }

  mutating func read() throws(NetError) -> DateParse.Reading {
    guard !bytes.isEmpty else { throw failure }
    if let reading = plainIso() { return reading }
    while skipWhite() {
      let byte = bytes[at]
      switch byte {
      case 48...57: try readNumber()
      case 43, 45:
        if hasTime || numbers.count == 3, offset == nil, at + 1 < bytes.count, bytes[at + 1] >= 48, bytes[at + 1] <= 57 {
          try readOffset()
        } else if byte == 45 {
          try readSeparator(1)
        } else {
          throw failure
        }
      case 47: try readSeparator(1)
      case 58: throw failure
      case 0xE5 where takeSuffix("年"), 0xE6 where takeSuffix("月") || takeSuffix("日"): continue
      case 46 where culture.dateSeparator == ".": try readSeparator(1)
      case 44, 46: at += 1
      default:
        if stands(culture.dateSeparator) { try readSeparator(culture.dateSeparator.utf8.count) } else { try readWord() }
      }
    }
    return try assemble()
  }

  /// A date separator stands between two parts of a date.
  private mutating func readSeparator(_ length: Int) throws(NetError) {
    guard !numbers.isEmpty || month != nil || weekday != nil else { throw failure }
    at += length
    guard skipWhite(), !separators.contains(bytes[at]), !stands(culture.dateSeparator) else { throw failure }
    // behind three numbers nothing of a date can follow
    if numbers.count == 3, bytes[at] >= 128 || bytes[at] | 32 >= 97 && bytes[at] | 32 <= 122 { throw failure }
  }
  private let separators: [UInt8] = [45, 47]

  /// `yyyy-MM-dd` alone or with `THH:mm:ss` or ` HH:mm:ss`: what logs and exports are full of.
  private mutating func plainIso() -> DateParse.Reading? {
    guard bytes.count == 10 || bytes.count == 19 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      var value = 0
      for byte in bytes[from..<(from + count)] {
        guard byte >= 48 && byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard bytes[4] == 45, bytes[7] == 45, let year = number(0, 4), let month = number(5, 2), let day = number(8, 2) else { return nil }
    var (hour, minute, second) = (0, 0, 0)
    if bytes.count == 19 {
      guard bytes[10] == 84 || bytes[10] == 32, bytes[13] == 58, bytes[16] == 58, let h = number(11, 2), let m = number(14, 2),
        let s = number(17, 2)
      else { return nil }
      (hour, minute, second) = (h, m, s)
    }
    guard let clock = try? NetDateTime(year, month, day, hour, minute, second) else { return nil }
    numbers = [(year, 4), (month, 2), (day, 2)]
    hasTime = bytes.count == 19
    isPlain = true
    return DateParse.Reading(clock: clock)
  }

  /// Moves to the next character that counts; false at the end.
  private mutating func skipWhite() -> Bool {
    while at < bytes.count {
      switch bytes[at] {
      case 9...13, 32, 0: at += 1
      case 0xC2 where at + 1 < bytes.count && bytes[at + 1] == 0xA0: at += 2
      case 0xE2 where at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] == 0xAF: at += 3
      default: return true
      }
    }
    return false
  }

  /// Whether a symbol stands here; none stands nowhere.
  private func stands(_ symbol: String) -> Bool { !symbol.isEmpty && bytes[at...].starts(with: symbol.utf8) }
  /// The suffix of a year, month or day: behind a number and before anything but a letter.
  private mutating func takeSuffix(_ symbol: String) -> Bool {
    guard at > 0, (48...57).contains(bytes[at - 1]), stands(symbol) else { return false }
    let rest = bytes[(at + symbol.utf8.count)...]
    if let next = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first, next.properties.isAlphabetic { return false }
    at += symbol.utf8.count
    return true
  }

  private mutating func digits() -> (value: Int, digits: Int) {
    var value = 0
    let start = at
    while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
      value = min(value * 10 + Int(bytes[at] - 48), 1 << 40)
      at += 1
    }
    return (value, at - start)
  }

  // MARK: Numbers and times

  private mutating func readNumber() throws(NetError) {
    let number = digits()
    if at < bytes.count, bytes[at] == 58, at + 1 < bytes.count, bytes[at + 1] >= 48, bytes[at + 1] <= 57 {
      guard !hasTime else { throw failure }
      guard !followsT || hasTwoDigits(number) else { throw failure }
      hasTime = true
      hour = number.value
      at += 1
      let minutes = digits()
      minute = minutes.value
      guard !followsT || hasTwoDigits(minutes) else { throw failure }
      if !numbers.isEmpty || month != nil, numbers.count + (month == nil ? 0 : 1) < 3 {
        // .NET takes the day and the hour for hours and minutes of today, where nothing tells the day from the year; all else is refused
        guard month != nil, numbers.count == 1, numbers[0].digits <= 2, at == bytes.count || bytes[at] != 58 else { throw failure }
        (hour, minute, month, numbers) = (numbers[0].value, hour, nil, [])
        return
      }
      if at + 1 < bytes.count, bytes[at] == 58, bytes[at + 1] >= 48, bytes[at + 1] <= 57 {
        at += 1
        let seconds = digits()
        second = seconds.value
        guard !followsT || hasTwoDigits(seconds) else { throw failure }
        if at + 1 < bytes.count, bytes[at] == 46 || bytes[at] == 44, bytes[at + 1] >= 48, bytes[at + 1] <= 57 {
          at += 1
          readFraction()
        }
      }
      return
    }
    // "5 PM", "5pm": an hour alone.
    let mark = at
    if !hasTime, number.digits <= 2, skipWhite(), let found = matchDesignator() {
      // a date that lacks its last part takes the number, and .NET forgets the designator
      if month != nil ? numbers.count == 1 : numbers.count == 2 && numbers[0].digits > 2 {
        numbers.append(number)
        return
      }
      hasTime = true
      hour = number.value
      designator = found
      return
    }
    at = mark
    guard number.digits <= 4, numbers.count < 3 else { throw failure }
    numbers.append(number)
  }

  private func hasTwoDigits(_ number: (value: Int, digits: Int)) -> Bool { number.digits == 2 }

  private mutating func readFraction() {
    var value = 0
    var count = 0
    var next: UInt8 = 0
    while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
      if count < 7 { value = value * 10 + Int(bytes[at] - 48) } else if count == 7 { next = bytes[at] - 48 }
      count += 1
      at += 1
    }
    fraction = count < 7 ? value * powersOfTen[7 - count] : value + (next >= 5 ? 1 : 0)
  }

  private mutating func readOffset() throws(NetError) {
    let negative = bytes[at] == 45
    at += 1
    let first = digits()
    var (hours, minutes) = (first.value, 0)
    if at < bytes.count, bytes[at] == 58 {
      at += 1
      minutes = digits().value
    } else if first.digits > 2 {
      (hours, minutes) = (first.value / 100, first.value % 100)
    }
    guard minutes <= 59, first.digits <= 4 else { throw failure }
    guard hours <= 14 else { throw DateParse.farOffset(text) }
    let ticks = Int64(hours * 60 + minutes) * NetTimeSpan.ticksPerMinute
    offset = negative ? -ticks : ticks
  }

  // MARK: Words

  private mutating func matchDesignator(short: Bool = true) -> Int? {
    for (index, name) in [(0, culture.am), (1, culture.pm), (0, "AM"), (1, "PM")] where matchWord(name) { return index }
    // Their first letters do as well.
    if short, at < bytes.count, bytes[at] | 32 == 97 || bytes[at] | 32 == 112, at + 1 == bytes.count || bytes[at + 1] | 32 < 97 || bytes[at + 1] | 32 > 122 {
      at += 1
      return bytes[at - 1] | 32 == 97 ? 0 : 1
    }
    return nil
  }

  /// Takes a name if it stands here as a whole word, ignoring case.
  private mutating func matchWord(_ name: String) -> Bool {
    let count = name.utf8.count
    guard count > 0, at + count <= bytes.count else { return false }
    guard NetString.equalsIgnoreCase(String(decoding: bytes[at..<(at + count)], as: UTF8.self), name) else { return false }
    if at + count < bytes.count {
      let next = bytes[at + count]
      if next >= 128 || next | 32 >= 97 && next | 32 <= 122 { return false }
    }
    at += count
    return true
  }

  private mutating func readWord() throws(NetError) {
    let start = at
    // English names are known everywhere
    let english = Culture.invariant
    for names in [culture.months, culture.genitiveMonths, culture.abbreviatedMonths, english.months, english.abbreviatedMonths] {
      for (index, name) in names.enumerated() where matchWord(name) {
        guard month == nil else { throw failure }
        month = index + 1
        numbersBeforeMonth = numbers.count
        if at < bytes.count, bytes[at] == 46 { at += 1 }
        return
      }
    }
    for names in [culture.days, culture.abbreviatedDays, english.days, english.abbreviatedDays] {
      for (index, name) in names.enumerated() where matchWord(name) {
        weekday = index
        if at < bytes.count, bytes[at] == 46 { at += 1 }
        return
      }
    }
    if hasTime, designator == nil, let found = matchDesignator() {
      designator = found
      return
    }
    if matchWord("GMT") || (hasTime || hasDate) && matchWord("Z") {
      (offset, zoneIsUtc) = (0, true)
      return
    }
    // T joins a date in ISO's order and a time
    if bytes[at] | 32 == 116, !hasTime, hasDate {
      let mark = at
      at += 1
      guard skipWhite() else { throw failure }
      if bytes[at] >= 48, bytes[at] <= 57 {
        guard numbers.count == 3, numbers[0].digits > 2 else { throw failure }
        followsT = true
        return
      }
      at = mark
    }
    if !hasTime, designator == nil, let found = matchDesignator(short: false) {
      guard skipWhite(), bytes[at] >= 48, bytes[at] <= 57 else { throw failure }
      designator = found
      return
    }
    if matchWord("Z") { throw failure }
    if matchWord("A.D.") || matchWord("AD") || !culture.name.isEmpty && matchWord("A") || hasTime && matchDesignator(short: false) != nil { throw failure }
    // what is no letter begins no word
    guard bytes[at] >= 128 || (bytes[at] | 32) >= 97 && (bytes[at] | 32) <= 122 else { throw failure }
    let index = String(decoding: bytes[0..<start], as: UTF8.self).utf16.count
    throw NetError(
      .format, "The string '\(text)' was not recognized as a valid DateTime. There is an unknown word starting at index '\(index)'.")
  }

  // MARK: Meaning

  /// Order of year, month and day in the culture's short date: `MDY`, `DMY` or `YMD`.
  private var order: [UInt8] {
    var seen = [UInt8]()
    for byte in culture.shortDate.utf8 where (byte == 121 || byte == 77 || byte == 100) && !seen.contains(byte) { seen.append(byte) }
    return seen
  }

  /// Whether the culture writes the day before the month ("d MMMM").
  private var dayComesFirst: Bool {
    let pattern = culture.monthDay.utf8
    return (pattern.firstIndex(of: 100) ?? pattern.endIndex) < (pattern.firstIndex(of: 77) ?? pattern.endIndex)
  }
  /// Whether the culture writes the year before the month ("yyyy MMMM").
  private var yearComesFirst: Bool { culture.yearMonth.utf8.first == 121 }

  private func assemble() throws(NetError) -> DateParse.Reading {
    var (year, monthNumber, day) = (0, month ?? 0, 0)
    let n = numbers
    func full(_ index: Int) -> Int { DateParse.fullYear(n[index].value, digits: n[index].digits) }
    func isYear(_ index: Int) -> Bool { n[index].digits > 2 }
    let today = styles.contains(.noCurrentDateDefault) ? (1, 1, 1) : NetDateTime.now.components
    if month != nil {
      switch n.count {
      case 0: throw failure
      case 1:
        // "2 Jan" is a year and a month where the culture writes the month before the day and the year before the month; "Jan 2" in the
        // opposite case
        if isYear(0) || n[0].value > 31 || (numbersBeforeMonth == 1) == yearComesFirst && (numbersBeforeMonth == 1) != dayComesFirst {
          (year, day) = (full(0), 1)
        } else {
          (year, day) = (NetDateTime.now.components.0, n[0].value)
        }
      case 2:
        if isYear(0) { (year, day) = (full(0), n[1].value) } else if order.first == 121 && !isYear(1) { (year, day) = (full(0), n[1].value) } else { (year, day) = (full(1), n[0].value) }
      default: throw failure
      }
    } else {
      switch n.count {
      case 0:
        guard hasTime else { throw failure }
        (year, monthNumber, day) = today
      case 1: throw failure
      case 2:
        if isYear(0) {
          guard !isYear(1) else { throw failure }
          (year, monthNumber, day) = (full(0), n[1].value, 1)
        } else if isYear(1) { (year, monthNumber, day) = (full(1), n[0].value, 1) }
        else if dayComesFirst { (year, monthNumber, day) = (NetDateTime.now.components.0, n[1].value, n[0].value) }
        else { (year, monthNumber, day) = (NetDateTime.now.components.0, n[0].value, n[1].value) }
      default:
        if isYear(0) { (year, monthNumber, day) = (full(0), n[1].value, n[2].value) }
        else if isYear(1) { throw failure }
        else {
          switch order.first {
          case 100: (day, monthNumber, year) = (n[0].value, n[1].value, full(2))
          case 121 where !isYear(2): (year, monthNumber, day) = (full(0), n[1].value, n[2].value)
          case 121: (monthNumber, day, year) = (n[0].value, n[1].value, full(2))
          default: (monthNumber, day, year) = (n[0].value, n[1].value, full(2))
          }
        }
      }
    }
    var hours = hour
    if let designator {
      guard hours <= (designator == 1 ? 23 : 12) else { throw failure }
      hours = hours == 12 ? designator * 12 : hours < 12 ? hours + designator * 12 : hours
    }
    guard let date = try? NetDateTime(year, monthNumber, day) else { throw failure }
    guard let clock = try? NetDateTime(year, monthNumber, day, hours, minute, second) else { throw DateParse.outsideCalendar(text) }
    if let weekday, date.dayOfWeek != weekday { throw DateParse.wrongWeekday(text) }
    return DateParse.Reading(clock: NetDateTime(ticks: clock.ticks + Int64(fraction)), offset: offset, isUtc: zoneIsUtc)
  }
}
