/// What a locked message says of itself: how it is locked, and for whom.
import Engine
import NetTypes

struct GetCmsMessage: Cmdlet {
  static let command = Command("Get", "CmsMessage", module: "Microsoft.PowerShell.Security",
    outputs: ["System.Security.Cryptography.Pkcs.EnvelopedCms"],
    synopsis: "Tells about a message that Protect-CmsMessage locked.",
    examples: [("For whom it is", "(Get-CmsMessage -Path message.txt).Recipients")])
  @Parameter("Content", at: 0, from: .pipeline, sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString]) var content: String
  @Parameter("Path", at: 1, sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", at: 1, sets: ["ByLiteralPath"]) var literalPath: String
  private var gathered: [String] = []

  mutating func process(_ shell: Invocation) throws {
    if $content.isBound { gathered.append(content); return }
    gathered.append(try shell.readText($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound))
  }
  mutating func end(_ shell: Invocation) throws {
    let text = gathered.joined(separator: "\n")
    guard let message = X509Certificate.unarmored(text, "CMS") else {
      throw shell.terminating("InputContainedNoEncryptedContent", .objectNotFound, "Cannot unprotect message. The input contained no encrypted content.", exception: "System.ArgumentException")
    }
    guard let made = EnvelopedMessage.describe(message.bytes, text) else { throw shell.terminating(ProtectCmsMessage.failure("ASN1 corrupted data.")) }
    try shell.write(made)
  }
}
