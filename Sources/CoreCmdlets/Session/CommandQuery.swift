/// Get-Command's search.
import Engine
import Glibc
import Primitives

/// Names and aliases of parameters, in lower case, that commands were found by.
final class MatchedParameters { var names: Set<String> = [] }

struct CommandQuery {
  let context: ExecutionContext
  var modules = WildcardList([]), verbs = WildcardList([]), nouns = WildcardList([])
  /// Versions that modules asked for by name must have.
  var constraints: [(module: String, constraint: ModuleConstraint)] = []
  var excluded: [Wildcard] = []
  var parameters: [Wildcard] = []
  var types: [ParameterTypeSearch] = []
  /// The parameters that were found of those asked for.
  let matched = MatchedParameters()
  /// `CommandTypes` flags; 0 = the usual ones.
  var kinds: Int64 = 0
  /// Functions of modules nobody has loaded yet.
  var available: [FunctionInfo] = []
  /// What the loaded modules export that are asked for, under the names it has there.
  var exported: [CommandInfo] = []
  init(_ c: ExecutionContext) { context = c }

  static func flag(_ c: CommandInfo) -> Int64 {
    switch c.type { case .alias: 1; case .function: 2; case .filter: 4; case .cmdlet: 8; case .externalScript: 16; case .application: 32; case .script: 64; case .configuration: 256 }
  }
  static func moduleName(_ c: CommandInfo) -> String {
    if let k = c as? CmdletInfo { return k.command.module }
    return c.module?.name ?? c.moduleName
  }
  private func wanted(_ c: CommandInfo, allKinds: Int64) -> Bool {
    let f = CommandQuery.flag(c)
    guard (kinds == 0 ? allKinds : kinds) & f != 0 else { return false }
    let module = CommandQuery.moduleName(c)
    if !modules.patterns.isEmpty, !modules.matches(module) { return false }
    if !constraints.isEmpty,
      !constraints.contains(where: { name, constraint in
        name.equalsIgnoringCase(module) && (c.module ?? BuiltInModules.module(module)).map(constraint.accepts) ?? false
      })
    {
      return false
    }
    if excluded.contains(where: { $0.matches(module) }) { return false }
    if !verbs.patterns.isEmpty || !nouns.patterns.isEmpty {
      guard let dash = c.name.firstIndex(of: "-") else { return false }
      if !verbs.matches(String(c.name[..<dash])) || !nouns.matches(String(c.name[c.name.index(after: dash)...])) { return false }
    }
    if !parameters.isEmpty || !types.isEmpty { return takes(c) }
    return true
  }

  /// Whether the command has a parameter of one of the names and one of the types asked for.
  private func takes(_ c: CommandInfo) -> Bool {
    var fits = false
    for p in ParameterObjects.all(c) {
      let found = ([p.name] + p.aliases).filter { name in parameters.contains { $0.matches(name) } }
      for name in found { matched.names.insert(name.lowercased()) }
      if parameters.isEmpty || !found.isEmpty, types.isEmpty || types.contains(where: { $0.matches(p) }) { fits = true }
    }
    return fits
  }

  /// Everything a pattern matches, kind by kind, each in order of names.
  func find(_ pattern: Wildcard?) -> [CommandInfo] {
    func sorted<T: CommandInfo>(_ a: [T]) -> [CommandInfo] {
      a.filter { (pattern?.matches($0.name) ?? true) && wanted($0, allKinds: pattern == nil ? 15 : 63) }.sorted { ((try? Conversion.compare(.str($0.name), .str($1.name), ignoreCase: true)) ?? 0) < 0 }
    }
    let t = context.commands
    let aliases = context.aliasesInScope, functions = context.functionsInScope
    func others<T: CommandInfo>(_ type: T.Type, than known: [T]) -> [T] {
      exported.compactMap { $0 as? T }.filter { c in !known.contains { $0.name.equalsIgnoringCase(c.name) && CommandQuery.moduleName($0).equalsIgnoringCase(CommandQuery.moduleName(c)) } }
    }
    var all = sorted(aliases + others(AliasInfo.self, than: aliases))
    all += sorted(functions + others(FunctionInfo.self, than: functions) + available.filter { context.functionInScope($0.name) == nil }) + sorted(t.allCmdlets)
    if kinds & 48 != 0 || kinds == 0 && pattern != nil { all += sorted(programs(pattern ?? Wildcard("*"))) }
    return all
  }
  /// Commands whose capitals and dashes are a name: `i-psdf` for `Import-PowerShellDataFile`.
  func abbreviated(_ name: String) -> [CommandInfo] {
    find(Wildcard("*")).filter { !($0 is ApplicationInfo) && CommandQuery.abbreviation($0.name).equalsIgnoringCase(name) }
  }
  private static func abbreviation(_ name: String) -> String { String(decoding: name.utf8.filter { $0 == 45 || ($0 >= 65 && $0 <= 90) }, as: UTF8.self) }

