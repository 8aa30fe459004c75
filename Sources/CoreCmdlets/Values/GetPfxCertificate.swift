/// Certificates in files: this shell cannot read the format, which the error says.
import Engine

struct GetPfxCertificate: Cmdlet {
  static let command = Command("Get", "PfxCertificate", module: "Microsoft.PowerShell.Security", defaultSet: "ByPath",
    outputs: ["System.Security.Cryptography.X509Certificates.X509Certificate2"],
    synopsis: "Reads certificates from PFX files.",
    examples: [("What happens here", "Get-PfxCertificate cert.pfx")])
  @Parameter("FilePath", at: 0, from: [.pipeline, .propertyName], sets: ["ByPath"], mandatory: true) var filePath: [String]
  @Parameter("Password", type: "System.Security.SecureString", fidelity: .inert) var password: Value?
  @Parameter("NoPromptForPassword", fidelity: .inert) var noPromptForPassword: Switch
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    for name in $literalPath.isBound ? literalPath : filePath {
      for file in try shell.filePaths(name, literal: $literalPath.isBound) {
        try shell.error(
          "GetPfxCertificateUnknownCryptoError", .notSpecified, "Cannot get the certificate in '\(file)': this shell does not read certificates.",
          exception: "System.Security.Cryptography.CryptographicException", target: .str(file))
      }
    }
  }
}
