/// Modules: their own top scope, what they export, and how their code finds names.
///
/// A module's body runs by name in a frame whose variables are the module's (`ModuleScope`); functions defined there
/// remember the module, and their frames look past their own slots into that scope, then into the global one.
import Primitives
import Syntax

/// What `Export-ModuleMember` found of what it was asked for, by lower-case name.
final class ModuleExports {
  var functions: Set<String> = []
  var variables: Set<String> = []
  var aliases: Set<String> = []
}

/// What a module exports.
public enum ModuleMember: String { case function, variable, alias }

extension ExecutionContext {
  /// The module whose code is running.
  var runningModule: ModuleInfo? {
    var d = depth - 1
    while d > 0 {
      if let m = frames[d].module { return m.takeUnretainedValue().owner }
      if frames[d].isScript { return nil }
      d = Int(frames[d].parent)
    }
    return nil
  }

  /// Runs a module's body and decides its exports.
  /// - Parameter position: of the command that loads it, where the body says it was called
  /// - Returns: what the body output
  @discardableResult public func load(_ m: ModuleInfo, _ block: ScriptBlock, arguments: [Value] = [], at position: Extent? = nil) throws -> [Value] {
    let scope = ModuleScope()
    scope.owner = m
    m.scope = scope
    let unit = Unit("", .dynamic)
    unit.module = m
    unit.tracksSuccess = true
    unit.namespaces = block.namespaces
    unit.types = block.types
    unit.hidesTypes = true
    let compiler = Compiler(self, unit, block.source)
    let d = depth
    let base = try reserve(unit.count)
    let place = position ?? outerPosition
    let call = place.map { CallInfo("", $0, statement: $0) }
    push(.passUnretained(unit), base, mask: ~0, call: call.map { .passUnretained($0) })
    link(d, to: scope, mask: ~0)
    frames[d].isScript = true
    frames[d].isModuleTop = true
    scope.unit = unit
    let written = PSArray([])
    let k = Appender(written)
    let saved = sink
    sink = k
    defer { withExtendedLifetime(call) { sink = saved; pop(to: d); release(base, unit.count) } }
    scope.variables[Symbol.of("args").id] = Variable("args", .array(PSArray(arguments)))
    // its own, while errors are entered in that of the session
    let errors = Variable("Error", .array(ExecutionContext.newErrorList()))
    errors.options = .constant
    scope.variables[Symbol.of("Error").id] = errors
    m.definitionText = block.ast.extent.text
    m.tree = block.ast
    let own = block.rebound(to: m)
    let info = InvocationInfo()
    if let file = block.source.file {
      let script = ExternalScriptInfo(FileText.leaf(file), path: file)
      script.block = own
      info.command = script
    } else { info.command = FunctionInfo("", own) }
    info.scriptName = position.map { $0.source.file ?? "" } ?? block.source.file
    info.position = position ?? block.ast.extent
    scope.variables[Symbol.of("MyInvocation").id] = Variable("MyInvocation", .other(info))
    if let params = block.ast.paramBlock?.parameters {
      for (i, p) in params.enumerated() {
        let v = i < arguments.count ? arguments[i] : try p.defaultValue.map { try compiler.expression($0)(self, base) } ?? .null
        try assign(Symbol.of(p.name.path.name), v, in: d)
      }
    }
    try useModules(block.ast, unit, block.source)
    try defineTypes(block.ast, compiler)
    m.types = unit.types
    for part in [block.ast.beginBlock, block.ast.processBlock, block.ast.endBlock].compactMap({ $0 }) {
      let code = compiler.code(part.statements, traps: part.traps)
      let f: Flow
      // `exit` ends the module's body, not the session
      do { f = try code.body(self, base) } catch FlowSignal.exit(let code) {
        setGlobal("LASTEXITCODE", .int(code))
        break
      } catch { throw traced(error, depth - 1) }
      if f == .ret { let v = returned; returned = .void; try emit(v, into: k); break }
      if f != .next { throw strayFlow(f) }
    }
    settleExports(m, scope)
    return written.values
  }

  /// Functions (all unless told otherwise), and the variables and aliases named by Export-ModuleMember.
  private func settleExports(_ m: ModuleInfo, _ scope: ModuleScope) {
    let e = scope.exports
    m.exportsByDefault = e == nil
    for f in scope.functions.values { f.module = m; f.moduleName = m.name }
    // what it imported is its own for those who import it
    m.exportedFunctions = scope.allFunctions.values.filter { e?.functions.contains($0.name.lowercased()) ?? true }.sorted { $0.name < $1.name }
    m.exportedAliases = scope.allAliases.values.filter { e?.aliases.contains($0.name.lowercased()) ?? true }.sorted { $0.name < $1.name }
    let own = scope.variables.values.filter { v in !["args", "Error", "MyInvocation"].contains(v.name) }
    m.exportedVariables = e.map { e in own.filter { e.variables.contains($0.name.lowercased()) }.sorted { $0.name < $1.name } } ?? []
  }

