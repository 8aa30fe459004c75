/// Requests a certificate for this computer.
import Engine
import Lync

struct RequestCsCertificate: Cmdlet {
  static let command = Command("Request", "CsCertificate", module: "Lync", errorType: "CsShell.RequestCsCertificate", defaultSet: "ByNew", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Deployment.CertificateReference"],
    synopsis: "Requests a certificate for this computer.",
    description: "The certificate is issued at once and returned; Set-CsCertificate assigns it. No request is ever pending.",
    examples: [
      ("For an application computer", "Request-CsCertificate -New -Type default -FriendlyName \"trustedapps.contoso.com Pool\" -CA ca.contoso.com\\ContosoCA -ComputerFQDN app1.contoso.com"),
      ("Requested and assigned", "Request-CsCertificate -New -Type Default -CA ca.contoso.com\\ContosoCA | Set-CsCertificate -Type Default"),
    ])
  @Parameter("New", sets: ["ByNew"], mandatory: true, help: "Asks for a new certificate.") var new: Switch
  @Parameter("Type", sets: ["ByNew"], mandatory: true, help: "What it is for.") var type: [CertType]
  @Parameter("CA", sets: ["ByNew"], help: "The certificate authority, as server\\name.") var authority: String?
  @Parameter("CaAccount", sets: ["ByNew"], fidelity: .inert) var caAccount: String?
  @Parameter("CaPassword", sets: ["ByNew"], fidelity: .inert) var caPassword: String?
  @Parameter("City", sets: ["ByNew"], help: "The town, for the subject.") var city: String?
  @Parameter("ClientEKU", sets: ["ByNew"], fidelity: .inert) var clientEKU: Bool?
  @Parameter("ComputerFqdn", sets: ["ByNew"], help: "The computer the certificate is for.") var computerFqdn: Fqdn?
  @Parameter("Country", sets: ["ByNew"], help: "The country, for the subject.") var country: String?
  @Parameter("DomainName", sets: ["ByNew"], help: "Further names, separated by commas.") var domainName: String?
  @Parameter("FriendlyName", sets: ["ByNew"], fidelity: .inert) var friendlyName: String?
  @Parameter("GlobalCatalog", sets: ["ByNew"], fidelity: .inert) var globalCatalog: Fqdn?
  @Parameter("GlobalSettingsDomainController", sets: ["ByNew"], fidelity: .inert) var globalSettingsDomainController: Fqdn?
  @Parameter("KeyAlg", sets: ["ByNew"], fidelity: .inert) var keyAlg: KeyAlgorithmIdentifier?
  @Parameter("KeySize", sets: ["ByNew"], fidelity: .inert) var keySize: Int?
  @Parameter("Organization", sets: ["ByNew"], help: "The organization, for the subject.") var organization: String?
  @Parameter("OU", sets: ["ByNew"], help: "The unit of the organization, for the subject.") var ou: String?
  @Parameter("Output", sets: ["ByNew"], fidelity: .inert) var output: String?
  @Parameter("PrivateKeyExportable", sets: ["ByNew"], fidelity: .inert) var privateKeyExportable: Bool?
  @Parameter("State", sets: ["ByNew"], help: "The state, for the subject.") var state: String?
  @Parameter("Template", sets: ["ByNew"], fidelity: .inert) var template: String?
  @Parameter("AllSipDomain", sets: ["ByNew"], help: "Adds a name for every SIP domain.") var allSipDomain: Switch
  @Parameter("Clear", sets: ["ByClear"], mandatory: true, help: "Forgets pending requests; there are none.") var clear: Switch
  @Parameter("List", sets: ["ByList"], mandatory: true, help: "Lists pending requests; there are none.") var list: Switch
  @Parameter("Retrieve", sets: ["ByRetrieve"], mandatory: true, help: "Fetches what was pending; nothing is.") var retrieve: Switch
  @Parameter("RequestId", sets: ["ByClear", "ByList", "ByRetrieve"], fidelity: .inert) var requestId: Int?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?

  mutating func process(_ shell: Invocation) throws {
    guard new.isOn else { return }
    var request = CertificateRequest()
    request.types = type.map(\.rawValue)
    request.authority = authority
    request.computer = computerFqdn?.text
    request.domainNames = (domainName ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    request.allSipDomains = allSipDomain.isOn
    request.subject = [("OU", ou), ("O", organization), ("L", city), ("S", state), ("C", country)].compactMap { key, value in value.flatMap { $0.isEmpty ? nil : "\(key)=\($0)" } }
    try shell.change({ $0.currentComputer }) { try $0.requestCertificate(request) }
  }
}

enum KeyAlgorithmIdentifier: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.Management.Deployment.KeyAlgorithmIdentifier"
  case rsa = "RSA", ecdhP256 = "ECDH_P256", ecdhP384 = "ECDH_P384", ecdhP521 = "ECDH_P521"
}
