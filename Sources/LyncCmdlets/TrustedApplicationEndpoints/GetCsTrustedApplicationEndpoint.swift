/// Lists the contacts of third-party applications.
import Engine
import Lync

struct GetCsTrustedApplicationEndpoint: Cmdlet {
  static let command = Command("Get", "CsTrustedApplicationEndpoint", module: "Lync", errorType: "CsShell.GetCsTrustedApplicationEndpoint",
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSADApplicationContact"],
    synopsis: "Lists the contacts of third-party applications.",
    examples: [
      ("Those of a pool", "Get-CsTrustedApplicationEndpoint -TrustedApplicationPoolFqdn ApplicationPool.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: UserIdentity?
  @Parameter("Filter") var filter: String?
  @Parameter("ApplicationId") var applicationId: String?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("OU") var ou: OUIdentity?
  @Parameter("ResultSize") var resultSize: ResultLimit?
  @Parameter("TrustedApplicationPoolFqdn") var trustedApplicationPoolFqdn: String?

  mutating func process(_ shell: Invocation) throws {
    var query = EndpointQuery()
    query.identity = identity?.text
    query.applicationId = applicationId
    query.applicationPool = trustedApplicationPoolFqdn
    query.ou = ou?.text
    query.resultSize = try resultSize?.count(shell)
    try shell.filtered(filter) { test, world in
      query.filter = test
      return try world.trustedApplicationEndpoints(query)
    }
  }
}
