/// Shows the lines of scripts as they run, or asks before each.
import Engine

struct SetPSDebug: Cmdlet {
  static let command = Command("Set", "PSDebug", module: "Microsoft.PowerShell.Core",
    synopsis: "Traces the lines of scripts, steps through them, or makes unset variables errors.",
    examples: [("Lines as they run", "Set-PSDebug -Trace 1")])
  @Parameter("Trace", sets: ["on"], validate: [.range(.int(0), .int(2))]) var trace: Int?
  @Parameter("Step", sets: ["on"]) var step: Switch
  @Parameter("Strict", sets: ["on"]) var strict: Switch
  @Parameter("Off", sets: ["off"]) var off: Switch

  mutating func process(_ shell: Invocation) throws {
    let debugger = shell.context.debugger
    if off.isOn { debugger.traceLevel = 0; debugger.asks = false; shell.context.strictVersion = 0; return }
    if $trace.isBound || step.isOn { debugger.enable(shell.context) }
    if let trace { debugger.traceLevel = trace }
    if $step.isBound { debugger.asks = step.isOn }
    if $strict.isBound { shell.context.strictVersion = strict.isOn ? 1 : 0 }
  }
}
