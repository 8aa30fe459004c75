/// Operators, by precedence: `-and -or -xor`; `-band -bor -bxor`; comparisons; `??`; `+ -`; `* / %`; `-f`; `..`; comma; unary.
extension ScriptParser {
  /// An expression with an optional `? :`; nil when none begins here. After `?` and operators a number may end at `?` or `:`.
  func expressionRule(endNumberOnTernary: Bool = false) -> ExpressionAst? {
    guard hasRoom() else { return nil }
    let oldMode = tokenizer.mode
    setMode(.expression)
    defer { setMode(oldMode) }
    guard let condition = binaryExpressionRule(endNumberOnTernary) else { return nil }
    let question = peek()
    guard question.kind == .questionMark else { return condition }
    skipToken()
    skipNewlines()
    let ifTrue = branch(after: question)
    skipNewlines()
    let colon = next()
    guard colon.kind == .colon else {
      unget(colon)
      var parts: [Ast] = [condition]
      if ifTrue.kind != .errorExpression {
        parts.append(ifTrue)
        reportIncomplete(.missingColonInTernaryExpression, colon.span)
      }
      return errorExpression(condition.span.to(colon.span.before), parts)
    }
    skipNewlines()
    let ifFalse = branch(after: colon)
    return TernaryExpressionAst(extent(condition.span.to(ifFalse)), condition: condition, ifTrue: ifTrue, ifFalse: ifFalse)
  }
  private func branch(after token: Lexeme) -> ExpressionAst {
    if let e = expressionRule(endNumberOnTernary: true) { return e }
    reportIncomplete(.expectedValueExpression, token.span.after, text(token))
    return errorExpression(token.span.after)
  }

  private func binaryExpressionRule(_ endNumberOnTernary: Bool) -> ExpressionAst? {
    guard let firstOperand = arrayLiteralRule(endNumberOnTernary) else { return nil }
    var token = peek()
    guard token.kind.has(.binaryOperator) else {
      return token.kind == .parameter ? unexpectedParameter(token, firstOperand) : firstOperand
    }
    skipToken()
    // Most expressions have one operator: no stacks then.
    skipNewlines()
    let secondOperand = operand(after: token), firstOperator = token
    token = next()
    guard token.kind.has(.binaryOperator) else {
      unget(token)
      let result = BinaryExpressionAst(extent(firstOperand.span.to(secondOperand)), op: firstOperator.kind, left: firstOperand, right: secondOperand,
                                       errorPosition: extent(firstOperator.span))
      return token.kind == .parameter ? unexpectedParameter(token, result) : result
    }
    return longerBinaryExpression(firstOperand, firstOperator, secondOperand, token)
  }

  private func operand(after token: Lexeme) -> ExpressionAst {
    if let operand = arrayLiteralRule(true) { return operand }
    reportIncomplete(.expectedValueExpression, token.span.after, text(token))
    return errorExpression(token.span.after)
  }

  /// `a + b * …`, from the second operator on.
  private func longerBinaryExpression(_ firstOperand: ExpressionAst, _ firstOperator: Lexeme, _ secondOperand: ExpressionAst, _ nextOperator: Lexeme) -> ExpressionAst {
    var token = nextOperator
    var operands = [firstOperand, secondOperand], operators = [firstOperator], length = 0
    func reduce() {
      guard let right = operands.popLast(), let left = operands.popLast(), let op = operators.popLast() else { return }
      operands.append(BinaryExpressionAst(extent(left.span.to(right)), op: op.kind, left: left, right: right, errorPosition: extent(op.span)))
    }
    var precedence = firstOperator.kind.binaryPrecedence
    while true {
      let following = token.kind.binaryPrecedence
      while following <= precedence {
        reduce()
        guard let last = operators.last else { break }
        precedence = last.kind.binaryPrecedence
      }
      operators.append(token)
      precedence = following
      length += 1
      if length > ScriptParser.chainLimit { giveUp() }
      skipNewlines()
      operands.append(operand(after: token))
      token = next()
      guard token.kind.has(.binaryOperator) else { unget(token); break }
    }
    while !operators.isEmpty { reduce() }
    let result = operands.first ?? firstOperand
    return token.kind == .parameter ? unexpectedParameter(token, result) : result
  }

