/// What a module file would export: names a manifest gives, else those its scripts define. Nothing of the module is loaded.
import Engine
import Primitives
import Syntax

struct DetectedExports {
  var functions: [String] = []
  var aliases: [(name: String, target: String)] = []
  var cmdlets: [String] = []
  /// The parts a manifest lists.
  var nested: [(name: String, file: String?)] = []

  init() {}
  /// Of a manifest that was read.
  init(_ manifest: ModuleManifest) { self = ManifestExports(manifest).exports([manifest.path]) }

  /// Of a script or manifest; nil when it cannot be read.
  /// - Parameter underway: files that are being looked at, which a circle leads back to
  static func of(_ file: String, underway: Set<String> = []) -> DetectedExports? {
    guard !underway.contains(file), let bytes = FileText.read(file) else { return nil }
    let text = FileText.decode(bytes), underway = underway.union([file])
    return file.lowercased().hasSuffix(".psd1") ? ManifestExports(text, file: file)?.exports(underway) : ofScript(text, file, underway)
  }
  /// Commands of a file that names them all; nil of one whose parts have to be looked at.
  static func named(by file: String) -> [String]? {
    guard let bytes = FileText.read(file) else { return nil }
    let text = FileText.decode(bytes)
    if !file.lowercased().hasSuffix(".psd1") { return ScriptModuleAnalysis(text, file: file).map { $0.functions + $0.aliases.map(\.name) } ?? [] }
    guard let m = ManifestExports(text, file: file), m.saysAll else { return nil }
    let all = m.exports([file])
    return all.functions + all.cmdlets + all.aliases.map(\.name)
  }
  private static func ofScript(_ text: String, _ file: String, _ underway: Set<String>) -> DetectedExports {
    guard let script = ScriptModuleAnalysis(text, file: file) else { return DetectedExports() }
    var all = DetectedExports()
    all.aliases = script.aliases
    for f in script.functions { all.add(f) }
    let folder = PathText.parent(file)
    if script.addsItsFolder { for e in ModuleFolders.entries(folder) where e.lowercased().hasSuffix(".ps1") { all.add(ModuleFolders.name(e)) } }
    for m in script.modules {
      let name = PathSpace.slashes(m.name)
      let isFile = !PathText.fileExtension(name).isEmpty && !name.hasPrefix("/")
      guard let place = isFile ? folder + "/" + name : ModuleFolders.part(name, of: folder, not: underway), let inner = of(place, underway: underway) else { continue }
      func passes(_ n: String) -> Bool { (m.commands.isEmpty || m.commands.contains { $0.matches(n) }) && script.passes(n) }
      for f in inner.functions where passes(f) && ScriptModuleAnalysis.isPlain(f) { all.add(f) }
      for a in inner.aliases where passes(a.name) { all.add(a) }
    }
    return all
  }
  mutating func add(_ function: String) { if !functions.contains(function) { functions.append(function) } }
  mutating func add(_ alias: (name: String, target: String)) { if !aliases.contains(where: { $0.name.equalsIgnoringCase(alias.name) }) { aliases.append(alias) } }
  fileprivate mutating func add(_ part: DetectedExports) {
    part.functions.forEach { add($0) }
    part.aliases.forEach { add($0) }
    for c in part.cmdlets where !cmdlets.contains(c) { cmdlets.append(c) }
  }
}

/// The members of a manifest that say what is exported, read from its tree.
private struct ManifestExports {
  private let folder: String
  private var members: [String: [String]] = [:]

