/// Lists application contacts: the SIP addresses behind which applications answer.
import Engine
import Lync

struct GetCsApplicationEndpoint: Cmdlet {
  static let command = Command("Get", "CsApplicationEndpoint", module: "Lync", errorType: "CsShell.GetCsApplicationEndpoint",
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSADApplicationContact"],
    synopsis: "Lists application contacts: the SIP addresses behind which applications answer.",
    description:
      """
      Returns every contact that belongs to an application of the product or of a third party. A contact that the tools of Office Communications Server made \
      has no OwnerUrn until it is moved.
      """,
    examples: [
      ("Everything known of one endpoint", "Get-CsApplicationEndpoint sip:endpoint1@contoso.com | Select-Object *"),
      ("Endpoints homed on a pool", "Get-CsApplicationEndpoint -PoolFqdn pool13.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?
  @Parameter("ApplicationId", help: "Id of the application, with or without urn:application:.") var applicationId: String?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Filter", help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter: String?
  @Parameter("OU", help: "Only objects in this organizational unit.") var ou: OUIdentity?
  @Parameter("PoolFqdn", help: "Only what belongs to this pool.") var poolFqdn: String?
  @Parameter("ResultSize", help: "The greatest number of objects to return.") var resultSize: ResultLimit?

  mutating func process(_ shell: Invocation) throws {
    var query = EndpointQuery()
    query.identity = identity?.text
    query.applicationId = applicationId
    query.pool = poolFqdn
    query.ou = ou?.text
    query.resultSize = try resultSize?.count(shell)
    try shell.filtered(filter) { test, world in
      query.filter = test
      return try world.applicationEndpoints(query)
    }
  }
}
