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
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("LineServerURI", help: "The gateway of remote call control.") var lineServerURI: String?
  @Parameter("AudioVideoDisabled", help: "Takes audio and video away.") var audioVideoDisabled: Bool?
  @Parameter("RemoteCallControlTelephonyEnabled", help: "Whether a desk phone is controlled.") var remoteCallControlTelephonyEnabled: Bool?
  @Parameter("PrivateLine", help: "The second, secret number.") var privateLine: String?
  @Parameter("AcpInfo", fidelity: .inert) var acpInfo: Value?
  @Parameter("HostedVoiceMail", help: "Whether voice mail is hosted by Exchange Online.") var hostedVoiceMail: Bool?
  @Parameter("EnterpriseVoiceEnabled", help: "Whether it has Enterprise Voice.") var enterpriseVoiceEnabled: Bool?
  @Parameter("ExchangeArchivingPolicy", help: "Where conversations are archived.") var exchangeArchivingPolicy: ExchangeArchivingPolicyOptions?
  @Parameter("LineURI", help: "The phone number, as tel:+14255550100.") var lineURI: String?
  @Parameter("SipAddress", help: "The SIP address, beginning with sip:.") var sipAddress: String?
  @Parameter("Enabled", aliases: ["CsEnabled"], help: "Whether it is switched on.") var enabled: Bool?

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
    try shell.changeUsers(identity.text) { world, who, _ in try world.setUser(who, settings: settings, passThru: passThru.isOn) }
  }
}
