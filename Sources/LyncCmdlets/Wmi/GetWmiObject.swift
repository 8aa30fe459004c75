/// Lists instances of WMI classes on the computers of the forest.
import Engine
import Lync

struct GetWmiObject: Cmdlet {
  static let command = Command("Get", "WmiObject", module: "Microsoft.PowerShell.Management", errorType: "CsShell.GetWmiObject", aliases: ["gwmi"], defaultSet: "query",
    synopsis: "Lists instances of WMI classes on the computers of the forest.",
    description: "Knows what scripts for Lync Server ask most: operating system, computer, services, disks, updates, products, and class MSFT_SIPDomainData of Office Communications Server.",
    examples: [
      ("The list of SIP domains", "Get-WmiObject -Class MSFT_SIPDomainData"),
      ("Services that do not run", "Get-WmiObject Win32_Service -ComputerName fe13b.contoso.com -Filter \"State <> 'Running'\""),
    ])
  @Parameter("Class", at: 0, sets: ["query"], mandatory: true, aliases: ["ClassName"], help: "The class.") var className: String
  @Parameter("Property", at: 1, sets: ["query"], help: "Only these properties have values.") var property: [String]
  @Parameter("Filter", sets: ["query"], help: "A condition in WQL.") var filter: String?
  @Parameter("Query", sets: ["WQLQuery"], mandatory: true, help: "A whole query in WQL.") var query: String
  @Parameter("Namespace", aliases: ["NS"], help: "The namespace; root\\cimv2 when nothing is given.") var namespace: String?
  @Parameter("ComputerName", aliases: ["Cn"], help: "The computers; the one the session is on when nothing is given.") var computerName: [String]
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    try ManagementQuery.run(.wmi, className, query: $query.isBound ? query : nil, filter: filter, properties: property, computers: computerName, namespace: namespace, shell)
  }
}
