/// The functions and scripts that are running.
import Engine
import NetTypes

struct GetPSCallStack: Cmdlet {
  static let command = Command("Get", "PSCallStack", outputs: ["System.Management.Automation.CallStackFrame"], synopsis: "Tells which calls led here.", examples: [("Where am I", "Get-PSCallStack")])

  mutating func process(_ shell: Invocation) throws {
    for f in shell.context.callStack(at: shell.context.debugger.place ?? shell.info.position) {
      try shell.write(GetPSCallStack.object(f))
    }
  }
  static func object(_ f: ExecutionContext.StackFrame) -> Value {
    type.make(
      [
        f.script.map { .str($0) } ?? .null, .int(Int32(clamping: f.line)), .other(f.invocation), f.position.map { .other(PSExtent($0)) } ?? .null, .str(f.function),
        .str(f.command), .str(f.location), .str(f.arguments)
      ], text: "at \(f.function), \(f.script ?? "<No file>"): line \(f.line)")
  }
  private static let type = RecordType(
    "System.Management.Automation.CallStackFrame",
    [
      "string ScriptName {get;}", "int ScriptLineNumber {get;}", "System.Management.Automation.InvocationInfo InvocationInfo {get;}",
      "System.Management.Automation.Language.IScriptExtent Position {get;}", "string FunctionName {get;}", "string Command {get;}", "string Location {get;}",
      "string Arguments {get;}"
    ])
}
