/// Finding and loading modules: `.psm1` scripts, `.psd1` manifests, `.ps1` scripts, folders on `$env:PSModulePath`.
import Engine
import Formatting
import NetTypes

struct ModuleLoader {
  let shell: Invocation
  /// Says with `-Verbose` what is loaded.
  var isReporting = false
  /// What manifests were turned down for: for who loads several modules no reason to stop.
  let refused = RefusedManifests()
  var context: ExecutionContext { shell.context }

  /// The file a module name or path stands for; the newest version that will do.
  func locate(_ name: String, _ constraint: ModuleConstraint = ModuleConstraint()) -> String? {
    let files = candidates(name)
    if constraint.isEmpty { return files.first }
    // only a manifest gives a version
    return files.first { f in (f.lowercased().hasSuffix(".psd1") || !constraint.hasVersion) && describe(file: f).map { constraint.accepts($0) } ?? false }
  }
  /// The files a name or path may stand for, best first.
  private func candidates(_ name: String) -> [String] {
    func at(_ base: String) -> [String] {
      if ModuleFolders.isFolder(base) { let m = ModuleFolders.modules(in: base); if !m.isEmpty { return m } }
      for suffix in ["", ".psd1", ".psm1", ".ps1"] where ModuleFolders.isFile(base + suffix) { return [base + suffix] }
      return []
    }
    let isPath = name.hasPrefix("/") || name.hasPrefix(".") || name.hasPrefix("~") || name.utf8.contains(58)
    if isPath { return at(context.fullPath(name)) }
    let relative = String(name.map { $0 == "\\" ? "/" : $0 })
    for folder in ModuleFolders.path {
      let found = ModuleFolders.spelled(relative, in: folder).map(at) ?? []
      if !found.isEmpty { return found }
      let file = at(folder + "/" + relative)
      if !file.isEmpty { return file }
    }
    return []
  }

  /// What a file says of its module; nothing of it is loaded. nil when it cannot be read.
  func describe(file: String) -> ModuleInfo? {
    guard let bytes = FileText.read(file) else { return nil }
    let m = ModuleInfo(ModuleFolders.name(file))
    m.path = file
    m.rootModule = file
    // what a compiled one would export is not known
    if file.lowercased().hasSuffix(".dll") { m.moduleType = "Binary"; return m }
    guard file.lowercased().hasSuffix(".psd1") else {
      if let exports = DetectedExports.of(file) { take(exports, m) }
      return m
    }
    guard let manifest = try? manifest(file, FileText.decode(bytes)), (try? manifest.check(warns: false, ofHost: false)) != nil else { return nil }
    describe(m, by: manifest)
    if m.rootModule == nil { m.rootModule = file }
    take(DetectedExports(manifest), m)
    m.exportedVariables = manifest.declaredVariables
    m.required = (try? manifest.specifications("RequiredModules"))?.map { ModuleInfo($0.name) } ?? []
    return m
  }
  /// Gives a module that is not loaded what it would export.
  func take(_ exports: DetectedExports, _ m: ModuleInfo) {
    m.exportedFunctions = exports.functions.compactMap { exported($0, by: m) }
    m.exportedAliases = exports.aliases.map { a in
      let alias = AliasInfo(a.name, a.target)
      alias.module = m
      alias.moduleName = m.name
      return alias
    }
    m.nested = exports.nested.map { part in
      let inner = ModuleInfo(ModuleFolders.name(PathSpace.slashes(part.name)))
      inner.path = part.file ?? ""
      return inner
    }
  }
  /// What the modules of the module path would export, as far as the session does not have it; those that are loaded tell it themselves.
  func availableFunctions() -> [FunctionInfo] {
    let listed = ListedModules.of(context)
    var known = Set(context.commands.allFunctions.map { $0.moduleName + "\\" + $0.name })
    var loaded: [String: ModuleInfo] = [:]
    for m in context.allModules {
      loaded[m.file ?? m.path] = m
      for f in m.exportedFunctions where !f.prefix.isEmpty { known.insert(m.name + "\\" + f.name) }
    }
    return ModuleFolders.path.flatMap { ModuleFolders.available(below: $0) }.compactMap { f in loaded[f] ?? listed.module(f) { describe(file: f) } }
      .flatMap(\.exportedFunctions).filter { !known.contains($0.moduleName + "\\" + $0.name) }
  }
  private func exported(_ name: String, by m: ModuleInfo) -> FunctionInfo? {
    guard let nothing = try? context.makeBlock("") else { return nil }
    let f = FunctionInfo(name, nothing)
    f.module = m
    f.moduleName = m.name
    return f
  }

