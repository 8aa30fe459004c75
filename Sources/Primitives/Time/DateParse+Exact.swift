/// `DateTime.ParseExact`: a text against one of several standard or custom formats.
extension DateParse {
  public static func dateTime(_ text: String, exactly formats: [String], culture: Culture = .current, styles: DateTimeStyles = [])
    throws(NetError) -> NetDateTime
  {
    finish(try reading(text, formats, culture, styles), styles)
  }

  public static func dateTimeOffset(_ text: String, exactly formats: [String], culture: Culture = .current, styles: DateTimeStyles = [])
    throws(NetError) -> NetDateTimeOffset
  {
    try offset(try reading(text, formats, culture, styles), styles, text)
  }

  private static func reading(_ text: String, _ formats: [String], _ culture: Culture, _ styles: DateTimeStyles) throws(NetError)
    -> Reading
  {
    guard !text.isEmpty else { throw invalid(text) }
    for format in formats {
      guard !format.isEmpty else { throw .inputString }
      var (pattern, using) = (format, culture)
      var zoneIsUtc = false
      if format.utf8.count == 1, let letter = format.utf8.first {
        guard let found = DateFormat.pattern(letter, culture) else { throw .inputString }
        (pattern, using) = found
        zoneIsUtc = letter == 114 || letter == 82 || letter == 117
      }
      var matcher = ExactDate(text, pattern, using, styles)
      do throws(NetError) {
        if var result = try matcher.match() {
          if zoneIsUtc, styles.contains(.adjustToUniversal) { result.offset = 0 }
          return result
        }
      } catch {
        // of several formats any may fit
        if formats.count == 1 { throw error }
      }
    }
    throw invalid(text)
  }
}

private struct ExactDate {
  private let text: String
  private let bytes: [UInt8]
  private let format: [UInt8]
  private let culture: Culture
  private let styles: DateTimeStyles
  private var at = 0

  init(_ text: String, _ format: String, _ culture: Culture, _ styles: DateTimeStyles) {
    self.text = text
    bytes = [UInt8](text.utf8)
    self.format = [UInt8](format.utf8)
    self.culture = culture
    self.styles = styles
  }

  private mutating func skipWhite() {
    while at < bytes.count, NumberParse.isWhite(bytes[at]) { at += 1 }
  }

  private mutating func number(_ minimum: Int, _ maximum: Int) -> Int? {
    var value = 0
    let start = at
    while at < bytes.count, at - start < maximum, bytes[at] >= 48, bytes[at] <= 57 {
      // a format may ask for more digits than any number has
      value = min(value, 1 << 40) * 10 + Int(bytes[at] - 48)
      at += 1
    }
    return at - start >= minimum ? value : nil
  }

  /// The longest of several names that stands here, ignoring case.
  private mutating func name(_ names: [String]) -> Int? {
    var best: (index: Int, length: Int)?
    for (index, name) in names.enumerated() {
      let length = name.utf8.count
      guard length > (best?.length ?? 0), at + length <= bytes.count else { continue }
      if NetString.equalsIgnoreCase(String(decoding: bytes[at..<(at + length)], as: UTF8.self), name) { best = (index, length) }
    }
    guard let best else { return nil }
    at += best.length
    return best.index
  }

  private mutating func literal(_ symbol: [UInt8]) -> Bool {
    guard at + symbol.count <= bytes.count, bytes[at..<(at + symbol.count)].elementsEqual(symbol) else { return false }
    at += symbol.count
    return true
  }

