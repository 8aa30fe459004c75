/// `switch`, `try`, `using`, `throw`, and where the end of a statement can be reached.
import Engine

extension BodyCompiler {
  // MARK: switch

  func switchStatement(_ e: Expression, _ sections: [Statement.Section]) -> Step {
    let subject = value(expression(e), e)
    let slot = function.slot()
    let read = Code(subject.type) { $0.slots[slot] }
    function.switches += 1
    function.blocks.append([:])
    defer { function.switches -= 1; function.blocks.removeLast() }
    var tests: [(test: (Frame) throws -> Bool, section: Int)] = [], otherwise: Int?, bodies: [StepBox] = [], labels: [Int: Int] = [:]
    var seen: [Value] = [], constants: [(Value, Int)] = [], isPlain = true
    for (k, s) in sections.enumerated() {
      function.blocks.append([:])
      for l in s.labels {
        guard let p = l.pattern else { otherwise = k; labels[label("default")] = k; continue }
        if case .constant(let x) = p, l.guardedBy == nil {
          let c = convert(expression(x, wants: subject.type), to: subject.type.isEnum || Num(of: subject.type) != nil || subject.type === TypeTable.string ? subject.type : TypeTable.object, x)
          if let v = c.constant ?? (isNull(c) ? .null : nil) {
            if seen.contains(where: { Runtime.equals($0, v) }) { report(152, "The switch statement contains multiple cases with the label value '\(Text.string(v))'", x.start) }
            seen.append(v)
            constants.append((v, k))
            labels[label("case " + Text.string(v))] = k
            tests.append(({ f in Runtime.equals(f.slots[slot], v) }, k))
            continue
          }
          if !c.form.isFailure { report(9135, "A constant value of type '\(Text.shortName(subject.type))' is expected", x.start) }
          continue
        }
        isPlain = false
        let test = pattern(p, read, e)
        if let g = l.guardedBy { let w = condition(g).bools; tests.append(({ f in try test(f) ? try w(f) : false }, k)) } else { tests.append((test, k)) }
      }
      var reachesEnd = s.body.isEmpty
      bodies.append(StepBox(steps(s.body)))
      if !s.body.isEmpty { reachesEnd = s.body.allSatisfy { completes($0) } }
      if reachesEnd, let last = s.labels.last {
        let shown: String
        if case .constant(let x)? = last.pattern { shown = "case \(source.text(x.start, x.end)):" } else { shown = last.pattern == nil ? "default:" : "case" }
        report(
          k == sections.count - 1 ? 8070 : 163,
          k == sections.count - 1
            ? "Control cannot fall out of switch from final case label ('\(shown)')"
            : "Control cannot fall through from one case label ('\(shown)') to another", s.offset)
      }
      function.blocks.removeLast()
    }
    // texts and numbers are found in a table
    var table: PSHash?
    if isPlain, constants.count > 4, constants.allSatisfy({ !$0.0.isNull }) {
      let h = PSHash(.dictionary, caseSensitive: true)
      for (v, k) in constants { h.set(v, .int(Int32(k))) }
      table = h
    }
    let run = subject.run
    return { f in
      f.slots[slot] = try run(f)
      var k = otherwise
      if let table {
        let v = f.slots[slot]
        if !v.isNull, case .int(let n)? = table.get(v) { k = Int(n) }
      } else { for t in tests where try t.test(f) { k = t.section; break } }
      while let section = k {
        switch try bodies[section].run(f) {
        case .next, .break: return .next
        case .jump(let n):
          guard let target = labels[n] else { return .jump(n) }
          try f.context.poll()
          k = target
        case let r: return r
        }
      }
      return .next
    }
  }

  // MARK: Exceptions

