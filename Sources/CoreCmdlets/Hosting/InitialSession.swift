/// What a runspace starts with: `InitialSessionState` and its entries.
import Engine
import NetTypes
import Primitives

final class InitialSession: Ref {
  enum Kind { case standard, empty }
  let kind: Kind
  let commands = InitialSession.list("SessionStateCommandEntry"), variables = InitialSession.list("SessionStateVariableEntry")
  let environment = InitialSession.list("SessionStateVariableEntry"), types = InitialSession.list("SessionStateTypeEntry"), formats = InitialSession.list("SessionStateFormatEntry")
  let providers = InitialSession.list("SessionStateProviderEntry"), assemblies = InitialSession.list("SessionStateAssemblyEntry")
  var modules: [Value] = []
  let startupScripts: PSHash = { let h = PSHash(.hashSet, caseSensitive: true); h.keyType = TypeTable.string; return h }()
  /// Settings that have no effect of their own, by name.
  var settings: [String: Value] = [:]

  init(_ kind: Kind) {
    self.kind = kind
    super.init()
    settings["LanguageMode"] = .other(PSEnum(Hosting.ns + "PSLanguageMode", kind == .empty ? "NoLanguage" : "FullLanguage"))
  }
  private static func list(_ element: String) -> PSArray {
    Hosting.list([], TypeTable.generic(Hosting.runspaces + "InitialSessionStateEntryCollection`1", [TypeTable.get(Hosting.runspaces + element)]) ?? TypeTable.object)
  }
  override var netType: NetType { TypeTable.get(Hosting.runspaces + "InitialSessionState") }
  private var lists: [PSArray] { [commands, variables, environment, types, formats, providers, assemblies] }
  func copy() -> InitialSession {
    let s = InitialSession(kind)
    for (mine, other) in zip(lists, s.lists) { for x in mine.elements { other.append(x) } }
    s.modules = modules
    s.settings = settings
    for k in startupScripts.keys { s.startupScripts.set(k, .null) }
    return s
  }

  /// Puts the entries into a new engine, which runs on the calling thread.
  func apply(to c: ExecutionContext) throws {
    if kind == .empty { c.commands.clear() }
    for v in variables.elements {
      guard let r = Record.of(v), let name = r.values.first else { continue }
      let x = Variable(Conversion.toString(name), r.values[1])
      x.itemDescription = r.values[2].isNull ? "" : Conversion.toString(r.values[2])
      let options = Conversion.toString(r.values[3])
      if options.contains("ReadOnly") { x.options.insert(.readOnly) }
      if options.contains("Constant") { x.options.insert(.constant) }
      if options.contains("AllScope") { x.options.insert(.allScope) }
      try c.define(x, scope: "global")
    }
    for v in environment.elements { if let r = Record.of(v) { try c.setVariable("env:" + Conversion.toString(r.values[0]), r.values[1]) } }
    for v in commands.elements {
      guard let r = Record.of(v), let name = r.values.first else { continue }
      let n = Conversion.toString(name)
      switch r.type.name {
      case "SessionStateFunctionEntry": c.commands.define(FunctionInfo(n, try c.makeBlock(Conversion.toString(r.values[1]))))
      case "SessionStateAliasEntry": c.commands.define(AliasInfo(n, Conversion.toString(r.values[1])))
      case "SessionStateCmdletEntry":
        if case .type(let t) = r.values[1].base, let found = CmdletNames.named(t.fullName, n) { c.commands.register([found]) }
      default: break
      }
    }
    defer { if let mode = settings["LanguageMode"] { try? EngineIntrinsics.setLanguageMode(mode, c) } }
    for m in modules { _ = try c.invokeBlock(c.makeBlock("param($m) Import-Module $m -Global"), arguments: [m]) }
    for v in types.elements {
      if let r = Record.of(v), let file = r.values.first, !file.isNull, file.stringValue != nil {
        _ = try c.invokeBlock(c.makeBlock("param($f) Update-TypeData -AppendPath $f"), arguments: [file])
      }
    }
    for v in formats.elements {
      if let r = Record.of(v), let file = r.values.first, file.stringValue != nil {
        _ = try c.invokeBlock(c.makeBlock("param($f) Update-FormatData -AppendPath $f"), arguments: [file])
      }
    }
    for k in startupScripts.keys { _ = try c.invokeBlock(c.makeBlock("param($f) . $f"), arguments: [k]) }
  }
}

