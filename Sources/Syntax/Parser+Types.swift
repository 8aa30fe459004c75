/// Attributes, type literals and type names.
extension ScriptParser {
  func attributeListRule(inExpression: Bool) -> [AttributeBaseAst]? {
    guard var attribute = attributeRule() else { return nil }
    var all: [AttributeBaseAst] = []
    while true {
      all.append(attribute)
      if !inExpression || attribute.kind == .attribute { skipNewlines() }
      guard let following = attributeRule() else { return all }
      attribute = following
    }
  }

  /// `[type]` or `[attribute(…)]`.
  func attributeRule() -> AttributeBaseAst? {
    guard let lBracket = lBracketToken() else { return nil }
    skipNewlines()
    let (typeName, nameToken) = typeNameRule(allowAssemblyQualified: true)
    guard let typeName, let nameToken else {
      resync(lBracket)
      reportIncomplete(.missingTypename, lBracket.span.after)
      return nil
    }
    let token = next()
    if token.kind == .lParen {
      skipNewlines()
      var positional: [ExpressionAst] = [], named: [NamedAttributeArgumentAst] = [], lastItem = token.span
      let oldMode = tokenizer.mode
      setMode(.expression)
      attributeArgumentsRule(&positional, &named, &lastItem)
      setMode(oldMode)
      skipNewlines()
      var end = lastItem, closed = false
      let rParen = next()
      if rParen.kind == .rParen { closed = true; end = rParen.span } else {
        unget(rParen)
        reportIncomplete(.missingEndParenthesisInExpression, lastItem.after)
      }
      skipNewlines()
      let rBracket = next()
      if rBracket.kind == .rBracket { end = rBracket.span } else {
        unget(rBracket)
        if closed { reportIncomplete(.endSquareBracketExpectedAtEndOfAttribute, rParen.span.after) }
      }
      tokenizer.flag(nameToken, adding: .attributeName)
      return AttributeAst(extent(lBracket.span.to(end)), typeName: typeName, positional: positional, named: named)
    }
    var end = token.span
    if token.kind != .rBracket {
      unget(token)
      report(.endSquareBracketExpectedAtEndOfAttribute, token.span.before)
      end = Span(typeName.extent.start, typeName.extent.end)
    }
    return TypeConstraintAst(extent(lBracket.span.to(end)), typeName: typeName)
  }

  private func attributeArgumentsRule(_ positional: inout [ExpressionAst], _ named: inout [NamedAttributeArgumentAst], _ lastItem: inout Span) {
    let oldComma = disablesComma
    disablesComma = true
    defer { disablesComma = oldComma }
    var comma: Lexeme?
    while true {
      skipNewlines()
      if let (name, _) = simpleNameRule() {
        let token = peek()
        var value: ExpressionAst, omitted = false
        if token.kind == .equals {
          skipToken()
          skipNewlines()
          if let e = expressionRule() { value = e } else {
            reportIncomplete(.missingExpressionInNamedArgument, token.span.after)
            value = errorExpression(token.span.after)
            sync(consume: true, .comma, .rParen, .rBracket, .newLine)
          }
          lastItem = value.span
        } else {
          value = ConstantExpressionAst(name.extent, value: .int(1))
          omitted = true
        }
        named.append(NamedAttributeArgumentAst(extent(name.span.to(value)), name: name.value, argument: value, omitted: omitted))
      } else if let e = expressionRule() {
        positional.append(e)
        lastItem = e.span
      } else if let comma {
        reportIncomplete(.missingExpressionAfterToken, comma.span.after, comma.kind.text)
        positional.append(errorExpression(comma.span.after))
        lastItem = comma.span.after
      }
      skipNewlines()
      let token = peek()
      guard token.kind == .comma else { return }
      comma = token
      lastItem = token.span
      skipToken()
    }
  }

  // MARK: Type names

  func typeNameRule(allowAssemblyQualified: Bool) -> (TypeName?, Lexeme?) {
    let oldMode = tokenizer.mode
    setMode(.typeName)
    defer { setMode(oldMode) }
    let token = next()
    guard token.kind == .identifier else { unget(token); return (nil, nil) }
    return (finishTypeName(token, allowAssemblyQualified: allowAssemblyQualified), token)
  }

  private func simpleType(_ token: Lexeme) -> TypeName { .simple(name: text(token), extent: extent(token.span)) }

