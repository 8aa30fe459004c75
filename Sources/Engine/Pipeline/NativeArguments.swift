/// The words a program gets: parameters keep their dash, lists are written as they were typed, unquoted wildcards and `~`
/// are expanded; `$PSNativeCommandArgumentPassing` decides whether words stay whole or go through a command line.
import Glibc
import Syntax

public struct NativeArguments {
  private let site: CommandSite
  private let context: ExecutionContext
  /// The words are joined to one command line that is split again, as Windows PowerShell did.
  private let isLegacy: Bool
  init(_ site: CommandSite, _ c: ExecutionContext) {
    self.site = site
    context = c
    isLegacy = c.variable("PSNativeCommandArgumentPassing").map { Conversion.toString($0).equalsIgnoringCase("Legacy") } ?? false
  }

  func words(_ args: [Argument]) throws -> [String] {
    var out: [String] = []
    var isVerbatim = false
    for a in args {
      if a.name == nil, !a.isSplat, a.value.base.stringValue == "--%" { isVerbatim = true; continue }
      // the rest of the line goes on as it stands, but for %NAME% and the blanks between words
      if isVerbatim {
        out += NativeArguments.withVariables(try Conversion.text(a.value, context)).split(separator: " ").map(String.init)
        continue
      }
      let source = site.arguments.first { $0.extent.start == a.extent.start && $0.extent.source === a.extent.source }?.source
      guard let name = a.name else {
        out += try pieces(a.value, source)
        continue
      }
      if a.isSplat { out.append("-" + name + (a.hasValue ? ":" + Conversion.toString(a.value, context) : "")); continue }
      let text = a.extent.text
      guard a.hasValue else { out.append(text.isEmpty ? "-" + name : text); continue }
      let head = text.firstIndex(of: ":").map { String(text[...$0]) } ?? "-\(name):"
      var values = try pieces(a.value, source)
      // `-F: value` are two words, `-F:value` is one
      if let v = a.valueExtent, Int(v.start) > Int(a.extent.start) + head.utf16.count { out.append(head); out += values; continue }
      if values.isEmpty { values = [""] }
      values[0] = head + values[0]
      out += values
    }
    return isLegacy ? NativeArguments.words(ofLine: out.filter { !$0.isEmpty }.map(NativeArguments.quoted).joined(separator: " ")) : out
  }
  /// `%NAME%` of environment variables that are there.
  private static func withVariables(_ text: String) -> String {
    var out = "", rest = Substring(text)
    while let open = rest.firstIndex(of: "%"), let close = rest[rest.index(after: open)...].firstIndex(of: "%") {
      let name = rest[rest.index(after: open)..<close]
      if let value = Environment.get(String(name)) {
        out += rest[..<open] + value
        rest = rest[rest.index(after: close)...]
      } else {
        out += rest[..<close]
        rest = rest[close...]
      }
    }
    return out + rest
  }
  /// One argument as words.
  private func pieces(_ v: Value, _ source: ExpressionAst?) throws -> [String] {
    if case .array(let x) = v.base {
      if let source, source.kind == .arrayLiteral { return list(try x.values.map { try Conversion.text($0, context) }, unsafeDowncast(source, to: ArrayLiteralAst.self)) }
      return try x.values.flatMap { expanded(try Conversion.text($0, context), source) }
    }
    return v.isNull ? [] : expanded(try Conversion.text(v, context), source)
  }
  /// `1,2` is one word, `1, 2` are two: the commas stay where they were.
  private func list(_ items: [String], _ ast: ArrayLiteralAst) -> [String] {
    var words: [String] = [], word = ""
    for (i, x) in items.enumerated() {
      word += x
      guard i + 1 < items.count else { break }
      guard i + 1 < ast.elements.count else { words.append(word); word = ""; continue }
      let units = ast.extent.source.units, from = Int(ast.elements[i].extent.end), to = Int(ast.elements[i + 1].extent.start)
      guard from >= 0, to <= units.count, from < to else { words.append(word); word = ""; continue }
      let between = units[from..<to]
      if between.first != 44 { words.append(word); word = "" }
      word += ","
      if between.last != 44 { words.append(word); word = "" }
    }
    words.append(word)
    return words
  }
  /// Unquoted wildcards stand for the files they match, `~` for the home folder.
  private func expanded(_ t: String, _ source: ExpressionAst?) -> [String] {
    var isQuoted = false
    if let s = source as? StringConstantExpressionAst { isQuoted = s.stringType != .bareWord }
    if let s = source as? ExpandableStringExpressionAst { isQuoted = s.stringType != .bareWord }
    if isQuoted { return [t] }
    if t.utf8.contains(where: { $0 == 42 || $0 == 63 || $0 == 91 }) {
      let hits = glob(t)
      return hits.isEmpty ? [t] : hits
    }
    if t == "~" || t.hasPrefix("~/") { return [(Environment.get("HOME") ?? "~") + t.dropFirst()] }
    return [t]
  }
  private func glob(_ pattern: String) -> [String] {
    var g = glob_t()
    defer { globfree(&g) }
    guard Glibc.glob(pattern, 0, nil, &g) == 0 else { return [] }
    return (0..<Int(g.gl_pathc)).compactMap { g.gl_pathv[$0].map { String(cString: $0) } }
  }

  // MARK: The command line of old

  /// Quotes around a word with blanks outside of quotes of its own.
  private static func quoted(_ s: String) -> String {
    var quotes = 0, needs = false, escaped = false
    for u in s.utf8 {
      if u == 34, !escaped { quotes += 1 } else if u == 32 || u >= 9 && u <= 13, quotes % 2 == 0 { needs = true }
      escaped = u == 92
    }
    if !needs { return s }
    return "\"" + s + String(repeating: "\\", count: s.utf8.reversed().prefix { $0 == 92 }.count) + "\""
  }
  /// One command line into words, as .NET splits it: blanks separate, double quotes hold together, a backslash protects a quote.
  public static func words(ofLine line: String) -> [String] {
    var all: [String] = [], word: [UInt8] = [], inWord = false, quoted = false
    let b = Array(line.utf8)
    var i = 0
    while i < b.count {
      var slashes = 0
      while i < b.count, b[i] == 92 { slashes += 1; i += 1 }
      if slashes > 0 {
        inWord = true
        if i < b.count, b[i] == 34 {
          word.append(contentsOf: repeatElement(92, count: slashes / 2))
          if slashes % 2 == 1 { word.append(34); i += 1 }
        } else { word.append(contentsOf: repeatElement(92, count: slashes)) }
        continue
      }
      let c = b[i]
      i += 1
      if c == 34 {
        inWord = true
        if quoted, i < b.count, b[i] == 34 { word.append(34); i += 1 } else { quoted.toggle() }
      } else if (c == 32 || c == 9), !quoted {
        if inWord { all.append(String(decoding: word, as: UTF8.self)); word = []; inWord = false }
      } else { inWord = true; word.append(c) }
    }
    if inWord { all.append(String(decoding: word, as: UTF8.self)) }
    return all
  }
}
