/// Asks the user for a line of text.
import Engine

struct ReadHost: Cmdlet {
  static let command = Command("Read", "Host", defaultSet: "AsString", outputs: ["System.String", "System.Security.SecureString"], synopsis: "Reads a line of input from the console.", examples: [("A name", "$name = Read-Host 'Name'")])
  @Parameter("Prompt", at: 0, attributes: [.allowNull], remaining: true) var prompt: Value?
  @Parameter("MaskInput", sets: ["AsString"]) var maskInput: Switch
  @Parameter("AsSecureString", sets: ["AsSecureString"]) var asSecureString: Switch

  mutating func process(_ shell: Invocation) throws {
    if shell.context.services["NonInteractive"] != nil {
      throw shell.terminating("InvalidOperation", .invalidOperation, "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.", exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let host = shell.context.host
    if let prompt {
      guard !WriteHost.text(prompt, " ", shell.context).isEmpty else {
        throw shell.terminating("Argument", .invalidArgument, "name cannot be null or empty.", exception: "System.Management.Automation.PSArgumentException")
      }
      host.write(WriteHost.text(prompt, " ", shell.context) + ": ")
    }
    host.flush()
    if asSecureString.isOn || maskInput.isOn {
      let line = host.readSecret() ?? ""
      return try shell.write(asSecureString.isOn ? try SecureText.make(line, shell.context) : .str(line))
    }
    try shell.write(host.readLine() ?? "")
  }
}
