/// The language of `data` sections and of data-only files: values, allowed commands, no code.
public final class RestrictedLanguage {
  private let errors: ParseErrors
  private let commands: Set<String>?
  private let variables: Set<String>?
  private let variableText: String
  private let environment: Bool
  private static let defaultVariables: Set<String> = ["psculture", "psuiculture", "true", "false", "null"]

  /// `commands` nil allows all; `variables` adds to the constants, `["*"]` allows all.
  init(_ errors: ParseErrors, commands: [String]?, variables: [String]?, environment: Bool) {
    self.errors = errors
    self.commands = commands.map { Set($0.map { $0.lowercased() }) }
    self.environment = environment
    if let variables {
      self.variables = variables == ["*"] ? nil : RestrictedLanguage.defaultVariables.union(variables.map { $0.lowercased() })
      variableText = (["PSCulture", "PSUICulture", "true", "false", "null"] + variables).map { "$" + $0 }.joined(separator: ", ")
    } else {
      self.variables = RestrictedLanguage.defaultVariables
      variableText = "$PSCulture, $PSUICulture, $true, $false, $null"
    }
  }

  /// `ScriptBlock.CheckRestrictedLanguage`, for module manifests and data files.
  public static func check(_ script: ScriptBlockAst, commands: [String]?, variables: [String]?, environment: Bool) -> [ParseError] {
    let errors = ParseErrors(script.extent.source)
    let checker = RestrictedLanguage(errors, commands: commands, variables: variables, environment: environment)
    if let block = script.endBlock {
      for s in block.traps { checker.check(s) }
      for s in block.statements { checker.check(s) }
    }
    for other in [script.paramBlock, script.dynamicParamBlock, script.beginBlock, script.processBlock, script.cleanBlock] as [Ast?] { if let other { checker.check(other) } }
    return errors.list
  }

  func check(_ root: Ast) {
    root.walk({ visit($0); return true })
  }
  private func report(_ message: ParserMessage, _ ast: Ast, _ arguments: String...) { errors.add(message, ast.span, false, arguments) }

  private func visit(_ ast: Ast) {
    switch ast.kind {
    case .scriptBlock, .scriptBlockExpression: report(.scriptBlockNotSupportedInDataSection, ast)
    case .paramBlock: report(.parameterDeclarationNotSupportedInDataSection, ast)
    case .typeConstraint: checkType(unsafeDowncast(ast, to: TypeConstraintAst.self).typeName, ast)
    case .typeExpression: checkType(unsafeDowncast(ast, to: TypeExpressionAst.self).typeName, ast)
    case .attribute, .attributed: report(.attributeNotSupportedInDataSection, ast)
    case .functionDefinition: report(.functionDeclarationNotSupportedInDataSection, ast)
    case .trapStatement: report(.trapStatementNotSupportedInDataSection, ast)
    case .switchStatement: report(.switchStatementNotSupportedInDataSection, ast)
    case .dataStatement: report(.dataSectionStatementNotSupportedInDataSection, ast)
    case .forEachStatement: report(.foreachStatementNotSupportedInDataSection, ast)
    case .doWhileStatement, .doUntilStatement: report(.doWhileStatementNotSupportedInDataSection, ast)
    case .forStatement, .whileStatement: report(.forWhileStatementNotSupportedInDataSection, ast)
    case .tryStatement: report(.tryStatementNotSupportedInDataSection, ast)
    case .breakStatement, .continueStatement, .returnStatement, .exitStatement, .throwStatement: report(.flowControlStatementNotSupportedInDataSection, ast)
    case .assignment: report(.assignmentStatementNotSupportedInDataSection, ast)
    case .command: checkCommand(unsafeDowncast(ast, to: CommandAst.self))
    case .mergingRedirection, .fileRedirection: report(.redirectionNotSupportedInDataSection, ast)
    case .binary:
      let binary = unsafeDowncast(ast, to: BinaryExpressionAst.self)
      if binary.op.has(.disallowedInRestrictedMode) {
        errors.add(.operatorNotSupportedInDataSection, Span(binary.errorPosition.start, binary.errorPosition.end), false, [binary.op.text])
      }
    case .unary:
      let unary = unsafeDowncast(ast, to: UnaryExpressionAst.self)
      if unary.op.has(.disallowedInRestrictedMode) { report(.operatorNotSupportedInDataSection, ast, unary.op.text) }
    case .variable:
      let path = unsafeDowncast(ast, to: VariableExpressionAst.self).path
      guard let variables, !variables.contains(path.userPath.lowercased()) else { return }
      if environment, path.drive?.lowercased() == "env" { return }
      report(.variableReferenceNotSupportedInDataSection, ast, variableText)
    case .member: report(.propertyReferenceNotSupportedInDataSection, ast)
    case .invokeMember, .baseCtorInvoke: report(.methodCallNotSupportedInDataSection, ast)
    case .index: report(.arrayReferenceNotSupportedInDataSection, ast)
    case .blockStatement: report(.parallelAndSequenceBlockNotSupportedInDataSection, ast)
    default: break
    }
  }

  private func checkType(_ type: TypeName, _ ast: Ast) {
    if !KnownTypes.isPlainData(type) { report(.typeNotAllowedInDataSection, ast, type.fullName) }
  }

  private func checkCommand(_ command: CommandAst) {
    if command.invocationOperator == .dot { report(.dotSourcingNotSupportedInDataSection, command); return }
    guard let commands else { return }
    guard let name = command.commandName else {
      if command.invocationOperator == .ampersand { report(.operatorNotSupportedInDataSection, command, "&") }
      else { report(.cmdletNotInAllowedListForDataSection, command, command.extent.text) }
      return
    }
    if !commands.contains(name.lowercased()) { report(.cmdletNotInAllowedListForDataSection, command, name) }
  }
}
