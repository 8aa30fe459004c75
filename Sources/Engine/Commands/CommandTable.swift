/// Which commands exist: aliases, functions, cmdlets, scripts and programs, found in PowerShell's order.
import Glibc

public final class CommandTable {
  /// Cmdlets by lower-case name. Filled from the modules' generated registries.
  private var cmdlets: [String: CmdletInfo] = [:]
  private(set) var aliases: [String: AliasInfo] = [:]
  /// Functions of the global scope; functions of inner scopes live in the frames' extras.
  private(set) var functions: [String: FunctionInfo] = [:]
  private var functionOrder = DefinitionOrder(), aliasOrder = DefinitionOrder()
  /// Grows with every definition or removal; call sites compare it.
  @exclusivity(unchecked) private(set) var version = 1
  init() {}

  /// Adds a module's cmdlets and their aliases.
  public func register(_ rows: [(String, any Cmdlet.Type)]) {
    for (name, type) in rows { cmdlets[name.lowercased()] = CmdletInfo(name, type) }
    version += 1
  }
  /// Adds cmdlets described by data, made when a name that `mayHold` accepts is first looked up, or all are listed.
  public func registerLater(_ mayHold: @escaping (String) -> Bool, _ make: @escaping () -> [CmdletInfo]) { later.append((mayHold, make)) }
  private var later: [(mayHold: (String) -> Bool, make: () -> [CmdletInfo])] = []
  private func registerPending(_ key: String?) -> Bool {
    if later.isEmpty { return false }
    let due = later.filter { pending in key.map { pending.mayHold($0) } ?? true }
    if due.isEmpty { return false }
    later.removeAll { pending in key.map { pending.mayHold($0) } ?? true }
    for pending in due { for info in pending.make() where cmdlets[info.name.lowercased()] == nil { cmdlets[info.name.lowercased()] = info } }
    version += 1
    return true
  }
  /// Why a name that no command has is unknown, when that can be said better than "not recognized".
  var reasonForMissing: ((_ name: String) -> TerminatingError?)?
  /// What a session runs in place of a name that no command has; nil = nothing.
  public var replaceMissing: ((_ name: String, _ context: ExecutionContext) -> CommandInfo?)?
  /// Adds a cmdlet that was compiled while the session runs, or takes one away.
  func define(_ c: CmdletInfo) { cmdlets[c.name.lowercased()] = c; version += 1 }
  /// Takes a cmdlet away, as when its module is removed; whoever holds the object goes on.
  func removeCmdlet(_ c: CmdletInfo) {
    if cmdlets[c.name.lowercased()] === c { cmdlets[c.name.lowercased()] = nil; version += 1 }
  }
  /// Aliases every session has: name and target each.
  public func registerAliases(_ rows: [(String, String)]) {
    for (a, t) in rows { define(AliasInfo(a, t)) }
  }
  /// By name in any case, without or with its module (`Module\Name`).
  public func cmdlet(_ name: String) -> CmdletInfo? {
    let key = name.lowercased()
    if let c = cmdlets[key] { return c }
    if registerPending(key), let c = cmdlets[key] { return c }
    guard let slash = name.firstIndex(of: "\\") else { return nil }
    let own = name[name.index(after: slash)...]
    guard !own.contains("\\"), let c = cmdlet(String(own)), c.command.module.equalsIgnoringCase(String(name[..<slash])) else { return nil }
    return c
  }
  func function(_ name: String) -> FunctionInfo? { functions[name.lowercased()] }
  func alias(_ name: String) -> AliasInfo? { aliases[name.lowercased()] }
  /// Defines a function, replacing one of that name.
  public func define(_ f: FunctionInfo) {
    let key = f.name.lowercased()
    if functions.updateValue(f, forKey: key) == nil { functionOrder.add(key) }
    version += 1
  }
  /// Defines an alias, replacing one of that name.
  public func define(_ a: AliasInfo) {
    let key = a.name.lowercased()
    if aliases.updateValue(a, forKey: key) == nil { aliasOrder.add(key) }
    version += 1
  }
  func removeFunction(_ name: String) {
    let key = name.lowercased()
    functions[key] = nil
    functionOrder.remove(key)
    version += 1
  }
  func removeAlias(_ name: String) {
    let key = name.lowercased()
    aliases[key] = nil
    aliasOrder.remove(key)
    version += 1
  }
  /// Call sites that remember a command look it up again.
  func touch() { version += 1 }
  /// Forgets every command, for a session that starts empty.
  public func clear() {
    cmdlets = [:]; aliases = [:]; functions = [:]; later = []
    functionOrder = DefinitionOrder(); aliasOrder = DefinitionOrder()
    version += 1
  }
  /// In the order of registration.
  public var allCmdlets: [CmdletInfo] {
    _ = registerPending(nil)
    return Array(cmdlets.values)
  }
  /// In the order of definition.
  public var allFunctions: [FunctionInfo] { functionOrder.values(of: functions) }
  public var allAliases: [AliasInfo] { aliasOrder.values(of: aliases) }
}
