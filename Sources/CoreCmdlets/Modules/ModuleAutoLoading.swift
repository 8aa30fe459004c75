/// Commands that nobody imported: the module on `$env:PSModulePath` that exports the name is loaded when it is called.
import Completion
import Engine
import Syntax

/// What each module on the path exports, told from its manifest or, without one, from the functions its script defines.
/// Nothing of a module runs until one of its commands is called.
final class ModuleCommandIndex {
  private var path = ""
  private var modules: [(file: String, commands: [String])] = []

  /// The file of the module that exports a command; nil = none on this path does.
  func module(exporting command: String, on path: String) -> String? {
    if path != self.path { read(path) }
    return modules.first { m in m.commands.contains { $0.equalsIgnoringCase(command) } }?.file
  }
  /// All commands of modules on a path, each with its module.
  func commands(on path: String) -> [CommandFacts.Waiting] {
    if path != self.path { read(path) }
    return modules.flatMap { m in m.commands.filter { !$0.contains("*") }.map { ($0, ModuleFolders.name(m.file)) } }
  }
  private func read(_ path: String) {
    self.path = path
    modules = []
    for folder in ModuleFolders.folders(of: path) {
      for name in ModuleFolders.entries(folder) {
        guard let file = ModuleFolders.modules(in: "\(folder)/\(name)").first, let slash = file.lastIndex(of: "/") else { continue }
        modules.append((file, commands(of: file, in: String(file[..<slash]))))
      }
    }
  }
  private func commands(of file: String, in folder: String) -> [String] {
    guard let bytes = FileText.read(file) else { return [] }
    let script = Parser.parse(SourceText(FileText.decode(bytes), file: file)).ast
    if file.hasSuffix(".psm1") { return definedFunctions(script) }
    guard let table = (script.endBlock?.statements.first as? PipelineAst)?.pureExpression as? HashtableAst else { return [] }
    var all: [String] = [], root: String?
    for (key, value) in table.pairs {
      let words = constants(value)
      switch constants(key).first?.lowercased() {
      case "functionstoexport", "cmdletstoexport", "aliasestoexport": all += words
      case "rootmodule", "moduletoprocess": root = words.first
      default: break
      }
    }
    // a manifest that exports what its script defines
    if all.contains("*"), let root, root.hasSuffix(".psm1"), let bytes = FileText.read("\(folder)/\(root)") {
      all += definedFunctions(Parser.parse(SourceText(FileText.decode(bytes))).ast)
    }
    return all
  }
  private func definedFunctions(_ script: ScriptBlockAst) -> [String] { ModuleExportNames.functions(script) }
  /// The strings written in an expression.
  private func constants(_ node: Ast) -> [String] {
    if let s = node as? StringConstantExpressionAst { return [s.value] }
    return node.children.flatMap(constants)
  }
}

/// Names of functions a module will export, told without running it.
enum ModuleExportNames {
  static func functions(_ script: ScriptBlockAst) -> [String] {
    (script.endBlock?.statements ?? []).compactMap { ($0 as? FunctionDefinitionAst)?.name }
  }
  static func functions(inScript text: String) -> [String] { functions(Parser.parse(SourceText(text)).ast) }
  /// Those a manifest names; a pattern names none.
  static func functions(_ manifest: PSHash) -> [String] {
    guard let v = manifest.get("FunctionsToExport"), !v.isNull else { return [] }
    return (v.arrayValue?.values ?? [v]).map { Conversion.toString($0) }.filter { !$0.utf8.contains(42) && !$0.isEmpty }
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
    let index = ModuleCommandIndex()
    var loading: Set<String> = []
    CommandFacts.install(waiting: { [unowned context] _ in
      if let p = context.variable("PSModuleAutoLoadingPreference"), Conversion.toString(p).equalsIgnoringCase("none") { return [] }
      return index.commands(on: Environment.get("PSModulePath") ?? "")
    }, into: context)
    context.autoLoad = { name, c in
      if let p = c.variable("PSModuleAutoLoadingPreference"), Conversion.toString(p).equalsIgnoringCase("none") { return false }
      guard let file = index.module(exporting: name, on: Environment.get("PSModulePath") ?? ""), loading.insert(file).inserted else { return false }
      defer { loading.remove(file) }
      let load = try c.makeBlock("Microsoft.PowerShell.Core\\Import-Module -Name $args[0] -Global -ErrorAction Stop")
      do { _ = try c.invokeBlock(load, arguments: [.str(file)]) } catch let e as TerminatingError {
        throw TerminatingError(
          "CouldNotAutoloadMatchingModule",
          """
          The '\(name)' command was found in the module '\(ModuleFolders.name(file))', but the module could not be loaded due to the following error: \
          [\(e.record.exception.message)]
          For more information, run 'Import-Module \(ModuleFolders.name(file))'.
          """,
          .objectNotFound, exception: "System.Management.Automation.CommandNotFoundException", target: .str(name), inner: e.record.exception)
      }
      return true
    }
  }
}
