/// `-Filter`, `-Include` and `-Exclude` of item cmdlets.
import Engine

struct ItemFilter {
  let filter: FileFilter?
  let include: WildcardList
  let exclude: [Wildcard]
  let filterText: String?
  /// -Include or -Exclude was given; that an empty text among them chooses nothing changes no more than that.
  let selects: Bool
  init(_ filter: String?, _ include: [String], _ exclude: [String]) {
    filterText = filter.flatMap { $0.isEmpty ? nil : $0 }
    self.filter = filterText.map(FileFilter.init)
    selects = !include.isEmpty || !exclude.isEmpty
    self.include = WildcardList(include.filter { !$0.isEmpty })
    self.exclude = exclude.filter { !$0.isEmpty }.map(Wildcard.init)
  }
  /// -Include and -Exclude alone.
  func chooses(_ name: String) -> Bool { include.matches(name) && !excludes(name) }
  func excludes(_ name: String) -> Bool { exclude.contains { $0.matches(name) } }
  func passes(_ name: String) -> Bool { (filter?.matches(name) ?? true) && chooses(name) }
}

/// `-Filter` as the file system reads it: `*` and `?` as in the days of DOS, where `*.*` and `.` are everything and `*.` a name without a dot.
struct FileFilter {
  private enum Mark { case unit(UInt16), star, one, dosStar, dosOne, dosDot }
  private let marks: [Mark]
  /// What the file system is asked for a wildcard pattern: sets of characters as any one; nil for a pattern with escaped characters.
  init?(pattern: String) {
    if pattern.utf8.contains(96) { return nil }
    var text = "", set = false
    for (i, c) in pattern.enumerated() {
      if set { set = c != "]"; continue }
      if c == "[", pattern.dropFirst(i).contains("]") { set = true; text.append("?") } else { text.append(c) }
    }
    self.init(text)
  }
  init(_ text: String) {
    let u = Array((["*.*", ".", "./"].contains(text) ? "*" : text).utf16)
    var all: [Mark] = []
    for (i, c) in u.enumerated() {
      switch c {
      case 42: all.append(.star)
      case 63: all.append(.dosOne)
      case 46:
        if i >= 1, i == u.count - 1, u[i - 1] == 42 { all[all.count - 1] = .dosStar }
        else if i < u.count - 1, u[i + 1] == 63 || u[i + 1] == 42 { all.append(.dosDot) }
        else { all.append(.unit(46)) }
      default: all.append(.unit(c))
      }
    }
    marks = all
  }
  func matches(_ name: String) -> Bool { match(0, Array(name.lowercased().utf16), 0) }
  private func match(_ m: Int, _ s: [UInt16], _ i: Int) -> Bool {
    guard m < marks.count else { return i == s.count }
    switch marks[m] {
    case .unit(let c):
      let lower = c < 128 ? (c >= 65 && c <= 90 ? c + 32 : c) : String(decoding: [c], as: UTF16.self).lowercased().utf16.first ?? c
      return i < s.count && s[i] == lower && match(m + 1, s, i + 1)
    case .one: return i < s.count && match(m + 1, s, i + 1)
    case .star:
      if m == marks.count - 1 { return true }
      return (i...s.count).contains { match(m + 1, s, $0) }
    case .dosStar:
      // up to and with the last dot, or all of a name without one
      let last = s[i...].lastIndex(of: 46) ?? s.count
      return (i...last).contains { match(m + 1, s, $0) } || last < s.count && match(m + 1, s, last + 1)
    case .dosOne: return i < s.count && s[i] != 46 ? match(m + 1, s, i + 1) : match(m + 1, s, i)
    case .dosDot: return i < s.count ? s[i] == 46 && match(m + 1, s, i + 1) : match(m + 1, s, i)
    }
  }
}
