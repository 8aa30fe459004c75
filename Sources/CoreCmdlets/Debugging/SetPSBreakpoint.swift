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
    let scripts = try shell.breakpointScripts(script), places: [String?] = scripts.isEmpty ? [nil] : scripts
    func add(_ condition: Debugger.Condition, _ places: [String?]) throws { for s in places { try shell.write(debugger.add(s, condition, action), of: owner) } }
    switch shell.parameterSet {
    case "Command": for c in command { try add(.command(c), places) }
    case "Variable":
      let access = Debugger.Access(rawValue: Int((mode?.refValue as? PSEnum)?.raw ?? 1)) ?? .write
      for v in variable { try add(.variable(v.hasPrefix("$") ? String(v.dropFirst()) : v, access), places) }
    default:
      for l in line {
        guard l > 0 else { try shell.error("SetPSBreakpoint:LineLessThanOne", .invalidArgument, "Line cannot be less than 1.", exception: "System.ArgumentException"); continue }
        try add(.line(l, column: column ?? 0), scripts)
      }
    }
  }
}
