/// The classes and enums a script defines when it is loaded.

extension ScriptBlockAst {
  /// Also those inside of `if`, loops and the like, but not those of inner blocks and functions.
  public var typeDefinitions: [TypeDefinitionAst] {
    var found: [TypeDefinitionAst] = []
    func collect(_ node: Ast) {
      if node.kind == .typeDefinition { found.append(unsafeDowncast(node, to: TypeDefinitionAst.self)); return }
      if node.kind == .scriptBlockExpression || node.kind == .functionDefinition { return }
      for c in node.children { collect(c) }
    }
    for b in [beginBlock, processBlock, endBlock].compactMap({ $0 }) { for s in b.statements where s.mayDefineTypes { collect(s) } }
    return found
  }
}

extension Ast {
  /// A statement that is a class or enum, or may hold one.
  fileprivate var mayDefineTypes: Bool {
    switch kind {
    case .typeDefinition, .ifStatement, .whileStatement, .doWhileStatement, .doUntilStatement, .forStatement, .forEachStatement, .switchStatement, .tryStatement, .blockStatement: true
    default: false
    }
  }
}
