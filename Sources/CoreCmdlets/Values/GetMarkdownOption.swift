/// Colours with which Markdown is shown.
import Engine

struct GetMarkdownOption: Cmdlet {
  static let command = Command("Get", "MarkdownOption",
    outputs: ["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"],
    synopsis: "Tells the colours in which Show-Markdown shows things.",
    examples: [("All of them", "Get-MarkdownOption")])


  mutating func process(_ shell: Invocation) throws { try shell.write(.object(MarkdownOptions.of(shell.context))) }
}
