/// Locks a message for the holders of certificates' keys, as text between lines that say so.
import Engine
import Formatting
import NetTypes

struct ProtectCmsMessage: Cmdlet {
  static let command = Command("Protect", "CmsMessage", module: "Microsoft.PowerShell.Security", defaultSet: "ByContent",
    outputs: ["System.String"],
    synopsis: "Locks a message so that only the holder of a certificate's key can read it.",
    examples: [("For the holder of a key", "Get-CsPool | Protect-CmsMessage -To backup.cer -OutFile pools.cms")])
  @Parameter("To", at: 0, mandatory: true, type: "System.Management.Automation.CmsMessageRecipient[]") var to: [Value]
  @Parameter("Content", at: 1, from: .pipeline, sets: ["ByContent"], attributes: [.allowNull, .allowEmptyString], type: "psobject") var content: Value
  @Parameter("Path", at: 1, sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", at: 1, sets: ["ByLiteralPath"]) var literalPath: String
  @Parameter("OutFile", at: 2) var outFile: String?

  private var engine: OutputEngine?
  private var text: StringOutput?

  mutating func begin(_ shell: Invocation) throws {
    let out = StringOutput(columns: .max, newline: true, plain: true)
    (text, engine) = (out, OutputEngine(shell.context, out))
  }
  mutating func process(_ shell: Invocation) throws { if $content.isBound { try engine?.process(content) } }
  mutating func end(_ shell: Invocation) throws {
    let bytes: [UInt8]
    if $path.isBound || $literalPath.isBound {
      bytes = try shell.readBytes($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound)
    } else {
      try engine?.end()
      var shown = text?.take() ?? ""
      if shown.utf8.last == 10 { shown.unicodeScalars.removeLast() }
      bytes = Array(shown.utf8)
    }
    let certificates = try CmsRecipient.certificates(to, encrypts: true, shell)
    var sealed = ""
    if !bytes.isEmpty {
      guard let message = try LibCrypto.needed().lock(bytes, for: certificates) else { throw shell.terminating(Self.failure("The message cannot be locked for these certificates.")) }
      sealed = X509Certificate.armored(message, "CMS")
    }
    guard let outFile else { return try shell.write(sealed) }
    let file = try shell.filePath(outFile, literal: true)
    do { try Posix.replaceFile(file, Array(sealed.utf8)) } catch let e as Posix.Failure { throw shell.terminating(e.record("FileOpenFailure", .openError, file)) }
  }
  /// As .NET's cryptography says that it failed.
  static func failure(_ message: String) -> ErrorRecord {
    let type = "System.Security.Cryptography.CryptographicException"
    return ErrorRecord(PSException(type, message), id: type, .notSpecified)
  }
}
