/// Who works at the shell, and whether role groups are enforced.
import Engine

struct GetSimAccount: Cmdlet {
  static let command = Command("Get", "SimAccount", module: "Sim", errorType: "CsShell.GetSimAccount", outputs: ["Sim.Account"],
    synopsis: "Tells who works at the shell, in which groups, and whether rights are enforced.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [("Who am I", "Get-SimAccount")])

  mutating func process(_ shell: Invocation) throws { try shell.get { [$0.account()] } }
}
