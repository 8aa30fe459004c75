/// Makes a secure string of plain text, or of text ConvertFrom-SecureString wrote.
import Engine

struct ConvertToSecureString: Cmdlet {
  static let command = Command("ConvertTo", "SecureString", module: "Microsoft.PowerShell.Security", defaultSet: "Secure",
    outputs: ["System.Security.SecureString"],
    synopsis: "Makes a secure string of text.",
    examples: [("From plain text", "ConvertTo-SecureString 'secret' -AsPlainText -Force")])
  @Parameter("String", at: 0, from: .pipeline) var string: String
  @Parameter("AsPlainText", at: 1, sets: ["PlainText"]) var asPlainText: Switch
  @Parameter("Force", at: 2, sets: ["PlainText"], fidelity: .inert) var force: Switch
  @Parameter("SecureKey", at: 1, sets: ["Secure"], type: "System.Security.SecureString") var secureKey: Value?
  @Parameter("Key", sets: ["Open"], type: "System.Byte[]") var key: [Value]

  mutating func process(_ shell: Invocation) throws {
    if asPlainText.isOn { return try shell.write(try SecureText.make(string, shell.context)) }
    let opener = SecureKeyText.key(key, secureKey, shell.context)
    let plain: String?
    do { plain = try opener.map { try SecureKeyText.decode(string, $0, shell) } ?? plainText(shell) }
    catch let e as TerminatingError where e.record.category == .invalidArgument { return try shell.error(e.record) }
    guard let text = plain else {
      return try shell.error(
        "ImportSecureString_InvalidArgument", .invalidArgument, "The parameter value \"\(string)\" is not a valid encrypted string.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    try shell.write(try SecureText.make(text, shell.context))
  }
  /// What stands behind text without a key; nil when a digit is missing.
  private func plainText(_ shell: Invocation) throws -> String? {
    if string.utf16.count % 2 != 0 { return nil }
    let bytes = try SecureKeyText.bytes(string, shell)
    return SecureText.decode(string) ?? String(decoding: bytes.map { UInt16($0) }, as: UTF16.self)
  }
}
