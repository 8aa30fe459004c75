/// The functions and scripts that are running.
import Engine
import NetTypes

struct GetPSCallStack: Cmdlet {
  static let command = Command("Get", "PSCallStack", outputs: ["System.Management.Automation.CallStackFrame"], synopsis: "Tells which calls led here.", examples: [("Where am I", "Get-PSCallStack")])

  mutating func process(_ shell: Invocation) throws {
    for f in shell.context.callStack(at: shell.context.debugger.place ?? shell.info.statement) {
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
      "System.Management.Automation.Language.IScriptExtent Position {get;}", "string FunctionName {get;}",
    ]) { t in t.method("string GetScriptLocation()") { v, _, _ in text(v, 6) } }
  private static func text(_ v: Value, _ i: Int) -> Value { Record.of(v)?.values[i] ?? .null }
  /// What PowerShell's own type data adds to a call: texts that are kept behind what the type has.
  static let typeData: TypeData = {
    let data = TypeData("System.Management.Automation.CallStackFrame")
    let command = [
      "if ($null -eq $this.InvocationInfo) { return $this.FunctionName }", "", "$commandInfo = $this.InvocationInfo.MyCommand",
      "if ($null -eq $commandInfo) { return $this.InvocationInfo.InvocationName }", "", "if ($commandInfo.Name -ne \"\") { return $commandInfo.Name }", "",
      "return $this.FunctionName",
    ]
    let arguments = [
      "$argumentsBuilder = new-object System.Text.StringBuilder", "", "$null = $(", "$argumentsBuilder.Append(\"{\")",
      "foreach ($entry in $this.InvocationInfo.BoundParameters.GetEnumerator())", "{", "if ($argumentsBuilder.Length -gt 1)", "{",
      "$argumentsBuilder.Append(\", \");", "}", "", "$argumentsBuilder.Append($entry.Key).Append(\"=\")", "", "if ($entry.Value)", "{",
      "$argumentsBuilder.Append([string]$entry.Value)", "}", "}", "", "foreach ($arg in $this.InvocationInfo.UnboundArguments.GetEnumerator())", "{",
      "if ($argumentsBuilder.Length -gt 1)", "{", "$argumentsBuilder.Append(\", \")", "}", "", "if ($arg)", "{", "$argumentsBuilder.Append([string]$arg)", "}",
      "else", "{", "$argumentsBuilder.Append('$null')", "}", "}", "", "$argumentsBuilder.Append('}');", ")", "", "return $argumentsBuilder.ToString();",
    ]
    for (i, (name, lines)) in [("Command", command), ("Location", ["$this.GetScriptLocation()"]), ("Arguments", arguments)].enumerated() {
      let member = MemberDefinition(name, .code(get: { v, _ in text(v, 5 + i) }, set: nil))
      member.getter = .script(lines.joined(separator: "\n          ").replacing("\n          \n", with: "\n\n"))
      data.members.append(member)
    }
    return data
  }()
}
