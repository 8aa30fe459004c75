/// Adds a SIP domain.
import Engine
import Lync

struct NewCsSipDomain: Cmdlet {
  static let command = Command("New", "CsSipDomain", module: "Lync", errorType: "CsShell.NewCsSipDomain", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.SipDomain"],
    synopsis: "Adds a SIP domain.",
    examples: [
      ("One more", "New-CsSipDomain -Identity na.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("IsDefault", help: "Makes it the default domain.") var isDefault: Bool?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change(identity.text) { try $0.newSipDomain(identity.text, isDefault: isDefault ?? false) }
  }
}
