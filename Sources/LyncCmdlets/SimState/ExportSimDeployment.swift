/// Saves the forest as it is to a file.
import Engine
import Lync

struct ExportSimDeployment: Cmdlet {
  static let command = Command("Export", "SimDeployment", module: "Sim", errorType: "CsShell.ExportSimDeployment",
    synopsis: "Saves the forest as it is to a file.",
    description: "Import-SimDeployment or the option -Deployment loads it again; the history is not kept. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("To go on later", "Export-SimDeployment D:\\\\forest.psd1"),
    ])
  @Parameter("Path", at: 0, aliases: ["FileName"]) var path: String

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let text = try shell.session.world().exportState()
      if let why = SessionFiles.write(text, to: SessionFiles(shell.context).path(path)) { throw FaultRecord.file(path, why) }
    }
  }
}
