/// Which commands exist: aliases, functions, cmdlets, scripts and programs, found in PowerShell's order.
import Glibc

public final class CommandTable {
  /// Cmdlets by lower-case name. Filled from the modules' generated registries.
  private var cmdlets: [String: CmdletInfo] = [:]
  private(set) var aliases: [String: AliasInfo] = [:]
  /// Functions of the global scope; functions of inner scopes live in the frames' extras.
  private(set) var functions: [String: FunctionInfo] = [:]
  /// Their names in the order .NET's dictionary lists them: one that is removed leaves its place to the next new one.
  private var functionOrder: [String?] = []
  private var functionPlaces: [String: Int] = [:]
  private var freePlaces: [Int] = []
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
  /// Adds a cmdlet that was compiled while the session runs, or takes one away.
  func define(_ c: CmdletInfo) { cmdlets[c.name.lowercased()] = c; version += 1 }
  /// Takes a cmdlet away, as when its module is removed; whoever holds the object goes on.
  func removeCmdlet(_ c: CmdletInfo) {
    if cmdlets[c.name.lowercased()] === c { cmdlets[c.name.lowercased()] = nil; version += 1 }
  }
  /// Aliases every session has: name and target each.
  public func registerAliases(_ rows: [(String, String)]) {
    for (a, t) in rows { aliases[a.lowercased()] = AliasInfo(a, t) }
    version += 1
  }
  /// By name in any case, without or with its module (`Module\Name`).
  public func cmdlet(_ name: String) -> CmdletInfo? {
    let key = name.lowercased()
    if let c = cmdlets[key] { return c }
    if registerPending(key), let c = cmdlets[key] { return c }
    if let slash = name.lastIndex(of: "\\") { return cmdlets[String(name[name.index(after: slash)...]).lowercased()] }
    return nil
  }
  func function(_ name: String) -> FunctionInfo? { functions[name.lowercased()] }
  func alias(_ name: String) -> AliasInfo? { aliases[name.lowercased()] }
  /// Defines a function, replacing one of that name.
  public func define(_ f: FunctionInfo) {
    let key = f.name.lowercased()
    if functions.updateValue(f, forKey: key) == nil {
      if let p = freePlaces.popLast() { functionOrder[p] = key; functionPlaces[key] = p } else { functionPlaces[key] = functionOrder.count; functionOrder.append(key) }
    }
    version += 1
  }
  /// Defines an alias, replacing one of that name.
  public func define(_ a: AliasInfo) { aliases[a.name.lowercased()] = a; version += 1 }
  func removeFunction(_ name: String) {
    let key = name.lowercased()
    functions[key] = nil
    if let p = functionPlaces.removeValue(forKey: key) { functionOrder[p] = nil; freePlaces.append(p) }
    version += 1
  }
  func removeAlias(_ name: String) { aliases[name.lowercased()] = nil; version += 1 }
  /// Call sites that remember a command look it up again.
  func touch() { version += 1 }
  /// Forgets every command, for a session that starts empty.
  public func clear() {
    cmdlets = [:]; aliases = [:]; functions = [:]; later = []
    version += 1
  }
  /// In the order of registration.
  public var allCmdlets: [CmdletInfo] {
    _ = registerPending(nil)
    return Array(cmdlets.values)
  }
  /// In the order of definition.
  var allFunctions: [FunctionInfo] { functionOrder.compactMap { $0.flatMap { functions[$0] } } }
  var allAliases: [AliasInfo] { Array(aliases.values) }
}
