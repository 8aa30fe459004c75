/// Assignments, pipelines, commands and their arguments.
extension ScriptParser {
  /// What a command argument is read for.
  enum ArgumentContext {
    case commandName, commandNameAfterInvocationOperator, fileName, commandArgument, switchCondition
    var isCommandName: Bool { self == .commandName || self == .commandNameAfterInvocationOperator }
  }

  /// An assignment, a pipeline, or pipelines joined by `&&` and `||`; nil when none begins here.
  func pipelineChainRule() -> PipelineBaseAst? {
    guard hasRoom() else { return nil }
    let oldMode = tokenizer.mode
    setMode(.expression)
    var start = expressionRule()
    var assign: Lexeme?
    if start != nil {
      let token = peek()
      if token.kind.has(.assignmentOperator) { skipToken(); assign = token }
    }
    setMode(oldMode)
    if let target = start, let assign {
      skipNewlines()
      let value: StatementAst
      if let s = statementRule() { value = s } else {
        reportIncomplete(.expectedValueExpression, assign.span.after, assign.kind.text)
        value = errorStatement(assign.span.after)
      }
      return AssignmentStatementAst(extent(target.span.to(value)), left: target, op: assign.kind, right: value, errorPosition: extent(assign.span))
    }

    var chain: PipelineBaseAst?, chainOperator: Lexeme?, length = 0
    while true {
      var first: Lexeme?, pipeline: PipelineAst?, background = false
      if let expression = start {
        pipeline = pipelineRule(startingWith: expression)
        start = nil
      } else {
        first = peek()
        pipeline = pipelineRule(startingWith: nil)
      }
      guard let pipeline else {
        guard let chainOperator, let first else { return nil }
        switch first.kind {
        case .endOfInput: reportIncomplete(.emptyPipelineChainElement, chainOperator.span.after, text(chainOperator))
        case .dot, .ampersand: break
        default: report(.emptyPipelineChainElement, chainOperator.span.to(first), text(chainOperator))
        }
        return errorStatement((chain?.span ?? chainOperator.span).to(chainOperator), [chain])
      }
      var token = peek()
      switch token.kind {
      case .andAnd, .orOr:
        skipToken()
        skipNewlines()
      case .ampersand:
        skipToken()
        token = peek()
        if token.kind == .andAnd || token.kind == .orOr {
          skipToken()
          report(.backgroundOperatorInPipelineChain, token.span)
          return errorStatement((chain ?? pipeline).span.to(token))
        }
        background = true
        fallthrough
      default:
        guard let chain, let chainOperator else {
          return background ? PipelineAst(pipeline.extent, elements: pipeline.elements, background: true) : pipeline
        }
        return PipelineChainAst(extent(chain.span.to(pipeline)), left: chain, right: pipeline, isAnd: chainOperator.kind == .andAnd, background: background)
      }
      if let left = chain, let chainOperator {
        chain = PipelineChainAst(extent(left.span.to(pipeline)), left: left, right: pipeline, isAnd: chainOperator.kind == .andAnd, background: false)
      } else {
        chain = pipeline
      }
      chainOperator = token
      length += 1
      if length > ScriptParser.chainLimit { giveUp() }
      if peekKind == .endOfInput {
        reportIncomplete(.emptyPipelineChainElement, token.span.after)
        return chain
      }
    }
  }

  private func pipelineRule(startingWith first: ExpressionAst?) -> PipelineAst? {
    var elements: [CommandBaseAst] = [], expression = first, previous: Lexeme?
    scan: while true {
      if expression == nil {
        let oldMode = tokenizer.mode
        setMode(.expression)
        expression = expressionRule()
        setMode(oldMode)
      }
      var command: CommandBaseAst?
      if let expression {
        if !elements.isEmpty { report(.expressionsMustBeFirstInPipeline, expression.span) }
        var redirections = Redirections(), last: RedirectionAst?
        while true {
          let token = peek()
          guard token.kind == .redirection || token.kind == .redirectInStd else { break }
          skipToken()
          var end = Span.empty
          last = redirectionRule(token, &redirections, &end)
        }
        command = CommandExpressionAst(extent(last.map { expression.span.to($0) } ?? expression.span), expression: expression, redirections: redirections.list)
      } else {
        command = commandRule()
      }
      if let command { elements.append(command) }
      else if !elements.isEmpty || peekKind == .pipe { reportIncomplete(.emptyPipeElement, previous.map { $0.span.after } ?? peek().span) }
      expression = nil
      var token = peek()
      if token.kind == .newLine, tokenizer.isPipeContinuation(after: token.span) {
        skipNewlines()
        token = peek()
      }
      previous = token
      switch token.kind {
      case .semi, .newLine, .rParen, .rCurly, .endOfInput, .andAnd, .orOr, .ampersand: break scan
      case .pipe:
        skipToken()
        skipNewlines()
        if peekKind == .endOfInput {
          reportIncomplete(.emptyPipeElement, token.span.after)
          break scan
        }
      default:
        report(.unexpectedToken, token.span, text(token))
        break scan
      }
    }
    guard let start = elements.first, let end = elements.last else { return nil }
    return PipelineAst(extent(start.span.to(end)), elements: elements)
  }

