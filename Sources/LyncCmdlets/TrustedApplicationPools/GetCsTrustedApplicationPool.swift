/// Lists trusted application pools.
import Engine
import Lync

struct GetCsTrustedApplicationPool: Cmdlet {
  static let command = Command("Get", "CsTrustedApplicationPool", module: "Lync", errorType: "CsShell.GetCsTrustedApplicationPool", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayExternalServer"],
    synopsis: "Lists trusted application pools.",
    examples: [
      ("One pool", "Get-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com"),
      ("By wildcard", "Get-CsTrustedApplicationPool -Filter *acd*"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("PoolFqdn", help: "Only what belongs to this pool.") var poolFqdn: String?
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in try world.trustedApplicationPools(identity: (identity?.text ?? poolFqdn)?.withoutPrefix, filter: filter) }
  }
}
