/// `try`, `catch`, `finally`, `trap`.
import Syntax

extension Compiler {
  func tryStatement(_ s: TryStatementAst) -> Stmt {
    let body = block(s.body)
    let saver = underscoreCell()
    struct Handler { let types: [(ExecutionContext) throws -> NetType]; let names: [String]; let body: StmtBox }
    let handlers = s.catchClauses.map { cl in Handler(types: cl.catchTypes.map { typeReference($0.typeName) }, names: cl.catchTypes.map(\.typeName.fullName), body: StmtBox(block(cl.body))) }
    let finally = s.finally.map { block($0) }

    func attempt(_ c: ExecutionContext, _ fp: Cell) throws -> Flow {
      c.flags.pointee.catching += 1
      let caught: TerminatingError
      let d = c.depth, sp = c.sp, sink = c.sink
      do {
        let f = try body(c, fp)
        c.flags.pointee.catching -= 1
        return f
      } catch {
        c.flags.pointee.catching -= 1
        guard let e = c.asTerminating(error) else { throw error }
        caught = e
      }
      // whatever the failed code left pushed is gone
      if c.depth > d { c.depth = d }
      c.sp = sp
      c.sink = sink
      let record = caught.record
      c.complete(record)
      for h in handlers {
        if try !h.types.isEmpty && !h.types.contains(where: { t in c.matches(record, try t(c)) }) { continue }
        c.remember(record)
        let cell = saver(c, fp)
        let saved = cell.pointee
        let previous = c.caughtError
        let catching = c.flags.pointee.catching
        cell.put(.other(record))
        c.caughtError = record
        defer { cell.put(saved); c.caughtError = previous; c.flags.pointee.catching = catching }
        return try h.body.f(c, fp)
      }
      throw caught
    }
    if handlers.isEmpty && finally == nil { return body }
    guard let finally else { return handlers.isEmpty ? body : { c, fp in try attempt(c, fp) } }
    let hasHandlers = !handlers.isEmpty
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
        if let e = error as? TerminatingError { c.complete(e.record) }
        let f = try finally(c, fp)
        c.flags.pointee.stopRequested = stop
        if f == .ret { return f }
        throw error
      }
      c.returned = .void
      let f = try finally(c, fp)
      if f != .next { return f }
      c.returned = saved
      return flow
    }
  }

  /// Where `$_` lives for this unit.
  func underscoreCell() -> (ExecutionContext, Cell) -> Cell {
    switch locate(VariablePath(userPath: "_", scope: .none, drive: nil, name: "_"), Unit.underscore) {
    case .slot(let i): return { _, fp in fp + i }
    case .cell(let g): return { _, _ in g }
    case .dynamic: return { c, fp in c.dollarCell(fp) }
    }
  }

  /// A statement list with traps: an error runs the matching trap, then the next statement, unless the trap breaks.
  func trapped(_ list: [StatementAst], _ traps: [TrapStatementAst]) -> Stmt {
    let statements = list.map { StmtBox(statement($0)) }
    let extents = list.map(\.extent)
    struct Handler { let type: ((ExecutionContext) throws -> NetType)?; let body: StmtBox }
    // specific types first, as PowerShell tries them
    let ordered = traps.filter { $0.trapType != nil } + traps.filter { $0.trapType == nil }
    let handlers = ordered.map { t in Handler(type: t.trapType.map { typeReference($0.typeName) }, body: StmtBox(block(t.body))) }
    let saver = underscoreCell()
    return { c, fp in
      for (i, s) in statements.enumerated() {
        c.flags.pointee.catching += 1
        do {
          let f = try s.f(c, fp)
          c.flags.pointee.catching -= 1
          if f != .next { return f }
          continue
        } catch {
          c.flags.pointee.catching -= 1
          guard let e = c.asTerminating(error) else { throw error }
          let record = e.record
          if record.position == nil { record.position = extents[i] }
          c.complete(record)
          guard let h = try handlers.first(where: { h in try h.type.map { c.matches(record, try $0(c)) } ?? true }) else { throw e }
          let cell = saver(c, fp)
          let saved = cell.pointee
          cell.put(.other(record))
          defer { cell.put(saved) }
          switch try h.body.f(c, fp) {
          case .cont: c.remember(record); continue
          case .brk: throw e
          case .ret: return .ret
          case .next:
            // without continue or break the error is reported and the next statement runs
            c.flags.pointee.success = false
            try c.reportError(record)
            continue
          }
        }
      }
      return .next
    }
  }
}
