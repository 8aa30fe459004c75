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
  @Parameter("ApplicationId", help: "Id of the application, with or without urn:application:.") var applicationId: String
  @Parameter("TrustedApplicationPoolFqdn", help: "The trusted application pool.") var trustedApplicationPoolFqdn: Fqdn
  @Parameter("SipAddress", help: "The SIP address, beginning with sip:.") var sipAddress: String?
  @Parameter("DisplayName", help: "The name people see.") var displayName: String?
  @Parameter("DisplayNumber", help: "The number as people see it.") var displayNumber: String?
  @Parameter("LineURI", help: "The phone number, as tel:+14255550100.") var lineURI: String?
  @Parameter("PrimaryLanguage", help: "The language callers hear first.") var primaryLanguage: String?
  @Parameter("SecondaryLanguages", help: "Further languages.") var secondaryLanguages: [String]
  @Parameter("Tenant", type: "System.Guid", fidelity: .inert) var tenant: Value?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    var settings = EndpointSettings()
    settings.sipAddress = sipAddress
    settings.displayName = shell.given("DisplayName", displayName)
    settings.displayNumber = shell.given("DisplayNumber", displayNumber)
    settings.lineURI = shell.given("LineURI", lineURI)
    settings.primaryLanguage = primaryLanguage
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
