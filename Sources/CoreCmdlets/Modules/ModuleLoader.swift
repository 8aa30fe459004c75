/// Finding and loading modules: `.psm1` scripts, `.psd1` manifests, `.ps1` scripts, folders on `$env:PSModulePath`.
import Engine

struct ModuleLoader {
  let shell: Invocation
  var context: ExecutionContext { shell.context }

  /// Modules that are part of the program: nothing is loaded for them.
  static let builtIn = ["Microsoft.PowerShell.Core", "Microsoft.PowerShell.Utility", "Microsoft.PowerShell.Management", "Microsoft.PowerShell.Security", "Microsoft.PowerShell.Host", "Microsoft.PowerShell.Archive", "CimCmdlets", "ThreadJob", "Microsoft.PowerShell.ThreadJob", "Lync", "SkypeForBusiness"]

  /// The file a module name or path stands for.
  func locate(_ name: String) -> String? {
    func candidate(_ base: String) -> String? {
      for suffix in ["", ".psd1", ".psm1", ".ps1"] where FileText.read(base + suffix) != nil { return base + suffix }
      let leaf = PathText.leaf(base)
      for suffix in [".psd1", ".psm1"] where FileText.read(base + "/" + leaf + suffix) != nil { return base + "/" + leaf + suffix }
      return nil
    }
    if name.contains("/") || name.contains("\\") || name.hasPrefix(".") || name.hasPrefix("~") { return candidate(context.fullPath(name)) }
    for folder in (Environment.get("PSModulePath") ?? "").split(separator: ":") {
      if let f = candidate(folder + "/" + name) { return f }
    }
    return name.lowercased().hasSuffix(".psm1") || name.lowercased().hasSuffix(".psd1") || name.lowercased().hasSuffix(".ps1") ? candidate(context.fullPath(name)) : nil
  }

  /// Loads a file as a module; nested modules and the root module of a manifest included.
  func load(_ path: String, arguments: [Value]) throws -> ModuleInfo {
    guard let bytes = FileText.read(path) else { throw notFound(path) }
    let leaf = PathText.leaf(path)
    let m = ModuleInfo(PathText.base(leaf))
    m.path = path
    if leaf.lowercased().hasSuffix(".psd1") { return try loadManifest(m, path, FileText.decode(bytes), arguments) }
    let block = try context.makeBlock(FileText.decode(bytes), file: path)
    try context.load(m, block, arguments: arguments)
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
    for n in list("RequiredModules") ?? [] where !ModuleLoader.builtIn.contains(where: { $0.equalsIgnoringCase(n) }) {
      if let loaded = context.modules[n.lowercased()] { m.required.append(loaded); continue }
      guard let found = locate(n) else {
        throw shell.terminating("Modules_InvalidManifest", .resourceUnavailable, "The required module '\(n)' is not loaded. Load the module or remove the module from 'RequiredModules' in the file '\(path)'.", exception: "System.Management.Automation.MissingMemberException", target: .str(path))
      }
      let r = try load(found, arguments: [])
      try context.publish(r, isGlobal: true)
      m.required.append(r)
    }
    var parts: [ModuleInfo] = []
    for n in list("NestedModules") ?? [] {
      let inner = try load(locate(file(n)) ?? file(n), arguments: arguments)
      m.nested.append(inner)
      parts.append(inner)
    }
    if let root = h.get("RootModule") ?? h.get("ModuleToProcess"), !root.isNull, !Conversion.toString(root).isEmpty {
      let rootPath = file(Conversion.toString(root))
      guard FileText.read(rootPath) != nil else { throw notFound(rootPath) }
      let r = try load(rootPath, arguments: arguments)
      m.moduleType = "Script"
      m.nested += r.nested
      m.adoptScope(of: r)
      parts.append(r)
    }
    for s in list("ScriptsToProcess") ?? [] { try context.runText(FileText.decode(FileText.read(file(s)) ?? []), file: file(s)) }
    func wanted(_ n: String, _ patterns: [String]?) -> Bool { patterns.map { $0.contains { Wildcard($0).matches(n) } } ?? true }
    for p in parts {
      m.exportedFunctions += p.exportedFunctions.filter { wanted($0.name, list("FunctionsToExport")) }
      m.exportedAliases += p.exportedAliases.filter { wanted($0.name, list("AliasesToExport")) }
      m.exportedVariables += p.exportedVariables.filter { wanted($0.name, list("VariablesToExport")) }
    }
    for f in m.exportedFunctions { f.module = m; f.moduleName = m.name }
    return m
  }

  func notFound(_ name: String) -> TerminatingError {
    shell.terminating("Modules_ModuleNotFound", .resourceUnavailable, "The specified module '\(name)' was not loaded because no valid module file was found in any module directory.", exception: "System.IO.FileNotFoundException", target: .str(name))
  }
}
