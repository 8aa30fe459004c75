/// Lists dial-in access numbers.
import Engine
import Lync

struct GetCsDialInConferencingAccessNumber: Cmdlet {
  static let command = Command("Get", "CsDialInConferencingAccessNumber", module: "Lync", errorType: "CsShell.GetCsDialInConferencingAccessNumber", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.AccessNumber"],
    synopsis: "Lists dial-in access numbers.",
    examples: [
      ("Those of a pool", "Get-CsDialInConferencingAccessNumber -Filter {Pool -eq \"pool10.litwareinc.com\"}"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Filter", help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter: String?
  @Parameter("OU", fidelity: .inert) var ou: OUIdentity?
  @Parameter("ResultSize", help: "The greatest number of objects to return.") var resultSize: ResultLimit?
  @Parameter("EmptyRegion", sets: ["EmptyRegion"], mandatory: true, help: "Only numbers without region.") var emptyRegion: Switch
  @Parameter("Region", sets: ["Region"], help: "Only numbers of this region.") var region: String?

  mutating func process(_ shell: Invocation) throws {
    let limit = try resultSize?.count(shell)
    try shell.filtered(filter) { test, world in
      var found = try world.accessNumbers(identity: identity?.text, region: region, filter: test)
      if emptyRegion.isOn { found = found.filter { $0["Regions"]?.text.isEmpty ?? true } }
      return limit.map { Array(found.prefix($0)) } ?? found
    }
  }
}
