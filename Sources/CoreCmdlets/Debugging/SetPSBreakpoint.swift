/// Stops a script at a line, a command or a variable.
import Engine

struct SetPSBreakpoint: Cmdlet {
  static let command = Command("Set", "PSBreakpoint", defaultSet: "Line",
    outputs: [
      "System.Management.Automation.CommandBreakpoint", "System.Management.Automation.LineBreakpoint", "System.Management.Automation.VariableBreakpoint"
    ], synopsis: "Says where scripts stop for the debugger: at a line, a command or a variable.",
    examples: [("At a line", "Set-PSBreakpoint -Script ./move.ps1 -Line 12")])
  @Parameter("Action", sets: ["Line", "Command", "Variable"]) var action: ScriptBlock?
  @Parameter("Column", at: 2, sets: ["Line"], validate: [.range(.int(1), .int(2147483647))]) var column: Int?
  @Parameter("Command", sets: ["Command"], mandatory: true, aliases: ["C"]) var command: [String]
  @Parameter("Line", at: 1, sets: ["Line"], mandatory: true) var line: [Int]
  @Parameter("Script", in: [InSet("Line", at: 0, mandatory: true), InSet("Command", at: 0), InSet("Variable", at: 0)], validate: [.notNull]) var script: [String]
  @Parameter("Variable", sets: ["Variable"], mandatory: true, aliases: ["V"]) var variable: [String]
  @Parameter("Mode", sets: ["Variable"], type: "System.Management.Automation.VariableAccessMode") var mode: Value?
  @Parameter("Runspace", validate: [.notNull]) var runspace: RunspaceParameter?

  mutating func process(_ shell: Invocation) throws {
    let owner = runspace?.runspace, engine = owner?.context ?? shell.context, debugger = engine.debugger
    debugger.enable(engine)
    let scripts: [String?] = script.isEmpty ? [nil] : try shell.breakpointScripts(script)
    for s in scripts {
      switch shell.parameterSet {
      case "Command": for c in command { try shell.write(debugger.add(s, .command(c), action), of: owner) }
      case "Variable":
        let access = Debugger.Access(rawValue: Int((mode?.refValue as? PSEnum)?.raw ?? 1)) ?? .write
        for v in variable { try shell.write(debugger.add(s, .variable(v.hasPrefix("$") ? String(v.dropFirst()) : v, access), action), of: owner) }
      default:
        for l in line {
          guard l > 0 else { try shell.error("SetPSBreakpoint:LineLessThanOne", .invalidArgument, "Line cannot be less than 1.", exception: "System.ArgumentException"); continue }
          try shell.write(debugger.add(s, .line(l, column: column ?? 0), action), of: owner)
        }
      }
    }
  }
}
