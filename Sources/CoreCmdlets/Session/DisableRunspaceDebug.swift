/// Lets no runspace wait for a debugger any more.
import Engine

struct DisableRunspaceDebug: Cmdlet {
  static let command = Command("Disable", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet",
    synopsis: "Keeps the debugger out of runspaces.",
    examples: [("The one", "Disable-RunspaceDebug -RunspaceId 1")])
  private var selection = RunspaceSelection()

  mutating func process(_ shell: Invocation) throws {
    for r in selection.runspaces(shell.context) {
      r.debugger.waits = false
      r.debugger.breaksAll = false
    }
  }
}
