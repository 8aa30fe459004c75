/// Makes a secure string of plain text, or of text ConvertFrom-SecureString wrote.
import Engine

struct ConvertToSecureString: Cmdlet {
  static let command = Command("ConvertTo", "SecureString", module: "Microsoft.PowerShell.Security", defaultSet: "Secure", outputs: ["System.Security.SecureString"], synopsis: "Converts plain text or encrypted strings to secure strings.", examples: [("From plain text", "ConvertTo-SecureString 'secret' -AsPlainText -Force")])
  @Parameter("String", at: 0, from: .pipeline) var string: String
  @Parameter("SecureKey", at: 1, sets: ["Secure"], type: "System.Security.SecureString", fidelity: .inert) var secureKey: Value?
  @Parameter("AsPlainText", at: 1, sets: ["PlainText"]) var asPlainText: Switch
  @Parameter("Force", at: 2, sets: ["PlainText"], fidelity: .inert) var force: Switch
  @Parameter("Key", sets: ["Open"], type: "System.Byte[]", fidelity: .inert) var key: [Value]

  mutating func process(_ shell: Invocation) throws {
    if asPlainText.isOn { return try shell.write(try SecureText.make(string, shell.context)) }
    guard let text = SecureText.decode(string) else {
      return try shell.error("ImportSecureString_InvalidArgument", .invalidArgument, "The parameter value \"\(string)\" is not a valid encrypted string.", exception: "System.Management.Automation.PSArgumentException")
    }
    try shell.write(try SecureText.make(text, shell.context))
  }
}
