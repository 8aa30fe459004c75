/// The everyday part of Markdown: headings, paragraphs, lists, quotes, code, rules; emphasis, code, links and images inside lines.
import Engine
import Primitives

enum Markdown {
  enum Block {
    case heading(Int, String), paragraph(String), code(String, String), quote([Block]), list(Mark, [String]), rule
  }

  /// What the items of a list begin with.
  enum Mark { case bullet(Character), number(Int) }

  static func blocks(_ text: String) -> [Block] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }).map(String.init)[...]
    var all: [Block] = [], paragraph: [String] = []
    func flush() { if !paragraph.isEmpty { all.append(.paragraph(paragraph.joined(separator: "\n"))); paragraph = [] } }
    while let l = lines.popFirst() {
      let t = l.trimmed
      if t.isEmpty { flush(); continue }
      let hashes = t.prefix { $0 == "#" }.count
      if hashes > 0, hashes < 7, t.dropFirst(hashes).first.map({ $0 == " " }) ?? true {
        flush()
        all.append(.heading(hashes, withoutClosingMarks(t.dropFirst(hashes).trimmingBlanks)))
      } else if !paragraph.isEmpty, let c = t.first, c == "=" || c == "-", t.allSatisfy({ $0 == c }) {
        // a line of marks makes a heading of the paragraph above it
        all.append(.heading(c == "=" ? 1 : 2, paragraph.joined(separator: "\n")))
        paragraph = []
      } else if t.hasPrefix("```") || t.hasPrefix("~~~") {
        flush()
        var body: [String] = []
        while let c = lines.popFirst(), !c.trimmed.hasPrefix(String(t.prefix(3))) { body.append(c) }
        all.append(.code(t.dropFirst(3).trimmingBlanks, body.joined(separator: "\n")))
      } else if t.count >= 3, Set(t.filter { $0 != " " }).count == 1, "-*_".contains(t.first ?? " "), t.filter({ $0 != " " }).count >= 3 { flush(); all.append(.rule) }
      else if t.hasPrefix(">") {
        flush()
        var body = [t.dropFirst().trimmingBlanks]
        while let n = lines.first, n.trimmed.hasPrefix(">") { body.append(n.trimmed.dropFirst().trimmingBlanks); lines = lines.dropFirst() }
        all.append(.quote(blocks(body.joined(separator: "\n"))))
      } else if let first = item(t) {
        flush()
        var items = [first.text]
        while let n = lines.first {
          if let next = item(n.trimmed), isSame(next.mark, first.mark) { items.append(next.text) }
          // the paragraph of the last item goes on
          else if isText(n.trimmed) { items[items.count - 1] += "\n" + n.trimmed } else { break }
          lines = lines.dropFirst()
        }
        all.append(.list(first.mark, items))
      } else { paragraph.append(l.hasSuffix("  ") && lines.first.map { isText($0.trimmed) } ?? false ? t + "  " : t) }
    }
    flush()
    return all
  }
  /// A line that begins no block of another kind.
  private static func isText(_ t: String) -> Bool { !t.isEmpty && item(t) == nil && !["#", ">", "```", "~~~", "---", "***", "___"].contains { t.hasPrefix($0) } }
  private static func isSame(_ a: Mark, _ b: Mark) -> Bool {
    switch (a, b) {
    case (.bullet(let x), .bullet(let y)): x == y
    case (.number, .number): true
    default: false
    }
  }
  private static func item(_ t: String) -> (mark: Mark, text: String)? {
    if let c = t.first, t.hasPrefix("- ") || t.hasPrefix("* ") || t.hasPrefix("+ ") { return (.bullet(c), t.dropFirst(2).trimmingBlanks) }
    let digits = t.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count < 10, t.dropFirst(digits.count).hasPrefix(". ") else { return nil }
    return (.number(Int(digits) ?? 1), t.dropFirst(digits.count + 2).trimmingBlanks)
  }
  /// `# text ##` means `text`.
  private static func withoutClosingMarks(_ text: String) -> String {
    let rest = String(text.reversed().drop { $0 == "#" }.reversed())
    return rest.isEmpty || rest.last == " " ? rest.trimmed : text
  }
  /// What a heading is called in links: its letters in lower case and without accents, and what stands between them from the first letter on.
  private static func anchor(_ text: String) -> String {
    func joins(_ c: UInt8?) -> Bool { c == 45 || c == 46 || c == 95 }
    var out: [UInt8] = [], afterBlank = false
    for s in Normalization.apply(text, 2).unicodeScalars where s.isASCII {
      let c = UInt8(truncatingIfNeeded: s.value)
      if c | 32 >= 97, c | 32 <= 122 {
        out.append(c | 32)
        afterBlank = false
      } else if !out.isEmpty {
        if joins(c) {
          if afterBlank, out.last == 45 { out.removeLast() }
          if out.last != c { out.append(c) }
          afterBlank = false
        } else if c >= 48, c <= 57 {
          out.append(c)
          afterBlank = false
        } else if c == 32 || c == 9 || c == 10, !afterBlank {
          if !joins(out.last) { out.append(45) }
          afterBlank = true
        }
      }
    }
    while joins(out.last) { out.removeLast() }
    return out.isEmpty ? "section" : String(decoding: out, as: UTF8.self)
  }

  static func html(_ all: [Block]) -> String {
    var out = ""
    for b in all {
      switch b {
      case .heading(let n, let t):
        out += "<h\(n) id=\"\(anchor(t))\">\(spans(t, .html))</h\(n)>\n"
      case .paragraph(let t): out += "<p>\(spans(t, .html))</p>\n"
      case .code(let language, let t): out += "<pre><code\(language.isEmpty ? "" : " class=\"language-\(language)\"")>\(XmlObjectWriter.escape(t))\(t.isEmpty ? "" : "\n")</code></pre>\n"
      case .quote(let inner): out += "<blockquote>\n\(html(inner))</blockquote>\n"
      case .list(let mark, let items):
        let inner = items.map { "<li>\(spans($0, .html))</li>\n" }.joined()
        switch mark {
        case .bullet: out += "<ul>\n\(inner)</ul>\n"
        case .number(let first): out += "<ol\(first == 1 ? "" : " start=\"\(first)\"")>\n\(inner)</ol>\n"
        }
      case .rule: out += "<hr />\n"
      }
    }
    return out
  }
  static func terminal(_ all: [Block], _ style: MarkdownStyle) -> String {
    var out = ""
    for b in all {
      switch b {
      case .heading(let n, let t):
        // of a heading the terminal shows the plain text before the first mark
        let plain = String(t.prefix { !"*`[<".contains($0) })
        out += plain.isEmpty ? "\n\n" : style.paint(plain, style.heading(n)) + "\n\n"
      case .paragraph(let t):
        let line = inline(t, .terminal, style)
        out += line.text + (line.endsInText ? "\n\n" : "\n")
      case .code(_, let t):
        out +=
          t.isEmpty
          ? "\n\n"
          : t.split(separator: "\n", omittingEmptySubsequences: false).map { style.paint(style.isColoured ? $0 + "\u{1B}[500@" : String($0), style.code) }
            .joined(separator: "\n") + "\n\n"
      case .quote(let inner): out += terminal(inner, style).split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).map { "> " + $0 }.joined(separator: "\n") + "\n\n"
      case .list(let mark, let items):
        for (n, item) in items.enumerated() {
          switch mark {
          case .bullet(let c): out += "\(c) "
          case .number: out += "\(n + 1). "
          }
          out += spans(item, .terminal, style) + "\n"
        }
        out += "\n"
      // a line between paragraphs has no look at a terminal
      case .rule: break
      }
    }
    return out
  }

  private enum Target { case html, terminal }
  /// Emphasis, code, links and images inside a line.
  private static func spans(_ text: String, _ target: Target, _ style: MarkdownStyle? = nil) -> String { inline(text, target, style).text }
  /// - Returns: the text, and whether its end is plain text rather than something marked
  private static func inline(_ text: String, _ target: Target, _ style: MarkdownStyle? = nil) -> (text: String, endsInText: Bool) {
    var endsInText = false
    func paint(_ s: String, _ of: (MarkdownStyle) -> String) -> String { style.map { $0.paint(s, of($0)) } ?? s }
    let c = Array(text)
    var out = "", i = 0
    // where a mark was looked for in vain: behind that it is not, either
    var missing: [String: Int] = [:]
    func find(_ s: String, from: Int) -> Int? {
      if let known = missing[s], known <= from { return nil }
      let n = Array(s)
      var k = from
      while k + n.count <= c.count, !Attention.isWanted {
        if n.indices.allSatisfy({ c[k + $0] == n[$0] }) { return k }
        k += 1
      }
      missing[s] = from
      return nil
    }
    func marked(_ mark: String, _ open: String, _ close: String, _ look: (MarkdownStyle) -> String) -> Bool {
      let n = mark.count
      guard i + n < c.count, String(c[i..<(i + n)]) == mark, c[i + n] != " ", let end = find(mark, from: i + n), end > i + n else { return false }
      let inner = spans(String(c[(i + n)..<end]), target, style)
      out += target == .html ? open + inner + close : paint(inner, look)
      i = end + n
      return true
    }
    while i < c.count, !Attention.isWanted {
      endsInText = false
      let breaksHard = c[i] == "\\" && i + 1 < c.count && c[i + 1] == "\n" || c[i] == " " && i + 2 < c.count && c[i + 1] == " " && c[i + 2] == "\n"
      if breaksHard || c[i] == "\n" {
        out += target == .html ? (breaksHard ? "<br />\n" : "\n") : breaksHard ? "\n" : " "
        i += breaksHard ? (c[i] == " " ? 3 : 2) : 1
        continue
      }
      if c[i] == "\\", i + 1 < c.count, "\\`*_{}[]()#+-.!".contains(c[i + 1]) { out.append(c[i + 1]); i += 2; endsInText = true; continue }
      if c[i] == "`", let end = find("`", from: i + 1) {
        let inner = String(c[(i + 1)..<end])
        out += target == .html ? "<code>\(XmlObjectWriter.escape(inner))</code>" : paint(inner) { $0.code }
        i = end + 1
        continue
      }
      if marked("**", "<strong>", "</strong>", { $0.bold }) || marked("__", "<strong>", "</strong>", { $0.bold })
        || marked("*", "<em>", "</em>", { $0.italics }) || marked("_", "<em>", "</em>", { $0.italics })
      {
        continue
      }
      let isImage = c[i] == "!" && i + 1 < c.count && c[i + 1] == "["
      if c[i] == "[" || isImage, let close = find("](", from: i + 1), let end = find(")", from: close) {
        let name = String(c[(i + (isImage ? 2 : 1))..<close]), link = String(c[(close + 2)..<end])
        if target == .terminal { out += isImage ? paint("[\(name.isEmpty ? "Image" : name)]") { $0.image } : paint("\"\(name)\"") { $0.link } }
        else {
          out +=
            isImage
            ? "<img src=\"\(XmlObjectWriter.escape(link, attribute: true))\" alt=\"\(XmlObjectWriter.escape(name, attribute: true))\" />"
            : "<a href=\"\(XmlObjectWriter.escape(link, attribute: true))\">\(spans(name, target))</a>"
        }
        i = end + 1
        continue
      }
      endsInText = true
      out += target == .html ? XmlObjectWriter.escape(String(c[i])).replacing("\"", with: "&quot;") : String(c[i])
      i += 1
    }
    return (out, endsInText)
  }
}
