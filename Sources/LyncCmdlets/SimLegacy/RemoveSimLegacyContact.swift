/// Removes a contact of a UCMA 2.0 application.
import Engine
import Lync

struct RemoveSimLegacyContact: Cmdlet {
  static let command = Command("Remove", "SimLegacyContact", module: "Sim", errorType: "CsShell.RemoveSimLegacyContact", confirm: .medium,
    synopsis: "Removes a contact of a UCMA 2.0 application.",
    description: "Stands in for ApplicationProvisioner.exe. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One", "Remove-SimLegacyContact sip:endpoint3@contoso.com"),
    ])
  @Parameter("SipAddress", at: 0, from: [.pipeline, .propertyName], help: "The SIP address, beginning with sip:.") var sipAddress: String
  @Parameter("ComputerName", help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.change(sipAddress) { world in
      try world.removeLegacyContact(sipAddress, computer: computerName)
      return Outcome()
    }
  }
}
