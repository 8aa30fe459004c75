/// What the grammar allows but the language does not: assignments to things that cannot be assigned, duplicate
/// parameters and keys, jumps out of `finally`, `return` with a value in a `void` method …
///
/// Runs over the whole tree once, in PowerShell's order of visits, after types were looked up.
final class SemanticChecks {
  let parser: ScriptParser
  /// The class member (or nil for a plain script block) around the place being checked.
  private var members: [Ast?] = []
  var flow: [ObjectIdentifier: Bool] = [:]

  init(_ parser: ScriptParser) { self.parser = parser }

  static func check(_ root: ScriptBlockAst, _ parser: ScriptParser) {
    if parser.namesTypes { SymbolResolver(parser).resolve(root) }
    let checks = SemanticChecks(parser)
    root.walk({ checks.enter($0); return true }, leave: { checks.leave($0) })
  }

  func cast<T: Ast>(_ ast: Ast, _ type: T.Type) -> T { unsafeDowncast(ast, to: type) }
  func report(_ message: ParserMessage, _ ast: Ast, _ arguments: String...) { parser.errors.add(message, ast.span, false, arguments) }

  private func isMethodBody(_ ast: Ast) -> Bool { ast.parent?.kind == .functionDefinition && ast.parent?.parent?.kind == .functionMember }

  private func leave(_ ast: Ast) {
    switch ast.kind {
    case .scriptBlock: if !isMethodBody(ast) { members.removeLast() }
    case .functionMember, .propertyMember: members.removeLast()
    default: break
    }
  }

  private func enter(_ ast: Ast) {
    switch ast.kind {
    case .scriptBlock: if !isMethodBody(ast) { members.append(nil) }
    case .paramBlock: checkDuplicates(cast(ast, ParamBlockAst.self).parameters)
    case .typeConstraint: checkDepth(cast(ast, TypeConstraintAst.self).typeName, ast)
    case .typeExpression: checkDepth(cast(ast, TypeExpressionAst.self).typeName, ast)
    case .attribute: checkAttribute(cast(ast, AttributeAst.self))
    case .parameter: checkParameter(cast(ast, ParameterAst.self))
    case .functionMember: checkMethod(cast(ast, FunctionMemberAst.self))
    case .typeDefinition: checkDscResource(cast(ast, TypeDefinitionAst.self))
    case .propertyMember:
      let property = cast(ast, PropertyMemberAst.self)
      if let type = property.propertyType, KnownTypes.isVoid(type.typeName) { report(.typeNotAllowedForProperty, type, type.typeName.fullName) }
      members.append(property)
    case .functionDefinition:
      let function = cast(ast, FunctionDefinitionAst.self)
      if let parameters = function.parameters {
        if let block = function.body.paramBlock { report(.onlyOneParameterListAllowed, block) } else { checkDuplicates(parameters) }
      }
      if function.isWorkflow { report(.workflowNotSupportedInPowerShellCore, ast) }
    case .switchStatement:
      if cast(ast, SwitchStatementAst.self).flags.contains(.parallel) { report(.keywordParameterReservedForFutureUse, ast, "switch", "parallel") }
    case .forEachStatement:
      let loop = cast(ast, ForEachStatementAst.self)
      if loop.isParallel { report(.keywordParameterReservedForFutureUse, ast, "foreach", "parallel") }
      if loop.throttleLimit != nil {
        report(.keywordParameterReservedForFutureUse, ast, "foreach", "throttlelimit")
        if !loop.isParallel { report(.throttleLimitRequiresParallelFlag, ast) }
      }
    case .dataStatement: checkData(cast(ast, DataStatementAst.self))
    case .tryStatement: checkTry(cast(ast, TryStatementAst.self))
    case .breakStatement, .continueStatement:
      let jump = cast(ast, LoopFlowStatementAst.self)
      let label = jump.label.map { $0.kind == .stringConstant ? cast($0, StringConstantExpressionAst.self).value : nil } ?? ""
      checkFlowOutOfFinally(ast, label)
      if let label, !label.isEmpty { checkLabel(ast, label) }
    case .returnStatement:
      checkFlowOutOfFinally(ast, nil)
      checkReturn(cast(ast, FlowStatementAst.self))
    case .assignment:
      let assignment = cast(ast, AssignmentStatementAst.self)
      checkTarget(assignment.left, isSimple: assignment.op == .equals) { self.report(.invalidLeftHandSide, $0) }
    case .unary:
      let unary = cast(ast, UnaryExpressionAst.self)
      if unary.op.has(.prefixOrPostfixOperator) {
        checkTarget(unary.child, isSimple: false) { self.report(.operatorRequiresVariableOrProperty, $0, unary.op.text) }
      }
    case .convert: checkConvert(cast(ast, ConvertExpressionAst.self))
    case .using:
      if let bad = badUsingPart(cast(ast, UsingExpressionAst.self).subExpression) { report(.invalidUsingExpression, bad) }
    case .variable: checkVariable(cast(ast, VariableExpressionAst.self))
    case .hashtable: checkKeys(cast(ast, HashtableAst.self))
    case .attributed: checkAttributed(cast(ast, AttributedExpressionAst.self))
    case .blockStatement: checkBlock(cast(ast, BlockStatementAst.self))
    case .usingStatement: checkUsing(cast(ast, UsingStatementAst.self))
    default: break
    }
  }

