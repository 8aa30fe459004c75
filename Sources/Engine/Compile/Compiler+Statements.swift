/// Statements other than pipelines.
import Syntax

extension Compiler {
  func statement(_ s: StatementAst) -> Stmt {
    switch s.kind {
    case .pipeline: return pipelineStatement(unsafeDowncast(s, to: PipelineAst.self))
    case .pipelineChain: return chainStatement(unsafeDowncast(s, to: PipelineChainAst.self))
    case .assignment:
      let f = assignmentStatement(unsafeDowncast(s, to: AssignmentStatementAst.self))
      guard tellsSuccess(s), Compiler.setsSuccess(unsafeDowncast(s, to: AssignmentStatementAst.self).right) else { return f }
      return { c, fp in
        let r = try f(c, fp)
        c.flags.pointee.success = true
        return r
      }
    case .ifStatement: return ifStatement(unsafeDowncast(s, to: IfStatementAst.self))
    case .whileStatement, .doWhileStatement, .doUntilStatement: return loop(unsafeDowncast(s, to: LoopStatementAst.self))
    case .forStatement: return forLoop(unsafeDowncast(s, to: ForStatementAst.self))
    case .forEachStatement: return forEachLoop(unsafeDowncast(s, to: ForEachStatementAst.self))
    case .switchStatement: return switchStatement(unsafeDowncast(s, to: SwitchStatementAst.self))
    case .functionDefinition: return functionDefinition(unsafeDowncast(s, to: FunctionDefinitionAst.self))
    case .typeDefinition: return { _, _ in .next }   // types are defined when the script is loaded
    case .usingStatement: return { _, _ in .next }
    case .returnStatement: return returnStatement(unsafeDowncast(s, to: FlowStatementAst.self))
    case .breakStatement, .continueStatement: return loopFlow(unsafeDowncast(s, to: LoopFlowStatementAst.self))
    case .throwStatement: return throwStatement(unsafeDowncast(s, to: FlowStatementAst.self), reports: false)
    case .exitStatement:
      let x = unsafeDowncast(s, to: FlowStatementAst.self).pipeline.map { statementValue($0) }
      return { c, fp in
        var code: Int32 = 0
        if let x { let v = try x(c, fp); if !v.isNull { code = (try? Conversion.toInt32(v)) ?? 0 } }
        throw FlowSignal.exit(code)
      }
    case .tryStatement: return tryStatement(unsafeDowncast(s, to: TryStatementAst.self))
    case .trapStatement: return { _, _ in .next }
    case .dataStatement:
      let d = unsafeDowncast(s, to: DataStatementAst.self)
      let body = gathering { collected(block(d.body)) }
      if let n = d.variable {
        let set = variableSetter(VariablePath(userPath: n, scope: .none, drive: nil, name: n))
        return { c, fp in try set(c, fp, try body(c, fp).orNull); return .next }
      }
      return { c, fp in try emit(try body(c, fp), into: c.sink); return .next }
    case .blockStatement: return block(unsafeDowncast(s, to: BlockStatementAst.self).body)
    case .commandExpression, .command:
      return pipelineStatement(PipelineAst(s.extent, elements: [unsafeDowncast(s, to: CommandBaseAst.self)]))
    default:
      let extent = s.extent, what = Compiler.construct(s)
      return { c, _ in throw c.locate(TerminatingError("NotSupported", "The construct '\(what)' is not supported here.", .notImplemented), extent) }
    }
  }
  private static func construct(_ s: StatementAst) -> String {
    switch s.kind { case .configurationDefinition: "configuration"; case .dynamicKeyword: "dynamic keyword"; default: "\(s.kind)" }
  }

  private func ifStatement(_ s: IfStatementAst) -> Stmt {
    var rest: Stmt = { _, _ in .next }
    if let e = s.elseClause { rest = block(e) }
    for (i, clause) in s.clauses.enumerated().reversed() {
      let test = watchedCondition(clause.condition), yes = block(clause.body), no = rest
      if i == s.clauses.count - 1, s.elseClause == nil { rest = { c, fp in try test(c, fp) ? try yes(c, fp) : .next }; continue }
      rest = { c, fp in try test(c, fp) ? try yes(c, fp) : try no(c, fp) }
    }
    return rest
  }

