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
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Filter", help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter: String?
  @Parameter("OU", help: "Only objects in this organizational unit.") var ou: OUIdentity?
  @Parameter("ResultSize", help: "The greatest number of objects to return.") var resultSize: ResultLimit?
  @Parameter("LDAPFilter", help: "Which users, as an LDAP filter.") var ldapFilter: String?

  mutating func process(_ shell: Invocation) throws {
    var query = UserQuery()
    query.identity = identity?.text
    query.ou = ou?.text
    query.resultSize = try resultSize?.count(shell)
    try shell.refusals {
      query.filter = try ldapFilter.map { try LdapFilter.parse($0) }
      query.test = try filter.map { try FilterText.parse($0, shell).checked(LyncWorld.adUserProperties) }
      let world = try shell.session.world()
      for row in try world.userRows(query, accounts: true) { try shell.write(LyncObjects.value(world.adUser(row))) }
    }
  }
}
