/// Shows Markdown at the terminal.
import Engine

struct ShowMarkdown: Cmdlet {
  static let command = Command("Show", "Markdown", defaultSet: "Path", outputs: ["System.String"], synopsis: "Shows a Markdown file or string in the console in a friendly way using VT100 escape sequences or in a browser using HTML.", examples: [("A page", "Show-Markdown -Path readme.md")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("UseBrowser") var useBrowser: Switch
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    var texts: [String] = []
    if $inputObject.isBound {
      if let s = inputObject.stringValue { texts = [s] }
      else if let v = try shell.context.property(inputObject, "VT100EncodedString"), let s = v.stringValue { return try shell.write(s) }
      else if let v = try shell.context.property(inputObject, "Html"), let s = v.stringValue { return try shell.write(s) }
    } else {
      for name in $literalPath.isBound ? literalPath : path { for file in try shell.filePaths(name, literal: $literalPath.isBound) { texts.append(try shell.readText(file, literal: true)) } }
    }
    for t in texts { try shell.write(useBrowser.isOn ? Markdown.html(Markdown.blocks(t)) : Markdown.terminal(Markdown.blocks(t))) }
  }
}