  func returnStatement(_ s: FlowStatementAst) -> Stmt {
    guard let p = s.pipeline else { return { _, _ in .ret } }
    if let q = p as? PipelineAst, let x = q.pureExpression {
      let f = expression(x)
      return { c, fp in c.returned = try f(c, fp); return .ret }
    }
    // of a method it is the result
    if dropsOutput {
      let f = statementValue(p)
      return { c, fp in c.returned = try f(c, fp); return .ret }
    }
    // what a returned pipeline emits goes out as it comes
    let f = statement(p)
    return { c, fp in _ = try f(c, fp); return .ret }
  }

  private func loopFlow(_ s: LoopFlowStatementAst) -> Stmt {
    let isBreak = s.kind == .breakStatement
    guard let l = s.label else {
      if isBreak { return { c, _ in c.flowLabel = nil; return .brk } }
      return { c, _ in c.flowLabel = nil; return .cont }
    }
    let x = expression(l)
    return { c, fp in
      c.flowLabel = Conversion.toString(try x(c, fp), c).lowercased()
      return isBreak ? .brk : .cont
    }
  }

  /// With `reports` the statement stands alone: see `StatementEnd`.
  func throwStatement(_ s: FlowStatementAst, reports: Bool) -> Stmt {
    let extent = s.extent, end = StatementEnd(extent, reports: reports)
    guard let p = s.pipeline else {
      return { c, _ in
        let r = c.caughtError?.takeUnretainedValue() ?? ErrorRecord(message: "ScriptHalted", id: "ScriptHalted", .operationStopped)
        if !r.thrownByStatement { r.isRethrown = c.caughtError != nil }
        r.isCaughtAgain = false
        r.thrownByStatement = true
        r.isGiven = true
        if c.caughtError == nil { r.position = extent }
        return try end.failed(TerminatingError(r), c)
      }
    }
    let x = statementValue(p)
    return { c, fp in
      let r: ErrorRecord
      do { r = c.recordForThrow(try x(c, fp).orNull) } catch { return try end.failed(error, c) }
      r.thrownByStatement = true
      if r.position == nil { r.position = extent }
      // inside `try` it has all it needs: no look at it on the way
      if c.flags.pointee.catching > 0, c.commonOverride.errorList == nil { throw TerminatingError(r) }
      return try end.failed(TerminatingError(r), c)
    }
  }

  /// The names that `[Alias('a', 'b')]` above a function's parameters gives it.
  private static func aliases(of block: ScriptBlockAst) -> [String] {
    (block.paramBlock?.attributes ?? []).flatMap { a -> [String] in
      let names: Set<String> = ["alias", "aliasattribute", "system.management.automation.alias", "system.management.automation.aliasattribute"]
      guard let a = a as? AttributeAst, names.contains(a.typeName.fullName.lowercased()) else { return [] }
      return a.positionalArguments.compactMap { ($0 as? StringConstantExpressionAst)?.value }
    }
  }
  private func functionDefinition(_ d: FunctionDefinitionAst) -> Stmt {
    let name = d.name
    let block = functionBlock(d)
    let isFilter = d.isFilter
    let aliases = Compiler.aliases(of: block.ast)
    return { c, _ in try c.defineFunction(name, block, isFilter: isFilter, aliases: aliases); return .next }
  }
  func functionBlock(_ d: FunctionDefinitionAst) -> ScriptBlock {
    let text = d.body.extent.text
    let inner = text.hasPrefix("{") && text.hasSuffix("}") ? String(text.dropFirst().dropLast()) : text
    let b = ScriptBlock(d.body, source: source, home: nil, bodyText: inner)
    b.module = unit.module
    b.parameterList = d.parameters
    b.namespaces = unit.namespaces
    b.types = unit.types
    return b
  }
}