  // MARK: Redirections

  struct Redirections {
    private var byStream: [RedirectionAst?] = []
    /// False when the stream has been redirected already.
    mutating func add(_ ast: RedirectionAst) -> Bool {
      if byStream.isEmpty { byStream = Array(repeating: nil, count: 7) }
      let i = Int(ast.fromStream.rawValue)
      if byStream[i] != nil { return false }
      byStream[i] = ast
      return true
    }
    var list: [RedirectionAst] { byStream.compactMap { $0 } }
  }

  private func redirectionRule(_ token: Lexeme, _ redirections: inout Redirections, _ end: inout Span) -> RedirectionAst? {
    let result: RedirectionAst
    if case .mergingRedirection(let from, let to) = tokenizer.value(token) {
      if to != .output || from == to { report(.redirectionNotSupported, token.span, text(token)) }
      result = MergingRedirectionAst(extent(token.span), from: from, to: .output)
    } else {
      let file: ExpressionAst
      if let f = singleCommandArgument(.fileName) { file = f } else {
        report(.missingFileSpecification, token.span.after)
        file = errorExpression(token.span)
      }
      guard case .fileRedirection(let from, let append) = tokenizer.value(token) else {
        report(.redirectionNotSupported, token.span, text(token))
        end = token.span.to(file)
        return nil
      }
      result = FileRedirectionAst(extent(token.span.to(file)), from: from, location: file, append: append)
    }
    if !redirections.add(result) {
      let names = ["* stream", "output stream", "error stream", "warning stream", "verbose stream", "debug stream", "information stream"]
      report(.streamAlreadyRedirected, result.span, names[Int(result.fromStream.rawValue)])
    }
    end = result.span
    return result
  }

  // MARK: Arguments

  func singleCommandArgument(_ context: ArgumentContext) -> ExpressionAst? {
    let kind = peekKind
    if kind == .comma || kind == .endOfInput { return nil }
    let oldMode = tokenizer.mode
    setMode(.command)
    defer { setMode(oldMode) }
    return commandArgument(context, next())
  }

  /// One argument, or several joined by commas where that is allowed; nil when `first` does not begin one.
  func commandArgument(_ context: ArgumentContext, _ first: Lexeme) -> ExpressionAst? {
    var token = first, list: [ExpressionAst] = [], comma: Lexeme?
    while true {
      var expression: ExpressionAst, isVerbatim = false
      switch token.kind {
      case .pipe, .rCurly, .rParen, .endOfInput, .newLine, .semi, .redirection, .redirectInStd, .andAnd, .orOr, .ampersand, .minusMinus, .comma:
        unget(token)
        guard let comma, let start = list.first else { return nil }
        reportIncomplete(.missingExpression, comma.span.after, ",")
        return errorExpression(start.span.to(comma), list)
      case .splattedVariable, .variable, .number, .hereStringExpandable, .stringExpandable, .hereStringLiteral, .stringLiteral,
           .lParen, .dollarParen, .atParen, .atCurly, .lCurly:
        unget(token)
        expression = primaryExpressionRule(withMemberAccess: true) ?? errorExpression(token.span)
      case .generic:
        if context.isCommandName { tokenizer.flag(token, adding: .commandName) }
        if case .expandable(let parts) = tokenizer.value(token), context != .commandName {
          expression = expandableString(token, parts, .bareWord)
        } else {
          let value = tokenizer.stringValue(token) ?? ""
          expression = StringConstantExpressionAst(extent(token.span), value: value, type: .bareWord)
          isVerbatim = value == "--%"
        }
      default:
        expression = StringConstantExpressionAst(extent(token.span), value: text(token), type: .bareWord)
        if context.isCommandName { tokenizer.flag(token, adding: .commandName, removing: .keyword) } else { tokenizer.setIsCommandArgument(token) }
      }
      guard context == .commandArgument, !isVerbatim else { return finish(list, expression) }
      token = peek()
      guard token.kind == .comma else { return finish(list, expression) }
      comma = token
      list.append(expression)
      skipToken()
      skipNewlines()
      token = next()
    }
  }
  private func finish(_ list: [ExpressionAst], _ last: ExpressionAst) -> ExpressionAst {
    guard let first = list.first else { return last }
    return ArrayLiteralAst(extent(first.span.to(last)), elements: list + [last])
  }

