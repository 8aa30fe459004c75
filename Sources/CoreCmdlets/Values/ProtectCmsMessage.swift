/// Seals a message for a certificate: this shell keeps none, which the error says.
import Engine

struct ProtectCmsMessage: Cmdlet {
  static let command = Command("Protect", "CmsMessage", module: "Microsoft.PowerShell.Security", defaultSet: "ByContent",
    outputs: ["System.String"],
    synopsis: "Locks a message so that only the holder of a certificate's key can read it.",
    examples: [("What happens here", "'text' | Protect-CmsMessage -To cert.cer")])
  @Parameter("To", at: 0, mandatory: true, type: "System.Management.Automation.CmsMessageRecipient[]") var to: [Value]
  @Parameter("Content", at: 1, from: .pipeline, sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString], type: "psobject", fidelity: .inert) var content: Value
  @Parameter("OutFile", at: 2, fidelity: .inert) var outFile: String?
  @Parameter("Path", at: 1, sets: ["ByPath"], fidelity: .inert) var path: String
  @Parameter("LiteralPath", at: 1, sets: ["ByLiteralPath"], fidelity: .inert) var literalPath: String

  mutating func end(_ shell: Invocation) throws {
    try CmsRecipient.check(to, encrypts: true, shell)
    throw CmsRecipient.refusal(shell)
  }
}
