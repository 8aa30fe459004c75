/// Commands that nobody imported: the module on `$env:PSModulePath` that exports the name is loaded when it is called.
import Completion
import Engine

/// What each module on the path exports, told from its manifest and the scripts that names, as a list of available modules shows it.
/// Nothing of a module runs until one of its commands is called. A file is read again when it has changed.
final class ModuleCommandIndex {
  private unowned let context: ExecutionContext
  init(_ context: ExecutionContext) { self.context = context }
  private let known = UnchangedFiles<[String]>()

  /// The file of the module that exports a command; nil = none on this path does.
  func module(exporting command: String, on path: String) -> String? {
    files(on: path).first { f in commands(of: f).contains { $0.equalsIgnoringCase(command) } }
  }
  /// All commands of modules on a path, each with its module.
  func commands(on path: String) -> [CommandFacts.Waiting] { files(on: path).flatMap { f in commands(of: f).map { ($0, ModuleFolders.name(f)) } } }
  private func files(on path: String) -> [String] {
    ModuleFolders.folders(of: path).flatMap { folder in ModuleFolders.entries(folder).compactMap { ModuleFolders.modules(in: "\(folder)/\($0)").first } }
  }
  private func commands(of file: String) -> [String] {
    known.value(of: file) { DetectedExports.named(by: file) ?? listed(file) }
  }
  private func listed(_ file: String) -> [String] {
    guard let list = try? context.makeBlock("Microsoft.PowerShell.Core\\Get-Module -ListAvailable -Name $args[0] -ErrorAction Ignore"),
      let m = try? context.invokeBlock(list, arguments: [.str(file)]).base.refValue as? ModuleInfo
    else { return [] }
    return m.exportedFunctions.map(\.name) + m.exportedAliases.map(\.name)
  }
}

extension CoreCmdlets {
  /// What a process does once, before its first session: the search path for modules is complete.
  public static func prepareEnvironment() {
    ModuleFolders.completePath()
    ModuleFolders.leadSearchPath()
  }

  /// Loads the module of a command nobody knows; false when there is none, or `$PSModuleAutoLoadingPreference` is `None`.
  static func installModuleAutoLoading(_ context: ExecutionContext) {
    let index = ModuleCommandIndex(context)
    var loading: Set<String> = []
    CommandFacts.install(waiting: { [unowned context] _ in
      if let p = context.variable("PSModuleAutoLoadingPreference"), Conversion.toString(p).equalsIgnoringCase("none") { return [] }
      return index.commands(on: Environment.get("PSModulePath") ?? "")
    }, into: context)
    context.autoLoad = { name, c in
      let preference = c.variable("PSModuleAutoLoadingPreference").map { Conversion.toString($0).lowercased() } ?? "all"
      if preference == "none" { return false }
      if let module = ExecutionContext.moduleQualifier(of: name) {
        // of one that is loaded it is not known
        if c.modules[module.lowercased()] != nil || BuiltInModules.module(module) != nil || Wildcard.hasSpecial(module) || !loading.insert(module).inserted { return false }
        defer { loading.remove(module) }
        do { return try load(module, c) } catch is TerminatingError { return false }
      }
      if preference == "modulequalified" { return false }
      guard let file = index.module(exporting: name, on: Environment.get("PSModulePath") ?? ""), loading.insert(file).inserted else { return false }
      defer { loading.remove(file) }
      let module = ModuleFolders.name(file)
      func failed(_ why: String, _ cause: PSException?) -> TerminatingError {
        TerminatingError(
          "CouldNotAutoloadMatchingModule", "The '\(name)' command was found in the module '\(module)', but the module could not be loaded\(why)For more information, run 'Import-Module \(module)'.",
          .objectNotFound, exception: "System.Management.Automation.CommandNotFoundException", target: .str(name), inner: cause)
      }
      do { if try load(file, c) { return true } } catch let e as TerminatingError {
        let cause = e.record.exception.inner ?? e.record.exception
        throw failed(" due to the following error: [\(cause.message)]\n", cause)
      }
      throw failed(". ", nil)
    }
  }
  /// Imports a module for a command that is called, in a pipeline of its own: what it reports without ending is not shown, and goes on also
  /// within the caller's `try`.
  /// - Returns: whether there is such a module
  private static func load(_ module: String, _ c: ExecutionContext) throws -> Bool {
    let text = """
      [powershell]::Create('CurrentRunspace').AddCommand('Microsoft.PowerShell.Core\\Import-Module').AddParameters(@{
        Name = $args[0]; Scope = 'Global'; PassThru = $true; Verbose = $false; Debug = $false
        ErrorAction = 'Ignore'; WarningAction = 'Ignore'; InformationAction = 'Ignore'
      }).Invoke()
      """
    return try c.throwing { try !c.invokeBlock(c.makeBlock(text), arguments: [.str(module)]).isNull }
  }
}
