/// `switch`, `foreach`, `for`, `while` and `do`.
extension ScriptParser {
  private func label(_ token: Lexeme?) -> String? { token.flatMap { tokenizer.stringValue($0) } }

  func switchStatementRule(_ labelToken: Lexeme?, _ switchToken: Lexeme) -> StatementAst {
    let start = (labelToken ?? switchToken).span
    var end = start, isError = false, isIncomplete = false, needsCondition = false
    skipNewlines()
    var condition: PipelineBaseAst?, fileCondition: Ast?, flags: SwitchFlags = []
    while true {
      let token = peek()
      guard token.kind == .parameter else { break }
      skipToken()
      end = token.span
      if isParameter(token, "regex") { flags.insert(.regex); flags.remove(.wildcard) }
      else if isParameter(token, "wildcard") { flags.insert(.wildcard); flags.remove(.regex) }
      else if isParameter(token, "exact") { flags.remove(.regex); flags.remove(.wildcard) }
      else if isParameter(token, "casesensitive") { flags.insert(.caseSensitive) }
      else if isParameter(token, "parallel") { flags.insert(.parallel) }
      else if isParameter(token, "file") {
        flags.insert(.file)
        skipNewlines()
        if let file = singleCommandArgument(.fileName) {
          end = file.span
          condition = PipelineAst(file.extent, elements: [CommandExpressionAst(file.extent, expression: file, redirections: [])])
          fileCondition = condition
        } else {
          isError = true
          isIncomplete = reportIncomplete(.missingFilenameOption, token.span.after)
        }
      } else {
        isError = true
        report(.invalidSwitchFlag, token.span, tokenizer.parameterName(token) ?? "")
      }
    }
    let lParen = peek()
    if lParen.kind == .lParen {
      end = lParen.span
      skipToken()
      if flags.contains(.file) { isError = true; report(.pipelineValueRequired, lParen.span) }
      needsCondition = true
      skipNewlines()
      condition = pipelineChainRule()
      if let condition { end = condition.span } else {
        isError = true
        isIncomplete = reportIncomplete(.pipelineValueRequired, lParen.span.after)
      }
      skipNewlines()
      let rParen = next()
      if rParen.kind == .rParen { end = rParen.span } else {
        unget(rParen)
        if !isIncomplete {
          isError = true
          isIncomplete = reportIncomplete(.missingEndParenthesisInSwitchStatement, end.after)
        }
      }
    } else if condition == nil, !flags.contains(.file) {
      isError = true
      isIncomplete = reportIncomplete(.pipelineValueRequired, end.after)
    }
    skipNewlines()
    let lCurly = next()
    var clauses: [SwitchClause] = [], defaultClause: StatementBlockAst?, parts: [Ast] = []
    var close = end
    if lCurly.kind != .lCurly {
      unget(lCurly)
      if !isIncomplete {
        isError = true
        reportIncomplete(.missingCurlyBraceInSwitchStatement, end.after)
      }
    } else {
      end = lCurly.span
      skipNewlines()
      while true {
        var token = peek()
        let isDefault = token.kind == .default
        var test: ExpressionAst
        if isDefault {
          skipToken()
          test = StringConstantExpressionAst(extent(token.span), value: text(token), type: .bareWord)
        } else if let t = singleCommandArgument(.switchCondition) {
          test = t
        } else {
          isError = true
          reportIncomplete(.missingSwitchConditionExpression, end.after)
          if peekKind == .rCurly { skipToken() }
          break
        }
        parts.append(test)
        end = test.span
        if let body = statementBlockRule() {
          parts.append(body)
          end = body.span
          if isDefault {
            if defaultClause != nil { isError = true; report(.multipleSwitchDefaultClauses, test.span) }
            defaultClause = body
          } else {
            clauses.append(SwitchClause(test, body))
          }
        } else {
          isError = true
          isIncomplete = reportIncomplete(.missingSwitchStatementClause, end.after)
        }
        skipNewlinesAndSemicolons()
        token = peek()
        if token.kind == .rCurly {
          close = token.span
          skipToken()
          break
        }
        if token.kind == .endOfInput {
          if !isIncomplete {
            isError = true
            reportIncomplete(.missingEndCurlyBrace, lCurly.span, detected: token.span)
          }
          break
        }
      }
    }
    guard !isError, let condition else {
      return ErrorStatementAst(extent(start.to(end)), conditions: needsCondition ? [condition].compactMap { $0 } : [], bodies: parts, file: fileCondition)
    }
    return SwitchStatementAst(extent(start.to(close)), label: label(labelToken), condition: condition, flags: flags, clauses: clauses, defaultClause: defaultClause)
  }