  init?(_ text: String, file: String) {
    folder = PathText.parent(file)
    guard let table = (Parser.parse(SourceText(text, file: file)).ast.endBlock?.statements.first as? PipelineAst)?.pureExpression as? HashtableAst else { return nil }
    for (key, value) in table.pairs {
      guard let name = ScriptModuleAnalysis.strings(key).first?.lowercased() else { continue }
      members[name] = ManifestExports.isNull(value) ? nil : name == "nestedmodules" ? ManifestExports.moduleNames(value) : ScriptModuleAnalysis.strings(value)
    }
  }
  init(_ manifest: ModuleManifest) {
    folder = manifest.folder
    for key in ["FunctionsToExport", "CmdletsToExport", "AliasesToExport", "ScriptsToProcess"] { members[key.lowercased()] = manifest.strings(key) }
    members["rootmodule"] = manifest.root.isEmpty ? nil : [manifest.root]
    members["nestedmodules"] = (try? manifest.specifications("NestedModules"))?.map(\.name)
    members["defaultcommandprefix"] = [manifest.text("DefaultCommandPrefix")]
  }
  private static func isNull(_ value: Ast) -> Bool { value.extent.text.equalsIgnoringCase("$null") }
  /// Of modules named by themselves or in tables.
  private static func moduleNames(_ node: Ast) -> [String] {
    if let table = node as? HashtableAst {
      return table.pairs.filter { ScriptModuleAnalysis.strings($0.0).first?.equalsIgnoringCase("ModuleName") ?? false }.flatMap { ScriptModuleAnalysis.strings($0.1) }
    }
    if let s = node as? StringConstantExpressionAst { return [s.value] }
    return node.children.flatMap(moduleNames)
  }
  /// The names among patterns; nil = there are only patterns, or the member is not there.
  private func declared(_ member: String) -> [String]? {
    guard let all = members[member] else { return nil }
    let names = all.filter { !Wildcard.hasSpecial($0) && !$0.isEmpty }
    return names.isEmpty && !all.isEmpty ? nil : names
  }
  /// It names its functions, cmdlets and aliases: nothing has to be looked for.
  var saysAll: Bool { ["functionstoexport", "cmdletstoexport", "aliasestoexport"].allSatisfy { k in members[k].map { !$0.contains { Wildcard.hasSpecial($0) } } ?? false } }
  private func prefixed(_ name: String) -> String { ModuleInfo.name(name, withPrefix: members["defaultcommandprefix"]?.first ?? "") }

  func exports(_ underway: Set<String>) -> DetectedExports {
    var found = DetectedExports()
    let parts = members["nestedmodules"] ?? []
    found.nested = parts.map { ($0, ModuleFolders.part($0, of: folder, not: underway)) }
    if !saysAll {
      let root = (members["moduletoprocess"] ?? members["rootmodule"])?.first.flatMap { $0.isEmpty ? nil : ModuleFolders.part($0, of: folder, not: underway) }
      let scripts = (members["scriptstoprocess"] ?? []).map { ModuleFolders.part($0, of: folder, not: underway) }
      for file in [root] + scripts + found.nested.map(\.file) { if let part = file.flatMap({ DetectedExports.of($0, underway: underway) }) { found.add(part) } }
    }
    if let names = declared("functionstoexport") { found.functions = names.map(prefixed) }
    if let names = declared("aliasestoexport") { found.aliases = names.map { (prefixed($0), "") } }
    if let names = declared("cmdletstoexport") { found.cmdlets = names.map(prefixed) }
    return found
  }
}

extension ModuleFolders {
  /// The file of a part that a manifest or script names: beside it, below it, or a module of the module path.
  /// - Parameter underway: those that are being looked at
  static func part(_ name: String, of folder: String, not underway: Set<String>) -> String? {
    let name = PathSpace.slashes(name)
    func at(_ base: String) -> String? {
      if let plain = ["", ".psm1", ".psd1", ".ps1"].map({ base + $0 }).first(where: { isFile($0) && !underway.contains($0) }) { return plain }
      return isFolder(base) ? modules(in: base).first : nil
    }
    if name.hasPrefix("/") { return at(name) }
    if let own = at(folder + "/" + name) { return own }
    return path.lazy.compactMap { f in spelled(name, in: f).flatMap(at) ?? at(f + "/" + name) }.first
  }
}
