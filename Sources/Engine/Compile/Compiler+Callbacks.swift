/// Statements that may call blocks back, which tell where the outermost code is: what PowerShell says of callbacks stands there.
///
/// Only statements of the outermost code that hold a block, or a method that calls one, are compiled so; all others pay nothing.
import Syntax

extension Compiler {
  func callsBack(_ s: StatementAst) -> Bool {
    guard unit.kind == .global, !isInBlock else { return false }
    switch s.kind {
    case .pipeline, .assignment, .pipelineChain: return Compiler.holdsCallback(s)
    default: return false
    }
  }
  private static func holdsCallback(_ node: Ast) -> Bool {
    switch node.kind {
    case .scriptBlockExpression: return true
    case .functionDefinition, .typeDefinition: return false
    case .invokeMember:
      let name = (unsafeDowncast(node, to: InvokeMemberExpressionAst.self).member as? StringConstantExpressionAst)?.value.lowercased()
      if let name, callers.contains(name) { return true }
    default: break
    }
    return node.children.contains(where: holdsCallback)
  }
  private static let callers: Set = ["invoke", "invokereturnasis", "foreach", "where", "psforeach", "pswhere"]
  /// The statement with its place told while it runs, unless one around it has told its own.
  func marking(_ place: Extent, _ run: @escaping Stmt) -> Stmt {
    { c, fp in
      if c.outerStatement != nil { return try run(c, fp) }
      c.outerStatement = place
      defer { c.outerStatement = nil }
      return try run(c, fp)
    }
  }
}
