/// Whether breakpoints stop in a runspace.
import Engine

struct GetRunspaceDebug: Cmdlet {
  static let command = Command("Get", "RunspaceDebug", defaultSet: "RunspaceNameParameterSet",
    outputs: ["Microsoft.PowerShell.Commands.PSRunspaceDebug"],
    synopsis: "Tells which runspaces may be debugged.",
    examples: [("The one", "Get-RunspaceDebug")])
  private var selection = RunspaceSelection()

  private static let type = RecordType("Microsoft.PowerShell.Commands.PSRunspaceDebug", ["bool Enabled {get;}", "bool BreakAll {get;}", "string RunspaceName {get;}", "int RunspaceId {get;}"])

  mutating func process(_ shell: Invocation) throws {
    for r in selection.runspaces(shell.context) { try shell.write(GetRunspaceDebug.type.make([.bool(r.debugger.waits), .bool(r.debugger.breaksAll), .str(r.name), .integer(r.id)])) }
  }
}
