/// Changes the port of a trusted application.
import Engine
import Lync

struct SetCsTrustedApplication: Cmdlet {
  static let command = Command("Set", "CsTrustedApplication", module: "Lync", errorType: "CsShell.SetCsTrustedApplication", confirm: .medium,
    synopsis: "Changes the port of a trusted application.",
    examples: [
      ("Another port", "Set-CsTrustedApplication -Identity apps.contoso.com/urn:application:acmeapp -Port 6010"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: ApplicationIdentity?
  @Parameter("Port", help: "The port the application listens on.") var port: Int?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard let application = identity?.text else { return try shell.missingIdentity() }
    try shell.change({ world in (try? world.trustedApplications(identity: application))?.first?["Identity"]?.text ?? application }) {
      try $0.setTrustedApplication(application, port: port)
    }
  }
}
