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
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?
  @Parameter("Filter", help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter: String?
  @Parameter("ApplicationId", help: "Id of the application, with or without urn:application:.") var applicationId: String?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("OU", help: "Only objects in this organizational unit.") var ou: OUIdentity?
  @Parameter("ResultSize", help: "The greatest number of objects to return.") var resultSize: ResultLimit?
  @Parameter("TrustedApplicationPoolFqdn", help: "The trusted application pool.") var trustedApplicationPoolFqdn: String?

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