  private func finishTypeName(_ name: Lexeme, unbracketedArgument: Bool = false, allowAssemblyQualified: Bool = true) -> TypeName {
    let token = peek()
    if token.kind == .lBracket {
      skipToken()
      skipNewlines()
      let first = next()
      switch first.kind {
      case .rBracket, .comma: return completeArrayType(simpleType(name), first, unbracketedArgument)
      case .lBracket, .identifier: return genericTypeRule(name, first, unbracketedArgument)
      case .endOfInput:
        unget(first)
        reportIncomplete(.missingTypename, token.span.after)
      default:
        report(.unexpectedToken, first.span, text(first))
        sync(consume: true, .rBracket)
      }
      return simpleType(name)
    }
    if token.kind == .comma, allowAssemblyQualified, !unbracketedArgument {
      skipToken()
      let assembly = tokenizer.assemblyNameSpec()
      if assembly.utf16.allSatisfy({ CodeUnit($0).isAnyWhitespace }) {
        report(.missingAssemblyNameSpecification, token.span.after)
        return simpleType(name)
      }
      return .simple(name: text(name) + "," + assembly, extent: extent(name.span.to(tokenizer.currentSpan)))
    }
    return simpleType(name)
  }

  private func genericArgument(_ first: Lexeme) -> TypeName {
    if first.kind == .identifier { return finishTypeName(first, unbracketedArgument: true) }
    let token = next()
    guard token.kind == .identifier else {
      unget(token)
      reportIncomplete(.missingTypename, token.span.after)
      return .simple(name: ":ErrorTypeName:", extent: extent(first.span))
    }
    let name = finishTypeName(token)
    let rBracket = next()
    if rBracket.kind != .rBracket {
      unget(rBracket)
      reportIncomplete(.endSquareBracketExpectedAtEndOfType, rBracket.span.before)
    }
    return name
  }

  /// The arguments, and the token after the last.
  func genericArgumentsRule(_ first: Lexeme) -> ([TypeName], Lexeme) {
    guard hasRoom() else { return ([], next()) }
    var arguments = [genericArgument(first)]
    while true {
      skipNewlines()
      let token = next()
      guard token.kind == .comma else { return (arguments, token) }
      skipNewlines()
      let following = peek()
      if following.kind == .identifier || following.kind == .lBracket {
        skipToken()
        arguments.append(genericArgument(following))
      } else {
        reportIncomplete(.missingTypename, token.span.after)
        arguments.append(.simple(name: ":ErrorTypeName:", extent: extent(token.span)))
      }
    }
  }

  private func genericTypeRule(_ name: Lexeme, _ first: Lexeme, _ unbracketedArgument: Bool) -> TypeName {
    let (arguments, closing) = genericArgumentsRule(first)
    var end = closing.span
    if closing.kind != .rBracket {
      unget(closing)
      reportIncomplete(.endSquareBracketExpectedAtEndOfAttribute, closing.span.before)
      end = arguments.last.map { Span($0.extent.start, $0.extent.end) } ?? first.span
    }
    let result = TypeName.generic(name: simpleType(name), arguments: arguments, extent: extent(name.span.to(end)))
    let token = peek()
    if token.kind == .lBracket {
      skipToken()
      return completeArrayType(result, next(), unbracketedArgument)
    }
    if token.kind == .comma, !unbracketedArgument {
      skipToken()
      if tokenizer.assemblyNameSpec().isEmpty { report(.missingAssemblyNameSpecification, token.span.after) }
    }
    return result
  }

  /// The rest of an array's brackets; `first` is the token after `[`.
  private func completeArrayType(_ elementType: TypeName, _ first: Lexeme, _ unbracketedArgument: Bool) -> TypeName {
    var element = elementType, token = first, depth = 0
    while true {
      let start = Span(element.extent.start, element.extent.end)
      switch token.kind {
      case .comma:
        let firstComma = token
        var rank = 1, lastComma = token
        repeat {
          lastComma = token
          rank += 1
          token = next()
        } while token.kind == .comma
        if rank > 32 {
          if token.kind != .rBracket { unget(token) }
          report(.arrayHasTooManyDimensions, firstComma.span.to(lastComma), String(rank))
          break
        }
        if token.kind != .rBracket {
          unget(token)
          report(.endSquareBracketExpectedAtEndOfAttribute, lastComma.span.after)
        }
        element = .array(element: element, rank: rank, extent: extent(start.to(token)))
      case .rBracket:
        element = .array(element: element, rank: 1, extent: extent(start.to(token)))
      case .endOfInput:
        unget(token)
        report(.endSquareBracketExpectedAtEndOfAttribute, token.span.before)
      default:
        report(.unexpectedToken, token.span, text(token))
        sync(consume: true, .rBracket)
      }
      depth += 1
      if depth > ScriptParser.chainLimit { giveUp() }
      token = peek()
      if token.kind == .comma, !unbracketedArgument {
        skipToken()
        if tokenizer.assemblyNameSpec().isEmpty { report(.missingAssemblyNameSpecification, token.span.after) }
        return element
      }
      guard token.kind == .lBracket else { return element }
      skipToken()
      token = next()
    }
  }
}
