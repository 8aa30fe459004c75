/// Lets a runspace whose script stops wait for a debugger.
import Engine

struct EnableRunspaceDebug: Cmdlet {
  static let command = Command("Enable", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet",
    synopsis: "Lets the debugger into runspaces.",
    examples: [("The one", "Enable-RunspaceDebug -RunspaceId 1")])
  @Parameter("BreakAll", at: 1, sets: ["RunspaceIdParameterSet", "RunspaceNameParameterSet", "RunspaceParameterSet"]) var breakAll: Switch
  private var selection = RunspaceSelection()

  mutating func process(_ shell: Invocation) throws {
    for r in selection.runspaces(shell.context) {
      r.debugger.waits = true
      r.debugger.breaksAll = breakAll.isOn
    }
  }
}
