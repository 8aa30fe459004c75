/// Loops.
import Syntax

extension Compiler {
  func loop(_ s: LoopStatementAst) -> Stmt {
    let test = watchedCondition(s.condition), body = block(s.body), label = s.label?.lowercased()
    switch s.kind {
    case .whileStatement:
      return { c, fp in
        while try test(c, fp) {
          let f: Flow
          do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
          if f != .next {
            if f == .ret { return f }
            if !c.isMine(label) { return f }
            if f == .brk { break }
          }
          try c.pulse()
        }
        return .next
      }
    default:
      let until = s.kind == .doUntilStatement
      return { c, fp in
        repeat {
          let f: Flow
          do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
          if f != .next {
            if f == .ret { return f }
            if !c.isMine(label) { return f }
            if f == .brk { break }
          }
          try c.pulse()
        } while try test(c, fp) != until
        return .next
      }
    }
  }

  func forLoop(_ s: ForStatementAst) -> Stmt {
    let label = s.label?.lowercased()
    let start = silentStatement(s.initializer), step = silentStatement(s.iterator), body = block(s.body)
    if !Debugger.isOn, let fast = countedLoop(s, start, step, body, label) { return fast.f }
    var test: Cond = { _, _ in true }
    if let x = s.condition { test = watchedCondition(x) }
    return forLoop(start, test, step, body, label)
  }
  private func forLoop(_ start: @escaping Stmt, _ test: @escaping Cond, _ step: @escaping Stmt, _ body: @escaping Stmt, _ label: String?) -> Stmt {
    { c, fp in
      _ = try start(c, fp)
      while try test(c, fp) {
        let f: Flow
        do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
        if f != .next {
          if f == .ret { return f }
          if !c.isMine(label) { return f }
          if f == .brk { break }
        }
        _ = try step(c, fp)
        try c.pulse()
      }
      return .next
    }
  }
  /// The parts of a `for` header run for their effect; what they would emit is dropped.
  private func silentStatement(_ p: PipelineBaseAst?) -> Stmt {
    guard let p else { return { _, _ in .next } }
    return within(p.extent) { visited(p, silent(p)) }
  }
  private func silent(_ p: PipelineBaseAst) -> Stmt {
    if let q = p as? PipelineAst, let x = q.pureExpression {
      if x.kind == .unary, Compiler.isVoidExpression(x) { return incrementStatement(unsafeDowncast(x, to: UnaryExpressionAst.self)) }
      let f = expression(x)
      return { c, fp in _ = try f(c, fp); return .next }
    }
    if p.kind == .assignment { return assignmentStatement(unsafeDowncast(p, to: AssignmentStatementAst.self)) }
    let f = statementValue(p)
    return { c, fp in _ = try f(c, fp); return .next }
  }

  /// `for (…; $i -lt limit; $i++)` (or `$i += step`) with an unconstrained variable: compare and increment inline.
  private func countedLoop(_ s: ForStatementAst, _ start: @escaping Stmt, _ step: @escaping Stmt, _ body: @escaping Stmt, _ label: String?) -> StmtBox? {
    guard let p = s.condition as? PipelineAst, let x = p.pureExpression, x.kind == .binary, let (target, amount) = counting(s.iterator) else { return nil }
    let test = unsafeDowncast(x, to: BinaryExpressionAst.self)
    guard test.op == .ilt || test.op == .ile, let (l, sym) = place(test.left), let (_, sym2) = place(target), sym === sym2 else { return nil }
    let slow = within(p.extent) { condition(test) }
    let orEqual = test.op == .ile
    func loop<P: Place>(_ a: P, _ operand: (ExpressionAst?) -> Operand<P>?) -> StmtBox? {
      switch (operand(test.right), operand(amount)) {
      case (.constant(let k)?, .constant(let d)?): return StmtBox(counted(a, Constant(k: k), Constant(k: d), orEqual, start, slow, step, body, label))
      case (.place(let q)?, .constant(let d)?): return StmtBox(counted(a, PlaceLimit(p: q), Constant(k: d), orEqual, start, slow, step, body, label))
      case (.place(let q)?, .place(let r)?): return StmtBox(counted(a, PlaceLimit(p: q), PlaceLimit(p: r), orEqual, start, slow, step, body, label))
      default: return nil
      }
    }
    switch l {
    case .slot(let i):
      if unit.constraints[i] != nil { return nil }
      return loop(SlotPlace(i: i)) { e in
        guard let e else { return .constant(1) }
        if let k = intConstant(e) { return .constant(k) }
        if case .slot(let j)? = place(e)?.0 { return .place(SlotPlace(i: j)) }
        return nil
      }
    case .cell(let g):
      return loop(CellPlace(p: g)) { e in
        guard let e else { return .constant(1) }
        if let k = intConstant(e) { return .constant(k) }
        if case .cell(let h)? = place(e)?.0 { return .place(CellPlace(p: h)) }
        return nil
      }
    case .dynamic: return nil
    }
  }
  /// The variable that `$i++` or `$i += amount` counts; no amount = 1.
  private func counting(_ p: PipelineBaseAst?) -> (target: ExpressionAst, amount: ExpressionAst?)? {
    if let x = (p as? PipelineAst)?.pureExpression, x.kind == .unary {
      let u = unsafeDowncast(x, to: UnaryExpressionAst.self)
      return u.op == .postfixPlusPlus || u.op == .plusPlus ? (u.child, nil) : nil
    }
    guard let a = p as? AssignmentStatementAst, a.op == .plusEquals, let r = a.right as? CommandExpressionAst, r.redirections.isEmpty else { return nil }
    return (a.left, r.expression)
  }

