/// Restores the contents of the Central Management Store.
import Engine
import Lync

struct ImportCsConfiguration: Cmdlet {
  static let command = Command("Import", "CsConfiguration", module: "Lync", errorType: "CsShell.ImportCsConfiguration", defaultSet: "ByteInput",
    synopsis: "Restores the contents of the Central Management Store.",
    examples: [
      ("From a file", "Import-CsConfiguration -FileName C:\\\\Config.zip"),
    ])
  @Parameter("ByteInput", at: 0, from: .pipeline, sets: ["ByteInput"], mandatory: true, type: "System.Byte[]", help: "The archive.") var byteInput: Value?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("LocalStore", fidelity: .inert) var localStore: Switch
  @Parameter("FileName", at: 0, sets: ["FileName"], mandatory: true, help: "The file.") var fileName: String?

  private var gathered: [UInt8] = []

  mutating func process(_ shell: Invocation) throws {
    if let byteInput {
      gathered +=
        byteInput.arrayValue?.values.compactMap { UInt8(exactly: (try? Conversion.toInt64($0)) ?? -1) } ?? [
          UInt8(truncatingIfNeeded: (try? Conversion.toInt64(byteInput)) ?? 0)
        ]
    }
  }

  mutating func end(_ shell: Invocation) throws {
    let name = fileName ?? "configuration"
    try shell.run { world in
      var bytes = gathered
      if let fileName {
        guard let read = FileText.read(SessionFiles(shell.context).path(fileName)) else { throw FaultRecord.noFile(fileName) }
        bytes = read
      }
      let content = StoredZip.entries(bytes).first?.content ?? bytes
      try world.importConfiguration(FileText.decode(content), file: name)
      return Outcome()
    }
  }
}
