/// Lists loaded modules, or with -ListAvailable those that can be loaded.
import Engine
import NetTypes

struct GetModule: Cmdlet {
  static let command = Command("Get", "Module", module: "Microsoft.PowerShell.Core", defaultSet: "Loaded",
    outputs: ["System.Management.Automation.PSModuleInfo"],
    synopsis: "Lists the modules of the session.",
    examples: [("Those that could be imported", "Get-Module -ListAvailable")])

  @Parameter("Name", at: 0, from: .pipeline, sets: ["Loaded", "Available", "PsSession", "CimSession"], validate: [.notNullOrEmpty]) var names: [String]
  @Parameter("FullyQualifiedName", from: .propertyName, sets: ["Loaded", "Available", "PsSession", "CimSession"],
    type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var specifications: [Value]
  @Parameter("All", sets: ["Loaded", "Available"]) var all: Switch
  @Parameter("ListAvailable", in: [InSet("Available", mandatory: true), InSet("PsSession"), InSet("CimSession")]) var listAvailable: Switch
  @Parameter("PSEdition", sets: ["Available", "PsSession"]) var edition: String?
  @Parameter("SkipEditionCheck", sets: ["Available", "PsSession", "CimSession"], fidelity: .inert) var skipEditionCheck: Switch
  @Parameter("Refresh", sets: ["Available", "PsSession", "CimSession"], fidelity: .inert) var refresh: Switch
  @Parameter("PSSession", sets: ["PsSession"], mandatory: true, validate: [.notNull], type: "System.Management.Automation.Runspaces.PSSession") var session: Value
  @Parameter("CimSession", sets: ["CimSession"], mandatory: true, validate: [.notNull], type: "Microsoft.Management.Infrastructure.CimSession") var cimSession: Value
  @Parameter("CimResourceUri", sets: ["CimSession"], validate: [.notNull], type: "System.Uri", fidelity: .inert) var cimResourceUri: Value?
  @Parameter("CimNamespace", sets: ["CimSession"], validate: [.notNullOrEmpty], fidelity: .inert) var cimNamespace: String?

  mutating func process(_ shell: Invocation) throws {
    var wanted = names.map { ($0, ModuleConstraint()) }
    for s in specifications {
      guard let s = s.refValue as? ModuleSpecification else { continue }
      wanted.append((s.name, try ModuleConstraint(s, shell)))
    }
    if $session.isBound {
      let offered = BuiltInModules.available + (BuiltInModules.ofServer(shell.context.remoteComputers?.module ?? "").map { [$0] } ?? [])
      for m in offered.sorted(by: { $0.name < $1.name })
      where suits(m) && (wanted.isEmpty || wanted.contains { Wildcard($0.0).matches(m.name) && $0.1.accepts(m) }) { try shell.write(listed(m)) }
    } else if listAvailable.isOn { try available(wanted, shell) } else { try loaded(wanted, shell) }
  }

  private func loaded(_ wanted: [(String, ModuleConstraint)], _ shell: Invocation) throws {
    var found = all.isOn ? shell.context.allModules : shell.context.modulesInSight
    for m in BuiltInModules.used(shell.context) { found += all.isOn ? [m] + m.nested : [m] }
    for m in found.sorted(by: { $0.name.lowercased() < $1.name.lowercased() })
    where wanted.isEmpty || wanted.contains(where: { Wildcard($0.0).matches(m.name) && $0.1.accepts(m) }) { try shell.write(.other(m)) }
  }

  /// Modules that can be loaded: of the module path, or of the folders and files named.
  private func available(_ wanted: [(String, ModuleConstraint)], _ shell: Invocation) throws {
    let loader = ModuleLoader(shell: shell)
    func give(_ files: [String], _ named: (ModuleInfo) -> Bool) throws {
      for f in files {
        let m = loader.describe(file: f) ?? unread(f)
        if named(m), suits(m) { try shell.write(listed(m)) }
      }
    }
    let byName = wanted.filter { !isPath($0.0) }
    if wanted.isEmpty || !byName.isEmpty {
      let named: (ModuleInfo) -> Bool = { m in wanted.isEmpty || byName.contains { Wildcard($0.0).matches(m.name) && $0.1.accepts(m) } }
      for folder in ModuleFolders.path { try give(all.isOn ? ModuleFolders.all(below: folder) : ModuleFolders.available(below: folder), named) }
      for m in BuiltInModules.available + byName.compactMap({ BuiltInModules.ofServer($0.0) }) where named(m) && suits(m) { try shell.write(listed(m)) }
    }
    for (path, constraint) in wanted where isPath(path) {
      let isLiteral = Wildcard(path).isLiteral
      for p in isLiteral ? [shell.context.fullPath(path)] : (try? shell.items([path], literal: false).map { $0.path }) ?? [] {
        // a file named like a module's is listed unseen
        let found = ModuleFolders.isFolder(p) || !ModuleFolders.isNamedLikeModule(p) ? files(at: p) : [p]
        try give(found) { constraint.accepts($0) }
        if !found.isEmpty || !isLiteral { continue }
        try shell.error(
          "Modules_ModuleNotFoundForGetModule", .resourceUnavailable,
          "The specified module '\(p)' was not found. Update the Name parameter to point to a valid path, and then try again. ",
          exception: "System.IO.FileNotFoundException", target: .str(p))
      }
    }
  }
  /// What stands for a module of whose file nothing can be told.
  private func unread(_ file: String) -> ModuleInfo {
    let m = ModuleInfo(ModuleFolders.name(file))
    m.path = file
    m.rootModule = file
    let name = file.lowercased()
    m.moduleType = name.hasSuffix(".psd1") ? "Manifest" : name.hasSuffix(".dll") ? "Binary" : "Script"
    return m
  }
  /// A module as a list shows it, by folders.
  private func listed(_ m: ModuleInfo) -> Value {
    let o = PSObject(wrapping: .other(m))
    o.typeNames = ["ModuleInfoGrouping", "System.Management.Automation.PSModuleInfo", "System.Object"]
    return .object(o)
  }
  private func files(at place: String) -> [String] {
    guard ModuleFolders.isFolder(place) else { return [] }
    guard all.isOn else { return ModuleFolders.modules(in: place) }
    // of every folder below, the module named like the outermost
    let name = ModuleFolders.leaf(place)
    var seen = Set<String>()
    return ([place] + folders(below: place)).compactMap { ModuleFolders.file(name, in: $0) }.filter { seen.insert($0).inserted }
  }
  private func folders(below place: String) -> [String] {
    ModuleFolders.entries(place).map { place + "/" + $0 }.filter(ModuleFolders.isFolder).flatMap { [$0] + folders(below: $0) }
  }
  private func suits(_ m: ModuleInfo) -> Bool {
    guard let edition, let editions = m.manifest?.get("CompatiblePSEditions"), !editions.isNull else { return edition == nil }
    return (editions.arrayValue?.values ?? [editions]).contains { Conversion.toString($0).equalsIgnoringCase(edition) }
  }
  private func isPath(_ s: String) -> Bool { s.utf8.contains(47) || s.utf8.contains(92) || s.hasPrefix("~") || s == "." || s == ".." }
}
