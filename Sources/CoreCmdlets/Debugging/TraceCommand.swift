/// Runs a block or a command while parts of the shell tell what they do.
import Engine

struct TraceCommand: Cmdlet {
  static let command = Command("Trace", "Command", defaultSet: "expressionSet",
    synopsis: "Runs something and shows what the shell does for it.",
    examples: [("About parameters", "Trace-Command -Name ParameterBinding -Expression { Get-Date -Day 1 } -PSHost")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Name", at: 0, mandatory: true) var name: [String]
  @Parameter("Option", at: 2, type: "System.Management.Automation.PSTraceSourceOptions") var option: Value?
  @Parameter("Expression", at: 1, sets: ["expressionSet"]) var expression: ScriptBlock
  @Parameter("Command", at: 1, sets: ["commandSet"]) var command: String
  @Parameter("ArgumentList", sets: ["commandSet"], aliases: ["Args"], remaining: true, type: "System.Object[]") var argumentList: [Value]
  @Parameter("ListenerOption", type: "System.Diagnostics.TraceOptions") var listenerOption: Value?
  @Parameter("FilePath", aliases: ["PSPath", "Path"]) var filePath: String?
  @Parameter("Force") var force: Switch
  @Parameter("Debugger") var debugger: Switch
  @Parameter("PSHost") var pSHost: Switch

  private var sources: [TraceSource] = []
  private var listeners: [TraceListener] = []
  private var inputs: [Value] = []

  mutating func begin(_ shell: Invocation) throws {
    sources = TraceSources.of(shell.context).configured(name)
    listeners = try TraceSources.listeners(filePath: filePath, force: force.isOn, debugger: debugger.isOn, host: pSHost.isOn, options: listenerOption, shell)
  }
  mutating func process(_ shell: Invocation) throws {
    if !$expression.isBound {
      if $inputObject.isBound, let inputObject { inputs.append(inputObject) }
      return
    }
    let result = try traced(shell) { try shell.valueInPlace(expression, item: inputObject ?? .void) }
    try shell.writeEach(result)
  }
  mutating func end(_ shell: Invocation) throws {
    if $expression.isBound { return }
    // no parameters: binding them would be traced too
    let block = try shell.context.makeBlock(inputs.isEmpty ? "$a = $args[1]; & $args[0] @a 2>&1" : "$a = $args[1]; $args[2] | & $args[0] @a 2>&1", file: nil)
    let output = try traced(shell) { try shell.context.invokeBlock(block, arguments: [.str(command), .array(PSArray(argumentList)), .array(PSArray(inputs))]) }
    if case .void = output { return }
    for v in output.elementsIfSequence ?? [output] {
      guard case .other(let r) = v, let e = r as? ErrorRecord, e.isMerged else { try shell.writeEach(v); continue }
      e.isMerged = false
      if let comma = e.errorId.firstIndex(of: ",") { e.errorId = String(e.errorId[..<comma]) }
      e.invocation = shell.info
      e.position = shell.info.position
      try shell.error(e)
    }
  }
  mutating func cleanup(_ shell: Invocation) { for l in listeners { l.close() } }

  /// Runs something with the sources' options and listeners set, and sets them back.
  private func traced<T>(_ shell: Invocation, _ body: () throws -> T) throws -> T {
    let before = sources.map { ($0.options, $0.listeners) }
    for s in sources {
      s.options = (option?.refValue as? PSEnum)?.raw ?? 32767
      s.listeners += listeners
    }
    let table = TraceSources.of(shell.context)
    table.apply()
    defer {
      for (s, (o, l)) in zip(sources, before) { s.options = o; s.listeners = l }
      table.apply()
    }
    return try body()
  }
}
