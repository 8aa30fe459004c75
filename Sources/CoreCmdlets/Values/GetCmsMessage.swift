/// What a sealed message says about itself: this shell cannot read the format, which the error says.
import Engine

struct GetCmsMessage: Cmdlet {
  static let command = Command("Get", "CmsMessage", module: "Microsoft.PowerShell.Security",
    outputs: ["System.Security.Cryptography.Pkcs.EnvelopedCms"],
    synopsis: "Tells about a message that Protect-CmsMessage locked.",
    examples: [("What happens here", "Get-CmsMessage -Path message.txt")])
  @Parameter("Content", at: 0, from: .pipeline, sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString]) var content: String
  @Parameter("Path", at: 1, sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", at: 1, sets: ["ByLiteralPath"]) var literalPath: String
  private var gathered: [String] = []

  mutating func process(_ shell: Invocation) throws {
    if $content.isBound { gathered.append(content); return }
    gathered.append(try shell.readText($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound))
  }
  mutating func end(_ shell: Invocation) throws {
    guard CmsRecipient.isSealed(gathered.joined(separator: "\n")) else {
      throw shell.terminating("InputContainedNoEncryptedContent", .objectNotFound, "Cannot unprotect message. The input contained no encrypted content.", exception: "System.ArgumentException")
    }
    throw CmsRecipient.refusal(shell)
  }
}
