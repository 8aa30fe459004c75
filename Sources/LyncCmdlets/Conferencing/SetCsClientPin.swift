/// Sets the PIN of a user, or makes one up and shows it.
import Engine
import Lync

struct SetCsClientPin: Cmdlet {
  static let command = Command("Set", "CsClientPin", module: "Lync", errorType: "CsShell.SetCsClientPin", confirm: .medium,
    synopsis: "Sets the PIN of a user, or makes one up and shows it.",
    examples: [
      ("A generated one", "Set-CsClientPin -Identity \"Ken Myer\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Pin", at: 1, help: "The PIN; one is made up when none is given.") var pin: String?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.changeUsers(identity.text) { world, who, _ in try world.setClientPin(who, pin: pin) }
  }
}
