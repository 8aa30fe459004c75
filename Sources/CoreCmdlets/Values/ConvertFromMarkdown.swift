/// Markdown as HTML, or as text for the terminal.
import Engine

struct ConvertFromMarkdown: Cmdlet {
  static let command = Command("ConvertFrom", "Markdown", defaultSet: "PathParamSet",
    outputs: ["Microsoft.PowerShell.MarkdownRender.MarkdownInfo"],
    synopsis: "Reads Markdown and yields its HTML or its form for the terminal.",
    examples: [("A page", "(ConvertFrom-Markdown -Path readme.md).Html")])
  @Parameter("Path", at: 0, sets: ["PathParamSet"], mandatory: true, validate: [.notNullOrEmpty]) var path: [String]
  @Parameter("AsVT100EncodedString") var asVT100EncodedString: Switch
  @Parameter("LiteralPath", sets: ["LiteralParamSet"], mandatory: true, aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: [String]
  @Parameter("InputObject", from: .pipeline, sets: ["InputObjParamSet"], validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value

  static let type = RecordType(
    "Microsoft.PowerShell.MarkdownRender.MarkdownInfo", base: "System.Object",
    ["string Html {get;}", "string VT100EncodedString {get;}", "System.Object Tokens {get;}"]
  ) { t in
    t.constructor("Microsoft.PowerShell.MarkdownRender.MarkdownInfo new()") { _, _ in make(nil, nil) }
  }
  private static func make(_ html: String?, _ text: String?) -> Value {
    type.make([html.map { .str($0) } ?? .null, text.map { .str($0) } ?? .null, .null], text: type.type.fullName)
  }

  mutating func process(_ shell: Invocation) throws {
    var texts: [String] = []
    if shell.parameterSet == "InputObjParamSet" || $inputObject.isBound {
      if let f = inputObject.refValue, f.netType.fullName == "System.IO.FileInfo" {
        texts = try shell.markdownTexts(Conversion.toString(try shell.context.property(inputObject, "FullName") ?? .null), literal: true)
      } else if let s = inputObject.stringValue { texts = [s] } else {
        return try shell.error(
          "InvalidInputObject", .invalidData, "The type of the input object '\(TypeTable.typeOf(inputObject.base).fullName)' is invalid.",
          exception: "System.InvalidCastException", target: inputObject)
      }
    } else {
      for name in $literalPath.isBound ? literalPath : path { texts += try shell.markdownTexts(name, literal: $literalPath.isBound) }
    }
    for t in texts {
      let blocks = Markdown.blocks(t)
      if asVT100EncodedString.isOn {
        try shell.write(ConvertFromMarkdown.make(nil, Markdown.terminal(blocks, MarkdownOptions.style(shell.context))))
      } else {
        try shell.write(ConvertFromMarkdown.make(Markdown.html(blocks), nil))
      }
    }
  }
}
