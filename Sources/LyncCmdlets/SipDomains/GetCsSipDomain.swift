/// Lists the SIP domains.
import Engine
import Lync

struct GetCsSipDomain: Cmdlet {
  static let command = Command("Get", "CsSipDomain", module: "Lync", errorType: "CsShell.GetCsSipDomain", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.SipDomain"],
    synopsis: "Lists the SIP domains.",
    examples: [
      ("All", "Get-CsSipDomain"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.sipDomains(identity: identity?.text, filter: filter) }
  }
}
