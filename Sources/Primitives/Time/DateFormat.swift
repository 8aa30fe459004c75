/// Dates → text: .NET's standard formats (d D f F g G m o r s t T u U y) and custom ones, for any culture.
public enum DateFormat {
  /// What is being formatted: a local reading of ticks and how to show its zone.
  struct Source {
    var time: NetDateTime
    /// Offset in ticks for a DateTimeOffset; nil for a DateTime.
    var offset: Int64?
  }

  public static func text(_ value: NetDateTime, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    try text(Source(time: value, offset: nil), format.isEmpty ? "G" : format, culture)
  }

  public static func text(_ value: NetDateTimeOffset, _ format: String = "", _ culture: Culture = .current)
    throws(NetError) -> String
  {
    let format = format.isEmpty ? "\(culture.shortDate) \(culture.longTime) zzz" : format
    return try text(Source(time: value.dateTime, offset: value.offset.ticks), format, culture)
  }

  /// Dates alone: d D m o r y and custom formats without time parts; default `d`.
  public static func text(_ value: DateOnly, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    let source = Source(time: value.dateTime, offset: nil)
    switch format {
    case "", "d": return try custom(source, culture.shortDate, culture)
    case "o", "O": return try custom(source, "yyyy'-'MM'-'dd", .invariant)
    case "r", "R": return try custom(source, "ddd, dd MMM yyyy", .invariant)
    case "D", "m", "M", "y", "Y": return try text(source, format, culture)
    default:
      guard format.utf8.count > 1, !uses(format, "hHmstfFzK:") else { throw .inputString }
      return try custom(source, format, culture)
    }
  }

  /// Times alone: t T o r and custom formats without date parts; default `t`.
  public static func text(_ value: TimeOnly, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    let source = Source(time: NetDateTime(ticks: value.ticks), offset: nil)
    switch format {
    case "", "t": return try custom(source, culture.shortTime, culture)
    case "T": return try custom(source, culture.longTime, culture)
    case "o", "O": return try custom(source, "HH':'mm':'ss'.'fffffff", .invariant)
    case "r", "R": return try custom(source, "HH':'mm':'ss", .invariant)
    default:
      guard format.utf8.count > 1, !uses(format, "dMyzgK/") else { throw .inputString }
      return try custom(source, format, culture)
    }
  }

  /// Like `text`, falling back to the round-trip form for a format that does not exist.
  static func string(_ value: NetDateTime, _ format: String, _ culture: Culture) -> String {
    (try? text(value, format, culture)) ?? "\(value.ticks)"
  }

  private static func uses(_ format: String, _ letters: String) -> Bool {
    var quote: UInt8 = 0
    var escaped = false
    for byte in format.utf8 {
      if escaped { escaped = false; continue }
      if quote != 0 { if byte == quote { quote = 0 }; continue }
      switch byte {
      case 92: escaped = true
      case 39, 34: quote = byte
      default: if letters.utf8.contains(byte) { return true }
      }
    }
    return false
  }

  /// The custom format behind a standard letter; nil when the letter means nothing.
  static func pattern(_ letter: UInt8, _ culture: Culture, offset: Bool = false) -> (format: String, culture: Culture)? {
    switch letter {
    case 100: return (culture.shortDate, culture)
    case 68: return (culture.longDate, culture)
    case 102: return (culture.longDate + " " + culture.shortTime, culture)
    case 70: return (culture.fullDateTime, culture)
    case 103: return (culture.shortDate + " " + culture.shortTime, culture)
    case 71: return (culture.shortDate + " " + culture.longTime, culture)
    case 109, 77: return (culture.monthDay, culture)
    case 111, 79: return (offset ? "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffzzz" : "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK", .invariant)
    case 114, 82: return ("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'", .invariant)
    case 115: return ("yyyy'-'MM'-'dd'T'HH':'mm':'ss", .invariant)
    case 116: return (culture.shortTime, culture)
    case 84: return (culture.longTime, culture)
    case 117: return ("yyyy'-'MM'-'dd HH':'mm':'ss'Z'", .invariant)
    case 85: return (culture.fullDateTime, culture)
    case 121, 89: return (culture.yearMonth, culture)
    default: return nil
    }
  }

  static func text(_ source: Source, _ format: String, _ culture: Culture) throws(NetError) -> String {
    guard format.utf8.count == 1, let letter = format.utf8.first else { return try custom(source, format, culture) }
    guard let (pattern, using) = pattern(letter, culture, offset: source.offset != nil) else { throw .inputString }
    var adjusted = source
    switch letter {
    case 114, 82, 117:
      if let offset = source.offset { adjusted = Source(time: NetDateTime(ticks: source.time.ticks - offset), offset: 0) }
    case 85:
      guard source.offset == nil else { throw .inputString }
      adjusted.time = source.time.toUniversalTime()
    default: break
    }
    return try custom(adjusted, pattern, using)
  }

  // MARK: Custom formats

  static func custom(_ source: Source, _ text: String, _ culture: Culture) throws(NetError) -> String {
    var copy = text
    return try copy.withUTF8Throwing { format throws(NetError) in try custom(source, format, culture) }
  }

