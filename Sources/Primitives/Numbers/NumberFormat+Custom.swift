/// Custom number formats: `0 # . , % ‰ E+00 'literal' "literal" \x` and up to three sections.
extension NumberFormat {
  /// Where section `index` (0 positive, 1 negative, 2 zero) begins; an absent or empty one falls back to the first.
  private static func section(_ index: Int, of format: [UInt8]) -> Int {
    guard index > 0 else { return 0 }
    var left = index
    var at = 0
    while at < format.count {
      let byte = format[at]
      at += 1
      switch byte {
      case 39, 34:
        while at < format.count {
          at += 1
          if format[at - 1] == byte { break }
        }
      case 92: at += at < format.count ? 1 : 0
      case 59:
        left -= 1
        if left == 0 { return at < format.count && format[at] != 59 ? at : 0 }
      default: break
      }
    }
    return 0
  }

  /// What one reading of a section finds out before anything is written.
  private struct Layout {
    var digits = 0
    var decimalAt = -1
    var firstZero = Int.max
    var lastZero = 0
    var scientific = false
    var groups = false
    var scaleAdjust = 0
  }

  private static func layout(_ format: [UInt8], from start: Int) -> Layout {
    var found = Layout()
    var thousandsAt = -1
    var thousandsCount = 0
    var at = start
    scan: while at < format.count {
      let byte = format[at]
      at += 1
      switch byte {
      case 35: found.digits += 1
      case 48:
        if found.firstZero == Int.max { found.firstZero = found.digits }
        found.digits += 1
        found.lastZero = found.digits
      case 46:
        if found.decimalAt < 0 { found.decimalAt = found.digits }
      case 44:
        if found.digits > 0 && found.decimalAt < 0 {
          if thousandsAt >= 0 {
            if thousandsAt == found.digits {
              thousandsCount += 1
              continue scan
            }
            found.groups = true
          }
          thousandsAt = found.digits
          thousandsCount = 1
        }
      case 37: found.scaleAdjust += 2
      case 0xE2 where at + 1 < format.count && format[at] == 0x80 && format[at + 1] == 0xB0:
        found.scaleAdjust += 3
        at += 2
      case 39, 34:
        while at < format.count {
          at += 1
          if format[at - 1] == byte { break }
        }
      case 92: at += at < format.count ? 1 : 0
      case 69, 101:
        if exponentFollows(format, at) {
          at += 1
          while at < format.count, format[at] == 48 { at += 1 }
          found.scientific = true
        }
      case 59: break scan
      default: break
      }
    }
    if found.decimalAt < 0 { found.decimalAt = found.digits }
    if thousandsAt >= 0 {
      if thousandsAt == found.decimalAt { found.scaleAdjust -= thousandsCount * 3 } else { found.groups = true }
    }
    return found
  }

  private static func exponentFollows(_ format: [UInt8], _ at: Int) -> Bool {
    guard at < format.count else { return false }
    if format[at] == 48 { return true }
    return (format[at] == 43 || format[at] == 45) && at + 1 < format.count && format[at + 1] == 48
  }

  static func custom(_ source: NumberBuffer, _ text: String, _ culture: Culture) -> String {
    let format = [UInt8](text.utf8)
    var number = source
    // Trailing zeros of decimals do not count as digits here.
    number.trimTrailingZeros()
    var start = section(number.digits.isEmpty ? 2 : number.negative ? 1 : 0, of: format)
    var plan = layout(format, from: start)
    while !number.digits.isEmpty {
      number.scale += plan.scaleAdjust
      number.round(to: plan.scientific ? plan.digits : number.scale + plan.digits - plan.decimalAt)
      guard number.digits.isEmpty else { break }
      // Rounded to nothing: the zero section decides.
      let zero = section(2, of: format)
      if zero == start { break }
      start = zero
      plan = layout(format, from: start)
    }
    if number.digits.isEmpty {
      number.scale = 0
      if !number.isFloating { number.negative = false }
    }
    let firstDigit = plan.firstZero < plan.decimalAt ? plan.decimalAt - plan.firstZero : 0
    let lastDigit = plan.lastZero > plan.decimalAt ? plan.decimalAt - plan.lastZero : 0
    var position = plan.scientific ? plan.decimalAt : max(number.scale, plan.decimalAt)
    var adjust = plan.scientific ? 0 : number.scale - plan.decimalAt

    var out = [UInt8]()
    out.reserveCapacity(format.count + 24)
    let signed = number.negative && start == 0
    if signed && number.scale != 0 { out.append(contentsOf: culture.minus.utf8) }
    let signedLater = signed && number.scale == 0
    var next = 0
    var pointWritten = false
    var scientific = plan.scientific

    func emit(_ digit: UInt8) {
      out.append(digit)
      if plan.groups && position > 1 && isGroupEnd(position - 1, culture.groupSizes) { out.append(contentsOf: culture.group.utf8) }
    }

    var at = start
    write: while at < format.count {
      let byte = format[at]
      at += 1
      if adjust > 0 && (byte == 35 || byte == 48 || byte == 46) {
        while adjust > 0 {
          emit(next < number.digits.count ? 48 + number.digits[next] : 48)
          next += 1
          position -= 1
          adjust -= 1
        }
      }
      switch byte {
      case 35, 48:
        var digit: UInt8 = 0
        if adjust < 0 {
          adjust += 1
          digit = position <= firstDigit ? 48 : 0
        } else if next < number.digits.count {
          digit = 48 + number.digits[next]
          next += 1
        } else {
          digit = position > lastDigit ? 48 : 0
        }
        if digit != 0 { emit(digit) }
        position -= 1
      case 46:
        if position != 0 || pointWritten { break }
        if lastDigit < 0 || plan.decimalAt < plan.digits && next < number.digits.count {
          out.append(contentsOf: culture.decimal.utf8)
          pointWritten = true
        }
      case 37: out.append(contentsOf: culture.percent.utf8)
      case 0xE2 where at + 1 < format.count && format[at] == 0x80 && format[at + 1] == 0xB0:
        out.append(contentsOf: culture.perMille.utf8)
        at += 2
      case 44: break
      case 39, 34:
        while at < format.count {
          at += 1
          if format[at - 1] == byte { break }
          out.append(format[at - 1])
        }
      case 92:
        if at < format.count {
          out.append(format[at])
          at += 1
        }
      case 69, 101:
        var plus = false
        var zeros = 0
        if scientific {
          if at < format.count, format[at] == 48 {
            zeros += 1
          } else if exponentFollows(format, at) {
            plus = format[at] == 43
          } else {
            out.append(byte)
            break
          }
          at += 1
          while at < format.count, format[at] == 48 {
            zeros += 1
            at += 1
          }
          let value = number.digits.isEmpty ? 0 : number.scale - plan.decimalAt
          exponent(value, byte, minimum: min(zeros, 10), plus: plus, &out, culture)
          scientific = false
        } else {
          out.append(byte)
          if at < format.count, format[at] == 43 || format[at] == 45 {
            out.append(format[at])
            at += 1
          }
          while at < format.count, format[at] == 48 {
            out.append(48)
            at += 1
          }
        }
      case 59: break write
      default: out.append(byte)
      }
    }
    if signedLater && !out.isEmpty { out.insert(contentsOf: culture.minus.utf8, at: 0) }
    return String(decoding: out, as: UTF8.self)
  }
}