  // MARK: Commands

  func commandRule() -> CommandAst? {
    var elements: [Ast] = [], redirections = Redirections(), sawDashDash = false, invocation = InvocationOperator.none
    var context = ArgumentContext.commandName
    elements.reserveCapacity(4)
    let oldMode = tokenizer.mode
    setMode(.command)
    var token = next()
    let first = token
    var end = token.span
    if token.kind == .dot || token.kind == .ampersand {
      invocation = token.kind == .dot ? .dot : .ampersand
      token = next()
      context = .commandNameAfterInvocationOperator
    }
    scan: while true {
      switch token.kind {
      case .pipe, .rCurly, .rParen, .endOfInput, .newLine, .semi, .andAnd, .orOr, .ampersand:
        unget(token)
        break scan
      case .minusMinus:
        end = token.span
        elements.append(sawDashDash ? bareWord(token) : CommandParameterAst(extent(token.span), name: "-", argument: nil, errorPosition: extent(token.span)))
        sawDashDash = true
      case .comma:
        end = token.span
        report(.missingArgument, token.span)
        skipNewlines()
      case .parameter:
        end = token.span
        if context.isCommandName || sawDashDash {
          tokenizer.flag(token, adding: .commandName)
          elements.append(bareWord(token))
          break
        }
        var argument: ExpressionAst?
        if tokenizer.usedColon(token), peekKind != .comma {
          argument = commandArgument(.commandArgument, next())
          if let argument { end = token.span.to(argument) } else { report(.parameterRequiresArgument, token.span.after, text(token)) }
        }
        elements.append(CommandParameterAst(extent(end), name: tokenizer.parameterName(token) ?? "", argument: argument, errorPosition: extent(token.span)))
      case .redirection, .redirectInStd:
        if context.isCommandName {
          end = token.span
          elements.append(bareWord(token))
        } else {
          _ = redirectionRule(token, &redirections, &end)
        }
      case .inlineScript where context == .commandName:
        guard inlineScriptRule(token, &elements) else { end = elements.last?.span ?? end; break scan }
        end = elements.last?.span ?? end
      default:
        guard let argument = commandArgument(context, token) else { break scan }
        elements.append(argument)
        end = argument.span
        if token.kind == .generic || token.kind == .stringLiteral || token.kind == .stringExpandable || token.kind == .hereStringLiteral,
           tokenizer.stringValue(token) == "--%", let verbatim = verbatimArgumentToken() {
          elements.append(StringConstantExpressionAst(extent(verbatim.span), value: tokenizer.stringValue(verbatim) ?? "", type: .bareWord))
          end = verbatim.span
          break scan
        }
      }
      context = .commandArgument
      token = next()
    }
    setMode(oldMode)
    if elements.isEmpty {
      if invocation != .none { report(.missingExpression, first.span, text(first)) }
      return nil
    }
    return CommandAst(extent(first.span.to(end)), elements: elements, invocationOperator: invocation, redirections: redirections.list)
  }
  private func bareWord(_ token: Lexeme) -> StringConstantExpressionAst { StringConstantExpressionAst(extent(token.span), value: text(token), type: .bareWord) }

  private func verbatimArgumentToken() -> Lexeme? {
    if let t = ungot { if t.kind != .parameter { return nil }; ungot = nil }
    return tokenizer.verbatimArgument()
  }

  private func inlineScriptRule(_ token: Lexeme, _ elements: inout [Ast]) -> Bool {
    elements.append(bareWord(token))
    skipNewlines()
    let lCurly = next()
    guard lCurly.kind == .lCurly else {
      unget(lCurly)
      reportIncomplete(.missingStatementAfterKeyword, token.span.after, text(token))
      return false
    }
    elements.append(scriptBlockExpressionRule(lCurly))
    return true
  }
}