/// Cmdlets by the .NET class that implements them.
enum CmdletNames {
  static func named(_ fullName: String, _ name: String) -> (String, any Cmdlet.Type)? {
    let short = fullName.split(separator: ".").last.map(String.init) ?? fullName
    guard short.hasSuffix("Command") else { return nil }
    let wanted = short.dropLast("Command".count).lowercased()
    return CoreCmdlets.all.first { $0.0.lowercased().filter { $0 != "-" } == wanted }.map { (name, $0.1) }
  }
}

enum InitialSessionStateTypes {
  static func register() {
    let rs = Hosting.runspaces, ns = Hosting.ns
    TypeTable.registerGeneric(rs + "InitialSessionStateEntryCollection`1") { a in
      let t = NetType(
        rs
          + "InitialSessionStateEntryCollection`1[[\(a[0].fullName), System.Management.Automation, Version=7.6.5.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
        base: TypeTable.object, interfaces: ["System.Collections.IEnumerable"])
      t.genericArguments = a
      t.genericDefinition = rs + "InitialSessionStateEntryCollection`1"
      t.extend(entries)
      return t
    }
    for (name, base) in [
      ("InitialSessionStateEntry", "System.Object"), ("ConstrainedSessionStateEntry", rs + "InitialSessionStateEntry"),
      ("SessionStateCommandEntry", rs + "ConstrainedSessionStateEntry")
    ] {
      TypeTable.register(rs + name) { NetType(rs + name, base: TypeTable.get(base)) }
    }
    entry(
      "SessionStateVariableEntry", ["string Name {get;}", "System.Object Value {get;}", "string Description {get;}", "\(ns)ScopedItemOptions Options {get;}"],
      ["string name, System.Object value, string description", "string name, System.Object value, string description, \(ns)ScopedItemOptions options"])
    entry(
      "SessionStateFunctionEntry", ["string Name {get;}", "string Definition {get;}", "\(ns)ScopedItemOptions Options {get;}", "string HelpFile {get;}"],
      [
        "string name, string definition", "string name, string definition, \(ns)ScopedItemOptions options, string helpFile",
        "string name, string definition, string helpFile"
      ], command: "Function")
    entry(
      "SessionStateAliasEntry", ["string Name {get;}", "string Definition {get;}", "string Description {get;}", "\(ns)ScopedItemOptions Options {get;}"],
      [
        "string name, string definition", "string name, string definition, string description",
        "string name, string definition, string description, \(ns)ScopedItemOptions options"
      ], command: "Alias")
    entry(
      "SessionStateCmdletEntry", ["string Name {get;}", "type ImplementingType {get;}", "string HelpFileName {get;}"],
      ["string name, type implementingType, string helpFileName"], command: "Cmdlet")
    entry("SessionStateScriptEntry", ["string Path {get;}"], ["string path"], command: "ExternalScript")
    entry("SessionStateApplicationEntry", ["string Path {get;}"], ["string path"], command: "Application")
    entry("SessionStateTypeEntry", ["string FileName {get;}"], ["string fileName", "\(rs)TypeTable typeTable", "\(rs)TypeData typeData, bool isRemove"])
    entry("SessionStateFormatEntry", ["string FileName {get;}"], ["string fileName"])
    entry("SessionStateAssemblyEntry", ["string Name {get;}", "string FileName {get;}"], ["string name", "string name, string fileName"])
    entry("SessionStateProviderEntry", ["string Name {get;}", "type ImplementingType {get;}", "string HelpFileName {get;}"], ["string name, type implementingType, string helpFileName"])
    TypeTable.register(rs + "InitialSessionState") { NetType(rs + "InitialSessionState", base: TypeTable.object, define: define) }
  }
  private static func entry(_ name: String, _ properties: [String], _ constructors: [String], command: String? = nil) {
    let full = Hosting.runspaces + name
    TypeTable.register(full) {
      let t = NetType(
        full,
        base: TypeTable.get(
          Hosting.runspaces
            + (command != nil ? "SessionStateCommandEntry" : name == "SessionStateVariableEntry" ? "ConstrainedSessionStateEntry" : "InitialSessionStateEntry"))
      )
      t.extend { t in
        for (i, p) in properties.enumerated() { t.property(p) { v, _ in Record.of(v)?.values[i] ?? .null } }
        if let command { t.property("\(Hosting.ns)CommandTypes CommandType {get;}") { _, _ in Hosting.state(Hosting.ns + "CommandTypes", command) } }
        t.property("\(Hosting.ns)SessionStateEntryVisibility Visibility {get;set;}", set: { _, _, _ in }) { _, _ in Hosting.state(Hosting.ns + "SessionStateEntryVisibility", "Public") }
        for c in constructors {
          t.constructor("\(full) new(\(c))") { a, _ in
            var values = a
            while values.count < properties.count { values.append(properties[values.count].contains("ScopedItemOptions") ? Hosting.state(Hosting.ns + "ScopedItemOptions", "None") : .null) }
            return .other(Record(t, values))
          }
        }
      }
      return t
    }
  }

