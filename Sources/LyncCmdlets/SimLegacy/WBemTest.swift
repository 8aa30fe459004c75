/// Tells what stands in for WBemTest.
import Engine

struct WBemTest: Cmdlet {
  static let command = Command("WBemTest", "", module: "Sim", errorType: "CsShell.WBemTest", aliases: ["wbemtest.exe"],
    synopsis: "Tells what stands in for WBemTest.",
    description: "Belongs to the simulator; the product has no such cmdlet.")

  mutating func process(_ shell: Invocation) throws { for line in Self.hint { try shell.write(line) } }

  private static let hint = [
    "WBemTest has no window here. Add a SIP domain to the list of Office Communications Server with one of these:",
    "  Set-WmiInstance -Class MSFT_SIPDomainData -Arguments @{Address='contoso.com'; Authoritative=$false; DefaultDomain=$true}",
    "  Add-SimLegacySipDomain contoso.com",
    "Get-WmiObject -Class MSFT_SIPDomainData lists them.",
  ]
}
