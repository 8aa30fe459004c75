/// The words a program gets: parameters keep their dash, lists that are written out stand as they were typed, unquoted
/// wildcards and `~` are expanded; `$PSNativeCommandArgumentPassing` decides whether words stay whole or go through a command line.
import Syntax

public struct NativeArguments {
  private let site: CommandSite
  private let context: ExecutionContext
  /// The words are joined to one command line that is split again, as Windows PowerShell did.
  private let isLegacy: Bool
  private var list: [String] = [], line = ""
  private init(_ site: CommandSite, _ c: ExecutionContext) {
    self.site = site
    context = c
    isLegacy = c.variable("PSNativeCommandArgumentPassing").map { Conversion.toString($0).equalsIgnoringCase("Legacy") } ?? false
  }
  /// The words for the arguments of a call.
  static func words(_ args: [Argument], _ site: CommandSite, _ c: ExecutionContext) throws -> [String] {
    var made = NativeArguments(site, c)
    try made.take(args)
    return made.isLegacy ? words(ofLine: made.line) : made.list
  }

  /// A parameter as it goes before its values: `-F:value` is one word for each value, `-F: value` are two.
  private struct Head { let text: String, isApart: Bool }

  private mutating func take(_ args: [Argument]) throws {
    var isVerbatim = false
    for (i, a) in args.enumerated() {
      if i > 0 { line += " " }
      let written = site.arguments.first { $0.extent.start == a.extent.start && $0.extent.source === a.extent.source }
      var head: Head?
      if let name = a.name {
        let h = self.head(a, name, isWritten: !a.isSplat && written.map { if case .splat = $0.kind { false } else { true } } ?? false)
        add(expanded(h.text), before: h)
        if h.isApart { line += " " }
        head = h
      }
      guard a.hasValue else { continue }
      if a.value.base.stringValue.map({ $0.equalsIgnoringCase("--%") }) ?? false { isVerbatim = true; continue }
      // the rest of the line goes on as it stands, but for %NAME% and the blanks between words
      if isVerbatim {
        let rest = NativeArguments.withVariables(try Conversion.text(a.value, context))
        line += rest
        list += rest.split(separator: " ").map(String.init)
      } else { try add(a.value, written?.source, head) }
    }
  }
  private func head(_ a: Argument, _ name: String, isWritten: Bool) -> Head {
    guard isWritten else { return Head(text: "-" + name + (a.hasValue && !name.hasSuffix(":") ? ":" : ""), isApart: false) }
    let text = a.extent.text
    guard a.hasValue else { return Head(text: text.isEmpty ? "-" + name : text, isApart: false) }
    let head = text.firstIndex(of: ":").map { String(text[...$0]) } ?? "-\(name):"
    return Head(text: head, isApart: a.valueExtent.map { Int($0.start) > Int(a.extent.start) + head.utf16.count } ?? false)
  }
  /// A value, or each of those it holds. Nothing is no word; an empty text is one.
  private mutating func add(_ v: Value, _ source: ExpressionAst?, _ head: Head?) throws {
    let literal = source?.kind == .arrayLiteral ? unsafeDowncast(source!, to: ArrayLiteralAst.self) : nil
    let isQuoted = (source as? StringConstantExpressionAst).map { $0.stringType != .bareWord } ?? (source as? ExpandableStringExpressionAst).map { $0.stringType != .bareWord } ?? false
    for (i, x) in (Conversion.enumerable(v)?.values ?? [v]).enumerated() {
      let text = try Conversion.text(x, context)
      if text.isEmpty {
        if !x.isNull, !isLegacy { add([text], before: head) }
        continue
      }
      if i > 0 { line += literal.map { NativeArguments.separator($0, i) } ?? " " }
      if NativeArguments.needsQuotes(text) {
        line += NativeArguments.quoted(text)
        append(text, head)
      } else if let literal, !isLegacy {
        // a list that is written out is passed as it is written
        for part in literal.extent.text.split(separator: " ") { add(expanded(String(part)), before: head) }
        return
      } else { add(isQuoted ? [text] : expanded(text), before: head) }
    }
  }
  private mutating func add(_ words: [String], before head: Head?) {
    line += words.map { words.count > 1 && NativeArguments.needsQuotes($0) ? "\"\($0)\"" : $0 }.joined(separator: " ")
    for w in words { append(w, head) }
  }
  private mutating func append(_ word: String, _ head: Head?) {
    guard let head, head.text.hasSuffix(":") else { list.append(word); return }
    if word == head.text { return }
    if head.isApart { list += [head.text, word] } else { list.append(head.text + word) }
  }
  /// Unquoted wildcards stand for the files they match, `~` for the home folder.
  private func expanded(_ t: String) -> [String] {
    if t.utf8.contains(where: { $0 == 42 || $0 == 63 || $0 == 91 }) {
      let hits = context.filesMatching?(t) ?? []
      return hits.isEmpty ? [t] : hits
    }
    if t == "~" || t.hasPrefix("~/") { return [(Environment.get("HOME") ?? "~") + t.dropFirst()] }
    return [t]
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

  // MARK: The command line of old

  /// What stood between an element of a written list and the one before it.
  private static func separator(_ ast: ArrayLiteralAst, _ index: Int) -> String {
    guard index < ast.elements.count else { return " " }
    let units = ast.extent.source.units, from = Int(ast.elements[index - 1].extent.end), to = Int(ast.elements[index].extent.start)
    guard from >= 0, to <= units.count, from < to else { return " " }
    if to - from == 1 { return "," }
    return units[from] == 44 ? ", " : units[to - 1] == 44 ? " ," : " , "
  }
  /// A word with blanks outside of quotes of its own.
  private static func needsQuotes(_ s: String) -> Bool {
    var quotes = 0, escaped = false
    for u in s.utf8 {
      if u == 34, !escaped { quotes += 1 } else if u == 32 || u >= 9 && u <= 13, quotes % 2 == 0 { return true }
      escaped = u == 92
    }
    return false
  }
  private static func quoted(_ s: String) -> String {
    "\"" + s + String(repeating: "\\", count: s.utf8.reversed().prefix { $0 == 92 }.count) + "\""
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
