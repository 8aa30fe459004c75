/// Merges what Office Communications Server runs into a copy of the topology, written to an XML file.
import Engine
import Lync

struct MergeCsLegacyTopology: Cmdlet {
  static let command = Command("Merge", "CsLegacyTopology", module: "Lync", errorType: "CsShell.MergeCsLegacyTopology", defaultSet: "Topology", confirm: .medium,
    synopsis: "Merges what Office Communications Server runs into a copy of the topology, written to an XML file.",
    description: "Reads pools, trusted services and conference directories through WMI and puts them into site BackCompatSite. The Central Management Store stays as it is until Publish-CsTopology "
      + "publishes the file. Needs OCSWMIBC on this computer.",
    examples: [
      ("Merge and publish", "Merge-CsLegacyTopology -TopologyXmlFileName D:\\\\output.xml; Publish-CsTopology -FileName D:\\\\output.xml"),
    ])
  @Parameter("TopologyXmlFileName", at: 0, sets: ["Topology"], mandatory: true, help: "The file to write; one that exists is replaced.") var topologyXmlFileName: String?
  @Parameter("UserInputFileName", in: [InSet("Topology", at: 1), InSet("PartialTopology", at: 0)], help: "A file that names the Edge Servers to merge.") var userInputFileName: String?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Reserved", sets: ["PartialTopology"], mandatory: true, type: "System.Management.Automation.PSObject", fidelity: .inert) var reserved: Value?

  mutating func process(_ shell: Invocation) throws {
    let files = SessionFiles(shell.context)
    let input = try userInputFileName.map { name in
      guard let text = FileText.text(files.path(name)) else { throw shell.terminating(FaultRecord.make(FaultRecord.noFile(name))) }
      return text
    }
    let target = topologyXmlFileName ?? ""
    try shell.change(target.isEmpty ? "Topology" : target) { world in
      let xml = try world.mergeLegacyTopology(userInput: input)
      if !target.isEmpty, !shell.isOn("WhatIf"), let why = SessionFiles.write(xml, to: files.path(target)) { throw FaultRecord.file(target, why) }
      return Outcome()
    }
  }
}
