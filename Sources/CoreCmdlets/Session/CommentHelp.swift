/// Help written as comments in a function or script: `.SYNOPSIS`, `.PARAMETER Name`, `.EXAMPLE` …
import Engine
import Syntax

struct CommentHelp {
  var synopsis = "", description = "", notes = "", inputs = "", outputs = ""
  var parameters: [(name: String, text: String)] = []
  var examples: [(code: String, remarks: String)] = []
  var links: [String] = []

  /// Help of a function or script block; nil when nothing is written.
  static func of(_ c: CommandInfo, _ context: ExecutionContext) -> CommentHelp? {
    if let f = c as? FunctionInfo {
      let body = f.block.bodyText
      let inner = body.hasPrefix("{") ? String(body.dropFirst().dropLast(body.hasSuffix("}") ? 1 : 0)) : body
      if let h = parse(leading(inner)) ?? parse(trailing(inner)) { return h }
      return parse(trailing(before(f)))
    }
    if let s = c as? ExternalScriptInfo, let bytes = try? Posix.readFile(s.path) {
      let text = Codecs_decode(bytes)
      return parse(leading(text)) ?? parse(trailing(text))
    }
    return nil
  }
  /// The source in front of a function's definition.
  private static func before(_ f: FunctionInfo) -> String {
    let e = f.block.ast.extent
    let head = e.source.slice(0, Int(e.start))
    guard let at = head.lowercased().range(of: "function \(f.name.lowercased())", backwards: true) ?? head.lowercased().range(of: "filter \(f.name.lowercased())", backwards: true) else { return "" }
    let lead = String(head[..<at.lowerBound])
    // more than one blank line between comment and function: not its help
    var breaks = 0
    for b in lead.utf8.reversed() {
      if b == 10 { breaks += 1 } else if b != 32, b != 9, b != 13 { break }
    }
    return breaks > 2 ? "" : lead
  }

  /// Comments a text begins with.
  private static func leading(_ text: String) -> String {
    var rest = text[...], out = ""
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("<#"), let end = rest.range(of: "#>") {
        out += rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound] + "\n"
        rest = rest[end.upperBound...]
        if out.contains(".") { return out }
      } else if rest.hasPrefix("#") {
        let line = rest.prefix { !$0.isNewline }
        out += line.drop { $0 == "#" } + "\n"
        rest = rest[line.endIndex...]
      } else { return out }
    }
  }
  /// Comments a text ends with.
  private static func trailing(_ text: String) -> String {
    let t = text.trimmed
    if t.hasSuffix("#>"), let start = t.range(of: "<#", backwards: true) { return String(t[t.index(start.lowerBound, offsetBy: 2)..<t.index(t.endIndex, offsetBy: -2)]) }
    var lines: [Substring] = []
    for l in t.split(separator: "\n", omittingEmptySubsequences: false).reversed() {
      let s = l.drop { $0 == " " || $0 == "\t" }
      guard s.hasPrefix("#") else { break }
      lines.append(s.drop { $0 == "#" })
    }
    return lines.reversed().joined(separator: "\n")
  }

  private static let words: Set<String> = ["synopsis", "description", "parameter", "example", "inputs", "outputs", "notes", "link", "component", "role", "functionality", "forwardhelptargetname", "forwardhelpcategory", "remotehelprunspace", "externalhelp"]

  private static func parse(_ text: String) -> CommentHelp? {
    var h = CommentHelp(), section = "", argument = "", lines: [String] = [], found = false
    func close() {
      let body = CommentHelp.dedent(lines)
      switch section {
      case "synopsis": h.synopsis = body
      case "description": h.description = body
      case "notes": h.notes = body
      case "inputs": h.inputs = body
      case "outputs": h.outputs = body
      case "parameter": h.parameters.append((argument, body))
      case "link": h.links.append(body)
      case "example":
        let parts = body.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        h.examples.append((parts.first.map(String.init) ?? "", parts.count > 1 ? parts[1].trimmed : ""))
      default: break
      }
      lines = []
    }
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = raw.hasSuffix("\r") ? raw.dropLast() : raw
      let t = line.trimmed
      if t.hasPrefix("."), let word = t.dropFirst().split(separator: " ").first, word.allSatisfy({ $0.isLetter }) {
        guard words.contains(word.lowercased()) else { return nil }
        close()
        found = true
        section = word.lowercased()
        argument = t.dropFirst(word.count + 1).trimmed
        continue
      }
      lines.append(String(line))
    }
    close()
    return found ? h : nil
  }
  private static func dedent(_ lines: [String]) -> String {
    var a = lines
    while let l = a.last, l.trimmed.isEmpty { a.removeLast() }
    while let l = a.first, l.trimmed.isEmpty { a.removeFirst() }
    let indent = a.filter { !$0.trimmed.isEmpty }.map { $0.prefix { $0 == " " || $0 == "\t" }.count }.min() ?? 0
    return a.map { String($0.dropFirst(min(indent, $0.count))) }.joined(separator: "\n")
  }
}

extension StringProtocol {
  /// Where a text occurs last.
  func range(of wanted: String, backwards: Bool) -> Range<Index>? {
    var from = startIndex, last: Range<Index>?
    while let r = self[from...].range(of: wanted) { last = r; from = r.upperBound }
    return last
  }
}
