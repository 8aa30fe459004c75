/// Imports the policies of Office Communications Server.
import Engine
import Lync

struct ImportCsLegacyConfiguration: Cmdlet {
  static let command = Command("Import", "CsLegacyConfiguration", module: "Lync", errorType: "CsShell.ImportCsLegacyConfiguration", confirm: .medium,
    synopsis: "Imports the policies of Office Communications Server.",
    description: "Move-CsLegacyUser assigns the imported equivalents. Needs OCSWMIBC on this computer and a merged, published topology.",
    examples: [
      ("After the merge", "Import-CsLegacyConfiguration"),
    ])
  @Parameter("ReplaceExisting", help: "Replaces policies imported before.") var replaceExisting: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.change("LegacyConfiguration") { world in
      try world.importLegacyConfiguration(replaceExisting: replaceExisting.isOn)
      return Outcome()
    }
  }
}
