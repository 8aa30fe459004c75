/// `try`, `catch`, `finally`, `trap`.
import Syntax

extension Compiler {
  func tryStatement(_ s: TryStatementAst) -> Stmt {
    let body = block(s.body)
    let handlers = s.catchClauses.map { CatchHandler($0.catchTypes.map { CatchHandler.TypeBox(type: typeReference($0.typeName, at: $0.extent)) }, block($0.body)) }
    let attempt = handlers.isEmpty ? body : self.attempt(body, handlers)
    guard let last = s.finally else { return attempt }
    let finally = block(last), hasHandlers = !handlers.isEmpty, isMethod = dropsOutput
    return { c, fp in
      let flow: Flow
      let saved: Value
      do {
        if hasHandlers { flow = try attempt(c, fp) } else {
          c.flags.pointee.catching += 1
          defer { c.flags.pointee.catching -= 1 }
          flow = try body(c, fp)
        }
        saved = c.returned
      } catch {
        let stop = c.flags.pointee.stopRequested
        c.flags.pointee.stopRequested = false
        if let e = error as? TerminatingError {
          c.complete(e.record)
          try c.debugger.stop(at: e.record, near: e.record.position, c)
        }
        let sink = c.sink
        // who pressed Ctrl+C gets no more output: what writes some ends there
        if case FlowSignal.stopped = error { c.sink = StoppedOutput() }
        defer { c.sink = sink }
        let f = try finally(c, fp)
        c.flags.pointee.stopRequested = stop
        if f == .ret { return f }
        throw error
      }
      // what `return` hands out leaves before the finally block runs; a method's value is all it returns
      if flow == .ret, !isMethod { c.returned = .void; try emit(saved, into: c.sink) }
      c.returned = .void
      let f = try finally(c, fp)
      if f == .next, isMethod { c.returned = saved }
      return f != .next ? f : flow
    }
  }
  /// The guarded body and its handlers.
  private func attempt(_ body: @escaping Stmt, _ handlers: [CatchHandler]) -> Stmt {
    let dollar = locate(VariablePath(userPath: "_", scope: .none, drive: nil, name: "_"), Unit.underscore)
    // `catch { }` alone, the usual case, needs no search
    let only = handlers.count == 1 && handlers[0].types.isEmpty ? handlers[0] : nil
    return { c, fp in
      let flags = c.flags
      let catching = flags.pointee.catching, d = c.depth, sp = c.sp
      flags.pointee.catching = catching + 1
      do {
        let f = try body(c, fp)
        flags.pointee.catching = catching
        return f
      } catch {
        // an error in a handler leaves the whole statement, as if it still were guarded
        flags.pointee.catching = catching + 1
        defer { flags.pointee.catching = catching }
        guard let record = c.asTerminating(error)?.record else { throw error }
        // whatever the failed code left pushed is gone
        if c.depth > d { c.depth = d }
        c.sp = sp
        c.complete(record)
        try c.debugger.stop(at: record, near: record.position, c)
        if let only { return try only.run(record, record, c, fp, c.underscore(dollar, fp)) }
        guard let (handler, shown) = try CatchHandler.choose(handlers, record, c) else { throw error }
        return try handler.run(record, shown, c, fp, c.underscore(dollar, fp))
      }
    }
  }
  /// Before traps an error in the expression on the right marks the whole assignment; a command's own, and one in a statement inside, do not.
  private static func isOfWholeAssignment(_ r: ErrorRecord, _ s: StatementAst) -> Bool {
    guard s.kind == .assignment, r.invocation?.command == nil, !r.thrownByStatement, r.exception.type.name != "CommandNotFoundException", let p = r.position else { return false }
    func covers(_ node: Ast) -> Bool { node.extent.source === p.source && node.extent.start <= p.start && node.extent.end >= p.end }
    var node: Ast = s
    guard covers(node) else { return false }
    while let inside = node.children.first(where: covers) {
      if inside.kind == .subExpression { return false }
      if inside is StatementAst, ![.pipeline, .commandExpression, .assignment].contains(inside.kind) { return false }
      node = inside
    }
    return true
  }
  /// A statement list with traps: an error runs the matching trap, then the next statement, unless the trap breaks.
  func trapped(_ list: [StatementAst], _ traps: [TrapStatementAst]) -> Stmt {
    let statements = list.map { StmtBox(visited($0, statement($0))) }
    let extents = list.map(\.extent)
    // specific types first, as PowerShell tries them
    let ordered = traps.filter { $0.trapType != nil } + traps.filter { $0.trapType == nil }
    let handlers = ordered.map { t in TrapHandlers.Handler(type: t.trapType.map { typeReference($0.typeName, at: $0.extent) }, body: trapBody(t.body)) }
    let all = TrapHandlers(handlers, dollar: locate(VariablePath(userPath: "_", scope: .none, drive: nil, name: "_"), Unit.underscore))
    return { c, fp in
      let outer = c.trapScope
      defer { c.trapScope = outer }
      for (i, s) in statements.enumerated() {
        c.flags.pointee.catching += 1
        c.trapScope = TrapScope(handlers: all, depth: c.depth, catching: c.flags.pointee.catching)
        do {
          let f = try s.f(c, fp)
          c.flags.pointee.catching -= 1
          if f != .next { return f }
        } catch {
          c.flags.pointee.catching -= 1
          c.trapScope = outer
          if let record = (error as? TerminatingError)?.record, Compiler.isOfWholeAssignment(record, list[i]) { record.position = extents[i] }
          if try all.run(error, extents[i], c, fp) == .ret { return .ret }
        }
      }
      return .next
    }
  }
  /// A trap's body, which has a scope of its own: what it assigns is gone when it ends.
  private func trapBody(_ b: StatementBlockAst) -> TrapHandlers.Body {
    let own = Unit(unit.kind == .global ? "" : unit.name, .frame)
    own.namespaces = unit.namespaces
    own.types = unit.types
    own.module = unit.module
    own.ownerClass = unit.ownerClass
    own.namedBlocks = [(b.extent, Unit.trapLabel)]
    own.tracksSuccess = unit.tracksSuccess
    own.isTrusted = unit.isTrusted
    AssignedNames.collect(b, into: own)
    let compiler = Compiler(context, own, source)
    compiler.dropsOutput = dropsOutput
    compiler.isInBlock = isInBlock
    compiler.isCallback = isCallback
    let body = compiler.block(b), isMethod = dropsOutput
    return { c, place in
      let base = try c.reserve(own.count), d = c.depth
      // a level of its own in stack traces, above the statement that failed
      let call = CallInfo(own.name, place)
      // held while it runs only: the function holds its plan, and that holds this unit
      let outer = own.function
      own.function = c.frames[d - 1].unit.takeUnretainedValue().function
      c.push(.passUnretained(own), base, mask: own.mask, call: .passUnretained(call))
      defer {
        c.pop(to: d)
        c.release(base, own.count)
        own.function = outer
      }
      let flow = try withExtendedLifetime(call) { try body(c, base) }
      // `return` in a trap leaves the method, whose value it cannot give
      if isMethod, flow == .ret { c.returned = .void }
      return flow
    }
  }
}

