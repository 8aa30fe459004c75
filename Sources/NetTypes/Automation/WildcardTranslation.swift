/// Wildcard patterns in other languages: regular expressions and WQL's LIKE.

enum WildcardTranslation {
  private enum Part { case any, one, literal(Character), set([(Character, isRange: Bool)]) }

  /// The parts of a pattern; a backtick takes the meaning from the character behind it.
  private static func parts(_ pattern: String) -> [Part] {
    var all: [Part] = [], set: [(Character, isRange: Bool)]?, isEscaped = false
    for c in pattern {
      defer { isEscaped = c == "`" && !isEscaped }
      if var open = set {
        if c == "]", !isEscaped, !open.isEmpty { all.append(.set(open)); set = nil } else if c != "`" || isEscaped {
          open.append((c, isRange: c == "-" && !isEscaped))
          set = open
        }
      } else if isEscaped { all.append(.literal(c)) } else {
        switch c {
        case "*": all.append(.any)
        case "?": all.append(.one)
        case "[": set = []
        case "`": break
        default: all.append(.literal(c))
        }
      }
    }
    if isEscaped, pattern != "`" { all.append(.literal("`")) }
    return all
  }

  static func regex(_ pattern: String) -> String {
    var out = "^"
    for part in parts(pattern) {
      switch part {
      case .any: out += ".*"
      case .one: out += "."
      case .literal(let c): out += escaped(c)
      case .set(let members):
        out += "["
        var i = 0
        func member(_ c: Character) -> String { c == "[" ? "[" : c == "]" ? "\\]" : c == "-" ? "\\x2d" : escaped(c) }
        while i < members.count {
          if i + 2 < members.count, members[i + 1].isRange {
            out += member(members[i].0) + "-" + member(members[i + 2].0)
            i += 3
          } else {
            out += member(members[i].0)
            i += 1
          }
        }
        out += "]"
      }
    }
    out += "$"
    if out == "^.*$" { return "" }
    if out.hasPrefix("^.*") { out.removeFirst(3) }
    if out.hasSuffix(".*$") { out.removeLast(3) }
    return out
  }
  private static func escaped(_ c: Character) -> String { "()[.?*{}^$+|\\".contains(c) ? "\\" + String(c) : String(c) }

  static func wql(_ pattern: String) -> String {
    parts(pattern).map { part in
      switch part {
      case .any: "%"
      case .one: "_"
      case .literal(let c): c == "'" ? "''" : "[%_".contains(c) ? "[\(c)]" : String(c)
      case .set(let members): "[" + String(members.map(\.0)) + "]"
      }
    }.joined()
  }
}
