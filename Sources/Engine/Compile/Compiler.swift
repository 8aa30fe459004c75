/// Turns a tree into closures. One compiler serves one unit of one session.
import Syntax
import Primitives

final class Compiler {
  let context: ExecutionContext
  let unit: Unit
  let source: SourceText
  /// The statement (or condition) being compiled: what an error in any of its expressions points at.
  private(set) var statement: Extent?
  /// In the statements of a method, whose output nobody sees; not in expressions, whose statements are gathered.
  var dropsOutput = false
  /// The statements being compiled leave their place in `lastPosition`: an assignment of what they yield fails there.
  private var leavesPosition = false
  /// The variable of the `$using:` expression being compiled.
  var usingRoot: VariableExpressionAst?

  /// In a double-quoted string, where strict mode 1 lets unset variables be.
  var isInString = false

  /// The text mentions `$?`.
  lazy var asksForSuccess = source.text.utf8.containsQuestionVariable
  /// In a block that runs on a frame of the unit.
  var isInBlock = false
  /// In a block with a `$MyInvocation` of its own.
  var isCallback = false
  /// What `$input` is: in the blocks of `ForEach-Object` and `Where-Object` the object that is processed, before the first and
  /// after the last one nothing; elsewhere the input of the function around.
  enum BlockInput { case outer, item, nothing }
  var blockInput = BlockInput.outer
  /// In the default of a parameter, where a variable the function has not yet is that of its callers.
  var isInDefault = false

  /// An attribute that cannot be made as it is written; told when the function is called.
  var attributeError: TerminatingError?
  /// The code looks at the language mode.
  var guards: Bool { LanguageMode.isGuarded && !unit.isTrusted }
  init(_ context: ExecutionContext, _ unit: Unit, _ source: SourceText) {
    self.context = context
    self.unit = unit
    self.source = source
    unit.globals = context.globals
  }

  /// Where an error of an expression is shown: the statement it is part of, as in PowerShell.
  /// Behind a subexpression that is the statement which ran last: the last one inside, be it an operand or further left.
  func place(of e: Ast) -> Extent {
    guard let statement else { return e.extent }
    if mentionsSubexpression == nil { mentionsSubexpression = Compiler.mentionsSubexpression(statement) }
    guard mentionsSubexpression == true else { return statement }
    if let inside = Compiler.lastInside(e) { return inside }
    var node = e
    while !node.covers(statement), let parent = node.parent, parent.isPartOfStatement || Compiler.isLone(parent) {
      for sibling in parent.children.prefix(while: { $0 !== node }).reversed() where sibling.kind != .scriptBlockExpression {
        if let left = Compiler.lastStatement(of: sibling) ?? Compiler.lastInside(sibling) { return left }
      }
      node = parent
    }
    return statement
  }
  /// The statement list of `@( )` around a lone expression, which is no statement of its own.
  private static func isLone(_ block: Ast) -> Bool {
    guard block.kind == .statementBlock, block.parent?.kind == .array else { return false }
    let statements = unsafeDowncast(block, to: StatementBlockAst.self).statements
    return statements.count == 1 && (statements[0] as? PipelineAst)?.pureExpression != nil
  }
  /// Whether the statement being compiled has a `$(` or `@(`; nil while nobody asked.
  private var mentionsSubexpression: Bool?
  private static func mentionsSubexpression(_ e: Extent) -> Bool {
    let units = e.source.units
    var i = Int(e.start)
    while i + 1 < min(Int(e.end), units.count) {
      if units[i] == 36 || units[i] == 64, units[i + 1] == 40 { return true }
      i += 1
    }
    return false
  }
  /// The last statement of the last subexpression in a node.
  private static func lastInside(_ node: Ast) -> Extent? {
    for c in node.children.reversed() where c.kind != .scriptBlockExpression {
      if let last = lastStatement(of: c) ?? lastInside(c) { return last }
    }
    return nil
  }
  /// The statement that runs last in a subexpression; a lone expression in `@( )` is none of its own.
  private static func lastStatement(of node: Ast) -> Extent? {
    switch node.kind {
    case .subExpression: return lastPlace(unsafeDowncast(node, to: SubExpressionAst.self).subExpression)
    case .array:
      let block = unsafeDowncast(node, to: ArrayExpressionAst.self).subExpression
      return isLone(block) ? nil : lastPlace(block)
    default: return nil
    }
  }
  /// Where a list of statements was last; nil where that turns out when it runs. Loops end with a look at what they run over.
  private static func lastPlace(_ block: StatementBlockAst) -> Extent? {
    guard let last = block.statements.last else { return nil }
    func place(_ s: StatementAst?) -> Extent? { s.map { lastInside($0) ?? $0.extent } }
    switch last.kind {
    case .pipeline, .assignment: return place(last)
    case .forEachStatement: return unsafeDowncast(last, to: ForEachStatementAst.self).variable.extent
    case .switchStatement: return unsafeDowncast(last, to: SwitchStatementAst.self).condition.extent
    case .forStatement: return place(unsafeDowncast(last, to: ForStatementAst.self).condition)
    case .whileStatement, .doWhileStatement, .doUntilStatement: return place((last as? LoopStatementAst)?.condition)
    case .tryStatement: let s = unsafeDowncast(last, to: TryStatementAst.self); return lastPlace(s.finally ?? s.body)
    default: return nil
    }
  }
  /// Compiles a part whose errors point at `extent`.
  func within<T>(_ extent: Extent, _ compile: () -> T) -> T {
    let outer = statement, mentioned = mentionsSubexpression
    statement = extent
    mentionsSubexpression = nil
    defer { statement = outer; mentionsSubexpression = mentioned }
    return compile()
  }
  /// Compiles the right side of an assignment; true when its statements tell where they are.
  func rightSide(_ s: StatementAst) -> (value: Expr, leavesPosition: Bool) {
    switch s.kind {
    case .pipeline, .commandExpression, .assignment, .pipelineChain: return (statementValue(s), false)
    default:
      let outer = leavesPosition
      leavesPosition = true
      defer { leavesPosition = outer }
      return (statementValue(s), true)
    }
  }
  private func extent(of s: StatementAst) -> Extent {
    if s.kind == .returnStatement, let p = unsafeDowncast(s, to: FlowStatementAst.self).pipeline { return p.extent }
    return s.extent
  }