  /// Loads a file as a module; nested modules and the root module of a manifest included.
  func load(_ path: String, arguments: [Value]) throws -> ModuleInfo {
    guard let bytes = FileText.read(path) else { throw notFound(path) }
    if isReporting { try shell.verbose("Loading module from path '\(path)'.") }
    let leaf = ModuleFolders.leaf(path)
    let m = ModuleInfo(ModuleFolders.name(path))
    m.path = path
    if leaf.lowercased().hasSuffix(".psd1") { return try loadManifest(m, path, FileText.decode(bytes), arguments) }
    try ModulesUnderway.of(context).nest(path, shell) { try run(try block(of: path, FileText.decode(bytes)), as: m, arguments) }
    if isReporting, m.exportsByDefault {
      for f in m.exportedFunctions { try shell.verbose("Exporting function '\(f.name)'.") }
      for a in m.exportedAliases { try shell.verbose("Exporting alias '\(a.name)'.") }
    }
    return m
  }

  /// A module file's code. What is wrong with its text is told as it is; the module is then one that was not found.
  private func block(of path: String, _ text: String) throws -> ScriptBlock {
    do { return try context.makeBlock(text, file: path) } catch let e as TerminatingError where e.record.category == .parserError {
      throw try broken(e.record)
    }
  }
  /// Runs a module's code. What it threw is an error of the command that loads it; after any other that ended it, the module is one
  /// that was not found.
  private func run(_ block: ScriptBlock, as m: ModuleInfo, _ arguments: [Value]) throws {
    do { try context.refuseClauses(block) } catch let e as TerminatingError {
      refused.records.append(e.record)
      throw shell.terminating(e.record)
    }
    do { try context.checkRequirements(block, m.path) } catch let e as TerminatingError { throw shell.terminating(e.record) }
    do { try context.load(m, block, arguments: arguments, at: shell.info.position) } catch let e as TerminatingError {
      guard !refused.records.contains(where: { $0 === e.record }) else { throw e }
      throw e.record.thrownByStatement ? shell.terminating(e.record.ofCommand) : try broken(e.record)
    }
  }
  /// Tells an error of a module's file as it is, without a place.
  private func broken(_ record: ErrorRecord) throws -> BrokenModule {
    let own = record.invocation?.command == nil ? ErrorRecord.contained(in: record.exception) : record.ofCommand
    own.position = nil
    own.hasNoCommandSuffix = own.invocation == nil
    try shell.passOn(own)
    return BrokenModule()
  }
  /// Reads a manifest; nothing of it is loaded.
  private func manifest(_ path: String, _ text: String) throws -> ModuleManifest {
    let refuse: (ErrorRecord) throws -> Void = { record in
      refused.records.append(record)
      throw shell.terminating(record)
    }
    // a manifest that cannot be read has been reported, which throws
    guard let read = try ModuleManifest.read(path, text, shell, report: refuse) else { throw notFound(path) }
    return read
  }
  /// What a manifest says of its module.
  func describe(_ m: ModuleInfo, by manifest: ModuleManifest) {
    m.manifest = manifest.data
    m.moduleType = manifest.typeByRoot
    m.rootModule = manifest.root.isEmpty ? nil : manifest.root
    m.prefix = manifest.text("DefaultCommandPrefix")
    if let version = manifest.data.get("ModuleVersion") { m.version = Conversion.toString(version) }
    m.descriptionText = manifest.text("Description")
    m.author = manifest.text("Author")
    m.companyName = manifest.text("CompanyName")
    m.copyright = manifest.text("Copyright")
    if (try? Conversion.convert(.str(manifest.text("GUID")), to: TypeTable.get("System.Guid"), context)) != nil { m.guid = manifest.text("GUID").lowercased() }
    m.privateData = manifest.data.get("PrivateData") ?? .null
  }

