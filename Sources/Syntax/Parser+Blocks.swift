/// Script blocks, their named blocks, statement lists and parameters.
extension ScriptParser {
  /// `lCurly` is nil for a whole script.
  func scriptBlockRule(lCurly: Lexeme?, isFilter: Bool, predefined: StatementAst? = nil) -> ScriptBlockAst {
    skipNewlines()
    let usings = lCurly == nil ? usingStatementsRule() : []
    let restore = tokenizer.restorePoint()
    let paramBlock = paramBlockRule()
    if paramBlock == nil { resync(restore) }
    skipNewlinesAndSemicolons()
    return scriptBlockBodyRule(lCurly: lCurly, usings: usings, paramBlock: paramBlock, isFilter: isFilter, predefined: predefined)
  }

  private func usingStatementsRule() -> [UsingStatementAst] {
    var result: [UsingStatementAst] = []
    while true {
      let token = peek()
      guard token.kind == .using else { resync(token); return result }
      skipToken()
      let statement = usingStatementRule(token)
      skipNewlinesAndSemicolons()
      if statement.kind == .usingStatement { result.append(unsafeDowncast(statement, to: UsingStatementAst.self)) }
    }
  }

  private func scriptBlockBodyRule(lCurly: Lexeme?, usings: [UsingStatementAst], paramBlock: ParamBlockAst?, isFilter: Bool, predefined: StatementAst?) -> ScriptBlockAst {
    if peekKind.has(.scriptBlockBlockName) { return namedBlockListRule(lCurly: lCurly, usings: usings, paramBlock: paramBlock) }
    var statements: [StatementAst] = predefined.map { [$0] } ?? [], traps: [TrapStatementAst] = []
    var listSpan = paramBlock?.span, blockSpan = Span.empty
    while true {
      let span = statementListRule(&statements, &traps)
      if let s = listSpan { if let span { listSpan = s.to(span) } } else { listSpan = span }
      if completeBody(lCurly, &listSpan, &blockSpan) { break }
    }
    let ast = ScriptBlockAst(extent(blockSpan))
    ast.usingStatements = usings
    ast.paramBlock = paramBlock
    let block = NamedBlockAst(extent(listSpan ?? .empty), name: isFilter ? .process : .end, unnamed: true, statements: statements, traps: traps)
    if isFilter { ast.processBlock = block } else { ast.endBlock = block; ast.isConfiguration = false }
    return ast
  }

  /// Reads the closing brace or the end of the script; false when something else stands there and the body goes on.
  private func completeBody(_ lCurly: Lexeme?, _ body: inout Span?, _ full: inout Span) -> Bool {
    guard let lCurly else {
      full = tokenizer.scriptSpan
      let token = next()
      if token.kind == .endOfInput { return true }
      report(.unexpectedToken, token.span, text(token))
      return false
    }
    let rCurly = next()
    var end: Span
    if rCurly.kind != .rCurly {
      unget(rCurly)
      end = body ?? lCurly.span
      reportIncomplete(.missingEndCurlyBrace, lCurly.span, detected: rCurly.span)
    } else {
      end = rCurly.span
      if body == nil, column(lCurly.end) != column(rCurly.start) { body = lCurly.span.after.to(rCurly.span.before) }
    }
    full = lCurly.span.to(end)
    return true
  }

  private func namedBlockListRule(lCurly: Lexeme?, usings: [UsingStatementAst], paramBlock: ParamBlockAst?) -> ScriptBlockAst {
    var blocks: [TokenKind: NamedBlockAst] = [:]
    var start = lCurly?.span ?? paramBlock?.span, end = Span.empty, body: Span?, full = Span.empty
    loop: while true {
      let nameToken = next()
      switch nameToken.kind {
      case .dynamicparam, .begin, .process, .end, .clean: break
      case .rCurly, .endOfInput:
        unget(nameToken)
        body = (start ?? .empty).to(end)
        _ = completeBody(lCurly, &body, &full)
        break loop
      default:
        if lCurly != nil {
          unget(nameToken)
          full = (start ?? .empty).to(end)
        } else {
          full = tokenizer.scriptSpan
        }
        report(.missingNamedBlocks, nameToken.span, text(nameToken))
        break loop
      }
      if start == nil { start = nameToken.span }
      end = nameToken.span
      var statements: [StatementAst] = [], traps: [TrapStatementAst] = []
      if let block = statementBlockRule() {
        end = block.span
        statements = block.statements; traps = block.traps
      } else {
        reportIncomplete(.missingNamedStatementBlock, nameToken.span.after, nameToken.kind.text)
      }
      let span = nameToken.span.to(end)
      if blocks[nameToken.kind] != nil {
        report(.duplicateScriptCommandClause, span, nameToken.kind.text)
      } else {
        blocks[nameToken.kind] = NamedBlockAst(extent(span), name: blockName(nameToken.kind), unnamed: false, statements: statements, traps: traps)
      }
      skipNewlinesAndSemicolons()
    }
    let result = ScriptBlockAst(extent(full))
    result.usingStatements = usings
    result.paramBlock = paramBlock
    result.dynamicParamBlock = blocks[.dynamicparam]
    result.beginBlock = blocks[.begin]
    result.processBlock = blocks[.process]
    result.endBlock = blocks[.end]
    result.cleanBlock = blocks[.clean]
    return result
  }
  private func blockName(_ kind: TokenKind) -> BlockName {
    switch kind {
    case .begin: .begin
    case .process: .process
    case .dynamicparam: .dynamicparam
    case .clean: .clean
    default: .end
    }
  }