  /// `Export-ModuleMember` inside a module's body: what is there by now and matches is exported.
  public func exportMembers(functions: [String]?, variables: [String]?, aliases: [String]?) -> Bool {
    guard let scope = runningModule?.scope else { return false }
    let e = scope.exports ?? ModuleExports()
    scope.exports = e
    func matching<S: Sequence>(_ names: S, _ patterns: [String]?) -> [String] where S.Element == String {
      let all = (patterns ?? []).compactMap { try? WildcardPattern($0) }
      return all.isEmpty ? [] : names.filter { n in all.contains { $0.matches(n) } }.map { $0.lowercased() }
    }
    e.functions.formUnion(matching(scope.allFunctions.values.map(\.name), functions))
    e.variables.formUnion(matching(scope.variables.values.map(\.name), variables))
    e.aliases.formUnion(matching(scope.allAliases.values.map(\.name), aliases))
    return true
  }

  /// Makes a loaded module's exports visible.
  /// - Parameters:
  ///   - isGlobal: for the whole session, also when a module imports it
  ///   - admits: asked before each member is made visible, by the name it gets; false leaves it out
  public func publish(
    _ m: ModuleInfo, prefix: String = "", functions: [String]? = nil, aliases: [String]? = nil, variables: [String]? = nil, register: Bool = true,
    isGlobal: Bool = false, admits: ((ModuleMember, String) throws -> Bool)? = nil
  ) throws {
    let importer = isGlobal ? nil : runningModule
    let prefix = prefix.isEmpty ? m.manifest?.get("DefaultCommandPrefix").map { Conversion.toString($0, self) } ?? "" : prefix
    if m.manifest != nil { m.prefix = prefix }
    // only some were asked for: the others are not imported
    let isChosen = functions != nil || aliases != nil || variables != nil
    let functions = functions ?? (isChosen ? [] : nil), aliases = aliases ?? (isChosen ? [] : nil), variables = variables ?? (isChosen ? [] : nil)
    func wanted(_ name: String, _ patterns: [String]?) -> Bool { patterns.map { $0.contains { (try? WildcardPattern($0).matches(name)) ?? false } } ?? true }
    func prefixed(_ name: String) -> String { ModuleInfo.name(name, withPrefix: prefix) }
    for f in m.exportedFunctions where wanted(f.name, functions) {
      let shown: FunctionInfo
      f.prefix = prefix
      if prefix.isEmpty, f.module == nil || f.module === m { shown = f } else {
        shown = FunctionInfo(prefixed(f.name), f.block, isFilter: f.type == .filter)
        shown.prefix = prefix
        shown.module = m
        shown.moduleName = m.name
      }
      if let admits, try !admits(.function, shown.name) { continue }
      if let scope = importer?.scope { scope.imported[shown.name.lowercased()] = shown; commands.touch() } else { commands.define(shown) }
    }
    for c in m.exportedCmdlets where c.module === m { commands.define(c) }
    for v in m.exportedVariables where wanted(v.name, variables) {
      if let admits, try !admits(.variable, v.name) { continue }
      if let scope = importer?.scope { scope.variables[Symbol.of(v.name).id] = v } else { globals.cell(Symbol.of(v.name)).put(.boxed(v)) }
    }
    for a in m.exportedAliases where wanted(a.name, aliases) {
      let shown: AliasInfo
      a.prefix = prefix
      if prefix.isEmpty { shown = a } else {
        // an alias of one of the functions stays one
        let isOwn = m.exportedFunctions.contains { $0.name.equalsIgnoringCase(a.target) && wanted($0.name, functions) }
        shown = AliasInfo(prefixed(a.name), isOwn ? prefixed(a.target) : a.target)
        shown.prefix = prefix
        shown.module = m
        shown.moduleName = m.name
      }
      if let admits, try !admits(.alias, shown.name) { continue }
      if let scope = importer?.scope { scope.importedAliases[shown.name.lowercased()] = shown; commands.touch() } else { commands.define(shown) }
    }
    if let importer { if !importer.nested.contains(where: { $0 === m }) { importer.nested.append(m) } }
    else if register {
      // another version stays loaded, under a key nobody types
      let key = m.name.lowercased()
      if let old = modules[key], old !== m {
        // loaded again from the same file, it takes over what the session has of it
        if old.path != m.path { modules[key + "\u{0}" + old.path] = old } else { adopt(commandsOf: old, m) }
      }
      modules[key] = m
    }
  }

  private func adopt(commandsOf old: ModuleInfo, _ m: ModuleInfo) {
    for f in commands.allFunctions where f.module === old { f.module = m }
    for a in commands.allAliases where a.module === old || old.exportedAliases.contains(where: { $0 === a }) { a.module = m }
  }

