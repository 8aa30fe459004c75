/// Assigns a per-user archiving policy; `$null` takes it away.
import Engine

struct GrantCsArchivingPolicy: Cmdlet {
  static let command = Command("Grant", "CsArchivingPolicy", module: "Lync", errorType: "CsShell.GrantCsArchivingPolicy", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.WritableConfig.Policy.IM.ImArchivingPolicy", "Microsoft.Rtc.Management.ADConnect.Schema.OCSUserOrAppContact"],
    synopsis: "Assigns a per-user archiving policy to a user or an application endpoint.",
    examples: [
      ("Assign", "Grant-CsArchivingPolicy -Identity \"Ken Myer\" -PolicyName Sales"),
      ("Take it away", "Grant-CsArchivingPolicy -Identity \"Ken Myer\" -PolicyName $null"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("PolicyName", at: 1, help: "The policy, without Tag:. $null takes the assigned one away.") var policyName: String?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.grant("ArchivingPolicy", policyName, to: identity.text, passThru: passThru.isOn)
  }
}
