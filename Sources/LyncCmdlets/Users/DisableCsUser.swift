/// Takes Lync Server away from a user: attributes, conferences and contacts are deleted.
import Engine
import Lync

struct DisableCsUser: Cmdlet {
  static let command = Command("Disable", "CsUser", module: "Lync", errorType: "CsShell.DisableCsUser", confirm: .medium,
    synopsis: "Takes Lync Server away from a user: attributes, conferences and contacts are deleted.",
    examples: [
      ("One user", "Disable-CsUser -Identity \"Ken Myer\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.changeUsers(identity.text) { world, who, _ in try world.disableUser(who, passThru: passThru.isOn) }
  }
}
