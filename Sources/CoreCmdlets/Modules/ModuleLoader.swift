/// Finding and loading modules: `.psm1` scripts, `.psd1` manifests, `.ps1` scripts, folders on `$env:PSModulePath`.
import Engine
import NetTypes

struct ModuleLoader {
  let shell: Invocation
  /// Says with `-Verbose` what is loaded.
  var isReporting = false
  var context: ExecutionContext { shell.context }

  /// The file a module name or path stands for; the newest version that will do.
  func locate(_ name: String, _ constraint: ModuleConstraint = ModuleConstraint()) -> String? {
    let files = candidates(name)
    if constraint.isEmpty { return files.first }
    return files.first { f in describe(file: f).map { constraint.accepts($0) } ?? false }
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
    let isFile = [".psm1", ".psd1", ".ps1"].contains { name.lowercased().hasSuffix($0) }
    return isFile || relative.utf8.contains(47) ? at(context.fullPath(name)) : []
  }

  /// What a file says of its module; nothing of it is loaded. nil when it cannot be read.
  func describe(file: String) -> ModuleInfo? {
    guard let bytes = FileText.read(file) else { return nil }
    let m = ModuleInfo(ModuleFolders.name(file))
    m.path = file
    let text = FileText.decode(bytes)
    if file.lowercased().hasSuffix(".psd1") {
      guard let h = try? describe(m, file, text) else { return nil }
      m.exportedFunctions = ModuleExportNames.functions(h).compactMap { exported($0, by: m) }
      if let root = h.get("RootModule") ?? h.get("ModuleToProcess"), Conversion.toString(root).lowercased().hasSuffix(".psm1") { m.moduleType = "Script" }
    } else { m.exportedFunctions = ModuleExportNames.functions(inScript: text).compactMap { exported($0, by: m) } }
    return m
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
    let block = try context.makeBlock(FileText.decode(bytes), file: path)
    try context.load(m, block, arguments: arguments)
    if isReporting, m.exportsByDefault {
      for f in m.exportedFunctions { try shell.verbose("Exporting function '\(f.name)'.") }
      for a in m.exportedAliases { try shell.verbose("Exporting alias '\(a.name)'.") }
    }
    return m
  }

  /// Reads a manifest into a module description; nothing of it is loaded.
  func describe(_ m: ModuleInfo, _ path: String, _ text: String) throws -> PSHash {
    guard case .hash(let h) = try context.invokeBlock(try context.makeBlock(text, file: path)).base else {
      throw shell.terminating("Modules_InvalidManifest", .resourceUnavailable, "The '\(path)' module cannot be imported because its manifest does not contain a valid hashtable.", exception: "System.ArgumentException")
    }
    m.manifest = h
    m.moduleType = "Manifest"
    func entry(_ key: String) -> String { h.get(key).map { Conversion.toString($0) } ?? "" }
    if h.get("ModuleVersion") != nil { m.version = entry("ModuleVersion") }
    m.descriptionText = entry("Description")
    m.author = entry("Author")
    m.companyName = entry("CompanyName")
    m.copyright = entry("Copyright")
    if h.get("GUID") != nil { m.guid = entry("GUID").lowercased() }
    m.privateData = h.get("PrivateData") ?? .null
    return h
  }

