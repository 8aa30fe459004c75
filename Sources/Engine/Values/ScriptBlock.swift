import Primitives
import Syntax

/// `{ … }` as a value: its tree, where it was written, and (after GetNewClosure or in a module) what it carries along.
public final class ScriptBlock: Ref {
  public let ast: ScriptBlockAst
  /// The text `ast` points into, with its file.
  public let source: SourceText
  /// The unit the literal stands in: its body may run directly on a frame of that unit (`Where-Object { … }`).
  weak var home: Unit?
  /// Compiled forms, each made on first use: own scope (plan), on the home unit's frame, by name in any frame.
  @exclusivity(unchecked) var plan: FunctionPlan?
  @exclusivity(unchecked) var inline: Code?
  var dynamic: Code?
  /// Parameters written before the body: `function f($a) { }`.
  var parameterList: [ParameterAst]?
  var namespaces: [String] = []
  /// Classes and enums that the code around the block knows.
  var types: [String: NetType] = [:]
  /// Of a function that was defined when the session had its full language, which it keeps; or written inside one.
  var isTrusted = false
  /// Dot-sourced, or the program's own script: its classes are defined where it runs, not with its plan.
  var runsInScope = false
  var callbackSite: CommandSite?
  /// Made from text: it runs in the session state of whoever calls it.
  var isUnbound = false
  /// See `Unit.standsAside`.
  public var standsAside = false
  /// Such a block as the code of a module called it last.
  private var adopted: ScriptBlock?
  func adopted(by m: ModuleInfo) -> ScriptBlock {
    if let adopted, adopted.module === m { return adopted }
    let b = rebound(to: m)
    adopted = b
    return b
  }
  /// What was compiled knows its session state.
  func forgetCompiled() { home = nil; plan = nil; inline = nil; dynamic = nil; adopted = nil }
  /// The whole of a script file.
  var isFile = false
  /// Assigns nothing, declares nothing and runs no command, which could do either: may run on the frame it is written in.
  private(set) lazy var isPureCallback: Bool = {
    if ast.paramBlock != nil || parameterList != nil || ast.beginBlock != nil || ast.processBlock != nil || ast.dynamicParamBlock != nil { return false }
    let probe = Unit("", .frame)
    AssignedNames.collect(ast, into: probe)
    return probe.count == 1 && !AssignedNames.definesNames(ast) && !ast.mentionsCommand
  }()
  /// What stands between the braces of a block, which its extent includes.
  static func innerText(of ast: ScriptBlockAst) -> String {
    let text = ast.extent.text
    return text.hasPrefix("{") && text.hasSuffix("}") ? String(text.dropFirst().dropLast()) : text
  }
  /// A block of a tree that was only parsed: it runs in the session state of whoever calls it.
  public static func unbound(_ ast: ScriptBlockAst) -> ScriptBlock {
    let b = ScriptBlock(ast, source: ast.extent.source, home: nil, bodyText: innerText(of: ast))
    if let whole = b.root as? ScriptBlockAst { b.namespaces = ExecutionContext.namespaces(whole) }
    b.isUnbound = true
    return b
  }
  /// The block as its literal gave it, once this one was bound to another session state.
  @exclusivity(unchecked) var asWritten: ScriptBlock?
  /// Another block of the same text in the same place.
  func copy() -> ScriptBlock {
    let b = ScriptBlock(ast, source: source, home: home, bodyText: bodyText)
    b.module = module
    b.parameterList = parameterList
    b.namespaces = namespaces
    b.types = types
    b.isTrusted = isTrusted
    b.isUnbound = isUnbound
    b.standsAside = standsAside
    return b
  }
  /// The same block bound to a module's scope.
  func rebound(to m: ModuleInfo) -> ScriptBlock {
    let b = ScriptBlock(ast, source: source, home: nil, bodyText: bodyText)
    b.module = m
    b.parameterList = parameterList
    b.namespaces = namespaces
    // classes of the module are known to what runs in it
    b.types = types.merging(m.types) { own, _ in own }
    b.standsAside = standsAside
    return b
  }
  /// A copy that keeps its own plan, for `GetNewClosure`.
  public func closure(capturing variables: [(String, Value)]) -> ScriptBlock {
    let b = ScriptBlock(ast, source: source, home: nil, bodyText: bodyText)
    b.module = module
    b.parameterList = parameterList
    b.namespaces = namespaces
    b.types = types
    // a closure runs in a module of its own, whose variables are the captured ones
    let m = ModuleInfo("__DynamicModule_" + NetGuid.newGuid().description)
    let scope = ModuleScope()
    scope.owner = m
    for (n, v) in variables { scope.variables[Symbol.of(n).id] = Variable(n, v) }
    m.scope = scope
    b.module = m
    return b
  }
  /// Module whose scope is the parent of the block's scope; nil = the caller's.
  @exclusivity(unchecked) public var module: ModuleInfo?
  /// Text as between the braces.
  public var bodyText: String

  init(_ ast: ScriptBlockAst, source: SourceText, home: Unit?, bodyText: String? = nil) {
    self.ast = ast
    self.source = source
    self.home = home
    self.bodyText = bodyText ?? ast.extent.text
    var top: Ast = ast
    while let p = top.parent { top = p }
    root = top
    super.init()
  }
  /// Keeps the whole tree: nodes know their parents without owning them.
  private let root: Ast
  public override var netType: NetType { TypeTable.scriptBlock }
  public override func text() -> String { bodyText }
}

/// A block as an expression. Each time the same block is given, which is compiled once, until somebody binds it to another session
/// state: that is the affair of who got it, not of who evaluates the expression next.
final class BlockLiteral {
  private var block: ScriptBlock
  init(_ b: ScriptBlock) { block = b }
  @inline(__always) var value: Value {
    if let b = block.asWritten { block = b }
    return .block(block)
  }
}

/// A block that does nothing.
nonisolated(unsafe) let emptyBlock = ScriptBlock(Parser.parse(SourceText("")).ast, source: SourceText(""), home: nil)