  // MARK: Parameters and attributes

  private func checkDuplicates(_ parameters: [ParameterAst]) {
    var names: Set<String> = []
    for parameter in parameters {
      let name = parameter.name.path.userPath
      if parameters.count > 1, !names.insert(name.lowercased()).inserted { report(.duplicateFormalParameter, parameter.name, name) }
      if let void = parameter.attributes.first(where: { $0.kind == .typeConstraint && KnownTypes.isVoid($0.typeName) }) { report(.voidTypeConstraintNotAllowed, void) }
    }
  }

  private func checkParameter(_ parameter: ParameterAst) {
    let inMethod = parameter.parent?.parent?.kind == .functionMember
    var sawType = false
    for attribute in parameter.attributes where attribute.kind == .typeConstraint {
      if attribute.typeName.fullName.lowercased() == "ordered" {
        report(.orderedAttributeOnlyOnHashLiteralNode, attribute, attribute.typeName.fullName)
      } else if inMethod {
        if sawType { report(.multipleTypeConstraintsOnMethodParam, attribute) }
        sawType = true
      }
    }
  }

  private func checkAttribute(_ attribute: AttributeAst) {
    var onClass = false
    switch attribute.parent?.kind {
    case .typeDefinition, .propertyMember, .functionMember: onClass = true
    case .parameter: onClass = (members.last ?? nil)?.kind == .functionMember
    default: break
    }
    if onClass, let parent = attribute.parent, let known = AttributeClass.of(attribute.typeName) { checkClassAttribute(attribute, known, on: parent) }
    let constants = ConstantExpressions(forAttribute: true, forClassAttribute: onClass)
    let message = onClass ? ParserMessage.parameterAttributeArgumentNeedsToBeConstant : .parameterAttributeArgumentNeedsToBeConstantOrScriptBlock
    var names: Set<String> = []
    for argument in attribute.namedArguments {
      if !names.insert(argument.argumentName.lowercased()).inserted { report(.duplicateNamedArgument, argument, argument.argumentName) }
      else if !argument.expressionOmitted, !constants.isConstant(argument.argument) { report(message, argument.argument) }
    }
    for argument in attribute.positionalArguments where !constants.isConstant(argument) { report(message, argument) }
  }

  private func checkClassAttribute(_ attribute: AttributeAst, _ known: AttributeClass, on parent: Ast) {
    if ClassAttributePlaces.misplaced(known.places, on: parent) { report(.attributeNotAllowedOnDeclaration, attribute, known.shownName, known.places) }
    for n in attribute.namedArguments where known.property(n.argumentName) == nil {
      if known.isFixed(n.argumentName) { report(.readOnlyProperty, n, n.argumentName); continue }
      report(.propertyNotFoundForAttribute, n, n.argumentName, known.shownName, known.settable.map(\.name).joined(separator: ", "))
    }
  }

  private func checkDepth(_ typeName: TypeName, _ ast: Ast) {
    var type = typeName, depth = 0
    while case .array(let element, _, _) = type {
      depth += 1
      if depth > 200 { report(.scriptTooComplicated, ast); return }
      type = element
    }
  }

