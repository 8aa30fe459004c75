/// Variables, literals, brackets of all kinds, and what is attached to them with `.`, `::` and `[ ]`.
extension ScriptParser {
  func primaryExpressionRule(withMemberAccess: Bool) -> ExpressionAst? {
    let token = next(), expression: ExpressionAst
    switch token.kind {
    case .variable, .splattedVariable: expression = usingOrVariable(token, withMemberAccess: withMemberAccess)
    case .number: expression = ConstantExpressionAst(extent(token.span), value: tokenizer.numberValue(token) ?? .int(0))
    case .stringExpandable, .hereStringExpandable: expression = expandableStringRule(token)
    case .stringLiteral: expression = StringConstantExpressionAst(extent(token.span), value: tokenizer.stringValue(token) ?? "", type: .singleQuoted)
    case .hereStringLiteral: expression = StringConstantExpressionAst(extent(token.span), value: tokenizer.stringValue(token) ?? "", type: .singleQuotedHereString)
    case .lParen: expression = parenthesizedExpressionRule(token)
    case .atParen, .dollarParen: expression = subExpressionRule(token)
    case .atCurly: expression = hashExpressionRule(token)
    case .lCurly: expression = scriptBlockExpressionRule(token)
    default:
      unget(token)
      return nil
    }
    return withMemberAccess ? memberAccesses(memberAccessToken(allowLBracket: true), of: expression) : expression
  }

  private func usingOrVariable(_ token: Lexeme, withMemberAccess: Bool) -> ExpressionAst {
    guard let path = tokenizer.variablePath(token) else { return variableExpression(token) }
    guard path.scope == .using, !path.name.isEmpty else { return VariableExpressionAst(extent(token.span), path: path, splatted: token.kind == .splattedVariable) }
    var child: ExpressionAst = VariableExpressionAst(extent(token.span), path: VariablePath(path.name), splatted: token.kind == .splattedVariable)
    if withMemberAccess { child = memberAccesses(memberAccessToken(allowLBracket: true), of: child) }
    return UsingExpressionAst(child.extent, subExpression: child)
  }

  func memberAccesses(_ first: Lexeme?, of target: ExpressionAst) -> ExpressionAst {
    var token = first, expression = target, length = 0
    while let t = token {
      skipNewlines()
      switch t.kind {
      case .dot, .colonColon, .questionDot: expression = memberAccessRule(expression, t)
      default: expression = elementAccessRule(expression, t)
      }
      length += 1
      if length > ScriptParser.chainLimit { giveUp() }
      token = memberAccessToken(allowLBracket: true)
    }
    return expression
  }

  // MARK: Brackets

  private func parenthesizedExpressionRule(_ lParen: Lexeme) -> ExpressionAst {
    let oldMode = tokenizer.mode, oldComma = disablesComma
    setMode(.command)
    disablesComma = false
    defer { disablesComma = oldComma; setMode(oldMode) }
    skipNewlines()
    let pipeline: PipelineBaseAst
    if let p = pipelineChainRule() { pipeline = p } else {
      reportIncomplete(.expectedExpression, lParen.span.after)
      pipeline = errorStatement(lParen.span.after)
    }
    skipNewlines()
    let rParen = next()
    var end = rParen.span
    if rParen.kind != .rParen {
      unget(rParen)
      reportIncomplete(.missingEndParenthesisInExpression, pipeline.span.after)
      end = pipeline.span
    }
    return ParenExpressionAst(extent(lParen.span.to(end)), pipeline: pipeline)
  }

  /// `$( … )` and `@( … )`.
  private func subExpressionRule(_ first: Lexeme) -> ExpressionAst {
    let oldMode = tokenizer.mode, oldComma = disablesComma
    disablesComma = false
    setMode(.command)
    skipNewlines()
    var statements: [StatementAst] = [], traps: [TrapStatementAst] = []
    let list = statementListRule(&statements, &traps)
    skipNewlines()
    let rParen = next()
    var end = rParen.span
    if rParen.kind != .rParen {
      unget(rParen)
      reportIncomplete(.missingEndParenthesisInSubexpression, rParen.span)
      end = list ?? first.span
    }
    disablesComma = oldComma
    setMode(oldMode)
    let block = StatementBlockAst(extent(list ?? .empty), statements: statements, traps: traps)
    let span = extent(first.span.to(end))
    return first.kind == .dollarParen ? SubExpressionAst(span, subExpression: block) : ArrayExpressionAst(span, subExpression: block)
  }

