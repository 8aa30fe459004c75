/// What Enable- and Disable-PSBreakpoint have alike: which breakpoints are meant, and switching them.
import Engine

struct BreakpointParameters {
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Breakpoint", at: 0, from: .pipeline, sets: ["Breakpoint"], mandatory: true, validate: [.notNull], type: "System.Management.Automation.Breakpoint[]") var breakpoint: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]
  @Parameter("Runspace", from: .propertyName, sets: ["Id"], aliases: ["RunspaceId"]) var runspace: RunspaceParameter?

  func enable(_ isEnabled: Bool, _ shell: Invocation) throws {
    for (b, owner) in try shell.breakpoints(breakpoint, ids: $breakpoint.isBound ? nil : id, in: runspace?.runspace) {
      b.isEnabled = isEnabled
      if passThru.isOn { try shell.write(b, of: owner) }
    }
  }
}