  private func checkAttributed(_ expression: AttributedExpressionAst) {
    var child: ExpressionAst = expression.child
    while true {
      switch child.kind {
      case .variable: return
      case .attributed: child = cast(child, AttributedExpressionAst.self).child
      case .convert: child = cast(child, ConvertExpressionAst.self).child
      default:
        report(.unexpectedAttribute, expression.attribute, expression.attribute.typeName.fullName)
        return
      }
    }
  }

  // MARK: Members

  private func isVoid(_ method: FunctionMemberAst) -> Bool { method.returnType.map { KnownTypes.isVoid($0.typeName) } ?? true }

  private func checkMethod(_ method: FunctionMemberAst) {
    members.append(method)
    let body = method.body
    if let block = body.paramBlock { report(.paramBlockNotAllowedInMethod, block) }
    if body.beginBlock != nil || body.processBlock != nil || body.cleanBlock != nil || body.dynamicParamBlock != nil || body.endBlock?.unnamed != true {
      if let block = body.dynamicParamBlock ?? body.beginBlock ?? body.processBlock ?? body.endBlock { report(.namedBlockNotAllowedInMethod, block) }
    }
    if method.isConstructor, let type = method.returnType { report(.constructorCantHaveReturnType, type) }
    let analysis = FlowAnalysis()
    let allPathsReturn = analysis.analyze(method)
    for variable in analysis.unassigned { flow[ObjectIdentifier(variable)] = true }
    if !allPathsReturn, !isVoid(method) {
      let name = method.definition.nameExtent
      parser.report(.methodHasCodePathNotReturn, Span(name.start, name.end))
    }
  }

  private func checkReturn(_ statement: FlowStatementAst) {
    guard let member = members.last ?? nil, member.kind == .functionMember else { return }
    let void = isVoid(cast(member, FunctionMemberAst.self))
    if statement.pipeline != nil, void { report(.voidMethodHasReturn, statement) }
    if statement.pipeline == nil, !void { report(.nonVoidMethodMissingReturnValue, statement) }
  }

  private func checkVariable(_ variable: VariableExpressionAst) {
    if variable.splatted, let parent = variable.parent, parent.kind != .command, parent.kind != .using {
      let inList = parent.kind == .arrayLiteral && parent.parent?.kind == .command
      report(inList ? .splattingNotPermittedInArgumentList : .splattingNotPermitted, variable, variable.path.userPath)
    }
    if !flow.isEmpty, flow[ObjectIdentifier(variable)] != nil { report(.variableNotLocal, variable) }
    if let member = members.last ?? nil, variable.path.userPath.lowercased() == "this" {
      let isStatic = member.kind == .functionMember ? cast(member, FunctionMemberAst.self).isStatic : cast(member, PropertyMemberAst.self).isStatic
      if isStatic { report(.nonStaticMemberAccessInStaticMember, variable, variable.path.userPath) }
    }
  }

  // MARK: Jumps

  private func label(of ast: Ast) -> String? {
    switch ast.kind {
    case .switchStatement, .whileStatement, .doWhileStatement, .doUntilStatement, .forStatement, .forEachStatement:
      cast(ast, LabeledStatementAst.self).label ?? ""
    default: nil
    }
  }

  private func checkLabel(_ ast: Ast, _ wanted: String) {
    var parent = ast.parent
    while let p = parent {
      if p.kind == .functionDefinition {
        if p.parent?.kind == .functionMember { report(.labelNotFound, ast, wanted) }
        return
      }
      if p.kind != .switchStatement, let found = label(of: p), found.lowercased() == wanted.lowercased() { return }
      parent = p.parent
    }
  }

  private func checkFlowOutOfFinally(_ ast: Ast, _ wanted: String?) {
    var parent = ast.parent
    while let p = parent {
      switch p.kind {
      case .namedBlock, .trapStatement, .scriptBlock: return
      case .statementBlock:
        if let outer = p.parent, outer.kind == .tryStatement, cast(outer, TryStatementAst.self).finally === p { report(.controlLeavingFinally, ast); return }
      default:
        // A jump without label stays in the nearest loop.
        if let wanted, let found = label(of: p), wanted.isEmpty || found.lowercased() == wanted.lowercased() { return }
      }
      parent = p.parent
    }
  }

