/// Assigns a per-user client version policy; `$null` takes it away.
import Engine

struct GrantCsClientVersionPolicy: Cmdlet {
  static let command = Command("Grant", "CsClientVersionPolicy", module: "Lync", errorType: "CsShell.GrantCsClientVersionPolicy", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSUserOrAppContact"],
    synopsis: "Assigns a per-user client version policy to a user or an application endpoint.",
    examples: [
      ("Assign", "Grant-CsClientVersionPolicy -Identity \"Ken Myer\" -PolicyName Sales"),
      ("Take it away", "Grant-CsClientVersionPolicy -Identity \"Ken Myer\" -PolicyName $null"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("PolicyName", at: 1, help: "The policy, without Tag:. $null takes the assigned one away.") var policyName: String?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?

  mutating func process(_ shell: Invocation) throws {
    try shell.grant("ClientVersionPolicy", policyName, to: identity.text, passThru: passThru.isOn)
  }
}
