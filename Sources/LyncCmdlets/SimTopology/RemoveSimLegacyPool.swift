/// Decommissions a pool of Office Communications Server.
import Engine
import Lync

struct RemoveSimLegacyPool: Cmdlet {
  static let command = Command("Remove", "SimLegacyPool", module: "Sim", errorType: "CsShell.RemoveSimLegacyPool", confirm: .medium,
    synopsis: "Decommissions a pool of Office Communications Server.",
    description: "Refused while the pool homes users, contacts or conference directories. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The old pool", "Remove-SimLegacyPool ocspool.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], aliases: ["PoolFqdn"], help: "The object to work on, in any form of its identity.") var identity: String

  mutating func process(_ shell: Invocation) throws {
    try shell.change(identity) { world in
      try world.removeLegacyPool(identity)
      return Outcome()
    }
  }
}
