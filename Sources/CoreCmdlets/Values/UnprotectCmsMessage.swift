/// Opens a sealed message: this shell keeps no certificates, which the error says. Text around which nothing is sealed passes through when asked.
import Engine

struct UnprotectCmsMessage: Cmdlet {
  static let command = Command("Unprotect", "CmsMessage", module: "Microsoft.PowerShell.Security", defaultSet: "ByWinEvent",
    outputs: ["System.String"],
    synopsis: "Reads a message that Protect-CmsMessage locked, with the key of its certificate.",
    examples: [("What happens here", "Unprotect-CmsMessage -Path message.txt")])
  @Parameter("EventLogRecord", at: 0, from: .pipeline, sets: ["ByWinEvent"],
    attributes: [.other("PSTypeName", [.str("System.Diagnostics.Eventing.Reader.EventLogRecord")])], type: "psobject") var eventLogRecord: Value
  @Parameter("To", at: 1, type: "System.Management.Automation.CmsMessageRecipient[]") var to: [Value]
  @Parameter("IncludeContext") var includeContext: Switch
  @Parameter("Content", at: 0, from: [.pipeline, .propertyName], sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString]) var content: String
  @Parameter("Path", at: 0, sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", at: 0, sets: ["ByLiteralPath"]) var literalPath: String
  private var gathered: [String] = []

  mutating func process(_ shell: Invocation) throws {
    if $content.isBound { gathered.append(content); return }
    guard $eventLogRecord.isBound else { return }
    // a record keeps its text in its message
    let message = try shell.context.property(eventLogRecord, "Message") ?? .null
    try shell.write(.str(try opened(Conversion.toString(message, shell.context), shell)))
  }
  mutating func end(_ shell: Invocation) throws {
    if $eventLogRecord.isBound { return }
    let text = $path.isBound || $literalPath.isBound ? try shell.readText($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) : gathered.joined(separator: "\n")
    try shell.write(.str(try opened(text, shell)))
  }
  private func opened(_ text: String, _ shell: Invocation) throws -> String {
    let isSealed = CmsRecipient.isSealed(text)
    if !isSealed, !includeContext.isOn {
      throw shell.terminating(
        "InputContainedNoEncryptedContentIncludeContext", .objectNotFound,
        """
        Cannot unprotect message. The input contained no encrypted content. Specify the '-IncludeContext' parameter if you wish to output the original \
        content when no encrypted content is detected.
        """,
        exception: "System.ArgumentException")
    }
    try CmsRecipient.check(to, encrypts: false, shell)
    if isSealed { throw CmsRecipient.refusal(shell) }
    return text
  }
}
