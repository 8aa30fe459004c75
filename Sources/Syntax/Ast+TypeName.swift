extension Ast {
  /// The name of PowerShell's class for this node: `PipelineAst`, `DoWhileStatementAst`.
  public var astTypeName: String {
    switch kind {
    case .scriptBlock: "ScriptBlockAst"
    case .paramBlock: "ParamBlockAst"
    case .parameter: "ParameterAst"
    case .namedBlock: "NamedBlockAst"
    case .statementBlock: "StatementBlockAst"
    case .namedAttributeArgument: "NamedAttributeArgumentAst"
    case .attribute: "AttributeAst"
    case .typeConstraint: "TypeConstraintAst"
    case .usingStatement: "UsingStatementAst"
    case .functionDefinition: "FunctionDefinitionAst"
    case .typeDefinition: "TypeDefinitionAst"
    case .propertyMember: "PropertyMemberAst"
    case .functionMember: "FunctionMemberAst"
    case .ifStatement: "IfStatementAst"
    case .switchStatement: "SwitchStatementAst"
    case .whileStatement: "WhileStatementAst"
    case .doWhileStatement: "DoWhileStatementAst"
    case .doUntilStatement: "DoUntilStatementAst"
    case .forStatement: "ForStatementAst"
    case .forEachStatement: "ForEachStatementAst"
    case .tryStatement: "TryStatementAst"
    case .catchClause: "CatchClauseAst"
    case .trapStatement: "TrapStatementAst"
    case .dataStatement: "DataStatementAst"
    case .blockStatement: "BlockStatementAst"
    case .errorStatement: "ErrorStatementAst"
    case .breakStatement: "BreakStatementAst"
    case .continueStatement: "ContinueStatementAst"
    case .returnStatement: "ReturnStatementAst"
    case .throwStatement: "ThrowStatementAst"
    case .exitStatement: "ExitStatementAst"
    case .pipeline: "PipelineAst"
    case .pipelineChain: "PipelineChainAst"
    case .assignment: "AssignmentStatementAst"
    case .command: "CommandAst"
    case .commandParameter: "CommandParameterAst"
    case .commandExpression: "CommandExpressionAst"
    case .fileRedirection: "FileRedirectionAst"
    case .mergingRedirection: "MergingRedirectionAst"
    case .configurationDefinition: "ConfigurationDefinitionAst"
    case .dynamicKeyword: "DynamicKeywordStatementAst"
    case .ternary: "TernaryExpressionAst"
    case .binary: "BinaryExpressionAst"
    case .unary: "UnaryExpressionAst"
    case .attributed: "AttributedExpressionAst"
    case .convert: "ConvertExpressionAst"
    case .member: "MemberExpressionAst"
    case .invokeMember: "InvokeMemberExpressionAst"
    case .index: "IndexExpressionAst"
    case .variable: "VariableExpressionAst"
    case .constant: "ConstantExpressionAst"
    case .stringConstant: "StringConstantExpressionAst"
    case .expandableString: "ExpandableStringExpressionAst"
    case .typeExpression: "TypeExpressionAst"
    case .array: "ArrayExpressionAst"
    case .arrayLiteral: "ArrayLiteralAst"
    case .hashtable: "HashtableAst"
    case .scriptBlockExpression: "ScriptBlockExpressionAst"
    case .paren: "ParenExpressionAst"
    case .subExpression: "SubExpressionAst"
    case .using: "UsingExpressionAst"
    case .baseCtorInvoke: "BaseCtorInvokeMemberExpressionAst"
    case .errorExpression: "ErrorExpressionAst"
    }
  }

  /// Calls `body` for this node and all below it, in the order of PowerShell's `FindAll`; false stops.
  @discardableResult
  public final func visit(_ body: (Ast) -> Bool) -> Bool {
    var stack: [Ast] = [self]
    while let node = stack.popLast() {
      // PowerShell's search passes over the base constructor's call itself.
      if node.kind != .baseCtorInvoke, !body(node) { return false }
      stack.append(contentsOf: node.children.reversed())
    }
    return true
  }

  /// The tree as `Type start end` per node, `Ast` cut off: what tests compare.
  public func dump() -> String {
    var out = ""
    visit { node in
      if !out.isEmpty { out += "," }
      out += "\(node.astTypeName.dropLast(3)) \(node.extent.start) \(node.extent.end)"
      return true
    }
    return out
  }
}
