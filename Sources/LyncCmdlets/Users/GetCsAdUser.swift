/// Lists all users of Active Directory with their general attributes.
import Engine
import Lync

struct GetCsAdUser: Cmdlet {
  static let command = Command("Get", "CsAdUser", module: "Lync", errorType: "CsShell.GetCsAdUser",
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.CSADUser"],
    synopsis: "Lists all users of Active Directory with their general attributes.",
    examples: [
      ("Never enabled", "Get-CsAdUser -Filter {Enabled -ne $True}"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: UserIdentity?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Filter") var filter: String?
  @Parameter("OU") var ou: OUIdentity?
  @Parameter("ResultSize") var resultSize: ResultLimit?
  @Parameter("LDAPFilter") var ldapFilter: String?

  mutating func process(_ shell: Invocation) throws {
    var query = UserQuery()
    query.identity = identity?.text
    query.ou = ou?.text
    query.resultSize = try resultSize?.count(shell)
    let test = try ldapFilter.map { try LdapFilter.parse($0) }
    try shell.filtered(filter) { predicate, world in
      query.filter = predicate ?? test
      return try world.adUsers(query)
    }
  }
}
