/// Help written as comments in a function or script, as Get-Help shows it.
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
    synopsis.isEmpty && description.isEmpty && notes.isEmpty && inputs.isEmpty && outputs.isEmpty && component.isEmpty && role.isEmpty && functionality.isEmpty
      && parameters.isEmpty && examples.isEmpty
      && links.isEmpty && forwardTarget == nil
  }

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

  private init(_ h: HelpComments) {
    synopsis = (h.synopsis ?? "").trimmed
    description = (h.description ?? "").trimmed
    notes = (h.notes ?? "").trimmed
    inputs = h.inputs.map(\.trimmed).joined(separator: "\n")
    outputs = h.outputs.map(\.trimmed).joined(separator: "\n")
    component = h.component ?? ""
    role = h.role ?? ""
    functionality = h.functionality ?? ""
    externalFile = h.externalFile
    forwardTarget = h.forwardTarget
    parameters = h.parameters.map { ($0.name, $0.text.trimmed) }
    examples = h.examples.map(CommentHelp.example)
    links = h.links.filter { !$0.isEmpty }
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
