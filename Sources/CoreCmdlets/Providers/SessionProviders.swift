/// Variables, environment variables, functions and aliases as items of flat drives.
import Engine
import Glibc
import NetTypes
import Primitives

/// Common to the flat providers: an item is a name with a value.
class SessionProvider: Provider {
  override func exists(_ path: String) -> Bool { path.isEmpty || (try? value(path)) ?? nil != nil }
  override func childNames(_ path: String, hidden: Bool) throws -> [String] { path.isEmpty ? try names().sorted { Collation.compare($0, $1, ignoreCase: true) < 0 } : [] }
  /// A pattern finds them as the session's table lists them.
  override func namesToMatch(_ path: String, hidden: Bool) throws -> [String] { path.isEmpty && listsInOrder ? try names() : try childNames(path, hidden: hidden) }
  /// `names` has an order of its own.
  var listsInOrder: Bool { false }
  override func item(_ path: String) throws -> Value {
    if path.isEmpty { return .arr(try namesToMatch("", hidden: true).compactMap { try value($0) }) }
    return try value(path) ?? .null
  }
  func names() throws -> [String] { [] }
  /// The scope that stands before a name, and the name without it.
  static func scoped(_ name: String) -> (scope: String?, name: String) {
    guard let colon = name.firstIndex(of: ":"), ["global", "script", "local", "private"].contains(name[..<colon].lowercased()) else { return (nil, name) }
    let scope = name[..<colon].lowercased()
    return (scope == "private" ? "local" : scope, String(name[name.index(after: colon)...]))
  }
  /// The item object of a name; nil when there is none.
  func value(_ name: String) throws -> Value? { nil }
  /// Sets (or, with nil, removes) what the name stands for.
  func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {}
  func assign(_ name: String, _ v: Value?, _ shell: Invocation) throws { try store(name, v, shell.context) }
  /// What `Get-Content` reads.
  func content(_ name: String) throws -> Value? { try value(name) }

