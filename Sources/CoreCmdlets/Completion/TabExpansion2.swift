/// Completes an input, as the Tab key does.
import Engine

struct TabExpansion2: Cmdlet {
  static let command = Command("TabExpansion2", "", module: "", errorType: "TabExpansion2", defaultSet: "ScriptInputSet",
    outputs: ["System.Management.Automation.CommandCompletion"],
    synopsis: "Completes what stands before the cursor in an input.",
    examples: [("Parameters of a cmdlet", "(TabExpansion2 'Get-Date -' 10).CompletionMatches")])
  @Parameter("inputScript", at: 0, sets: ["ScriptInputSet"], mandatory: true, attributes: [.allowEmptyString]) var inputScript: String
  @Parameter("cursorColumn", at: 1, sets: ["ScriptInputSet"]) var cursorColumn: Int?
  @Parameter("ast", at: 0, sets: ["AstInputSet"], mandatory: true) var ast: Value
  @Parameter("tokens", at: 1, sets: ["AstInputSet"], mandatory: true) var tokens: Value
  @Parameter("positionOfCursor", at: 2, sets: ["AstInputSet"], mandatory: true) var positionOfCursor: Value
  @Parameter("options") var options: PSHash?

  mutating func process(_ shell: Invocation) throws {
    var text = inputScript, cursor = cursorColumn ?? inputScript.utf16.count
    if shell.parameterSet == "AstInputSet" {
      if let extent = try shell.context.property(ast, "Extent"), let t = try shell.context.property(extent, "Text") { text = Conversion.toString(t, shell.context) }
      if let offset = try shell.context.property(positionOfCursor, "Offset") { cursor = Int(try Conversion.toInt64(offset)) }
    }
    do { try shell.write(CompletionTypes.complete(text, cursor, options, shell.context)) } catch let e as TerminatingError { throw shell.terminating(e.record) }
  }
}