  // MARK: Bodies

  /// A statement list as code of this unit.
  func code(_ statements: [StatementAst], traps: [TrapStatementAst] = []) -> Code {
    if unit.kind != .frame, AssignedNames.assignsPlace(statements) { unit.assignsPlace = true }
    let value = traps.isEmpty && !Debugger.isOn && canReturnValue(statements) ? ExprBox(valueBody(statements)) : nil
    return Code(unit: unit, body: sequence(statements, traps: traps), value: value, isSilent: traps.isEmpty && statements.allSatisfy(isSilent))
  }
  /// A named block as code of this unit; the debugger looks at where it begins and ends too.
  func code(_ block: NamedBlockAst) -> Code {
    let inner = code(block.statements, traps: block.traps)
    guard Debugger.isOn, let entry = Debugger.Entry(block) else { return inner }
    let body = inner.body
    return Code(unit: unit, body: { c, fp in
      if entry.braces != nil { c.debugger.nesting += 1 }
      defer { if entry.braces != nil { c.debugger.nesting -= 1 } }
      try entry.begin(c)
      let flow = try body(c, fp)
      try entry.end(c)
      return flow
    }, isSilent: inner.isSilent)
  }

  /// Can the body hand its single output back as a Swift return value?
  private func canReturnValue(_ b: [StatementAst]) -> Bool {
    guard let last = b.last else { return false }
    if !b.dropLast().allSatisfy(isSilent) { return false }
    switch last.kind {
    case .pipeline:
      guard let x = unsafeDowncast(last, to: PipelineAst.self).pureExpression else { return false }
      return !Compiler.isVoidExpression(x) && !Compiler.mayReturn(x)
    case .returnStatement:
      guard let p = unsafeDowncast(last, to: FlowStatementAst.self).pipeline else { return false }
      return (p as? PipelineAst)?.pureExpression != nil
    case .ifStatement:
      let s = unsafeDowncast(last, to: IfStatementAst.self)
      return s.clauses.allSatisfy { $0.body.traps.isEmpty && ($0.body.statements.isEmpty || canReturnValue($0.body.statements)) }
        && (s.elseClause.map { $0.traps.isEmpty && ($0.statements.isEmpty || canReturnValue($0.statements)) } ?? true)
    default: return false
    }
  }
  /// Statements that write nothing to the pipeline, however they end.
  private func isSilent(_ s: StatementAst) -> Bool {
    func silent(_ b: StatementBlockAst) -> Bool { b.traps.isEmpty && b.statements.allSatisfy(isSilent) }
    switch s.kind {
    case .assignment: return !Compiler.mayReturn(s)
    case .pipeline: return unsafeDowncast(s, to: PipelineAst.self).pureExpression.map { dropsOutput || Compiler.isVoidExpression($0) } ?? false
    case .returnStatement:
      guard let p = unsafeDowncast(s, to: FlowStatementAst.self).pipeline else { return true }
      return (p as? PipelineAst)?.pureExpression != nil
    case .breakStatement, .continueStatement, .throwStatement, .functionDefinition: return true
    case .ifStatement:
      let i = unsafeDowncast(s, to: IfStatementAst.self)
      return i.clauses.allSatisfy { silent($0.body) } && (i.elseClause.map(silent) ?? true)
    case .whileStatement, .doWhileStatement, .doUntilStatement: return silent(unsafeDowncast(s, to: LoopStatementAst.self).body)
    case .forStatement: return silent(unsafeDowncast(s, to: ForStatementAst.self).body)
    case .forEachStatement: return silent(unsafeDowncast(s, to: ForEachStatementAst.self).body)
    default: return false
    }
  }
  /// Compiles what stands in an expression.
  func gathering<T>(_ compile: () -> T) -> T {
    let saved = dropsOutput
    dropsOutput = false
    defer { dropsOutput = saved }
    return compile()
  }
  /// `$(… return …)` inside an expression ends the function, whose output is then not the expression's value.
  private static func mayReturn(_ node: Ast) -> Bool {
    switch node.kind {
    case .scriptBlockExpression: false
    case .returnStatement: true
    default: node.children.contains(where: mayReturn)
    }
  }
  /// `$i++` and friends emit nothing as statements.
  static func isVoidExpression(_ x: ExpressionAst) -> Bool {
    guard x.kind == .unary else { return false }
    switch unsafeDowncast(x, to: UnaryExpressionAst.self).op { case .plusPlus, .minusMinus, .postfixPlusPlus, .postfixMinusMinus: return true; default: return false }
  }

