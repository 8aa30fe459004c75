/// Moves a user to another pool, with contacts and scheduled meetings.
import Engine
import Lync

struct MoveCsUser: Cmdlet {
  static let command = Command("Move", "CsUser", module: "Lync", errorType: "Microsoft.Rtc.Management.AD.Cmdlets.MoveOcsUserCmdlet", confirm: .high,
    synopsis: "Moves a user to another pool, with contacts and scheduled meetings.",
    description: "Meeting content stays on the old pool unless -MoveConferenceData (some papers call it -MoveMeetingContent) is given. -Force moves the account alone: meetings and contacts are "
      + "lost. Asks before it moves; -Confirm:$false answers.",
    examples: [
      ("One user", "Move-CsUser -Identity \"Ken Myer\" -Target pool13.litwareinc.com -Confirm:$false"),
      ("With the content of the meetings", "Move-CsUser \"Claus Hansen\" pool13.litwareinc.com -MoveConferenceData"),
      ("Everybody of a pool", "Get-CsUser -Filter {RegistrarPool -eq \"pool10.litwareinc.com\"} | Move-CsUser -Target pool13.litwareinc.com -Confirm:$false"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("Target", at: 1, help: "The pool to move to.") var target: Fqdn
  @Parameter("HostedMigrationOverrideUrl", fidelity: .inert) var hostedMigrationOverrideUrl: String?
  @Parameter("MoveConferenceData", aliases: ["MoveMeetingContent"], help: "Takes the content of meetings along. Some papers call it MoveMeetingContent.") var moveConferenceData: Switch
  @Parameter("Force", help: "Goes on without asking.") var force: Switch
  @Parameter("IgnoreBackendStoreException", help: "Goes on when the back-end of a pool cannot be reached.") var ignoreBackendStoreException: Switch
  @Parameter("ProxyPool", help: "For online users only.") var proxyPool: Fqdn?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("UserList", fidelity: .inert) var userList: String?
  @Parameter("Report", fidelity: .inert) var report: String?

  mutating func process(_ shell: Invocation) throws {
    var options = UserMoveOptions()
    options.force = force.isOn
    options.ignoreBackend = ignoreBackendStoreException.isOn
    options.moveConferenceData = moveConferenceData.isOn
    options.proxyPool = proxyPool?.text
    options.passThru = passThru.isOn
    if shell.isBound("UserList") || shell.isBound("Report") { try shell.warning("UserList and Report belong to later versions of the product and are ignored.") }
    let target = target.text
    try shell.changeUsers(identity.text) { try $0.moveUser(row: $2, $1, target: target, options: options) }
  }
}
