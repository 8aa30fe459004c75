/// Lists application programs and whether they run.
import Engine
import Lync

struct GetSimApplication: Cmdlet {
  static let command = Command("Get", "SimApplication", module: "Sim", errorType: "CsShell.GetSimApplication",
    synopsis: "Lists application programs and whether they run.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("All", "Get-SimApplication"),
    ])
  @Parameter("Pool", at: 0, from: .propertyName, help: "The pool.") var pool: String?
  @Parameter("ApplicationId", at: 1, from: .propertyName, help: "Id of the application, with or without urn:application:.") var applicationId: String?

  mutating func process(_ shell: Invocation) throws { try shell.get { $0.simApplications(pool: pool, id: applicationId) } }
}
