/// Functions, classes, enums and `using`.
extension ScriptParser {
  // MARK: Functions

  func functionDeclarationRule(_ functionToken: Lexeme) -> StatementAst {
    skipNewlines()
    let nameToken = next()
    switch nameToken.kind {
    case .pipe, .lParen, .lCurly, .atParen, .atCurly, .rCurly, .rParen, .endOfInput, .semi, .redirection, .redirectInStd, .andAnd, .orOr, .ampersand,
         .variable, .splattedVariable, .hereStringExpandable, .hereStringLiteral, .stringLiteral, .stringExpandable:
      unget(nameToken)
      reportIncomplete(.missingNameAfterKeyword, functionToken.span.after, text(functionToken))
      return errorStatement(functionToken.span)
    default: break
    }
    tokenizer.flag(nameToken, removing: .keyword)
    let (parameters, listError, rParen) = functionParameterDeclarationRule()
    var error = listError
    let lCurly = next()
    if lCurly.kind != .lCurly {
      unget(lCurly)
      if error == nil {
        let end = (rParen ?? nameToken).span
        error = end
        reportIncomplete(.missingFunctionBody, end.after)
      }
    }
    if let error { return errorStatement(functionToken.span.to(error), parameters ?? []) }
    let oldWorkflow = tokenizer.inWorkflow
    tokenizer.inWorkflow = functionToken.kind == .workflow
    defer { tokenizer.inWorkflow = oldWorkflow }
    let body = scriptBlockRule(lCurly: lCurly, isFilter: functionToken.kind == .filter)
    return FunctionDefinitionAst(extent(functionToken.span.to(body)), isFilter: functionToken.kind == .filter, isWorkflow: functionToken.kind == .workflow,
                                 name: definitionName(nameToken), nameExtent: extent(nameToken.span), parameters: nonEmpty(parameters), body: body)
  }
  private func definitionName(_ token: Lexeme) -> String { token.kind == .generic ? tokenizer.stringValue(token) ?? "" : text(token) }
  private func nonEmpty(_ parameters: [ParameterAst]?) -> [ParameterAst]? { parameters?.isEmpty == false ? parameters : nil }

  /// A method of a class; nil (with an error told) when it has no body.
  private func methodDeclarationRule(_ nameToken: Lexeme, className: String, isStatic: Bool) -> FunctionDefinitionAst? {
    var parameters: [ParameterAst]? = [], error: Span?, rParen: Lexeme?
    if peekKind == .lParen { (parameters, error, rParen) = functionParameterDeclarationRule() } else {
      reportIncomplete(.missingMethodParameterList, nameToken.span.after)
    }
    let name = text(nameToken)
    let isConstructor = !isStatic && name.lowercased() == className.lowercased()
    var baseToken: Lexeme?, baseArguments: [ExpressionAst] = [], baseEnd: Span?
    if isConstructor {
      skipNewlines()
      let oldMode = tokenizer.mode
      setMode(.signature)
      let colon = peek()
      if colon.kind == .colon {
        skipToken()
        skipNewlines()
        let base = peek()
        baseToken = base
        if base.kind == .base {
          skipToken()
          skipNewlines()
          let lParen = peek()
          if lParen.kind == .lParen {
            skipToken()
            let (arguments, end) = invokeArgumentsRule(lParen)
            baseArguments = arguments; baseEnd = end
            skipNewlines()
          } else {
            error = base.span
            reportIncomplete(.missingMethodParameterList, base.span.after)
          }
        } else {
          error = colon.span
          reportIncomplete(.missingBaseCtorCall, colon.span.after)
        }
      }
      setMode(oldMode)
    }
    let lCurly = next()
    if lCurly.kind != .lCurly {
      unget(lCurly)
      if error == nil {
        let end = (rParen ?? nameToken).span
        error = end
        reportIncomplete(.missingFunctionBody, end.after)
      }
    }
    if error != nil { return nil }
    var baseCall: StatementAst?
    if isConstructor {
      let whole = baseToken.map { extent($0.span.to(baseEnd ?? $0.span)) } ?? .nowhere
      let call = BaseCtorInvokeMemberExpressionAst(whole, keyword: baseToken.map { extent($0.span) } ?? .nowhere, arguments: baseArguments)
      baseCall = CommandExpressionAst(call.extent, expression: call, redirections: [])
    }
    let oldMode = tokenizer.mode
    setMode(.command)
    defer { setMode(oldMode) }
    let body = scriptBlockRule(lCurly: lCurly, isFilter: false, predefined: baseCall)
    return FunctionDefinitionAst(extent(nameToken.span.to(body)), isFilter: false, name: definitionName(nameToken), nameExtent: extent(nameToken.span),
                                 parameters: nonEmpty(parameters), body: body)
  }

