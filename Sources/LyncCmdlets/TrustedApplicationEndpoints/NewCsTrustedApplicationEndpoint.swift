/// Creates a contact for an application of a trusted application pool.
import Engine
import Lync

struct NewCsTrustedApplicationEndpoint: Cmdlet {
  static let command = Command("New", "CsTrustedApplicationEndpoint", module: "Lync", errorType: "CsShell.NewCsTrustedApplicationEndpoint", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSADApplicationContact"],
    synopsis: "Creates a contact for an application of a trusted application pool.",
    examples: [
      ("A bot", "New-CsTrustedApplicationEndpoint -ApplicationId acmeapp -TrustedApplicationPoolFqdn trustedapps.contoso.com -SipAddress sip:bot@contoso.com -DisplayName \"Acme bot\""),
    ])
  @Parameter("ApplicationId") var applicationId: String
  @Parameter("TrustedApplicationPoolFqdn") var trustedApplicationPoolFqdn: Fqdn
  @Parameter("SipAddress") var sipAddress: String?
  @Parameter("DisplayName") var displayName: String?
  @Parameter("DisplayNumber") var displayNumber: String?
  @Parameter("LineURI") var lineURI: String?
  @Parameter("PrimaryLanguage") var primaryLanguage: String?
  @Parameter("SecondaryLanguages") var secondaryLanguages: [String]
  @Parameter("Tenant", type: "System.Guid", fidelity: .inert) var tenant: Value?
  @Parameter("PassThru") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    var settings = EndpointSettings()
    settings.sipAddress = sipAddress
    settings.displayName = shell.given("DisplayName", displayName)
    settings.displayNumber = shell.given("DisplayNumber", displayNumber)
    settings.lineURI = shell.given("LineURI", lineURI)
    settings.primaryLanguage = primaryLanguage.flatMap { Int($0) }
    if !secondaryLanguages.isEmpty { settings.secondaryLanguages = secondaryLanguages }
    let again = passThru.isOn
    try shell.change(sipAddress ?? applicationId) { world in
      var outcome = try world.newTrustedApplicationEndpoint(applicationId: applicationId, pool: trustedApplicationPoolFqdn.text, settings: settings)
      // The reference: the contact is always written, so -PassThru writes it twice.
      if again { outcome.objects += outcome.objects }
      return outcome
    }
  }
}
