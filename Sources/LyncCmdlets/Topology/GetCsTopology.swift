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
  @Parameter("LocalStore", help: "Asks the local copy on this computer, as of the last replication.") var localStore: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      let isXml = asXml.isOn
      let read = { isXml ? TopologyXmlDocument.value(world.topologyXml(), shell.context) : LyncObjects.value(world.topology()) }
      try shell.write(localStore.isOn ? world.fromReplica(read) : read())
    }
  }
}
