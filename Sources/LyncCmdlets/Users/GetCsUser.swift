/// Lists the users who are enabled for Lync Server, or are switched off for the time being.
import Engine
import Lync

struct GetCsUser: Cmdlet {
  static let command = Command("Get", "CsUser", module: "Lync", errorType: "Microsoft.Rtc.Management.AD.Cmdlets.GetOcsUserCmdlet",
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.ADUser"],
    synopsis: "Lists the users who are enabled for Lync Server, or are switched off for the time being.",
    description: "-OnLyncServer and -OnOfficeCommunicationServer tell by where a user is homed, -UnAssignedUser lists those without a pool.",
    examples: [
      ("By name", "Get-CsUser -Identity \"Ken Myer\""),
      ("Two of them", "Get-CsUser -Filter {DisplayName -eq \"Hao Chen\" -or DisplayName -eq \"Katie Jordan\"}"),
      ("Who is still on the old servers", "Get-CsUser -OnOfficeCommunicationServer | Measure-Object"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Filter", help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter: String?
  @Parameter("OnOfficeCommunicationServer", help: "Only users homed on Office Communications Server.") var onOfficeCommunicationServer: Switch
  @Parameter("OnLyncServer", aliases: ["OnModernServer"], help: "Only users homed on Lync Server.") var onLyncServer: Switch
  @Parameter("OU", help: "Only objects in this organizational unit.") var ou: OUIdentity?
  @Parameter("ResultSize", help: "The greatest number of objects to return.") var resultSize: ResultLimit?
  @Parameter("LdapFilter", help: "Which users, as an LDAP filter. Not together with Filter.") var ldapFilter: String?
  @Parameter("UnAssignedUser", help: "Only enabled users without a pool.") var unAssignedUser: Switch

  mutating func process(_ shell: Invocation) throws {
    if filter != nil, ldapFilter != nil {
      throw shell.terminating("FilterAndLdapFilter", .invalidArgument, "Filter and LdapFilter cannot be used in the same command.", exception: "System.ArgumentException")
    }
    var query = UserQuery()
    query.identity = identity?.text
    query.ou = ou?.text
    query.resultSize = try resultSize?.count(shell)
    if onLyncServer.isOn { query.home = .lync } else if onOfficeCommunicationServer.isOn { query.home = .officeCommunicationServer } else if unAssignedUser.isOn { query.home = .unassigned }
    try shell.refusals {
      query.filter = try ldapFilter.map { try LdapFilter.parse($0) }
      query.test = try filter.map { try FilterText.parse($0, shell).checked(LyncWorld.userProperties) }
      let world = try shell.session.world()
      try shell.write(users: try world.userRows(query), of: world)
    }
  }
}
