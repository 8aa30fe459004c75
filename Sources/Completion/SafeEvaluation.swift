/// Expressions that completion may evaluate, because reading them changes nothing: literals, variables, properties and elements of
/// them, operators over those. Calls, commands and assignments are only looked at, never run.
import Engine
import Syntax

extension Completer {
  /// What an expression is now; nil when finding out could have effects, or fails.
  func safeValue(_ e: ExpressionAst) -> Value? {
    if let v = e as? VariableExpressionAst, v.path.drive == nil { return context.variable(v.path.name) }
    // What has no members has none to be asked for.
    if let m = e as? MemberExpressionAst, safeValue(m.expression).map(\.isNull) ?? true { return nil }
    if let i = e as? IndexExpressionAst, safeValue(i.target).map(\.isNull) ?? true { return nil }
    // Written as one thing, so that a list comes back whole; what fails leaves no trace.
    guard Completer.isSafe(e), let block = try? context.makeBlock("try { ,(" + e.extent.text + ") } catch { }") else { return nil }
    let errors = context.variable("Error")?.arrayValue, before = errors?.count ?? 0
    let value = try? context.invokeBlock(block)
    if let errors { while errors.count > before { errors.remove(at: 0) } }
    return value
  }

  static func isSafe(_ node: Ast?) -> Bool {
    switch node {
    case is ConstantExpressionAst, is StringConstantExpressionAst, is VariableExpressionAst, is TypeExpressionAst, is ScriptBlockExpressionAst: true
    case let e as MemberExpressionAst: isSafe(e.expression) && isSafe(e.member)
    case let e as IndexExpressionAst: isSafe(e.target) && isSafe(e.index)
    case let e as TernaryExpressionAst: isSafe(e.condition) && isSafe(e.ifTrue) && isSafe(e.ifFalse)
    case let e as BinaryExpressionAst: isSafe(e.left) && isSafe(e.right)
    case let e as UnaryExpressionAst: ![.plusPlus, .minusMinus, .postfixPlusPlus, .postfixMinusMinus].contains(e.op) && isSafe(e.child)
    case let e as ConvertExpressionAst: isSafe(e.child)
    case let e as ArrayLiteralAst: e.elements.allSatisfy { isSafe($0) }
    case let e as HashtableAst: e.pairs.allSatisfy { isSafe($0.key) && isSafe($0.value) }
    case let e as ArrayExpressionAst: isSafe(only: e.subExpression)
    case let e as SubExpressionAst: isSafe(only: e.subExpression)
    case let e as ParenExpressionAst: isSafe(e.pipeline)
    case let p as PipelineAst: p.pureExpression.map { isSafe($0) } ?? false
    default: false
    }
  }
  private static func isSafe(only block: StatementBlockAst) -> Bool { block.statements.count == 1 && isSafe(block.statements[0]) }

  /// Whether a value hands out its elements one by one, as `ForEach` and `Where` need.
  static func isEnumerable(_ v: Value) -> Bool {
    if v.arrayValue != nil { return true }
    if v.stringValue != nil || v.hashValue_ != nil { return false }
    if case .object(let o) = v, o.wrapped == nil { return false }
    return isEnumerable(TypeTable.typeOf(v.base))
  }
  static func isEnumerable(_ t: NetType) -> Bool {
    if t.isArray { return true }
    if t === TypeTable.string || t.instanceMember("Keys") != nil || t.chain.contains(where: { $0.fullName == "System.Xml.XmlNode" }) { return false }
    return t.interfaces.contains { $0.hasPrefix("System.Collections.IEnumerable") || $0.hasPrefix("System.Collections.Generic.IEnumerable") }
  }
}
