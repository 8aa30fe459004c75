import Syntax

/// `{ … }` as a value: its tree, where it was written, and (after GetNewClosure or in a module) what it carries along.
public final class ScriptBlock: Ref {
  public let ast: ScriptBlockAst
  public let source: SourceText
  /// The unit the literal stands in: its body may run directly on a frame of that unit (`Where-Object { … }`).
  weak var home: Unit?
  /// Compiled forms, each made on first use: own scope (plan), on the home unit's frame, by name in any frame.
  var plan: FunctionPlan?
  var inline: Code?
  var dynamic: Code?
  /// Parameters written before the body: `function f($a) { }`.
  var parameterList: [ParameterAst]?
  var namespaces: [String] = []
  /// Module whose scope is the parent of the block's scope; nil = the caller's.
  public var module: ModuleInfo?
  /// Variables captured by GetNewClosure.
  var captured: [(Symbol, Value)]?
  /// Text as between the braces.
  public var bodyText: String

  init(_ ast: ScriptBlockAst, source: SourceText, home: Unit?, bodyText: String? = nil) {
    self.ast = ast
    self.source = source
    self.home = home
    self.bodyText = bodyText ?? ast.extent.text
    super.init()
  }
  public override var netType: NetType { TypeTable.scriptBlock }
  public override func text() -> String { bodyText }
}
