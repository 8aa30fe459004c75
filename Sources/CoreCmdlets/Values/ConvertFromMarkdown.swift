/// Markdown as HTML, or as text for the terminal.
import Engine

struct ConvertFromMarkdown: Cmdlet {
  static let command = Command("ConvertFrom", "Markdown", defaultSet: "PathParamSet", outputs: ["Microsoft.PowerShell.MarkdownRender.MarkdownInfo"], synopsis: "Convert the contents of a string or a file to a MarkdownInfo object.", examples: [("A page", "(ConvertFrom-Markdown -Path readme.md).Html")])
  @Parameter("Path", at: 0, sets: ["PathParamSet"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("AsVT100EncodedString") var asVT100EncodedString: Switch
  @Parameter("LiteralPath", sets: ["LiteralParamSet"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("InputObject", from: .pipeline, sets: ["InputObjParamSet"], validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value

  private static let type = RecordType("Microsoft.PowerShell.MarkdownRender.MarkdownInfo", ["string Html {get;}", "string VT100EncodedString {get;}", "System.Object Tokens {get;}"])

  mutating func process(_ shell: Invocation) throws {
    var texts: [String] = []
    if shell.parameterSet == "InputObjParamSet" || $inputObject.isBound {
      if let f = inputObject.refValue, f.netType.fullName == "System.IO.FileInfo" { texts = [try shell.readText(Conversion.toString(try shell.context.property(inputObject, "FullName") ?? .null), literal: true)] }
      else if let s = inputObject.stringValue { texts = [s] }
      else {
        return try shell.error("InvalidInputObjectType", .invalidData, "The type of the input object '\(TypeTable.typeOf(inputObject.base).fullName)' is invalid.", exception: "System.InvalidCastException", target: inputObject)
      }
    } else {
      for name in $literalPath.isBound ? literalPath : path { for file in try shell.filePaths(name, literal: $literalPath.isBound) { texts.append(try shell.readText(file, literal: true)) } }
    }
    for t in texts {
      let blocks = Markdown.blocks(t)
      try shell.write(ConvertFromMarkdown.type.make([asVT100EncodedString.isOn ? .null : .str(Markdown.html(blocks)), asVT100EncodedString.isOn ? .str(Markdown.terminal(blocks)) : .null, .null], text: "Microsoft.PowerShell.MarkdownRender.MarkdownInfo"))
    }
  }
}
