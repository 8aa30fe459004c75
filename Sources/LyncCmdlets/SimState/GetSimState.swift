/// Tells the versions of the topology, the virtual time and the length of the journal.
import Engine
import Lync

struct GetSimState: Cmdlet {
  static let command = Command("Get", "SimState", module: "Sim", errorType: "CsShell.GetSimState",
    synopsis: "Tells the versions of the topology, the virtual time and the length of the journal.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Now", "Get-SimState"),
    ])

  mutating func process(_ shell: Invocation) throws { try shell.get { [$0.state()] } }
}
