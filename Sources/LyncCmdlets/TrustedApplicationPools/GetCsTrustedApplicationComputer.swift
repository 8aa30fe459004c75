/// Lists the computers of trusted application pools.
import Engine
import Lync

struct GetCsTrustedApplicationComputer: Cmdlet {
  static let command = Command("Get", "CsTrustedApplicationComputer", module: "Lync", errorType: "CsShell.GetCsTrustedApplicationComputer", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayComputer"],
    synopsis: "Lists the computers of trusted application pools.",
    examples: [
      ("Those of a pool", "Get-CsTrustedApplicationComputer -Pool ApplicationPool.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("Pool", help: "The pool.") var pool: String?
  @Parameter("Local", help: "Only this computer.") var local: Switch
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.trustedApplicationComputers(identity: identity?.text, filter: filter, pool: pool, local: local.isOn) }
  }
}