  func statementBlockRule() -> StatementBlockAst? {
    skipNewlines()
    let lCurly = next()
    guard lCurly.kind == .lCurly else { unget(lCurly); return nil }
    var statements: [StatementAst] = [], traps: [TrapStatementAst] = []
    let list = statementListRule(&statements, &traps)
    let rCurly = next()
    var end = rCurly.span
    if rCurly.kind != .rCurly {
      unget(rCurly)
      end = list ?? lCurly.span
      reportIncomplete(.missingEndCurlyBrace, lCurly.span, detected: rCurly.span)
    }
    return StatementBlockAst(extent(lCurly.span.to(end)), statements: statements, traps: traps)
  }

  /// From the first statement to the last, or nil when there is none.
  func statementListRule(_ statements: inout [StatementAst], _ traps: inout [TrapStatementAst]) -> Span? {
    var first: StatementAst?, last: StatementAst?
    skipNewlinesAndSemicolons()
    while let statement = statementRule() {
      if let signature = tokenizer.signatureStart, signature < statement.extent.start { report(.tokenAfterEndOfValidScriptText, statement.span) }
      if statement.kind == .trapStatement { traps.append(unsafeDowncast(statement, to: TrapStatementAst.self)) } else { statements.append(statement) }
      if first == nil { first = statement }
      last = statement
      skipNewlinesAndSemicolons()
      let kind = peekKind
      if kind == .rParen || kind == .rCurly { break }
    }
    guard let first, let last else { return nil }
    return first.span.to(last)
  }

  // MARK: Parameters

  private func paramBlockRule() -> ParamBlockAst? {
    skipNewlines()
    let candidates = attributeListRule(inExpression: false)
    skipNewlines()
    let param = peek()
    guard param.kind == .param else { return nil }
    skipToken()
    skipNewlines()
    let lParen = next()
    guard lParen.kind == .lParen else { unget(lParen); return nil }
    let parameters = parameterListRule()
    skipNewlines()
    let rParen = next()
    var end = rParen.span
    if rParen.kind != .rParen {
      unget(rParen)
      end = rParen.span.before
      reportIncomplete(.missingEndParenthesisInFunctionParameterList, (parameters.last?.span ?? lParen.span).after)
    }
    var attributes: [AttributeBaseAst] = []
    for a in candidates ?? [] {
      if a.kind == .attribute { attributes.append(a) } else { report(.typeNotAllowedBeforeParam, a.span, a.typeName.fullName) }
    }
    return ParamBlockAst(extent(param.span.to(end)), attributes: attributes, parameters: parameters)
  }

  func parameterListRule() -> [ParameterAst] {
    var parameters: [ParameterAst] = []
    var comma: Lexeme?
    while true {
      guard let parameter = parameterRule() else {
        if let comma { reportIncomplete(.missingExpressionAfterToken, comma.span.after, comma.kind.text) }
        return parameters
      }
      parameters.append(parameter)
      skipNewlines()
      let token = peek()
      guard token.kind == .comma else { return parameters }
      comma = token
      skipToken()
    }
  }

  private func parameterRule() -> ParameterAst? {
    let oldComma = disablesComma, oldMode = tokenizer.mode
    disablesComma = true
    setMode(.expression)
    defer { disablesComma = oldComma; setMode(oldMode) }
    skipNewlines()
    let attributes = attributeListRule(inExpression: false)
    skipNewlines()
    let token = next()
    guard token.kind == .variable || token.kind == .splattedVariable else {
      unget(token)
      guard let attributes, let first = attributes.first, let last = attributes.last else { return nil }
      reportIncomplete(.invalidFunctionParameter, last.span.after)
      sync(consume: true, .rParen)
      let span = extent(first.span.to(last))
      return ParameterAst(span, attributes: attributes, name: VariableExpressionAst(span, path: VariablePath("__error__"), splatted: false), defaultValue: nil)
    }
    skipNewlines()
    let equals = peek()
    var defaultValue: ExpressionAst?
    if equals.kind == .equals {
      skipToken()
      skipNewlines()
      defaultValue = expressionRule()
      if defaultValue == nil { reportIncomplete(.missingExpressionAfterToken, equals.span.after, equals.kind.text) }
    }
    let start = attributes?.first?.span ?? token.span, end = defaultValue?.span ?? token.span
    return ParameterAst(extent(start.to(end)), attributes: attributes ?? [], name: variableExpression(token), defaultValue: defaultValue)
  }

  func variableExpression(_ token: Lexeme) -> VariableExpressionAst {
    VariableExpressionAst(extent(token.span), path: tokenizer.variablePath(token) ?? VariablePath("__error__"), splatted: token.kind == .splattedVariable)
  }

  /// `function f(…)`: nil when there is no list. `error` is where an unclosed list ends.
  func functionParameterDeclarationRule() -> (parameters: [ParameterAst]?, error: Span?, rParen: Lexeme?) {
    skipNewlines()
    let lParen = peek()
    guard lParen.kind == .lParen else { return (nil, nil, nil) }
    skipToken()
    let parameters = parameterListRule()
    skipNewlines()
    let rParen = next()
    var error: Span?
    if rParen.kind != .rParen {
      unget(rParen)
      let end = parameters.last?.span ?? lParen.span
      error = end
      reportIncomplete(.missingEndParenthesisInFunctionParameterList, end.after)
    }
    skipNewlines()
    return (parameters, error, rParen)
  }
}
