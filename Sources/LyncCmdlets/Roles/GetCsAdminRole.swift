/// Lists the roles of role-based access control, and which cmdlets each may run.
///
/// Every page of the reference sends its reader here. Which cmdlets a role holds is the simulator's own reading of the
/// roles' descriptions [O]; nothing is enforced by roles (see `Set-SimAccount` for groups).
import Engine
import Lync

struct GetCsAdminRole: Cmdlet {
  static let command = Command("Get", "CsAdminRole", module: "Lync", errorType: "CsShell.GetCsAdminRole", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.WritableConfig.Settings.Roles.Role"],
    synopsis: "Lists the roles of role-based access control.",
    description: "Only cmdlets the simulated forest carries out are listed.",
    examples: [
      ("Who may run a cmdlet", "Get-CsAdminRole | Where-Object {$_.Cmdlets -match \"Move-CsApplicationEndpoint\"}"),
      ("One role", "Get-CsAdminRole -Identity CsUserAdministrator"),
    ])
  @Parameter("Identity", at: 0, from: .pipeline, sets: ["Identity"], help: "The name of the role.") var identity: String?
  @Parameter("LocalStore", fidelity: .inert) var localStore: Switch
  @Parameter("Filter", sets: ["Filter"], help: "A wildcard on the name.") var filter: String?
  @Parameter("Sid", at: 0, sets: ["SID"], help: "The security identifier of the role's group.") var sid: String?

  private static let shape = Lync.Shape("Microsoft.Rtc.Management.WritableConfig.Settings.Roles.Role",
    ["Identity", "SID", "IsStandardRole", "Cmdlets", "ScriptModules", "ConfigScopes", "UserScopes", "Template"], view: .list)

  /// Name, and the cmdlets by wildcard.
  private static let roles: [(name: String, cmdlets: [String])] = [
    ("CsAdministrator", ["*"]),
    ("CsArchivingAdministrator", ["*-CsArchiving*"]),
    ("CsHelpDesk", ["Get-*", "Test-*"]),
    ("CsLocationAdministrator", ["*-CsLocationPolicy"]),
    ("CsPersistentChatAdministrator", ["*-CsPersistentChat*"]),
    ("CsResponseGroupAdministrator", ["*-CsRgs*"]),
    ("CsServerAdministrator", ["Get-*", "Test-*", "*-CsWindowsService", "Invoke-*", "Reset-*", "*-CsTrustedApplication*", "Publish-*", "Enable-CsTopology"]),
    ("CsUserAdministrator", ["*-CsUser", "Move-CsLegacyUser", "Get-CsAd*", "Get-CsUserPoolInfo", "*-CsClientPin*", "Grant-*", "*-Cs*ApplicationEndpoint", "Get-*Policy", "Get-CsDialPlan"]),
    ("CsViewOnlyAdministrator", ["Get-*"]),
    ("CsVoiceAdministrator", ["*-CsVoice*", "*-CsDialPlan", "*-CsDialInConferencing*", "*-Cs*ApplicationEndpoint", "*-CsTrunk*"]),
  ]

  mutating func process(_ shell: Invocation) throws {
    let names = shell.context.commands.allCmdlets.map(\.name).filter { $0.contains("-Cs") }.sorted()
    func sid(_ number: Int) -> String { "S-1-5-21-1004336348-1177238915-682003330-\(1600 + number)" }
    var found = Array(GetCsAdminRole.roles.enumerated())
    if let identity { found = found.filter { $0.element.name.lowercased() == identity.lowercased() } }
    if let wanted = self.sid { found = found.filter { sid($0.offset).lowercased() == wanted.lowercased() } }
    if let filter { found = found.filter { Wildcard(filter).matches($0.element.name) } }
    if found.isEmpty, let wanted = identity ?? self.sid {
      return try shell.report(Fault(.objectNotFound, key: "E-NOTFOUND", id: "ManagementObjectNotFound", target: wanted, "Management object not found for identity \"\(wanted)\"."))
    }
    for (number, role) in found {
      let patterns = role.cmdlets.map { Wildcard($0) }
      let cmdlets = names.filter { name in patterns.contains { $0.matches(name) } }
      try shell.write(LyncObjects.value(LyncObject(GetCsAdminRole.shape, [
        .string(role.name), .string(sid(number)), .bool(true), .strings(cmdlets.map { "Name=" + $0 }), .strings([]), .strings(["Global"]), .strings(["Global"]), .null,
      ])))
    }
  }
}
