/// Assigns a per-user PIN policy; `$null` takes it away.
import Engine

struct GrantCsPinPolicy: Cmdlet {
  static let command = Command("Grant", "CsPinPolicy", module: "Lync", errorType: "CsShell.GrantCsPinPolicy", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.ADConnect.Schema.OCSUserOrAppContact"],
    synopsis: "Assigns a per-user PIN policy to a user or an application endpoint.",
    examples: [
      ("Assign", "Grant-CsPinPolicy -Identity \"Ken Myer\" -PolicyName Sales"),
      ("Take it away", "Grant-CsPinPolicy -Identity \"Ken Myer\" -PolicyName $null"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: UserIdentity
  @Parameter("PolicyName", at: 1) var policyName: String?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.grant("PinPolicy", policyName, to: identity.text, passThru: passThru.isOn)
  }
}
