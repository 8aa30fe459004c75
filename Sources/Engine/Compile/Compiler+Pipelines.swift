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
    if x.kind == .unary, Compiler.isVoidExpression(x) { return incrementStatement(unsafeDowncast(x, to: UnaryExpressionAst.self)) }
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
    let left: Stmt = statement(p.left), right = pipelineStatement(p.right)
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
    var headRedirections: [RedirectionSite] = []
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
    }
    for (i, e) in track.enumerated() where e.kind == .command {
      sites.append(commandSite(unsafeDowncast(e, to: CommandAst.self), position: i - (first.kind == .commandExpression ? 1 : 0), length: track.count - (first.kind == .commandExpression ? 1 : 0)))
    }
    let plan = PipelinePlan(head: head.map { ExprBox($0) }, range: range.map { (ExprBox($0.0), ExprBox($0.1)) }, headRedirections: headRedirections, commands: sites)
    return { c, fp, last in try c.runPipeline(plan, fp, into: last) }
  }

  // MARK: Commands

  func commandSite(_ e: CommandAst, position: Int, length: Int) -> CommandSite {
    let elements = Array(e.elements.dropFirst())
    var arguments: [ArgumentSite] = []
    for a in elements {
      switch a.kind {
      case .commandParameter:
        let p = unsafeDowncast(a, to: CommandParameterAst.self)
        arguments.append(ArgumentSite(kind: .parameter(p.parameterName, hasValue: p.argument != nil), value: p.argument.map { ExprBox(argument($0)) }, extent: p.extent, valueExtent: p.argument?.extent, plain: p.argument.flatMap { keepsText($0) ? ExprBox(expression($0)) : nil }, source: p.argument))
      case .variable where unsafeDowncast(a, to: VariableExpressionAst.self).splatted:
        arguments.append(ArgumentSite(kind: .splat, value: ExprBox(expression(unsafeDowncast(a, to: VariableExpressionAst.self))), extent: a.extent, isArgs: unsafeDowncast(a, to: VariableExpressionAst.self).path.name.equalsIgnoringCase("args")))
      default:
        let x = unsafeDowncast(a, to: ExpressionAst.self)
        let quoting = (x as? StringConstantExpressionAst)?.stringType ?? (x as? ExpandableStringExpressionAst)?.stringType
        arguments.append(ArgumentSite(kind: .positional, value: ExprBox(argument(x)), extent: x.extent, isUnquoted: quoting == nil || quoting == .bareWord, block: x.kind == .scriptBlockExpression, plain: keepsText(x) ? ExprBox(expression(x)) : nil, source: x))
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
    return CommandSite(name: name, target: target, invocation: e.invocationOperator, arguments: arguments, redirections: e.redirections.map { redirection($0) }, extent: e.extent, nameExtent: first.extent, position: position, length: length, unit: unit)
  }
  /// An argument: bare words are strings already; a number written in another way than it prints keeps its text.
  private func argument(_ x: ExpressionAst) -> Expr {
    let f = expression(x)
    guard keepsText(x) else { return f }
    let text = x.extent.text
    return { c, fp in
      let o = PSObject(shape: .root, wrapping: try f(c, fp))
      o.textForm = text
      return .object(o)
    }
  }
  private func keepsText(_ x: ExpressionAst) -> Bool {
    x.kind == .constant && x.extent.text != Conversion.toString(Compiler.literal(unsafeDowncast(x, to: ConstantExpressionAst.self).value))
  }

  func redirection(_ r: RedirectionAst) -> RedirectionSite {
    if r.kind == .fileRedirection {
      let f = unsafeDowncast(r, to: FileRedirectionAst.self)
      return RedirectionSite(from: r.fromStream, to: nil, file: ExprBox(expression(f.location)), append: f.append, extent: r.extent)
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
  /// Variables that a background job has of its own.
  private static let staysInJob: Set<String> = ["_", "psitem", "args", "input", "this", "true", "false", "null", "pid", "psversiontable", "psedition", "pshome", "host", "home", "pwd", "executioncontext", "error", "matches", "lastexitcode", "myinvocation", "psscriptroot", "pscommandpath", "psboundparameters", "pscmdlet", "?", "^", "$"]
  private func backgroundJob(_ p: PipelineBaseAst) -> Stmt {
    let text = Array(p.extent.text.utf16)
    let extent = p.extent, start = Int(extent.start)
    // where the names of variables begin that the job gets from here
    var places: [(at: Int, name: String)] = []
    func visit(_ n: Ast) {
      if let v = n as? VariableExpressionAst, v.path.drive == nil, !Compiler.staysInJob.contains(v.path.name.lowercased()) {
        let written = Array(v.extent.text.utf16)
        let sigil = written.count > 1 && written[1] == 123 ? 2 : 1
        if !written.contains(58) { places.append((Int(v.extent.start) - start + sigil, v.path.name)) }
      }
      for c in n.children { visit(c) }
    }
    visit(p)
    places.sort { $0.at > $1.at }
    return { c, fp in
      var code = text
      for place in places where place.at <= code.count && c.variable(place.name) != nil { code.insert(contentsOf: Array("using:".utf16), at: place.at) }
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
    throw locate(TerminatingError("StrictModeFunctionCallWithParens", "The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.", .invalidOperation), extent)
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

/// One argument as written.
final class ArgumentSite {
  enum Kind { case positional, parameter(String, hasValue: Bool), splat }
  let kind: Kind
  let value: ExprBox?
  let extent: Extent
  let valueExtent: Extent?
  /// Not a string in quotes: a program gets the files its wildcards name.
  let isUnquoted: Bool
  let isBlock: Bool
  let isArgs: Bool
  /// The number alone, when `value` keeps the text it was written with.
  let plain: ExprBox?
  /// The expression, for programs: they get lists and words as they are written.
  let source: ExpressionAst?
  /// Evaluating it may run something.
  let acts: Bool
  init(kind: Kind, value: ExprBox?, extent: Extent, valueExtent: Extent? = nil, isUnquoted: Bool = false, block: Bool = false, isArgs: Bool = false, plain: ExprBox? = nil, source: ExpressionAst? = nil) {
    self.source = source
    acts = source.map { Compiler.acts($0) } ?? false
    self.kind = kind; self.value = value; self.extent = extent; self.valueExtent = valueExtent; self.isUnquoted = isUnquoted; isBlock = block; self.isArgs = isArgs; self.plain = plain
  }
}

struct RedirectionSite {
  let from: RedirectionStream
  let to: RedirectionStream?
  let file: ExprBox?
  let append: Bool
  let extent: Extent
}

/// A command as written at one place; the command is resolved once per version of the command table.
final class CommandSite {
  let name: String?
  let target: ExprBox?
  let invocation: InvocationOperator
  let arguments: [ArgumentSite]
  let redirections: [RedirectionSite]
  let extent: Extent
  let nameExtent: Extent
  let position: Int
  let length: Int
  let call: CallInfo
  unowned let unit: Unit
  @exclusivity(unchecked) var version = 0
  /// The resolved command; nil when the name is not constant or unknown.
  @exclusivity(unchecked) var command: CommandInfo?
  /// How to call the script function it names without the binder; nil = it takes the long way. Replaced, never changed:
  /// a call under way may define functions, so earlier ones live as long as the site.
  @exclusivity(unchecked) private(set) var direct: UnsafeMutablePointer<DirectCall>?
  private var resolutions: [Resolution] = []
  private struct Resolution { let direct: UnsafeMutablePointer<DirectCall>, plan: FunctionPlan, arguments: ExprSequence, boundNames: [String] }
  /// What an earlier call found out about the binding; see `PlannedCall`.
  @exclusivity(unchecked) var planned: PlannedCall?
  @exclusivity(unchecked) var mayPlan = true
  let isSimpleForm: Bool
  /// Names this call binds, for `$PSBoundParameters`.
  var boundNames: [String] = []

  /// - Parameter nameExtent: where the name stands, when that is less than the whole.
  init(name: String?, target: ExprBox? = nil, invocation: InvocationOperator, arguments: [ArgumentSite] = [], redirections: [RedirectionSite] = [], extent: Extent, nameExtent: Extent? = nil, position: Int, length: Int, unit: Unit) {
    self.name = name; self.target = target; self.invocation = invocation; self.arguments = arguments; self.redirections = redirections
    self.extent = extent; self.nameExtent = nameExtent ?? extent; self.position = position; self.length = length; self.unit = unit
    call = CallInfo(name ?? "", extent)
    isSimpleForm = name != nil && invocation != .dot && redirections.isEmpty && !arguments.contains { if case .splat = $0.kind { true } else { false } }
  }

  /// Finds the command and, for plain script functions, fixes where each argument goes.
  @inline(never) func resolve(_ c: ExecutionContext) {
    version = c.commands.version
    direct = nil
    command = nil
    planned = nil
    mayPlan = true
    guard let name else { return }
    // the shell's own code means the shell's own cmdlets, whatever the session calls so
    command = (unit.standsAside ? c.commands.cmdlet(name) : nil) ?? c.findCommand(name, asCommandWord: invocation == .none)
    guard isSimpleForm, length == 1, let f = command as? FunctionInfo, let plan = c.plan(f), plan.isSimple, let code = plan.end else { return }
    if let r = resolutions.first(where: { $0.plan === plan }) { direct = r.direct; boundNames = r.boundNames; call.boundNames = boundNames; return }
    var slots: [Int] = []
    var boxes: [ExprBox] = []
    var names: [String] = []
    var used = Set<Int>()
    var positional: [(Int, ArgumentSite)] = []
    var i = 0
    while i < arguments.count {
      let a = arguments[i]
      switch a.kind {
      case .splat: return
      case .positional: positional.append((boxes.count, a)); slots.append(-1); boxes.append(a.plain ?? a.value!)
      case .parameter(let n, let hasValue):
        let matches = plan.parameters.enumerated().filter { $0.element.name.equalsIgnoringCase(n) }
        let candidates = matches.isEmpty ? plan.parameters.enumerated().filter { CaseInsensitive.hasPrefix($0.element.name, n) } : matches
        guard candidates.count == 1 else { return }
        let p = candidates[0]
        guard used.insert(p.offset).inserted else { return }
        names.append(p.element.name)
        func box(_ a: ArgumentSite) -> ExprBox { p.element.type == nil || p.element.type === TypeTable.object ? a.plain ?? a.value! : a.value! }
        if hasValue { slots.append(p.element.slot); boxes.append(box(a)) }
        else if p.element.isSwitch { slots.append(p.element.slot); boxes.append(ExprBox { _, _ in .bool(true) }) }
        else {
          i += 1
          guard i < arguments.count, case .positional = arguments[i].kind else { return }
          slots.append(p.element.slot); boxes.append(box(arguments[i]))
        }
      }
      i += 1
    }
    var free = plan.parameters.indices.filter { !used.contains($0) && !plan.parameters[$0].isSwitch }[...]
    for (k, a) in positional {
      guard let p = free.popFirst() else { continue }
      slots[k] = plan.parameters[p].slot
      if a.plain != nil, let t = plan.parameters[p].type, t !== TypeTable.object { boxes[k] = a.value! }
      names.append(plan.parameters[p].name)
    }
    boundNames = names
    call.boundNames = names
    let values = ExprSequence(boxes)
    let p = UnsafeMutablePointer<DirectCall>.allocate(capacity: 1)
    p.initialize(to: DirectCall(plan, code, call, values, slots: slots))
    resolutions.append(Resolution(direct: p, plan: plan, arguments: values, boundNames: names))
    direct = p
  }
  deinit { for r in resolutions { r.direct.pointee.free(); r.direct.deallocate() } }
}

extension Ast {
  /// Whether a command runs in it, blocks and functions apart.
  public var holdsCommand: Bool {
    if kind == .command { return true }
    if kind == .scriptBlockExpression || kind == .functionDefinition { return false }
    return children.contains { $0.holdsCommand }
  }
  /// Whether a variable of that name stands in it, in blocks too.
  public func mentions(_ variable: String) -> Bool {
    if kind == .variable, unsafeDowncast(self, to: VariableExpressionAst.self).path.name.equalsIgnoringCase(variable) { return true }
    return children.contains { $0.mentions(variable) }
  }
}

extension ExecutionContext {
  /// `-?` behind a command of this shell asks for its help; programs get it as it is.
  fileprivate func helpTarget(_ name: String) throws -> Value {
    var found = findCommand(name), seen = 0
    while let a = found as? AliasInfo, seen < 32 { found = findCommand(a.target); seen += 1 }
    guard let found, !(found is ApplicationInfo) else { return .str(name) }
    let target = (found as? ExternalScriptInfo)?.path ?? found.name
    return .other(FunctionInfo("Get-Help", try makeBlock("Get-Help -Name \(SourceLiteral.quoted(target)) -Category \(found.type.rawValue)")))
  }
}