  /// What New-Item asks about.
  static func newItem(_ name: String, _ type: String?, _ value: Value?, _ shell: Invocation) -> String {
    "Item: \(name) Type: \(type ?? "") Value: \(value.map { Conversion.toString($0, shell.context) } ?? "")"
  }
  private func alreadyThere(_ name: String, _ shell: Invocation) throws {
    try shell.error("Argument", .invalidArgument, "The item at path '\(name)' already exists.", exception: "System.Management.Automation.PSArgumentException")
  }
  override func new(_ path: ItemPath, type: String, value v: Value?, force: Bool, _ shell: Invocation) throws -> Value? {
    if path.path.isEmpty { try refuseRoot("NewItemNullPath", shell); return nil }
    guard let v, !v.isNull else {
      try shell.error(
        "NewItemValueNotSpecified", .invalidArgument, "Cannot process argument because the value of argument \"value\" is null. Change the value of argument \"value\" to a non-null value.",
        exception: "System.Management.Automation.PSArgumentNullException", target: .str(path.path))
      return nil
    }
    if !force, exists(path.path) { try alreadyThere(path.path, shell); return nil }
    guard try shell.shouldProcess(SessionProvider.newItem(path.path, type, v, shell), action: "New Item") else { return nil }
    guard try shell.shouldProcess("Item: \(path.path) Value: \(Conversion.toString(v, shell.context))", action: "Set Item") else { return nil }
    let isMade = try SessionProvider.refusing(shell) {
      try checkWritable(path.path, force: force, shell)
      try assign(path.path, v, shell)
    }
    return isMade ? try path.object() : nil
  }
  /// Throws when the item may not be changed.
  func checkWritable(_ name: String, force: Bool, _ shell: Invocation) throws {}
  override func remove(_ path: ItemPath, recurse: Bool, force: Bool, _ shell: Invocation) throws {
    if path.path.isEmpty {
      if try !recurse && !shell.mayRemoveWithChildren(path) { return }
      return try refuseRoot("RemoveItemNullPath", shell)
    }
    guard try shell.shouldProcess("Item: \(path.path)", action: "Remove Item") else { return }
    if let (options, id, message) = try removal(path.path), options.contains(.constant) || (options.contains(.readOnly) && !force) {
      return try shell.error(id, .writeError, message, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(path.path))
    }
    try SessionProvider.refusing(shell) { try assign(path.path, nil, shell) }
  }
  /// The options that may forbid to remove an item, and the error that says so.
  func removal(_ name: String) throws -> (options: Variable.Options, id: String, message: String)? { nil }
  override func set(_ path: ItemPath, _ v: Value, force: Bool, _ shell: Invocation) throws {
    try SessionProvider.refusing(shell) {
      try checkWritable(path.path, force: force, shell)
      try assign(path.path, v, shell)
    }
  }
  override func clear(_ path: ItemPath, _ shell: Invocation) throws { try set(path, .null, force: Conversion.toBool(shell.info.boundParameters.get("Force") ?? .null), shell) }
  /// Does something with an item; that it is read-only, or given what it cannot hold, is written as an error.
  /// - Returns: whether it was done
  @discardableResult static func refusing(_ shell: Invocation, _ body: () throws -> Void) throws -> Bool {
    do { try body(); return true } catch let e as TerminatingError
      where [
        "System.Management.Automation.SessionStateUnauthorizedAccessException", "System.Management.Automation.SessionStateException",
        "System.Management.Automation.PSArgumentException"
      ].contains(e.record.exception.type.fullName)
    {
      try shell.error(e.record)
      return false
    }
  }
  /// What a cmdlet says when it is given what holds the items of a drive instead of one of them.
  private func refuseRoot(_ id: String, of argument: String = "path", _ shell: Invocation) throws {
    try shell.error(
      id, .invalidArgument,
      "Cannot process argument because the value of argument \"\(argument)\" is not valid. Change the value of the \"\(argument)\" argument and run the operation again.",
      exception: "System.Management.Automation.PSArgumentException", target: .str(""))
  }
  static func unfitValue(_ shell: Invocation) -> TerminatingError {
    shell.terminating(
      "Argument", .invalidArgument,
      "Cannot process argument because the value of argument \"value\" is not valid. Change the value of the \"value\" argument and run the operation again.",
      exception: "System.Management.Automation.PSArgumentException")
  }
  override func copy(_ from: ItemPath, to: ItemPath, _ how: CopyManner, _ shell: Invocation) throws -> [ItemPath] {
    if from.path.isEmpty { try refuseRoot("CopyItemNullPath", shell); return [] }
    if to.path.isEmpty { return [from] }
    guard try shell.shouldProcess("Item: \(from.path) Destination: \(to.path)", action: "Copy Item") else { return [] }
    let isDone = try SessionProvider.refusing(shell) {
      try checkWritable(to.path, force: how.force, shell)
      try assign(to.path, try content(from.path), shell)
    }
    return isDone ? [to] : []
  }
  override func rename(_ path: ItemPath, to name: String, force: Bool, _ shell: Invocation) throws -> ItemPath? {
    if path.path.isEmpty { try refuseRoot("RenameItemNullPath", of: "name", shell); return nil }
    if !force, exists(name) { try alreadyThere(name, shell); return nil }
    guard try shell.shouldProcess("Item: \(path.path) NewName: \(name)", action: "Rename Item") else { return nil }
    let renamed = ItemPath(path.drive, self, name)
    if path.path.equalsIgnoringCase(name) { return renamed }
    if name != path.path, let options = try removal(path.path)?.options, options.contains(.constant) || (options.contains(.readOnly) && !force) {
      let kind = self.name.lowercased()
      try shell.error(
        ErrorRecord(
          PSException(
            "System.Management.Automation.SessionStateUnauthorizedAccessException",
            "Cannot rename \(kind) because \(kind) \(path.path) is read-only or constant."), id: "CannotRename\(self.name)", .writeError,
          target: .str(path.path)))
      return nil
    }
    let v = try content(path.path)
    // one that cannot be removed is there under both names
    var isThere = false
    try SessionProvider.refusing(shell) {
      try assign(name, v, shell)
      isThere = true
      try assign(path.path, nil, shell)
    }
    return isThere ? renamed : nil
  }
}

final class EnvironmentProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Environment", "ShouldProcess", space) }
  override func names() -> [String] {
    var all: [String] = []
    var p = environ
    while let line = p.pointee { let s = String(cString: line); if let cut = s.firstIndex(of: "=") { all.append(String(s[..<cut])) }; p += 1 }
    return all
  }
  override func value(_ name: String) throws -> Value? {
    guard let v = Posix.environment(name) else { return nil }
    return .other(PairEntry(.str(name), .str(v)))
  }
  override func content(_ name: String) -> Value? { Posix.environment(name).map { .str($0) } }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    guard let v, !v.isNull else { unsetenv(name); return }
    setenv(name, Conversion.toString(v, context), 1)
  }
}