  /// The body as an expression; early `return`s leave their value in `context.returned`.
  private func valueBody(_ b: [StatementAst]) -> Expr {
    let last = within(extent(of: b[b.count - 1])) { valueOfLast(b[b.count - 1]) }
    if b.count == 1 { return last }
    let head = sequence(Array(b.dropLast()), traps: [])
    return { c, fp in
      let f = try head(c, fp)
      if f == .ret { let v = c.returned; c.returned = .void; return v }
      if f != .next { throw c.strayFlow(f) }
      return try last(c, fp)
    }
  }
  private func valueOfLast(_ s: StatementAst) -> Expr {
    switch s.kind {
    case .pipeline:
      let p = unsafeDowncast(s, to: PipelineAst.self)
      guard let x = p.pureExpression else { return { _, _ in .void } }
      return guarded(expression(x), s)
    case .returnStatement:
      guard let p = unsafeDowncast(s, to: FlowStatementAst.self).pipeline as? PipelineAst, let x = p.pureExpression else { return { _, _ in .void } }
      return guarded(expression(x), s)
    case .ifStatement:
      let i = unsafeDowncast(s, to: IfStatementAst.self)
      func body(_ b: StatementBlockAst) -> Expr { b.statements.isEmpty ? { _, _ in .void } : valueBody(b.statements) }
      var rest: Expr = { _, _ in .void }
      if let e = i.elseClause { rest = body(e) }
      for clause in i.clauses.dropFirst().reversed() {
        let test = pipelineCondition(clause.condition), yes = body(clause.body), no = rest
        rest = { c, fp in try test(c, fp) ? try yes(c, fp) : try no(c, fp) }
      }
      let test = pipelineCondition(i.clauses[0].condition), yes = body(i.clauses[0].body), no = rest, extent = s.extent
      return { c, fp in do { return try test(c, fp) ? try yes(c, fp) : try no(c, fp) } catch { try c.statementFailed(error, extent); return .void } }
    default: return { _, _ in .void }
    }
  }
  /// An expression standing as a statement: its errors are reported and execution goes on.
  private func guarded(_ x: @escaping Expr, _ s: StatementAst) -> Expr {
    let extent = s.extent
    return { c, fp in do { return try x(c, fp) } catch { try c.statementFailed(error, extent); return .void } }
  }