  private func loadManifest(_ m: ModuleInfo, _ path: String, _ text: String, _ arguments: [Value]) throws -> ModuleInfo {
    let manifest = try manifest(path, text)
    try manifest.check(warns: false)
    describe(m, by: manifest)
    m.moduleType = "Manifest"
    m.file = path
    let folder = PathText.parent(path)
    func file(_ n: String) -> String { n.hasPrefix("/") ? n : folder + "/" + n }
    /// A part by its name: the file as written, the code beside this manifest, a module elsewhere; never this manifest, which may
    /// have the same name.
    func place(_ n: String) -> String? {
      let written = file(n.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "/"))
      if let plain = [written, written + ".psm1"].first(where: ModuleFolders.isFile) { return plain }
      return [locate(written), locate(n)].lazy.compactMap { $0 }.first { $0 != path }
    }
    let underway = ModulesUnderway.of(context)
    underway.stack.append(m)
    defer { underway.stack.removeLast() }
    try loadRequired(m, manifest, underway)
    try loadFiles(manifest)
    var parts: [ModuleInfo] = []
    for n in try manifest.specifications("NestedModules").map({ $0.name }) {
      let place = place(n) ?? file(n)
      guard ModuleFolders.isFile(place) else { throw missing(n, "NestedModules", path) }
      let inner: ModuleInfo
      do { inner = try underway.nest(place, shell) { try load(place, arguments: arguments) } } catch is BrokenModule { throw missing(n, "NestedModules", path) }
      m.nested.append(inner)
      parts.append(inner)
    }
    if !manifest.root.isEmpty {
      guard let rootPath = place(manifest.root), ModuleFolders.isFile(rootPath) else { throw missing(manifest.root, "ModuleToProcess/RootModule", path) }
      let r: ModuleInfo
      do { r = try underway.nest(rootPath, shell) { try load(rootPath, arguments: arguments) } } catch is BrokenModule {
        throw missing(manifest.root, "ModuleToProcess/RootModule", path)
      }
      m.moduleType = "Script"
      // the module is known by its script, and stands in the manifest's folder
      m.path = rootPath
      m.base = folder
      for n in m.nested { r.use(n) }
      m.nested += r.nested
      m.adoptScope(of: r)
      parts.append(r)
    }
    func wanted(_ n: String, _ key: String) -> Bool { manifest.strings(key).map { $0.contains { Wildcard($0).matches(n) } } ?? true }
    for p in parts {
      m.exportedFunctions += p.exportedFunctions.filter { wanted($0.name, "FunctionsToExport") }
      m.exportedAliases += p.exportedAliases.filter { wanted($0.name, "AliasesToExport") }
      m.exportedVariables += p.exportedVariables.filter { wanted($0.name, "VariablesToExport") }
    }
    // of a name that several parts have, the last one's is meant
    var seen: Set<String> = []
    m.exportedFunctions = m.exportedFunctions.reversed().filter { seen.insert($0.name.lowercased()).inserted }.sorted { $0.name.lowercased() < $1.name.lowercased() }
    for f in m.exportedFunctions { f.module = m; f.moduleName = m.name }
    return m
  }

  /// What a manifest adds to the session before its code runs: assemblies, members and views of types, the caller's scripts.
  private func loadFiles(_ manifest: ModuleManifest) throws {
    func say(_ key: String, _ file: String) throws { if isReporting { try shell.verbose("Loading '\(key)' from path '\(file)'.") } }
    for name in manifest.strings("RequiredAssemblies") ?? [] {
      let file = name.hasPrefix("/") ? name : manifest.folder + "/" + PathSpace.slashes(name)
      guard let found = [file, file + ".dll"].first(where: ModuleFolders.isFile) else { continue }
      try say("Assembly", found)
      _ = try CompiledAssemblies.load(found, shell)
    }
    for file in manifest.files("TypesToProcess", extension: ".ps1xml") {
      try say("TypesToProcess", file)
      try TypesFile.load(file, context, report: stop)
    }
    for file in manifest.files("FormatsToProcess", extension: ".ps1xml") {
      try say("FormatsToProcess", file)
      if let views = try FormatFile.load(file, context, report: stop) { ViewTable.of(context).appended += views; ViewTable.of(context).loaded() }
    }
    for file in manifest.files("ScriptsToProcess", extension: ".ps1") {
      if isReporting { try shell.verbose("Dot-sourcing the script file '\(file)'.") }
      try context.runText(FileText.decode(FileText.read(file) ?? []), file: file)
    }
  }
  /// An error of a types or format file ends the load.
  private func stop(_ fault: ErrorRecord) throws { throw shell.terminating(ErrorRecord(fault.exception, id: "FormatXmlUpdateException", .invalidOperation)) }
  private func missing(_ name: String, _ key: String, _ manifest: String) -> TerminatingError {
    let text = "The module to process '\(name)', listed in field '\(key)' of module manifest '\(manifest)' was not processed because no valid module was found in any module directory."
    let x = PSException("System.Management.Automation.PSInvalidOperationException", text, inner: PSException("System.IO.FileNotFoundException", text))
    let record = ErrorRecord(x, id: "Modules_ModuleFileNotFound", .resourceUnavailable, target: .str(ModuleFolders.name(manifest)))
    refused.records.append(record)
    return shell.terminating(record)
  }

  /// Modules that must be there first; those not loaded are.
  private func loadRequired(_ m: ModuleInfo, _ manifest: ModuleManifest, _ underway: ModulesUnderway) throws {
    let path = manifest.path
    func refuse(_ message: String) -> TerminatingError {
      let record = ErrorRecord(PSException("System.MissingMemberException", message), id: "Modules_InvalidManifest", .resourceUnavailable, target: .str(underway.stack.first?.path ?? path))
      refused.records.append(record)
      return shell.terminating(record)
    }
    for specified in try manifest.specifications("RequiredModules") {
      let name = specified.name, constraint = try ModuleConstraint(specified, shell)
      if let own = BuiltInModules.module(name), constraint.accepts(own) { m.required.append(own); continue }
      if let loaded = context.modules[ModuleFolders.leaf(name).lowercased()], constraint.accepts(loaded) { m.required.append(loaded); continue }
      // a path is meant from the manifest's folder
      let place = name.hasPrefix("./") || name.hasPrefix("../") || name.hasPrefix(".\\") || name.hasPrefix("..\\") ? PathText.parent(path) + "/" + PathSpace.slashes(name) : name
      func unloaded() -> TerminatingError {
        let what = constraint.isEmpty ? "" : " with " + constraint.wish
        let shown = place == name ? name : context.fullPath(place)
        return refuse("The required module '\(shown)'\(what) is not loaded. Load the module or remove the module from 'RequiredModules' in the file '\(path)'.")
      }
      guard let found = locate(place, constraint) else { throw unloaded() }
      if underway.stack.contains(where: { $0.path == found }) {
        throw refuse("""
          The required module '\(m.name)' is not loaded. The module '\(m.name)' has a requiredModule '\(specified.text())' in its module manifest '\(path)' \
          that points to a cyclic dependency.
          """)
      }
      let r: ModuleInfo
      do { r = try load(found, arguments: []) } catch is BrokenModule { throw unloaded() }
      try context.publish(r, isGlobal: true)
      m.required.append(r)
    }
  }

  func notFound(_ name: String) -> TerminatingError {
    shell.terminating(
      "Modules_ModuleNotFound", .resourceUnavailable,
      "The specified module '\(name)' was not loaded because no valid module file was found in any module directory.",
      exception: "System.IO.FileNotFoundException", target: .str(name))
  }
}