/// The traps of a statement list.
final class TrapHandlers {
  /// Runs for an error of the statement at the place.
  typealias Body = (ExecutionContext, Extent) throws -> Flow
  struct Handler { let type: ((ExecutionContext) throws -> NetType)?; let body: Body }
  private let handlers: [Handler]
  private let dollar: Location
  init(_ handlers: [Handler], dollar: Location) { self.handlers = handlers; self.dollar = dollar }

  /// Runs the trap for an error: `.next` goes on behind what failed, `.ret` leaves; throws when no trap takes it or the trap breaks.
  func run(_ error: Error, _ place: Extent, _ c: ExecutionContext, _ fp: Cell) throws -> Flow {
    guard let e = c.asTerminating(error) else { throw error }
    let record = e.record
    if record.position == nil { record.position = place }
    c.complete(record)
    try c.debugger.stop(at: record, near: place, c)
    c.commonOverride.errorList?.add(.other(record))
    // what no trap takes, and what a trap breaks, ends everything up to the next `try` or trap outside
    guard let h = try handlers.first(where: { h in try h.type.map { c.matches(record, try $0(c)) } ?? true }) else { record.isStop = true; throw e }
    var shown = record
    if let t = try h.type?(c), !t.isAssignable(from: record.exception.type), let inner = record.exception.inner, t.isAssignable(from: inner.type) { shown = record.showing(inner) }
    // a trap for everything sees the exception inside
    if h.type == nil, !record.isWrappedByCommand, let inner = record.exception.inner { shown = record.showing(inner) }
    let cell = c.underscore(dollar, fp)
    let saved = cell.pointee
    cell.put(.other(shown))
    defer { cell.put(saved.orNull) }
    c.remember(record)
    // an error in the trap is for whoever stands around the list
    c.flags.pointee.catching += 1
    defer { c.flags.pointee.catching -= 1 }
    switch try h.body(c, place) {
    case .cont:
      c.flags.pointee.success = false
      return .next
    case .brk:
      record.isStop = true
      throw e
    case .ret: return .ret
    case .next:
      // without continue or break the preference decides: the error is reported and the next statement runs
      c.flags.pointee.success = false
      switch c.preference("ErrorActionPreference") ?? .continue {
      case .silentlyContinue, .ignore: break
      case .stop:
        record.isStop = true
        throw e
      default: try c.reportError(record, isKnown: true)
      }
      return .next
    }
  }
}
/// The traps that stand around the running statement, and where they do.
struct TrapScope {
  let handlers: TrapHandlers
  let depth: Int, catching: Int32
}
extension ExecutionContext {
  /// A pipeline of a chain failed: the trap of the statement list the chain stands in decides whether the chain goes on.
  /// nil when there is none, or a `try` or another frame between.
  func runTrap(_ error: Error, _ place: Extent, _ fp: Cell) throws -> Flow? {
    guard let t = trapScope, t.depth == depth, t.catching == flags.pointee.catching, error is TerminatingError else { return nil }
    flags.pointee.catching -= 1
    trapScope = nil
    defer { flags.pointee.catching += 1; trapScope = t }
    return try t.handlers.run(error, place, self, fp)
  }
}

