/// The breakpoints of the session.
import Engine

struct GetPSBreakpoint: Cmdlet {
  static let command = Command("Get", "PSBreakpoint", defaultSet: "Line",
    outputs: [
      "System.Management.Automation.CommandBreakpoint",
      "System.Management.Automation.LineBreakpoint",
      "System.Management.Automation.VariableBreakpoint",
      "System.Management.Automation.Breakpoint",
    ],
    synopsis: "Lists the breakpoints.",
    examples: [("All of them", "Get-PSBreakpoint")])
  @Parameter("Script", in: [InSet("Line", at: 0, from: .pipeline), InSet("Command"), InSet("Variable"), InSet("Type")], validate: [.notNullOrEmpty]) var script: [String]
  @Parameter("Id", at: 0, from: .pipeline, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]
  @Parameter("Variable", sets: ["Variable"], mandatory: true, validate: [.notNull]) var variable: [String]
  @Parameter("Command", sets: ["Command"], mandatory: true, validate: [.notNull]) var command: [String]
  @Parameter("Type", at: 0, from: .pipeline, sets: ["Type"], mandatory: true, validate: [.notNull], type: "Microsoft.PowerShell.Commands.BreakpointType[]") var type: [Value]
  @Parameter("Runspace", validate: [.notNull]) var runspace: RunspaceParameter?

  mutating func process(_ shell: Invocation) throws {
    var found = shell.debugger(of: runspace?.runspace).breakpoints
    switch shell.parameterSet {
    case "Id": found = found.filter { id.contains($0.id) }
    case "Command": found = found.filter { if case .command(let n) = $0.condition { command.contains { Wildcard($0).matches(n) } } else { false } }
    case "Variable": found = found.filter { if case .variable(let n, _) = $0.condition { variable.contains { Wildcard($0.hasPrefix("$") ? String($0.dropFirst()) : $0).matches(n) } } else { false } }
    case "Type": found = found.filter { b in type.contains { Conversion.toString($0).equalsIgnoringCase(BreakpointTypes.kind(b)) } }
    default: break
    }
    if !script.isEmpty {
      let files = try script.map { try shell.space.resolve($0).path }
      found = found.filter { b in b.script.map { s in files.contains { $0.equalsIgnoringCase(s) } } ?? false }
    }
    for b in found { try shell.write(b, of: runspace?.runspace) }
  }
}
