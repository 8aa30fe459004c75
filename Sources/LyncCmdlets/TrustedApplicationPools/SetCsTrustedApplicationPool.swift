/// Changes a trusted application pool, such as the Registrar its applications are routed through.
import Engine
import Lync

struct SetCsTrustedApplicationPool: Cmdlet {
  static let command = Command("Set", "CsTrustedApplicationPool", module: "Lync", errorType: "CsShell.SetCsTrustedApplicationPool", confirm: .medium,
    synopsis: "Changes a trusted application pool, such as the Registrar its applications are routed through.",
    description: "A new Registrar leaves the contacts of the pool behind: run Move-CsApplicationEndpoint for each. $null takes the Registrar away. Of a legacy pool only the Registrar can be changed.",
    examples: [
      ("Route through Lync Server 2013", "Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  private let given = TrustedApplicationPoolParameters()
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = given.settings(shell)
    guard let pool = identity?.text else { return try shell.missingIdentity() }
    try shell.change({ $0.poolIdentity(pool) }) { try $0.setTrustedApplicationPool(pool.withoutPrefix, settings: settings) }
  }
}
