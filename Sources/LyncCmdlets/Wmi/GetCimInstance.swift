/// Lists instances of a WMI class of Office Communications Server.
import Engine
import Lync

struct GetCimInstance: Cmdlet {
  static let command = Command("Get", "CimInstance", module: "Microsoft.PowerShell.Management", errorType: "CsShell.GetCimInstance", aliases: ["gcim"],
    synopsis: "Lists instances of a WMI class of Office Communications Server.",
    description: "Knows class MSFT_SIPDomainData.",
    examples: [
      ("The list of SIP domains", "Get-CimInstance -ClassName MSFT_SIPDomainData"),
    ])
  @Parameter("ClassName", at: 0, help: "The class.") var className: String
  @Parameter("Namespace", fidelity: .inert) var namespace: String?
  @Parameter("ComputerName", fidelity: .inert) var computerName: [String]
  @Parameter("Filter", fidelity: .inert) var filter: String?

  mutating func process(_ shell: Invocation) throws {
    guard try WmiClass.isKnown(className, shell) else { return }
    try shell.get { $0.legacySipDomains() }
  }
}
