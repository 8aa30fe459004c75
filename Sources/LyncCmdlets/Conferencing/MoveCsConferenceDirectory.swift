/// Moves a conference directory to another pool.
import Engine
import Lync

struct MoveCsConferenceDirectory: Cmdlet {
  static let command = Command("Move", "CsConferenceDirectory", module: "Lync", errorType: "CsShell.MoveCsConferenceDirectory", confirm: .medium,
    synopsis: "Moves a conference directory to another pool.",
    description: "With -Force the target need not be up, and the dial-in codes of existing meetings are lost.",
    examples: [
      ("All of a pool", "Get-CsConferenceDirectory | Where-Object {$_.ServiceId -match \"pool10.litwareinc.com\"} | Move-CsConferenceDirectory -TargetPool pool13.litwareinc.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("TargetPool", help: "The pool to move to.") var targetPool: String
  @Parameter("Force", help: "Goes on without asking.") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    guard let number = Int(identity.text) else { return try shell.report(shell.badDirectory(identity.text)) }
    try shell.change(identity.text) { try $0.moveConferenceDirectory(number, target: targetPool, force: force.isOn) }
  }
}
