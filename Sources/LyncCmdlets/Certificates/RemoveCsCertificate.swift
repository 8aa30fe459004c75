/// Takes certificates from uses; the computer's first ones serve again.
import Engine
import Lync

struct RemoveCsCertificate: Cmdlet {
  static let command = Command("Remove", "CsCertificate", module: "Lync", errorType: "CsShell.RemoveCsCertificate", confirm: .medium,
    synopsis: "Takes assigned certificates from uses.",
    examples: [("One use", "Remove-CsCertificate -Type Default")])
  @Parameter("Type", help: "Which uses; all when nothing is given.") var type: [CertType]
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Identity", at: 0, fidelity: .inert) var identity: ScopeIdentity?
  @Parameter("Previous", fidelity: .inert) var previous: Switch

  mutating func process(_ shell: Invocation) throws {
    let uses = type.map(\.rawValue)
    try shell.change({ $0.currentComputer }) { world in
      try world.removeCertificate(types: uses)
      return Outcome()
    }
  }
}
