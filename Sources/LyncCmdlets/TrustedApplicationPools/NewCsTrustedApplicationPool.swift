/// Creates a pool of computers that run trusted applications.
import Engine
import Lync

struct NewCsTrustedApplicationPool: Cmdlet {
  static let command = Command("New", "CsTrustedApplicationPool", module: "Lync", errorType: "CsShell.NewCsTrustedApplicationPool", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayExternalServer"],
    synopsis: "Creates a pool of computers that run trusted applications.",
    description: "The Registrar is the pool the applications are routed through. Where several server versions work together it must be a Lync Server 2013 pool. Enable-CsTopology has to follow.",
    examples: [
      ("A pool of one computer", "New-CsTrustedApplicationPool -Identity trustedapps.contoso.com -Registrar pool13.contoso.com -Site 1"),
      ("A load-balanced pool", "New-CsTrustedApplicationPool -Identity apps.contoso.com -Registrar pool13.contoso.com -Site 1 -ComputerFqdn app3.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  private let given = TrustedApplicationPoolParameters()
  @Parameter("ComputerFqdn", help: "The first computer of a pool of several; the pool has its own name then.") var computerFqdn: Fqdn?
  @Parameter("Site", help: "The site, by its id.") var site: String?
  @Parameter("Force", help: "Goes on without asking.") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = given.settings(shell)
    try shell.change("TrustedApplicationPool:" + identity.text.withoutPrefix) { world in
      let pool = identity.text.withoutPrefix
      // A pool that exists has its computers already; nobody is asked about them.
      return try shell.createOnComputer(computerFqdn?.text ?? pool, world, force: force.isOn || world.hasPool(pool)) {
        try world.newTrustedApplicationPool(pool, computer: computerFqdn?.text, site: site, settings: settings)
      }
    }
  }
}
