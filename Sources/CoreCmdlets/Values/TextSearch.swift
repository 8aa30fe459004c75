/// Select-String's search: patterns over lines, with lines of context before and after.
import Engine
import Primitives

final class TextSearch {
  private enum Pattern { case plain(String), regex(NetRegex) }
  private let patterns: [(text: String, test: Pattern)]
  private let caseSensitive: Bool, notMatch: Bool, allMatches: Bool
  private var before: Int, after: Int
  /// Turkish and Azerbaijani tell i with and without dot apart when they ignore case.
  private let dotsCount: Bool
  /// Matches remember where they are in their line, to be shown there.
  var emphasizes = false
  private var recent: [String] = []
  /// As `recent`, without lines that a match before shows already.
  private var fresh: [String] = []
  /// A match whose following lines are still being gathered, and those of them it shows: up to the next match.
  private struct Gathering { let record: Record; let post: PSArray, shown: PSArray; var left: Int, isShowing = true }
  private var open: [Gathering] = []

  /// - Parameter culture: whose letters plain patterns follow
  init(_ texts: [String], simple: Bool, culture: String?, caseSensitive: Bool, notMatch: Bool, allMatches: Bool, context: [Int], _ shell: Invocation) throws {
    self.caseSensitive = caseSensitive; self.notMatch = notMatch; self.allMatches = allMatches
    dotsCount = !caseSensitive && (culture.map { CaseInsensitive.hasPrefix($0, "tr") || CaseInsensitive.hasPrefix($0, "az") } ?? false)
    before = max(0, context.first ?? 0)
    after = max(0, context.count > 1 ? context[1] : context.first ?? 0)
    patterns = try texts.map { t in
      if simple { return (t, .plain(t)) }
      let v: Value
      do {
        v = try shell.context.construct(
          TypeTable.get("System.Text.RegularExpressions.Regex"),
          [.str(t), .other(PSEnum("System.Text.RegularExpressions.RegexOptions", caseSensitive ? "None" : "IgnoreCase"))])
      }
      catch let e as TerminatingError {
        throw shell.terminating(
          "InvalidRegex", .invalidArgument, "The string \(t) is not a valid regular expression: \(e.record.exception.inner?.message ?? e.record.message)",
          exception: "System.ArgumentException")
      }
      guard let r = v.refValue as? PSRegex else { return (t, .plain(t)) }
      return (t, .regex(r.regex))
    }
  }

  /// What is searched has no lines around it.
  func dropContext() { (before, after) = (0, 0) }
  func feed(_ line: String, _ number: Int, file: String?, original: Value?, _ emit: (Value) throws -> Void) throws {
    let m = try match(line, number, file)
    var belongsToMatch = false
    for i in open.indices where open[i].left > 0 {
      open[i].post.append(.str(line))
      open[i].left -= 1
      if m != nil { open[i].isShowing = false } else if open[i].isShowing { open[i].shown.append(.str(line)); belongsToMatch = true }
    }
    while let first = open.first, first.left == 0 { open.removeFirst(); try emit(.other(first.record)) }
    if let m {
      fresh = []
      if after > 0 { open.append(m) } else { try emit(.other(m.record)) }
    }
    if before > 0 {
      recent.append(line)
      if recent.count > before { recent.removeFirst() }
      if m == nil, !belongsToMatch { fresh.append(line); if fresh.count > before { fresh.removeFirst() } }
    }
  }
  /// The end of a file, or of input.
  func flush(_ emit: (Value) throws -> Void) throws {
    let rest = open
    open = []
    recent = []
    fresh = []
    for m in rest { try emit(.other(m.record)) }
  }
  private func match(_ line: String, _ number: Int, _ file: String?) throws -> Gathering? {
    var found: [Value] = []
    var places: [Range<Int>] = []
    var hit: String?
    for p in patterns {
      switch p.test {
      case .plain(let t):
        let at = dotsCount ? NetString.indexOf(TextSearch.folded(line), TextSearch.folded(t), .ordinalIgnoreCase) : NetString.indexOf(line, t, caseSensitive ? .ordinal : .ordinalIgnoreCase)
        if at >= 0 { hit = p.text; places = [at..<(at + t.utf16.count)] }
      case .regex(let r):
        let all = try matches(r, line)
        if !all.isEmpty { hit = p.text; found = all }
      }
      if hit != nil { break }
    }
    if (hit != nil) == notMatch { return nil }
    let post = PSArray([], of: TypeTable.string), shown = PSArray([], of: TypeTable.string)
    let type = TextSearch.type
    var context: Value = .null
    if before > 0 || after > 0 {
      func lines(_ l: [String]) -> Value { .array(PSArray(l.map { .str($0) }, of: TypeTable.string)) }
      context = TextSearch.contextType.make([lines(recent), .array(post), lines(fresh), .array(shown)])
    }
    let matches = PSArray(found, of: TypeTable.get("System.Text.RegularExpressions.Match"))
    let name = file.map { FileText.leaf($0) } ?? "InputStream"
    let record = MatchInfo(
      type.type,
      [
        .bool(!caseSensitive), .ulong(UInt64(number)), .str(line), .str(name), .str(file ?? "InputStream"), .str(hit ?? patterns.first?.text ?? ""),
        context, .array(matches)
      ])
    if emphasizes { record.places = try found.isEmpty ? places : found.map(TextSearch.place) }
    return Gathering(record: record, post: post, shown: shown, left: after)
  }
  /// With the small letters of dotted and dotless i; the number of code units stays.
  private static func folded(_ s: String) -> String {
    String(decoding: s.utf16.map { $0 == 0x130 ? 0x69 : $0 == 0x49 ? 0x131 : $0 }, as: UTF16.self)
  }
  /// The code units of its text that a `Match` covers.
  private static func place(_ m: Value) throws -> Range<Int> {
    let context = ExecutionContext.current
    guard case .int(let at)? = try context.property(m, "Index"), case .int(let n)? = try context.property(m, "Length"), at >= 0, n >= 0 else { return 0..<0 }
    return Int(at)..<(Int(at) + Int(n))
  }
  private func matches(_ r: NetRegex, _ line: String) throws -> [Value] {
    var all: [Value] = []
    let context = ExecutionContext.current
    if !allMatches {
      let m = try context.callMethod(.other(PSRegex(r)), "Match", [.str(line)])
      if case .bool(true)? = try context.property(m, "Success") { all.append(m) }
      return all
    }
    for m in try context.callMethod(.other(PSRegex(r)), "Matches", [.str(line)]).elementsIfSequence ?? [] { all.append(m) }
    return all
  }

