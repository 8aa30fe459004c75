/// Lists what still needs Enable-CsTopology, replication, a restart or a move.
import Engine
import Lync

struct GetSimPendingChange: Cmdlet {
  static let command = Command("Get", "SimPendingChange", module: "Sim", errorType: "CsShell.GetSimPendingChange",
    synopsis: "Lists what still needs Enable-CsTopology, replication, a restart or a move.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("What is left to do", "Get-SimPendingChange"),
    ])

  mutating func process(_ shell: Invocation) throws { try shell.get { $0.pendingChanges() } }
}