  /// Statements in order; an error inside one is reported and the next one runs, unless somebody catches.
  func sequence(_ b: [StatementAst], traps: [TrapStatementAst]) -> Stmt {
    if !traps.isEmpty { return trapped(b, traps) }
    if !Debugger.isOn, !leavesPosition, b.count == 1, !callsBack(b[0]), let own = within(extent(of: b[0]), { reporting(b[0]) }) { return own.f }
    return chain(b.map { s in
      let run = within(extent(of: s)) { visited(s, statement(s)) }, place = s.extent
      guard leavesPosition, s.kind == .pipeline else { return Step(run: run, extent: place) }
      return Step(run: { c, fp in c.lastPosition = place; return try run(c, fp) }, extent: place)
    }[...])
  }
  /// A statement that the debugger looks at first, when it is on.
  func visited(_ s: StatementAst, _ body: @escaping Stmt) -> Stmt {
    let body = callsBack(s) ? marking(s.extent, body) : body
    if !Debugger.isOn || Debugger.isLookedAtInside(s.kind) { return body }
    let site = Debugger.Site(s)
    return { c, fp in
      try c.debugger.visit(site, c)
      let flow = try body(c, fp)
      if c.debugger.traceLevel > 1 { c.debugger.traceAssignments(site, c) }
      try c.debugger.wrote(site, c)
      return flow
    }
  }
  private struct Step { let run: Stmt; let extent: Extent }
  private func chain(_ b: ArraySlice<Step>) -> Stmt {
    let i = b.startIndex
    switch b.count {
    case 0: return { _, _ in .next }
    case 1:
      let x = b[i].run, ex = b[i].extent
      return { c, fp in do { return try x(c, fp) } catch { return try c.statementEnded(error, ex) } }
    case 2:
      let x = b[i].run, ex = b[i].extent, y = b[i + 1].run, ey = b[i + 1].extent
      return { c, fp in
        do { let f = try x(c, fp); if f != .next { return f } } catch { if try c.statementEnded(error, ex) == .ret { return .ret } }
        do { return try y(c, fp) } catch { return try c.statementEnded(error, ey) }
      }
    case 3:
      let x = b[i].run, ex = b[i].extent, y = b[i + 1].run, ey = b[i + 1].extent, z = b[i + 2].run, ez = b[i + 2].extent
      return { c, fp in
        do { let f = try x(c, fp); if f != .next { return f } } catch { if try c.statementEnded(error, ex) == .ret { return .ret } }
        do { let f = try y(c, fp); if f != .next { return f } } catch { if try c.statementEnded(error, ey) == .ret { return .ret } }
        do { return try z(c, fp) } catch { return try c.statementEnded(error, ez) }
      }
    default:
      // balanced, so that a script of thousands of statements nests logarithmically
      let half = b.count <= 6 ? 3 : b.count / 2
      let head = chain(b.prefix(half)), tail = chain(b.dropFirst(half))
      return { c, fp in
        let f = try head(c, fp)
        if f != .next { return f }
        return try tail(c, fp)
      }
    }
  }
  /// A lone statement of a common form that reports its errors itself: saves the closure that would stand around it,
  /// a fifth of a tight loop.
  private func reporting(_ s: StatementAst) -> StmtBox? {
    if unit.tracksSuccess { return nil }
    switch s.kind {
    case .assignment: return fastAssignment(unsafeDowncast(s, to: AssignmentStatementAst.self), reports: true)
    case .pipeline:
      guard let x = unsafeDowncast(s, to: PipelineAst.self).pureExpression, Compiler.isVoidExpression(x) else { return nil }
      return fastIncrement(unsafeDowncast(x, to: UnaryExpressionAst.self), reports: true)
    case .throwStatement: return StmtBox(throwStatement(unsafeDowncast(s, to: FlowStatementAst.self), reports: true))
    default: return nil
    }
  }
  func block(_ b: StatementBlockAst) -> Stmt { sequence(b.statements, traps: b.traps) }

  // MARK: Names

