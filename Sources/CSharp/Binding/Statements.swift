/// Statements → steps.
import Engine

extension BodyCompiler {
  func block(_ s: Statement) -> Step {
    guard case .block(let list) = s.kind else { return scoped { statement(s) } }
    return scoped { steps(list) }
  }
  /// A list of statements in the scope that is open.
  func steps(_ list: [Statement]) -> Step {
    for s in list { if case .localFunction(let m) = s.kind { declare(localFunction: m) } }
    var all: [StepBox] = [], first: [StepBox] = [], labels: [Int: Int] = [:]
    var isReachable = true, wasReported = false
    for (i, s) in list.enumerated() {
      if !isReachable, !wasReported {
        switch s.kind {
        case .empty, .localFunction, .labelled: break
        default: report(162, "Unreachable code detected", s.offset, .warning); wasReported = true
        }
      }
      if case .labelled(let n, _) = s.kind { labels[label(n)] = all.count; isReachable = true }
      // local functions are there from the start of the block
      if case .localFunction(let m) = s.kind { first.append(StepBox(define(localFunction: m))); continue }
      // `using var x = …;` holds to the end of the block
      if case .using(let d, let e, let body) = s.kind, case .empty = body.kind, d.count == 1, e == nil, body.offset == s.offset {
        all.append(StepBox(using(d, nil, rest: Array(list[(i + 1)...]))))
        break
      }
      all.append(StepBox(statement(s)))
      if !completes(s) { isReachable = false }
    }
    if !first.isEmpty { for k in labels.keys { labels[k]? += first.count }; all = first + all }
    if !labels.isEmpty { return jumping(all, labels) }
    switch all.count {
    case 0: return { _ in .next }
    case 1: return all[0].run
    case 2:
      let a = all[0].run, b = all[1].run
      return { f in
        let r = try a(f)
        if case .next = r { return try b(f) }
        return r
      }
    default:
      return { f in
        for s in all {
          let r = try s.run(f)
          if case .next = r { continue }
          return r
        }
        return .next
      }
    }
  }
  private func jumping(_ all: [StepBox], _ labels: [Int: Int]) -> Step {
    { f in
      var i = 0
      while i < all.count {
        let r = try all[i].run(f)
        switch r {
        case .next: i += 1
        case .jump(let n):
          guard let target = labels[n] else { return r }
          try f.context.poll()
          i = target
        default: return r
        }
      }
      return .next
    }
  }
  func label(_ n: String) -> Int {
    if let k = function.labels[n] { return k }
    function.labels[n] = function.labels.count
    return function.labels.count - 1
  }

