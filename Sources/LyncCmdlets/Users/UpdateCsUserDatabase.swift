/// Makes a pool read users from Active Directory again.
import Engine
import Lync

struct UpdateCsUserDatabase: Cmdlet {
  static let command = Command("Update", "CsUserDatabase", module: "Lync", errorType: "CsShell.UpdateCsUserDatabase",
    synopsis: "Makes a pool read users from Active Directory again.",
    examples: [
      ("One pool", "Update-CsUserDatabase -Fqdn pool13.contoso.com"),
    ])
  @Parameter("Fqdn", at: 0, help: "The pool.") var fqdn: Fqdn?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.updateUserDatabase(fqdn?.text)
      return Outcome()
    }
  }
}
