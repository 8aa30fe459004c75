/// Text → time spans: `TimeSpan.Parse` (forms c, g and G mixed) and `ParseExact` with custom formats.
public enum TimeSpanParse {
  static func invalid(_ text: String) -> NetError { NetError(.format, "String '\(text)' was not recognized as a valid TimeSpan.") }

  static func outOfRange(_ text: String) -> NetError {
    NetError(
      .overflow,
      "The TimeSpan string '\(text)' could not be parsed because at least one of the numeric components is out of range or contains too many digits.")
  }

  public static func parse(_ text: String, culture: Culture = .current) throws(NetError) -> NetTimeSpan {
    let bytes = [UInt8](NetString.trim(text).utf8)
    try refuseHugeNumbers(bytes, text)
    var at = 0
    var negative = false
    if at < bytes.count, bytes[at] == 45 {
      negative = true
      at += 1
    }
    // Numbers and the separators between them.
    var numbers = [(value: Int, digits: Int)]()
    var separators = [UInt8]()
    while true {
      let start = at
      var value = 0
      while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
        value = min(value * 10 + Int(bytes[at] - 48), 1 << 40)
        at += 1
      }
      guard at > start else { throw invalid(text) }
      numbers.append((value, at - start))
      if at == bytes.count { break }
      var separator = bytes[at]
      if separator != 58 && separator != 46 {
        let decimal = Array(culture.decimal.utf8)
        guard Array(bytes[at...].prefix(decimal.count)) == decimal else { throw invalid(text) }
        at += decimal.count - 1
        separator = 46
      }
      separators.append(separator)
      at += 1
      guard numbers.count <= 5 else { throw invalid(text) }
    }
    var (days, hours, minutes, seconds) = (0, 0, 0, 0)
    var fraction: (value: Int, digits: Int) = (0, 0)
    switch String(decoding: separators, as: UTF8.self) {
    case "": days = numbers[0].value
    case ":": (hours, minutes) = (numbers[0].value, numbers[1].value)
    case "::":
      // h:m:s, unless only d:h:m makes sense.
      if numbers[0].value <= 23 {
        (hours, minutes, seconds) = (numbers[0].value, numbers[1].value, numbers[2].value)
      } else {
        (days, hours, minutes) = (numbers[0].value, numbers[1].value, numbers[2].value)
      }
    case ".:": (days, hours, minutes) = (numbers[0].value, numbers[1].value, numbers[2].value)
    case ".::", ":::": (days, hours, minutes, seconds) = (numbers[0].value, numbers[1].value, numbers[2].value, numbers[3].value)
    case "::.": (hours, minutes, seconds, fraction) = (numbers[0].value, numbers[1].value, numbers[2].value, numbers[3])
    case ":.": (hours, minutes, fraction) = (0, numbers[0].value, (0, 0)); throw invalid(text)
    case ".::.", ":::.":
      (days, hours, minutes, seconds, fraction) = (numbers[0].value, numbers[1].value, numbers[2].value, numbers[3].value, numbers[4])
    default: throw invalid(text)
    }
    guard days <= 10_675_199, hours <= 23, minutes <= 59, seconds <= 59, fraction.digits <= 7 else { throw outOfRange(text) }
    let ticks = fraction.value * powersOfTen[7 - fraction.digits]
    let total = ((Int64(days) * 24 + Int64(hours)) * 60 + Int64(minutes)) * 60 + Int64(seconds)
    let (product, overflow1) = total.multipliedReportingOverflow(by: NetTimeSpan.ticksPerSecond)
    let (sum, overflow2) = product.addingReportingOverflow(Int64(ticks))
    guard !overflow1, !overflow2 else { throw outOfRange(text) }
    return NetTimeSpan(ticks: negative ? -sum : sum)
  }

  /// A number that needs more than 28 bits is out of range wherever it stands and whatever separates it from others.
  private static func refuseHugeNumbers(_ bytes: [UInt8], _ text: String) throws(NetError) {
    var value = 0
    for byte in bytes {
      guard byte >= 48, byte <= 57 else { value = 0; continue }
      value = value * 10 + Int(byte - 48)
      if value >= 1 << 28 { throw outOfRange(text) }
    }
  }

  /// Whether a text has the separators of a standard format: `c` `[d.]h:m[:s[.f]]`, `g` `[d:]h:m[:s[.f]]`, `G` `d:h:m:s.f`.
  private static func fits(_ text: String, _ letter: UInt8, _ culture: Culture) -> Bool {
    let decimal = Array(culture.decimal.utf8)
    var separators = [UInt8](), digits = 0, at = 0
    let bytes = [UInt8](text.utf8)
    while at < bytes.count {
      if letter == 103 || letter == 71, Array(bytes[at...].prefix(decimal.count)) == decimal, separators.contains(58) {
        separators.append(70)
        at += decimal.count
        digits = 0
        continue
      }
      if bytes[at] == 58 || bytes[at] == 46 { separators.append(bytes[at] == 46 && separators.contains(58) ? 70 : bytes[at]); digits = 0 }
      if bytes[at] >= 48, bytes[at] <= 57 { digits += 1 }
      at += 1
    }
    if letter != 103, letter != 71, separators.last == 70, digits > 7 { return false }
    let shape = String(decoding: separators, as: UTF8.self)
    switch letter {
    case 103: return ["", ":", "::", ":::", "::F", ":::F"].contains(shape)
    case 71: return shape == ":::F"
    default: return ["", ":", "::", ".:", ".::", "::F", ".::F"].contains(shape)
    }
  }

  /// `ParseExact` for one format: c g G or a custom one.
  public static func parse(_ text: String, exactly format: String, culture: Culture = .current) throws(NetError) -> NetTimeSpan {
    let pattern = [UInt8](format.utf8)
    if pattern.count == 1 {
      guard [99, 116, 84, 103, 71].contains(pattern[0]) else { throw .inputString }
      guard fits(text, pattern[0], culture) else { throw invalid(text) }
      return try parse(text, culture: culture)
    }
    let bytes = [UInt8](text.utf8)
    var (at, index) = (0, 0)
    var parts = [UInt8: Int]()
    var ticks = 0
    func number(_ minimum: Int, _ maximum: Int) throws(NetError) -> (value: Int, digits: Int) {
      var value = 0
      let start = at
      while at < bytes.count, at - start < maximum, bytes[at] >= 48, bytes[at] <= 57 {
        value = value * 10 + Int(bytes[at] - 48)
        at += 1
      }
      guard at - start >= minimum else { throw .inputString }
      return (value, at - start)
    }
    while index < pattern.count {
      let letter = pattern[index]
      var length = 1
      while index + length < pattern.count, pattern[index + length] == letter { length += 1 }
      switch letter {
      case 100:
        guard length <= 8, parts[letter] == nil else { throw .inputString }
        parts[letter] = try number(length, length == 1 ? 8 : length).value
      case 104, 109, 115:
        guard length <= 2, parts[letter] == nil else { throw .inputString }
        parts[letter] = try number(length, 2).value
      case 102, 70:
        guard length <= 7, parts[102] == nil else { throw .inputString }
        parts[102] = 0
        let (value, digits) = try number(letter == 102 ? length : 0, min(length, 7))
        ticks = value * powersOfTen[7 - digits]
      case 37: length = 1
      case 92:
        guard index + 1 < pattern.count, at < bytes.count, bytes[at] == pattern[index + 1] else { throw .inputString }
        at += 1
        length = 2
      case 39, 34:
        length = 1
        while index + length < pattern.count, pattern[index + length] != letter {
          guard at < bytes.count, bytes[at] == pattern[index + length] else { throw .inputString }
          at += 1
          length += 1
        }
        length += 1
      default: throw .inputString
      }
      index += length
    }
    guard at == bytes.count else { throw invalid(text) }
    let (hours, minutes, seconds) = (parts[104] ?? 0, parts[109] ?? 0, parts[115] ?? 0)
    guard hours <= 23, minutes <= 59, seconds <= 59, (parts[100] ?? 0) <= 10_675_198 else { throw outOfRange(text) }
    let total = (((parts[100] ?? 0) * 24 + hours) * 60 + minutes) * 60 + seconds
    return NetTimeSpan(ticks: Int64(total) * NetTimeSpan.ticksPerSecond + Int64(ticks))
  }
}