/// A `catch` clause.
private final class CatchHandler {
  struct TypeBox { let type: (ExecutionContext) throws -> NetType }
  /// Empty = any error.
  let types: [TypeBox]
  private let body: Stmt
  init(_ types: [TypeBox], _ body: @escaping Stmt) { self.types = types; self.body = body }

  /// The clause for an error and the record its `$_` is: one for the very type wins over one for a base class, one for the
  /// exception inside over one for the exception around it; then `$_` holds the inner one.
  static func choose(_ all: [CatchHandler], _ r: ErrorRecord, _ c: ExecutionContext) throws -> (CatchHandler, ErrorRecord)? {
    let types = try all.map { try $0.types.map { try $0.type(c) } }
    func clause(_ test: (NetType) -> Bool) -> CatchHandler? {
      for (h, ts) in zip(all, types) where ts.contains(where: test) { return h }
      return nil
    }
    func typed(_ t: NetType) -> CatchHandler? { clause { $0 === t } ?? clause { $0.isAssignable(from: t) } }
    let e = r.exception
    // made terminating by -ErrorAction Stop: a clause for its type sees the exception's own record, which names no command
    if r.isStop, e.instance == nil, e.type.isSubclass(of: "System.Management.Automation.RuntimeException"), let h = typed(e.type) { return (h, r.ofException) }
    if e.instance == nil, e.type.isSubclass(of: "System.Management.Automation.RuntimeException"), let inner = e.visibleInner, let h = typed(inner.type) { return (h, r.showing(inner)) }
    if let h = typed(e.instance?.type ?? e.type) ?? clause({ c.matches(r, $0) }) ?? r.wrappingType.flatMap(typed) { return (h, r) }
    return all.first { $0.types.isEmpty }.map { ($0, r) }
  }
  /// Runs the clause with the record as `$_`.
  func run(_ r: ErrorRecord, _ chosen: ErrorRecord, _ c: ExecutionContext, _ fp: Cell, _ dollar: Cell) throws -> Flow {
    c.remember(r)
    r.wasCaught = true
    let shown = chosen.isGiven ? chosen.again : chosen
    let saved = dollar.pointee, previous = c.caughtError, catching = c.flags.pointee.catching
    dollar.put(.other(shown))
    // what a bare `throw` throws again names its command, whatever the clause sees
    if shown.isRethrown { shown.isCaughtAgain = true }
    c.caughtError = .passUnretained(r.isStop ? r : shown)
    c.flags.pointee.success = false
    // a scope whose catch or trap ran has a $_ from then on
    defer { dollar.put(saved.orNull); c.caughtError = previous; c.flags.pointee.catching = catching }
    return try body(c, fp)
  }
}

extension ExecutionContext {
  /// The cell of `$_`, given where the unit keeps it.
  @inline(__always) fileprivate func underscore(_ l: Location, _ fp: Cell) -> Cell {
    switch l { case .slot(let i): fp + i; case .cell(let g): g; case .dynamic: dollarCell(fp) }
  }
}

/// Where the output of a stopped pipeline goes.
final class StoppedOutput: Stage {
  override func process(_ v: Value) throws { throw FlowSignal.stopped }
}