  func forEachStatementRule(_ labelToken: Lexeme?, _ forEachToken: Lexeme) -> StatementAst {
    let start = (labelToken ?? forEachToken).span
    var error: Span?, isParallel = false, throttle: ExpressionAst?
    skipNewlines()
    while true {
      let token = peek()
      guard token.kind == .parameter else { break }
      skipToken()
      if isParameter(token, "parallel") { isParallel = true }
      else if isParameter(token, "throttlelimit") {
        skipNewlines()
        throttle = singleCommandArgument(.commandArgument)
        if throttle == nil { reportIncomplete(.missingThrottleLimit, token.span.after) }
      } else {
        error = token.span
        report(.invalidForeachFlag, token.span, tokenizer.parameterName(token) ?? "")
      }
      skipNewlines()
    }
    let lParen = next()
    guard lParen.kind == .lParen else {
      unget(lParen)
      reportIncomplete(.missingOpenParenthesisAfterKeyword, forEachToken.span.after, forEachToken.kind.text)
      return errorStatement(start.to(forEachToken))
    }
    skipNewlines()
    let token = next()
    guard token.kind == .variable || token.kind == .splattedVariable else {
      unget(token)
      reportIncomplete(.missingVariableNameAfterForeach, lParen.span.after)
      return errorStatement(start.to(lParen))
    }
    let variable = variableExpression(token)
    skipNewlines()
    var pipeline: PipelineBaseAst?, body: StatementBlockAst?
    let inToken = next()
    if inToken.kind != .in {
      unget(inToken)
      error = variable.span
      reportIncomplete(.missingInInForeach, variable.span.after)
    } else {
      skipNewlines()
      pipeline = pipelineChainRule()
      if let pipeline {
        skipNewlines()
        let rParen = next()
        if rParen.kind != .rParen {
          unget(rParen)
          error = pipeline.span
          reportIncomplete(.missingEndParenthesisAfterForeach, pipeline.span.after)
        } else {
          body = statementBlockRule()
          if body == nil {
            error = rParen.span
            reportIncomplete(.missingForeachStatement, rParen.span.after)
          }
        }
      } else {
        error = inToken.span
        reportIncomplete(.missingForeachExpression, inToken.span.after)
      }
    }
    guard error == nil, let pipeline, let body else { return errorStatement(start.to(error ?? variable.span), [variable, pipeline, body]) }
    return ForEachStatementAst(extent(start.to(body)), label: label(labelToken), variable: variable, condition: pipeline, body: body,
                               isParallel: isParallel, throttleLimit: throttle)
  }

