/// Takes a computer out of a trusted application pool.
import Engine
import Lync

struct RemoveCsTrustedApplicationComputer: Cmdlet {
  static let command = Command("Remove", "CsTrustedApplicationComputer", module: "Lync", errorType: "CsShell.RemoveCsTrustedApplicationComputer", confirm: .medium,
    synopsis: "Takes a computer out of a trusted application pool.",
    examples: [
      ("One computer", "Remove-CsTrustedApplicationComputer -Identity app4.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change(identity.text) { try $0.removeTrustedApplicationComputer(identity.text) }
  }
}
