/// Adds an application to a trusted application pool.
import Engine
import Lync

struct NewCsTrustedApplication: Cmdlet {
  static let command = Command("New", "CsTrustedApplication", module: "Lync", errorType: "CsShell.NewCsTrustedApplication", defaultSet: "Identity", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayTrustedApplication"],
    synopsis: "Adds an application to a trusted application pool.",
    examples: [
      ("By id and pool", "New-CsTrustedApplication -ApplicationId acmeapp -TrustedApplicationPoolFqdn apps.contoso.com -Port 6000"),
      ("By identity", "New-CsTrustedApplication -Identity apps.contoso.com/urn:application:acmeapp -Port 6000"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: ApplicationIdentity?
  @Parameter("Port", help: "The port the application listens on.") var port: Int
  @Parameter("EnableTcp", help: "Uses TCP, without encryption; asks unless Force is given.") var enableTcp: Switch
  @Parameter("LegacyApplicationName", help: "The name the application had in Office Communications Server.") var legacyApplicationName: String?
  @Parameter("Force", help: "Goes on without asking.") var force: Switch
  @Parameter("ApplicationId", sets: ["AppIdAndPoolFqdn"], mandatory: true, help: "Id of the application, with or without urn:application:.") var applicationId: String?
  @Parameter("TrustedApplicationPoolFqdn", sets: ["AppIdAndPoolFqdn"], mandatory: true, help: "The trusted application pool.") var trustedApplicationPoolFqdn: String?

  mutating func process(_ shell: Invocation) throws {
    let id: String, pool: String
    if shell.parameterSet == "AppIdAndPoolFqdn" { (id, pool) = (applicationId ?? "", trustedApplicationPoolFqdn ?? "") } else {
      guard let parts = identity?.parts else { return try shell.badApplication(identity?.text ?? "") }
      (id, pool) = (parts.id, parts.pool)
    }
    try shell.change(pool.withoutPrefix + "/" + id.asUrn) { world in
      if enableTcp.isOn, !force.isOn {
        guard try shell.agreed("The application will use TCP, which is not encrypted. Continue?") else { return Outcome() }
      }
      return try world.newTrustedApplication(id, pool: pool.withoutPrefix, port: port, tcp: enableTcp.isOn, legacyName: legacyApplicationName)
    }
  }
}
