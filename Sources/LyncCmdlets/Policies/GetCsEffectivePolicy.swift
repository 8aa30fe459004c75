/// Tells which policies hold for a user.
import Engine
import Lync

struct GetCsEffectivePolicy: Cmdlet {
  static let command = Command("Get", "CsEffectivePolicy", module: "Lync", errorType: "CsShell.GetCsEffectivePolicy",
    outputs: ["Microsoft.Rtc.Management.AD.Cmdlets.EffectivePolicies"],
    synopsis: "Tells which policies hold for a user.",
    description: "The policy assigned to the user, else that of the site of the user's pool, else Global.",
    examples: [("One user", "Get-CsEffectivePolicy -Identity \"Ken Myer\"")])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The user, in any form of identity.") var identity: UserIdentity
  @Parameter("Credential", type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("ResultSize", fidelity: .inert) var resultSize: ResultLimit?

  mutating func process(_ shell: Invocation) throws { try shell.get { [try $0.effectivePolicies(identity.text)] } }
}
