/// Functions and aliases of scopes: each frame keeps its own, a module's top keeps the module's, the command table the global ones.
///
/// A name is looked up along the frames of the running session state, then in its module, then in the table. Call sites keep
/// what they found until the table's version grows, as it does with every definition and with the end of a scope that had some.
extension ExecutionContext {
  /// Looks along the scopes of the running session state that are frames, innermost first; what is private is seen in its own scope only.
  private func innermost<T>(_ read: (Extras) -> T?, _ options: (T) -> Variable.Options) -> T? {
    if scopesWithCommands == 0 { return nil }
    return alongFrames { d in
      guard let own = frames[d].extras?._withUnsafeGuaranteedRef(read), d == depth - 1 || !options(own).contains(.private) else { return nil }
      return own
    }
  }
  /// Whether the running scope sees what the global one keeps.
  private func seesGlobal(_ options: Variable.Options) -> Bool { !options.contains(.private) || isGlobalFrame(depth - 1) }
  /// The first thing found along the running session state's frames, innermost first, the global one left out.
  private func alongFrames<T>(_ look: (Int) -> T?) -> T? {
    var d = depth - 1
    while d > 0 {
      if let found = look(d) { return found }
      d = Int(frames[d].parent)
    }
    return nil
  }
  /// The nearest frame that keeps such a command of its own.
  private func frame(where keeps: (Extras) -> Bool) -> Int? {
    alongFrames { d in frames[d].extras.flatMap { $0._withUnsafeGuaranteedRef(keeps) ? d : nil } }
  }
  /// The module whose functions the running code sees, that of a script it called included.
  private var sightModule: ModuleScope? { alongFrames { frames[$0].module?.takeUnretainedValue() } }
  /// Changes what a scope that is a frame keeps.
  private func change(_ d: Int, _ body: (Extras) -> Void) {
    let x = extras(d), had = x.hasCommands
    body(x)
    scopesWithCommands += (x.hasCommands ? 1 : 0) - (had ? 1 : 0)
    commands.touch()
  }
  /// All of one kind in sight, nearest first; each name once.
  private func inSight<T>(_ own: (Extras) -> [String: T], _ module: (ModuleScope) -> [[String: T]], _ global: [T], _ name: (T) -> String) -> [T] {
    let m = sightModule
    if scopesWithCommands == 0, m == nil { return global }
    var all: [T] = [], seen = Set<String>()
    func take(_ some: [T]) { for x in some where seen.insert(name(x).lowercased()).inserted { all.append(x) } }
    var d = depth - 1
    while d > 0 {
      if let x = frames[d].extras { take(own(x.takeUnretainedValue()).values.sorted { name($0) < name($1) }) }
      d = Int(frames[d].parent)
    }
    if let m { for table in module(m) { take(table.values.sorted { name($0) < name($1) }) } }
    take(global)
    return all
  }

  /// Whether the global scope knows a function, alias, cmdlet or program of that name.
  public func isGlobalCommand(_ name: String) -> Bool {
    commands.function(name) != nil || commands.alias(name) != nil || commands.cmdlet(name) != nil || findExternal(name) != nil
  }

  // MARK: Functions