  func forEachLoop(_ s: ForEachStatementAst) -> Stmt {
    let label = s.label?.lowercased()
    let body = block(s.body)
    if Debugger.isOn { return watchedForEach(s, body) }
    let sym = Symbol.of(s.variable.path.name)
    let location = locate(s.variable.path, sym)
    let set = variableSetter(s.variable.path)
    let hasEnumerator = s.body.mentions("foreach")
    let enumerator = hasEnumerator ? locate(VariablePath(userPath: "foreach", scope: .none, drive: nil, name: "foreach"), Symbol.of("foreach")) : nil
    // a range is walked without being made
    if let p = s.condition as? PipelineAst, let x = p.pureExpression, x.kind == .binary, !hasEnumerator {
      let b = unsafeDowncast(x, to: BinaryExpressionAst.self)
      if b.op == .dotDot {
        let (lo, hi, all) = within(p.extent) { (ExprBox(expression(b.left)).f, expression(b.right), expression(x)) }
        let slow = eachLoop(all, set, body, label, nil, s.variable.extent)
        switch location {
        case .slot(let i) where unit.constraints[i] == nil: return rangeLoop(SlotPlace(i: i), lo, hi, slow, body, label)
        case .cell(let g): return rangeLoop(CellPlace(p: g), lo, hi, slow, body, label)
        default: break
        }
      }
    }
    let written = (s.condition as? PipelineAst)?.pureExpression
    let isRange = written.map { $0.kind == .binary && unsafeDowncast($0, to: BinaryExpressionAst.self).op == .dotDot } ?? false
    return eachLoop(within(s.condition.extent) { statementValue(s.condition) }, set, body, label, enumerator, s.variable.extent, isRange: isRange)
  }
  /// The same looked at by the debugger: at its variable before each element and when there are no more.
  private func watchedForEach(_ s: ForEachStatementAst, _ body: @escaping Stmt) -> Stmt {
    let name = s.variable.path.name, site = Debugger.Site(s.variable.extent), set = variableSetter(s.variable.path)
    let values = within(s.condition.extent) { statementValue(s.condition) }
    let outer = s.isInsideForEach ? "IEnumerator" : ""
    let enumerator = locate(VariablePath(userPath: "foreach", scope: .none, drive: nil, name: "foreach"), Symbol.of("foreach"))
    let loop = eachLoop({ c, fp in
      let v = try values(c, fp)
      c.debugger.hasElements = !v.orNull.isNull
      c.debugger.traceSet("foreach", .str(v.orNull.isNull ? "" : "IEnumerator"), c)
      return v
    }, { c, fp, v in
      try c.debugger.visit(site, c)
      try set(c, fp, v)
      c.debugger.traceSet(name, v, c)
      try c.debugger.wrote(name, at: site.extent, c)
    }, { c, fp in
      let flow = try body(c, fp)
      c.debugger.hasElements = flow == .next || flow == .cont
      return flow
    }, s.label?.lowercased(), enumerator, s.variable.extent)
    return { c, fp in
      let flow = try loop(c, fp)
      if flow == .next, c.debugger.hasElements { try c.debugger.visit(site, c) }
      c.debugger.traceSet("foreach", .str(outer), c)
      return flow
    }
  }
  /// - Parameter variable: the place of the loop's variable, where errors of going on to the next element are shown
  private func eachLoop(_ x: @escaping Expr, _ set: @escaping Setter, _ body: @escaping Stmt, _ label: String?, _ enumerator: Location?, _ variable: Extent, isRange: Bool = false) -> Stmt {
    { c, fp in
      let v = try x(c, fp)
      let a: PSArray
      switch v {
      case .array(let x): a = x.dimensions == nil ? x : PSArray(x.values)
      case .null, .void, .unset: return .next
      case .other(let r):
        if let e = r as? LazySequence {
          while let item = try e.next(c) {
            try set(c, fp, item)
            let f: Flow
            do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
            if f != .next { if f == .ret { return f }; if !c.isMine(label) { return f }; if f == .brk { break } }
            try c.pulse()
          }
          return .next
        }
        a = r.enumerated() ?? PSArray([v])
      case .object(let o): a = o.enumerated() ?? PSArray([v])
      case .hash(let h): a = h.enumerated() ?? PSArray([v])
      default: a = PSArray([v])
      }
      var i = 0
      let n = a.count
      let listVersioned = a.kind != .array
      let view = v.refValue?.exactly(HashView.self), version = view?.hash.version ?? 0
      // $foreach is the innermost running loop's; the outer one's comes back after it
      let e: ForEachEnumerator? = enumerator == nil ? nil : ForEachEnumerator(a, of: v, isRange: isRange)
      let place: Cell?
      switch enumerator { case .slot(let i)?: place = fp + i; case .cell(let g)?: place = g; default: place = nil }
      let outer = place?.pointee
      if let e, let place { place.put(.other(e)) }
      defer { if let place, let outer { place.put(outer) } }
      while i < a.count {
        try set(c, fp, a[i])
        let f: Flow
        do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
        if f != .next {
          if f == .ret { return f }
          if !c.isMine(label) { return f }
          if f == .brk { break }
        }
        if listVersioned, a.count != n || view.map({ $0.hash.version != version }) ?? false {
          throw c.locate(
            TerminatingError(
              "System.InvalidOperationException", "Collection was modified; enumeration operation may not execute.", .operationStopped,
              exception: "System.InvalidOperationException"), variable)
        }
        if let e { i = e.index + 1; e.index = i } else { i += 1 }
        try c.pulse()
      }
      return .next
    }
  }
}

