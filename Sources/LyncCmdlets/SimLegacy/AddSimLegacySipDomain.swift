/// Adds a SIP domain to the list of Office Communications Server.
import Engine
import Lync

struct AddSimLegacySipDomain: Cmdlet {
  static let command = Command("Add", "SimLegacySipDomain", module: "Sim", errorType: "CsShell.AddSimLegacySipDomain",
    synopsis: "Adds a SIP domain to the list of Office Communications Server.",
    description: "Stands in for WBemTest and class MSFT_SIPDomainData. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One", "Add-SimLegacySipDomain contoso.com"),
    ])
  @Parameter("Domain", at: 0, from: [.pipeline, .propertyName], help: "The SIP domain.") var domain: String
  @Parameter("Default", help: "Makes it the default domain.") var `default`: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      let first = world.legacySipDomains().isEmpty
      _ = try world.setLegacySipDomain(domain, isDefault: self.`default`.isOn || first)
      return Outcome()
    }
  }
}
