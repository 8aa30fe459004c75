/// Pipelines as statements and as values.
import Syntax

extension Compiler {
  func pipelineStatement(_ p: PipelineAst) -> Stmt {
    if p.background { return backgroundJob(p) }
    if p.elements.count == 1 {
      let e = p.elements[0]
      if e.kind == .commandExpression, e.redirections.isEmpty { return expressionStatement(unsafeDowncast(e, to: CommandExpressionAst.self).expression) }
      if e.kind == .command, e.redirections.isEmpty { return commandStatement(unsafeDowncast(e, to: CommandAst.self)) }
    }
    let run = pipeline(p)
    return { c, fp in
      try run(c, fp, c.sink)
      return .next
    }
  }
  private func expressionStatement(_ x: ExpressionAst) -> Stmt {
    let track = unit.tracksSuccess && Compiler.setsSuccess(x)
    if x.kind == .unary, Compiler.isVoidExpression(x) {
      let f = incrementStatement(unsafeDowncast(x, to: UnaryExpressionAst.self))
      if !track || !tellsSuccess(x) { return f }
      return { c, fp in
        let r = try f(c, fp)
        c.flags.pointee.success = true
        return r
      }
    }
    // a statement of its own in parentheses around an assignment emits the value; `(…)` around `++` too
    let f = expression(x)
    if dropsOutput { return { c, fp in _ = try f(c, fp); if track { c.flags.pointee.success = true }; return .next } }
    return { c, fp in
      let v = try f(c, fp)
      if track { c.flags.pointee.success = true }
      switch v {
      case .void: break
      case .array, .other, .object, .hash: try emit(v, into: c.sink)
      default: try c.sink.process(v.orNull)
      }
      return .next
    }
  }
  /// Whether `$?` is told of a statement that only assigns: in a loop, where it would cost every turn, when the text asks for it.
  func tellsSuccess(_ s: Ast) -> Bool {
    if !unit.tracksSuccess { return false }
    var around = s.parent
    while let x = around {
      if x is LoopStatementAst || x is ForStatementAst || x is ForEachStatementAst { return asksForSuccess }
      around = x.parent
    }
    return true
  }
  /// Whether `$?` is true after an expression as a statement: commands in parentheses decide about it themselves.
  static func setsSuccess(_ x: ExpressionAst) -> Bool {
    switch x.kind {
    case .paren: setsSuccess(unsafeDowncast(x, to: ParenExpressionAst.self).pipeline)
    case .subExpression: setsSuccess(unsafeDowncast(x, to: SubExpressionAst.self).subExpression)
    case .array: setsSuccess(unsafeDowncast(x, to: ArrayExpressionAst.self).subExpression)
    default: true
    }
  }
  private static func setsSuccess(_ b: StatementBlockAst) -> Bool { b.statements.last.map { setsSuccess($0) } ?? true }
  static func setsSuccess(_ s: StatementAst) -> Bool {
    switch s {
    case let a as AssignmentStatementAst: setsSuccess(a.right)
    case let p as PipelineAst: p.pureExpression.map { setsSuccess($0) } ?? false
    case let e as CommandExpressionAst: setsSuccess(e.expression)
    default: false
    }
  }
  func chainStatement(_ p: PipelineChainAst) -> Stmt {
    if p.background { return backgroundJob(p) }
    // each of them is a statement to errors
    let left: Stmt = within(p.left.extent) { statement(p.left) }, right = within(p.right.extent) { pipelineStatement(p.right) }
    let isAnd = p.isAnd, leftPlace = p.left.extent, rightPlace = p.right.extent
    return { c, fp in
      c.flags.pointee.success = true
      let f: Flow
      do { f = try left(c, fp) } catch {
        if let flow = try c.runTrap(error, leftPlace, fp) { if flow == .ret { return flow } } else { try c.statementFailed(error, leftPlace) }
        c.flags.pointee.success = false
        return isAnd ? .next : try right(c, fp)
      }
      if f != .next { return f }
      if c.flags.pointee.success != isAnd { return .next }
      do { return try right(c, fp) } catch {
        guard let flow = try c.runTrap(error, rightPlace, fp) else { throw error }
        c.flags.pointee.success = false
        return flow
      }
    }
  }
  /// What a pipeline yields: nothing, one object, or an array.
  func pipelineValue(_ p: PipelineBaseAst) -> Expr {
    if let q = p as? PipelineAst, !q.background {
      if q.elements.count == 1, q.elements[0].kind == .command, q.elements[0].redirections.isEmpty { return commandValue(unsafeDowncast(q.elements[0], to: CommandAst.self)) }
      if let x = q.pureExpression { return expression(x) }
      let run = pipeline(q)
      return { c, fp in
        let k = Collector()
        try run(c, fp, k)
        return k.result
      }
    }
    return collected(statement(p))
  }

