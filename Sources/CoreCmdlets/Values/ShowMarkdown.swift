/// Shows Markdown at the terminal.
import Engine

struct ShowMarkdown: Cmdlet {
  static let command = Command("Show", "Markdown", defaultSet: "Path",
    outputs: ["System.String"],
    synopsis: "Shows Markdown at the terminal, with colours.",
    examples: [("A page", "Show-Markdown -Path readme.md")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("UseBrowser") var useBrowser: Switch
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    var texts: [String] = []
    if $inputObject.isBound {
      if let s = inputObject.stringValue { texts = [s] } else { return try show(inputObject, shell) }
    } else {
      for name in $literalPath.isBound ? literalPath : path { texts += try shell.markdownTexts(name, literal: $literalPath.isBound) }
    }
    for t in texts { try give(useBrowser.isOn ? Markdown.html(Markdown.blocks(t)) : Markdown.terminal(Markdown.blocks(t), MarkdownOptions.style(shell.context)), shell) }
  }
  private func show(_ info: Value, _ shell: Invocation) throws {
    let property = useBrowser.isOn ? "Html" : "VT100EncodedString"
    guard info.refValue?.netType.fullName == "Microsoft.PowerShell.MarkdownRender.MarkdownInfo" else {
      return try shell.error(
        "InvalidInputObject", .invalidArgument, "The type of the input object '\(TypeTable.typeOf(info.base).fullName)' is invalid.",
        exception: "System.ArgumentException", target: info)
    }
    guard let s = try shell.context.property(info, property)?.stringValue, !s.isEmpty else {
      return try shell.error("\(property)IsNullOrEmpty", .invalidData, "The property \(property) of the given object is null or empty.", exception: "System.InvalidOperationException", target: info)
    }
    try give(s, shell)
  }
  /// There is no browser here, so its page is text like the rest.
  private func give(_ s: String, _ shell: Invocation) throws { try shell.write(s) }
}
