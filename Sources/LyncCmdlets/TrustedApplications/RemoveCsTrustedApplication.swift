/// Removes a trusted application and the endpoints tied to it.
import Engine
import Lync

struct RemoveCsTrustedApplication: Cmdlet {
  static let command = Command("Remove", "CsTrustedApplication", module: "Lync", errorType: "CsShell.RemoveCsTrustedApplication", confirm: .medium,
    synopsis: "Removes a trusted application and the endpoints tied to it.",
    examples: [
      ("One application", "Remove-CsTrustedApplication -Identity apps.contoso.com/urn:application:acmeapp"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: ApplicationIdentity
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ world in (try? world.trustedApplications(identity: identity.text))?.first?["Identity"]?.text ?? identity.text }) {
      try $0.removeTrustedApplication(identity.text)
    }
  }
}