  func throwing(_ e: Expression?) -> Step {
    guard let e else {
      guard let slot = catchSlots.last else { report(156, "A throw statement with no arguments is not allowed outside of a catch clause", 0); return { _ in .next } }
      return { f in throw Runtime.raise(f.slots[slot]) }
    }
    let c = value(expression(e), e)
    if !c.form.isFailure, !isNull(c), !Types.isOpen(c.type), !c.type.isSubclass(of: "System.Exception") { report(155, "The type caught or thrown must be derived from System.Exception", e.start) }
    let run = c.run
    return { f in throw Runtime.raise(try run(f)) }
  }
  func tryStatement(_ b: Statement, _ catches: [Statement.Catch], _ last: Statement?) -> Step {
    let body = block(b)
    struct Handler { let type: NetType?; let enter: (Frame, Value) -> Void; let filter: ((Frame) throws -> Bool)?; let body: StepBox }
    var handlers: [Handler] = [], types: [NetType] = []
    for c in catches {
      var type = c.type.flatMap { resolve($0) }
      if let t = type, !t.isSubclass(of: "System.Exception"), !Types.isOpen(t) { report(155, "The type caught or thrown must be derived from System.Exception", c.offset) }
      let t = type ?? TypeTable.exception
      if c.filter == nil, let earlier = types.first(where: { $0.isAssignable(from: t) }), c.type != nil {
        report(160, "A previous catch clause already catches all exceptions of this or of a super type ('\(Text.fullName(earlier))')", c.offset)
      }
      if c.filter == nil { types.append(t) }
      if t === TypeTable.exception { type = nil }
      function.blocks.append([:])
      let slot = function.slot()
      catchSlots.append(slot)
      var put: ((Frame, Value) -> Void)?
      if let n = c.name {
        let l = declare(n, t, c.nameOffset)
        put = initialiser(l)
      }
      let filter = c.filter.map { condition($0).bools }
      handlers.append(Handler(type: type, enter: { f, v in f.slots[slot] = v; put?(f, v) }, filter: filter, body: StepBox(block(c.body))))
      catchSlots.removeLast()
      function.blocks.removeLast()
    }
    let final = last.map { block($0) }
    let guarded: Step = handlers.isEmpty ? body : { f in
      do { return try body(f) } catch let e as TerminatingError {
        if e.record.isStopOfRun { throw e }
        let x = BodyCompiler.caught(e)
        for h in handlers where h.type.map({ $0.isAssignable(from: x.type) }) ?? true {
          h.enter(f, .other(x))
          if let filter = h.filter, !(try filter(f)) { continue }
          return try h.body.run(f)
        }
        throw e
      }
    }
    guard let final else { return guarded }
    return { f in
      let r: Flow
      do { r = try guarded(f) } catch {
        if case .next = try final(f) { throw error }
        throw error
      }
      let kept = f.returned
      let after = try final(f)
      if case .next = after { f.returned = kept; return r }
      return after
    }
  }
  /// The exception C# code sees: not the one PowerShell wraps round it.
  static func caught(_ e: TerminatingError) -> PSException { e.record.exception }

  func using(_ declarations: [Statement], _ e: Expression?, rest: [Statement]) -> Step {
    var start: Step = { _ in .next }
    let slot = function.slot()
    var offset = 0, type = TypeTable.object
    if let d = declarations.first, case .declaration(let t, let variables, _) = d.kind {
      start = statement(d)
      var resources: [Local] = []
      for v in variables { if let l = find(v.name, in: function) { l.isRead = true; l.isFixed = "using variable"; resources.append(l) } }
      offset = t.offset
      type = resources.first?.type ?? type
      let reads = resources.map { RunBox(read($0).run) }
      checkDisposable(type, offset)
      let body = rest.count == 1 ? statementInScope(rest[0]) : steps(rest)
      return { f in
        _ = try start(f)
        return try BodyCompiler.disposing({ try body(f) }) { for r in reads.reversed() { try BodyCompiler.dispose(try r.run(f), f.context) } }
      }
    }
    guard let e else { return start }
    let x = value(expression(e), e)
    checkDisposable(x.type, e.start)
    let run = x.run, body = statementInScope(rest[0])
    return { f in
      f.slots[slot] = try run(f)
      return try BodyCompiler.disposing({ try body(f) }) { try BodyCompiler.dispose(f.slots[slot], f.context) }
    }
  }
  private func statementInScope(_ s: Statement) -> Step { scoped { statement(s) } }
  private func checkDisposable(_ t: NetType, _ offset: Int) {
    guard t !== Types.dynamic, !Types.isOpen(t), !TypeTable.get("System.IDisposable").isAssignable(from: t), t.instanceMember("Dispose") == nil,
      ClassSymbol.of(t).map({ $0.find(method: "Dispose", count: 0) == nil }) ?? (Num(of: t) != nil || t === TypeTable.string)
    else { return }
    report(1674, "'\(Text.shortName(t))': type used in a using statement must implement 'System.IDisposable'.", offset)
  }
  private static func disposing(_ body: () throws -> Flow, _ dispose: () throws -> Void) throws -> Flow {
    let r: Flow
    do { r = try body() } catch { try dispose(); throw error }
    try dispose()
    return r
  }
  static func dispose(_ v: Value, _ c: ExecutionContext) throws {
    if v.isNull { return }
    if let o = v.compiled, let m = o.symbol.find(method: "Dispose", count: 0) { _ = try m.invoke(v, [], c); return }
    if TypeTable.typeOf(v.base).instanceMember("Dispose") != nil { _ = try Runtime.unwrapped { try c.callMethod(v, "Dispose", []) } }
  }