  private func loadManifest(_ m: ModuleInfo, _ path: String, _ text: String, _ arguments: [Value]) throws -> ModuleInfo {
    let h = try describe(m, path, text)
    let folder = PathText.parent(path)
    func list(_ key: String) -> [String]? {
      guard let v = h.get(key), !v.isNull else { return nil }
      return (v.arrayValue?.values ?? [v]).map { Conversion.toString((try? context.property($0, "ModuleName")) .flatMap { $0 } ?? $0) }
    }
    func file(_ n: String) -> String { n.hasPrefix("/") ? n : folder + "/" + n }
    /// A part by its name: the file as written, the code beside this manifest, a module elsewhere; never this manifest, which may
    /// have the same name.
    func place(_ n: String) -> String? {
      let written = file(n.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "/"))
      if let plain = [written, written + ".psm1"].first(where: ModuleFolders.isFile) { return plain }
      return [locate(written), locate(n)].lazy.compactMap { $0 }.first { $0 != path }
    }
    for s in list("ScriptsToProcess") ?? [] { try context.runText(FileText.decode(FileText.read(file(s)) ?? []), file: file(s)) }
    try loadRequired(m, path, h)
    var parts: [ModuleInfo] = []
    let underway = ModulesUnderway.of(context)
    underway.stack.append(m)
    defer { underway.stack.removeLast() }
    for n in list("NestedModules") ?? [] {
      let place = place(n) ?? locate(file(n)) ?? file(n)
      // a module that nests itself, at whatever remove
      if let outer = underway.stack.first(where: { $0.path == place }) { m.nested.append(outer); continue }
      let inner = try load(place, arguments: arguments)
      m.nested.append(inner)
      parts.append(inner)
    }
    if let root = h.get("RootModule") ?? h.get("ModuleToProcess"), !root.isNull, !Conversion.toString(root).isEmpty {
      let name = Conversion.toString(root)
      guard let rootPath = place(name), ModuleFolders.isFile(rootPath) else { throw notFound(file(name)) }
      let r = try load(rootPath, arguments: arguments)
      m.moduleType = "Script"
      for n in m.nested { r.use(n) }
      m.nested += r.nested
      m.adoptScope(of: r)
      parts.append(r)
    }
    func wanted(_ n: String, _ patterns: [String]?) -> Bool { patterns.map { $0.contains { Wildcard($0).matches(n) } } ?? true }
    for p in parts {
      m.exportedFunctions += p.exportedFunctions.filter { wanted($0.name, list("FunctionsToExport")) }
      m.exportedAliases += p.exportedAliases.filter { wanted($0.name, list("AliasesToExport")) }
      m.exportedVariables += p.exportedVariables.filter { wanted($0.name, list("VariablesToExport")) }
    }
    for f in m.exportedFunctions { f.module = m; f.moduleName = m.name }
    return m
  }

  /// Modules that must be there first; those not loaded are.
  private func loadRequired(_ m: ModuleInfo, _ path: String, _ manifest: PSHash) throws {
    guard let v = manifest.get("RequiredModules"), !v.isNull else { return }
    for entry in v.arrayValue?.values ?? [v] {
      let specified = entry.hashValue_ == nil ? nil : try Conversion.convert(entry, to: TypeTable.get("Microsoft.PowerShell.Commands.ModuleSpecification"), context).refValue as? ModuleSpecification
      let name = specified?.name ?? Conversion.toString(entry, context), constraint = try specified.map { try ModuleConstraint($0, shell) } ?? ModuleConstraint()
      if let own = BuiltInModules.module(name), constraint.accepts(own) { continue }
      if let loaded = context.modules[ModuleFolders.leaf(name).lowercased()], constraint.accepts(loaded) { m.required.append(loaded); continue }
      // a path is meant from the manifest's folder
      let place = name.hasPrefix("./") || name.hasPrefix("../") || name.hasPrefix(".\\") || name.hasPrefix("..\\") ? PathText.parent(path) + "/" + PathSpace.slashes(name) : name
      guard let found = locate(place, constraint) else {
        let what = constraint.isEmpty ? "" : " with " + constraint.wish
        throw shell.terminating("Modules_InvalidManifest", .resourceUnavailable, "The required module '\(name)'\(what) is not loaded. Load the module or remove the module from 'RequiredModules' in the file '\(path)'.", exception: "System.MissingMemberException", target: .str(path))
      }
      let r = try load(found, arguments: [])
      try context.publish(r, isGlobal: true)
      m.required.append(r)
    }
  }

  func notFound(_ name: String) -> TerminatingError {
    shell.terminating("Modules_ModuleNotFound", .resourceUnavailable, "The specified module '\(name)' was not loaded because no valid module file was found in any module directory.", exception: "System.IO.FileNotFoundException", target: .str(name))
  }
}

/// Manifests being loaded, outermost first.
private final class ModulesUnderway {
  var stack: [ModuleInfo] = []
  static func of(_ context: ExecutionContext) -> ModulesUnderway {
    if let u = context.services["ModulesUnderway"] as? ModulesUnderway { return u }
    let u = ModulesUnderway()
    context.services["ModulesUnderway"] = u
    return u
  }
}
