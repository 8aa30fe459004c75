/// Removes a SIP domain that nothing uses.
import Engine
import Lync

struct RemoveCsSipDomain: Cmdlet {
  static let command = Command("Remove", "CsSipDomain", module: "Lync", errorType: "CsShell.RemoveCsSipDomain", confirm: .medium,
    synopsis: "Removes a SIP domain that nothing uses.",
    examples: [
      ("One domain", "Remove-CsSipDomain -Identity na.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change(identity.text) { try $0.removeSipDomain(identity.text) }
  }
}
