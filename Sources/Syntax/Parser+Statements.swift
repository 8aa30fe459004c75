/// Statements that are neither loops nor definitions.
extension ScriptParser {
  func statementRule() -> StatementAst? {
    guard hasRoom() else { return nil }
    if errors.isFull { giveUp(); return nil }
    var token = next(), restore = 0
    var attributes: [AttributeBaseAst]?
    if token.kind == .generic, source.units.indices.contains(Int(token.start)), source.units[Int(token.start)] == 0x5B {
      restore = Int(token.start)
      resync(token)
      attributes = attributeListRule(inExpression: false)
      token = next()
      if let attributes, let first = attributes.first {
        if token.flags.contains(.statementDoesntSupportAttributes) {
          if attributes.contains(where: { $0.kind == .typeConstraint }) {
            resync(restore)
            token = next()
          } else {
            report(.unexpectedAttribute, first.span, first.typeName.fullName)
          }
        } else if token.flags.contains(.keyword) {
          if let type = attributes.first(where: { $0.kind != .attribute }) { report(.typeNotAllowedBeforeStatement, type.span, type.typeName.fullName) }
        } else {
          resync(restore)
          token = next()
        }
      }
    }
    switch token.kind {
    case .if: return ifStatementRule(token)
    case .switch: return switchStatementRule(nil, token)
    case .foreach: return forEachStatementRule(nil, token)
    case .for: return forStatementRule(nil, token)
    case .while: return whileStatementRule(nil, token)
    case .do: return doStatementRule(nil, token)
    case .function, .filter, .workflow: return functionDeclarationRule(token)
    case .return: return flowStatement(.returnStatement, token)
    case .throw: return flowStatement(.throwStatement, token)
    case .exit: return flowStatement(.exitStatement, token)
    case .break: return loopFlowStatement(.breakStatement, token)
    case .continue: return loopFlowStatement(.continueStatement, token)
    case .trap: return trapStatementRule(token)
    case .try: return tryStatementRule(token)
    case .data: return dataStatementRule(token)
    case .parallel, .sequence: return blockStatementRule(token)
    case .configuration: return configurationStatementRule(token)
    case .from, .define, .var:
      report(.reservedKeywordNotAllowed, token.span, token.kind.text)
      return errorStatement(token.span)
    case .label:
      skipNewlines()
      return labeledStatementRule(token)
    case .endOfInput:
      if attributes != nil { resync(restore); return pipelineChainRule() }
      unget(token)
      return nil
    case .else, .elseIf, .catch, .until:
      if !errors.isEmpty { skipNewlines(); return statementRule() }
    case .class: return classDefinitionRule(attributes ?? [], token)
    case .enum: return enumDefinitionRule(attributes ?? [], token)
    case .using:
      let statement = usingStatementRule(token)
      report(.usingMustBeAtStartOfScript, statement.span)
      return statement
    default: break
    }
    if attributes != nil { resync(restore) } else { unget(token) }
    return pipelineChainRule()
  }

  // MARK: Names and labels

  /// A bare word without keyword meaning.
  func simpleNameRule() -> (StringConstantExpressionAst, Lexeme)? {
    tokenizer.wantSimpleName = true
    let token = peek()
    tokenizer.wantSimpleName = false
    guard token.kind == .identifier else { return nil }
    tokenizer.flag(token, adding: .memberName)
    skipToken()
    return (StringConstantExpressionAst(extent(token.span), value: text(token), type: .bareWord), token)
  }

  /// A jump's label or a hashtable's key.
  func labelOrKeyRule() -> ExpressionAst? {
    if let (name, _) = simpleNameRule() { return name }
    let kind = peekKind
    guard kind != .newLine, kind != .semi else { return nil }
    let oldComma = disablesComma
    disablesComma = true
    defer { disablesComma = oldComma }
    return unaryExpressionRule()
  }

  private func loopFlowStatement(_ kind: AstKind, _ token: Lexeme) -> StatementAst {
    let label = labelOrKeyRule()
    return LoopFlowStatementAst(kind, extent(label.map { token.span.to($0) } ?? token.span), label: label)
  }
  private func flowStatement(_ kind: AstKind, _ token: Lexeme) -> StatementAst {
    let pipeline = pipelineChainRule()
    return FlowStatementAst(kind, extent(pipeline.map { token.span.to($0) } ?? token.span), pipeline: pipeline)
  }

