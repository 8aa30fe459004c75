/// Which expressions count as constants: in attribute arguments, `#requires` and `using module`, as defaults of parameters.
public struct ConstantExpressions {
  var forAttribute = false
  /// Attributes on classes and their members allow no script blocks.
  var forClassAttribute = false
  var forRequires = false
  init(forAttribute: Bool = false, forClassAttribute: Bool = false, forRequires: Bool = false) {
    self.forAttribute = forAttribute; self.forClassAttribute = forClassAttribute; self.forRequires = forRequires
  }
  /// Those whose value a parameter's default is known by.
  public init() {}

  /// Whether the expression has the same value wherever it stands.
  public func isConstant(_ ast: Ast) -> Bool {
    func cast<T: Ast>(_ type: T.Type) -> T { unsafeDowncast(ast, to: type) }
    switch ast.kind {
    case .constant, .stringConstant: return true
    case .variable:
      let path = cast(VariableExpressionAst.self).path
      switch path.userPath.lowercased() { case "true", "false", "null": return true; default: return false }
    case .ternary:
      let t = cast(TernaryExpressionAst.self)
      return isConstant(t.condition) && isConstant(t.ifTrue) && isConstant(t.ifFalse)
    case .binary:
      var left: Ast = ast
      // Long sums lean to the left.
      while left.kind == .binary {
        let b = unsafeDowncast(left, to: BinaryExpressionAst.self)
        if !b.op.has(.canConstantFold) || !isConstant(b.right) { return false }
        if b.op == .divide || b.op == .rem, b.right.kind == .variable,
           ["false", "null"].contains(unsafeDowncast(b.right, to: VariableExpressionAst.self).path.name.lowercased()) { return false }
        left = b.left
      }
      return isConstant(left)
    case .unary:
      let u = cast(UnaryExpressionAst.self)
      return u.op.has(.canConstantFold) && isConstant(u.child)
    case .convert:
      let c = cast(ConvertExpressionAst.self)
      return KnownTypes.isSafePrimitive(c.type.typeName) && isConstant(c.child)
    case .subExpression: return isConstant(cast(SubExpressionAst.self).subExpression)
    case .using: return isConstant(cast(UsingExpressionAst.self).subExpression)
    case .paren: return isConstant(cast(ParenExpressionAst.self).pipeline)
    case .statementBlock:
      let b = cast(StatementBlockAst.self)
      return b.traps.isEmpty && b.statements.count == 1 && isConstant(b.statements[0])
    case .pipeline: return cast(PipelineAst.self).pureExpression.map(isConstant) ?? false
    case .typeExpression: return forAttribute || KnownTypes.exists(cast(TypeExpressionAst.self).typeName.fullName, isAttribute: false)
    case .member:
      // Enumeration members and constants of types; what is merely static cannot be told apart without loading types.
      let m = cast(MemberExpressionAst.self)
      guard m.isStatic, m.expression.kind == .typeExpression, m.member.kind == .stringConstant else { return false }
      let type = KnownTypes.simplify(unsafeDowncast(m.expression, to: TypeExpressionAst.self).typeName.fullName)
      let member = unsafeDowncast(m.member, to: StringConstantExpressionAst.self).value.lowercased()
      switch type {
      case "string", "guid", "timespan", "datetime", "datetimeoffset", "environment", "console", "intptr", "version", "decimal", "path", "io.path": return false
      case "math": return member == "pi" || member == "e" || member == "tau"
      default: return true
      }
    case .arrayLiteral: return (forAttribute || forRequires) && cast(ArrayLiteralAst.self).elements.allSatisfy(isConstant)
    case .hashtable: return forRequires && cast(HashtableAst.self).pairs.allSatisfy { isConstant($0.key) && isConstant($0.value) }
    case .scriptBlockExpression: return forAttribute && !forClassAttribute
    default: return false
    }
  }
}
