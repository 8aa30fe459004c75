/// Help written as comments in a function or script, as Get-Help shows it.
import Codecs
import Engine
import Syntax

struct CommentHelp {
  /// The sections word for word; Get-Help shows each without the white space around it.
  private let written: HelpComments

  var synopsis: String { shown(written.synopsis) }
  var description: String { shown(written.description) }
  var notes: String { shown(written.notes) }
  var inputs: [String] { written.inputs.map(\.trimmed) }
  var outputs: [String] { written.outputs.map(\.trimmed) }
  var component: String { shown(written.component) }
  var role: String { shown(written.role) }
  var functionality: String { shown(written.functionality) }
  /// The file with the help, as `.EXTERNALHELP` names it.
  var externalFile: String? { written.externalFile }
  /// Of the command whose help is shown instead.
  var forwardTarget: String? { written.forwardTarget }
  /// By name in capitals.
  var parameters: [(name: String, text: String)] { written.parameters.map { ($0.name, $0.text.trimmed) } }
  var examples: [(prompt: String, code: String, remarks: String)] { written.examples.map(CommentHelp.example) }
  var links: [String] { written.links }
  /// The variable with the session whose help is shown.
  var remoteRunspace: String? { written.remoteRunspace }

  /// Help of a function, a script block or a script; nil when nothing is written.
  static func of(_ c: CommandInfo, _ context: ExecutionContext) -> CommentHelp? {
    if let f = c as? FunctionInfo {
      let body = f.block.ast
      let definition = body.parent.flatMap { $0.kind == .functionDefinition ? $0 : nil }
      return HelpComments.of(definition ?? body).map(CommentHelp.init)
    }
    guard let s = c as? ExternalScriptInfo, let bytes = try? Posix.readFile(s.path) else { return nil }
    return HelpComments.of(Parser.parse(SourceText(TextCodec.decodeFile(bytes), file: s.path)).ast).map(CommentHelp.init)
  }

  private init(_ h: HelpComments) { written = h }
  private func shown(_ section: String?) -> String { (section ?? "").trimmed }
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