  func locate(_ p: VariablePath, _ s: Symbol) -> Location {
    // what a job took with it is no variable of its own, whatever is called alike
    if let root = usingRoot, context.usingValues != nil, root.path.name.equalsIgnoringCase(p.name) { return .dynamic }
    switch p.scope {
    case .global: return .cell(context.globals.cell(s))
    case .none, .local, .private, .using:
      if unit.kind == .global || s.isConstantEverywhere { return .cell(context.globals.cell(s)) }
      if unit.kind == .dynamic { return .dynamic }
      let i = unit.slot(s)
      return i >= 0 ? .slot(i) : .dynamic
    case .script, .drive: return .dynamic
    }
  }
  /// Values of variables that are fixed by the language or the place in the source.
  func constantVariable(_ p: VariablePath) -> Value? {
    guard p.scope == .none else { return nil }
    switch p.name.lowercased() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "psscriptroot" where !unit.assignsPlace: return .str(source.file.map { Compiler.directory(of: $0) } ?? "")
    case "pscommandpath" where !unit.assignsPlace: return .str(source.file ?? "")
    default: return nil
    }
  }
  static func directory(of path: String) -> String {
    guard let i = path.lastIndex(of: "/") else { return "" }
    return i == path.startIndex ? "/" : String(path[..<i])
  }
  func resolveType(_ n: TypeName) -> NetType? {
    if !unit.types.isEmpty, case .simple(let name, _) = n, let t = unit.types[name.lowercased()] { return t }
    guard let t = TypeTable.resolve(n, using: unit.namespaces), Compiler.isNameable(t, unit.types) else { return nil }
    if !unit.namespaces.isEmpty, case .simple(let name, _) = n, t.fullName.utf8.count != name.utf8.count, TypeTable.ambiguous(name, unit.namespaces) != nil { return nil }
    return t
  }
  /// A type that must exist when the code runs; script classes may be defined later than they are mentioned.
  /// - Parameter place: what the error for a missing type marks: a literal is marked with its brackets, the type of a cast without
  func typeReference(_ n: TypeName, at place: Extent? = nil) -> (ExecutionContext) throws -> NetType {
    if let t = resolveType(n) { return { _ in t } }
    let namespaces = unit.namespaces, own = unit.types, extent = place ?? n.extent
    return { c in
      if case .simple(let name, _) = n, let both = TypeTable.ambiguous(name, namespaces) { throw c.locate(ExecutionContext.ambiguousType(name, both), extent) }
      if let t = TypeTable.resolve(n, using: namespaces), Compiler.isNameable(t, own) { return t }
      throw c.locate(Compiler.notFound(n, namespaces), extent)
    }
  }
  /// Whether code can mean a type, which may be made of classes that it sees.
  private static func isNameable(_ t: NetType, _ own: [String: NetType]) -> Bool {
    if t.isArray, let e = t.elementType { return isNameable(e, own) }
    return t.isNameable && t.genericArguments.allSatisfy { isNameable($0, own) } || !own.isEmpty && own[t.fullName.lowercased()] === t
  }
  /// Says which part of a type's name means nothing: of a generic type without type arguments its own name comes first.
  static func notFound(_ n: TypeName, _ namespaces: [String]) -> TerminatingError {
    var id = "TypeNotFound", part = n.fullName, details = ""
    switch n {
    case .simple: break
    case .array(let element, _, _): if TypeTable.resolve(element, using: namespaces) == nil { return notFound(element, namespaces) }
    case .generic(let g, let arguments, _):
      guard g.fullName.equalsIgnoringCase("nullable") else { part = g.fullName; break }
      for a in arguments where TypeTable.resolve(a, using: namespaces) == nil { return notFound(a, namespaces) }
      guard let a = arguments.first.flatMap({ TypeTable.resolve($0, using: namespaces) }) else { break }
      id = "TypeNotFoundWithMessage"
      details =
        arguments.count == 1
        ? " Details: GenericArguments[0], '\(a.fullName)', on 'System.Nullable`1[T]' violates the constraint of type 'T'."
        : " Details: The number of generic arguments provided doesn't equal the arity of the generic type definition. (Parameter 'instantiation')"
    }
    let e = TerminatingError(id, "Unable to find type [\(part)].\(details)", .invalidOperation, target: .str(part))
    e.record.categoryTargetType = "TypeName"
    return e
  }
}

extension Ast {
  fileprivate func covers(_ e: Extent) -> Bool { extent.start <= e.start && extent.end >= e.end }
  /// Not a list of statements, where another statement's positions begin.
  fileprivate var isPartOfStatement: Bool {
    switch kind {
    case .statementBlock, .namedBlock, .scriptBlock, .scriptBlockExpression, .functionDefinition: false
    default: true
    }
  }
}
