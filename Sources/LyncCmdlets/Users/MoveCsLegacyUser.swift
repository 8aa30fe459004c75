/// Moves a user from Office Communications Server to a Lync Server pool.
import Engine
import Lync

struct MoveCsLegacyUser: Cmdlet {
  static let command = Command("Move", "CsLegacyUser", module: "Lync", errorType: "CsShell.MoveCsLegacyUser", confirm: .high,
    synopsis: "Moves a user from Office Communications Server to a Lync Server pool.",
    description: "Merge-CsLegacyTopology, Publish-CsTopology and Import-CsLegacyConfiguration come first. conf:// and meet:// meetings do not migrate: their organizers send them again with the Lync "
      + "2013 client.",
    examples: [
      ("One user", "Move-CsLegacyUser -Identity \"Hao Chen\" -Target pool13.contoso.com -Confirm:$false"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Target", at: 1, help: "The pool to move to.") var target: Fqdn
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("ExcludeArchivingPolicy", help: "Does not assign the archiving policy.") var excludeArchivingPolicy: Switch
  @Parameter("ExcludeConferencingPolicy", help: "Does not assign the conferencing policy.") var excludeConferencingPolicy: Switch
  @Parameter("ExcludeDialPlan", help: "Does not assign the dial plan.") var excludeDialPlan: Switch
  @Parameter("ExcludeExternalAccessPolicy", help: "Does not assign the external access policy.") var excludeExternalAccessPolicy: Switch
  @Parameter("ExcludePresencePolicy", help: "Does not assign the presence policy.") var excludePresencePolicy: Switch
  @Parameter("ExcludeVoicePolicy", help: "Does not assign the voice policy.") var excludeVoicePolicy: Switch
  @Parameter("ProxyPool", help: "For online users only.") var proxyPool: Fqdn?
  @Parameter("Force", help: "Goes on without asking.") var force: Switch
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("HostedMigrationOverrideUrl", fidelity: .inert) var hostedMigrationOverrideUrl: String?
  @Parameter("IgnoreBackendStoreException", help: "Goes on when the back-end of a pool cannot be reached.") var ignoreBackendStoreException: Switch

  mutating func process(_ shell: Invocation) throws {
    var options = UserMoveOptions()
    options.force = force.isOn
    options.ignoreBackend = ignoreBackendStoreException.isOn
    options.proxyPool = proxyPool?.text
    options.passThru = passThru.isOn
    options.excludedPolicies = [
      ("ArchivingPolicy", excludeArchivingPolicy.isOn), ("ConferencingPolicy", excludeConferencingPolicy.isOn), ("DialPlan", excludeDialPlan.isOn),
      ("ExternalAccessPolicy", excludeExternalAccessPolicy.isOn), ("PresencePolicy", excludePresencePolicy.isOn), ("VoicePolicy", excludeVoicePolicy.isOn),
    ].filter(\.1).map(\.0)
    try shell.changeUsers(identity.text) { world, who, _ in try world.moveLegacyUser(who, target: target.text, options: options) }
  }
}
