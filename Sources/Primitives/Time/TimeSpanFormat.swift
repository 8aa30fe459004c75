/// Time spans → text: the standard formats c t T g G and custom ones (`d\.hh\:mm`, `%s`, `fff` …).
public enum TimeSpanFormat {
  private struct Parts {
    var negative: Bool
    var days, hours, minutes, seconds, fraction: Int

    init(_ span: NetTimeSpan) {
      negative = span.ticks < 0
      let ticks = span.ticks.magnitude
      days = Int(ticks / 864_000_000_000)
      hours = Int(ticks / 36_000_000_000 % 24)
      minutes = Int(ticks / 600_000_000 % 60)
      seconds = Int(ticks / 10_000_000 % 60)
      fraction = Int(ticks % 10_000_000)
    }
  }

  /// `[-][d.]hh:mm:ss[.fffffff]`, the same in every culture.
  public static func constant(_ span: NetTimeSpan) -> String {
    let parts = Parts(span)
    var out = [UInt8]()
    if parts.negative { out.append(45) }
    if parts.days != 0 {
      out.append(contentsOf: String(parts.days).utf8)
      out.append(46)
    }
    out.appendPadded(parts.hours, 2)
    out.append(58)
    out.appendPadded(parts.minutes, 2)
    out.append(58)
    out.appendPadded(parts.seconds, 2)
    if parts.fraction != 0 {
      out.append(46)
      out.appendPadded(parts.fraction, 7)
    }
    return String(decoding: out, as: UTF8.self)
  }

  public static func text(_ span: NetTimeSpan, _ format: String = "", _ culture: Culture = .current) throws(NetError) -> String {
    let bytes = [UInt8](format.utf8)
    if bytes.isEmpty { return constant(span) }
    if bytes.count == 1 {
      switch bytes[0] {
      case 99, 116, 84: return constant(span)
      case 103, 71: return general(Parts(span), long: bytes[0] == 71, culture)
      default: throw .inputString
      }
    }
    return try custom(Parts(span), bytes)
  }

  private static func general(_ parts: Parts, long: Bool, _ culture: Culture) -> String {
    var out = [UInt8]()
    if parts.negative { out.append(contentsOf: culture.minus.utf8) }
    if parts.days != 0 || long {
      out.append(contentsOf: String(parts.days).utf8)
      out.append(58)
    }
    out.appendPadded(parts.hours, long ? 2 : 1)
    out.append(58)
    out.appendPadded(parts.minutes, 2)
    out.append(58)
    out.appendPadded(parts.seconds, 2)
    if long || parts.fraction != 0 {
      out.append(contentsOf: culture.decimal.utf8)
      let start = out.count
      out.appendPadded(parts.fraction, 7)
      if !long { while out.count > start, out[out.count - 1] == 48 { out.removeLast() } }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func custom(_ parts: Parts, _ format: [UInt8]) throws(NetError) -> String {
    var out = [UInt8]()
    var at = 0
    func run(_ limit: Int) throws(NetError) -> Int {
      let letter = format[at]
      var count = 1
      while at + count < format.count, format[at + count] == letter { count += 1 }
      guard count <= limit else { throw .inputString }
      return count
    }
    while at < format.count {
      var length = 1
      switch format[at] {
      case 104:
        length = try run(2)
        out.appendPadded(parts.hours, length)
      case 109:
        length = try run(2)
        out.appendPadded(parts.minutes, length)
      case 115:
        length = try run(2)
        out.appendPadded(parts.seconds, length)
      case 100:
        length = try run(8)
        out.appendPadded(parts.days, length)
      case 102:
        length = try run(7)
        out.appendPadded(parts.fraction / powersOfTen[7 - length], length)
      case 70:
        length = try run(7)
        var value = parts.fraction / powersOfTen[7 - length]
        var digits = length
        while digits > 0, value % 10 == 0 {
          value /= 10
          digits -= 1
        }
        if digits > 0 { out.appendPadded(value, digits) }
      case 39, 34:
        let quote = format[at]
        var end = at + 1
        while end < format.count, format[end] != quote {
          if format[end] == 92 { end += 1 }
          if end < format.count { out.append(format[end]) }
          end += 1
        }
        guard end < format.count else {
          throw NetError(.format, "Cannot find a matching quote character for the character '\(Character(Unicode.Scalar(quote)))'.")
        }
        length = end - at + 1
      case 37:
        guard at + 1 < format.count, format[at + 1] != 37 else { throw .inputString }
        // the letter after % stands alone
        out.append(contentsOf: try custom(parts, [format[at + 1]]).utf8)
        length = 2
      case 92:
        guard at + 1 < format.count else { throw .inputString }
        out.append(format[at + 1])
        length = 2
      default: throw .inputString
      }
      at += length
    }
    return String(decoding: out, as: UTF8.self)
  }
}

let powersOfTen = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]

extension Array where Element == UInt8 {
  /// Appends a non-negative number in decimal, with at least `width` digits.
  mutating func appendPadded(_ value: Int, _ width: Int) {
    if value < 100 && width <= 2 {
      if value >= 10 || width == 2 { append(48 + UInt8(value / 10)) }
      append(48 + UInt8(value % 10))
      return
    }
    let digits = String(value)
    for _ in 0..<Swift.max(0, width - digits.utf8.count) { append(48) }
    append(contentsOf: digits.utf8)
  }
}