  /// Modules that the running code has loaded: those its own module imported, then the session's.
  public var modulesInSight: [ModuleInfo] {
    var all = runningModule?.nested ?? []
    var seen = Set(all.map(ObjectIdentifier.init))
    for m in modules.values where seen.insert(ObjectIdentifier(m)).inserted { all.append(m) }
    return all
  }
  /// Modules of the program that are loaded, as PowerShell loads them: because one of their cmdlets was called.
  public var usedModules: Set<String> { Set(commands.allCmdlets.lazy.filter(\.wasCalled).map(\.command.module)) }
  /// They count as unloaded until one of their cmdlets is called again.
  public func forgetUse(of module: String) {
    for i in commands.allCmdlets where i.wasCalled && i.command.module == module { i.wasCalled = false }
  }
  /// Every module that is loaded, whichever imported it.
  public var allModules: [ModuleInfo] {
    var all: [ModuleInfo] = []
    var seen = Set<ObjectIdentifier>()
    func take(_ m: ModuleInfo) {
      guard seen.insert(ObjectIdentifier(m)).inserted else { return }
      all.append(m)
      m.nested.forEach(take)
    }
    modules.values.forEach(take)
    return all
  }
  /// The module of a name that the running code has loaded.
  func module(named name: String) -> ModuleInfo? {
    runningModule?.nested.first { $0.name.equalsIgnoringCase(name) } ?? modules[name.lowercased()]
  }
  /// Takes a module's exports away again.
  /// - Returns: what its block for that wrote
  public func unload(_ m: ModuleInfo) throws -> Value {
    let written: Value = if case .block(let b) = m.onRemove.base { try invokeBlock(b, arguments: [.other(m)]) } else { .void }
    for f in commands.allFunctions where f.module === m || m.exportedFunctions.contains(where: { $0 === f }) { commands.removeFunction(f.name) }
    for a in commands.allAliases where a.module === m || m.exportedAliases.contains(where: { $0 === a }) { commands.removeAlias(a.name) }
    for user in allModules {
      user.nested.removeAll { $0 === m }
      guard let scope = user.scope else { continue }
      scope.imported = scope.imported.filter { $0.value.module !== m }
      scope.importedAliases = scope.importedAliases.filter { $0.value.module !== m }
    }
    for c in m.exportedCmdlets where c.module === m { commands.removeCmdlet(c) }
    for v in m.exportedVariables { globals.cell(Symbol.of(v.name)).pointee = .unset }
    for (key, x) in modules where x === m { modules[key] = nil }
    let key = m.name.lowercased()
    if modules[key] == nil, let other = modules.first(where: { $0.key.hasPrefix(key + "\u{0}") }) { modules[other.key] = nil; modules[key] = other.value }
    return written
  }
  /// Runs a block in a module's scope, with its output returned (`& $module { … }`, `NewBoundScriptBlock`).
  public func invoke(_ block: ScriptBlock, in m: ModuleInfo, arguments: [Value] = []) throws -> Value { try invokeBlock(block.rebound(to: m), arguments: arguments) }

  /// The same block with a module's scope around it.
  public func bind(_ block: ScriptBlock, to m: ModuleInfo) -> ScriptBlock { block.rebound(to: m) }

  /// Methods as object members, as `-AsCustomObject` makes them.
  public func customObject(of m: ModuleInfo) -> PSObject {
    let o = PSObject(reserve: 8)
    for v in m.exportedVariables {
      let d = MemberDefinition(v.name, .code(get: { _, _ in v.current }, set: { _, x, _ in v.value = x }))
      d.getter = .note
      o.set(v.name, .other(d), kind: .codeProperty)
    }
    for f in m.exportedFunctions { o.set(f.name, .other(MemberDefinition(f.name, .method(f.block))), kind: .scriptMethod) }
    return o
  }
}

extension ModuleScope {
  /// Its own functions and those it imported.
  fileprivate var allFunctions: [String: FunctionInfo] { imported.merging(functions) { $1 } }
  fileprivate var allAliases: [String: AliasInfo] { importedAliases.merging(aliases) { $1 } }
}

extension ModuleInfo {
  /// A command's name as importers get it: the prefix leads its noun.
  public static func name(_ name: String, withPrefix prefix: String) -> String {
    if prefix.isEmpty { return name }
    let parts = name.split(separator: "-", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0])-\(prefix)\(parts[1])" : prefix + name
  }
  /// A manifest's module runs in the scope of its root module.
  public func adoptScope(of other: ModuleInfo) {
    scope = other.scope
    types = other.types
    tree = other.tree
    if onRemove.isNull { onRemove = other.onRemove }
    scope?.owner = self
  }
  /// The module its scope is known by: of a root module, that of the manifest.
  public var known: ModuleInfo { scope?.owner ?? self }
  /// What a nested module exports is known to the code of this one.
  public func use(_ nested: ModuleInfo) {
    guard let scope else { return }
    for f in nested.exportedFunctions { scope.imported[f.name.lowercased()] = f }
    for a in nested.exportedAliases { scope.importedAliases[a.name.lowercased()] = a }
  }
}

extension ExecutionContext {
  /// The absolute form of a path as the session sees it.
  public func fullPath(_ p: String) -> String { absolute(resolvePath(p)) }
}
