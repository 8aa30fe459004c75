/// Returns the topology of the Central Management Store, as an object or as XML.
import Engine
import Lync

struct GetCsTopology: Cmdlet {
  static let command = Command("Get", "CsTopology", module: "Lync", errorType: "CsShell.GetCsTopology",
    outputs: ["Microsoft.Rtc.Management.Deploy.Internal.DefaultTopology"],
    synopsis: "Returns the topology of the Central Management Store, as an object or as XML.",
    examples: [
      ("Export it", "(Get-CsTopology -AsXml).ToString() > topology.xml"),
    ])
  @Parameter("AsXml", help: "Returns XML.") var asXml: Switch
  @Parameter("LocalStore", fidelity: .inert) var localStore: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      if asXml.isOn { try shell.write(TopologyXmlDocument.value(world.topologyXml(), shell.context)) } else { try shell.write(LyncObjects.value(world.topology())) }
    }
  }
}
