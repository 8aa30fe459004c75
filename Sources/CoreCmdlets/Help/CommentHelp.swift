/// Help written as comments in a function or script: `.SYNOPSIS`, `.PARAMETER Name`, `.EXAMPLE` …
import Codecs
import Engine
import Syntax

struct CommentHelp {
  var synopsis = "", description = "", notes = "", inputs = "", outputs = "", component = "", role = "", functionality = ""
  /// The file with the help, as `.EXTERNALHELP` names it.
  var externalFile: String?
  /// Of the command whose help is shown instead.
  var forwardTarget: String?
  var parameters: [(name: String, text: String)] = []
  var examples: [(prompt: String, code: String, remarks: String)] = []
  var links: [String] = []

  /// Whether nothing is said but where the help stands.
  var saysNothing: Bool {
    synopsis.isEmpty && description.isEmpty && notes.isEmpty && inputs.isEmpty && outputs.isEmpty && component.isEmpty && role.isEmpty && functionality.isEmpty && parameters.isEmpty && examples.isEmpty
      && links.isEmpty && forwardTarget == nil
  }

  /// Help of a function or script block; nil when nothing is written.
  static func of(_ c: CommandInfo, _ context: ExecutionContext) -> CommentHelp? {
    if let f = c as? FunctionInfo {
      let body = f.block.bodyText
      let inner = body.hasPrefix("{") ? String(body.dropFirst().dropLast(body.hasSuffix("}") ? 1 : 0)) : body
      if let h = first(leading(inner)) ?? parse(trailing(inner)) { return h }
      return parse(trailing(before(f)))
    }
    if let s = c as? ExternalScriptInfo, let bytes = try? Posix.readFile(s.path) {
      let text = TextCodec.decodeFile(bytes)
      return first(leading(text)) ?? parse(trailing(text))
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

  /// The comments a text begins with, block by block: an empty line ends one.
  private static func leading(_ text: String) -> [String] {
    var rest = text[...], blocks: [String] = [], out = ""
    while true {
      let blanks = rest.prefix { $0.isWhitespace }
      if !out.isEmpty, blanks.filter(\.isNewline).count > 1 { blocks.append(out); out = "" }
      rest = rest[blanks.endIndex...]
      if rest.hasPrefix("<#"), let end = rest.range(of: "#>") {
        out += rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound] + "\n"
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("#") {
        let line = rest.prefix { !$0.isNewline }
        out += line.drop { $0 == "#" } + "\n"
        rest = rest[line.endIndex...]
      } else { return out.isEmpty ? blocks : blocks + [out] }
    }
  }
  private static func first(_ blocks: [String]) -> CommentHelp? {
    for b in blocks { if let h = parse(b) { return h } }
    return nil
  }
  /// What the last block of comments in a declaration says; nil without one.
  static func comments(in text: String) -> String? {
    var rest = text[...], last: [String] = [], breaks = 0
    func take(_ s: Substring) {
      if breaks > 1 { last = [] }
      breaks = 0
      last.append(String(s).trimmed)
    }
    while let c = rest.first {
      if rest.hasPrefix("<#"), let end = rest.range(of: "#>") {
        take(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound])
        rest = rest[end.upperBound...]
      } else if c == "#" {
        let line = rest.prefix { !$0.isNewline }
        take(line.drop { $0 == "#" })
        rest = rest[line.endIndex...]
      } else if c == "'" || c == "\"" {
        rest = rest.dropFirst().drop { $0 != c }.dropFirst()
      } else {
        if c.isNewline { breaks += 1 }
        rest = rest.dropFirst()
      }
    }
    return last.isEmpty ? nil : last.joined(separator: "\n")
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

  private static let words: Set<String> = ["synopsis", "description", "example", "inputs", "outputs", "notes", "link", "component", "role", "functionality"]
  private static let wordsWithArgument: Set<String> = ["parameter", "forwardhelptargetname", "forwardhelpcategory", "remotehelprunspace", "externalhelp"]

  private static func parse(_ text: String) -> CommentHelp? {
    var h = CommentHelp(), section = "", argument = "", lines: [Substring] = [], found = false
    func close() {
      let body = CommentHelp.body(lines)
      switch section {
      case "synopsis": h.synopsis = body.trimmed
      case "description": h.description = body.trimmed
      case "notes": h.notes = body.trimmed
      case "inputs": h.inputs = body.trimmed
      case "outputs": h.outputs = body.trimmed
      case "component": h.component = body.trimmed
      case "role": h.role = body.trimmed
      case "functionality": h.functionality = body.trimmed
      case "parameter": if !h.parameters.contains(where: { $0.name.equalsIgnoringCase(argument) }) { h.parameters.append((argument, body.trimmed)) }
      case "forwardhelptargetname": h.forwardTarget = argument
      case "externalhelp": h.externalFile = argument
      case "link": if !body.trimmed.isEmpty { h.links.append(body.trimmed) }
      case "example": h.examples.append(example(body))
      default: break
      }
      lines = []
    }
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = raw.hasSuffix("\r") ? raw.dropLast() : raw
      if let (word, rest) = directive(line) {
        guard rest.isEmpty ? words.contains(word) : wordsWithArgument.contains(word) else { return nil }
        close()
        found = true
        section = word
        argument = rest
        continue
      }
      lines.append(line)
    }
    close()
    return found ? h : nil
  }
  /// `.WORD` or `.WORD argument` alone on a line.
  private static func directive(_ line: Substring) -> (String, String)? {
    let t = line.trimmed
    guard t.hasPrefix(".") else { return nil }
    let word = t.dropFirst().prefix { $0.isLetter }
    let rest = t.dropFirst(word.count + 1)
    guard !word.isEmpty, rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
    return (word.lowercased(), String(rest).trimmed)
  }
  /// The first line that is not blank says how much white space in front of each line does not count.
  private static func body(_ lines: [Substring]) -> String {
    guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
    func isBlank(_ c: Character) -> Bool { c == " " || c == "\t" || c == "\u{A0}" }
    let margin = lines[first].prefix(while: isBlank).count
    return lines[first...].map { l in l.dropFirst(min(margin, l.prefix(while: isBlank).count)) + "\n" }.joined()
  }
  /// An example: a prompt when its first line has one, code up to the first blank line, remarks behind.
  private static func example(_ body: String) -> (prompt: String, code: String, remarks: String) {
    var prompt = "PS > ", rest = body[...]
    let firstLine = body.prefix { $0 != "\n" }
    if let mark = firstLine.firstIndex(of: ">") {
      prompt = String(firstLine[...mark])
      rest = body[body.index(after: mark)...]
    }
    guard let gap = rest.range(of: "\n\n") else { return (prompt, String(rest).trimmed, "") }
    return (prompt, String(rest[..<gap.lowerBound]).trimmed, String(rest[gap.upperBound...]).trimmed)
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
