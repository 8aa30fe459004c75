/// Where help files are looked for: those Update-Help installed, those beside a module, those a script names.
import Engine
import NetTypes

enum HelpFiles {
  /// The folder of the user's help, and the one for all users.
  static func roots(_ context: ExecutionContext) -> [String] { [userRoot, sharedRoot(context)].compactMap { $0 } }
  static var userRoot: String? {
    let data = Environment.get("XDG_DATA_HOME") ?? Environment.get("HOME").map { $0 + "/.local/share" }
    return data.map { $0 + "/powershell/Help" }
  }
  static func sharedRoot(_ context: ExecutionContext) -> String? { context.variable("PSHOME").map { Conversion.toString($0) } }

  /// Names of a language's folders, from the language as it is to English.
  static func cultures(_ context: ExecutionContext) -> [String] {
    let name = (context.uiCulture ?? context.culture).name
    var names = name.isEmpty ? [] : [name]
    if let dash = name.lastIndex(of: "-") { names.append(String(name[..<dash])) }
    for other in ["en-US", "en"] where !names.contains(other) { names.append(other) }
    return names
  }

  /// The file of a name in a folder of the session's language, or in the folder itself.
  static func file(_ name: String, below folder: String, _ context: ExecutionContext) -> String? {
    let places = cultures(context).map { folder + "/" + $0 } + [folder]
    return places.lazy.compactMap { ModuleFolders.spelled(name, in: $0) }.first { ModuleFolders.isFile($0) }
  }

  /// The help file that may tell of a command; nil without one.
  static func of(_ c: CommandInfo, _ context: ExecutionContext) -> String? {
    if c is CmdletInfo {
      let module = CommandQuery.moduleName(c)
      guard let name = names[module] else { return nil }
      if let found = roots(context).lazy.compactMap({ file(name, below: $0, context) ?? file(name, below: $0 + "/" + module, context) }).first { return found }
      return nil
    }
    guard let f = c as? FunctionInfo, let module = f.module ?? context.modules.values.first(where: { $0.name == f.moduleName }), !module.path.isEmpty else { return nil }
    return file(ModuleFolders.leaf(module.path) + "-help.xml", below: PathText.parent(module.path), context)
      ?? file(module.name + "-help.xml", below: PathText.parent(module.path), context)
  }

  /// The files that hold the help of the standard modules.
  static let names = [
    "Microsoft.PowerShell.Core": "System.Management.Automation.dll-help.xml", "Microsoft.PowerShell.Host": "Microsoft.PowerShell.ConsoleHost.dll-help.xml",
    "Microsoft.PowerShell.Management": "Microsoft.PowerShell.Commands.Management.dll-help.xml", "Microsoft.PowerShell.Security": "Microsoft.PowerShell.Security.dll-help.xml",
    "Microsoft.PowerShell.Utility": "Microsoft.PowerShell.Commands.Utility.dll-help.xml", "Microsoft.PowerShell.Archive": "Microsoft.PowerShell.Archive-help.xml",
  ]

  /// `about_` texts in files: of the user, of all users, and of modules in `$env:PSModulePath`.
  static func topics(_ context: ExecutionContext) -> [(name: String, path: String)] {
    var found: [(name: String, path: String)] = []
    func look(_ folder: String) {
      for culture in cultures(context) {
        guard let entries = FileText.names(in: folder + "/" + culture) else { continue }
        for e in entries where e.lowercased().hasPrefix("about_") && e.lowercased().hasSuffix(".help.txt") {
          let name = String(e.dropLast(".help.txt".count))
          if !found.contains(where: { $0.name.equalsIgnoringCase(name) }) { found.append((name, folder + "/" + culture + "/" + e)) }
        }
      }
    }
    for root in roots(context) {
      look(root)
      for inner in ModuleFolders.entries(root) { look(root + "/" + inner) }
    }
    let shared = sharedRoot(context).map { [$0 + "/Modules"] } ?? []
    for folder in shared + ModuleFolders.path {
      for module in ModuleFolders.entries(folder) {
        look(folder + "/" + module)
        for version in ModuleFolders.versions(in: folder + "/" + module) { look(version.path) }
      }
    }
    return found
  }
}