  // MARK: Classes

  func classDefinitionRule(_ attributes: [AttributeBaseAst], _ classToken: Lexeme) -> StatementAst {
    skipNewlines()
    guard let (name, nameToken) = simpleNameRule() else {
      reportIncomplete(.missingNameAfterKeyword, classToken.span.after, text(classToken))
      return errorStatement(classToken.span)
    }
    tokenizer.flag(nameToken, adding: .typeName, removing: .memberName)
    skipNewlines()
    let oldMode = tokenizer.mode
    setMode(.signature)
    defer { setMode(oldMode) }
    var bases: [TypeConstraintAst] = []
    let colon = peek()
    if colon.kind == .colon {
      skipToken()
      skipNewlines()
      var comma: Lexeme?
      while true {
        guard let base = typeNameRule(allowAssemblyQualified: false).0 else {
          reportIncomplete(.typeNameExpected, (comma ?? colon).span.after)
          break
        }
        bases.append(TypeConstraintAst(base.extent, typeName: base))
        skipNewlines()
        let token = peek()
        comma = token
        guard token.kind == .comma else { break }
        skipToken()
        skipNewlines()
      }
    }
    let lCurly = next()
    guard lCurly.kind == .lCurly else {
      unget(lCurly)
      let last: Ast = bases.last ?? name
      reportIncomplete(.missingTypeBody, last.span.after, classToken.kind.text)
      return errorStatement(classToken.span.to(last), bases)
    }
    var last = lCurly.span, members: [Ast] = [], nested: [Ast] = []
    while true {
      var onError: [Ast]?
      let member = classMemberRule(className: name.value, &onError)
      if member == nil, onError == nil { break }
      if let member { members.append(member); last = member.span }
      if let onError, let end = onError.last { nested += onError; last = end.span }
    }
    let rCurly = next()
    if rCurly.kind == .rCurly { last = rCurly.span } else {
      unget(rCurly)
      reportIncomplete(.missingEndCurlyBrace, lCurly.span.after, detected: rCurly.span)
    }
    let span = (attributes.first?.span ?? classToken.span).to(last)
    return typeDefinition(.class, name.value, span, attributes, bases, members, nested)
  }

  private func typeDefinition(_ kind: TypeKind, _ name: String, _ span: Span, _ attributes: [AttributeBaseAst], _ bases: [TypeConstraintAst],
                              _ members: [Ast], _ nestedErrors: [Ast]) -> StatementAst {
    namesTypes = true
    let real = attributes.compactMap { $0.kind == .attribute ? unsafeDowncast($0, to: AttributeAst.self) : nil }
    let definition = TypeDefinitionAst(extent(span), kind: kind, name: name, attributes: real, baseTypes: bases, members: members)
    var nested = nestedErrors
    let types = attributes.filter { $0.kind == .typeConstraint }
    if !types.isEmpty { nested += types as [Ast]; nested.append(definition) }
    if !nested.isEmpty { return errorStatement(kind == .enum ? attributes.first?.span ?? span : span, nested) }
    return definition
  }

