/// Lists instances of a WMI class of Office Communications Server.
import Engine
import Lync

struct GetWmiObject: Cmdlet {
  static let command = Command("Get", "WmiObject", module: "Microsoft.PowerShell.Management", errorType: "CsShell.GetWmiObject", aliases: ["gwmi"],
    synopsis: "Lists instances of a WMI class of Office Communications Server.",
    description: "Knows class MSFT_SIPDomainData.",
    examples: [
      ("The list of SIP domains", "Get-WmiObject -Class MSFT_SIPDomainData"),
    ])
  @Parameter("Class", at: 0, help: "The class.") var `class`: String
  @Parameter("Namespace", fidelity: .inert) var namespace: String?
  @Parameter("ComputerName", fidelity: .inert) var computerName: [String]
  @Parameter("Filter", fidelity: .inert) var filter: String?

  mutating func process(_ shell: Invocation) throws {
    guard try WmiClass.isKnown(`class`, shell) else { return }
    try shell.get { $0.legacySipDomains() }
  }
}