  private func labeledStatementRule(_ label: Lexeme) -> StatementAst? {
    let token = next()
    switch token.kind {
    case .switch: return switchStatementRule(label, token)
    case .foreach: return forEachStatementRule(label, token)
    case .for: return forStatementRule(label, token)
    case .while: return whileStatementRule(label, token)
    case .do: return doStatementRule(label, token)
    default:
      resync(label)
      return pipelineChainRule()
    }
  }

  private func blockStatementRule(_ token: Lexeme) -> StatementAst {
    guard let body = statementBlockRule() else {
      reportIncomplete(.missingStatementAfterKeyword, token.span.after, text(token))
      return errorStatement(token.span)
    }
    return BlockStatementAst(extent(token.span.to(body)), keyword: token.kind.text, body: body)
  }

  // MARK: if

  private func ifStatementRule(_ ifToken: Lexeme) -> StatementAst {
    var clauses: [IfClause] = [], parts: [Ast] = [], elseClause: StatementBlockAst?, keyword = ifToken
    while true {
      skipNewlines()
      let lParen = next()
      guard lParen.kind == .lParen else {
        unget(lParen)
        reportIncomplete(.missingOpenParenthesisInIfStatement, keyword.span.after, text(keyword))
        return errorStatement(ifToken.span.to(keyword), parts)
      }
      skipNewlines()
      var condition: PipelineBaseAst
      var missing = false
      if let c = pipelineChainRule() { condition = c; parts.append(c); missing = c.kind == .errorStatement } else {
        reportIncomplete(.ifStatementMissingCondition, lParen.span.after, text(keyword))
        condition = errorStatement(lParen.span.after)
        missing = true
      }
      skipNewlines()
      let rParen = next()
      guard rParen.kind == .rParen else {
        unget(rParen)
        if !missing { reportIncomplete(.missingEndParenthesisAfterStatement, rParen.span, text(keyword)) }
        return errorStatement(ifToken.span.to(rParen.span.before), parts)
      }
      skipNewlines()
      guard let body = statementBlockRule() else {
        reportIncomplete(.missingStatementBlock, rParen.span, text(keyword))
        return errorStatement(ifToken.span.to(rParen), parts)
      }
      parts.append(body)
      clauses.append(IfClause(condition, body))
      let restore = ungot.map { Int($0.start) } ?? tokenizer.restorePoint()
      skipNewlines()
      keyword = peek()
      if keyword.kind == .elseIf { skipToken(); continue }
      if keyword.kind == .else {
        skipToken()
        skipNewlines()
        elseClause = statementBlockRule()
        if elseClause == nil {
          reportIncomplete(.missingStatementBlockAfterElse, keyword.span.after)
          return errorStatement(ifToken.span.to(keyword), parts)
        }
      } else {
        resync(restore)
      }
      let end: Ast = elseClause ?? body
      return IfStatementAst(extent(ifToken.span.to(end)), clauses: clauses, elseClause: elseClause)
    }
  }

  // MARK: try, trap, data

  private func trapStatementRule(_ trapToken: Lexeme) -> StatementAst {
    let restore = tokenizer.restorePoint()
    skipNewlines()
    var type: TypeConstraintAst?
    if let attribute = attributeRule() {
      if attribute.kind == .typeConstraint { type = unsafeDowncast(attribute, to: TypeConstraintAst.self) } else { resync(restore) }
    }
    guard let body = statementBlockRule() else {
      let end = type?.span ?? trapToken.span
      reportIncomplete(.missingTrapStatement, end.after)
      return errorStatement(trapToken.span.to(end), [type])
    }
    return TrapStatementAst(extent(trapToken.span.to(body)), type: type, body: body)
  }

  private func catchBlockRule(_ error: inout Span?, _ errorTypes: inout [TypeConstraintAst]) -> CatchClauseAst? {
    skipNewlines()
    let catchToken = next()
    guard catchToken.kind == .catch else { unget(catchToken); return nil }
    var types: [TypeConstraintAst] = [], comma: Lexeme?, reportedAtComma = false
    while true {
      let restore = tokenizer.restorePoint()
      skipNewlines()
      guard let attribute = attributeRule() else {
        if let comma {
          error = comma.span
          reportedAtComma = true
          reportIncomplete(.missingTypeLiteralToken, comma.span.after)
        }
        break
      }
      guard attribute.kind == .typeConstraint else { resync(restore); break }
      types.append(unsafeDowncast(attribute, to: TypeConstraintAst.self))
      skipNewlines()
      let token = peek()
      guard token.kind == .comma else { break }
      comma = token
      skipToken()
    }
    guard let handler = statementBlockRule() else {
      if !reportedAtComma {
        let end = types.last?.span ?? catchToken.span
        error = end
        reportIncomplete(.missingCatchHandlerBlock, end.after)
      }
      errorTypes += types
      return nil
    }
    return CatchClauseAst(extent(catchToken.span.to(handler)), types: types, body: handler)
  }

