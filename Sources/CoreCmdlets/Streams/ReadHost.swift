/// Asks the user for a line of text.
import Engine

struct ReadHost: Cmdlet {
  static let command = Command("Read", "Host", defaultSet: "AsString", outputs: ["System.String", "System.Security.SecureString"], synopsis: "Asks the person at the terminal for a line.",
    examples: [("A name", "$name = Read-Host 'Name'")])
  @Parameter("Prompt", at: 0, attributes: [.allowNull], remaining: true) var prompt: Value?
  @Parameter("AsSecureString", sets: ["AsSecureString"]) var asSecureString: Switch
  @Parameter("MaskInput", sets: ["AsString"]) var maskInput: Switch

  mutating func process(_ shell: Invocation) throws {
    if shell.context.services["NonInteractive"] != nil {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let host = shell.context.host
    if host.program != nil { return try ask(shell) }
    if let prompt {
      guard try !WriteHost.text(prompt, " ", shell.context).isEmpty else {
        throw shell.terminating("Argument", .invalidArgument, "name cannot be null or empty.", exception: "System.Management.Automation.PSArgumentException")
      }
      host.write(try WriteHost.text(prompt, " ", shell.context) + ": ")
    }
    host.flush()
    if asSecureString.isOn || maskInput.isOn {
      let line = host.readSecret() ?? ""
      return try shell.write(asSecureString.isOn ? try SecureText.make(line, shell.context) : .str(line))
    }
    try shell.write(host.readLine() ?? "")
  }
  /// The host of a program shows the prompt itself, as a field of its form.
  private func ask(_ shell: Invocation) throws {
    let isSecret = asSecureString.isOn || maskInput.isOn
    if let prompt {
      let field = PromptField(try WriteHost.text(prompt, " ", shell.context), hasCommands: false, type: isSecret ? TypeTable.get("System.Security.SecureString") : TypeTable.string)
      for answer in try shell.context.host.prompt(caption: "", message: "", fields: [field]) ?? [] {
        try shell.write(maskInput.isOn && answer.value.refValue?.netType.fullName == "System.Security.SecureString" ? .str(SecureText.read(answer.value, shell.context)) : answer.value)
      }
      return
    }
    let host = shell.context.host
    guard isSecret else { return try shell.write(host.readLine().map { .str($0) } ?? .null) }
    let line = host.readSecret() ?? ""
    try shell.write(asSecureString.isOn ? try SecureText.make(line, shell.context) : .str(line))
  }
}
