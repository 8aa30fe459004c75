/// Makes a topology document the topology of the Central Management Store.
import Engine
import Lync

struct PublishCsTopology: Cmdlet {
  static let command = Command("Publish", "CsTopology", module: "Lync", errorType: "CsShell.PublishCsTopology", defaultSet: "Filename", confirm: .medium,
    synopsis: "Makes a topology document the topology of the Central Management Store.",
    description: "Publishing is not enabling: run Enable-CsTopology afterwards. Refused when a pool would go that still homes users, contacts or conference directories.",
    examples: [
      ("A merged topology", "Publish-CsTopology -FileName D:\\\\output.xml"),
    ])
  @Parameter("FileName", at: 0, sets: ["Filename"], mandatory: true, help: "The file.") var fileName: String?
  @Parameter("BackupFileName", help: "Where the document that is replaced is kept.") var backupFileName: String?
  @Parameter("GlobalCatalog", fidelity: .inert) var globalCatalog: Fqdn?
  @Parameter("GlobalSettingsDomainController", fidelity: .inert) var globalSettingsDomainController: Fqdn?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Document", sets: ["Document"], mandatory: true, help: "The topology, instead of a file.") var document: Value?
  @Parameter("FinalizeUninstall", sets: ["Finalize"], mandatory: true, fidelity: .inert) var finalizeUninstall: Switch

  mutating func process(_ shell: Invocation) throws {
    if shell.parameterSet == "Finalize" { return try shell.change("Topology") { _ in Outcome() } }
    let files = SessionFiles(shell.context)
    let name = fileName ?? "topology"
    try shell.change(name) { world in
      let xml: String
      if let document {
        // What Get-CsTopology -AsXml returns is its text; of an XML document the text is a property.
        xml = Conversion.toString(try shell.context.property(document, "OuterXml") ?? document, shell.context)
      } else {
        if name.lowercased().hasSuffix(".tbxml") { try world.publishTopology(xml: "", file: name) }
        guard let text = FileText.text(files.path(name)) else { throw FaultRecord.noFile(name) }
        xml = text
      }
      let backup = world.topologyXml()
      try world.publishTopology(xml: xml, file: name)
      // The document that was replaced is kept, as the product does.
      if let backupFileName, !shell.isOn("WhatIf") { _ = SessionFiles.write(backup, to: files.path(backupFileName)) }
      return Outcome()
    }
  }
}
