/// Changes the Lync Server settings of a user.
import Engine
import Lync

struct SetCsUser: Cmdlet {
  static let command = Command("Set", "CsUser", module: "Lync", errorType: "CsShell.SetCsUser", confirm: .medium,
    synopsis: "Changes the Lync Server settings of a user.",
    examples: [
      ("A line", "Set-CsUser -Identity \"Ken Myer\" -EnterpriseVoiceEnabled $true -LineURI tel:+14255550101"),
    ])
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: UserIdentity
  @Parameter("PassThru") var passThru: Switch
  @Parameter("LineServerURI") var lineServerURI: String?
  @Parameter("AudioVideoDisabled") var audioVideoDisabled: Bool?
  @Parameter("RemoteCallControlTelephonyEnabled") var remoteCallControlTelephonyEnabled: Bool?
  @Parameter("PrivateLine") var privateLine: String?
  @Parameter("AcpInfo", fidelity: .inert) var acpInfo: Value?
  @Parameter("HostedVoiceMail") var hostedVoiceMail: Bool?
  @Parameter("EnterpriseVoiceEnabled") var enterpriseVoiceEnabled: Bool?
  @Parameter("ExchangeArchivingPolicy") var exchangeArchivingPolicy: ExchangeArchivingPolicyOptions?
  @Parameter("LineURI") var lineURI: String?
  @Parameter("SipAddress") var sipAddress: String?
  @Parameter("Enabled", aliases: ["CsEnabled"]) var enabled: Bool?

  mutating func process(_ shell: Invocation) throws {
    var settings = LyncWorld.UserSettings()
    settings.enabled = enabled
    settings.enterpriseVoiceEnabled = enterpriseVoiceEnabled
    settings.lineURI = shell.given("LineURI", lineURI)
    settings.sipAddress = sipAddress
    settings.audioVideoDisabled = audioVideoDisabled
    settings.privateLine = shell.given("PrivateLine", privateLine)
    settings.remoteCallControl = remoteCallControlTelephonyEnabled
    settings.lineServerURI = shell.given("LineServerURI", lineServerURI)
    if shell.isBound("HostedVoiceMail") { settings.hostedVoiceMail = .some(hostedVoiceMail) }
    settings.exchangeArchivingPolicy = exchangeArchivingPolicy?.rawValue
    try shell.change({ try $0.userIdentity(identity.text) }) { try $0.setUser(identity.text, settings: settings, passThru: passThru.isOn) }
  }
}