  typealias PipelineRunner = (ExecutionContext, Cell, Stage) throws -> Void

  /// Any pipeline: stages are built from the tail, then fed.
  private func pipeline(_ p: PipelineAst) -> PipelineRunner {
    let track = p.elements
    var head: Expr?
    var range: (Expr, Expr)?
    var sites: [CommandSite] = []
    let first = track[0]
    var headRedirections: [RedirectionSite] = [], headBody: StmtBox?
    if first.kind == .commandExpression {
      let x = unsafeDowncast(first, to: CommandExpressionAst.self)
      if x.expression.kind == .binary, x.redirections.isEmpty {
        let b = unsafeDowncast(x.expression, to: BinaryExpressionAst.self)
        if b.op == .dotDot { range = (expression(b.left), expression(b.right)) }
      }
      head = expression(x.expression)
      // an empty `$()` at the head is one null
      if x.expression.kind == .subExpression, unsafeDowncast(x.expression, to: SubExpressionAst.self).subExpression.statements.isEmpty { head = { _, _ in .null } }
      headRedirections = x.redirections.map { redirection($0) }
      if x.redirections.contains(where: { $0.kind == .mergingRedirection }) { headBody = gathered(x.expression) }
    }
    for (i, e) in track.enumerated() where e.kind == .command {
      sites.append(commandSite(unsafeDowncast(e, to: CommandAst.self), position: i - (first.kind == .commandExpression ? 1 : 0), length: track.count - (first.kind == .commandExpression ? 1 : 0)))
    }
    let plan = PipelinePlan(head: head.map { ExprBox($0) }, range: range.map { (ExprBox($0.0), ExprBox($0.1)) }, headRedirections: headRedirections, headBody: headBody,
      headStreams: (first as? CommandExpressionAst)?.expression.kind == .subExpression && sites.isEmpty, commands: sites)
    return { c, fp, last in try c.runPipeline(plan, fp, into: last) }
  }

  /// What stands in parentheses at the head of a pipeline as statements, whose output is gathered together with the streams merged there;
  /// nil for other expressions.
  private func gathered(_ x: ExpressionAst) -> StmtBox? {
    switch x.kind {
    case .paren:
      let inner = unsafeDowncast(x, to: ParenExpressionAst.self).pipeline
      return inner.kind == .pipeline ? gathering { StmtBox(statement(inner)) } : nil
    case .subExpression: return gathering { StmtBox(block(unsafeDowncast(x, to: SubExpressionAst.self).subExpression)) }
    default: return nil
    }
  }

  // MARK: Commands

