/// Leaves another process: none is entered here.
import Engine

struct ExitPSHostProcess: Cmdlet {
  static let command = Command("Exit", "PSHostProcess", module: "Microsoft.PowerShell.Core",
    synopsis: "Leaves the session in another process.",
    examples: [("Nothing to leave", "Exit-PSHostProcess")])


  mutating func process(_ shell: Invocation) throws {}
}
