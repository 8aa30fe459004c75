/// Texts of a script in the language of its user: looks for the .psd1 in the folders of the culture, then beside the script.
import Engine
import Primitives

struct ImportLocalizedData: Cmdlet {
  static let command = Command("Import", "LocalizedData", synopsis: "Imports language-specific data into scripts and functions based on the UI culture that is selected for the operating system.", examples: [("Messages of a script", "Import-LocalizedData -BindingVariable messages")])
  @Parameter("BindingVariable", at: 0, aliases: ["Variable"], validate: [.notNullOrEmpty]) var bindingVariable: String?
  @Parameter("UICulture", at: 1) var uICulture: String?
  @Parameter("BaseDirectory") var baseDirectory: String?
  @Parameter("FileName") var fileName: String?
  @Parameter("SupportedCommand", fidelity: .inert) var supportedCommand: [String]

  mutating func process(_ shell: Invocation) throws {
    let script = shell.info.scriptName
    let given = fileName ?? script.map { PathText.leaf($0) }
    guard let given else {
      throw shell.terminating("ImportLocalizedData", .objectNotFound, "The FileName parameter was not specified. The FileName parameter is required when Import-LocalizedData is not called from a script file.", exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if given.contains("/") || given.contains("\\") {
      throw shell.terminating("ImportLocalizedData", .objectNotFound, "The argument for the FileName parameter should not contain a path.", exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let name = PathText.base(given) + ".psd1"
    let folder = try baseDirectory.map { try shell.filePath($0, literal: true) } ?? script.map { $0.contains("/") ? String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) : "." } ?? shell.space.folder
    let wanted = uICulture ?? (shell.context.uiCulture ?? shell.context.culture).name
    guard let file = ImportLocalizedData.find(name, folder, wanted) ?? (uICulture == nil ? ImportLocalizedData.find(name, folder, "en-US") : nil) ?? ImportLocalizedData.existing(folder + "/" + name) else {
      return try shell.error("ImportLocalizedData", .objectNotFound, "Cannot find the PowerShell data file '\(name)' in directory '\(folder)/\(wanted)/', or in any parent culture directories.", exception: "System.Management.Automation.PSInvalidOperationException", target: .str(folder + "/" + wanted + "/" + name))
    }
    let text = Codecs_decode(try Posix.readFile(file))
    let data = try shell.context.invokeBlock(try shell.context.makeBlock(text, file: file))
    guard let variable = bindingVariable else { return try shell.write(data) }
    if let colon = variable.firstIndex(of: ":") {
      try shell.context.setVariable(String(variable[variable.index(after: colon)...]), data, scope: String(variable[..<colon]))
    } else { try shell.context.setVariable(variable, data) }
  }
  /// In the culture's own folder and those of its parents.
  private static func find(_ name: String, _ folder: String, _ culture: String) -> String? {
    var c = culture
    while !c.isEmpty {
      if let file = existing(folder + "/" + c + "/" + name) { return file }
      c = c.lastIndex(of: "-").map { String(c[..<$0]) } ?? ""
    }
    return nil
  }
  private static func existing(_ file: String) -> String? { Posix.info(file) == nil ? nil : file }
}
