/// Takes breakpoints away.
import Engine

struct RemovePSBreakpoint: Cmdlet {
  static let command = Command("Remove", "PSBreakpoint", defaultSet: "Breakpoint", confirm: .medium,
    synopsis: "Forgets breakpoints.",
    examples: [("All of them", "Get-PSBreakpoint | Remove-PSBreakpoint")])
  @Parameter("Breakpoint", at: 0, from: .pipeline, sets: ["Breakpoint"], mandatory: true, validate: [.notNull], type: "System.Management.Automation.Breakpoint[]") var breakpoint: [Value]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, validate: [.notNull]) var id: [Int]
  @Parameter("Runspace", from: .propertyName, sets: ["Id"], aliases: ["RunspaceId"]) var runspace: RunspaceParameter?

  mutating func process(_ shell: Invocation) throws {
    for (b, owner) in try shell.breakpoints(breakpoint, ids: $breakpoint.isBound ? nil : id, in: runspace?.runspace) { shell.debugger(of: owner).remove(b) }
  }
}
