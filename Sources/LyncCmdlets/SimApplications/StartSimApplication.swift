/// Launches an application program.
import Engine
import Lync

struct StartSimApplication: Cmdlet {
  static let command = Command("Start", "SimApplication", module: "Sim", errorType: "CsShell.StartSimApplication",
    synopsis: "Launches an application program.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One", "Start-SimApplication apps.contoso.com acmeapp"),
    ])
  @Parameter("Pool", at: 0, from: .propertyName, help: "The pool.") var pool: String
  @Parameter("ApplicationId", at: 1, from: .propertyName, help: "Id of the application, with or without urn:application:.") var applicationId: String

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.startApplication(pool, applicationId) } }
}
