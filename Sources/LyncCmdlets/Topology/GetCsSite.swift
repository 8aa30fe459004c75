/// Lists the sites of the topology.
import Engine
import Lync

struct GetCsSite: Cmdlet {
  static let command = Command("Get", "CsSite", module: "Lync", errorType: "CsShell.GetCsSite", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Deploy.Internal.Site+CentralSite"],
    synopsis: "Lists the sites of the topology.",
    examples: [
      ("What a merge brought", "Get-CsSite BackCompatSite"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.sites(identity: identity?.text, filter: filter) }
  }
}
