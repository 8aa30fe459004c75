/// Gives this computer a replica of the Central Management Store.
import Engine
import Lync

struct EnableCsReplica: Cmdlet {
  static let command = Command("Enable", "CsReplica", module: "Lync", errorType: "CsShell.EnableCsReplica", confirm: .medium,
    synopsis: "Gives this computer a replica of the Central Management Store.",
    examples: [
      ("On an application server", "Enable-CsReplica"),
    ])
  @Parameter("GlobalCatalog", fidelity: .inert) var globalCatalog: Fqdn?
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("GlobalSettingsDomainController", fidelity: .inert) var globalSettingsDomainController: Fqdn?

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ $0.currentComputer }) { world in
      try world.enableReplica()
      return Outcome()
    }
  }
}
