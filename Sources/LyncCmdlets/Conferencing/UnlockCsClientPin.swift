/// Unlocks the PIN of a user.
import Engine
import Lync

struct UnlockCsClientPin: Cmdlet {
  static let command = Command("Unlock", "CsClientPin", module: "Lync", errorType: "CsShell.UnlockCsClientPin", confirm: .medium,
    synopsis: "Unlocks the PIN of a user.",
    examples: [
      ("One user", "Unlock-CsClientPin -Identity \"Ken Myer\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ try $0.userIdentity(identity.text) }) { world in
      try world.lockClientPin(identity.text, locked: false)
      return Outcome()
    }
  }
}
