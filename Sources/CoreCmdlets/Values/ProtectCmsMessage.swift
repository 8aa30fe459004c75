/// Messages sealed for a certificate: this shell keeps no certificates, which the error says.
import Engine

struct ProtectCmsMessage: Cmdlet {
  static let command = Command("Protect", "CmsMessage", module: "Microsoft.PowerShell.Security", defaultSet: "ByContent",
    outputs: ["System.String"],
    synopsis: "Encrypts content by using the Cryptographic Message Syntax format.",
    examples: [("What happens here", "'text' | Protect-CmsMessage -To cert.cer")])
  @Parameter("To", at: 0, mandatory: true, type: "System.Management.Automation.CmsMessageRecipient[]", fidelity: .inert) var to: [Value]
  @Parameter("Content", at: 1, from: .pipeline, sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString], type: "psobject", fidelity: .inert) var content: Value
  @Parameter("OutFile", at: 2, fidelity: .inert) var outFile: String?
  @Parameter("Path", at: 1, sets: ["ByPath"], fidelity: .inert) var path: String
  @Parameter("LiteralPath", at: 1, sets: ["ByLiteralPath"], fidelity: .inert) var literalPath: String

  mutating func process(_ shell: Invocation) throws {
    throw shell.terminating("NoCertificates", .notImplemented, "This shell keeps no certificates, so messages can be neither sealed nor opened.", exception: "System.NotSupportedException")
  }
}
