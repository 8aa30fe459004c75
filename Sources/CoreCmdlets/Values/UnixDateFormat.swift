/// `Get-Date -UFormat`: the percent letters of Unix `date`, as PowerShell reads them.
import Primitives

enum UnixDateFormat {
  /// Letters that are .NET formats of the same thing.
  private static let direct: [Character: String] = [
    "A": "dddd", "a": "ddd", "B": "MMMM", "b": "MMM", "h": "MMM", "c": "ddd dd MMM yyyy HH:mm:ss", "D": "MM/dd/yy", "d": "dd", "x": "MM/dd/yy",
    "F": "yyyy-MM-dd", "H": "HH", "I": "hh", "M": "mm", "m": "MM", "p": "tt", "R": "HH:mm", "r": "hh:mm:ss tt", "S": "ss", "T": "HH:mm:ss", "X": "HH:mm:ss",
    "Y": "yyyy", "y": "yy", "Z": "zz",
  ]
  static func text(_ d: NetDateTime, _ format: String) throws -> String {
    var out = "", rest = Array(format)[...]
    if rest.first == "+" { rest = rest.dropFirst() }
    while let c = rest.popFirst() {
      guard c == "%", let letter = rest.popFirst() else { out.append(c); continue }
      if let f = direct[letter] { out += try DateFormat.text(d, f); continue }
      switch letter {
      case "C": out += "\(d.year / 100)"
      case "e": out += pad(d.day, 2)
      case "G": out += zero(isoWeek(d).year, 4)
      case "g": out += zero(isoWeek(d).year % 100, 2)
      case "j": out += zero(d.dayOfYear, 3)
      case "k": out += pad(d.hour, 2)
      case "l": out += pad(d.hour % 12 == 0 ? 12 : d.hour % 12, 2)
      case "n": out += "\n"
      case "s": out += "\((d.toUniversalTime().ticks - 621_355_968_000_000_000) / 10_000_000)"
      case "t": out += "\t"
      case "U", "W": out += "\((d.dayOfYear - 1) / 7)"
      case "u": out += "\(d.dayOfWeek == 0 ? 7 : d.dayOfWeek)"
      case "V": out += zero(isoWeek(d).week, 2)
      case "w": out += "\(d.dayOfWeek)"
      case "%": out += "%"
      default: out += "%" + String(letter)
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
