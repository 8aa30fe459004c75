/// Texts of a script in the language of its user: looks for the .psd1 in the folders of the culture, then beside the script.
import Codecs
import Engine
import Primitives
import Syntax

struct ImportLocalizedData: Cmdlet {
  static let command = Command("Import", "LocalizedData", errorType: "Microsoft.PowerShell.Commands.ImportLocalizedData",
    synopsis: "Reads the texts of a script in the language of the session.",
    examples: [("Messages of a script", "Import-LocalizedData -BindingVariable messages")])
  @Parameter("BindingVariable", at: 0, aliases: ["Variable"], validate: [.notNullOrEmpty]) var bindingVariable: String?
  @Parameter("UICulture", at: 1) var uICulture: String?
  @Parameter("BaseDirectory") var baseDirectory: String?
  @Parameter("FileName") var fileName: String?
  @Parameter("SupportedCommand") var supportedCommand: [String]

  mutating func process(_ shell: Invocation) throws {
    let script = shell.info.scriptName
    let given = fileName ?? script.map { PathText.leaf($0) }
    guard let given else {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation,
        "The FileName parameter was not specified. The FileName parameter is required when Import-LocalizedData is not called from a script file.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if given.contains("/") || given.contains("\\") {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation, "The argument for the FileName parameter should not contain a path.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let name = PathText.base(given) + ".psd1"
    let folder =
      try baseDirectory.map { try shell.filePath($0, literal: true) } ?? script.map {
        $0.contains("/") ? String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) : "."
      } ?? shell.space.folder
    let wanted = uICulture ?? (shell.context.uiCulture ?? shell.context.culture).name
    guard
      let file = ImportLocalizedData.find(name, folder, wanted) ?? (uICulture == nil ? ImportLocalizedData.find(name, folder, "en-US") : nil)
        ?? ImportLocalizedData.existing(folder + "/" + name)
    else {
      return try shell.error(
        "ImportLocalizedData", .objectNotFound,
        "Cannot find the PowerShell data file '\(name)' in directory '\(folder)/\(wanted)', or in any parent culture directories.",
        exception: "System.Management.Automation.PSInvalidOperationException", target: .str(folder + "/" + wanted + "/" + name))
    }
    let text: String
    do { text = TextCodec.decodeFile(try Posix.readFile(file)) } catch let e as Posix.Failure {
      return try shell.error(
        "ImportLocalizedData", .openError, "The following error occurred while PowerShell was opening the data file '\(file)':\n\(e.message).",
        exception: "System.Management.Automation.PSInvalidOperationException", target: .str(file))
    }
    let data: Value
    do {
      let block = try shell.context.makeBlock(text, file: file)
      let errors = RestrictedLanguage.check(block.ast, commands: $supportedCommand.isBound ? supportedCommand : ["ConvertFrom-StringData"], variables: nil, environment: false)
      if !errors.isEmpty { throw ExecutionContext.parseException(errors) }
      data = try shell.context.invokeBlock(block)
    } catch let e as TerminatingError {
      let inner = e.record.exception
      throw shell.terminating(
        ErrorRecord(
          PSException(
            "System.Management.Automation.PSInvalidOperationException",
            "The following error occurred while PowerShell was loading the '\(file)' script data file:\n\(inner.message).", inner: inner),
          id: "InvalidOperation", .invalidOperation))
    }
    guard let variable = bindingVariable else { return try shell.write(data) }
    if variable.hasSuffix(":") {
      return try shell.error(
        "ImportLocalizedData", .invalidArgument, "The BindingVariable name '\(variable)' is invalid.",
        exception: "System.Management.Automation.PSInvalidOperationException", target: .str(variable))
    }
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
