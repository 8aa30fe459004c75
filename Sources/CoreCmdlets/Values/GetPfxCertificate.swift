/// Reads certificates from files: PFX with a password, or DER and its text form.
import Engine
import NetTypes

struct GetPfxCertificate: Cmdlet {
  static let command = Command("Get", "PfxCertificate", module: "Microsoft.PowerShell.Security", defaultSet: "ByPath",
    outputs: ["System.Security.Cryptography.X509Certificates.X509Certificate2"],
    synopsis: "Reads certificates from PFX files.",
    examples: [("Until when it counts", "(Get-PfxCertificate pool13.pfx).NotAfter")])
  @Parameter("FilePath", at: 0, from: [.pipeline, .propertyName], sets: ["ByPath"], mandatory: true) var filePath: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Password", type: "System.Security.SecureString") var password: Value?
  @Parameter("NoPromptForPassword") var noPromptForPassword: Switch

  private var missing: [String] = []
  private var secret: String?

  mutating func process(_ shell: Invocation) throws {
    let isLiteral = $literalPath.isBound, names = isLiteral ? literalPath : filePath
    secret = password.map { SecureText.read($0, shell.context) } ?? secret
    for name in names {
      let places = ((try? PathSpace.of(shell.context).expand(name, literal: isLiteral)) ?? []).filter { $0.exists }.map { $0.path }
      if places.isEmpty { missing.append(name) }
      for path in places {
        guard Posix.info(path).map({ !$0.isDirectory }) ?? false else { missing.append(name); continue }
        try certificate(path, shell)
      }
    }
    if missing.count == names.count, !missing.isEmpty {
      throw shell.terminating(
        "GetPfxCertCommandNoneOfTheFilesFound", .objectNotFound, "Command cannot find any of the specified files.", exception: "System.IO.FileNotFoundException")
    }
    for name in missing {
      try shell.error(
        "GetPfxCertCommandFileNotFound", .objectNotFound, "The following file could not be found: \(name).", exception: "System.IO.FileNotFoundException", target: .str(name))
    }
  }
  private mutating func certificate(_ path: String, _ shell: Invocation) throws {
    if secret == nil, !noPromptForPassword.isOn {
      do { return try shell.write(.other(try X509Certificate.read(file: path))) } catch let e as TerminatingError where Self.isOfKeys(e) {
        guard shell.context.host.isInteractive else {
          throw shell.terminating(
            "InvalidOperation", .invalidOperation, "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
            exception: "System.Management.Automation.PSInvalidOperationException")
        }
        shell.context.host.write("Enter password: ")
        shell.context.host.flush()
        secret = shell.context.host.readSecret() ?? ""
        shell.context.host.write("\n")
      }
    }
    do { try shell.write(.other(try X509Certificate.read(file: path, password: secret))) } catch let e as TerminatingError where Self.isOfKeys(e) {
      try shell.error(ErrorRecord(e.record.exception, id: "GetPfxCertificateUnknownCryptoError", .notSpecified))
    }
  }
  private static func isOfKeys(_ e: TerminatingError) -> Bool { e.record.exception.type.name == "CryptographicException" }
}
