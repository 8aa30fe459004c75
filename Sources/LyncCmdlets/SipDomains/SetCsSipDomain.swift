/// Makes a SIP domain the default one.
import Engine
import Lync

struct SetCsSipDomain: Cmdlet {
  static let command = Command("Set", "CsSipDomain", module: "Lync", errorType: "CsShell.SetCsSipDomain", confirm: .medium,
    synopsis: "Makes a SIP domain the default one.",
    examples: [
      ("Another default", "Set-CsSipDomain -Identity emea.contoso.com -IsDefault $true"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("IsDefault", help: "Makes it the default domain.") var isDefault: Bool?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard let domain = identity?.text else { return try shell.missingIdentity() }
    try shell.change(domain) { try $0.setSipDomain(domain, isDefault: isDefault ?? false) }
  }
}
