/// Variables, environment variables, functions and aliases as items of flat drives.
import Engine
import Glibc

/// Common to the flat providers: an item is a name with a value.
class SessionProvider: Provider {
  override func exists(_ path: String) -> Bool { path.isEmpty || (try? value(path)) ?? nil != nil }
  override func childNames(_ path: String, hidden: Bool) throws -> [String] { path.isEmpty ? try names().sorted { $0.lowercased() < $1.lowercased() } : [] }
  /// A pattern finds them as the session's table lists them.
  override func namesToMatch(_ path: String, hidden: Bool) throws -> [String] { path.isEmpty && listsInOrder ? try names() : try childNames(path, hidden: hidden) }
  /// `names` has an order of its own.
  var listsInOrder: Bool { false }
  override func item(_ path: String) throws -> Value {
    if path.isEmpty { return .arr(try childNames("", hidden: true).compactMap { try value($0) }) }
    return try value(path) ?? .null
  }
  func names() throws -> [String] { [] }
  /// The item object of a name; nil when there is none.
  func value(_ name: String) throws -> Value? { nil }
  /// Sets (or, with nil, removes) what the name stands for.
  func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {}
  func assign(_ name: String, _ v: Value?, _ shell: Invocation) throws { try store(name, v, shell.context) }
  /// What `Get-Content` reads.
  func content(_ name: String) throws -> Value? { try value(name) }

  override func new(_ path: ItemPath, type: String, value v: Value?, force: Bool, _ shell: Invocation) throws -> Value? {
    if !force, exists(path.path) {
      throw shell.terminating("Argument", .invalidArgument, "The item at path '\(path.path)' already exists.", exception: "System.Management.Automation.PSArgumentException", target: .str(path.path))
    }
    try assign(path.path, v ?? .null, shell)
    return try path.object()
  }
  override func remove(_ path: ItemPath, recurse: Bool, force: Bool, _ shell: Invocation) throws { try assign(path.path, nil, shell) }
  override func set(_ path: ItemPath, _ v: Value, _ shell: Invocation) throws { try assign(path.path, v, shell) }
  override func clear(_ path: ItemPath, _ shell: Invocation) throws { try assign(path.path, .null, shell) }
  override func copy(_ from: ItemPath, to: ItemPath, recurse: Bool, container: Bool, force: Bool, _ shell: Invocation) throws -> [ItemPath] {
    try assign(to.path, try content(from.path), shell)
    return [to]
  }
  override func rename(_ path: ItemPath, to name: String, force: Bool, _ shell: Invocation) throws -> ItemPath? {
    let v = try content(path.path)
    try assign(name, v, shell)
    try assign(path.path, nil, shell)
    return ItemPath(path.drive, self, name)
  }
}

final class EnvironmentProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Environment", "ShouldProcess", space) }
  private static let entry: NetType = TypeTable.get("System.Collections.DictionaryEntry")
  override func names() -> [String] {
    var all: [String] = []
    var p = environ
    while let line = p.pointee { let s = String(cString: line); if let cut = s.firstIndex(of: "=") { all.append(String(s[..<cut])) }; p += 1 }
    return all
  }
  override func value(_ name: String) throws -> Value? {
    guard let v = Posix.environment(name) else { return nil }
    let o = PSObject([("Key", .str(name)), ("Value", .str(v)), ("Name", .str(name))])
    o.typeNames = ["System.Collections.DictionaryEntry", "System.ValueType", "System.Object"]
    o.textForm = "System.Collections.DictionaryEntry"
    return .object(o)
  }
  override func content(_ name: String) -> Value? { Posix.environment(name).map { .str($0) } }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    guard let v, !v.isNull else { unsetenv(name); return }
    setenv(name, Conversion.toString(v, context), 1)
  }
}

final class AliasProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Alias", "ShouldProcess", space) }
  override func names() -> [String] { space.context.commands.allAliases.map(\.name) }
  override func value(_ name: String) -> Value? { space.context.commands.alias(name).map { .other($0) } }
  override func content(_ name: String) -> Value? { space.context.commands.alias(name).map { .str($0.definition) } }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    if let v { try context.setAlias(name, Conversion.toString(v, context)) } else { context.commands.removeAlias(name) }
  }
}

final class FunctionProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Function", "ShouldProcess", space) }
  override var listsInOrder: Bool { true }
  override func names() -> [String] { space.context.commands.allFunctions.map(\.name) }
  override func value(_ name: String) -> Value? { space.context.commands.function(FunctionProvider.plain(name)).map { .other($0) } }
  override func content(_ name: String) -> Value? { space.context.commands.function(FunctionProvider.plain(name)).map { .block($0.block) } }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    guard let v, !v.isNull else { context.commands.removeFunction(FunctionProvider.plain(name)); return }
    let block: ScriptBlock
    if case .block(let b) = v.base { block = b } else { block = try ScriptBlock.from(Conversion.convert(v, to: TypeTable.scriptBlock, context), context) }
    try context.defineFunction(name, block, isFilter: false)
  }
  /// The name without its scope.
  private static func plain(_ name: String) -> String {
    guard let colon = name.firstIndex(of: ":"), ["global", "script", "local", "private"].contains(name[..<colon].lowercased()) else { return name }
    return String(name[name.index(after: colon)...])
  }
}

final class VariableProvider: SessionProvider {
  init(_ space: PathSpace) { super.init("Variable", "ShouldProcess", space) }
  override var listsInOrder: Bool { true }
  override func names() throws -> [String] { try space.context.variables().map(\.name) }
  override func value(_ name: String) throws -> Value? { try space.context.variableObject(name).map { .other($0) } }
  override func content(_ name: String) -> Value? { space.context.variable(name) }
  override func store(_ name: String, _ v: Value?, _ context: ExecutionContext) throws {
    if let v { try context.setVariable(name, v) } else { _ = try context.removeVariable(name) }
  }
}