  private static func entries(_ t: NetType) {
    let element = t.genericArguments.first?.fullName ?? "System.Object"
    func list(_ v: Value) -> PSArray { v.arrayValue ?? PSArray([]) }
    func name(_ v: Value) -> String { Record.of(v).flatMap { $0.values.first }.map { Conversion.toString($0) } ?? "" }
    func named(_ v: Value, _ n: Value) -> Value {
      let a = PSArray(list(v).elements.filter { name($0).equalsIgnoringCase(Conversion.toString(n)) })
      a.kind = .collection
      return .array(a)
    }
    t.property("int Count {get;}") { v, _ in .int(Int32(clamping: list(v).count)) }
    t.method("void Add(\(element) item)") { v, a, _ in list(v).append(a[0]); return .void }
    t.method("void Add(System.Collections.Generic.IEnumerable[\(element)] items)") { v, a, _ in for x in a[0].elementsIfSequence ?? [a[0]] { list(v).append(x) }; return .void }
    t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("void Reset()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("void Remove(string name, System.Object type)") { v, a, _ in
      list(v).replaceAll(list(v).elements.filter { !name($0).equalsIgnoringCase(Conversion.toString(a[0])) })
      return .void
    }
    t.method("void RemoveItem(int index)") { v, a, _ in if case .int(let i) = a[0].base, i >= 0, Int(i) < list(v).count { list(v).remove(at: Int(i)) }; return .void }
    t.method("System.Collections.ObjectModel.Collection[\(element)] get_Item(string name)") { v, a, _ in named(v, a[0]) }
    t.method("System.Collections.ObjectModel.Collection[\(element)] LookUpByName(string name)") { v, a, _ in named(v, a[0]) }
    t.method("\(t.fullName) Clone()") { v, _, _ in .array(list(v).copy()) }
  }

