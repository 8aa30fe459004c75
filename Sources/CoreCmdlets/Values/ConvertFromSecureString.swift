/// Writes a secure string as text that ConvertTo-SecureString reads back.
import Engine

struct ConvertFromSecureString: Cmdlet {
  static let command = Command("ConvertFrom", "SecureString", module: "Microsoft.PowerShell.Security", defaultSet: "Secure", outputs: ["System.String"], synopsis: "Converts a secure string to an encrypted standard string.", examples: [("To plain text", "$secret | ConvertFrom-SecureString -AsPlainText")])
  @Parameter("SecureString", at: 0, from: .pipeline, type: "System.Object") var secureString: Value
  @Parameter("SecureKey", at: 1, sets: ["Secure"], type: "System.Security.SecureString", fidelity: .inert) var secureKey: Value?
  @Parameter("AsPlainText", sets: ["AsPlainText"]) var asPlainText: Switch
  @Parameter("Key", sets: ["Open"], type: "System.Byte[]", fidelity: .inert) var key: [Value]

  mutating func process(_ shell: Invocation) throws {
    let text = SecureText.read(secureString, shell.context)
    try shell.write(asPlainText.isOn ? text : SecureText.encode(text))
  }
}