  private static func custom(_ source: Source, _ format: UnsafeBufferPointer<UInt8>, _ culture: Culture) throws(NetError) -> String {
    let time = source.time
    let (year, month, day) = time.components
    var out = [UInt8]()
    out.reserveCapacity(40)
    var at = 0
    while at < format.count {
      let letter = format[at]
      var length = 1
      while at + length < format.count, format[at + length] == letter { length += 1 }
      switch letter {
      case 104: out.appendPadded(time.hour % 12 == 0 ? 12 : time.hour % 12, min(length, 2))
      case 72: out.appendPadded(time.hour, min(length, 2))
      case 109: out.appendPadded(time.minute, min(length, 2))
      case 115: out.appendPadded(time.second, min(length, 2))
      case 102, 70:
        guard length <= 7 else { throw .inputString }
        var value = time.fraction / powersOfTen[7 - length]
        if letter == 102 {
          out.appendPadded(value, length)
        } else {
          var digits = length
          while digits > 0, value % 10 == 0 {
            value /= 10
            digits -= 1
          }
          if digits > 0 {
            out.appendPadded(value, digits)
          } else if out.last == 46 {
            // A decimal point without digits goes.
            out.removeLast()
          }
        }
      case 116:
        let designator = time.hour < 12 ? culture.am : culture.pm
        if length == 1 {
          if let first = designator.unicodeScalars.first { out.append(contentsOf: String(first).utf8) }
        } else {
          out.append(contentsOf: designator.utf8)
        }
      case 100:
        if length <= 2 {
          out.appendPadded(day, length)
        } else {
          let names = length == 3 ? culture.abbreviatedDays : culture.days
          out.append(contentsOf: names[time.dayOfWeek].utf8)
        }
      case 77:
        if length <= 2 {
          out.appendPadded(month, length)
        } else if length == 3 {
          out.append(contentsOf: culture.abbreviatedMonths[month - 1].utf8)
        } else {
          let names = dayIsNear(format, at, length) ? culture.genitiveMonths : culture.months
          out.append(contentsOf: names[month - 1].utf8)
        }
      case 121:
        if length <= 2 { out.appendPadded(year % 100, length) } else { out.appendPadded(year, length) }
      case 103: out.append(contentsOf: culture.era.utf8)
      case 122:
        let offset = source.offset ?? (time.kind == .utc ? 0 : time.utcOffset)
        appendOffset(offset, length, &out)
      case 75:
        length = 1
        if let offset = source.offset {
          appendOffset(offset, 3, &out)
        } else if time.kind == .utc {
          out.append(90)
        } else if time.kind == .local {
          appendOffset(time.utcOffset, 3, &out)
        }
      case 58:
        length = 1
        out.append(contentsOf: culture.timeSeparator.utf8)
      case 47:
        length = 1
        out.append(contentsOf: culture.dateSeparator.utf8)
      case 39, 34:
        var end = at + 1
        while end < format.count, format[end] != letter {
          if format[end] == 92 {
            end += 1
            guard end < format.count else { throw .inputString }
          }
          out.append(format[end])
          end += 1
        }
        guard end < format.count else {
          throw NetError(.format, "Cannot find a matching quote character for the character '\(Character(Unicode.Scalar(letter)))'.")
        }
        length = end - at + 1
      case 37:
        guard at + 1 < format.count, format[at + 1] != 37 else { throw .inputString }
        // The letter after % stands alone.
        let single = UnsafeBufferPointer(rebasing: format[(at + 1)...(at + 1)])
        out.append(contentsOf: try custom(source, single, culture).utf8)
        length = 2
      case 92:
        guard at + 1 < format.count else { throw .inputString }
        out.append(format[at + 1])
        length = 2
      default:
        length = 1
        out.append(letter)
      }
      at += length
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether a day of the month stands next to the month name: then several languages inflect the name.
  private static func dayIsNear(_ format: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int) -> Bool {
    var index = at - 1
    while index >= 0, format[index] != 100 { index -= 1 }
    if index >= 0 {
      var count = 0
      while index >= 0, format[index] == 100 {
        count += 1
        index -= 1
      }
      if count <= 2 { return true }
    }
    index = at + length
    while index < format.count, format[index] != 100 { index += 1 }
    var count = 0
    while index < format.count, format[index] == 100 {
      count += 1
      index += 1
    }
    return count > 0 && count <= 2
  }

  private static func appendOffset(_ ticks: Int64, _ length: Int, _ out: inout [UInt8]) {
    out.append(ticks < 0 ? 45 : 43)
    let minutes = Int(ticks.magnitude / 600_000_000)
    out.appendPadded(minutes / 60, min(length, 2))
    if length >= 3 {
      out.append(58)
      out.appendPadded(minutes % 60, 2)
    }
  }
}

extension String {
  /// `withUTF8` that keeps a typed error.
  mutating func withUTF8Throwing<R>(_ body: (UnsafeBufferPointer<UInt8>) throws(NetError) -> R) throws(NetError) -> R {
    let result: Result<R, NetError> = withUTF8 { buffer in
      do throws(NetError) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
