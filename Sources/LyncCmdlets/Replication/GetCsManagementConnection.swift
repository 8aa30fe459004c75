/// Tells where the Central Management Store is.
import Engine
import Lync

struct GetCsManagementConnection: Cmdlet {
  static let command = Command("Get", "CsManagementConnection", module: "Lync", errorType: "CsShell.GetCsManagementConnection",
    outputs: ["Microsoft.Rtc.Management.Xds.ManagementConnection"],
    synopsis: "Tells where the Central Management Store is.",
    examples: [
      ("The database", "Get-CsManagementConnection"),
    ])


  mutating func process(_ shell: Invocation) throws {
    try shell.get { [try $0.managementConnection()] }
  }
}