  // MARK: Reachability

  /// Whether the end of a statement can be reached.
  func completes(_ s: Statement) -> Bool {
    switch s.kind {
    case .block(let l):
      for (i, x) in l.enumerated() where !completes(x) { return l[(i + 1)...].contains { if case .labelled = $0.kind { true } else { false } } }
      return true
    case .return, .throw, .break, .continue, .goto, .gotoCase, .yieldBreak: return false
    case .if(let c, let a, let b):
      if isConstant(c, true) { return completes(a) }
      guard let b else { return true }
      return isConstant(c, false) ? completes(b) : completes(a) || completes(b)
    case .while(let c, let b): return !isConstant(c, true) || breaks(b)
    case .do(let b, let c): return !isConstant(c, true) && (completes(b) || continues(b)) || breaks(b)
    case .for(_, let c, _, let b): return c.map { !isConstant($0, true) } ?? false || breaks(b)
    case .switch(_, let sections):
      if !sections.contains(where: { $0.labels.contains { $0.pattern == nil } }) { return true }
      return sections.contains { $0.body.contains { breaks($0) } || $0.body.allSatisfy { completes($0) } }
    case .try(let b, let c, let f):
      if let f, !completes(f) { return false }
      return completes(b) || c.contains { completes($0.body) }
    case .using(_, _, let b), .lock(_, let b), .checked(let b), .labelled(_, let b): return completes(b)
    default: return true
    }
  }
  private func isConstant(_ e: Expression, _ v: Bool) -> Bool { if case .literal(.bool(let b)) = e.kind { b == v } else { false } }
  private func continues(_ s: Statement) -> Bool { contains(s) { if case .continue = $0 { true } else { false } } }
  /// A `break` of this loop or switch stands in it.
  private func breaks(_ s: Statement) -> Bool { contains(s) { if case .break = $0 { true } else { false } } }
  private func contains(_ s: Statement, _ test: (Statement.Kind) -> Bool) -> Bool {
    if test(s.kind) { return true }
    switch s.kind {
    case .block(let l): return l.contains { contains($0, test) }
    case .if(_, let a, let b): return contains(a, test) || b.map { contains($0, test) } ?? false
    case .try(let b, let c, let f): return contains(b, test) || c.contains { contains($0.body, test) } || f.map { contains($0, test) } ?? false
    case .using(_, _, let b), .lock(_, let b), .checked(let b), .labelled(_, let b): return contains(b, test)
    case .switch(_, let sections): return test(.continue) && sections.contains { $0.body.contains { contains($0, test) } }
    default: return false
    }
  }
}

extension ErrorRecord {
  /// What no C# code may catch: the end of the run, a stack that is used up.
  var isStopOfRun: Bool { errorId == "CallDepthOverflow" || exception.type.fullName == "System.Management.Automation.PipelineStoppedException" }
}