  func commandSite(_ e: CommandAst, position: Int, length: Int) -> CommandSite {
    let elements = Array(e.elements.dropFirst())
    var arguments: [ArgumentSite] = []
    for a in elements {
      switch a.kind {
      case .commandParameter:
        let p = unsafeDowncast(a, to: CommandParameterAst.self)
        arguments.append(
          ArgumentSite(
            kind: .parameter(p.parameterName, hasValue: p.argument != nil), value: p.argument.map { ExprBox(argument($0)) }, extent: p.extent,
            valueExtent: p.argument?.extent, source: p.argument))
      case .variable where unsafeDowncast(a, to: VariableExpressionAst.self).splatted:
        arguments.append(
          ArgumentSite(
            kind: .splat, value: ExprBox(expression(unsafeDowncast(a, to: VariableExpressionAst.self))), extent: a.extent,
            isArgs: unsafeDowncast(a, to: VariableExpressionAst.self).path.name.equalsIgnoringCase("args")))
      default:
        let x = unsafeDowncast(a, to: ExpressionAst.self)
        let quoting = (x as? StringConstantExpressionAst)?.stringType ?? (x as? ExpandableStringExpressionAst)?.stringType
        arguments.append(
          ArgumentSite(
            kind: .positional, value: ExprBox(argument(x)), extent: x.extent, isUnquoted: quoting == nil || quoting == .bareWord,
            block: x.kind == .scriptBlockExpression, source: x))
      }
    }
    let first = e.elements[0]
    var name: String?
    var target: ExprBox?
    if let s = first as? StringConstantExpressionAst { name = s.value } else if let x = first as? ExpressionAst { target = ExprBox(expression(x)) }
    if let command = name, elements.contains(where: { $0.kind == .commandParameter && unsafeDowncast($0, to: CommandParameterAst.self).parameterName == "?" }) {
      name = nil
      target = ExprBox { c, _ in try c.helpTarget(command) }
    }
    return CommandSite(
      name: name, target: target, invocation: e.invocationOperator, arguments: arguments, redirections: e.redirections.map { redirection($0) },
      extent: e.extent, nameExtent: first.extent, statement: statement, position: position, length: length, standsAside: unit.standsAside)
  }
  /// An argument: bare words are strings already; a number written in another way than it prints keeps its text.
  private func argument(_ x: ExpressionAst) -> Expr {
    guard x.kind == .constant else { return expression(x) }
    let number = Compiler.literal(unsafeDowncast(x, to: ConstantExpressionAst.self).value), text = x.extent.text
    if text == Conversion.toString(number) { return expression(x) }
    // one object for all calls from here
    let o = PSObject(shape: .root, wrapping: number)
    o.textForm = text
    let v = Value.object(o)
    return { _, _ in v }
  }

  func redirection(_ r: RedirectionAst) -> RedirectionSite {
    if r.kind == .fileRedirection {
      let f = unsafeDowncast(r, to: FileRedirectionAst.self)
      return RedirectionSite(from: r.fromStream, to: nil, file: ExprBox(expression(f.location)), append: f.append, extent: place(of: r))
    }
    return RedirectionSite(from: r.fromStream, to: unsafeDowncast(r, to: MergingRedirectionAst.self).toStream, file: nil, append: false, extent: r.extent)
  }

