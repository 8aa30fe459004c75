/// Removes a UCMA 2.0 application; its contacts stay.
import Engine
import Lync

struct RemoveSimLegacyApplication: Cmdlet {
  static let command = Command("Remove", "SimLegacyApplication", module: "Sim", errorType: "CsShell.RemoveSimLegacyApplication", confirm: .medium,
    synopsis: "Removes a UCMA 2.0 application; its contacts stay.",
    description: "Stands in for ApplicationProvisioner.exe. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("After an upgrade", "Remove-SimLegacyApplication -Name acmeapp -PoolFqdn ApplicationPool.contoso.com"),
    ])
  @Parameter("Name", at: 0, from: .propertyName, aliases: ["ApplicationName"], help: "The name.") var name: String
  @Parameter("PoolFqdn", at: 1, from: .propertyName, help: "Only what belongs to this pool.") var poolFqdn: String
  @Parameter("ComputerName", help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.change(poolFqdn + "/" + name) { world in
      try world.removeLegacyApplication(name, pool: poolFqdn, computer: computerName)
      return Outcome()
    }
  }
}
