/// Keeps colours for Markdown; what is not named gets its default again.
import Engine

struct SetMarkdownOption: Cmdlet {
  static let command = Command("Set", "MarkdownOption", defaultSet: "IndividualSetting",
    outputs: ["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"],
    synopsis: "Chooses the colours in which Show-Markdown shows things.",
    examples: [("A heading", "Set-MarkdownOption -Header1Color '[7m'")])
  @Parameter("Header1Color", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var header1Color: String?
  @Parameter("Header2Color", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var header2Color: String?
  @Parameter("Header3Color", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var header3Color: String?
  @Parameter("Header4Color", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var header4Color: String?
  @Parameter("Header5Color", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var header5Color: String?
  @Parameter("Header6Color", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var header6Color: String?
  @Parameter("Code", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var code: String?
  @Parameter("ImageAltTextForegroundColor", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var imageAltTextForegroundColor: String?
  @Parameter("LinkForegroundColor", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var linkForegroundColor: String?
  @Parameter("ItalicsForegroundColor", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var italicsForegroundColor: String?
  @Parameter("BoldForegroundColor", sets: ["IndividualSetting"], validate: [.pattern("^\\[*[0-9;]*?m{1}", options: "IgnoreCase", message: nil)]) var boldForegroundColor: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Theme", sets: ["Theme"], validate: [.notNullOrEmpty, .set(["Dark", "Light"], ignoreCase: true, message: nil)]) var theme: String
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["InputObject"], validate: [.notNullOrEmpty], type: "psobject") var inputObject: Value

  mutating func process(_ shell: Invocation) throws {
    let options: PSObject
    if $inputObject.isBound {
      guard case .object(let o) = inputObject, MarkdownOptions.isOptions(o) else {
        return try shell.error(
          "InvalidObject", .invalidArgument, "The type of the input object '\(TypeTable.typeOf(inputObject.base).fullName)' is invalid.",
          exception: "System.ArgumentException", target: inputObject)
      }
      options = o
    } else { options = MarkdownOptions.make(isLight: $theme.isBound && theme.equalsIgnoringCase("Light")) }
    for (k, v) in shell.bound.pairs {
      let name = Conversion.toString(k)
      if name.hasSuffix("Color") || name == "Code" { options.set(MarkdownOptions.property(name), v) }
    }
    MarkdownOptions.keep(options, shell.context)
    if passThru.isOn { try shell.write(.object(options)) }
  }
}
