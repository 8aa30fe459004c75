/// Ends an application program.
import Engine
import Lync

struct StopSimApplication: Cmdlet {
  static let command = Command("Stop", "SimApplication", module: "Sim", errorType: "CsShell.StopSimApplication",
    synopsis: "Ends an application program.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One", "Stop-SimApplication apps.contoso.com acmeapp"),
    ])
  @Parameter("Pool", at: 0, from: .propertyName, help: "The pool.") var pool: String
  @Parameter("ApplicationId", at: 1, from: .propertyName, help: "Id of the application, with or without urn:application:.") var applicationId: String

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.stopApplication(pool, applicationId) } }
}
