/// Creates a contact of a UCMA 2.0 application, without Lync attributes.
import Engine
import Lync

struct NewSimLegacyContact: Cmdlet {
  static let command = Command("New", "SimLegacyContact", module: "Sim", errorType: "CsShell.NewSimLegacyContact",
    synopsis: "Creates a contact of a UCMA 2.0 application, without Lync attributes.",
    description: "Stands in for ApplicationProvisioner.exe. Move-CsApplicationEndpoint has to follow once the application is routed through Lync Server. Belongs to the simulator; the product has no "
      + "such cmdlet.",
    examples: [
      ("One more endpoint", "New-SimLegacyContact -ApplicationName acmeapp -PoolFqdn ApplicationPool.contoso.com -SipAddress sip:endpoint3@contoso.com"),
    ])
  @Parameter("ApplicationName", from: .propertyName, help: "The application.") var applicationName: String
  @Parameter("PoolFqdn", from: .propertyName, help: "Only what belongs to this pool.") var poolFqdn: String
  @Parameter("SipAddress", from: .propertyName, help: "The SIP address, beginning with sip:.") var sipAddress: String
  @Parameter("DisplayName", from: .propertyName, help: "The name people see.") var displayName: String?
  @Parameter("LineUri", from: .propertyName, help: "The phone number, as tel:+14255550100.") var lineUri: String?
  @Parameter("ComputerName", help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in
      try world.newLegacyContact(
        application: applicationName, pool: poolFqdn, sipAddress: sipAddress, displayName: displayName, lineUri: lineUri, computer: computerName)
    }
  }
}
