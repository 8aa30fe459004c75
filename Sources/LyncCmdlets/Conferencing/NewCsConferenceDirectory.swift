/// Creates a conference directory.
import Engine
import Lync

struct NewCsConferenceDirectory: Cmdlet {
  static let command = Command("New", "CsConferenceDirectory", module: "Lync", errorType: "CsShell.NewCsConferenceDirectory", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.WritableConfig.Settings.PstnConf.ConferenceDirectories"],
    synopsis: "Creates a conference directory.",
    examples: [
      ("Number 7", "New-CsConferenceDirectory -Identity 7 -HomePool pool13.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("HomePool", help: "The pool the directory belongs to.") var homePool: String
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard let number = Int(identity.text) else { return try shell.report(shell.badDirectory(identity.text)) }
    try shell.change(identity.text) { try $0.newConferenceDirectory(number, homePool: homePool) }
  }
}
