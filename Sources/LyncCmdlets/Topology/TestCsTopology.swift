/// Checks that the topology is enabled and that its services run.
import Engine
import Lync

struct TestCsTopology: Cmdlet {
  static let command = Command("Test", "CsTopology", module: "Lync", errorType: "CsShell.TestCsTopology",
    outputs: ["Microsoft.Rtc.SyntheticTransactions.TaskOutput"],
    synopsis: "Checks that the topology is enabled and that its services run.",
    examples: [
      ("Check", "Test-CsTopology"),
    ])
  @Parameter("GlobalCatalog", fidelity: .inert) var globalCatalog: Fqdn?
  @Parameter("GlobalSettingsDomainController", fidelity: .inert) var globalSettingsDomainController: Fqdn?
  @Parameter("Service", help: "Only this service, such as Registrar:pool13.contoso.com, on all computers of its pool.") var service: String?
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { [try $0.testTopology(service: service)] }
  }
}
