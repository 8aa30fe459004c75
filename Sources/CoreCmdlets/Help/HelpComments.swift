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
  /// Lines that belong to no section, as a section has them.
  static func text(of lines: [String]) -> String {
    var i = -1
    return section(lines, &i)
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
