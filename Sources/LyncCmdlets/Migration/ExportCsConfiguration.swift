/// Saves the contents of the Central Management Store.
import Engine
import Lync

struct ExportCsConfiguration: Cmdlet {
  static let command = Command("Export", "CsConfiguration", module: "Lync", errorType: "CsShell.ExportCsConfiguration", defaultSet: "FileName",
    outputs: ["System.Byte[]"],
    synopsis: "Saves the contents of the Central Management Store.",
    examples: [
      ("To a file", "Export-CsConfiguration -FileName C:\\\\Config.zip"),
    ])
  @Parameter("FileName", at: 0, sets: ["FileName"], mandatory: true, help: "The file.") var fileName: String?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("LocalStore", fidelity: .inert) var localStore: Switch
  @Parameter("AsBytes", sets: ["AsBytes"], help: "Returns the archive instead of writing a file.") var asBytes: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let zip = StoredZip.archive([("CsConfiguration.xml", Array(try shell.session.world().exportConfiguration().utf8))])
      if asBytes.isOn { return try shell.write(.array(PSArray(zip.map { .byte($0) }, of: TypeTable.byte))) }
      let name = fileName ?? ""
      if let why = SessionFiles.write(zip, to: SessionFiles(shell.context).path(name)) { throw FaultRecord.file(name, why) }
    }
  }
}
