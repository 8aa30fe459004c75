/// Leaves a session on a computer that is simulated.
import Engine

struct ExitPSSession: Cmdlet {
  static let command = Command("Exit", "PSSession", module: "Microsoft.PowerShell.Core",
    synopsis: "Leaves the session on another computer.",
    examples: [("Nothing to leave", "Exit-PSSession")])


  mutating func process(_ shell: Invocation) throws { RemoteSessions.of(shell.context).leave(shell.context) }
}
