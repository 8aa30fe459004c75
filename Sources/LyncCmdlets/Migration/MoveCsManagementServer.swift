/// Moves the Central Management Server to the pool of this computer.
import Engine
import Lync

struct MoveCsManagementServer: Cmdlet {
  static let command = Command("Move", "CsManagementServer", module: "Lync", errorType: "CsShell.MoveCsManagementServer", defaultSet: "FromBackup", confirm: .medium,
    synopsis: "Moves the Central Management Server to the pool of this computer.",
    examples: [
      ("On a 2013 Front End Server", "Move-CsManagementServer"),
    ])
  @Parameter("ConfigurationFileName", sets: ["FromBackup"], aliases: ["CsConfiguration"], fidelity: .inert) var configurationFileName: String?
  @Parameter("LisConfigurationFileName", sets: ["FromBackup"], aliases: ["CsLisConfiguration"], fidelity: .inert) var lisConfigurationFileName: String?
  @Parameter("TargetFqdn", fidelity: .inert) var targetFqdn: Fqdn?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ $0.currentComputer }) { try $0.moveManagementServer() }
  }
}