  func forStatementRule(_ labelToken: Lexeme?, _ forToken: Lexeme) -> StatementAst {
    let start = (labelToken ?? forToken).span
    skipNewlines()
    let lParen = next()
    guard lParen.kind == .lParen else {
      unget(lParen)
      reportIncomplete(.missingOpenParenthesisAfterKeyword, forToken.span.after, forToken.kind.text)
      return errorStatement(start.to(forToken))
    }
    var end: Span?
    func part() -> PipelineBaseAst? {
      skipNewlines()
      let pipeline = pipelineChainRule()
      if let pipeline { end = pipeline.span }
      return pipeline
    }
    let initializer = part()
    if peekKind == .semi { end = next().span }
    let condition = part()
    if peekKind == .semi { end = next().span }
    let iterator = part()
    skipNewlines()
    let rParen = next()
    var body: StatementBlockAst?
    if rParen.kind != .rParen {
      unget(rParen)
      let e = end ?? lParen.span
      end = e
      reportIncomplete(.missingEndParenthesisAfterStatement, e.after, forToken.kind.text)
    } else {
      body = statementBlockRule()
      if body == nil {
        end = rParen.span
        reportIncomplete(.missingLoopStatement, rParen.span.after, forToken.kind.text)
      }
    }
    guard let body else { return errorStatement(start.to(end ?? lParen.span), [initializer, condition, iterator]) }
    return ForStatementAst(extent(start.to(body)), label: label(labelToken), initializer: initializer, condition: condition, iterator: iterator, body: body)
  }

  func whileStatementRule(_ labelToken: Lexeme?, _ whileToken: Lexeme) -> StatementAst {
    let start = (labelToken ?? whileToken).span
    skipNewlines()
    let lParen = next()
    guard lParen.kind == .lParen else {
      unget(lParen)
      reportIncomplete(.missingOpenParenthesisAfterKeyword, whileToken.span.after, text(whileToken))
      return errorStatement(start.to(whileToken))
    }
    skipNewlines()
    let written = pipelineChainRule()
    var condition: PipelineBaseAst
    if let written { condition = written } else {
      reportIncomplete(.missingExpressionAfterKeyword, lParen.span.after, whileToken.kind.text)
      condition = errorStatement(lParen.span.after)
    }
    skipNewlines()
    let rParen = next()
    guard rParen.kind == .rParen else {
      unget(rParen)
      if condition.kind != .errorStatement { reportIncomplete(.missingEndParenthesisAfterStatement, condition.span.after, whileToken.kind.text) }
      return errorStatement(start.to(condition), [written])
    }
    skipNewlines()
    guard let body = statementBlockRule() else {
      reportIncomplete(.missingLoopStatement, rParen.span.after, whileToken.kind.text)
      return errorStatement(start.to(rParen), [written])
    }
    return LoopStatementAst(.whileStatement, extent(start.to(body)), label: label(labelToken), condition: condition, body: body)
  }

  func doStatementRule(_ labelToken: Lexeme?, _ doToken: Lexeme) -> StatementAst {
    let start = (labelToken ?? doToken).span
    guard let body = statementBlockRule() else {
      reportIncomplete(.missingLoopStatement, doToken.span.after, TokenKind.do.text)
      return errorStatement(start.to(doToken))
    }
    skipNewlines()
    let keyword = next()
    guard keyword.kind == .while || keyword.kind == .until else {
      unget(keyword)
      reportIncomplete(.missingWhileOrUntilInDoWhile, body.span.after)
      return errorStatement(start.to(body), [body])
    }
    skipNewlines()
    let lParen = next()
    guard lParen.kind == .lParen else {
      unget(lParen)
      reportIncomplete(.missingOpenParenthesisAfterKeyword, keyword.span.after, keyword.kind.text)
      return errorStatement(start.to(keyword), [body])
    }
    skipNewlines()
    var error: Span?
    let condition = pipelineChainRule()
    if condition == nil {
      error = lParen.span
      reportIncomplete(.missingExpressionAfterKeyword, lParen.span.after, keyword.kind.text)
    }
    skipNewlines()
    let rParen = next()
    if rParen.kind != .rParen {
      unget(rParen)
      if let condition {
        error = condition.span
        reportIncomplete(.missingEndParenthesisAfterStatement, condition.span.after, keyword.kind.text)
      }
    }
    guard error == nil, let condition else { return errorStatement(start.to(error ?? lParen.span), [body, condition]) }
    return LoopStatementAst(keyword.kind == .until ? .doUntilStatement : .doWhileStatement, extent(start.to(rParen)), label: label(labelToken),
                            condition: condition, body: body)
  }
}