  /// A property or method; `onError` becomes non-nil when there was something that is neither.
  private func classMemberRule(className: String, _ onError: inout [Ast]?) -> Ast? {
    var start: Span?, attributes: [AttributeAst] = [], type: TypeConstraintAst?, staticToken: Lexeme?, hiddenToken: Lexeme?
    var lastAttribute: Span?, token: Lexeme
    scan: while true {
      skipNewlines()
      if let attribute = attributeRule() {
        lastAttribute = attribute.span
        if start == nil { start = attribute.span }
        if attribute.kind == .attribute { attributes.append(unsafeDowncast(attribute, to: AttributeAst.self)) }
        else if type == nil { type = unsafeDowncast(attribute, to: TypeConstraintAst.self) }
        else { report(.tooManyTypes, attribute.span) }
        continue
      }
      token = peek()
      if start == nil { start = token.span }
      switch token.kind {
      case .hidden:
        if hiddenToken != nil { report(.duplicateQualifier, token.span, text(token)) }
        hiddenToken = token
      case .static:
        if staticToken != nil { report(.duplicateQualifier, token.span, text(token)) }
        staticToken = token
      default: break scan
      }
      lastAttribute = token.span
      skipToken()
    }
    let first = start ?? token.span
    func record(_ asts: [Ast]) { if !asts.isEmpty { onError = (onError ?? []) + asts } }
    func recordModifiers() { record(attributes); if let type { record([type]) } }

    if token.kind == .variable {
      skipToken()
      var initial: ExpressionAst?
      if peekKind == .equals {
        skipToken()
        skipNewlines()
        initial = expressionRule()
      }
      var end = initial?.span ?? token.span
      let terminator = peek()
      if terminator.kind != .newLine, terminator.kind != .semi, terminator.kind != .rCurly { reportIncomplete(.missingPropertyTerminator, end.after) }
      skipNewlinesAndSemicolons()
      if terminator.kind == .semi { end = terminator.span }
      let name = tokenizer.variablePath(token)?.userPath ?? ""
      guard !name.isEmpty else {
        recordModifiers()
        if let initial { record([initial]) }
        return nil
      }
      return PropertyMemberAst(extent(first.to(end)), name: name, type: type, attributes: attributes, initialValue: initial,
                               isStatic: staticToken != nil, isHidden: hiddenToken != nil)
    }
    if token.kind == .identifier || token.kind.has(.keyword) {
      tokenizer.flag(token, removing: TokenFlags(rawValue: -1))
      skipToken()
      guard let function = methodDeclarationRule(token, className: className, isStatic: staticToken != nil) else {
        sync(consume: false, .rCurly)
        recordModifiers()
        return nil
      }
      return FunctionMemberAst(extent(first.to(function)), definition: function, returnType: type, attributes: attributes, isStatic: staticToken != nil,
                               isHidden: hiddenToken != nil, isConstructor: function.name.lowercased() == className.lowercased())
    }
    if let lastAttribute {
      reportIncomplete(.incompleteMemberDefinition, lastAttribute.after)
      recordModifiers()
    }
    return nil
  }

  // MARK: Enums

