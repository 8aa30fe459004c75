/// Imports the conference directories of Office Communications Server.
import Engine
import Lync

struct ImportCsLegacyConferenceDirectory: Cmdlet {
  static let command = Command("Import", "CsLegacyConferenceDirectory", module: "Lync", errorType: "CsShell.ImportCsLegacyConferenceDirectory", confirm: .medium,
    synopsis: "Imports the conference directories of Office Communications Server.",
    examples: [
      ("After each merge", "Import-CsLegacyConferenceDirectory"),
    ])
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change("LegacyConferenceDirectory") { world in
      try world.importLegacyConferenceDirectory()
      return Outcome()
    }
  }
}
