/// Lists the roles of role-based access control, and which cmdlets each may run.
///
/// Every page of the reference sends its reader here (see `CustomRoles`).
import Engine
import Lync

struct GetCsAdminRole: Cmdlet {
  static let command = Command("Get", "CsAdminRole", module: "Lync", errorType: "CsShell.GetCsAdminRole", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.WritableConfig.Settings.Roles.Role"],
    synopsis: "Lists the roles of role-based access control.",
    description: "Nothing is enforced by roles; Set-SimAccount has groups that are.",
    examples: [
      ("Who may run a cmdlet", "Get-CsAdminRole | Where-Object {$_.Cmdlets -match \"Move-CsApplicationEndpoint\"}"),
      ("One role", "Get-CsAdminRole -Identity CsUserAdministrator"),
    ])
  @Parameter("Identity", at: 0, from: .pipeline, sets: ["Identity"], help: "The name of the role.") var identity: String?
  @Parameter("LocalStore", fidelity: .inert) var localStore: Switch
  @Parameter("Filter", sets: ["Filter"], help: "A wildcard on the name.") var filter: String?
  @Parameter("Sid", at: 0, sets: ["SID"], help: "The security identifier of the role's group.") var sid: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in
      let found = world.adminRoles(cmdlets: RoleActions.cmdlets(shell)).filter { role in
        func holds(_ property: String, _ wanted: String?) -> Bool { wanted.map { $0.lowercased() == role[property]?.text.lowercased() } ?? true }
        return holds("Identity", identity) && holds("SID", sid) && (filter.map { Wildcard($0).matches(role["Identity"]?.text ?? "") } ?? true)
      }
      if found.isEmpty, let wanted = identity ?? sid { throw FaultRecord.notFound(wanted) }
      return found
    }
  }
}