extension ForEachStatementAst {
  /// Another loop of the same block is around this one.
  fileprivate var isInsideForEach: Bool {
    var a = parent
    while let around = a, !(around is ScriptBlockAst) {
      if around is ForEachStatementAst { return true }
      a = around.parent
    }
    return false
  }
}

/// What a counted loop counts to, and by how much.
private enum Operand<P: Place> { case constant(Int32), place(P) }
private protocol Limit { func isInt(_ fp: Cell) -> Bool; func int(_ fp: Cell) -> Int32 }
private struct Constant: Limit {
  let k: Int32
  @inline(__always) func isInt(_ fp: Cell) -> Bool { true }
  @inline(__always) func int(_ fp: Cell) -> Int32 { k }
}
private struct PlaceLimit<P: Place>: Limit {
  let p: P
  @inline(__always) func isInt(_ fp: Cell) -> Bool { p.at(fp).tag == Tag.int }
  @inline(__always) func int(_ fp: Cell) -> Int32 { p.at(fp).rawInt }
}

@inline(__always) private func counted<P: Place, L: Limit, D: Limit>(
  _ a: P, _ limit: L, _ amount: D, _ orEqual: Bool, _ start: @escaping Stmt, _ test: @escaping Cond, _ step: @escaping Stmt, _ body: @escaping Stmt,
  _ label: String?
) -> Stmt {
  { c, fp in
    _ = try start(c, fp)
    while true {
      let p = a.at(fp)
      if p.tag == Tag.int, limit.isInt(fp) {
        let i = p.rawInt, bound = limit.int(fp)
        if i >= bound, !orEqual || i > bound { break }
      } else if try !test(c, fp) { break }
      let f: Flow
      do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
      if f != .next {
        if f == .ret { return f }
        if !c.isMine(label) { return f }
        if f == .brk { break }
      }
      let r = a.at(fp)
      if r.tag == Tag.int, amount.isInt(fp), case let (z, o) = r.rawInt.addingReportingOverflow(amount.int(fp)), !o { r.putInt(z) } else { _ = try step(c, fp) }
      try c.pulse()
    }
    return .next
  }
}
@inline(__always) private func rangeLoop<P: Place>(_ a: P, _ lo: @escaping Expr, _ hi: @escaping Expr, _ slow: @escaping Stmt, _ body: @escaping Stmt, _ label: String?) -> Stmt {
  { c, fp in
    guard case .int(let i) = try lo(c, fp), case .int(let j) = try hi(c, fp) else { return try slow(c, fp) }
    var k = i
    let d: Int32 = i <= j ? 1 : -1
    while true {
      let p = a.at(fp)
      if p.tag == Tag.boxed { try storeSlow(p, .int(k)) } else { p.put(.int(k)) }
      let f: Flow
      do { f = try body(c, fp) } catch { f = try c.flow(of: error) }
      if f != .next {
        if f == .ret { return f }
        if !c.isMine(label) { return f }
        if f == .brk { break }
      }
      if k == j { break }
      k &+= d
      try c.pulse()
    }
    return .next
  }
}
