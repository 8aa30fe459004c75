/// Installs an application program on the computers of its pool.
import Engine
import Lync

struct InstallSimApplication: Cmdlet {
  static let command = Command("Install", "SimApplication", module: "Sim", errorType: "CsShell.InstallSimApplication",
    synopsis: "Installs an application program on the computers of its pool.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("UCMA 4.0", "Install-SimApplication apps.contoso.com acmeapp -UcmaVersion 4.0"),
    ])
  @Parameter("Pool", at: 0, from: .propertyName, help: "The pool.") var pool: String
  @Parameter("ApplicationId", at: 1, from: .propertyName, help: "Id of the application, with or without urn:application:.") var applicationId: String
  @Parameter("UcmaVersion", help: "The UCMA version the program is built with, such as 4.0.") var ucmaVersion: String?
  @Parameter("AutoProvisioned", help: "The program reads its settings from the replica.") var autoProvisioned: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.installApplication(pool, applicationId, ucmaVersion: ucmaVersion ?? "4.0", autoProvisioned: autoProvisioned.isOn) }
  }
}