  static let contextType = RecordType(
    "Microsoft.PowerShell.Commands.MatchInfoContext",
    ["string[] PreContext {get;set;}", "string[] PostContext {get;set;}", "string[] DisplayPreContext {get;set;}", "string[] DisplayPostContext {get;set;}"])
  static let type = RecordType("Microsoft.PowerShell.Commands.MatchInfo", [
    "bool IgnoreCase {get;set;}", "ulong LineNumber {get;set;}", "string Line {get;set;}", "string Filename {get;}", "string Path {get;set;}", "string Pattern {get;set;}",
    "Microsoft.PowerShell.Commands.MatchInfoContext Context {get;set;}", "System.Text.RegularExpressions.Match[] Matches {get;set;}",
  ]) { t in
    t.method("string ToString()") { v, _, _ in .str((v.refValue as? MatchInfo)?.shown(nil) ?? "") }
    t.method("string ToString(string directory)") { v, a, _ in .str((v.refValue as? MatchInfo)?.shown(Conversion.toString(a.first ?? .null)) ?? "") }
    t.method("string ToEmphasizedString(string directory)") { v, a, _ in .str((v.refValue as? MatchInfo)?.shown(Conversion.toString(a.first ?? .null), emphasized: true) ?? "") }
    t.method("string RelativePath(string directory)") { v, a, _ in
      let p = Record.of(v).map { Conversion.toString($0.values[4]) } ?? "", base = Conversion.toString(a.first ?? .null)
      return .str(p.hasPrefix(base + "/") ? String(p.dropFirst(base.utf8.count + 1)) : p)
    }
  }
}

/// A match as text: `file:line:text`, with lines of context marked.
final class MatchInfo: Record {
  /// Where in the line the matches are; empty when they are not to be shown.
  var places: [Range<Int>] = []
  override func text() -> String { shown(nil) }
  func shown(_ folder: String?, emphasized: Bool = false) -> String {
    guard values.count >= 8 else { return "" }
    var file = Conversion.toString(values[4])
    let plain = Conversion.toString(values[2]), line = emphasized && !places.isEmpty ? inverted(plain) : plain
    guard let number = try? Conversion.toInt64(values[1]) else { return line }
    if let folder, file.hasPrefix(folder + "/") { file = String(file.dropFirst(folder.utf8.count + 1)) }
    func row(_ text: String, _ n: Int64) -> String { file == "InputStream" ? text : "\(file):\(n):\(text)" }
    guard let context = Record.of(values[6]) else { return row(line, number) }
    let before = context.values[2].arrayValue?.values ?? [], after = context.values[3].arrayValue?.values ?? []
    var out: [String] = []
    for (i, l) in before.enumerated() { out.append("  " + row(Conversion.toString(l), number - Int64(before.count - i))) }
    out.append("> " + row(line, number))
    for (i, l) in after.enumerated() { out.append("  " + row(Conversion.toString(l), number + Int64(i) + 1)) }
    return out.joined(separator: "\n")
  }
  /// The line with its matches in inverted colours.
  private func inverted(_ line: String) -> String {
    let units = Array(line.utf16)
    var out = "", at = 0
    func piece(_ r: Range<Int>) -> String { String(decoding: units[r], as: UTF16.self) }
    for p in places where p.lowerBound >= at && p.upperBound <= units.count {
      out += piece(at..<p.lowerBound) + "\u{1B}[7m" + piece(p) + "\u{1B}[0m"
      at = p.upperBound
    }
    return out + piece(at..<units.count)
  }
}
