/// Installs help files of a folder. The shell's own texts are part of it: without a folder there is nothing to fetch.
import Codecs
import Engine
import NetTypes

struct UpdateHelp: Cmdlet {
  static let command = Command("Update", "Help", module: "Microsoft.PowerShell.Core", defaultSet: "Path", confirm: .medium,
    synopsis: "Says that help is built in and nothing needs fetching.",
    examples: [("Nothing to do", "Update-Help")])
  @Parameter("Module", at: 0, from: .propertyName, sets: ["Path", "LiteralPath"], aliases: ["Name"], validate: [.notNull]) var module: [String]
  @Parameter("FullyQualifiedModule", from: .propertyName, sets: ["Path", "LiteralPath"], validate: [.notNull],
    type: "Microsoft.PowerShell.Commands.ModuleSpecification[]", fidelity: .inert) var fullyQualifiedModule: [Value]
  @Parameter("SourcePath", at: 1, sets: ["Path"], aliases: ["Path"], validate: [.notNull]) var sourcePath: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], aliases: ["PSPath", "LP"], validate: [.notNull]) var literalPath: [String]
  @Parameter("Recurse") var recurse: Switch
  @Parameter("UICulture", at: 2, validate: [.notNull], type: "System.Globalization.CultureInfo[]") var uICulture: [Value]
  @Parameter("Credential", attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("UseDefaultCredentials", fidelity: .inert) var useDefaultCredentials: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Scope", from: .propertyName, type: "Microsoft.PowerShell.Commands.UpdateHelpScope") var scope: Value?

  /// A module's help in a folder: what its file names say.
  private struct Content {
    let module: String
    let path: String
    let culture: String
  }
  /// Modules whose help lies in the folder of the language itself, not in one of the module's.
  private static let rooted: Set<String> = [
    "microsoft.powershell.core", "microsoft.powershell.diagnostics", "microsoft.powershell.host", "microsoft.powershell.management", "microsoft.powershell.security", "microsoft.powershell.utility",
    "microsoft.wsman.management",
  ]

  mutating func process(_ shell: Invocation) throws {
    let given = $sourcePath.isBound ? sourcePath : $literalPath.isBound ? literalPath : []
    if recurse.isOn, given.isEmpty {
      throw shell.terminating(
        "CannotSpecifyRecurseWithoutPath", .invalidArgument, "The -Recurse parameter is only available if a source path is specified.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    guard try shell.shouldProcess($module.isBound && !module.isEmpty ? module.joined(separator: ", ") : "all modules") else { return }
    guard !given.isEmpty else { return try shell.warning("The help of this shell is built in; there is nothing to fetch.") }
    var contents: [Content] = []
    for text in given {
      for place in try shell.space.expand(text, literal: $literalPath.isBound) where place.exists { contents += Self.contents(place.path, recurse.isOn) }
    }
    for name in $module.isBound ? module : ["*"] {
      let w = Wildcard(name)
      let fitting = contents.filter { w.matches($0.module) }
      if fitting.isEmpty, w.isLiteral {
        try failed(
          name, nil,
          """
          Unable to retrieve the HelpInfo XML file for UI culture \(wanted(shell).first ?? ""). Make sure the HelpInfoUri property in the module manifest is \
          valid or check your network connection and then try the command again.
          """,
          "UnableToRetrieveHelpInfoXml", shell)
      }
      var seen = Set<String>()
      for one in fitting where seen.insert(one.module.lowercased()).inserted { try install(fitting.filter { $0.module.equalsIgnoringCase(one.module) }, shell) }
    }
  }

  /// `Thing_<guid>_<culture>_HelpContent.zip` in a folder.
  private static func contents(_ folder: String, _ deep: Bool) -> [Content] {
    ModuleFolders.entries(folder).flatMap { entry -> [Content] in
      let path = folder + "/" + entry
      if ModuleFolders.isFolder(path) { return deep ? contents(path, true) : [] }
      let parts = entry.split(separator: "_")
      guard parts.count >= 4, parts[parts.count - 1].lowercased() == "helpcontent.zip" else { return [] }
      return [Content(module: parts[..<(parts.count - 3)].joined(separator: "_"), path: path, culture: String(parts[parts.count - 2]))]
    }
  }
  /// The languages asked for; of the session's own also the more general ones.
  private func wanted(_ shell: Invocation) -> [String] {
    if $uICulture.isBound { return uICulture.map { Conversion.toString($0) } }
    let name = (shell.context.uiCulture ?? shell.context.culture).name
    return [name] + (name.lastIndex(of: "-").map { [String(name[..<$0])] } ?? [])
  }
  private func install(_ contents: [Content], _ shell: Invocation) throws {
    guard let name = contents.first?.module else { return }
    let cultures = wanted(shell)
    var isDone = false
    for culture in cultures {
      // a language stands for its countries
      guard let one = contents.first(where: { $0.culture.equalsIgnoringCase(culture) }) ?? contents.first(where: { $0.culture.lowercased().hasPrefix(culture.lowercased() + "-") }) else { continue }
      isDone = true
      do {
        let archive = try ZipArchive(try Posix.readFile(one.path))
        let target = folder(name, shell) + "/" + one.culture
        try Posix.makeDirectory(target, parents: true)
        for e in archive.entries where !e.isFolder { try Posix.replaceFile(target + "/" + PathText.leaf(e.name), try archive.read(e)) }
        try shell.verbose("\(name): Updated \(target). Culture \(one.culture)")
      } catch is ZipArchive.Broken { try failed(name, nil, "Error extracting Help content.", "HelpContentXsdValidationFailure", shell) }
      catch let e as Posix.Failure { throw shell.terminating(e.record("UpdateHelp", .writeError, e.path)) }
      if !$uICulture.isBound { break }
    }
    guard !isDone else { return }
    let there = contents.map(\.culture).joined(separator: ", ")
    try failed(name, cultures[0], "The specified culture is not supported: \(cultures[0]). Specify a culture from the following list: {\(there)}.", "HelpCultureNotSupported", shell)
  }
  private func folder(_ name: String, _ shell: Invocation) -> String {
    let isForAll = scope.map { Conversion.toString($0).equalsIgnoringCase("AllUsers") } ?? false
    let root = (isForAll ? HelpFiles.sharedRoot(shell.context) : HelpFiles.userRoot) ?? "."
    return Self.rooted.contains(name.lowercased()) ? root : root + (isForAll ? "/Modules/" : "/") + name
  }
  private func failed(_ name: String, _ culture: String?, _ why: String, _ id: String, _ shell: Invocation) throws {
    let told = culture.map {
      """
      Failed to update Help for the module(s) '\(name)' with UI culture(s) {\($0)} : \(why)
      English-US help content is available and can be installed using: Update-Help -UICulture en-US.
      """
    }
    try shell.error(id, .invalidOperation, told ?? "Failed to update Help for the module(s) : '\(name)'\n\(why)", exception: "System.Exception")
  }
}
