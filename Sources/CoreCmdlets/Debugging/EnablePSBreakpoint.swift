/// Lets breakpoints stop again.
import Engine

struct EnablePSBreakpoint: Cmdlet {
  static let command = Command("Enable", "PSBreakpoint", defaultSet: "Breakpoint", confirm: .medium,
    outputs: ["System.Management.Automation.Breakpoint"],
    synopsis: "Makes breakpoints stop scripts again.",
    examples: [("All of them", "Get-PSBreakpoint | Enable-PSBreakpoint")])
  private let breakpoints = BreakpointParameters()

  mutating func process(_ shell: Invocation) throws { try breakpoints.enable(true, shell) }
}
