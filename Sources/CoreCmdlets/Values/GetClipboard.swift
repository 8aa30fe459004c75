/// The text last put into this shell's clipboard.
import Engine

struct GetClipboard: Cmdlet {
  static let command = Command("Get", "Clipboard", module: "Microsoft.PowerShell.Management",
    outputs: ["System.String"],
    synopsis: "Reads the clipboard.",
    examples: [("What Set-Clipboard kept", "Get-Clipboard")])
  @Parameter("Raw") var raw: Switch
  @Parameter("Delimiter") var delimiter: [String]

  mutating func process(_ shell: Invocation) throws {
    let text = ShellClipboard.of(shell.context).text
    if raw.isOn { return try shell.write(text) }
    var parts = [text[...]]
    for d in $delimiter.isBound ? delimiter : ["\n"] where !d.isEmpty { parts = parts.flatMap { $0.split(separator: d, omittingEmptySubsequences: false) } }
    for p in parts { try shell.write(String(p)) }
  }
}
