/// Opens a locked message with the keys of its recipients. Text in which nothing is locked passes through when asked.
import Engine
import NetTypes

struct UnprotectCmsMessage: Cmdlet {
  static let command = Command("Unprotect", "CmsMessage", module: "Microsoft.PowerShell.Security", defaultSet: "ByWinEvent",
    outputs: ["System.String"],
    synopsis: "Reads a message that Protect-CmsMessage locked, with the key of its certificate.",
    examples: [("With a key in a file", "Unprotect-CmsMessage -Path message.txt -To backup.pfx")])
  @Parameter("Content", at: 0, from: [.pipeline, .propertyName], sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString]) var content: String
  @Parameter("EventLogRecord", at: 0, from: .pipeline, sets: ["ByWinEvent"],
    attributes: [.other("PSTypeName", [.str("System.Diagnostics.Eventing.Reader.EventLogRecord")])], type: "psobject") var eventLogRecord: Value
  @Parameter("Path", at: 0, sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", at: 0, sets: ["ByLiteralPath"]) var literalPath: String
  @Parameter("IncludeContext") var includeContext: Switch
  @Parameter("To", at: 1, type: "System.Management.Automation.CmsMessageRecipient[]") var to: [Value]
  private var gathered: [String] = []

  mutating func process(_ shell: Invocation) throws {
    if $content.isBound { gathered.append(content); return }
    guard $eventLogRecord.isBound else { return }
    // a record keeps its text in its message
    let message = try shell.context.property(eventLogRecord, "Message") ?? .null
    let text = try opened(Conversion.toString(message, shell.context), shell)
    if !includeContext.isOn { return try shell.write(.str(text)) }
    try shell.context.setProperty(eventLogRecord, "Message", .str(text))
    try shell.write(eventLogRecord)
  }
  mutating func end(_ shell: Invocation) throws {
    if shell.parameterSet == "ByWinEvent" { return }
    let text = $path.isBound || $literalPath.isBound ? try shell.readText($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) : gathered.joined(separator: "\n")
    try shell.write(.str(try opened(text, shell)))
  }
  private func opened(_ text: String, _ shell: Invocation) throws -> String {
    let message = X509Certificate.unarmored(text, "CMS")
    if message == nil, !includeContext.isOn {
      throw shell.terminating(
        "InputContainedNoEncryptedContentIncludeContext", .objectNotFound,
        """
        Cannot unprotect message. The input contained no encrypted content. Specify the '-IncludeContext' parameter if you wish to output the original \
        content when no encrypted content is detected.
        """,
        exception: "System.ArgumentException")
    }
    let certificates = try CmsRecipient.certificates(to, encrypts: false, shell)
    guard let message else { return text }
    guard let bytes = try LibCrypto.needed().unlock(message.bytes, with: certificates + X509Certificate.stored.filter { $0.privateKey != nil }) else {
      throw shell.terminating(ProtectCmsMessage.failure("The enveloped-data message does not contain the specified recipient."))
    }
    let opened = String(decoding: bytes, as: UTF8.self)
    return includeContext.isOn ? message.before + opened + message.behind : opened
  }
}
