/// Changes a site.
import Engine
import Lync

struct SetCsSite: Cmdlet {
  static let command = Command("Set", "CsSite", module: "Lync", errorType: "CsShell.SetCsSite", confirm: .medium,
    synopsis: "Changes a site.",
    examples: [
      ("Its description", "Set-CsSite -Identity Redmond -Description \"Head office\""),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("Description", help: "What is said of it.") var description: String?
  @Parameter("DisplayName", help: "The name people see.") var displayName: String?
  @Parameter("FederationRoute", help: "The Edge pool federated traffic goes through.") var federationRoute: String?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("DefaultPersistentChatPool", help: "The Persistent Chat pool of the site's users.") var defaultPersistentChatPool: String?
  // A procedure of the documentation calls it XmppExternalFederationRoute.
  @Parameter("XmppFederationRoute", aliases: ["XmppExternalFederationRoute"], help: "The Edge pool XMPP traffic goes through.") var xmppFederationRoute: String?

  mutating func process(_ shell: Invocation) throws {
    guard let site = identity?.text else { return try shell.missingIdentity() }
    try shell.change({ world in (try? world.sites(identity: site))?.first?["Identity"]?.text ?? site }) { world in
      try world.setSite(site, description: shell.given("Description", description), displayName: displayName, federationRoute: shell.given("FederationRoute", federationRoute),
        xmppFederationRoute: shell.given("XmppFederationRoute", xmppFederationRoute), defaultPersistentChatPool: shell.given("DefaultPersistentChatPool", defaultPersistentChatPool))
      return Outcome()
    }
  }
}
