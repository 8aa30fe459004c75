/// Writes what the published topology needs into Active Directory.
import Engine
import Lync

struct EnableCsTopology: Cmdlet {
  static let command = Command("Enable", "CsTopology", module: "Lync", errorType: "CsShell.EnableCsTopology", confirm: .medium,
    synopsis: "Writes what the published topology needs into Active Directory.",
    description: "Until then callers on Office Communications Server do not reach applications created in Lync Server.",
    examples: [
      ("After a change of trusted applications", "Enable-CsTopology"),
    ])
  @Parameter("GlobalCatalog", fidelity: .inert) var globalCatalog: Fqdn?
  @Parameter("GlobalSettingsDomainController", fidelity: .inert) var globalSettingsDomainController: Fqdn?
  @Parameter("SkipPrepareCheck", fidelity: .inert) var skipPrepareCheck: Bool?
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change("Topology") { world in
      try world.enableTopology()
      return Outcome()
    }
  }
}
