/// Lets breakpoints rest.
import Engine

struct DisablePSBreakpoint: Cmdlet {
  static let command = Command("Disable", "PSBreakpoint", defaultSet: "Breakpoint", confirm: .medium,
    outputs: ["System.Management.Automation.Breakpoint"],
    synopsis: "Lets scripts pass breakpoints without forgetting them.",
    examples: [("All of them", "Get-PSBreakpoint | Disable-PSBreakpoint")])
  private let breakpoints = BreakpointParameters()

  mutating func process(_ shell: Invocation) throws { try breakpoints.enable(false, shell) }
}
