/// Walking the tree: each node's children in the order in which PowerShell visits them, without making lists.
extension Ast {
  @inline(__always) private func cast<T: Ast>(_ type: T.Type) -> T { unsafeDowncast(self, to: type) }

  public final func forEachChild(_ body: (Ast) -> Void) {
    func one(_ a: Ast?) { if let a { body(a) } }
    func all<T: Ast>(_ list: [T]) { for a in list { body(a) } }
    switch kind {
    case .scriptBlock:
      let n = cast(ScriptBlockAst.self)
      all(n.usingStatements); all(n.attributes); one(n.paramBlock); one(n.dynamicParamBlock)
      one(n.beginBlock); one(n.processBlock); one(n.endBlock); one(n.cleanBlock)
    case .paramBlock: let n = cast(ParamBlockAst.self); all(n.attributes); all(n.parameters)
    case .parameter: let n = cast(ParameterAst.self); all(n.attributes); body(n.name); one(n.defaultValue)
    case .namedBlock: let n = cast(NamedBlockAst.self); all(n.traps); all(n.statements)
    case .statementBlock: let n = cast(StatementBlockAst.self); all(n.traps); all(n.statements)
    case .namedAttributeArgument: body(cast(NamedAttributeArgumentAst.self).argument)
    case .attribute: let n = cast(AttributeAst.self); all(n.positionalArguments); all(n.namedArguments)
    case .usingStatement: let n = cast(UsingStatementAst.self); one(n.name); one(n.alias); one(n.moduleSpecification)
    case .functionDefinition: let n = cast(FunctionDefinitionAst.self); all(n.parameters ?? []); body(n.body)
    case .typeDefinition: let n = cast(TypeDefinitionAst.self); all(n.attributes); all(n.baseTypes); all(n.members)
    case .propertyMember: let n = cast(PropertyMemberAst.self); one(n.propertyType); all(n.attributes); one(n.initialValue)
    case .functionMember: let n = cast(FunctionMemberAst.self); all(n.attributes); one(n.returnType); body(n.definition)
    case .ifStatement:
      let n = cast(IfStatementAst.self)
      for c in n.clauses { body(c.condition); body(c.body) }
      one(n.elseClause)
    case .switchStatement:
      let n = cast(SwitchStatementAst.self)
      body(n.condition)
      for c in n.clauses { body(c.test); body(c.body) }
      one(n.defaultClause)
    case .whileStatement, .doWhileStatement, .doUntilStatement: let n = cast(LoopStatementAst.self); body(n.condition); body(n.body)
    case .forStatement: let n = cast(ForStatementAst.self); one(n.initializer); one(n.condition); one(n.iterator); body(n.body)
    case .forEachStatement: let n = cast(ForEachStatementAst.self); body(n.variable); body(n.condition); body(n.body)
    case .tryStatement: let n = cast(TryStatementAst.self); body(n.body); all(n.catchClauses); one(n.finally)
    case .catchClause: let n = cast(CatchClauseAst.self); all(n.catchTypes); body(n.body)
    case .trapStatement: let n = cast(TrapStatementAst.self); one(n.trapType); body(n.body)
    case .dataStatement: body(cast(DataStatementAst.self).body)
    case .blockStatement: body(cast(BlockStatementAst.self).body)
    case .errorStatement:
      let e = cast(ErrorStatementAst.self)
      all(e.nested)
      one(e.file)
      all(e.conditions + e.bodies)
    case .breakStatement, .continueStatement: one(cast(LoopFlowStatementAst.self).label)
    case .returnStatement, .throwStatement, .exitStatement: one(cast(FlowStatementAst.self).pipeline)
    case .pipeline: all(cast(PipelineAst.self).elements)
    case .pipelineChain: let n = cast(PipelineChainAst.self); body(n.left); body(n.right)
    case .assignment: let n = cast(AssignmentStatementAst.self); body(n.left); body(n.right)
    case .command: let n = cast(CommandAst.self); all(n.elements); all(n.redirections)
    case .commandParameter: one(cast(CommandParameterAst.self).argument)
    case .commandExpression: let n = cast(CommandExpressionAst.self); body(n.expression); all(n.redirections)
    case .fileRedirection: body(cast(FileRedirectionAst.self).location)
    case .configurationDefinition: let n = cast(ConfigurationDefinitionAst.self); body(n.instanceName); body(n.body)
    case .ternary: let n = cast(TernaryExpressionAst.self); body(n.condition); body(n.ifTrue); body(n.ifFalse)
    case .binary: let n = cast(BinaryExpressionAst.self); body(n.left); body(n.right)
    case .unary: body(cast(UnaryExpressionAst.self).child)
    case .attributed: let n = cast(AttributedExpressionAst.self); body(n.attribute); body(n.child)
    case .convert: let n = cast(ConvertExpressionAst.self); body(n.type); body(n.child)
    case .member: let n = cast(MemberExpressionAst.self); body(n.expression); body(n.member)
    case .invokeMember: let n = cast(InvokeMemberExpressionAst.self); body(n.expression); body(n.member); all(n.arguments)
    case .baseCtorInvoke: let n = cast(BaseCtorInvokeMemberExpressionAst.self); body(n.expression); body(n.member); all(n.arguments)
    case .index: let n = cast(IndexExpressionAst.self); body(n.target); body(n.index)
    case .expandableString: for case .expression(let e) in cast(ExpandableStringExpressionAst.self).parts { body(e) }
    case .array: body(cast(ArrayExpressionAst.self).subExpression)
    case .arrayLiteral: all(cast(ArrayLiteralAst.self).elements)
    case .hashtable: for p in cast(HashtableAst.self).pairs { body(p.key); body(p.value) }
    case .scriptBlockExpression: body(cast(ScriptBlockExpressionAst.self).scriptBlock)
    case .paren: body(cast(ParenExpressionAst.self).pipeline)
    case .subExpression: body(cast(SubExpressionAst.self).subExpression)
    case .using: body(cast(UsingExpressionAst.self).subExpression)
    case .errorExpression: all(cast(ErrorExpressionAst.self).nested)
    case .typeConstraint, .mergingRedirection, .variable, .constant, .stringConstant, .typeExpression, .dynamicKeyword: break
    }
  }

  /// Walks this node and all below it; `enter` says whether to go into a node, `leave` is called after its children.
  func walk(_ enter: (Ast) -> Bool, leave: (Ast) -> Void = { _ in }) {
    // The tree is held by the caller; the stack need not count references. A node's lowest bit says that its children are done.
    var stack: [UInt] = [UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())]
    while let word = stack.popLast() {
      guard let pointer = UnsafeRawPointer(bitPattern: word & ~1) else { continue }
      Unmanaged<Ast>.fromOpaque(pointer)._withUnsafeGuaranteedRef { node in
        if word & 1 != 0 { leave(node); return }
        let goesIn = enter(node)
        stack.append(word | 1)
        guard goesIn else { return }
        let first = stack.count
        node.forEachChild { stack.append(UInt(bitPattern: Unmanaged.passUnretained($0).toOpaque())) }
        var low = first, high = stack.count - 1
        while low < high { stack.swapAt(low, high); low += 1; high -= 1 }
      }
    }
  }
}