  /// A single command as a statement: script functions run directly, everything else through a one-stage pipeline.
  func commandStatement(_ e: CommandAst) -> Stmt {
    let site = commandSite(e, position: 0, length: 1)
    if Compiler.looksLikeMethod(e) {
      return { c, fp in
        try c.refuseMethodStyle(e.extent)
        try c.runCommand(site, fp, into: c.sink)
        return .next
      }
    }
    return { c, fp in
      if site.version != c.commands.version { site.resolve(c) }
      if let direct = site.direct {
        try c.output(try c.call(direct, site, fp, valueWanted: false))
        return .next
      }
      if let call = site.planned {
        if let f = call.function { try c.output(try c.callPlanned(call, f, site, fp, valueWanted: false)) }
        else if let cmdlet = call.cmdlet { try c.runPlanned(call, cmdlet, site, fp, into: c.sink) }
        return .next
      }
      try c.runCommand(site, fp, into: c.sink)
      return .next
    }
  }
  func commandValue(_ e: CommandAst) -> Expr {
    let site = commandSite(e, position: 0, length: 1)
    if Compiler.looksLikeMethod(e) {
      return { c, fp in
        try c.refuseMethodStyle(e.extent)
        let k = Collector()
        try c.runCommand(site, fp, into: k)
        return k.result
      }
    }
    return { c, fp in
      if site.version != c.commands.version { site.resolve(c) }
      if let direct = site.direct { return try c.call(direct, site, fp, valueWanted: true) }
      if let call = site.planned {
        if let f = call.function { return try c.callPlanned(call, f, site, fp, valueWanted: true) }
        let k = Collector()
        if let cmdlet = call.cmdlet { try c.runPlanned(call, cmdlet, site, fp, into: k) }
        return k.result
      }
      let k = Collector()
      try c.runCommand(site, fp, into: k)
      return k.result
    }
  }
  /// Whether evaluating an argument may change something or write: commands, assignments, methods, `++`.
  static func acts(_ x: ExpressionAst) -> Bool {
    switch x.kind {
    case .constant, .stringConstant, .variable, .scriptBlockExpression: false
    case .arrayLiteral: unsafeDowncast(x, to: ArrayLiteralAst.self).elements.contains { acts($0) }
    default: true
    }
  }
  /// `F(1, 2)`: an argument list in parentheses right behind the name.
  private static func looksLikeMethod(_ e: CommandAst) -> Bool {
    guard e.elements.count == 2, e.elements[1].kind == .paren, e.elements[0].kind == .stringConstant, e.elements[0].extent.end == e.elements[1].extent.start,
      let p = unsafeDowncast(e.elements[1], to: ParenExpressionAst.self).pipeline as? PipelineAst, let x = p.pureExpression else { return false }
    return x.kind == .arrayLiteral
  }
  /// Variables that a background job has of its own. Others that exist here are those of here, also `$args`, `$input` and `$PSScriptRoot`.
  private static let staysInJob: Set<String> = ["pid", "psversiontable", "psedition", "pshome", "host", "true", "false", "null"]
  private func backgroundJob(_ p: PipelineBaseAst) -> Stmt {
    let text = Array(p.extent.text.utf16)
    let extent = p.extent, start = Int(extent.start)
    // the variables that the job gets from here, and how they are named there
    var places: [(at: Int, length: Int, name: String, text: [UInt16])] = []
    func visit(_ n: Ast) {
      if let v = n as? VariableExpressionAst, v.path.drive == nil, !Compiler.staysInJob.contains(v.path.name.lowercased()) {
        let written = Array(v.extent.text.utf16)
        let text = written.first == 64 ? "@using:\(v.path.name)" : "${using:\(v.path.name)}"
        if !written.contains(58) { places.append((Int(v.extent.start) - start, written.count, v.path.name, Array(text.utf16))) }
      }
      for c in n.children { visit(c) }
    }
    visit(p)
    places.sort { $0.at > $1.at }
    return { c, fp in
      var code = text
      for place in places where c.variable(place.name) ?? c.placeVariable(place.name, in: nil) != nil { code.replaceSubrange(place.at..<place.at + place.length, with: place.text) }
      if code.last == 38 { code.removeLast() }
      do { try c.startBackgroundJob(String(decoding: code, as: UTF16.self)) } catch { throw c.locate(error, extent) }
      return .next
    }
  }
}

extension ExecutionContext {
  /// `… &`: the text as a job.
  fileprivate func startBackgroundJob(_ text: String) throws {
    guard let start = commands.cmdlet("Start-Job") else { throw notFound("Start-Job") }
    let block = try makeBlock(text), site = CommandSite.callback(block)
    let stage = try CmdletStage(self, start, site, [Argument(name: "ScriptBlock", value: .block(block), hasValue: true, extent: site.extent)], next: sink, expectsInput: false)
    defer { stage.finish() }
    try stage.start(); try stage.run(); try stage.end()
  }
  fileprivate func refuseMethodStyle(_ extent: Extent) throws {
    if strictVersion < 2 { return }
    throw locate(
      TerminatingError(
        "StrictModeFunctionCallWithParens",
        """
        The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the \
        about_Parameters Help topic.
        """,
        .invalidOperation), extent)
  }
  /// What a call handed back, as statement output.
  @inline(__always) func output(_ v: Value) throws {
    switch v {
    case .void: break
    case .array, .other, .object, .hash: try emit(v, into: sink)
    default: try sink.process(v.orNull)
    }
  }
}

extension ExecutionContext {
  /// `-?` behind a command of this shell asks for its help; programs get it as it is.
  fileprivate func helpTarget(_ name: String) throws -> Value {
    var found = findCommand(name), seen = 0
    while let a = found as? AliasInfo, seen < 32 { found = findCommand(a.target); seen += 1 }
    guard let found, !(found is ApplicationInfo) else { return .str(name) }
    // a plain function or script without help of its own takes the word as an argument
    if found is FunctionInfo || found is ExternalScriptInfo, !found.metadata.isAdvanced, hasWrittenHelp?(found) == false { return .other(found) }
    let target = (found as? ExternalScriptInfo)?.path ?? found.name
    return .other(FunctionInfo("Get-Help", try makeBlock("Get-Help -Name \(SourceLiteral.quoted(target)) -Category \(found.type.rawValue)")))
  }
}
