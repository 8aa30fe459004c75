/// `Get-Date -UFormat`: the percent letters of Unix `date`, as PowerShell reads them.
import Primitives

enum UnixDateFormat {
  /// Letters that are .NET formats of the same thing.
  private static let direct: [Unicode.Scalar: String] = [
    "A": "{0:dddd}", "a": "{0:ddd}", "B": "{0:MMMM}", "b": "{0:MMM}", "h": "{0:MMM}", "c": "{0:ddd} {0:dd} {0:MMM} {0:yyyy} {0:HH}:{0:mm}:{0:ss}",
    "D": "{0:MM/dd/yy}", "d": "{0:dd}", "x": "{0:MM/dd/yy}", "F": "{0:yyyy}-{0:MM}-{0:dd}", "H": "{0:HH}", "I": "{0:hh}", "l": "{0,2:%h}", "M": "{0:mm}", "m": "{0:MM}",
    "p": "{0:tt}", "R": "{0:HH:mm}", "r": "{0:hh:mm:ss tt}", "S": "{0:ss}", "T": "{0:HH:mm:ss}", "X": "{0:HH:mm:ss}", "Y": "{0:yyyy}", "y": "{0:yy}", "Z": "{0:zz}",
    "n": "\n", "t": "\t",
  ]
  /// The letters become a composite format of the date, so braces in the text count as in `-f`; nil when the text is empty
  /// or ends with a percent sign.
  static func text(_ d: NetDateTime, _ format: String) throws -> String? {
    if format.isEmpty { return nil }
    var out = "", rest = Array(format.unicodeScalars)[...]
    if rest.first == "+" { rest = rest.dropFirst() }
    while let c = rest.popFirst() {
      guard c == "%" else { out.unicodeScalars.append(c); continue }
      guard let letter = rest.popFirst() else { return nil }
      if let f = direct[letter] { out += f; continue }
      switch letter {
      case "C": out += "\(d.year / 100)"
      case "e": out += pad(d.day, 2)
      case "G": out += zero(isoWeek(d).year, 4)
      case "g": out += zero(isoWeek(d).year % 100, 2)
      case "j": out += zero(d.dayOfYear, 3)
      case "k": out += pad(d.hour, 2)
      case "s": out += "\(Int64((Double(d.toUniversalTime().ticks - 621_355_968_000_000_000) / 10_000_000).rounded()))"
      case "U", "W": out += "\(d.dayOfYear / 7)"
      case "u": out += "\(d.dayOfWeek == 0 ? 7 : d.dayOfWeek)"
      case "V": out += zero(isoWeek(d).week, 2)
      case "w": out += "\(d.dayOfWeek)"
      default: out.unicodeScalars.append(letter)
      }
    }
    return try composed(out, d)
  }
  private static func composed(_ format: String, _ d: NetDateTime) throws -> String {
    var out = ""
    for piece in CompositeFormat(format).pieces {
      switch piece {
      case .literal(let s): out += s
      case .failure(let e): throw e
      case .argument(let index, let width, let isLeft, let f):
        guard index == 0 else { throw CompositeFormat.indexOutOfRange }
        let s = try DateFormat.text(d, f), gap = String(repeating: " ", count: max(0, width - s.utf16.count))
        out += isLeft ? s + gap : gap + s
      }
    }
    return out
  }
  private static func pad(_ n: Int, _ w: Int) -> String { let s = "\(n)"; return String(repeating: " ", count: max(0, w - s.count)) + s }
  private static func zero(_ n: Int, _ w: Int) -> String { let s = "\(n)"; return String(repeating: "0", count: max(0, w - s.count)) + s }
  private static func isoWeek(_ d: NetDateTime) -> (year: Int, week: Int) {
    let weekday = d.dayOfWeek == 0 ? 7 : d.dayOfWeek
    let week = (d.dayOfYear - weekday + 10) / 7
    if week < 1 {
      let y = d.year - 1
      let days = NetDateTime.isLeapYear(y) ? 366 : 365
      return (y, (d.dayOfYear + days - weekday + 10) / 7)
    }
    if week == 53 {
      let days = NetDateTime.isLeapYear(d.year) ? 366 : 365
      if d.dayOfYear - weekday + 4 > days { return (d.year + 1, 1) }
    }
    return (d.year, week)
  }
}