  /// A function as the running code knows it.
  public func functionInScope(_ name: String) -> FunctionInfo? {
    let key = name.lowercased()
    if let own = innermost({ $0.functions[key] }, \.options) { return own }
    if let m = sightModule, let f = m.functions[key] ?? m.imported[key] { return f }
    return commands.function(name).flatMap { seesGlobal($0.options) ? $0 : nil }
  }
  /// All functions as the running code knows them.
  public var functionsInScope: [FunctionInfo] {
    inSight(\.functions, { [$0.functions, $0.imported] }, commands.allFunctions, \.name)
  }
  /// Forgets the nearest function of the name.
  public func removeFunctionInScope(_ name: String) {
    let key = name.lowercased()
    if let d = frame(where: { $0.functions[key] != nil }) { return change(d) { $0.functions[key] = nil } }
    if sightModule?.functions.removeValue(forKey: key) != nil { commands.touch() } else { commands.removeFunction(name) }
  }
  /// Defines a function in the current scope, or the one its name begins with; it goes when the scope ends.
  /// - Parameter aliases: further names of it, which belong to the same scope
  public func defineFunction(_ name: String, _ block: ScriptBlock, isFilter: Bool, aliases: [String] = []) throws {
    block.isTrusted = languageMode != .constrained
    var name = name, scope: String?, isPrivate = false
    if let colon = name.firstIndex(of: ":") {
      let prefix = name[..<colon].lowercased()
      // `a?b:c` is a name like any other
      if ["global", "script", "local", "private", "function"].contains(prefix) { name = String(name[name.index(after: colon)...]) }
      if prefix == "global" || prefix == "script" { scope = prefix }
      isPrivate = prefix == "private"
    }
    let key = name.lowercased(), place = try namedScope(scope)
    let old: FunctionInfo? = switch place {
    case .module(let m): m.functions[key]
    case .frame(let d): isGlobalFrame(d) ? commands.function(name) : frames[d].extras?.takeUnretainedValue().functions[key]
    }
    if let old, !old.options.isDisjoint(with: [.readOnly, .constant]) {
      throw TerminatingError(
        "FunctionNotWritable", "Cannot write to function \(name) because it is read-only or constant.", .writeError,
        exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
    }
    let f = FunctionInfo(name, block, isFilter: isFilter)
    if isPrivate { f.options = .private }
    switch place {
    case .module(let m):
      f.module = m.owner
      f.moduleName = m.owner?.name ?? ""
      m.functions[key] = f
      commands.touch()
    case .frame(let d): if isGlobalFrame(d) { commands.define(f) } else { change(d) { $0.functions[key] = f } }
    }
    for a in aliases { try defineAlias(AliasInfo(a, name), scope: scope) }
  }
  /// Runs `body` in a scope that has the functions given.
  public func withFunctions<T>(_ functions: [FunctionInfo], for block: ScriptBlock, _ body: () throws -> T) throws -> T {
    if functions.isEmpty { return try body() }
    let unit = Unit("", .dynamic)
    unit.module = block.isUnbound ? runningModule : block.module
    let d = depth, base = try reserve(unit.count)
    push(.passUnretained(unit), base, mask: 0, call: nil)
    link(d, to: unit.module?.scope, mask: 0)
    change(d) { for f in functions { $0.functions[f.name.lowercased()] = f } }
    defer { pop(to: d); release(base, unit.count) }
    return try withExtendedLifetime(unit) { try body() }
  }

  // MARK: Aliases

  /// An alias as the running code knows it.
  public func aliasInScope(_ name: String) -> AliasInfo? {
    let key = name.lowercased()
    if let own = innermost({ $0.aliases[key] }, \.options) { return own }
    if let m = sightModule, let a = m.aliases[key] ?? m.importedAliases[key] { return a }
    return commands.alias(name).flatMap { seesGlobal($0.options) ? $0 : nil }
  }
  /// The alias a scope has of its own, or shares with all scopes; nil = none. Without a scope the one in sight.
  public func alias(_ name: String, scope: String?) throws -> AliasInfo? {
    guard let scope else { return aliasInScope(name) }
    let key = name.lowercased()
    let own: AliasInfo? = switch try namedScope(scope) {
    case .module(let m): m.aliases[key] ?? m.importedAliases[key]
    case .frame(let d): isGlobalFrame(d) ? commands.alias(name) : frames[d].extras?.takeUnretainedValue().aliases[key]
    }
    // of those around it a scope shares what is for all scopes
    return own ?? (scope == "local" ? aliasInScope(name) : commands.alias(name)).flatMap { $0.options.contains(.allScope) ? $0 : nil }
  }
  /// All aliases as the running code knows them.
  public var aliasesInScope: [AliasInfo] { inSight(\.aliases, { [$0.aliases, $0.importedAliases] }, commands.allAliases, \.name) }
  /// All aliases a scope has of its own, with those of all scopes; without a scope all in sight.
  public func aliases(scope: String?) throws -> [AliasInfo] {
    guard let scope else { return aliasesInScope }
    let own: [String: AliasInfo]
    switch try namedScope(scope) {
    case .module(let m): own = m.importedAliases.merging(m.aliases) { $1 }
    case .frame(let d):
      if isGlobalFrame(d) { return commands.allAliases }
      own = frames[d].extras?.takeUnretainedValue().aliases ?? [:]
    }
    return own.values + commands.allAliases.filter { $0.options.contains(.allScope) && own[$0.name.lowercased()] == nil }
  }
  /// Defines an alias in a scope; it goes when the scope ends.
  public func defineAlias(_ a: AliasInfo, scope: String? = nil) throws {
    let key = a.name.lowercased()
    switch try namedScope(scope) {
    case .module(let m):
      if a.module == nil, let owner = m.owner { a.module = owner; a.moduleName = owner.name }
      m.aliases[key] = a
      commands.touch()
    case .frame(let d): if isGlobalFrame(d) { commands.define(a) } else { change(d) { $0.aliases[key] = a } }
    }
  }
  /// Forgets the alias of a scope; without a scope the one in sight. What it hid is seen again.
  public func removeAlias(_ name: String, scope: String? = nil) throws {
    let key = name.lowercased()
    func take(from m: ModuleScope) -> Bool {
      guard m.aliases.removeValue(forKey: key) ?? m.importedAliases.removeValue(forKey: key) != nil else { return false }
      commands.touch()
      return true
    }
    if let scope {
      switch try namedScope(scope) {
      case .module(let m): _ = take(from: m)
      case .frame(let d): if isGlobalFrame(d) { commands.removeAlias(name) } else { change(d) { $0.aliases[key] = nil } }
      }
      return
    }
    if let d = frame(where: { $0.aliases[key] != nil }) { return change(d) { $0.aliases[key] = nil } }
    if let m = sightModule, take(from: m) { return }
    commands.removeAlias(name)
  }
}

extension Extras {
  var hasCommands: Bool { !functions.isEmpty || !aliases.isEmpty }
}