  private func tryStatementRule(_ tryToken: Lexeme) -> StatementAst {
    skipNewlines()
    guard let body = statementBlockRule() else {
      reportIncomplete(.missingTryStatementBlock, tryToken.span.after)
      return errorStatement(tryToken.span)
    }
    var error: Span?, catches: [CatchClauseAst] = [], errorTypes: [TypeConstraintAst] = []
    while let clause = catchBlockRule(&error, &errorTypes) { catches.append(clause) }
    skipNewlines()
    let finallyToken = peek()
    var finally: StatementBlockAst?
    if finallyToken.kind == .finally {
      skipToken()
      finally = statementBlockRule()
      if finally == nil {
        error = finallyToken.span
        reportIncomplete(.missingFinallyStatementBlock, finallyToken.span.after, finallyToken.kind.text)
      }
    }
    if catches.isEmpty, finally == nil, error == nil {
      error = body.span
      reportIncomplete(.missingCatchOrFinally, body.span.after)
    }
    if let error { return errorStatement(tryToken.span.to(error), [body] + catches + errorTypes) }
    let end: Ast = finally ?? catches.last ?? body
    return TryStatementAst(extent(tryToken.span.to(end)), body: body, catchClauses: catches, finally: finally)
  }

  private func dataStatementRule(_ dataToken: Lexeme) -> StatementAst {
    skipNewlines()
    let name = simpleNameRule()?.0
    skipNewlines()
    let parameter = peek()
    var error: Span?, commands: [ExpressionAst] = []
    if parameter.kind == .parameter {
      skipToken()
      if !isParameter(parameter, "supportedcommand") {
        error = parameter.span
        report(.invalidParameterForDataSectionStatement, parameter.span, tokenizer.parameterName(parameter) ?? "")
      }
      var comma: Lexeme?
      while true {
        skipNewlines()
        guard let command = singleCommandArgument(.commandName) else {
          if error == nil { reportIncomplete(.missingValueForSupportedCommandInDataSectionStatement, (comma ?? parameter).span.after) }
          error = (comma ?? parameter).span
          break
        }
        commands.append(command)
        let token = peek()
        guard token.kind == .comma else { break }
        comma = token
        skipToken()
      }
    }
    var body: StatementBlockAst?
    if error == nil {
      body = statementBlockRule()
      if body == nil {
        let end = commands.last?.span ?? name?.span ?? dataToken.span
        error = end
        reportIncomplete(.missingStatementBlockForDataSection, end.after)
      }
    }
    guard let body, error == nil else { return errorStatement(dataToken.span.to(error ?? dataToken.span), commands) }
    return DataStatementAst(extent(dataToken.span.to(body)), variable: name?.value, commandsAllowed: commands, body: body)
  }

  // MARK: configuration

  /// Desired State Configuration is not available; its blocks are read so that tools can look at them.
  private func configurationStatementRule(_ token: Lexeme) -> StatementAst? {
    skipNewlines()
    let nameToken = next()
    if nameToken.kind == .lCurly {
      report(.missingConfigurationName, token.span.after)
      _ = scriptBlockExpressionRule(nameToken)
      return nil
    }
    if nameToken.kind == .endOfInput || nameToken.kind == .comma {
      unget(nameToken)
      reportIncomplete(.missingConfigurationName, nameToken.span.after)
      return nil
    }
    let name = commandArgument(.commandArgument, nameToken)
    if name == nil {
      report(.parameterRequiresArgument, nameToken.span.after, text(nameToken))
      reportIncomplete(.missingConfigurationName, nameToken.span)
    }
    skipNewlines()
    let lCurly = next()
    guard lCurly.kind == .lCurly else {
      reportIncomplete(.missingCurlyInConfigurationStatement, lCurly.span.after)
      unget(lCurly)
      return errorStatement(token.span)
    }
    let old = inConfiguration
    inConfiguration = true
    let body = scriptBlockExpressionRule(lCurly)
    inConfiguration = old
    guard let name else { return errorStatement(token.span) }
    body.scriptBlock.isConfiguration = true
    return ConfigurationDefinitionAst(extent(token.span.to(body)), body: body, instanceName: name)
  }
}