  func statement(_ s: Statement) -> Step {
    switch s.kind {
    case .block: return block(s)
    case .empty, .localFunction: return { _ in .next }
    case .expression(let e):
      let x = statementExpression(e).run
      return { f in _ = try x(f); return .next }
    case .declaration(let t, let v, let isConst): return declaration(t, v, isConst: isConst)
    case .if(let c, let a, let b):
      let test = condition(c).bools, then = embedded(a)
      guard let b else { return { f in try test(f) ? try then(f) : .next } }
      let other = embedded(b)
      return { f in try test(f) ? try then(f) : try other(f) }
    case .while(let c, let b):
      let test = condition(c).bools, body = loop(b)
      return { f in
        while try test(f) { if let r = try BodyCompiler.turn(body, f) { return r } }
        return .next
      }
    case .do(let b, let c):
      let body = loop(b), test = condition(c).bools
      return { f in
        repeat { if let r = try BodyCompiler.turn(body, f) { return r } } while try test(f)
        return .next
      }
    case .for(let a, let c, let e, let b): return scoped { forLoop(a, c, e, b) }
    case .forEach(let t, let n, let o, let e, let b): return scoped { forEach(t, n, o, e, b) }
    case .forEachTuple(let names, let e, let b): return scoped { forEach(names, e, b) }
    case .switch(let e, let sections): return switchStatement(e, sections)
    case .return(let e): return returning(e, s.offset)
    case .yieldReturn(let e):
      let v = convert(expression(e, wants: function.element), to: function.element ?? TypeTable.object, e).stored
      return { f in
        let x = try v(f)
        guard let sink = f.yields else { return .next }
        return try sink(x) ? .next : .return
      }
    case .yieldBreak: return { _ in .return }
    case .break:
      if function.loops + function.switches == 0 { report(139, "No enclosing loop out of which to break or continue", s.offset) }
      return { _ in .break }
    case .continue:
      if function.loops == 0 { report(139, "No enclosing loop out of which to break or continue", s.offset) }
      return { _ in .continue }
    case .throw(let e): return throwing(e)
    case .try(let b, let c, let last): return tryStatement(b, c, last)
    case .using(let d, let e, let b): return scoped { using(d, e, rest: [b]) }
    case .lock(let e, let b):
      let x = expression(e).run, body = embedded(b)
      return { f in if try x(f).isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "obj") }; return try body(f) }
    case .checked(let b):
      let saved = isChecked
      isChecked = true
      defer { isChecked = saved }
      return block(b)
    case .goto(let n): let k = label(n); return { _ in .jump(k) }
    case .gotoCase(let e):
      let key = e.map { x in let c = expression(x).constant; return "case " + (c.map { Text.string($0) } ?? "?") } ?? "default"
      let k = label(key)
      return { _ in .jump(k) }
    case .labelled(_, let b): return statement(b)
    }
  }
  /// The body of an `if` or a loop: a scope of its own.
  private func embedded(_ s: Statement) -> Step {
    if case .declaration = s.kind { report(1023, "Embedded statement cannot be a declaration or labeled statement", s.offset) }
    return scoped { statement(s) }
  }
  func loop(_ s: Statement) -> Step {
    function.loops += 1
    defer { function.loops -= 1 }
    return embedded(s)
  }
  func condition(_ e: Expression) -> Code {
    let c = expression(e)
    if c.type === TypeTable.bool || c.form.isFailure { return c }
    return convert(c, to: TypeTable.bool, e)
  }
  /// One turn of a loop; non-nil ends it.
  @inline(__always) static func turn(_ body: Step, _ f: Frame) throws -> Flow? {
    switch try body(f) {
    case .next, .continue: try f.context.poll(); return nil
    case .break: return .next
    case let r: return r
    }
  }

  private func declaration(_ t: TypeRef, _ variables: [Statement.Variable], isConst: Bool) -> Step {
    var all: [StepBox] = []
    let isVar = t.isVar && resolver.lookUp("var", 0) == nil
    let type = isVar ? nil : resolve(t)
    if type === Types.void { report(1547, "Keyword 'void' cannot be used in this context", t.offset) }
    if isVar, variables.count > 1 { report(819, "Implicitly-typed variables cannot have multiple declarators", t.offset) }
    for v in variables {
      guard let e = v.value else {
        if isVar { report(818, "Implicitly-typed variables must be initialized", v.offset) }
        if isConst { report(145, "A const field requires a value to be provided", v.offset) }
        let l = declare(v.name, type ?? Types.dynamic, v.offset)
        let put = initialiser(l), t = l.type
        all.append(StepBox { f in put(f, l.isBoxed || t.isValueType ? Types.zero(t) : .null); return .next })
        continue
      }
      var code: Code
      if case .newArray(nil, _, let rank, let elements?) = e.kind, let type, type.isArray, rank == 1, e.start == e.offset,
        source.bytes.indices.contains(e.offset), source.bytes[e.offset] == 123
      {
        code = arrayLiteral(type, elements, e)
      }
      else { code = expression(e, wants: type) }
      let target: NetType
      if isVar {
        if case .null = code.form { report(815, "Cannot assign <null> to an implicitly-typed variable", v.offset); code = .failed() }
        else if case .lambda = code.form { code = naturalDelegate(code, e) ?? fail(8917, "The delegate type could not be inferred.", e.start) }
        else if case .methods = code.form { code = naturalDelegate(code, e) ?? fail(8917, "The delegate type could not be inferred.", e.start) }
        else if code.type === Types.void { report(815, "Cannot assign void to an implicitly-typed variable", v.offset); code = .failed() }
        else { code = value(code, e) }
        target = code.type
      } else {
        target = type ?? Types.dynamic
        code = type == nil ? code : convert(code, to: target, e)
      }
      let l = declare(v.name, target, v.offset)
      if isConst {
        l.isConstant = true
        l.isRead = true
        if let x = code.constant { l.constant = x; continue }
        if case .null = code.form { l.constant = .null; continue }
        if !code.form.isFailure { report(133, "The expression being assigned to '\(v.name)' must be constant", e.start) }
        continue
      }
      l.isAssigned = true
      l.hasPlainValue = code.constant != nil
      let run = code.stored, i = l.slot
      if !l.isBoxed {
        if let n = code.int, target === TypeTable.int { all.append(StepBox { f in f.slots[i] = .int(try n(f)); return .next }) }
        else { all.append(StepBox { f in f.slots[i] = try run(f); return .next }) }
      } else { all.append(StepBox { f in f.slots[i] = .other(Box(try run(f))); return .next }) }
    }
    if all.count == 1 { return all[0].run }
    return { f in for s in all { _ = try s.run(f) }; return .next }
  }

  private func forLoop(_ first: [Statement], _ test: Expression?, _ steps: [Expression], _ b: Statement) -> Step {
    let start = self.steps(first), condition = test.map { self.condition($0).bools }
    let body = loop(b)
    let after = steps.map { RunBox(statementExpression($0).run) }
    // boxes of the loop's variables are shared by all turns, as in C#
    let step: (Frame) throws -> Void
    if after.count == 1 { let only = after[0].run; step = { _ = try only($0) } } else { step = { f in for x in after { _ = try x.run(f) } } }
    return { f in
      _ = try start(f)
      while try condition?(f) ?? true {
        if let r = try BodyCompiler.turn(body, f) { return r }
        try step(f)
      }
      return .next
    }
  }
  private func forEach(_ t: TypeRef, _ name: String, _ offset: Int, _ e: Expression, _ b: Statement) -> Step {
    let source = value(expression(e), e)
    let element = source.form.isFailure ? Types.dynamic : Types.element(of: source.type)
    if element == nil {
      report(
        1579,
        """
        foreach statement cannot operate on variables of type '\(Text.shortName(source.type))' because '\(Text.shortName(source.type))' does not contain a \
        public instance or extension definition for 'GetEnumerator'
        """,
        e.start)
    }
    let from = element ?? Types.dynamic
    let isVar = t.isVar && resolver.lookUp("var", 0) == nil
    let type = isVar ? from : resolve(t) ?? Types.dynamic
    let l = declare(name, type, offset)
    l.isFixed = "foreach iteration variable"
    l.isAssigned = true
    let put = initialiser(l)
    let item = Code(from) { $0.returned }
    // the element as the variable's type, with the element where the closure finds it
    var adapt: ((Frame, Value) throws -> Value)?
    if type !== from {
      let c = explicitConversion(item, to: type, e)
      adapt = { f, v in f.returned = v; return try c.run(f) }
    }
    let body = loop(b), run = source.run
    return { f in
      let s = try run(f)
      var outcome = Flow.next
      try Sequences.forEach(s, f.context) { v in
        put(f, try adapt?(f, v) ?? Value.copyOfStruct(v))
        if let r = try BodyCompiler.turn(body, f) { outcome = r; return false }
        return true
      }
      return outcome
    }
  }
  private func forEach(_ names: [String], _ e: Expression, _ b: Statement) -> Step {
    let source = value(expression(e), e)
    let element = Types.element(of: source.type) ?? Types.dynamic
    let parts = Tuples.parts(element)
    let locals = names.enumerated().map { i, n in
      let l = declare(n, parts.indices.contains(i) ? parts[i] : Types.dynamic, e.start)
      l.isAssigned = true
      l.isRead = true
      return initialiser(l)
    }
    let body = loop(b), run = source.run
    return { f in
      let s = try run(f)
      var outcome = Flow.next
      try Sequences.forEach(s, f.context) { v in
        for (i, x) in try Tuples.split(v, locals.count, f.context).enumerated() { locals[i](f, x) }
        if let r = try BodyCompiler.turn(body, f) { outcome = r; return false }
        return true
      }
      return outcome
    }
  }

  private func returning(_ e: Expression?, _ offset: Int) -> Step {
    if function.isIterator {
      report(1622, "Cannot return a value from an iterator. Use the yield return statement to return a value, or yield break to end the iteration.", offset)
      return { _ in .return }
    }
    guard let e else {
      if let t = function.returnType, resultType(t) !== Types.void, !function.isLambda || function.returnType != nil {
        report(126, "An object of a type convertible to '\(Text.shortName(resultType(t)))' is required", offset)
      }
      return { f in f.returned = .void; return .return }
    }
    guard let declared = function.returnType else {
      let c = value(expression(e), e)
      function.inferred.append(c)
      let run = c.stored
      return { f in f.returned = try run(f); return .return }
    }
    let t = resultType(declared)
    if t === Types.void {
      let c = expression(e)
      if function.isLambda { let run = c.run; return { f in _ = try run(f); f.returned = .void; return .return } }
      if !c.form.isFailure { report(127, "Since '\(method?.shown ?? "")' returns void, a return keyword must not be followed by an object expression", offset) }
      return { _ in .return }
    }
    let c = convert(expression(e, wants: t), to: t, e)
    if function.isLambda { function.inferred.append(c) }
    if let n = c.int, t === TypeTable.int { return { f in f.returned = .int(try n(f)); return .return } }
    let run = c.stored
    return { f in f.returned = try run(f); return .return }
  }
}

/// A closure in an array would be called through two others: boxes hold them.
final class StepBox {
  let run: Step
  init(_ r: @escaping Step) { run = r }
}
final class RunBox {
  let run: Run
  init(_ r: @escaping Run) { run = r }
}
