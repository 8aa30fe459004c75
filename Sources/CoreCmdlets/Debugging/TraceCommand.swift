/// Runs a block or a command while components are traced; this shell writes no traces, so what remains is the output.
import Engine

struct TraceCommand: Cmdlet {
  static let command = Command("Trace", "Command", defaultSet: "expressionSet", synopsis: "Configures and starts a trace of the specified expression or command.", examples: [("About parameters", "Trace-Command -Name ParameterBinding -Expression { Get-Date -Day 1 } -PSHost")])
  @Parameter("Name", at: 0, mandatory: true) var name: [String]
  @Parameter("Expression", at: 1, sets: ["expressionSet"]) var expression: ScriptBlock
  @Parameter("Option", at: 2, type: "System.Management.Automation.PSTraceSourceOptions", fidelity: .inert) var option: Value?
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Command", at: 1, sets: ["commandSet"]) var command: String
  @Parameter("ArgumentList", sets: ["commandSet"], aliases: ["Args"], remaining: true, type: "System.Object[]") var argumentList: [Value]
  @Parameter("ListenerOption", type: "System.Diagnostics.TraceOptions", fidelity: .inert) var listenerOption: Value?
  @Parameter("FilePath", aliases: ["PSPath", "Path"]) var filePath: String?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Debugger", fidelity: .inert) var debugger: Switch
  @Parameter("PSHost", fidelity: .inert) var pSHost: Switch

  private var inputs: [Value] = []

  mutating func process(_ shell: Invocation) throws { if $inputObject.isBound, let inputObject { inputs.append(inputObject) } }
  mutating func end(_ shell: Invocation) throws {
    _ = try TraceSources.of(shell.context).find(name, shell)
    if let filePath {
      let target: String
      do { target = try shell.filePath(filePath, literal: false) } catch let e as TerminatingError {
        e.record.errorId = "FileListenerPathResolutionFailed"
        throw e
      }
      try Posix.writeFile(target, [])
    }
    if $expression.isBound { return try shell.runCommand(expression, input: inputs.isEmpty ? nil : inputs) }
    let block = try shell.context.makeBlock("param($c, $a) & $c @a", file: nil)
    try shell.runCommand(block, arguments: [.str(command), .array(PSArray(argumentList))])
  }
}
