/// Messages sealed for a certificate: this shell keeps no certificates, which the error says.
import Engine

struct UnprotectCmsMessage: Cmdlet {
  static let command = Command("Unprotect", "CmsMessage", module: "Microsoft.PowerShell.Security", defaultSet: "ByWinEvent",
    outputs: ["System.String"],
    synopsis: "Decrypts content that has been encrypted by using the Cryptographic Message Syntax format.",
    examples: [("What happens here", "Unprotect-CmsMessage -Path message.txt")])
  @Parameter("EventLogRecord", at: 0, from: .pipeline, sets: ["ByWinEvent"], type: "psobject", fidelity: .inert) var eventLogRecord: Value
  @Parameter("To", at: 1, type: "System.Management.Automation.CmsMessageRecipient[]", fidelity: .inert) var to: [Value]
  @Parameter("IncludeContext", fidelity: .inert) var includeContext: Switch
  @Parameter("Content", at: 0, from: [.pipeline, .propertyName], sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString], fidelity: .inert) var content: String
  @Parameter("Path", at: 0, sets: ["ByPath"], fidelity: .inert) var path: String
  @Parameter("LiteralPath", at: 0, sets: ["ByLiteralPath"], fidelity: .inert) var literalPath: String

  mutating func process(_ shell: Invocation) throws {
    throw shell.terminating("NoCertificates", .notImplemented, "This shell keeps no certificates, so messages can be neither sealed nor opened.", exception: "System.NotSupportedException")
  }
}
