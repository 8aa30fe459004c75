/// Moves an application contact to another trusted application pool, or rewrites it for routing through its pool's Registrar.
import Engine
import Lync

struct MoveCsApplicationEndpoint: Cmdlet {
  static let command = Command("Move", "CsApplicationEndpoint", module: "Lync", errorType: "CsShell.MoveCsApplicationEndpoint", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSADApplicationContact"],
    synopsis: "Moves an application contact to another trusted application pool, or rewrites it for routing through its pool's Registrar.",
    description:
      """
      The target pool must have a Lync Server Registrar and hold the application of the endpoint. Source and target may be the same pool; a contact without \
      Lync attributes then needs -Force.
      """,
    examples: [
      ("In place, after the pool got a Lync Server 2013 Registrar", "Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com -Force"),
      ("All dial-in numbers of a pool", "Get-CsDialInConferencingAccessNumber -Filter {Pool -eq \"pool10.litwareinc.com\"} | Move-CsApplicationEndpoint -Target pool13.litwareinc.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("TargetApplicationPool", at: 1, aliases: ["Target"], help: "The trusted application pool to move to.") var targetApplicationPool: Fqdn
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Force", help: "Goes on without asking.") var force: Switch
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("IgnoreBackendStoreException", help: "Goes on when the back-end of a pool cannot be reached.") var ignoreBackendStoreException: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ try $0.endpointIdentity(identity.text) }) { world in
      try world.moveApplicationEndpoint(
        identity.text, target: targetApplicationPool.text, force: force.isOn, ignoreBackend: ignoreBackendStoreException.isOn, passThru: passThru.isOn)
    }
  }
}
