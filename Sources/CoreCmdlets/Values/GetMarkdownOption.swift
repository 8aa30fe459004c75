/// Colours with which Markdown is shown.
import Engine

struct GetMarkdownOption: Cmdlet {
  static let command = Command("Get", "MarkdownOption",
    outputs: ["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"],
    synopsis: "Returns the current colors and styles used for rendering Markdown content in the console.",
    examples: [("All of them", "Get-MarkdownOption")])


  mutating func process(_ shell: Invocation) throws { try shell.write(.object(MarkdownOptions.of(shell.context))) }
}
