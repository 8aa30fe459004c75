/// Lists instances of CIM classes on the computers of the forest.
import Engine
import Lync

struct GetCimInstance: Cmdlet {
  static let command = Command("Get", "CimInstance", module: "CimCmdlets", errorType: "CsShell.GetCimInstance", aliases: ["gcim"], defaultSet: "ClassNameComputerSet",
    synopsis: "Lists instances of CIM classes on the computers of the forest.",
    description: "Knows what scripts for Lync Server ask most: operating system, computer, services, disks, updates, products, and class MSFT_SIPDomainData of Office Communications Server.",
    examples: [
      ("The list of SIP domains", "Get-CimInstance -ClassName MSFT_SIPDomainData"),
      ("When a computer was started", "(Get-CimInstance Win32_OperatingSystem -ComputerName fe13b.contoso.com).LastBootUpTime"),
    ])
  @Parameter("ClassName", at: 0, from: .propertyName, sets: ["ClassNameComputerSet"], mandatory: true, help: "The class.") var className: String
  @Parameter("Filter", from: .propertyName, sets: ["ClassNameComputerSet"], help: "A condition in WQL.") var filter: String?
  @Parameter("Property", from: .propertyName, sets: ["ClassNameComputerSet"], aliases: ["SelectProperties"], help: "Only these properties have values.") var property: [String]
  @Parameter("Query", from: .propertyName, sets: ["QueryComputerSet"], mandatory: true, help: "A whole query in WQL.") var query: String
  @Parameter("Namespace", from: .propertyName, help: "The namespace; root/cimv2 when nothing is given.") var namespace: String?
  @Parameter("ComputerName", from: .propertyName, aliases: ["CN", "ServerName"], help: "The computers; the one the session is on when nothing is given.") var computerName: [String]

  mutating func process(_ shell: Invocation) throws {
    try ManagementQuery.run(.cim, className, query: $query.isBound ? query : nil, filter: filter, properties: property, computers: computerName, namespace: namespace, shell)
  }
}