/// Modules that were listed without being loaded, so that the commands they offer know them.
private final class ListedModules {
  private let known = UnchangedFiles<ModuleInfo?>()
  func module(_ file: String, _ read: () -> ModuleInfo?) -> ModuleInfo? { known.value(of: file, read) }
  static func of(_ context: ExecutionContext) -> ListedModules { context.service("ListedModules") { ListedModules() } }
}

/// A module's file has errors of syntax, which were reported.
struct BrokenModule: Error {}

/// Errors that mean a manifest was turned down: they are reported, and nothing is loaded.
final class RefusedManifests {
  var records: [ErrorRecord] = []
}

/// Manifests being loaded, outermost first, and how many modules of any kind load one another.
private final class ModulesUnderway {
  var stack: [ModuleInfo] = []
  private var depth = 0
  private static let maximumDepth = 10
  /// Loads one more inside those underway.
  func nest<T>(_ path: String, _ shell: Invocation, _ load: () throws -> T) throws -> T {
    depth += 1
    defer { depth -= 1 }
    if depth > ModulesUnderway.maximumDepth {
      throw shell.terminating(
        "Modules_ModuleTooDeeplyNested", .invalidOperation,
        """
        Cannot load the module '\(path)' because the module nesting limit has been exceeded. Modules can only be nested to \
        \(ModulesUnderway.maximumDepth) levels. Evaluate and change the order in which you are loading modules to prevent exceeding the nesting \
        limit, and then try running your script again.
        """,
        exception: "System.InvalidOperationException", target: .str(path))
    }
    return try load()
  }
  static func of(_ context: ExecutionContext) -> ModulesUnderway { context.service("ModulesUnderway") { ModulesUnderway() } }
}
