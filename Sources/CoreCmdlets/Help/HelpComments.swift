/// Which comments of a script are the help of a function, a script or a block, and what their sections say word for word.
import Engine
import NetTypes
import Syntax

/// The sections of help comments, as `GetHelpContent` gives them: every line ended by a line feed, without the white space that the
/// first line of its section begins with.
struct HelpComments {
  var synopsis: String?, description: String?, notes: String?, component: String?, role: String?, functionality: String?
  var forwardTarget: String?, forwardCategory: String?, remoteRunspace: String?, externalFile: String?
  /// By name in capitals; where no section describes a parameter, the comments at its declaration do.
  var parameters: [(name: String, text: String)] = []
  var links: [String] = [], examples: [String] = [], inputs: [String] = [], outputs: [String] = []

  // MARK: Sections

  /// nil when the lines are no help: no section, an unknown one, or text in front of the first.
  init?(_ lines: [String]) {
    var i = 0, found = false
    while i < lines.count {
      defer { i += 1 }
      guard let (word, argument) = HelpComments.directive(lines[i]) else {
        if HelpComments.isBlank(lines[i]) { continue }
        return nil
      }
      found = true
      if let argument {
        switch word {
        case "PARAMETER":
          let text = HelpComments.section(lines, &i)
          if !parameters.contains(where: { $0.name == argument.uppercased() }) { parameters.append((argument.uppercased(), text)) }
        case "FORWARDHELPTARGETNAME": forwardTarget = argument
        case "FORWARDHELPCATEGORY": forwardCategory = argument
        case "REMOTEHELPRUNSPACE": remoteRunspace = argument
        case "EXTERNALHELP": externalFile = argument
        default: return nil
        }
        continue
      }
      switch word {
      case "SYNOPSIS": synopsis = HelpComments.section(lines, &i)
      case "DESCRIPTION": description = HelpComments.section(lines, &i)
      case "NOTES": notes = HelpComments.section(lines, &i)
      case "LINK": links.append(HelpComments.section(lines, &i).trimmed)
      case "EXAMPLE": examples.append(HelpComments.section(lines, &i))
      case "INPUTS": inputs.append(HelpComments.section(lines, &i))
      case "OUTPUTS": outputs.append(HelpComments.section(lines, &i))
      case "COMPONENT": component = HelpComments.section(lines, &i).trimmed
      case "ROLE": role = HelpComments.section(lines, &i).trimmed
      case "FUNCTIONALITY": functionality = HelpComments.section(lines, &i).trimmed
      default: return nil
      }
    }
    if !found { return nil }
  }
  private static func isBlank(_ line: String) -> Bool { line.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
  /// `.WORD` or `.WORD argument` alone on a line; the word in capitals.
  private static func directive(_ line: String) -> (word: String, argument: String?)? {
    let t = line.trimmed
    guard t.utf8.first == 46 else { return nil }
    let word = t.unicodeScalars.dropFirst().prefix { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" }
    let rest = String(t.unicodeScalars.dropFirst(word.count + 1))
    guard !word.isEmpty, rest.isEmpty || rest.unicodeScalars.first?.properties.isWhitespace == true else { return nil }
    return (String(String.UnicodeScalarView(word)).uppercased(), rest.isEmpty ? nil : rest.trimmed)
  }
  /// The lines behind line `i` up to the next section; `i` is left on the last of them.
  private static func section(_ lines: [String], _ i: inout Int) -> String {
    func isIndent(_ s: Unicode.Scalar) -> Bool { s == " " || s == "\t" || s == "\u{A0}" }
    var out = "", margin: Int?
    i += 1
    while i < lines.count {
      let line = lines[i]
      if margin == nil, isBlank(line) { i += 1; continue }
      if directive(line) != nil { break }
      let indent = line.unicodeScalars.prefix(while: isIndent).count
      if margin == nil { margin = indent }
      out.unicodeScalars.append(contentsOf: line.unicodeScalars.dropFirst(min(indent, margin ?? 0)))
      out += "\n"
      i += 1
    }
    i -= 1
    return out
  }

  // MARK: Finding

  /// The help of a function's definition, of a whole script, or of a block; nil when nothing is written.
  static func of(_ ast: Ast) -> HelpComments? {
    var root = ast
    while let p = root.parent { root = p }
    let source = ast.extent.source
    return CommentFinder(source, Parser.parse(source, keepTokens: true).tokens).help(of: ast, isRoot: root === ast)
  }
}

/// The tokens of a script, and the blocks of comments among them: comments on the same or on neighbouring lines.
private struct CommentFinder {
  let source: SourceText
  let tokens: [Token]
  init(_ s: SourceText, _ t: [Token]) { source = s; tokens = t }
  /// More than one blank line between a comment and what stands there: they have nothing to do with each other.
  private static let proximity = 2

  private func startLine(_ i: Int) -> Int { source.position(Int(tokens[i].start)).line }
  private func endLine(_ i: Int) -> Int { source.position(Int(tokens[i].end)).line }
  private func first(in e: Extent, from i: Int = 0) -> Int { tokens[i...].firstIndex { $0.end > e.start } ?? tokens.count }
  private func last(in e: Extent, from i: Int) -> Int { (tokens[i...].firstIndex { $0.start >= e.end } ?? tokens.count) - 1 }

  private func block(from start: inout Int) -> [Int] {
    var found: [Int] = [], limit = Int.max
    var i = start
    while i < tokens.count {
      if startLine(i) > limit { start = i; return found }
      if tokens[i].kind == .comment {
        found.append(i)
        limit = endLine(i) + 1
      } else if tokens[i].kind != .newLine { start = i; return found }
      i += 1
    }
    start = i
    return found
  }
  private func block(before end: Int, proximity: Int) -> [Int] {
    guard end < tokens.count else { return [] }
    var found: [Int] = [], limit = startLine(end) - proximity, i = end - 1
    while i >= 0, endLine(i) >= limit {
      if tokens[i].kind == .comment {
        found.append(i)
        limit = startLine(i) - 1
      } else if tokens[i].kind != .newLine { break }
      i -= 1
    }
    return found.reversed()
  }
  private func lines(_ comments: [Int]) -> [String] {
    comments.flatMap { i -> [String] in
      let text = source.slice(Int(tokens[i].start), Int(tokens[i].end))
      guard text.utf8.first == 60 else { return [String(text.drop { $0 == "#" })] }
      let inner = String(decoding: text.utf8.dropFirst(2).dropLast(2), as: UTF8.self)
      let parts = inner.textLines
      return inner.utf8.last == 10 || inner.utf8.last == 13 || parts.isEmpty ? parts + [""] : parts
    }
  }

  func help(of ast: Ast, isRoot: Bool) -> HelpComments? {
    let isFunction = ast is FunctionDefinitionAst
    var at = isRoot ? 0 : first(in: ast.extent), end = isRoot ? tokens.count - 1 : last(in: ast.extent, from: at)
    let beginning = at
    func described(_ comments: [Int]) -> HelpComments? {
      guard var h = HelpComments(lines(comments)) else { return nil }
      describeParameters(of: ast, from: beginning, &h)
      return h
    }
    if isFunction, let f = ast as? FunctionDefinitionAst {
      if let h = described(block(before: at, proximity: CommentFinder.proximity)) { return h }
      at = first(in: f.body.extent)
    }
    if !isRoot { at += 1 }
    while at < tokens.count {
      let comments = block(from: &at)
      guard let last = comments.last else { break }
      guard let h = described(comments) else { continue }
      // the first function of a script may be who is meant
      if isRoot, let body = (ast as? ScriptBlockAst)?.endBlock, body.unnamed, let f = body.statements.first as? FunctionDefinitionAst,
        f.extent.startLine - endLine(last) <= CommentFinder.proximity
      {
        break
      }
      return h
    }
    end = min(end, tokens.count - 1)
    return end < 0 ? nil : described(block(before: end, proximity: startLine(end)))
  }
  /// What the comments in front of, within and behind a parameter's declaration say.
  private func describeParameters(of ast: Ast, from start: Int, _ h: inout HelpComments) {
    let function = ast as? FunctionDefinitionAst
    let declared = function?.parameters ?? (function?.body ?? ast as? ScriptBlockAst)?.paramBlock?.parameters ?? []
    for p in declared {
      let name = p.name.path.userPath.uppercased()
      if h.parameters.contains(where: { $0.name == name }) { continue }
      let from = first(in: p.extent, from: start)
      guard from < tokens.count else { continue }
      let to = last(in: p.extent, from: from)
      var comments = block(before: from, proximity: CommentFinder.proximity)
      if from < to { comments += (from..<to).filter { tokens[$0].kind == .comment } }
      var behind = to + 1
      comments += block(from: &behind)
      let text = HelpComments.text(of: lines(comments))
      if !text.isEmpty { h.parameters.append((name, text)) }
    }
  }
}

extension HelpComments {
  /// Lines that belong to no section, as a section has them.
  fileprivate static func text(of lines: [String]) -> String {
    var i = -1
    return section(lines, &i)
  }
}

/// `CommentHelpInfo`, what `GetHelpContent` of a tree answers.
enum CommentHelpInfo {
  private static let type = RecordType("System.Management.Automation.Language.CommentHelpInfo", base: "System.Object", ["Synopsis", "Description", "Notes"].map { "string \($0) {get;}" }
      + ["System.Collections.Generic.IDictionary[string,string] Parameters {get;}"]
      + ["Links", "Examples", "Inputs", "Outputs"].map { "System.Collections.ObjectModel.ReadOnlyCollection[string] \($0) {get;}" }
    + ["Component", "Role", "Functionality", "ForwardHelpTargetName", "ForwardHelpCategory", "RemoteHelpRunspace", "MamlHelpFile"].map { "string \($0) {get;}" })

  static func register() {
    type.type.extend { t in
      t.method("string GetCommentBlock()") { v, _, _ in (v.refValue as? Record).map { .str(block($0.values)) } ?? .null }
    }
    for name in ["FunctionDefinitionAst", "ScriptBlockAst"] {
      TypeTable.extend("System.Management.Automation.Language." + name) { t in
        t.method("System.Management.Automation.Language.CommentHelpInfo GetHelpContent()") { v, _, _ in (v.refValue as? PSAst).flatMap { HelpComments.of($0.ast) }.map(object) ?? .null }
      }
    }
  }
  private static func object(_ h: HelpComments) -> Value {
    func text(_ s: String?) -> Value { s.map { .str($0) } ?? .null }
    func list(_ s: [String]) -> Value {
      let a = PSArray(s.map { .str($0) }, of: TypeTable.string)
      a.kind = .readOnlyCollection
      return .array(a)
    }
    let parameters = PSHash(.dictionary)
    parameters.keyType = TypeTable.string
    parameters.valueType = TypeTable.string
    for p in h.parameters { parameters.set(p.name, .str(p.text)) }
    return type.make([
      text(h.synopsis), text(h.description), text(h.notes), .hash(parameters), list(h.links), list(h.examples), list(h.inputs), list(h.outputs),
      text(h.component), text(h.role), text(h.functionality), text(h.forwardTarget), text(h.forwardCategory), text(h.remoteRunspace), text(h.externalFile)
    ])
  }
  /// The sections as a comment again.
  private static func block(_ v: [Value]) -> String {
    var out = "<#\n"
    func say(_ word: String, _ value: Value, onOneLine: Bool = false) {
      let text = value.isNull ? "" : Conversion.toString(value)
      if !text.isEmpty { out += "." + word + (onOneLine ? " " : "\n") + text + "\n" }
    }
    func each(_ word: String, _ list: Value) { for x in list.arrayValue?.values ?? [] { out += ".\(word)\n\(Conversion.toString(x))\n" } }
    say("SYNOPSIS", v[0])
    say("DESCRIPTION", v[1])
    if case .hash(let h) = v[3].base { for (name, text) in h.pairs { out += ".PARAMETER \(Conversion.toString(name))\n\(Conversion.toString(text))\n" } }
    each("INPUTS", v[6])
    each("OUTPUTS", v[7])
    say("NOTES", v[2])
    each("EXAMPLE", v[5])
    each("LINK", v[4])
    say("FORWARDHELPTARGETNAME", v[11], onOneLine: true)
    say("FORWARDHELPCATEGORY", v[12], onOneLine: true)
    say("REMOTEHELPRUNSPACE", v[13], onOneLine: true)
    say("COMPONENT", v[8])
    say("ROLE", v[9])
    say("FUNCTIONALITY", v[10])
    say("EXTERNALHELP", v[14], onOneLine: true)
    return out + "#>\n"
  }
}
