/// Assigns a certificate of this computer to uses.
import Engine
import Lync

struct SetCsCertificate: Cmdlet {
  static let command = Command("Set", "CsCertificate", module: "Lync", errorType: "CsShell.SetCsCertificate", defaultSet: "CertificateReference", confirm: .medium,
    synopsis: "Assigns a certificate of this computer to uses.",
    description: "A valid Default certificate ends the fault CertificateExpired of the computer.",
    examples: [("By thumbprint", "Set-CsCertificate -Type Default -Thumbprint (Request-CsCertificate -New -Type Default).Thumbprint")])
  @Parameter("Reference", from: .pipeline, sets: ["CertificateReference"], mandatory: true, help: "A certificate as Request- or Get-CsCertificate returns it.") var reference: Value?
  @Parameter("Thumbprint", sets: ["Thumbprint"], mandatory: true, help: "The thumbprint of a certificate.") var thumbprint: String
  @Parameter("Path", sets: ["Path"], mandatory: true, fidelity: .inert) var path: String?
  @Parameter("Password", sets: ["Path"], fidelity: .inert) var password: String?
  @Parameter("Type", in: [InSet("CertificateReference"), InSet("Thumbprint"), InSet("Path", mandatory: true)], help: "What it is used for; Default when nothing is given.") var type: [CertType]
  @Parameter("Identity", in: [InSet("CertificateReference"), InSet("Thumbprint"), InSet("Path", mandatory: true)], fidelity: .inert) var identity: ScopeIdentity?
  @Parameter("EffectiveDate", aliases: ["EffectiveTime"], type: "System.DateTime", fidelity: .inert) var effectiveDate: Value?
  @Parameter("Roll", fidelity: .inert) var roll: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    let uses = type.map(\.rawValue)
    var mark = thumbprint
    if let reference { mark = try shell.context.property(reference, "Thumbprint").map { Conversion.toString($0, shell.context) } ?? Conversion.toString(reference, shell.context) }
    let which = mark
    try shell.change(which) { world in
      try world.setCertificate(which, types: uses)
      return Outcome()
    }
  }
}