  func scriptBlockExpressionRule(_ lCurly: Lexeme) -> ScriptBlockExpressionAst {
    let oldMode = tokenizer.mode, oldComma = disablesComma
    disablesComma = false
    setMode(.command)
    skipNewlines()
    let block = scriptBlockRule(lCurly: lCurly, isFilter: false)
    disablesComma = oldComma
    setMode(oldMode)
    return ScriptBlockExpressionAst(block.extent, scriptBlock: block)
  }

  private func hashExpressionRule(_ atCurly: Lexeme) -> ExpressionAst {
    skipNewlines()
    var pairs: [(key: ExpressionAst, value: StatementAst)] = []
    while let pair = keyValuePair() {
      pairs.append(pair)
      let kind = peekKind
      guard kind == .newLine || kind == .semi else { break }
      skipNewlinesAndSemicolons()
    }
    let rCurly = next()
    var end = rCurly.span
    if rCurly.kind != .rCurly {
      unget(rCurly)
      reportIncomplete(.missingEndCurlyBrace, atCurly.span.after, detected: rCurly.span)
      end = rCurly.span.before
    }
    return HashtableAst(extent(atCurly.span.to(end)), pairs: pairs)
  }

  private func keyValuePair() -> (key: ExpressionAst, value: StatementAst)? {
    let oldMode = tokenizer.mode
    setMode(.expression)
    guard let key = labelOrKeyRule() else { setMode(oldMode); return nil }
    let equals = next()
    setMode(oldMode)
    if equals.kind != .equals {
      unget(equals)
      report(.missingEqualsInHashLiteral, key.span.after)
      sync(consume: false, .rCurly, .semi, .newLine)
      return (key, errorStatement(key.span.after))
    }
    setMode(.command)
    defer { setMode(oldMode) }
    skipNewlines()
    if let statement = statementRule() { return (key, statement) }
    reportIncomplete(.missingStatementInHashLiteral, equals.span.after)
    return (key, errorStatement(equals.span.after))
  }

  // MARK: Expandable strings

  func expandableStringRule(_ token: Lexeme) -> ExpressionAst {
    let type: StringConstantType = token.kind == .hereStringExpandable ? .doubleQuotedHereString : .doubleQuoted
    if case .expandable(let parts) = tokenizer.value(token) { return expandableString(token, parts, type) }
    return StringConstantExpressionAst(extent(token.span), value: tokenizer.stringValue(token) ?? "", type: type)
  }

  func expandableString(_ token: Lexeme, _ content: ExpandableText, _ type: StringConstantType) -> ExpressionAst {
    var parts: [ExpandableStringExpressionAst.Part] = [], tokens: [Lexeme] = []
    for (i, nested) in content.nested.enumerated() {
      if !hasRoom() { break }
      if i < content.literals.count, !content.literals[i].isEmpty { parts.append(.text(content.literals[i])) }
      var expression: ExpressionAst?
      if case .unscanned(let sub) = tokenizer.value(nested) {
        // each level holds what is inside of it once more
        nestedUnits += sub.units.count
        defer { nestedUnits -= sub.units.count }
        if nestedUnits > ScriptParser.nestedLimit { giveUp(); break }
        let state = tokenizer.startNestedScan(units: sub.units, at: nested.start, skipped: sub.skipped)
        expression = primaryExpressionRule(withMemberAccess: true)
        if keepsTokens { tokens += tokenizer.tokens }
        ungot = nil
        tokenizer.finishNestedScan(state)
      } else if nested.kind == .variable {
        expression = usingOrVariable(nested, withMemberAccess: false)
        tokens.append(nested)
      }
      parts.append(.expression(expression ?? errorExpression(nested.span)))
    }
    if let last = content.literals.last, !last.isEmpty { parts.append(.text(last)) }
    if keepsTokens { content.nested = tokens }
    return ExpandableStringExpressionAst(extent(token.span), value: content.value, type: type, parts: parts)
  }

  // MARK: Members and elements

  private func memberNameRule() -> ExpressionAst? {
    if let (name, _) = simpleNameRule() { return name }
    let kind = peekKind
    if kind.has(.unaryOperator) || kind == .lBracket { return unaryExpressionRule() }
    return primaryExpressionRule(withMemberAccess: false)
  }