  func enumDefinitionRule(_ attributes: [AttributeBaseAst], _ enumToken: Lexeme) -> StatementAst {
    skipNewlines()
    guard let (name, _) = simpleNameRule() else {
      reportIncomplete(.missingNameAfterKeyword, enumToken.span.after, text(enumToken))
      return errorStatement(enumToken.span)
    }
    let oldMode = tokenizer.mode
    setMode(.signature)
    defer { setMode(oldMode) }
    var underlying: TypeConstraintAst?
    let colon = peek()
    if colon.kind == .colon {
      skipToken()
      skipNewlines()
      if let type = typeNameRule(allowAssemblyQualified: false).0 {
        let known = ["byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
        var simple = type.fullName.lowercased()
        if simple.hasPrefix("system.") { simple = String(simple.dropFirst(7)) }
        if !known.contains(simple) { report(.invalidUnderlyingType, Span(type.extent.start, type.extent.end), type.fullName) }
        underlying = TypeConstraintAst(type.extent, typeName: type)
      } else {
        reportIncomplete(.typeNameExpected, colon.span.after)
      }
    }
    skipNewlines()
    let lCurly = next()
    guard lCurly.kind == .lCurly else {
      unget(lCurly)
      reportIncomplete(.missingTypeBody, name.span.after, enumToken.kind.text)
      return errorStatement(enumToken.span.to(name))
    }
    var members: [Ast] = []
    while let member = enumMemberRule() { members.append(member) }
    let rCurly = next()
    if rCurly.kind != .rCurly {
      unget(rCurly)
      reportIncomplete(.missingEndCurlyBrace, lCurly.span.after, detected: rCurly.span)
    }
    let span = (attributes.first?.span ?? enumToken.span).to(rCurly)
    return typeDefinition(.enum, name.value, span, attributes, underlying.map { [$0] } ?? [], members, [])
  }

  private func enumMemberRule() -> PropertyMemberAst? {
    skipNewlines()
    guard let (name, _) = simpleNameRule() else { return nil }
    var end = name.span, value: ExpressionAst?, missing = false
    let oldMode = tokenizer.mode
    setMode(.expression)
    let equals = peek()
    if equals.kind == .equals {
      skipToken()
      value = expressionRule()
      if let value { end = value.span } else {
        report(.expectedValueExpression, equals.span.after, equals.kind.text)
        end = equals.span
        missing = true
      }
    }
    setMode(oldMode)
    let terminator = peek()
    if terminator.kind != .newLine, terminator.kind != .semi, terminator.kind != .rCurly, !missing { reportIncomplete(.missingPropertyTerminator, end.after) }
    skipNewlinesAndSemicolons()
    if terminator.kind == .semi { end = terminator.span }
    return PropertyMemberAst(extent(name.span.to(end)), name: name.value, type: nil, attributes: [], initialValue: value, isStatic: true, isHidden: false)
  }

  // MARK: using

  func usingStatementRule(_ usingToken: Lexeme) -> StatementAst {
    namesTypes = true
    let directive = next()
    var kind: UsingStatementKind, aliasAllowed = false, aliasRequired = false
    switch directive.kind {
    case .namespace: kind = .namespace; aliasAllowed = true
    case .type: kind = .type; aliasRequired = true
    case .module: kind = .module; aliasAllowed = true
    case .command: kind = .command; aliasRequired = true
    case .assembly: kind = .assembly
    default:
      unget(directive)
      reportIncomplete(.missingUsingStatementDirective, usingToken.span.after)
      return errorStatement(usingToken.span)
    }
    let itemToken = next()
    switch itemToken.kind {
    case .endOfInput, .newLine, .comma, .semi:
      reportIncomplete(.missingUsingItemName, directive.span.after)
      return errorStatement(usingToken.span.to(directive))
    default: break
    }
    guard let item = commandArgument(.commandArgument, itemToken) else {
      report(.invalidValueForUsingItemName, itemToken.span, text(itemToken))
      sync(consume: true, .semi, .newLine)
      return errorStatement(usingToken.span.to(itemToken))
    }
    guard item.kind == .stringConstant || (kind == .module && item.kind == .hashtable) else {
      report(.invalidValueForUsingItemName, item.span, text(item.span))
      return errorStatement(usingToken.span.to(item))
    }
    let name = item.kind == .stringConstant ? unsafeDowncast(item, to: StringConstantExpressionAst.self) : nil
    var module = item.kind == .hashtable ? unsafeDowncast(item, to: HashtableAst.self) : nil
    if kind == .assembly, let name { checkAssembly(name) }
    if aliasAllowed || aliasRequired, module == nil {
      let equals = peek()
      if equals.kind == .equals {
        skipToken()
        let aliasToken = next()
        if aliasToken.kind == .endOfInput || aliasToken.kind == .newLine || aliasToken.kind == .semi {
          unget(aliasToken)
          reportIncomplete(.missingNamespaceAlias, equals.span.after)
          return errorStatement(usingToken.span.to(equals))
        }
        if aliasToken.kind == .comma {
          report(.unexpectedUnaryOperator, aliasToken.span, text(aliasToken))
          return errorStatement(usingToken.span.to(aliasToken))
        }
        let alias = commandArgument(.commandArgument, aliasToken)
        var aliasName: StringConstantExpressionAst?
        if kind == .module, let alias, alias.kind == .hashtable { module = unsafeDowncast(alias, to: HashtableAst.self) }
        else if let alias, alias.kind == .stringConstant { aliasName = unsafeDowncast(alias, to: StringConstantExpressionAst.self) }
        else {
          let span = alias?.span ?? aliasToken.span
          report(.invalidValueForUsingItemName, span, text(span))
          return errorStatement(usingToken.span.to(span), [item, alias])
        }
        requireStatementTerminator()
        return UsingStatementAst(extent(usingToken.span.to(aliasToken)), kind: kind, name: name, alias: aliasName, module: module)
      }
      if aliasRequired {
        reportIncomplete(.missingEqualsInUsingAlias, itemToken.span.after)
        return errorStatement(usingToken.span.to(item), [item])
      }
    }
    requireStatementTerminator()
    return UsingStatementAst(extent(usingToken.span.to(item)), kind: kind, name: name, alias: nil, module: module)
  }

  /// An assembly is a file: no address, and one that exists when its path is relative.
  private func checkAssembly(_ name: StringConstantExpressionAst) {
    let path = name.value
    if path.hasPrefix("\\\\") { return report(.cannotLoadAssemblyFromUncPath, name.span, path) }
    if let colon = path.firstIndex(of: ":"), path[path.index(after: colon)...].hasPrefix("//") {
      let scheme = path[..<colon].lowercased()
      if scheme != "file" { report(.cannotLoadAssemblyWithUriSchema, name.span, scheme) }
      return
    }
    if !path.hasPrefix("/"), !Parser.assemblyExists(path, name.extent.source.file) { report(.errorLoadingAssembly, name.span, path) }
  }

  private func requireStatementTerminator() {
    let token = peek()
    if token.kind == .newLine || token.kind == .semi { skipToken() }
    else if token.kind != .endOfInput { reportIncomplete(.missingStatementTerminator, token.span) }
  }
}