  private func unexpectedParameter(_ token: Lexeme, _ expression: ExpressionAst) -> ExpressionAst {
    report(.unexpectedToken, token.span, text(token))
    skipToken()
    let parameter = CommandParameterAst(extent(token.span), name: tokenizer.parameterName(token) ?? "", argument: nil, errorPosition: extent(token.span))
    return errorExpression(expression.span.to(token), [expression, parameter])
  }

  private func arrayLiteralRule(_ endNumberOnTernary: Bool) -> ExpressionAst? {
    guard let first = unaryExpressionRule(endNumberOnTernary) else { return nil }
    var comma = peek()
    guard comma.kind == .comma, !disablesComma else { return first }
    var elements = [first], last = first
    while comma.kind == .comma {
      skipToken()
      skipNewlines()
      guard let element = unaryExpressionRule(true) else {
        reportIncomplete(.missingExpressionAfterToken, comma.span.after, text(comma))
        last = errorExpression(comma.span)
        elements.append(last)
        break
      }
      last = element
      elements.append(element)
      comma = peek()
    }
    return ArrayLiteralAst(extent(first.span.to(last)), elements: elements)
  }

  func unaryExpressionRule(_ endNumberOnTernary: Bool = false) -> ExpressionAst? {
    guard hasRoom() else { return nil }
    let oldSigned = tokenizer.allowSignedNumbers, oldTernary = tokenizer.endNumberOnTernary
    tokenizer.allowSignedNumbers = true
    tokenizer.endNumberOnTernary = endNumberOnTernary
    if let t = ungot, t.kind == .minus || (endNumberOnTernary && t.kind == .generic) { resync(t) }
    let token = peek()
    tokenizer.allowSignedNumbers = oldSigned
    tokenizer.endNumberOnTernary = oldTernary

    var expression: ExpressionAst
    if token.kind.has(.unaryOperator) {
      if disablesComma, token.kind == .comma { return nil }
      skipToken()
      skipNewlines()
      guard let child = unaryExpressionRule(true) else {
        reportIncomplete(.missingExpressionAfterOperator, token.span.after, text(token))
        return errorExpression(token.span)
      }
      let span = extent(token.span.to(child))
      expression = token.kind == .comma ? ArrayLiteralAst(span, elements: [child]) : UnaryExpressionAst(span, op: token.kind, child: child)
    } else if token.kind == .lBracket {
      guard let e = attributedExpressionRule(token) else { return nil }
      expression = e.0
      if e.isError { return expression }
    } else {
      guard let e = primaryExpressionRule(withMemberAccess: true) else { return nil }
      expression = e
    }
    let following = peek()
    if following.kind == .plusPlus || following.kind == .minusMinus {
      skipToken()
      expression = UnaryExpressionAst(extent(expression.span.to(following)), op: following.kind == .plusPlus ? .postfixPlusPlus : .postfixMinusMinus, child: expression)
    }
    return expression
  }

  /// A cast, a type literal, or an expression with attributes.
  private func attributedExpressionRule(_ token: Lexeme) -> (ExpressionAst, isError: Bool)? {
    guard let attributes = attributeListRule(inExpression: true), let last = attributes.last else { return nil }
    var expression: ExpressionAst
    if last.kind == .attribute {
      skipNewlines()
      guard let child = unaryExpressionRule(true) else {
        reportIncomplete(.unexpectedAttribute, last.span, last.typeName.fullName)
        return (errorExpression(token.span.to(last), attributes), true)
      }
      expression = AttributedExpressionAst(extent(last.span.to(child)), attribute: last, child: child)
    } else {
      let type = unsafeDowncast(last, to: TypeConstraintAst.self)
      if let access = memberAccessToken(allowLBracket: false) {
        expression = memberAccesses(access, of: TypeExpressionAst(last.extent, typeName: last.typeName))
      } else {
        let following = peekKind
        if following != .newLine, following != .comma, let child = unaryExpressionRule(true) {
          expression = ConvertExpressionAst(extent(last.span.to(child)), type: type, child: child)
        } else {
          expression = TypeExpressionAst(last.extent, typeName: last.typeName)
        }
      }
    }
    for attribute in attributes.dropLast().reversed() {
      let span = extent(attribute.span.to(expression))
      expression = attribute.kind == .typeConstraint
        ? ConvertExpressionAst(span, type: unsafeDowncast(attribute, to: TypeConstraintAst.self), child: expression)
        : AttributedExpressionAst(span, attribute: attribute, child: expression)
    }
    return (expression, false)
  }
}
