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
        if let t = try read(Conversion.toString(try shell.context.property(inputObject, "FullName") ?? .null), literal: true, shell) { texts = [t] }
      } else if let s = inputObject.stringValue { texts = [s] } else {
        return try shell.error(
          "InvalidInputObject", .invalidData, "The type of the input object '\(TypeTable.typeOf(inputObject.base).fullName)' is invalid.",
          exception: "System.InvalidCastException", target: inputObject)
      }
    } else {
      for name in $literalPath.isBound ? literalPath : path { if let t = try read(name, literal: $literalPath.isBound, shell) { texts.append(t) } }
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
  /// A file's text; nil, with an error written, when there is none.
  private func read(_ name: String, literal: Bool, _ shell: Invocation) throws -> String? {
    let found = (try? shell.items([name], literal: literal)) ?? []
    if let other = found.first(where: { !($0.provider is FileSystemProvider) }) {
      try shell.error(
        "OnlyFileSystemPathsSupported", .invalidArgument, "Only FileSystem Provider paths are supported. The file path is not supported: '\(other.display)'.",
        exception: "System.ArgumentException", target: .str(name))
      return nil
    }
    guard let file = found.first?.path, let bytes = FileText.read(file) else {
      try shell.error("FileNotFound", .objectNotFound, "Cannot find path '\(name)' because it does not exist.", exception: "System.IO.FileNotFoundException", target: .str(name))
      return nil
    }
    return FileText.decode(bytes)
  }
}
