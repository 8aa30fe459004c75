/// Lists the computers of the topology.
import Engine
import Lync

struct GetCsComputer: Cmdlet {
  static let command = Command("Get", "CsComputer", module: "Lync", errorType: "CsShell.GetCsComputer", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Deploy.Internal.Machine"],
    synopsis: "Lists the computers of the topology.",
    examples: [
      ("Those of a pool", "Get-CsComputer -Pool pool13.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("Pool", help: "The pool.") var pool: String?
  @Parameter("Local", help: "Only this computer.") var local: Switch
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.computers(identity: identity?.text, filter: filter, pool: pool, local: local.isOn) }
  }
}
