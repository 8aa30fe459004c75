/// Lists user contacts of other forests: none where there is one forest.
import Directory
import Engine
import Lync

struct GetCsAdContact: Cmdlet {
  static let command = Command("Get", "CsAdContact", module: "Lync", errorType: "CsShell.GetCsAdContact",
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.ADContact"],
    synopsis: "Lists user contacts of other forests: none where there is one forest.",
    examples: [
      ("All", "Get-CsAdContact"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("Filter", fidelity: .inert) var filter: String?
  @Parameter("OU", fidelity: .inert) var ou: OUIdentity?
  @Parameter("ResultSize", fidelity: .inert) var resultSize: ResultLimit?
  @Parameter("LDAPFilter", fidelity: .inert) var ldapFilter: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      _ = try shell.session.world()
      if let name = identity?.text, !name.utf8.contains(UInt8(ascii: "*")) {
        throw Fault(.objectNotFound, key: "E-NOTFOUND", id: "ManagementObjectNotFound", target: name, "Management object not found for identity \"\(name)\".")
      }
    }
  }
}
