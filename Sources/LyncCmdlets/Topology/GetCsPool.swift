/// Lists the pools of the topology.
import Engine
import Lync

struct GetCsPool: Cmdlet {
  static let command = Command("Get", "CsPool", module: "Lync", errorType: "CsShell.GetCsPool", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Deploy.Internal.Cluster"],
    synopsis: "Lists the pools of the topology.",
    examples: [
      ("The computers of a pool", "(Get-CsPool pool13.contoso.com).Computers"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("Site", help: "The site, by its id.") var site: String?
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.pools(identity: identity?.text ?? filter, site: site) }
  }
}
