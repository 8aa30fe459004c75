/// Writes a message as an .eml file into the outbox folder; nothing leaves the computer.
import Engine
import NetTypes

struct SendMailMessage: Cmdlet {
  static let command = Command("Send", "MailMessage", errorType: "Microsoft.PowerShell.Commands.SendMailMessage",
    synopsis: "Writes a mail into the outbox folder.",
    examples: [("To look at later", "Send-MailMessage -To ann@contoso.com -From me@contoso.com -Subject Report -Body 'Done.' -SmtpServer mail")])
  @Parameter("Attachments", from: [.pipeline, .propertyName], aliases: ["PsPath"], validate: [.notNullOrEmpty]) var attachments: [String]
  @Parameter("Bcc", from: .propertyName, validate: [.notNullOrEmpty]) var bcc: [String]
  @Parameter("Body", at: 2, from: .propertyName, validate: [.notNullOrEmpty]) var body: String?
  @Parameter("BodyAsHtml", from: .propertyName, aliases: ["BAH"]) var bodyAsHtml: Switch
  @Parameter("Encoding", from: .propertyName, aliases: ["BE"], validate: [.notNullOrEmpty], fidelity: .inert) var encoding: TextEncoding?
  @Parameter("Cc", from: .propertyName, validate: [.notNullOrEmpty]) var cc: [String]
  @Parameter("DeliveryNotificationOption", from: .propertyName, aliases: ["DNO"], validate: [.notNullOrEmpty], type: "System.Net.Mail.DeliveryNotificationOptions",
    fidelity: .inert) var deliveryNotificationOption: Value?
  @Parameter("From", from: .propertyName, validate: [.notNullOrEmpty]) var from: String
  @Parameter("SmtpServer", at: 3, from: .propertyName, aliases: ["ComputerName"], validate: [.notNullOrEmpty]) var smtpServer: String?
  @Parameter("Priority", from: .propertyName, validate: [.notNullOrEmpty], type: "System.Net.Mail.MailPriority") var priority: Value?
  @Parameter("ReplyTo", from: .propertyName) var replyTo: [String]
  @Parameter("Subject", at: 1, from: .propertyName, aliases: ["sub"]) var subject: String?
  @Parameter("To", at: 0, from: .propertyName, mandatory: true, validate: [.notNullOrEmpty]) var to: [String]
  @Parameter("Credential", from: .propertyName, validate: [.notNullOrEmpty], attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("UseSsl", from: .propertyName, fidelity: .inert) var useSsl: Switch
  @Parameter("Port", from: .propertyName, validate: [.range(.int(0), .int(2147483647))], fidelity: .inert) var port: Int?

  private var files: [String] = []
  private var recipients: [(String, [String])] = []

  mutating func begin(_ shell: Invocation) throws {
    try shell.warning(
      """
      The command 'Send-MailMessage' is obsolete. This cmdlet does not guarantee secure connections to SMTP servers. While there is no immediate replacement \
      available in PowerShell, we recommend you do not use Send-MailMessage at this time. See https://aka.ms/SendMailMessage for more information.
      """)
    let why = "The specified string is not in the form required for an e-mail address."
    guard isAddress(from) else { throw shell.terminating("FormatException", .invalidType, why, exception: "System.FormatException", target: .str(from)) }
    for (name, all) in [("To", to), ("Bcc", bcc), ("Cc", cc), ("Reply-To", replyTo)] where !all.isEmpty {
      for a in all where !isAddress(a) { try shell.error("FormatException", .invalidType, why, exception: "System.FormatException") }
      let good = all.filter(isAddress)
      if !good.isEmpty { recipients.append((name, good)) }
    }
  }
  private func isAddress(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    return at != text.startIndex && text.index(after: at) != text.endIndex
  }
  mutating func process(_ shell: Invocation) throws { files += attachments }
  mutating func end(_ shell: Invocation) throws {
    let server = smtpServer ?? Conversion.toString(shell.context.variable("PSEmailServer") ?? .null)
    guard !server.isEmpty else {
      throw shell.terminating(
        "HostNotSpecified", .invalidArgument,
        """
        The email cannot be sent because no SMTP server was specified. You must specify an SMTP server by using either the SmtpServer parameter or the \
        $PSEmailServer variable.
        """,
        exception: "System.InvalidOperationException")
    }
    var message = MailText(from: from, subject: subject ?? "")
    guard recipients.contains(where: { $0.0 != "Reply-To" }) else {
      return try shell.error("InvalidOperationException", .invalidOperation, "A recipient must be specified.", exception: "System.InvalidOperationException")
    }
    message.recipients = recipients
    message.body = body ?? ""
    message.isHtml = bodyAsHtml.isOn
    message.priority = priority.map { Conversion.toString($0) } ?? "Normal"
    for name in files {
      let file = try shell.filePath(name, literal: false)
      do { message.attachments.append((String(file.split(separator: "/").last ?? "attachment"), try Posix.readFile(file))) }
      catch let e as Posix.Failure { throw shell.terminating(e.record(e.exceptionType, .notSpecified, file)) }
    }
    do { try shell.warning("Nothing was sent to '\(server)': the message is in '\(try message.writeToOutbox())'.") }
    catch let e as TerminatingError { throw shell.terminating("SendMailMessage", .writeError, e.record.exception.message, exception: e.record.exception.type.fullName, target: .str(server)) }
  }
}