final class AliasProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Alias", "ShouldProcess", space) }
  override var listsInOrder: Bool { true }
  override func names() -> [String] { space.context.aliasesInScope.map(\.name) }
  override func value(_ name: String) -> Value? { space.context.aliasInScope(name).map { .other($0) } }
  override func content(_ name: String) -> Value? { space.context.aliasInScope(name).map { .str($0.definition) } }
  override func checkWritable(_ name: String, force: Bool, _ shell: Invocation) throws {
    guard let a = space.context.aliasInScope(name), a.options.contains(.constant) || (a.options.contains(.readOnly) && !force) else { return }
    throw shell.terminating(
      ErrorRecord(
        PSException(
          "System.Management.Automation.SessionStateUnauthorizedAccessException",
          "Alias is not writeable because alias \(name) is read-only or constant and cannot be written to."), id: "AliasNotWritable", .writeError,
        target: .str(name)))
  }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    if let v { try context.setAlias(name, Conversion.toString(v, context)) } else { try context.removeAlias(name) }
  }
  override func removal(_ name: String) -> (options: Variable.Options, id: String, message: String)? {
    space.context.aliasInScope(name).map { ($0.options, "AliasNotRemovable", "Alias was not removed because alias \(name) is constant or read-only.") }
  }
  /// `-Options` of New-Item and Set-Item.
  func set(_ name: String, options: Value) { space.context.aliasInScope(name)?.options = Variable.Options.of(options) ?? [] }
  /// Without a value the options change, or, without these too, the alias goes.
  func set(_ name: String, _ v: Value, options: Value?, force: Bool, _ shell: Invocation) throws {
    func refusal(_ id: String, _ message: String) -> TerminatingError {
      shell.terminating(ErrorRecord(PSException("System.Management.Automation.SessionStateUnauthorizedAccessException", message), id: id, .writeError, target: .str(name)))
    }
    let old = space.context.aliasInScope(name), wanted = Variable.Options.of(options)
    func checkOptions(_ a: AliasInfo, _ wanted: Variable.Options) throws {
      if wanted.contains(.constant) {
        throw refusal(
          "AliasCannotBeMadeConstant", "Alias \(name) cannot be made constant after it has been created. Aliases can only be made constant at creation time.")
      }
      if a.options.contains(.allScope), !wanted.contains(.allScope) { throw refusal("AliasAllScopeOptionCannotBeRemoved", "The AllScope option cannot be removed from the alias '\(name)'.") }
    }
    if v.isNull {
      guard let old else { return }
      guard let wanted else {
        if let (options, id, message) = removal(name), options.contains(.constant) || (options.contains(.readOnly) && !force) { throw refusal(id, message) }
        return try store(name, nil, shell.context)
      }
      if old.options.contains(.constant) { throw refusal("AliasIsConstant", "Alias \(name) cannot be modified because it is constant.") }
      if old.options.contains(.readOnly), !force { throw refusal("AliasIsReadOnly", "Alias \(name) cannot be modified because it is read-only.") }
      try checkOptions(old, wanted)
      old.options = wanted
      return
    }
    guard let target = v.stringValue ?? (v.refValue as? AliasInfo)?.target else { throw SessionProvider.unfitValue(shell) }
    try checkWritable(name, force: force, shell)
    if let old, let wanted { try checkOptions(old, wanted) }
    let kept = force ? [] : old?.options ?? []
    old?.options.subtract(.readOnly)
    try store(name, .str(target), shell.context)
    space.context.aliasInScope(name)?.options = wanted ?? kept
  }
  override func set(_ path: ItemPath, _ v: Value, force: Bool, _ shell: Invocation) throws {
    try SessionProvider.refusing(shell) { try set(path.path, v, options: nil, force: force, shell) }
  }
}

