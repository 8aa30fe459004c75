/// Keeps text in this shell's clipboard, or hands it to the terminal.
import Engine
import Primitives

struct SetClipboard: Cmdlet {
  static let command = Command("Set", "Clipboard", module: "Microsoft.PowerShell.Management", confirm: .medium,
    outputs: ["System.String"],
    synopsis: "Puts text on the clipboard.",
    examples: [("A path to paste", "Get-Location | Set-Clipboard")])
  @Parameter("Value", at: 0, from: [.pipeline, .propertyName], mandatory: true, attributes: [.allowNull, .allowEmptyCollection, .allowEmptyString]) var value: [String]
  @Parameter("Append") var append: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("AsOSC52", aliases: ["ToLocalhost"]) var asOSC52: Switch

  private var lines: [String] = []

  mutating func process(_ shell: Invocation) throws {
    lines += value
    if passThru.isOn { for v in value { try shell.write(v) } }
  }
  mutating func end(_ shell: Invocation) throws {
    let board = ShellClipboard.of(shell.context)
    if lines.isEmpty, !append.isOn {
      if try shell.shouldProcess("The Clipboard has been cleared.") { board.text = "" }
      return
    }
    let shown = lines.first.map { $0.netLength >= 20 ? String(decoding: $0.utf16.prefix(20), as: UTF16.self) + " ..." : $0 } ?? ""
    guard try shell.shouldProcess(append.isOn ? "Append string '\(shown)' to the clipboard." : "Set string '\(shown)' to the clipboard.") else { return }
    let text = (append.isOn ? board.text + "\n" : "") + lines.joined(separator: "\n")
    if asOSC52.isOn { shell.context.host.write("\u{1B}]52;;" + ByteText.base64(Array(text.utf8)) + "\u{7}") } else { board.text = text }
  }
}
