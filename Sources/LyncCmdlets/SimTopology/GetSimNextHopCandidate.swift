/// Lists the pools Topology Builder would offer as next hop, and which can be selected.
import Engine
import Lync

struct GetSimNextHopCandidate: Cmdlet {
  static let command = Command("Get", "SimNextHopCandidate", module: "Sim", errorType: "CsShell.GetSimNextHopCandidate",
    synopsis: "Lists the pools Topology Builder would offer as next hop, and which can be selected.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The list", "Get-SimNextHopCandidate"),
    ])

  mutating func process(_ shell: Invocation) throws { try shell.get { $0.nextHopCandidates() } }
}
