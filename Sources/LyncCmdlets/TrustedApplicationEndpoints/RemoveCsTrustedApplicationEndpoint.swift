/// Removes a contact of a third-party application.
import Engine
import Lync

struct RemoveCsTrustedApplicationEndpoint: Cmdlet {
  static let command = Command("Remove", "CsTrustedApplicationEndpoint", module: "Lync", errorType: "CsShell.RemoveCsTrustedApplicationEndpoint", confirm: .medium,
    synopsis: "Removes a contact of a third-party application.",
    examples: [
      ("One contact", "Remove-CsTrustedApplicationEndpoint sip:endpoint1@contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ try $0.endpointIdentity(identity.text) }) { try $0.removeTrustedApplicationEndpoint(identity.text) }
  }
}
