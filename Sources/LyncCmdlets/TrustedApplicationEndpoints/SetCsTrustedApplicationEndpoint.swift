/// Changes a contact of a third-party application.
import Engine
import Lync

struct SetCsTrustedApplicationEndpoint: Cmdlet {
  static let command = Command("Set", "CsTrustedApplicationEndpoint", module: "Lync", errorType: "CsShell.SetCsTrustedApplicationEndpoint", confirm: .medium,
    synopsis: "Changes a contact of a third-party application.",
    description: "Contacts of legacy application pools are refused: the WMI-based tools manage them. The SIP address cannot be changed.",
    examples: [
      ("A new display name", "Set-CsTrustedApplicationEndpoint -Identity sip:endpoint1@contoso.com -DisplayName \"Acme 4\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: UserIdentity
  @Parameter("DisplayName") var displayName: String?
  @Parameter("DisplayNumber") var displayNumber: String?
  @Parameter("Enabled", aliases: ["CsEnabled"]) var enabled: Bool?
  @Parameter("EnabledForFederation") var enabledForFederation: Bool?
  @Parameter("EnterpriseVoiceEnabled") var enterpriseVoiceEnabled: Bool?
  @Parameter("LineURI") var lineURI: String?
  @Parameter("PrimaryLanguage") var primaryLanguage: String?
  @Parameter("SecondaryLanguages") var secondaryLanguages: [String]
  @Parameter("SipAddress") var sipAddress: String?
  @Parameter("Type", fidelity: .inert) var type: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("ExchangeArchivingPolicy") var exchangeArchivingPolicy: ExchangeArchivingPolicyOptions?

  mutating func process(_ shell: Invocation) throws {
    var settings = EndpointSettings()
    settings.sipAddress = sipAddress
    settings.displayName = shell.given("DisplayName", displayName)
    settings.displayNumber = shell.given("DisplayNumber", displayNumber)
    settings.lineURI = shell.given("LineURI", lineURI)
    settings.primaryLanguage = primaryLanguage.flatMap { Int($0) }
    if shell.isBound("SecondaryLanguages") { settings.secondaryLanguages = secondaryLanguages }
    settings.enabled = enabled
    settings.enabledForFederation = enabledForFederation
    settings.enterpriseVoiceEnabled = enterpriseVoiceEnabled
    settings.exchangeArchivingPolicy = exchangeArchivingPolicy?.rawValue
    try shell.change({ try $0.endpointIdentity(identity.text) }) { try $0.setTrustedApplicationEndpoint(identity.text, settings: settings, passThru: passThru.isOn) }
  }
}
