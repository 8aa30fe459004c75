/// What may stand on the left of an assignment, and what casts may do.
extension SemanticChecks {
  private static let automaticVariables = [
    "_": "System.Object", "args": "System.Object[]", "this": "System.Object", "input": "System.Object",
    "pscmdlet": "System.Management.Automation.PSScriptCmdlet", "psboundparameters": "System.Management.Automation.PSBoundParametersDictionary",
    "myinvocation": "System.Management.Automation.InvocationInfo", "psscriptroot": "System.String", "pscommandpath": "System.String",
  ]

  func checkTarget(_ ast: ExpressionAst, isSimple: Bool, _ fail: (Ast) -> Void) {
    switch ast.kind {
    case .arrayLiteral:
      guard isSimple else { fail(ast); return }
      for element in cast(ast, ArrayLiteralAst.self).elements { checkTarget(element, isSimple: true, fail) }
    case .paren:
      let pipeline = cast(ast, ParenExpressionAst.self).pipeline
      if pipeline.kind == .pipeline, let inner = cast(pipeline, PipelineAst.self).pureExpression { checkTarget(inner, isSimple: isSimple, fail) } else { fail(pipeline) }
    case .member: if cast(ast, MemberExpressionAst.self).nullConditional { fail(ast) }
    case .invokeMember: if cast(ast, InvokeMemberExpressionAst.self).nullConditional { fail(ast) }
    case .index: if cast(ast, IndexExpressionAst.self).nullConditional { fail(ast) }
    case .variable, .baseCtorInvoke: break
    case .attributed, .convert: checkConvertedTarget(ast, isSimple: isSimple, fail)
    default: fail(ast)
    }
  }

  private func checkConvertedTarget(_ ast: ExpressionAst, isSimple: Bool, _ fail: (Ast) -> Void) {
    var expression = ast, converts = 0, reference: TypeConstraintAst?, lastType: TypeName?
    while true {
      if expression.kind == .convert {
        let convert = cast(expression, ConvertExpressionAst.self)
        converts += 1
        lastType = convert.type.typeName
        if KnownTypes.isReference(convert.type.typeName) { reference = convert.type }
        else if KnownTypes.isVoid(convert.type.typeName) { report(.voidTypeConstraintNotAllowed, convert.type) }
        expression = convert.child
      } else if expression.kind == .attributed {
        expression = cast(expression, AttributedExpressionAst.self).child
      } else { break }
    }
    if let reference, converts > 1 { report(.referenceNeedsToBeByItselfInTypeConstraint, reference); return }
    if expression.kind == .variable {
      let path = cast(expression, VariableExpressionAst.self).path
      let isLocal = !path.isDriveQualified && path.scope != .global && path.scope != .script
      if isLocal, let expected = SemanticChecks.automaticVariables[path.name.lowercased()] {
        let type = lastType.map { KnownTypes.simplify($0.fullName) }
        if type != KnownTypes.simplify(expected) { report(.assignmentStatementToAutomaticNotSupported, ast, path.name, expected) }
      }
    }
    checkTarget(expression, isSimple: isSimple, fail)
  }

  func checkConvert(_ convert: ConvertExpressionAst) {
    let type = convert.type.typeName
    if case .simple(let name, _) = type, name.utf8.count == 7, name.lowercased() == "ordered" {
      if convert.child.kind != .hashtable { report(.orderedAttributeOnlyOnHashLiteralNode, convert, type.fullName) }
      return
    }
    guard KnownTypes.isReference(type) else { return }
    var child: ExpressionAst = convert.child, several = false
    while true {
      if child.kind == .convert {
        let inner = cast(child, ConvertExpressionAst.self)
        if KnownTypes.isReference(inner.type.typeName) { several = true; report(.referenceNeedsToBeByItselfInTypeSequence, inner.type) }
        child = inner.child
      } else if child.kind == .attributed {
        child = cast(child, AttributedExpressionAst.self).child
      } else { break }
    }
    guard !several, let parent = convert.parent, parent.kind == .convert, !KnownTypes.isReference(cast(parent, ConvertExpressionAst.self).type.typeName) else { return }
    // On the left of an assignment the other check speaks.
    var ast = parent.parent
    while let a = ast {
      if a.kind == .assignment {
        var isLeft = false
        cast(a, AssignmentStatementAst.self).left.walk({ if $0 === convert { isLeft = true }; return !isLeft })
        if isLeft { return }
        break
      }
      if a.kind == .commandExpression { break }
      ast = a.parent
    }
    report(.referenceNeedsToBeLastTypeInTypeConversion, convert.type)
  }
}

extension NumberLiteral {
  /// The value in digits, for messages and for comparing keys.
  var text: String {
    switch self {
    case .byte(let v): String(v)
    case .sbyte(let v): String(v)
    case .short(let v): String(v)
    case .ushort(let v): String(v)
    case .int(let v): String(v)
    case .uint(let v): String(v)
    case .long(let v): String(v)
    case .ulong(let v): String(v)
    case .double(let v): v == v.rounded() && v.magnitude < 1e15 ? String(Int64(v)) : "\(v)"
    case .decimal(let v), .bigInteger(let v): v
    }
  }
}
