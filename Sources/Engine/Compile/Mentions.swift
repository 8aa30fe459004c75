/// What stands somewhere in a tree.
import Syntax

extension Ast {
  /// Whether a command runs in it, blocks and functions apart.
  public var holdsCommand: Bool {
    if kind == .command { return true }
    if kind == .scriptBlockExpression || kind == .functionDefinition { return false }
    return children.contains { $0.holdsCommand }
  }
  /// The same, in blocks too.
  var mentionsCommand: Bool { kind == .command || children.contains { $0.mentionsCommand } }
  /// Whether `return` stands in it, blocks and functions apart.
  var returns: Bool {
    if kind == .returnStatement { return true }
    if kind == .scriptBlockExpression || kind == .functionDefinition { return false }
    return children.contains { $0.returns }
  }
  /// Whether something is assigned, counted up or counted down in it.
  var assigns: Bool {
    switch kind {
    case .assignment: return true
    case .unary:
      switch unsafeDowncast(self, to: UnaryExpressionAst.self).op { case .plusPlus, .minusMinus, .postfixPlusPlus, .postfixMinusMinus: return true; default: break }
    default: break
    }
    return children.contains { $0.assigns }
  }
  /// Whether a variable of that name stands in it, blocks and functions apart.
  func holds(_ variable: String) -> Bool {
    if kind == .variable, unsafeDowncast(self, to: VariableExpressionAst.self).path.name.equalsIgnoringCase(variable) { return true }
    if kind == .scriptBlockExpression || kind == .functionDefinition || kind == .typeDefinition { return false }
    return children.contains { $0.holds(variable) }
  }
  /// Whether a variable of that name stands in it, in blocks too.
  public func mentions(_ variable: String) -> Bool {
    if kind == .variable, unsafeDowncast(self, to: VariableExpressionAst.self).path.name.equalsIgnoringCase(variable) { return true }
    return children.contains { $0.mentions(variable) }
  }
}