  private func checkTry(_ statement: TryStatementAst) {
    let clauses = statement.catchClauses
    guard clauses.count > 1 else { return }
    // by the names of the handlers that would take a type: comparing each clause with each takes long when there are thousands
    var taken: [String: [(clause: Int, type: Int)]] = [:]
    for (j, clause) in clauses.enumerated() {
      for (k, type) in clause.catchTypes.enumerated() {
        for name in KnownTypes.handlers(of: type.typeName) { taken[name, default: []].append((j, k)) }
      }
    }
    for (i, clause) in clauses.dropLast().enumerated() {
      if clause.isCatchAll {
        parser.report(.emptyCatchNotLast, clauses[i + 1].span.before)
        continue
      }
      var again: [(clause: Int, first: Int, type: Int)] = []
      for (first, type) in clause.catchTypes.enumerated() {
        let others = taken[KnownTypes.simplify(type.typeName.fullName)] ?? []
        again += others.lazy.filter { $0.clause > i }.map { ($0.clause, first, $0.type) }
      }
      if again.count > 1 { again.sort { $0 < $1 } }
      for x in again {
        let second = clauses[x.clause].catchTypes[x.type]
        report(.exceptionTypeAlreadyCaught, second, SemanticChecks.typeFullName(second.typeName))
      }
    }
  }
  /// With `System.` where the name is one of its types.
  private static func typeFullName(_ type: TypeName) -> String {
    let name = type.fullName
    return name.lowercased().hasPrefix("system.") ? name : "System." + name
  }

  // MARK: The rest

  private func checkKeys(_ table: HashtableAst) {
    guard table.pairs.count > 1 else { return }
    var keys: Set<String> = []
    for (key, _) in table.pairs {
      var name: String
      switch key.kind {
      case .stringConstant: name = cast(key, StringConstantExpressionAst.self).value
      case .constant: name = cast(key, ConstantExpressionAst.self).value.text
      default: continue
      }
      if !keys.insert(name.lowercased()).inserted { report(.duplicateKeyInHashLiteral, key, name) }
    }
  }

  private func checkBlock(_ block: BlockStatementAst) {
    var parent = block.parent
    while let p = parent {
      if p.kind == .functionDefinition, cast(p, FunctionDefinitionAst.self).isWorkflow { return }
      parent = p.parent
    }
    let start = block.extent.start
    let span = Span(start, start + Int32(block.keyword.utf16.count))
    parser.report(.unexpectedKeyword, span, parser.text(span))
  }

  private func checkUsing(_ statement: UsingStatementAst) {
    let supported = statement.usingKind == .namespace || statement.usingKind == .assembly || statement.usingKind == .module
    if !supported || statement.alias != nil { report(.usingStatementNotSupported, statement) }
    if statement.usingKind == .namespace, let name = statement.name, !isNamespace(name.value) { report(.invalidNamespaceValue, name) }
  }
  private func isNamespace(_ name: String) -> Bool {
    var atStart = true
    for scalar in name.unicodeScalars {
      if scalar == "." {
        if atStart { return false }
        atStart = true
        continue
      }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: break
      case .connectorPunctuation: if atStart, scalar != "_" { return false }
      case .decimalNumber, .nonspacingMark, .spacingMark, .format: if atStart { return false }
      default: return false
      }
      atStart = false
    }
    return !atStart
  }

  /// `$using:` takes a variable, its properties and constant indices.
  private func badUsingPart(_ expression: ExpressionAst) -> ExpressionAst? {
    var e = expression
    while true {
      switch e.kind {
      case .variable: return nil
      case .member:
        let m = cast(e, MemberExpressionAst.self)
        guard m.member.kind == .stringConstant else { return e }
        e = m.expression
      case .index:
        let i = cast(e, IndexExpressionAst.self)
        if !ConstantExpressions(forAttribute: true).isConstant(i.index) { return i.index }
        e = i.target
      default: return e
      }
    }
  }

  private func checkData(_ statement: DataStatementAst) {
    var allowed: [String]? = ["ConvertFrom-StringData"]
    for command in statement.commandsAllowed {
      if command.kind == .stringConstant { allowed?.append(cast(command, StringConstantExpressionAst.self).value) } else { allowed = nil; break }
    }
    RestrictedLanguage(parser.errors, commands: allowed, variables: nil, environment: false).check(statement.body)
  }
}
