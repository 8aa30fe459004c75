/// Brings a certificate from a file into the store of this computer.
import Engine
import Lync

struct ImportCsCertificate: Cmdlet {
  static let command = Command("Import", "CsCertificate", module: "Lync", errorType: "CsShell.ImportCsCertificate", defaultSet: "Local", confirm: .medium,
    synopsis: "Brings a certificate from a file into the store of this computer.",
    description: "The file must exist; its content is not read.",
    examples: [("From a file", "Import-CsCertificate -Path C:\\Certificates\\pool.pfx -PrivateKeyExportable $true")])
  @Parameter("Path", mandatory: true, help: "The file.") var path: String
  @Parameter("Password", fidelity: .inert) var password: String?
  @Parameter("PrivateKeyExportable", sets: ["Local"], fidelity: .inert) var privateKeyExportable: Bool?
  @Parameter("Identity", at: 0, sets: ["CMS"], mandatory: true, fidelity: .inert) var identity: ScopeIdentity?
  @Parameter("Type", sets: ["CMS"], mandatory: true, fidelity: .inert) var type: [CertType]
  @Parameter("EffectiveDate", aliases: ["EffectiveTime"], type: "System.DateTime", fidelity: .inert) var effectiveDate: Value?
  @Parameter("Roll", fidelity: .inert) var roll: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    let file = path
    guard FileText.read(SessionFiles(shell.context).path(file)) != nil else { return try shell.report(FaultRecord.noFile(file)) }
    try shell.change({ $0.currentComputer }) { world in
      try world.importCertificate(file: file)
      return Outcome()
    }
  }
}