  /// nil when the text does not fit; throws when the format itself is wrong.
  mutating func match() throws(NetError) -> DateParse.Reading? {
    var year: Int?, month: Int?, day: Int?
    var hour: Int?, minute: Int?, second: Int?
    var fraction: Int?
    var designator: Int?
    var isHalfDay = false
    var weekday: Int?
    var isShortYear = false
    var offset: Int64?
    var isUtc = false
    var index = 0
    /// A part that is named twice must have the same value.
    func keep(_ value: Int, in part: inout Int?, _ letter: UInt8) throws(NetError) {
      guard part == nil || part == value else {
        throw NetError(.format, "DateTime pattern '\(Character(Unicode.Scalar(letter)))' appears more than once with different values.")
      }
      part = value
    }
    if styles.contains(.allowLeadingWhite) { skipWhite() }
    while index < format.count {
      if styles.contains(.allowInnerWhite) { skipWhite() }
      let letter = format[index]
      var length = 1
      while index + length < format.count, format[index + length] == letter { length += 1 }
      if letter == 37, index + 1 < format.count {
        index += 1
        continue
      }
      switch letter {
      case 121:
        let digits = length <= 2 ? 2 : length
        guard let value = number(length == 1 ? 1 : digits, digits) else { return nil }
        isShortYear = isShortYear || digits <= 2
        try keep(value, in: &year, letter)
      case 77:
        if length <= 2 {
          guard let value = number(length, 2) else { return nil }
          try keep(value, in: &month, letter)
        } else {
          let names = length == 3 ? Array(culture.abbreviatedMonths.prefix(12)) : Array(culture.months.prefix(12)) + culture.genitiveMonths.prefix(12)
          guard let value = name(names) else { return nil }
          try keep(value % 12 + 1, in: &month, letter)
        }
      case 100:
        if length <= 2 {
          guard let value = number(length, 2) else { return nil }
          try keep(value, in: &day, letter)
        } else {
          guard let value = name(length == 3 ? culture.abbreviatedDays : culture.days) else { return nil }
          try keep(value, in: &weekday, letter)
        }
      case 104, 72:
        guard let value = number(min(length, 2), 2), letter == 72 || value >= 1 && value <= 12 else { return nil }
        try keep(value, in: &hour, letter)
        isHalfDay = isHalfDay || letter == 104
      case 109:
        guard let value = number(min(length, 2), 2) else { return nil }
        try keep(value, in: &minute, letter)
      case 115:
        guard let value = number(min(length, 2), 2) else { return nil }
        try keep(value, in: &second, letter)
      case 102, 70:
        guard length <= 7 else { throw .inputString }
        let start = at
        guard let value = number(letter == 102 ? length : 0, length) else { return nil }
        try keep(value * powersOfTen[7 - (at - start)], in: &fraction, letter)
      case 116:
        if length == 1 {
          let firsts = [culture.am, culture.pm].map { String($0.prefix(1)) }
          guard let value = name(firsts) else { return nil }
          try keep(value, in: &designator, letter)
        } else {
          guard let value = name([culture.am, culture.pm]) else { return nil }
          try keep(value, in: &designator, letter)
        }
      case 122, 75:
        if letter == 75 { length = 1 }
        if letter == 75 && (at == bytes.count || ![43, 45, 90, 122].contains(bytes[at])) { break }
        if at < bytes.count, bytes[at] | 32 == 122 {
          at += 1
          (offset, isUtc) = (0, true)
          break
        }
        guard at < bytes.count, bytes[at] == 43 || bytes[at] == 45 else { return nil }
        let negative = bytes[at] == 45
        at += 1
        guard let hours = number(letter == 122 && length == 1 ? 1 : 2, 2) else { return nil }
        var minutes = 0
        if letter == 75 || length >= 3 {
          _ = literal([58])
          guard let value = number(2, 2) else { return nil }
          minutes = value
        }
        guard minutes <= 59 else { return nil }
        guard hours <= 14 else { throw DateParse.farOffset(text) }
        let ticks = Int64(hours * 60 + minutes) * NetTimeSpan.ticksPerMinute
        offset = negative ? -ticks : ticks
      case 58:
        length = 1
        guard literal(Array(culture.timeSeparator.utf8)) else { return nil }
      case 47:
        length = 1
        guard literal(Array(culture.dateSeparator.utf8)) else { return nil }
      case 103: guard name(["A.D.", "AD"]) != nil else { return nil }
      case 39, 34:
        var end = index + 1
        var piece = [UInt8]()
        while end < format.count, format[end] != letter {
          piece.append(format[end])
          end += 1
        }
        guard end < format.count else { throw .inputString }
        guard literal(piece) else { return nil }
        length = end - index + 1
        if piece == Array("GMT".utf8) || piece == [90] { (offset, isUtc) = (offset, isUtc) }
      case 92:
        guard index + 1 < format.count else { throw .inputString }
        guard literal([format[index + 1]]) else { return nil }
        length = 2
      default:
        length = 1
        // Narrow and ordinary spaces match each other.
        if letter == 0xE2, index + 2 < format.count, format[index + 1] == 0x80, format[index + 2] == 0xAF {
          length = 3
          guard literal([0xE2, 0x80, 0xAF]) || literal([32]) else { return nil }
        } else if letter == 32 {
          if styles.contains(.allowInnerWhite) { break }
          guard literal([32]) || literal([0xE2, 0x80, 0xAF]) else { return nil }
        } else {
          guard literal([letter]) else { return nil }
        }
      }
      index += length
    }
    if let value = year, isShortYear { year = DateParse.fullYear(value, digits: 2) }
    if styles.contains(.allowTrailingWhite) { skipWhite() }
    guard at == bytes.count else { return nil }
    if isHalfDay, let value = hour {
      guard value <= 12 else { return nil }
      hour = value % 12 + (designator == 1 ? 12 : 0)
    } else if let designator, (designator == 0) == ((hour ?? 0) >= 12) {
      // An hour of 24 says which half of the day it is; the designator may only agree.
      return nil
    }
    let today = styles.contains(.noCurrentDateDefault) ? (1, 1, 1) : NetDateTime.now.components
    let anyDate = year != nil || month != nil || day != nil
    guard
      let clock = try? NetDateTime(
        year ?? today.0, month ?? (anyDate ? 1 : today.1), day ?? (anyDate ? 1 : today.2), hour ?? 0, minute ?? 0, second ?? 0)
    else { throw DateParse.outsideCalendar(text) }
    if let weekday, clock.dayOfWeek != weekday { throw DateParse.wrongWeekday(text) }
    return DateParse.Reading(clock: NetDateTime(ticks: clock.ticks + Int64(fraction ?? 0)), offset: offset, isUtc: isUtc)
  }
}
