/// Removes a trusted application pool with its computers, applications and endpoints.
import Directory
import Engine
import Lync

struct RemoveCsTrustedApplicationPool: Cmdlet {
  static let command = Command("Remove", "CsTrustedApplicationPool", module: "Lync", errorType: "CsShell.RemoveCsTrustedApplicationPool", confirm: .medium,
    synopsis: "Removes a trusted application pool with its computers, applications and endpoints.",
    examples: [
      ("With everything in it", "Remove-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Force"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("Force", help: "Goes on without asking.") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let pool = identity.text.withoutPrefix
    try shell.change({ $0.poolIdentity(pool) }) { world in
      let count = world.endpointCount(ofPool: pool)
      if count > 0, !force.isOn {
        _ = try world.preview { () throws(Fault) -> Void in _ = try world.removeTrustedApplicationPool(pool) }
        guard try shell.agreed("The pool \"\(pool)\" holds \(count) endpoint(s). They are removed with it.") else { return Outcome() }
      }
      return try world.removeTrustedApplicationPool(pool)
    }
  }
}
