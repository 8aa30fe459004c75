/// Writes a secure string as text that ConvertTo-SecureString reads back.
import Engine

struct ConvertFromSecureString: Cmdlet {
  static let command = Command("ConvertFrom", "SecureString", module: "Microsoft.PowerShell.Security", defaultSet: "Secure",
    outputs: ["System.String"],
    synopsis: "Writes a secure string as text that can be kept.",
    examples: [("To plain text", "$secret | ConvertFrom-SecureString -AsPlainText")])
  @Parameter("SecureString", at: 0, from: .pipeline, type: "System.Security.SecureString") var secureString: Value
  @Parameter("AsPlainText", sets: ["AsPlainText"]) var asPlainText: Switch
  @Parameter("SecureKey", at: 1, sets: ["Secure"], type: "System.Security.SecureString") var secureKey: Value?
  @Parameter("Key", sets: ["Open"], type: "System.Byte[]") var key: [Value]

  mutating func process(_ shell: Invocation) throws {
    let text = SecureText.read(secureString, shell.context)
    if let opener = SecureKeyText.key(key, secureKey, shell.context) {
      return try shell.write(try SecureKeyText.encode(text, opener, shell))
    }
    try shell.write(asPlainText.isOn ? text : SecureText.encode(text))
  }
}