final class FunctionProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Function", "ShouldProcess", space) }
  override var listsInOrder: Bool { true }
  override func names() -> [String] { space.context.functionsInScope.map(\.name) }
  override func value(_ name: String) -> Value? { space.context.functionInScope(FunctionProvider.plain(name)).map { .other($0) } }
  override func content(_ name: String) -> Value? { space.context.functionInScope(FunctionProvider.plain(name)).map { .block($0.block) } }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    guard let v, !v.isNull else { context.removeFunctionInScope(FunctionProvider.plain(name)); return }
    try context.defineFunction(name, try body(v, context), isFilter: false)
  }
  private static func plain(_ name: String) -> String { scoped(name).name }
  override func removal(_ name: String) -> (options: Variable.Options, id: String, message: String)? {
    space.context.functionInScope(FunctionProvider.plain(name)).map { ($0.options, "FunctionNotRemovable", "Cannot remove function \(name) because it is constant.") }
  }
  private func body(_ v: Value, _ context: ExecutionContext) throws -> ScriptBlock {
    if case .block(let b) = v.base { return b }
    if let f = v.refValue as? FunctionInfo { return f.block }
    if case .string(let text) = v.base { return try context.makeUnboundBlock(text.string) }
    return try ScriptBlock.from(Conversion.convert(v, to: TypeTable.scriptBlock, context), context)
  }
  /// Sets what a function does, its options, or both; one with neither is removed.
  func set(_ name: String, _ v: Value?, options: Value?, force: Bool, _ shell: Invocation) throws {
    let old = shell.context.functionInScope(FunctionProvider.plain(name))
    if let old, old.options.contains(.constant) || (old.options.contains(.readOnly) && !force) {
      throw shell.terminating(
        ErrorRecord(
          PSException(
            "System.Management.Automation.SessionStateUnauthorizedAccessException", "Cannot write to function \(name) because it is read-only or constant."),
          id: "FunctionNotWritable", .writeError, target: .str(name)))
    }
    if let old, let wanted = Variable.Options.of(options) {
      func refuse(_ id: String, _ message: String) -> TerminatingError {
        shell.terminating(ErrorRecord(PSException("System.Management.Automation.SessionStateUnauthorizedAccessException", message), id: id, .writeError, target: .str(name)))
      }
      if wanted.contains(.constant) { throw refuse("FunctionCannotBeMadeConstant", "Existing function \(name) cannot be made constant. Functions can be made constant only at creation time.") }
      if !wanted.isEmpty, old.options.contains(.allScope), !wanted.contains(.allScope) {
        throw refuse("FunctionAllScopeOptionCannotBeRemoved", "The AllScope option cannot be removed from the function '\(name)'.")
      }
    }
    let isBlock = if case .block? = v?.base { true } else { v?.refValue is FunctionInfo || v?.stringValue != nil }
    if let v, !v.isNull, !isBlock {
      throw SessionProvider.unfitValue(shell)
    }
    if v.map({ $0.isNull }) ?? true, options == nil { return try store(name, nil, shell.context) }
    let kept = old?.options ?? []
    if force { old?.options = [] }
    if let v, !v.isNull { try store(name, v, shell.context) }
    guard let f = shell.context.functionInScope(FunctionProvider.plain(name)) else { return }
    f.options = Variable.Options.of(options) ?? kept
  }
}

final class VariableProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Variable", "ShouldProcess", space) }
  override var listsInOrder: Bool { true }
  override func names() throws -> [String] { try space.context.variables().map(\.name) }
  override func value(_ name: String) throws -> Value? { try variable(name).map { .other($0) } }
  override func content(_ name: String) throws -> Value? { SessionProvider.scoped(name).scope == nil ? space.context.variable(name) : try variable(name)?.value }
  private func variable(_ name: String) throws -> Variable? {
    let (scope, plain) = SessionProvider.scoped(name)
    return try space.context.variableObject(plain, scope: scope)
  }
  override func set(_ path: ItemPath, _ v: Value, force: Bool, _ shell: Invocation) throws {
    try SessionProvider.refusing(shell) { try change(path, v, force: force, shell) }
  }
  /// Throws when the variable refuses.
  func change(_ path: ItemPath, _ v: Value, force: Bool, _ shell: Invocation) throws {
    // forced, one that is read-only takes a new value
    if force, let old = try space.context.variableObject(path.path, scope: "local"), old.options.contains(.readOnly), !old.options.contains(.constant) {
      old.value = v
      return
    }
    try checkWritable(path.path, force: force, shell)
    try assign(path.path, v, shell)
  }
  override func checkWritable(_ name: String, force: Bool, _ shell: Invocation) throws {
    guard let v = try space.context.variableObject(name, scope: "local"), v.options.contains(.constant) || (v.options.contains(.readOnly) && !force) else { return }
    throw shell.terminating(
      ErrorRecord(
        PSException(
          "System.Management.Automation.SessionStateUnauthorizedAccessException", "Cannot overwrite variable \(name) because it is read-only or constant."),
        id: "VariableNotWritable", .writeError, target: .str(name)))
  }
  override func removal(_ name: String) throws -> (options: Variable.Options, id: String, message: String)? {
    try variable(name).map {
      ($0.options, "VariableNotRemovable", "Cannot remove variable \(name) because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option.")
    }
  }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    let (scope, plain) = SessionProvider.scoped(name)
    if let v { try context.setVariable(plain, v, scope: scope) } else { _ = try context.removeVariable(plain, scope: scope) }
  }
}