  private func memberAccessRule(_ target: ExpressionAst, _ op: Lexeme) -> ExpressionAst {
    let isStatic = op.kind == .colonColon, nullConditional = op.kind == .questionDot
    let member: ExpressionAst
    if let name = memberNameRule() {
      member = name
      if ungot == nil, mayBeInvoked() {
        let restore = tokenizer.restorePoint()
        let (types, rBracket) = genericMethodArgumentsRule(restore)
        if let opening = invokeMemberToken() { return memberInvokeRule(target, opening, isStatic, nullConditional, member, types) }
        if rBracket { resync(restore) }
      }
    } else {
      reportIncomplete(.missingPropertyName, op.span.after)
      member = singleCommandArgument(.commandArgument) ?? errorExpression(target.span.to(op))
    }
    return MemberExpressionAst(extent(target.span.to(member)), expression: target, member: member, isStatic: isStatic, nullConditional: nullConditional)
  }

  /// Spares looking for `(` or `[` where plainly something else follows.
  private func mayBeInvoked() -> Bool {
    var i = tokenizer.index
    while i < tokenizer.length, tokenizer.base[i] == " " || tokenizer.base[i] == "\t" { i += 1 }
    guard i < tokenizer.length else { return false }
    let c = tokenizer.base[i]
    if c == "(" || c == "{" { return i == tokenizer.index }
    return c == "[" || c == "#" || c == "<" || c == "`" || c.value > 127
  }

  /// `[int, string]` between a method's name and its parenthesis. Whatever else follows is put back.
  private func genericMethodArgumentsRule(_ restore: Int) -> (types: [TypeName], sawBracket: Bool) {
    if tokenizer.peek() == "(" || tokenizer.peek() == "{" { return ([], false) }
    guard next().kind == .lBracket else { resync(restore); return ([], false) }
    let oldMode = tokenizer.mode
    setMode(.typeName)
    skipNewlines()
    let first = next()
    guard first.kind == .identifier else {
      setMode(oldMode)
      if restore > 0 { resync(restore) }
      return ([], false)
    }
    let (types, closing) = genericArgumentsRule(first)
    if closing.kind != .rBracket {
      unget(closing)
      reportIncomplete(.endSquareBracketExpectedAtEndOfType, closing.span.before)
    }
    setMode(oldMode)
    return (types, closing.kind == .rBracket)
  }

  private func memberInvokeRule(_ target: ExpressionAst, _ opening: Lexeme, _ isStatic: Bool, _ nullConditional: Bool, _ member: ExpressionAst, _ types: [TypeName]) -> ExpressionAst {
    var arguments: [ExpressionAst], end: Span
    if opening.kind == .lParen { (arguments, end) = invokeArgumentsRule(opening) } else {
      skipNewlines()
      let block = scriptBlockExpressionRule(opening)
      arguments = [block]
      end = block.span
    }
    return InvokeMemberExpressionAst(extent(target.span.to(end)), expression: target, member: member, arguments: arguments, genericArguments: types,
                                     isStatic: isStatic, nullConditional: nullConditional)
  }

  /// Arguments in parentheses, and where they end.
  func invokeArgumentsRule(_ lParen: Lexeme) -> ([ExpressionAst], Span) {
    var arguments: [ExpressionAst] = [], comma: Lexeme?, reported = false
    let oldComma = disablesComma
    disablesComma = true
    defer { disablesComma = oldComma }
    while true {
      skipNewlines()
      guard let argument = expressionRule() else {
        if let comma {
          reportIncomplete(.missingExpressionAfterToken, comma.span.after, TokenKind.comma.text)
          reported = true
        }
        break
      }
      arguments.append(argument)
      skipNewlines()
      let token = next()
      guard token.kind == .comma else { unget(token); comma = nil; break }
      comma = token
    }
    skipNewlines()
    let rParen = next()
    if rParen.kind == .rParen { return (arguments, rParen.span) }
    unget(rParen)
    if !reported { reportIncomplete(.missingEndParenthesisInMethodCall, (arguments.last?.span ?? lParen.span).after) }
    return (arguments, comma?.span ?? arguments.last?.span ?? lParen.span)
  }

  private func elementAccessRule(_ target: ExpressionAst, _ lBracket: Lexeme) -> ExpressionAst {
    skipNewlines()
    let oldComma = disablesComma
    disablesComma = false
    let written = expressionRule()
    disablesComma = oldComma
    let index: ExpressionAst
    if let written { index = written } else {
      reportIncomplete(.missingArrayIndexExpression, lBracket.span.after)
      index = errorExpression(lBracket.span)
    }
    skipNewlines()
    let rBracket = next()
    var end = rBracket.span
    if rBracket.kind != .rBracket {
      unget(rBracket)
      if index.kind != .errorExpression { reportIncomplete(.missingEndSquareBracket, index.span.after) }
      end = index.span
    }
    return IndexExpressionAst(extent(target.span.to(end)), target: target, index: index, nullConditional: lBracket.kind == .questionLBracket)
  }
}
