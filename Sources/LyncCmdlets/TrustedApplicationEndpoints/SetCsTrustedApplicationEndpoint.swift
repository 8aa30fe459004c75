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
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("DisplayName", help: "The name people see.") var displayName: String?
  @Parameter("DisplayNumber", help: "The number as people see it.") var displayNumber: String?
  @Parameter("Enabled", aliases: ["CsEnabled"], help: "Whether it is switched on.") var enabled: Bool?
  @Parameter("EnabledForFederation", help: "Whether people of other companies reach it.") var enabledForFederation: Bool?
  @Parameter("EnterpriseVoiceEnabled", help: "Whether it has Enterprise Voice.") var enterpriseVoiceEnabled: Bool?
  @Parameter("LineURI", help: "The phone number, as tel:+14255550100.") var lineURI: String?
  @Parameter("PrimaryLanguage", help: "The language callers hear first.") var primaryLanguage: String?
  @Parameter("SecondaryLanguages", help: "Further languages.") var secondaryLanguages: [String]
  @Parameter("SipAddress", help: "The SIP address, beginning with sip:.") var sipAddress: String?
  @Parameter("Type", fidelity: .inert) var type: String?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("ExchangeArchivingPolicy", help: "Where conversations are archived.") var exchangeArchivingPolicy: ExchangeArchivingPolicyOptions?

  mutating func process(_ shell: Invocation) throws {
    var settings = EndpointSettings()
    settings.sipAddress = sipAddress
    settings.displayName = shell.given("DisplayName", displayName)
    settings.displayNumber = shell.given("DisplayNumber", displayNumber)
    settings.lineURI = shell.given("LineURI", lineURI)
    settings.primaryLanguage = primaryLanguage
    if shell.isBound("SecondaryLanguages") { settings.secondaryLanguages = secondaryLanguages }
    settings.enabled = enabled
    settings.enabledForFederation = enabledForFederation
    settings.enterpriseVoiceEnabled = enterpriseVoiceEnabled
    settings.exchangeArchivingPolicy = exchangeArchivingPolicy?.rawValue
    try shell.change({ try $0.endpointIdentity(identity.text) }) { try $0.setTrustedApplicationEndpoint(identity.text, settings: settings, passThru: passThru.isOn) }
  }
}
