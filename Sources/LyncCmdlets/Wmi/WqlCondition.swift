/// What WMI is asked in WQL: `Name LIKE 'RTC%' AND State <> 'Running'`, and whole `SELECT` queries.
import Directory
import Lync

struct WqlQuery {
  var properties: [String] = []
  var className = ""
  var condition: WqlCondition?

  /// `SELECT Name, State FROM Win32_Service WHERE …`; nil = it is no query.
  init?(_ text: String) {
    var words = WqlWords(text)
    guard words.take("select") else { return nil }
    repeat {
      guard let name = words.next() else { return nil }
      if name != "*" { properties.append(name) }
    } while words.take(",")
    guard words.take("from"), let from = words.next() else { return nil }
    className = from
    if words.take("where") {
      guard let found = words.condition() else { return nil }
      condition = found
    }
    guard words.isAtEnd else { return nil }
  }
}

indirect enum WqlCondition {
  case compare(String, String, String?)
  case and(WqlCondition, WqlCondition)
  case or(WqlCondition, WqlCondition)
  case not(WqlCondition)

  init?(_ text: String) {
    var words = WqlWords(text)
    guard let found = words.condition(), words.isAtEnd else { return nil }
    self = found
  }

  func holds(_ value: (String) -> LyncValue?) -> Bool {
    switch self {
    case .and(let a, let b): return a.holds(value) && b.holds(value)
    case .or(let a, let b): return a.holds(value) || b.holds(value)
    case .not(let a): return !a.holds(value)
    case .compare(let name, let sign, let wanted):
      let found = value(name) ?? .null
      guard let wanted else { return (found == .null) == (sign == "is") }
      if found == .null { return false }
      let text = found.text.lowercased(), other = wanted.lowercased()
      if sign == "like" { return Wildcard(WqlCondition.wildcard(other)).matches(text) }
      let order: Int
      if let a = Double(text), let b = Double(other) { order = a < b ? -1 : a > b ? 1 : 0 } else { order = text < other ? -1 : text > other ? 1 : 0 }
      switch sign {
      case "=": return order == 0
      case "<>", "!=": return order != 0
      case "<": return order < 0
      case "<=": return order <= 0
      case ">": return order > 0
      default: return order >= 0
      }
    }
  }

  /// `%` and `_` as `*` and `?`; what PowerShell's wildcards mean besides is taken as it is.
  private static func wildcard(_ text: String) -> String {
    text.map { $0 == "%" ? "*" : $0 == "_" ? "?" : $0 == "*" || $0 == "?" ? "`\($0)" : String($0) }.joined()
  }
}

/// The words of a query one after the other.
private struct WqlWords {
  private var words: [(text: String, isQuoted: Bool)] = []
  private var at = 0
  private var isWhole = true

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte <= 0x20 { i += 1; continue }
      var end = i
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        var value: [UInt8] = []
        end += 1
        while end < bytes.count, bytes[end] != byte {
          if bytes[end] == UInt8(ascii: "\\"), end + 1 < bytes.count { end += 1 }
          value.append(bytes[end])
          end += 1
        }
        if end >= bytes.count { isWhole = false }
        words.append((String(decoding: value, as: UTF8.self), true))
        i = end + 1
        continue
      }
      if "(),*".utf8.contains(byte) { end += 1 } else if "<>=!".utf8.contains(byte) { while end < bytes.count, "<>=!".utf8.contains(bytes[end]) { end += 1 } } else {
        while end < bytes.count, bytes[end] > 0x20, !"(),<>=!'\"".utf8.contains(bytes[end]) { end += 1 }
      }
      words.append((String(decoding: bytes[i..<end], as: UTF8.self), false))
      i = end
    }
  }

  var isAtEnd: Bool { isWhole && at == words.count }

  mutating func take(_ word: String) -> Bool {
    guard at < words.count, !words[at].isQuoted, words[at].text.lowercased() == word else { return false }
    at += 1
    return true
  }

  mutating func next() -> String? {
    guard at < words.count else { return nil }
    at += 1
    return words[at - 1].text
  }

  mutating func condition() -> WqlCondition? {
    guard var left = conjunction() else { return nil }
    while take("or") {
      guard let right = conjunction() else { return nil }
      left = .or(left, right)
    }
    return left
  }

  private mutating func conjunction() -> WqlCondition? {
    guard var left = single() else { return nil }
    while take("and") {
      guard let right = single() else { return nil }
      left = .and(left, right)
    }
    return left
  }

  private mutating func single() -> WqlCondition? {
    if take("not") { return single().map { .not($0) } }
    if take("(") {
      guard let inner = condition(), take(")") else { return nil }
      return inner
    }
    guard let name = next() else { return nil }
    if take("is") {
      let isNot = take("not")
      return take("null") ? .compare(name, isNot ? "is not" : "is", nil) : nil
    }
    guard at < words.count, !words[at].isQuoted, let sign = next()?.lowercased(), ["=", "<>", "!=", "<", "<=", ">", ">=", "like"].contains(sign), let value = next() else { return nil }
    return .compare(name, sign, value)
  }
}
