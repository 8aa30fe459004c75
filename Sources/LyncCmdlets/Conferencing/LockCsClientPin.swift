/// Locks the PIN of a user.
import Engine
import Lync

struct LockCsClientPin: Cmdlet {
  static let command = Command("Lock", "CsClientPin", module: "Lync", errorType: "CsShell.LockCsClientPin", confirm: .medium,
    synopsis: "Locks the PIN of a user.",
    examples: [
      ("One user", "Lock-CsClientPin -Identity \"Ken Myer\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.change({ try $0.userIdentity(identity.text) }) { world in
      try world.lockClientPin(identity.text, locked: true)
      return Outcome()
    }
  }
}
