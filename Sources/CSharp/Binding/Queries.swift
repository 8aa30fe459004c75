/// `from … where … select …`: each clause hands its variables on to the next; sorting and grouping gather them first.
import Engine
import NetTypes

extension BodyCompiler {
  private typealias Next = (Frame) throws -> Bool
  private typealias Clause = (Frame, @escaping Next) throws -> Bool

  func query(_ q: QueryClauses, _ e: Expression) -> Code {
    // the range variables live in a frame of their own; nothing but lambdas inside shares them
    let outer = function
    let inner = FunctionScope(outer, sharedNames: [])
    inner.isLambda = true
    function = inner
    defer { function = outer }
    var clauses: [Clause] = [], variables: [Local] = []
    var element = TypeTable.object, last: ((Frame, @escaping (Value) throws -> Bool) throws -> Bool)?
    var grouped: [(key: Run, value: Run, type: NetType)] = []
    var failed = false
    func range(_ n: String, _ t: NetType) -> Local {
      let l = declare(n, t, e.start)
      l.isBoxed = false
      l.isRead = true
      l.isAssigned = true
      variables.append(l)
      return l
    }
    /// What was selected or grouped becomes the source of the rest.
    func restart(_ n: String) {
      let before = clauses, finish = last, t = element
      variables = []
      let l = range(n, t), slot = l.slot
      clauses = [{ f, next in
        try BodyCompiler.run(before, 0, f) { g in try finish?(g) { v in f.slots[slot] = v; return try next(f) } ?? false }
      }]
      last = nil
    }
    for c in q.clauses {
      switch c {
      case .from(let n, let x):
        let s = value(expression(x), x)
        if s.form.isFailure { failed = true }
        let t = Types.element(of: s.type)
        if t == nil, !s.form.isFailure {
          report(1936, "Could not find an implementation of the query pattern for source type '\(Text.shortName(s.type))'.  'Select' not found.", x.start)
          failed = true
        }
        let slot = range(n, t ?? Types.dynamic).slot, run = s.run
        clauses.append { f, next in
          var more = true
          try Sequences.forEach(try run(f), f.context) { v in f.slots[slot] = v; more = try next(f); return more }
          return more
        }
      case .letting(let n, let x):
        let c = value(expression(x), x)
        failed = failed || c.form.isFailure
        let slot = range(n, c.type).slot, run = c.run
        clauses.append { f, next in f.slots[slot] = try run(f); return try next(f) }
      case .filter(let x):
        let test = condition(x)
        failed = failed || test.form.isFailure
        let run = test.bools
        clauses.append { f, next in try run(f) ? try next(f) : true }
      case .order(let keys):
        let runs = keys.map { (RunBox(value(expression($0.0), $0.0).run), $0.descending) }, slots = variables.map(\.slot)
        // everything before it is gathered, sorted, and handed on
        let before = clauses
        clauses = [{ f, next in
          var rows: [(Int, [Value], [Value])] = []
          _ = try BodyCompiler.run(before, 0, f) { g in rows.append((rows.count, try runs.map { try $0.0.run(g) }, slots.map { g.slots[$0] })); return true }
          let sorted = try rows.sorted { x, y in
            for (i, k) in runs.enumerated() { let o = try Linq.compare(x.1[i], y.1[i]); if o != 0 { return k.1 ? o > 0 : o < 0 } }
            return x.0 < y.0
          }
          for r in sorted {
            for (s, v) in zip(slots, r.2) { f.slots[s] = v }
            if !(try next(f)) { return false }
          }
          return true
        }]
      case .join(let n, let s, let a, let b, let into):
        let source = value(expression(s), s), outerKey = value(expression(a), a).run
        let t = Types.element(of: source.type) ?? Types.dynamic
        let l = range(n, t), innerKey = value(expression(b), b).run, run = source.run, slot = l.slot
        let groupSlot = into.map { range($0, Types.sequence(of: t)).slot }
        clauses.append { f, next in
          let k = try outerKey(f)
          var matches: [Value] = []
          try Sequences.forEach(try run(f), f.context) { v in f.slots[slot] = v; if Runtime.equals(try innerKey(f), k) { matches.append(v) }; return true }
          if let g = groupSlot { f.slots[g] = .array(PSArray(matches, of: t)); return try next(f) }
          for v in matches { f.slots[slot] = v; if !(try next(f)) { return false } }
          return true
        }
      case .select(let x):
        let c = value(expression(x), x)
        failed = failed || c.form.isFailure
        element = c.type
        let run = c.stored
        last = { f, sink in try sink(try run(f)) }
      case .group(let x, let by):
        let v = value(expression(x), x), k = value(expression(by), by)
        failed = failed || v.form.isFailure || k.form.isFailure
        element = Grouping.type(k.type, v.type)
        grouped.append((k.run, v.run, element))
        let before = clauses, key = k.run, run = v.run, t = element
        clauses = []
        last = { f, sink in
          var rows: [(Value, Value)] = []
          _ = try BodyCompiler.run(before, 0, f) { g in rows.append((try key(g), try run(g))); return true }
          var i = -1
          let all = try Grouping.groups(rows.map(\.1), t, { _ in i += 1; return rows[i].0 }, { $0 })
          for g in all where !(try sink(.other(g))) { return false }
          return true
        }
      case .into(let n): restart(n)
      }
    }
    if failed { return .failed() }
    let captures = inner.captures.map { ($0.outer.slot, $0.inner.slot, $0.outer.isBoxed) }, chain = clauses, finish = last, t = element
    return Code(Types.sequence(of: t)) { f in
      let boxes = captures.map { BodyCompiler.box(f, $0.0, $0.2) }, this = f.this, c = f.context, types = f.typeArguments
      return .other(LazySequence(t) { sink in
        let g = Frame(inner.slots, this, c, types)
        for (i, x) in captures.enumerated() { g.slots[x.1] = boxes[i] }
        _ = try BodyCompiler.run(chain, 0, g) { h in try finish?(h, sink) ?? false }
      })
    }
  }
  private static func run(_ all: [Clause], _ i: Int, _ f: Frame, _ last: @escaping Next) throws -> Bool {
    if i == all.count { return try last(f) }
    return try all[i](f) { g in try run(all, i + 1, g, last) }
  }
}
