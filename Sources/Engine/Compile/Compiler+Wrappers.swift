/// `-is [psobject]`: whether PowerShell holds an object in a wrapper, where the place it comes from tells.
///
/// Values here are not wrapped. What a pipeline hands on is there, and so is what was cast to `[psobject]`; of other expressions nobody
/// can tell without the object, and those are tested as objects.
import Syntax

extension Compiler {
  /// The test for an operand that is wrapped unless it is null; nil for every other operand and type.
  func wrapperTest(_ e: BinaryExpressionAst) -> Expr? {
    guard e.right.kind == .typeExpression else { return nil }
    let name = unsafeDowncast(e.right, to: TypeExpressionAst.self).typeName.fullName
    let isWrapper = ["psobject", "pscustomobject", "System.Management.Automation.PSObject"].contains { $0.equalsIgnoringCase(name) }
    guard isWrapper, isWrapped(e.left) else { return nil }
    let a = expression(e.left), holds = e.op == .is
    return { c, fp in .bool(try a(c, fp).isNull != holds) }
  }
  private func isWrapped(_ e: ExpressionAst) -> Bool {
    switch e.kind {
    case .variable:
      let name = unsafeDowncast(e, to: VariableExpressionAst.self).path.name
      return (name == "_" || name.equalsIgnoringCase("PSItem")) && isFromPipeline(e)
    case .convert: return unsafeDowncast(e, to: ConvertExpressionAst.self).type.typeName.fullName.equalsIgnoringCase("psobject")
    case .paren:
      guard let p = unsafeDowncast(e, to: ParenExpressionAst.self).pipeline as? PipelineAst, p.elements.count == 1 else { return false }
      return (p.elements[0] as? CommandExpressionAst).map { isWrapped($0.expression) } ?? false
    default: return false
    }
  }
  /// `$_` of a pipeline, not that of `switch`, `catch`, `.ForEach()` or `-replace`.
  private func isFromPipeline(_ e: ExpressionAst) -> Bool {
    var inner: Ast = e, outer = e.parent, isInBlock = false
    while let o = outer {
      switch o.kind {
      case .scriptBlockExpression: isInBlock = true
      case .catchClause, .trapStatement: return false
      case .invokeMember, .binary: if isInBlock { return false }
      case .switchStatement where inner !== unsafeDowncast(o, to: SwitchStatementAst.self).condition: return false
      case .command where isInBlock, .functionDefinition: return true
      default: break
      }
      inner = o
      outer = o.parent
    }
    return true
  }
}