  /// Commands with a name like this one, nearest first, with how many letters differ.
  func similar(_ name: String, distance: Int) -> [(command: CommandInfo, distance: Int)] {
    let wanted = Array(name.lowercased().utf16)
    return find(Wildcard("*")).compactMap { c -> (CommandInfo, Int)? in
      // names of another length are at least so far away
      if Attention.isWanted || abs(c.name.utf16.count - wanted.count) > distance { return nil }
      let d = EditDistance.between(Array(c.name.lowercased().utf16), wanted)
      return d <= distance ? (c, d) : nil
    }.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map { (command: $0.element.0, distance: $0.element.1) }
  }

  /// What a name stands for, or (with `all`) could stand for.
  func named(_ name: String, all: Bool) -> [CommandInfo] {
    var found: [CommandInfo] = []
    func add(_ c: CommandInfo?) { if let c, wanted(c, allKinds: 383), !found.contains(where: { $0 === c }) { found.append(c) } }
    add(context.aliasInScope(name))
    add(context.functionInScope(name))
    add(context.commands.cmdlet(name))
    if found.isEmpty || all {
      if let c = context.findCommand(name), c.name.equalsIgnoringCase(name) || name.contains("\\") || c is ExternalScriptInfo || c is ApplicationInfo { add(c) }
      if all || kinds & 48 != 0 { for c in programs(Wildcard(Wildcard.escape(name))) { add(c) } }
    }
    return all ? found : Array(found.prefix(1))
  }
  /// Cmdlets of one module by a pattern: `Module\Get-*`.
  func ofModule(_ pattern: String) -> [CommandInfo] {
    let parts = pattern.split(separator: "\\", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return [] }
    return find(Wildcard(String(parts[1]))).filter { $0 is CmdletInfo && CommandQuery.moduleName($0).equalsIgnoringCase(String(parts[0])) }
  }
  /// Files named by a path, which are commands whether or not they may be run.
  func files(_ pattern: String, _ shell: Invocation) throws -> [CommandInfo] {
    guard let items = try? shell.space.expand(pattern, literal: false) else { return [] }
    let found = commands(items)
    // a name with brackets may be that of a file; a set of characters that fits several files names none of them
    if found.isEmpty { return commands([try shell.space.resolve(pattern)]) }
    return found.count > 1 && !pattern.utf8.contains(where: { $0 == 42 || $0 == 63 }) ? [] : found
  }
  private func commands(_ items: [ItemPath]) -> [CommandInfo] { items.compactMap { CommandQuery.program($0.leaf, $0.path, mustRun: false) }.filter { wanted($0, allKinds: 383) } }
  private static func program(_ name: String, _ path: String, mustRun: Bool = true) -> CommandInfo? {
    guard let i = Posix.info(path), !i.isDirectory else { return nil }
    if name.lowercased().hasSuffix(".ps1") { return ExternalScriptInfo(name, path: path) }
    return i.mode & 0o111 != 0 || !mustRun ? ApplicationInfo(name, path: path) : nil
  }
  private func programs(_ w: Wildcard) -> [CommandInfo] {
    var found: [CommandInfo] = []
    for folder in (Posix.environment("PATH") ?? "").split(separator: ":") {
      for n in (try? Posix.list(String(folder))) ?? [] where w.matches(n) {
        if let c = CommandQuery.program(n, folder + "/" + n) { found.append(c) }
      }
      // where the shell says it is, it need not be a file
      if w.matches("pwsh"), !found.contains(where: { $0.name == "pwsh" }), let own = ExecutionContext.current.findExternal(folder + "/pwsh") { found.append(own) }
    }
    return found
  }
}
