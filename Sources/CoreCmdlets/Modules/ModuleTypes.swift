/// Members of `PSModuleInfo`.
import Engine
import NetTypes

enum ModuleTypes {
  static func register() {
    TypeTable.register("System.Management.Automation.ModuleType") {
      let t = NetType("System.Management.Automation.ModuleType", .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
      t.enumeration = EnumInfo([("Script", 0), ("Binary", 1), ("Manifest", 2), ("Cim", 3), ("Workflow", 4)])
      return t
    }
    TypeTable.register("System.Management.Automation.PSModuleInfo") { NetType("System.Management.Automation.PSModuleInfo", base: TypeTable.object, define: define) }
  }
  private static func define(_ t: NetType) {
    let ns = "System.Management.Automation."
    func module(_ v: Value) -> ModuleInfo? { v.refValue as? ModuleInfo }
    func text(_ s: String?) -> Value { s.map { .str($0) } ?? .null }
    func manifest(_ v: Value, _ key: String) -> Value { module(v)?.manifest?.get(key) ?? .null }
    func published(_ v: Value, _ key: String) -> Value { module(v)?.privateData.hashValue_?.get("PSData")?.hashValue_?.get(key) ?? .null }
    func table<T: Ref>(_ items: [(String, T)], _ type: String) -> Value {
      let h = PSHash(.dictionary)
      h.keyType = TypeTable.string
      h.valueType = TypeTable.get(ns + type)
      for (n, x) in items { h.set(n, .other(x)) }
      return .hash(h)
    }
    func list(_ m: [ModuleInfo]) -> Value {
      let a = PSArray(m.map { .other($0) })
      a.kind = .readOnlyCollection
      a.elementType = t
      return .array(a)
    }
    func strings(_ v: Value) -> Value { .array(PSArray(v.isNull ? [] : (v.arrayValue?.values ?? [v]).map { .str(Conversion.toString($0)) }, of: TypeTable.string)) }
    /// The files of a member, from the manifest's folder.
    func files(_ v: Value, _ key: String) -> Value {
      let names = manifest(v, key)
      guard !names.isNull, let m = module(v) else { return strings(.null) }
      let folder = m.base ?? PathText.parent(m.file ?? m.path)
      return strings(.arr((names.arrayValue?.values ?? [names]).map { n in
        let name = PathSpace.slashes(Conversion.toString(n))
        return .str(name.hasPrefix("/") ? name : folder + "/" + name)
      }))
    }
    func convert(_ s: String, _ type: String, _ c: ExecutionContext) -> Value { (try? Conversion.convert(.str(s), to: TypeTable.get(type), c)) ?? .null }
    func converted(_ v: Value, _ type: String, _ c: ExecutionContext) -> Value { v.isNull ? .null : convert(Conversion.toString(v), type, c) }
    t.property("bool LogPipelineExecutionDetails {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    t.property("string Name {get;}") { v, _ in text(module(v)?.name) }
    t.property("string Path {get;}") { v, _ in text(module(v)?.path) }
    t.property("System.Reflection.Assembly ImplementingAssembly {get;}") { _, _ in .null }
    t.property("\(ns)SessionState SessionState {get;set;}") { v, c in module(v).flatMap { m in m.hasCode ? .other(c.sessionState(of: m)) : nil } ?? .null }
    t.property("string Definition {get;}") { v, _ in text(module(v)?.definitionText) }
    t.property("string Description {get;set;}", set: { v, x, _ in module(v)?.descriptionText = Conversion.toString(x) }) { v, _ in text(module(v)?.descriptionText) }
    t.property("guid Guid {get;}") { v, c in module(v).map { convert($0.guid, "System.Guid", c) } ?? .null }
    t.property("string HelpInfoUri {get;}") { v, _ in manifest(v, "HelpInfoURI") }
    t.property("string ModuleBase {get;}") { v, _ in module(v).map { m in .str(m.base ?? m.path.lastIndex(of: "/").map { String(m.path[..<$0]) } ?? "") } ?? .null }
    t.property("System.Object PrivateData {get;set;}", set: { v, x, _ in module(v)?.privateData = x }) { v, _ in module(v)?.privateData ?? .null }
    t.property("System.Collections.Generic.IEnumerable[string] Tags {get;}") { v, _ in strings(published(v, "Tags")) }
    t.property("uri ProjectUri {get;}") { v, c in converted(published(v, "ProjectUri"), "System.Uri", c) }
    t.property("uri IconUri {get;}") { v, c in converted(published(v, "IconUri"), "System.Uri", c) }
    t.property("uri LicenseUri {get;}") { v, c in converted(published(v, "LicenseUri"), "System.Uri", c) }
    t.property("string ReleaseNotes {get;}") { v, _ in published(v, "ReleaseNotes") }
    t.property("uri RepositorySourceLocation {get;}") { _, _ in .null }
    t.property("version Version {get;}") { v, c in module(v).map { convert($0.version, "System.Version", c) } ?? .null }
    t.property("\(ns)ModuleType ModuleType {get;}") { v, _ in module(v).map { .other(PSEnum(ns + "ModuleType", $0.moduleType)) } ?? .null }
    t.property("System.Reflection.ProcessorArchitecture ProcessorArchitecture {get;}") { v, _ in
      let name = manifest(v, "ProcessorArchitecture")
      return .other(PSEnum("System.Reflection.ProcessorArchitecture", name.isNull ? "None" : Conversion.toString(name)))
    }
    t.property("string Author {get;}") { v, _ in text(module(v)?.author) }
    t.property("\(ns)ModuleAccessMode AccessMode {get;set;}", set: { v, x, _ in module(v)?.accessMode = Conversion.toString(x) }) { v, _ in
      .other(PSEnum(ns + "ModuleAccessMode", module(v)?.accessMode ?? "ReadWrite"))
    }
    t.property("version ClrVersion {get;}") { v, c in converted(manifest(v, "CLRVersion"), "System.Version", c) }
    t.property("string CompanyName {get;}") { v, _ in text(module(v)?.companyName) }
    t.property("string Copyright {get;}") { v, _ in text(module(v)?.copyright) }
    t.property("version DotNetFrameworkVersion {get;}") { v, c in converted(manifest(v, "DotNetFrameworkVersion"), "System.Version", c) }
    t.property("System.Collections.Generic.Dictionary[string,\(ns)FunctionInfo] ExportedFunctions {get;}") { v, _ in
      table(module(v)?.exportedFunctions.map { ($0.importedName, $0) } ?? [], "FunctionInfo")
    }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[string] ExportedDscResources {get;}") { _, _ in strings(.null) }
    t.property("System.Collections.Generic.IEnumerable[System.Management.Automation.ExperimentalFeature] ExperimentalFeatures {get;}") { _, _ in strings(.null) }
    t.property("string Prefix {get;}") { v, _ in text(module(v).flatMap { $0.manifest == nil ? nil : $0.prefix }) }
    t.property("System.Collections.Generic.Dictionary[string,\(ns)CmdletInfo] ExportedCmdlets {get;}") { v, c in table(cmdlets(module(v), c), "CmdletInfo") }
    t.property("System.Collections.Generic.Dictionary[string,\(ns)CommandInfo] ExportedCommands {get;}") { v, c in
      guard let m = module(v) else { return .null }
      var all: [(String, CommandInfo)] = m.exportedFunctions.map { ($0.importedName, $0 as CommandInfo) }
      all += cmdlets(m, c).map { ($0.0, $0.1 as CommandInfo) }
      all += m.exportedAliases.map { ($0.name, $0 as CommandInfo) }
      return table(all, "CommandInfo")
    }
    t.property("System.Collections.Generic.IEnumerable[string] FileList {get;}") { v, _ in files(v, "FileList") }
    t.property("System.Collections.Generic.IEnumerable[string] CompatiblePSEditions {get;}") { v, _ in strings(manifest(v, "CompatiblePSEditions")) }
    t.property("System.Collections.Generic.IEnumerable[System.Object] ModuleList {get;}") { v, _ in module(v)?.manifest?.get("ModuleList") ?? .arr([]) }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo] NestedModules {get;}") { v, _ in list(module(v)?.nested ?? []) }
    t.property("string PowerShellHostName {get;}") { v, _ in manifest(v, "PowerShellHostName") }
    t.property("version PowerShellHostVersion {get;}") { v, c in converted(manifest(v, "PowerShellHostVersion"), "System.Version", c) }
    t.property("version PowerShellVersion {get;}") { v, c in converted(manifest(v, "PowerShellVersion"), "System.Version", c) }
    t.property("System.Collections.Generic.IEnumerable[string] Scripts {get;}") { v, _ in files(v, "ScriptsToProcess") }
    t.property("System.Collections.Generic.IEnumerable[string] RequiredAssemblies {get;}") { v, _ in strings(manifest(v, "RequiredAssemblies")) }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo] RequiredModules {get;}") { v, _ in list(module(v)?.required ?? []) }
    t.property("string RootModule {get;}") { v, _ in module(v)?.rootModule.map { .str($0) } ?? manifest(v, "RootModule") }
    t.property("System.Collections.Generic.Dictionary[string,psvariable] ExportedVariables {get;}") { v, _ in table(module(v)?.exportedVariables.map { ($0.name, $0) } ?? [], "PSVariable") }
    t.property("System.Collections.Generic.Dictionary[string,\(ns)AliasInfo] ExportedAliases {get;}") { v, _ in table(module(v)?.exportedAliases.map { ($0.name, $0) } ?? [], "AliasInfo") }
    t.property("scriptblock OnRemove {get;set;}", set: { v, x, _ in module(v)?.onRemove = x }) { v, _ in module(v)?.onRemove ?? .null }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[string] ExportedFormatFiles {get;}") { v, _ in files(v, "FormatsToProcess") }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[string] ExportedTypeFiles {get;}") { v, _ in files(v, "TypesToProcess") }
    t.method("System.Object Invoke(scriptblock sb, Params System.Object[] args)") { v, a, c in
      guard let m = module(v), case .block(let b)? = a.first?.base else { return .null }
      return try NetTypes.invoking { try c.throwing { try c.invoke(b, in: m, arguments: a.count > 1 ? a[1].arrayValue?.values ?? [a[1]] : []) } }
    }
    t.method("scriptblock NewBoundScriptBlock(scriptblock scriptBlockToBind)") { v, a, c in
      guard let m = module(v), case .block(let b)? = a.first?.base else { return .null }
      return .block(c.bind(b, to: m))
    }
    t.method("psvariable GetVariableFromCallersModule(string variableName)") { _, a, c in try c.variableObject(a.first.map { Conversion.toString($0) } ?? "").map { .other($0) } ?? .null }
    t.method("psobject AsCustomObject()") { v, _, c in module(v).map { .object(c.customObject(of: $0)) } ?? .null }
    t.method("System.Collections.ObjectModel.ReadOnlyDictionary[string,System.Management.Automation.Language.TypeDefinitionAst] GetExportedTypeDefinitions()") { v, _, _ in
      let h = PSHash(.dictionary)
      (h.keyType, h.valueType) = (TypeTable.string, TypeTable.get(ns + "Language.TypeDefinitionAst"))
      h.exactType = TypeTable.resolve("System.Collections.ObjectModel.ReadOnlyDictionary[string,\(ns)Language.TypeDefinitionAst]")
      for d in module(v)?.exportedTypeDefinitions ?? [] { h.set(d.name, NetTypes.syntaxTree(d)) }
      h.isReadOnly = true
      return .hash(h)
    }
    t.method("string ToString()") { v, _, _ in text(module(v)?.name) }
  }
  /// Cmdlets of the modules that are part of the program.
  private static func cmdlets(_ m: ModuleInfo?, _ c: ExecutionContext) -> [(String, CmdletInfo)] {
    if let m, !m.exportedCmdlets.isEmpty { return m.exportedCmdlets.map { ($0.name, $0) } }
    guard let m, m.exportedFunctions.isEmpty, BuiltInModules.isOwn(m) else { return [] }
    return c.commands.allCmdlets.filter { $0.command.module.equalsIgnoringCase(m.name) }.sorted { $0.name < $1.name }.map { ($0.name, $0) }
  }
}