  private static func define(_ t: NetType) {
    let rs = Hosting.runspaces, name = Hosting.runspaces + "InitialSessionState"
    func of(_ v: Value) throws -> InitialSession {
      guard let s = v.refValue as? InitialSession else { throw Hosting.null("initialSessionState") }
      return s
    }
    t.staticMethod("static \(name) Create()") { _, _ in .other(InitialSession(.empty)) }
    for n in ["CreateDefault", "CreateDefault2"] { t.staticMethod("static \(name) \(n)()") { _, _ in .other(InitialSession(.standard)) } }
    t.staticMethod("static \(name) CreateRestricted(\(Hosting.ns)SessionCapabilities sessionCapabilities)") { _, _ in .other(InitialSession(.empty)) }
    func list(_ property: String, _ element: String, _ get: @escaping (InitialSession) -> PSArray) {
      t.property("\(rs)InitialSessionStateEntryCollection[\(rs)\(element)] \(property) {get;}") { v, _ in .array(get(try of(v))) }
    }
    list("Commands", "SessionStateCommandEntry", \.commands)
    list("Variables", "SessionStateVariableEntry", \.variables)
    list("EnvironmentVariables", "SessionStateVariableEntry", \.environment)
    list("Types", "SessionStateTypeEntry", \.types)
    list("Formats", "SessionStateFormatEntry", \.formats)
    list("Providers", "SessionStateProviderEntry", \.providers)
    list("Assemblies", "SessionStateAssemblyEntry", \.assemblies)
    t.property("System.Collections.Generic.HashSet[string] StartupScripts {get;}") { v, _ in .hash(try of(v).startupScripts) }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[Microsoft.PowerShell.Commands.ModuleSpecification] Modules {get;}") { v, c in
      let spec = TypeTable.get("Microsoft.PowerShell.Commands.ModuleSpecification")
      let a = PSArray(try of(v).modules.map { (try? Conversion.convert($0, to: spec, c)) ?? $0 }, of: spec)
      a.kind = .readOnlyCollection
      return .array(a)
    }
    let settings: [(type: String, property: String, initial: Value)] = [
      (Hosting.ns + "PSLanguageMode", "LanguageMode", .null), (rs + "PSThreadOptions", "ThreadOptions", .other(PSEnum(rs + "PSThreadOptions", "Default"))),
      ("System.Threading.ApartmentState", "ApartmentState", .other(PSEnum("System.Threading.ApartmentState", "Unknown"))),
      ("bool", "ThrowOnRunspaceOpenError", .bool(false)), ("bool", "UseFullLanguageModeInDebugger", .bool(false)), ("bool", "DisableFormatUpdates", .bool(false)),
      ("string", "TranscriptDirectory", .null), ("Microsoft.PowerShell.ExecutionPolicy", "ExecutionPolicy", .other(PSEnum("Microsoft.PowerShell.ExecutionPolicy", "Unrestricted"))),
    ]
    for (type, property, initial) in settings {
      t.property("\(type) \(property) {get;set;}", set: { v, x, c in
        try of(v).settings[property] = TypeTable.resolve(type).map { try Conversion.convert(x, to: $0, c) } ?? x
      }) { v, _ in try of(v).settings[property] ?? initial }
    }
    t.method("\(name) Clone()") { v, _, _ in .other(try of(v).copy()) }
    t.method("void ImportPSModule(Params string[] name)") { v, a, _ in
      let names = Hosting.argument(a, 0)
      let all = names.isNull ? [] : names.elementsIfSequence ?? [names]
      if names.isNull || all.contains(where: { $0.isNull || $0.stringValue == "" }) { throw netError("System.ArgumentNullException", "Value cannot be null.", param: "name") }
      try of(v).modules += all
      return .void
    }
    t.method("void ImportPSModule(System.Collections.Generic.IEnumerable[Microsoft.PowerShell.Commands.ModuleSpecification] modules)") { v, a, _ in
      try of(v).modules += a[0].elementsIfSequence ?? [a[0]]; return .void
    }
    t.method("void ImportPSModulesFromPath(string path)") { v, a, _ in
      for item in (try? Posix.list(Hosting.text(a, 0))) ?? [] { try of(v).modules.append(.str(Hosting.text(a, 0) + "/" + item)) }
      return .void
    }
  }
}
