/// Removes a conference directory.
import Engine
import Lync

struct RemoveCsConferenceDirectory: Cmdlet {
  static let command = Command("Remove", "CsConferenceDirectory", module: "Lync", errorType: "CsShell.RemoveCsConferenceDirectory", confirm: .medium,
    synopsis: "Removes a conference directory.",
    examples: [
      ("One", "Remove-CsConferenceDirectory -Identity 7"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard let number = Int(identity.text) else { return try shell.report(shell.badDirectory(identity.text)) }
    try shell.change(identity.text) { world in
      try world.removeConferenceDirectory(number)
      return Outcome()
    }
  }
}
