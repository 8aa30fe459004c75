/// Assigns a per-user voice policy; `$null` takes it away.
import Engine

struct GrantCsVoicePolicy: Cmdlet {
  static let command = Command("Grant", "CsVoicePolicy", module: "Lync", errorType: "CsShell.GrantCsVoicePolicy", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSADUserOrAppContact"],
    synopsis: "Assigns a per-user voice policy to a user or an application endpoint.",
    examples: [
      ("Assign", "Grant-CsVoicePolicy -Identity \"Ken Myer\" -PolicyName Sales"),
      ("Take it away", "Grant-CsVoicePolicy -Identity \"Ken Myer\" -PolicyName $null"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("PolicyName", at: 1, help: "The policy, without Tag:. $null takes the assigned one away.") var policyName: String?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.grant("VoicePolicy", policyName, to: identity.text, passThru: passThru.isOn)
  }
}
