/// Lets breakpoints stop again.
import Engine

struct EnablePSBreakpoint: Cmdlet {
  static let command = Command("Enable", "PSBreakpoint", defaultSet: "Breakpoint", confirm: .medium, outputs: ["System.Management.Automation.Breakpoint"], synopsis: "Enables the breakpoints in the current console.", examples: [("All of them", "Get-PSBreakpoint | Enable-PSBreakpoint")])
  @Parameter("Breakpoint", at: 0, from: .pipeline, sets: ["Breakpoint"], mandatory: true, validate: [.notNull], type: "System.Management.Automation.Breakpoint[]") var breakpoint: [Value]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]
  @Parameter("Runspace", from: .propertyName, sets: ["Id"], aliases: ["RunspaceId"]) var runspace: RunspaceParameter?

  mutating func process(_ shell: Invocation) throws {
    for (b, owner) in try shell.breakpoints(breakpoint, ids: $breakpoint.isBound ? nil : id, in: runspace?.runspace) {
      b.isEnabled = true
      if passThru.isOn { try shell.write(b, of: owner) }
    }
  }
}
