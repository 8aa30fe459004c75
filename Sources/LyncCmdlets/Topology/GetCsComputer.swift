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
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"]) var identity: XdsIdentity?
  @Parameter("Pool") var pool: String?
  @Parameter("Local") var local: Switch
  @Parameter("Filter", sets: ["Filter"]) var filter: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { try $0.computers(identity: identity?.text, filter: filter, pool: pool, local: local.isOn) }
  }
}
