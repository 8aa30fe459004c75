/// Writes an instance of a WMI class of Office Communications Server.
import Engine
import Lync

struct NewCimInstance: Cmdlet {
  static let command = Command("New", "CimInstance", module: "CimCmdlets", errorType: "CsShell.NewCimInstance", aliases: ["ncim"], confirm: .medium,
    synopsis: "Writes an instance of a WMI class of Office Communications Server.",
    description: "Knows class MSFT_SIPDomainData.",
    examples: [
      ("As WBemTest does", "New-CimInstance -ClassName MSFT_SIPDomainData -Property @{Address='contoso.com'; Authoritative=$false; DefaultDomain=$true}"),
    ])
  @Parameter("ClassName", at: 0, help: "The class.") var className: String
  @Parameter("Property", at: 1, aliases: ["Arguments"], help: "The values of the instance.") var property: PSHash
  @Parameter("Namespace", fidelity: .inert) var namespace: String?
  @Parameter("ComputerName", fidelity: .inert) var computerName: [String]

  mutating func process(_ shell: Invocation) throws {
    guard try WmiClass.isKnown(className, shell) else { return }
    let values = property
    guard let address = values.get("Address").map({ Conversion.toString($0, shell.context) }), !address.isEmpty else {
      throw shell.terminating("Address", .invalidArgument, "Address is missing.", exception: "System.ArgumentException")
    }
    let isDefault = values.get("DefaultDomain").map { Conversion.toBool($0) } ?? false
    let authoritative = values.get("Authoritative").map { Conversion.toBool($0) } ?? false
    guard try shell.confirmed("MSFT_SIPDomainData.Address=\(address)") else { return }
    try shell.get { try $0.setLegacySipDomain(address, authoritative: authoritative, isDefault: isDefault) }
  }
}
