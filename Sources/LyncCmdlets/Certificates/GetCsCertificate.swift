/// Lists the certificates of this computer.
import Engine
import Lync

struct GetCsCertificate: Cmdlet {
  static let command = Command("Get", "CsCertificate", module: "Lync", errorType: "CsShell.GetCsCertificate", outputs: ["Microsoft.Rtc.Management.Deployment.CertificateReference"],
    synopsis: "Lists the certificates Lync Server uses on this computer.",
    description: "The fault CertificateExpired shows in NotAfter.",
    examples: [("Until when", "Get-CsCertificate | Select-Object Use, NotAfter"), ("One use", "Get-CsCertificate -Type Default")])
  @Parameter("Type", help: "Only certificates for these uses.") var type: [CertType]
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("Identity", at: 0, fidelity: .inert) var identity: ScopeIdentity?

  mutating func process(_ shell: Invocation) throws { try shell.get { $0.certificates(types: type.map(\.rawValue)) } }
}

enum CertType: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.Management.Deployment.CertType"
  case accessEdgeExternal = "AccessEdgeExternal", audioVideoAuthentication = "AudioVideoAuthentication", dataEdgeExternal = "DataEdgeExternal", `default` = "Default", external = "External"
  case `internal` = "Internal", iPadAPNService = "iPadAPNService", iPhoneAPNService = "iPhoneAPNService", logRetentionService = "LogRetentionService", mpnservice = "MPNService"
  case oAuthTokenIssuer = "OAuthTokenIssuer", picwebservice = "PICWebService", provisionService = "ProvisionService", smpdnswebservice = "SMPDNSWebService", tenantAdmin = "TenantAdmin"
  case upgradeEngineService = "UpgradeEngineService", webServicesExternal = "WebServicesExternal", webServicesInternal = "WebServicesInternal",
    wsFedTokenTransfer = "WsFedTokenTransfer", xmppserver = "XMPPServer"
}
